//! Sinks: text of a description as Go string literals, struct tags and comments. Nothing in it can end its place.

use serde_json::{Number, Value};

use crate::emit::sink::Code;

/// A string literal.
pub fn string(text: &str) -> Code {
    Code::vouch(interpreted(text))
}

/// A JSON text as a string literal, without escapes where that is possible.
pub fn json(value: &Value) -> Code {
    let text = value.to_string();
    let plain = text.chars().all(|c| c != '`' && !is_odd(c));
    Code::vouch(if plain && text.contains('"') {
        format!("`{text}`")
    } else {
        interpreted(&text)
    })
}

/// A struct tag of keys, which are ours, with values.
pub fn tag(pairs: &[(&'static str, String)]) -> Code {
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(key, value)| format!("{key}:{}", interpreted(value)))
        .collect();
    let text = pairs.join(" ");
    Code::vouch(if text.contains('`') {
        interpreted(&text)
    } else {
        format!("`{text}`")
    })
}

/// A number as it stands.
pub fn number(number: &Number) -> Code {
    Code::vouch(number.to_string())
}

/// Lines, each moved to the right by a tab.
pub fn indented(code: &Code) -> Code {
    let lines: Vec<String> = code
        .as_str()
        .split('\n')
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!("\t{line}")
            }
        })
        .collect();
    Code::vouch(lines.join("\n"))
}

/// Like [`indented`], but the first line stays where it is.
pub fn hanging(code: &Code) -> Code {
    Code::vouch(code.as_str().replace('\n', "\n\t"))
}

/// How many columns code takes, if it is one line.
pub fn width(code: &Code) -> Option<usize> {
    let text = code.as_str();
    (!text.contains('\n')).then(|| text.chars().count())
}

/// The rest of code that begins with `name{`, from the brace on.
pub fn without_prefix(code: &Code, name: &str) -> Option<Code> {
    let rest = code.as_str().strip_prefix(name)?;
    rest.starts_with('{').then(|| Code::vouch(rest.to_owned()))
}

/// An import declaration of several groups with more packages of the standard library, which are ours, in the first.
pub fn with_imports(imports: &Code, more: &[&'static str]) -> Code {
    let text = imports.as_str();
    let Some((start, rest)) = text.split_once("(\n") else {
        return imports.clone();
    };
    let (group, rest) = rest.split_once("\n\n").unwrap_or((rest, ""));
    let mut lines: Vec<String> = group.lines().map(str::to_owned).collect();
    lines.extend(more.iter().map(|path| format!("\t\"{path}\"")));
    lines.sort();
    Code::vouch(format!("{start}(\n{}\n\n{rest}", lines.join("\n")))
}

/// Further arguments where they are the first.
pub fn without_comma(code: &Code) -> Code {
    Code::vouch(code.as_str().trim_start_matches(", ").to_owned())
}

/// Spaces.
pub fn spaces(count: usize) -> Code {
    Code::vouch(" ".repeat(count))
}

/// A comment of lines made by [`super::docs`], which are one line each.
pub fn comment(lines: &[String]) -> Code {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| {
            let line = clean(line);
            let line = line.trim_end();
            if line.is_empty() {
                "//".to_owned()
            } else if line.starts_with('\t') {
                format!("//{line}")
            } else {
                format!("// {line}")
            }
        })
        .collect();
    Code::vouch(lines.join("\n"))
}

/// Control and bidirectional formatting characters do not belong in source text: compilers refuse some, reviewers miss others.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c != '\t' && is_odd(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn interpreted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_odd(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_literal() {
        assert_eq!(string("a\"b\\\n\u{202e}").as_str(), r#""a\"b\\\n\u202e""#);
        assert_eq!(
            json(&serde_json::json!({"a": "`"})).as_str(),
            r#""{\"a\":\"`\"}""#
        );
        assert_eq!(json(&serde_json::json!({"a": 1})).as_str(), r#"`{"a":1}`"#);
    }

    #[test]
    fn tags_hold_any_name() {
        assert_eq!(
            tag(&[("json", "id,omitempty".to_owned())]).as_str(),
            "`json:\"id,omitempty\"`"
        );
        assert_eq!(
            tag(&[("wire", "a\"`".to_owned())]).as_str(),
            r#""wire:\"a\\\"`\"""#
        );
    }

    #[test]
    fn comments_stay_comments() {
        assert_eq!(
            comment(&["a\u{0}b".to_owned(), String::new()]).as_str(),
            "// a\u{fffd}b\n//"
        );
    }
}
