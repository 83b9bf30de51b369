//! Sinks of Ruby: text of a description as literals and comments, which can be nothing else.

use serde_json::Value;

use crate::emit::sink::{code, Code};

/// Longer lines are broken where that is easy.
pub const WIDTH: usize = 120;

/// A string in double quotes. Everything that is not plain printable text is escaped, `#` before what would interpolate too.
pub fn string(text: &str) -> Code {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '#' if matches!(rest.peek(), Some('{' | '$' | '@')) => out.push_str("\\#"),
            c if is_hidden(c) => out.push_str(&format!("\\u{{{:X}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    Code::vouch(out)
}

/// Bytes as a string in double quotes.
pub fn bytes(bytes: &[u8]) -> Code {
    let mut out = String::from("\"");
    for byte in bytes {
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'#' => out.push_str("\\#"),
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => out.push_str(&format!("\\x{byte:02X}")),
        }
    }
    out.push_str("\".b");
    Code::vouch(out)
}

/// A JSON value as a literal; keys of objects are strings.
pub fn json(value: &Value) -> Code {
    match value {
        Value::Null => code!("nil"),
        Value::Bool(b) => code!("{}", *b),
        Value::Number(n) => Code::vouch(number(n)),
        Value::String(text) => string(text),
        Value::Array(items) => list(&items.iter().map(json).collect::<Vec<_>>()),
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| code!("{} => {}", string(key), json(value)));
            hash(&entries.collect::<Vec<_>>())
        }
    }
}

/// JSON writes exponents without a fraction, as Ruby does too; both mean the same.
fn number(number: &serde_json::Number) -> String {
    number.to_string().replace('E', "e").replace("e+", "e")
}

/// An array on one line.
pub fn list(items: &[Code]) -> Code {
    code!("[{}]", Code::join(items, ", "))
}

/// A hash on one line.
pub fn hash(entries: &[Code]) -> Code {
    if entries.is_empty() {
        return code!("{{}}");
    }
    code!("{{ {} }}", Code::join(entries, ", "))
}

/// Items between an opening and a closing text: on one line if they fit, which begins at column `indent`, else one a line.
pub fn wrapped(open: &Code, items: &[Code], close: &'static str, indent: usize) -> Code {
    let one = code!("{}{}{}", open, Code::join(items, ", "), close);
    if items.is_empty()
        || (one.as_str().chars().count() + indent <= WIDTH && !one.as_str().contains('\n'))
    {
        return one;
    }
    let items = indented(&Code::join(items, ",\n"), 2);
    code!("{}\n{}\n{}", open, items, close)
}

/// The lines of a text further to the right. String literals hold no line breaks, so no text of theirs changes.
pub fn indented(code: &Code, columns: usize) -> Code {
    let pad = " ".repeat(columns);
    let lines: Vec<String> = code
        .as_str()
        .lines()
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!("{pad}{line}")
            }
        })
        .collect();
    Code::vouch(lines.join("\n"))
}

/// Comment lines.
pub fn comment(text: &str) -> Code {
    let text = text.trim();
    let mark = if is_annotation(text) { "\\" } else { "" };
    let lines: Vec<String> = text
        .lines()
        .map(|line| format!("# {}", comment_line(line)).trim_end().to_owned())
        .collect();
    Code::vouch(lines.join("\n").replacen("# ", &format!("# {mark}"), 1))
}

/// Words by which RuboCop knows a note of the authors, which is no documentation.
const ANNOTATIONS: [&str; 6] = ["FIXME", "HACK", "NOTE", "OPTIMIZE", "REVIEW", "TODO"];

/// Whether a comment begins like a note of the authors: `TODO later`, `Note: this`, but not `Note that`.
fn is_annotation(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at(letters);
    let begins_sentence = word.chars().skip(1).all(|c| c.is_ascii_lowercase())
        && word.starts_with(|c: char| c.is_ascii_uppercase());
    ANNOTATIONS.contains(&word.to_ascii_uppercase().as_str())
        && (rest.trim_start().starts_with(':') || rest.starts_with(' ') && !begins_sentence)
}

/// A piece of text that is code already.
pub fn same(code: &str) -> Code {
    Code::vouch(code.to_owned())
}

/// Text that was a line of a comment already.
pub fn comment_text(line: &str) -> Code {
    Code::vouch(comment_line(line))
}

/// Prose within one line.
pub fn prose(text: &str) -> Code {
    let words: Vec<&str> = text.split_whitespace().collect();
    Code::vouch(comment_line(&words.join(" ")))
}

/// Comments by which Ruby changes how it reads a file.
const MAGIC: [&str; 6] = [
    "coding",
    "encoding",
    "frozen_string_literal",
    "shareable_constant_value",
    "typed",
    "warn_indent",
];

/// A line of a comment: nothing in it is hidden, nor a word for Ruby, YARD or a linter.
fn comment_line(line: &str) -> String {
    let clean: String = line
        .trim_end()
        .chars()
        .map(|c| match c {
            '\t' => ' ',
            c if is_hidden(c) => '\u{fffd}',
            c => c,
        })
        .collect();
    let text = clean
        .replace("-*-", "- * -")
        .replace("rubocop:", "rubocop :")
        .replace("coding:", "coding :")
        .replace("coding=", "coding =");
    let start = text.trim_start();
    let word = start
        .split([':', ' '])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
        .replace('-', "_");
    let indent = text.len() - start.len();
    if MAGIC.contains(&word.as_str()) || start.starts_with('@') || start.starts_with(':') {
        return format!("{}\\{start}", " ".repeat(indent));
    }
    text
}

/// What an editor does not show, or shows elsewhere than it is.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_do_not_interpolate() {
        assert_eq!(
            string("a#{b}#$c#@d # \"\\").as_str(),
            r##""a\#{b}\#$c\#@d # \"\\""##
        );
        assert_eq!(
            string("\n\u{0}\u{202e}é").as_str(),
            "\"\\n\\u{0}\\u{202E}é\""
        );
        assert_eq!(bytes(b"a#\x00\xff").as_str(), "\"a\\#\\x00\\xFF\".b");
    }

    #[test]
    fn comments_stay_comments() {
        assert_eq!(
            comment("a\n\nb\u{2028}c\r=end").as_str(),
            "# a\n#\n# b\u{fffd}c\u{fffd}=end"
        );
        assert_eq!(
            comment("frozen_string_literal: false").as_str(),
            "# \\frozen_string_literal: false"
        );
        assert_eq!(
            comment("-*- coding: x -*-").as_str(),
            "# - * - coding : x - * -"
        );
        assert_eq!(comment("@param x").as_str(), "# \\@param x");
    }

    #[test]
    fn comments_are_no_notes_of_the_authors() {
        for text in ["TODO later", "todo later", "Note: this", "NOTE : this"] {
            assert_eq!(comment(text).as_str(), format!("# \\{text}"));
        }
        for text in [
            "Note that",
            "Notes: this",
            "TODO",
            "todo-list",
            "a\nTODO later",
        ] {
            assert!(!comment(text).as_str().contains('\\'), "{text}");
        }
    }

    #[test]
    fn long_lists_stand_one_a_line() {
        let items = vec![string(&"a".repeat(100)), string(&"b".repeat(100))];
        let code = wrapped(&code!("x("), &items, ")", 2);
        assert_eq!(code.as_str().lines().count(), 4);
        assert_eq!(wrapped(&code!("x("), &[], ")", 2).as_str(), "x()");
    }
}
