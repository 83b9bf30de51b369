//! Literals and comments of TypeScript: the sinks through which text of a description gets into code.

use serde_json::Value;

use super::names;
use crate::emit::sink::{code, Code};
use crate::ir::Docs;

/// A string literal, in the quotes that the formatter would choose.
pub fn string(text: &str) -> Code {
    let double = text.matches('\'').count() > text.matches('"').count();
    let quote = if double { '"' } else { '\'' };
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push(quote);
    for c in text.chars() {
        match c {
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            c if c == quote => literal.extend(['\\', c]),
            c if is_hidden(c) && u32::from(c) > 0xffff => {
                literal.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            }
            c if is_hidden(c) => literal.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => literal.push(c),
        }
    }
    literal.push(quote);
    Code::vouch(literal)
}

/// A template literal type: any text that begins so.
pub fn template_prefix(prefix: &str) -> Code {
    let plain: String = prefix
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "/+.-_".contains(*c))
        .collect();
    Code::vouch(format!("`{plain}${{string}}`"))
}

/// A JSON text, for files of JSON.
pub fn json(value: &Value) -> Code {
    Code::vouch(serde_json::to_string_pretty(value).unwrap_or_default())
}

/// A number as it stands.
pub fn number(number: &serde_json::Number) -> Code {
    Code::vouch(number.to_string())
}

/// A literal of a scalar; of an array or object: nothing of use.
pub fn scalar(value: &Value) -> Code {
    match value {
        Value::Null => code!("null"),
        Value::Bool(b) => code!("{}", *b),
        Value::Number(n) => number(n),
        Value::String(text) => string(text),
        Value::Array(_) | Value::Object(_) => code!("undefined"),
    }
}

/// The name of a property in a type.
pub fn key(name: &str) -> Code {
    names::plain(name).unwrap_or_else(|| string(name))
}

/// The name of a property in an object literal: `__proto__` would set the prototype.
pub fn object_key(name: &str) -> Code {
    if name == "__proto__" {
        code!("['__proto__']")
    } else {
        key(name)
    }
}

/// The access to a property: `.name` or `['name']`.
pub fn access(name: &str) -> Code {
    match names::plain(name) {
        Some(name) => code!(".{}", name),
        None => code!("[{}]", string(name)),
    }
}

/// The prose of an item, or `otherwise`, and what is to be said beyond it: paragraphs for [`comment`].
pub fn prose(docs: &Docs, otherwise: &str, more: &[String]) -> Vec<String> {
    let texts = [docs.summary.as_deref(), docs.description.as_deref()];
    let mut paragraphs: Vec<String> = texts
        .into_iter()
        .flatten()
        .filter(|text| !text.trim().is_empty())
        .map(|text| text.trim().to_owned())
        .collect();
    paragraphs.dedup();
    if paragraphs.is_empty() && !otherwise.is_empty() {
        paragraphs.push(otherwise.to_owned());
    }
    paragraphs.extend(more.iter().cloned());
    paragraphs
}

/// A documentation comment of paragraphs in Markdown, with its line breaks, indented by spaces; nothing if there are none.
pub fn comment(paragraphs: &[String], deprecated: bool, indent: usize) -> Code {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(paragraph.lines().map(|line| clean(line.trim_end())));
    }
    if deprecated {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push("@deprecated The description marks it so.".to_owned());
    }
    let space = " ".repeat(indent);
    match lines.as_slice() {
        [] => Code::empty(),
        [line] if line.chars().count() + indent < 110 => {
            Code::vouch(format!("{space}/** {line} */\n"))
        }
        lines => {
            let lines: String = lines
                .iter()
                .map(|line| format!("{space} * {line}").trim_end().to_owned() + "\n")
                .collect();
            Code::vouch(format!("{space}/**\n{lines}{space} */\n"))
        }
    }
}

/// Text that may stand between backticks in a comment.
pub fn span(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || c == '`' { '\'' } else { c })
        .collect()
}

/// A line of a comment: it cannot end it, and has no tags but ours.
fn clean(line: &str) -> String {
    let line: String = line
        .chars()
        .map(|c| match c {
            '\t' => ' ',
            c if is_hidden(c) => '\u{fffd}',
            c => c,
        })
        .collect();
    let line = line.replace("*/", "*\\/").replace("{@", "{ @");
    match line.trim_start().strip_prefix('@') {
        Some(rest) => format!("\\@{rest}"),
        None => line,
    }
}

/// Characters that show something else than what is there, or that end lines.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_cannot_be_left() {
        assert_eq!(string("a").as_str(), "'a'");
        assert_eq!(string("it's").as_str(), "\"it's\"");
        assert_eq!(string("'\"\\\n").as_str(), r#"'\'"\\\n'"#);
        assert_eq!(string("\u{202e}\u{0}").as_str(), r"'\u202e\u0000'");
        assert_eq!(string("`${x}`").as_str(), "'`${x}`'");
    }

    #[test]
    fn comments_cannot_be_left() {
        let one = |text: &str| comment(&[text.to_owned()], false, 0).as_str().to_owned();
        assert_eq!(one("a */ b"), "/** a *\\/ b */\n");
        assert_eq!(one("@deprecated x"), "/** \\@deprecated x */\n");
        assert_eq!(one("a\u{202e}"), "/** a\u{fffd} */\n");
        assert_eq!(one("a\n*/"), "/**\n * a\n * *\\/\n */\n");
        assert_eq!(comment(&[], false, 2), Code::empty());
    }

    #[test]
    fn no_property_sets_the_prototype() {
        assert_eq!(object_key("__proto__").as_str(), "['__proto__']");
        assert_eq!(object_key("a-b").as_str(), "'a-b'");
    }
}
