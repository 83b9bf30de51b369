//! Bytes to text: the encoding and the size of a file.

use super::limits::{MAX_JSON_BYTES, MAX_YAML_BYTES};
use super::report::Fatal;
use super::source::Syntax;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::{FileId, Pointer};

/// The text of a file and its syntax, told by its first characters: JSON starts with `{` and then `"` or `}`, or with `[`;
/// everything else is YAML.
///
/// # Errors
/// A diagnostic if the file is too long, empty, not UTF-8 (YAML 1.2.2, 5.2 and RFC 8259, 8.1), or holds a character that the
/// two YAML versions in use read differently.
pub(super) fn decode(bytes: &[u8]) -> Result<(&str, Syntax), Fatal> {
    if bytes.len() > MAX_JSON_BYTES {
        return Err(too_large(bytes.len(), MAX_JSON_BYTES));
    }
    if is_utf16(bytes) {
        return Err(error(
            codes::INVALID_ENCODING,
            "the file is UTF-16",
            0,
            UTF_8,
        ));
    }
    let text = std::str::from_utf8(without_mark(bytes)).map_err(|problem| {
        let message = "the file is not valid UTF-8 from here on";
        error(
            codes::INVALID_ENCODING,
            message,
            problem.valid_up_to(),
            UTF_8,
        )
    })?;
    if text.trim().is_empty() {
        let help = "start with `openapi: 3.0.3`";
        return Err(error(codes::EMPTY_FILE, "the file is empty", 0, help));
    }
    if let Some(offset) = text.find('\0') {
        let message = "the file contains a NUL character";
        return Err(error(codes::INVALID_ENCODING, message, offset, "remove it"));
    }
    let syntax = syntax_of(text);
    if syntax == Syntax::Yaml {
        check_yaml_text(text)?;
    }
    Ok((text, syntax))
}

const UTF_8: &str = "save it as UTF-8";

fn error(code: &'static str, message: &str, offset: usize, help: &str) -> Fatal {
    let error = Diagnostic::error(code, &Pointer::root(FileId(0)), message);
    error.at_offset(offset).help(help).into()
}

/// The text to show problems in, for bytes that were refused; too long a file is not shown.
pub(super) fn lossy(bytes: &[u8]) -> String {
    if bytes.len() > MAX_JSON_BYTES {
        return String::new();
    }
    String::from_utf8_lossy(without_mark(bytes)).into_owned()
}

fn too_large(size: usize, limit: usize) -> Fatal {
    let size = (size - 1) >> 20;
    let limit = limit >> 20;
    let message = format!("the file has more than {size} MiB; the limit is {limit} MiB");
    let help = "JSON files may be larger than YAML files; leave out long examples";
    error(codes::FILE_TOO_LARGE, &message, 0, help)
}

/// The bytes after the byte order mark, if there is one.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// YAML 1.1 ends a line at these characters and YAML 1.2 does not, so that the two could see different documents.
const AMBIGUOUS_BREAKS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

fn check_yaml_text(text: &str) -> Result<(), Fatal> {
    if text.len() > MAX_YAML_BYTES {
        return Err(too_large(text.len(), MAX_YAML_BYTES));
    }
    if text.is_ascii() {
        return Ok(());
    }
    let Some(offset) = text.find(AMBIGUOUS_BREAKS) else {
        return Ok(());
    };
    let message = "this character is a line break in YAML 1.1 and none in YAML 1.2 (U+0085, U+2028 or U+2029)";
    let help = "remove it, or write it as an escape in a double-quoted string: \"\\u2028\"";
    Err(error(codes::AMBIGUOUS_LINE_BREAK, message, offset, help))
}

fn syntax_of(text: &str) -> Syntax {
    let mut start = text.trim_start().chars();
    match start.next() {
        Some('[') => Syntax::Json,
        Some('{') if matches!(start.as_str().trim_start().chars().next(), Some('"' | '}')) => {
            Syntax::Json
        }
        _ => Syntax::Yaml,
    }
}

fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [first, second, ..] => (*first == 0) != (*second == 0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> &'static str {
        decode(bytes).expect_err("must be refused").code
    }

    #[test]
    fn tells_json_from_yaml_by_content() {
        for (text, syntax) in [
            (" {\n\"a\": 1}", Syntax::Json),
            ("{}", Syntax::Json),
            ("[1]", Syntax::Json),
            ("{a: 1}", Syntax::Yaml),
            ("openapi: 3.0.3", Syntax::Yaml),
            ("\u{feff}{\"a\":1}", Syntax::Json),
        ] {
            assert_eq!(decode(text.as_bytes()).expect(text).1, syntax, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_utf8_text() {
        assert_eq!(refused(b"\xFF\xFEa\0"), codes::INVALID_ENCODING);
        assert_eq!(refused(b"a\0b\0"), codes::INVALID_ENCODING);
        assert_eq!(refused(b"ab\0c"), codes::INVALID_ENCODING);
        assert_eq!(refused(b"a: \xC3("), codes::INVALID_ENCODING);
        assert_eq!(refused(b""), codes::EMPTY_FILE);
        assert_eq!(refused(b"\xEF\xBB\xBF \n"), codes::EMPTY_FILE);
        assert_eq!(
            refused("a: b\u{2028}c".as_bytes()),
            codes::AMBIGUOUS_LINE_BREAK
        );
    }

    #[test]
    fn invalid_utf8_is_located() {
        let problem = decode(b"a: \xC3(").expect_err("must be refused");
        assert_eq!(problem.offset, Some(3));
    }

    #[test]
    fn refuses_long_files() {
        assert_eq!(
            refused(&vec![b' '; MAX_JSON_BYTES + 1]),
            codes::FILE_TOO_LARGE
        );
        assert_eq!(
            refused(&vec![b'a'; MAX_YAML_BYTES + 1]),
            codes::FILE_TOO_LARGE
        );
    }
}
