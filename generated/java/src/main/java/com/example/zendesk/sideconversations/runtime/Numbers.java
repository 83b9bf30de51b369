package com.example.zendesk.sideconversations.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Ranges of numbers; what lies outside throws {@link ArithmeticException}. */
final class Numbers {
  static final BigInteger INT32_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
  static final BigInteger INT32_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
  static final BigInteger INT64_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  static final BigInteger INT64_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  static final BigInteger UINT32_MAX = BigInteger.valueOf(0xffff_ffffL);
  static final BigInteger UINT64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private Numbers() {}

  /** A whole number, also one written as {@code 1.0} or {@code 1e3}. */
  static BigInteger whole(JsonNode node, BigInteger least, BigInteger most) {
    BigInteger value;
    if (node.isIntegralNumber()) {
      value = node.bigIntegerValue();
    } else {
      BigDecimal decimal = node.decimalValue();
      // A short text can stand for a number with a billion digits.
      if (Math.abs((long) decimal.precision() - decimal.scale()) > 32) {
        throw new ArithmeticException();
      }
      value = decimal.toBigIntegerExact();
    }
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new ArithmeticException();
    }
    return value;
  }

  static BigInteger within(BigInteger value, BigInteger most) {
    if (value.signum() < 0 || value.compareTo(most) > 0) {
      throw new ArithmeticException();
    }
    return value;
  }

  static double finite(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new ArithmeticException();
    }
    return value;
  }

  static float finite(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      throw new ArithmeticException();
    }
    return value;
  }
}
