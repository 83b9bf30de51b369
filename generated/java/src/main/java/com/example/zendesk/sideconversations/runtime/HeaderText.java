package com.example.zendesk.sideconversations.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** What a piece of the text of a header can be besides a string. */
public enum HeaderText {
  /** Nothing. */
  STRING(false, false),
  /** A number, where it is one. */
  NUMBER(true, false),
  /** A boolean, where it is {@code true} or {@code false}. */
  BOOLEAN(false, true),
  /** A number or a boolean, where it is one. */
  ANY(true, true);

  private static final Pattern NUMBERS =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final boolean isNumber;
  private final boolean isBoolean;

  HeaderText(boolean isNumber, boolean isBoolean) {
    this.isNumber = isNumber;
    this.isBoolean = isBoolean;
  }

  JsonNode value(String piece) {
    if (isBoolean && (piece.equals("true") || piece.equals("false"))) {
      return BooleanNode.valueOf(piece.equals("true"));
    }
    return isNumber && NUMBERS.matcher(piece).matches()
        ? HeaderReader.document(piece)
        : TextNode.valueOf(piece);
  }
}
