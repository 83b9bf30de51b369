//! The wording of errors in the syntax of a file.

use super::limits::{MAX_DEPTH, MAX_KEY_BYTES, MAX_NODES, MAX_TEXT_BYTES};
use super::tree::Limit;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::{FileId, Pointer};

/// What a parser's wording means to the author of a description: a part of the parser's message, ours, and the advice.
type Wording = (&'static str, &'static str, &'static str);

const JSON: &[Wording] = &[
    (
        "EOF",
        "the file ends too early",
        "close what is still open with `}`, `]` or `\"`",
    ),
    (
        "trailing comma",
        "a comma stands after the last entry",
        "remove the comma",
    ),
    (
        "key must be a string",
        "a key must be a string in double quotes",
        "write the key as \"key\"",
    ),
    (
        "expected `:`",
        "a colon is missing after the key",
        "write the entry as \"key\": value",
    ),
    (
        "expected `,` or `}`",
        "a comma or a closing brace is missing",
        "put a comma between two entries",
    ),
    (
        "expected `,` or `]`",
        "a comma or a closing bracket is missing",
        "put a comma between two items",
    ),
    (
        "trailing characters",
        "something follows the end of the document",
        "remove it",
    ),
    (
        "control character",
        "a line break or control character stands in a string",
        "write it as an escape, for example \\n",
    ),
    (
        "invalid escape",
        "this escape is not one of JSON",
        "write a backslash as \\\\",
    ),
    (
        "surrogate",
        "this \\u escape is half of a pair",
        "write both halves",
    ),
    (
        "hex escape",
        "this \\u escape is half of a pair",
        "write both halves",
    ),
    (
        "number out of range",
        "this number is too large",
        "write a smaller number, or text in quotes",
    ),
    (
        "invalid number",
        "this is not a number of JSON",
        "write it as in 12, -0.5 or 1e9",
    ),
    (
        "expected value",
        "a value is missing here",
        "write a string, number, object, array, true, false or null",
    ),
    (
        "expected ident",
        "this word is none of JSON",
        "write text in double quotes",
    ),
];

const YAML: &[Wording] = &[
    (
        "tab",
        "a tab stands where YAML needs spaces",
        "indent with spaces",
    ),
    (
        "mapping values are not allowed",
        "a second `: ` stands in this line, or the line is indented too far",
        "put text that contains `: ` in quotes, and align the keys of a mapping",
    ),
    (
        "simple key expect",
        "a `:` is missing after this key, or it is indented wrongly",
        "write `key: value`, and align the keys of a mapping",
    ),
    (
        "simple keys are not allowed",
        "a key cannot stand here",
        "start the key on a line of its own",
    ),
    (
        "block sequence entries are not allowed",
        "a list item cannot stand here",
        "start the list on its own line",
    ),
    (
        "unterminated",
        "this quote is never closed",
        "close the quote",
    ),
    (
        "unexpected end of stream",
        "the file ends too early",
        "close the open quote, bracket or brace",
    ),
    (
        "unexpected end of plain",
        "text is cut off here",
        "put the text in quotes",
    ),
    (
        "unknown anchor",
        "this alias has no anchor",
        "write the anchor `&name` before the alias `*name`",
    ),
    (
        "escape",
        "this escape is not one of YAML",
        "write a backslash as \\\\, or use single quotes",
    ),
    (
        "did not find expected key",
        "a key is missing here, or this line is indented wrongly",
        "align the keys of a mapping",
    ),
    (
        "did not find expected '-'",
        "a list item is missing here, or this line is indented wrongly",
        "align the items of a list",
    ),
    (
        "while parsing a block mapping",
        "a key is missing here, or this line is indented wrongly",
        "align the keys of a mapping",
    ),
    (
        "while parsing a block collection",
        "a list item is missing here, or this line is indented wrongly",
        "align the items of a list",
    ),
    (
        "while parsing a flow mapping",
        "a comma or `}` is missing here",
        "put a comma between two entries",
    ),
    (
        "while parsing a flow sequence",
        "a comma or `]` is missing here",
        "put a comma between two items",
    ),
    (
        "quoted scalar",
        "this quote is never closed, or its text is indented wrongly",
        "close the quote",
    ),
    (
        "illegal placement of ':'",
        "a `:` stands where none can, or a bracket, brace or quote before it is never closed",
        "close what is open",
    ),
    (
        "expected node content",
        "a value is missing here",
        "write a value, or close what is open",
    ),
    (
        "expected <document start>",
        "something follows the end of the document",
        "remove it, or align it with the first key",
    ),
    (
        "invalid indentation",
        "this line is indented wrongly",
        "align the keys of a mapping and the items of a list",
    ),
    (
        "token",
        "a character stands here that cannot start a value",
        "put the text in quotes",
    ),
];

/// The error for what the JSON parser says.
pub(super) fn json_error(reason: &str, offset: usize) -> Diagnostic {
    error("JSON", JSON, reason, offset)
}

/// The error for what a YAML parser says. Both YAML parsers have limits of their own, which some files reach before ours.
pub(super) fn yaml_error(reason: &str, offset: usize) -> Diagnostic {
    if reason.contains("recursion limit") {
        return limit_error(Limit::Depth, offset);
    }
    if reason.contains("repetition limit") {
        return limit_error(Limit::Nodes, offset);
    }
    error("YAML", YAML, reason, offset)
}

/// The error for a file that goes beyond a limit.
pub(super) fn limit_error(limit: Limit, offset: usize) -> Diagnostic {
    let (code, message) = match limit {
        Limit::Depth => (
            codes::TOO_DEEP,
            format!("the nesting is deeper than {MAX_DEPTH} levels"),
        ),
        Limit::Nodes => (
            codes::TOO_MANY_NODES,
            format!("the description has more than {MAX_NODES} nodes, aliases expanded"),
        ),
        Limit::Text => (
            codes::TOO_MUCH_TEXT,
            format!(
                "the description has more than {} MiB of text, aliases expanded",
                MAX_TEXT_BYTES >> 20
            ),
        ),
        Limit::Key => (
            codes::KEY_TOO_LONG,
            format!("a key has more than {MAX_KEY_BYTES} bytes"),
        ),
    };
    Diagnostic::error(code, &Pointer::root(FileId(0)), message).at_offset(offset)
}

fn error(language: &str, wordings: &[Wording], reason: &str, offset: usize) -> Diagnostic {
    let error = |message: String| {
        Diagnostic::error(codes::SYNTAX, &Pointer::root(FileId(0)), message).at_offset(offset)
    };
    match wordings.iter().find(|(part, ..)| reason.contains(part)) {
        Some((_, message, help)) => {
            error(format!("this is not valid {language}: {message}")).help(*help)
        }
        None => error(format!(
            "this is not valid {language} (the parser says: {reason})"
        )),
    }
}
