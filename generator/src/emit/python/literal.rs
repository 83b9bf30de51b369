//! Sinks: text of a description as a string, a docstring, a comment, TOML or Markdown. Nothing that goes through here can leave its
//! place.

use serde_json::Value;

use crate::emit::markdown;
use crate::emit::sink::{code, Code};

/// A string. Written as the formatter would write it: in double quotes, unless single ones need fewer escapes.
pub fn string(text: &str) -> Code {
    let doubles = text.matches('"').count();
    let quote = if doubles > text.matches('\'').count() {
        '\''
    } else {
        '"'
    };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if u32::from(c) < 0x20 || (0x7f..0xa0).contains(&u32::from(c)) => {
                out.push_str(&format!("\\x{:02x}", u32::from(c)));
            }
            c if is_hidden(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push(quote);
    Code::vouch(out)
}

/// The text of some code as a string: annotations that are read at run time.
pub fn quoted(code: &Code) -> Code {
    string(code.as_str())
}

/// A number as it stands.
pub fn number(number: &serde_json::Number) -> Code {
    Code::vouch(number.to_string())
}

/// A scalar; `None` for what is none.
pub fn scalar(value: &Value) -> Option<Code> {
    match value {
        Value::Null => Some(code!("None")),
        Value::Bool(true) => Some(code!("True")),
        Value::Bool(false) => Some(code!("False")),
        Value::Number(n) => Some(number(n)),
        Value::String(text) => Some(string(text)),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// A docstring at an indentation: prose of a description, then our own paragraphs.
pub fn docstring(prose: &str, own: &[Code], indent: usize) -> Code {
    let mut text = clean(prose);
    for paragraph in own {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&clean(paragraph.as_str()));
    }
    let text = dedented(text.trim());
    let mut escaped = text.replace('\\', "\\\\").replace("\"\"\"", "'''");
    if escaped.starts_with('"') {
        escaped.insert(0, ' ');
    }
    let pad = " ".repeat(indent);
    if !escaped.contains('\n') {
        if escaped.ends_with('"') {
            escaped.push(' ');
        }
        return Code::vouch(format!("{pad}\"\"\"{escaped}\"\"\""));
    }
    let lines: Vec<String> = escaped
        .lines()
        .enumerate()
        .map(|(index, line)| match (index, line.is_empty()) {
            (0, _) => line.to_owned(),
            (_, true) => String::new(),
            (_, false) => format!("{pad}{line}"),
        })
        .collect();
    Code::vouch(format!("{pad}\"\"\"{}\n{pad}\"\"\"", lines.join("\n")))
}

/// Prose inside a docstring of ours, at a hanging indentation.
pub fn hanging(text: &str, indent: usize) -> Code {
    let pad = " ".repeat(indent);
    let text = dedented(clean(text).trim());
    let lines: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(index, line)| {
            if index == 0 || line.is_empty() {
                line.to_owned()
            } else {
                format!("{pad}{line}")
            }
        })
        .collect();
    Code::vouch(lines.join("\n"))
}

/// Text between backticks in prose.
pub fn span(text: &str) -> Code {
    Code::vouch(format!("`{}`", clean(text).replace(['`', '\n'], "'")))
}

/// The first line of prose, for a title.
pub fn title(text: &str) -> String {
    let text = clean(text);
    let line = text.trim().lines().next().unwrap_or_default().trim();
    line.to_owned()
}

/// A TOML basic string of one line, which for these characters is written as a JSON string is.
pub fn toml(text: &str) -> Code {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Code::vouch(toml::Value::from(line).to_string())
}

/// A TOML list of strings.
pub fn toml_list(texts: &[String]) -> Code {
    let items: Vec<Code> = texts.iter().map(|text| toml(text)).collect();
    code!("[{}]", Code::join(&items, ", "))
}

/// One line of Markdown.
pub fn markdown_line(text: &str) -> Code {
    Code::vouch(markdown::line(text))
}

/// Code in a cell of a Markdown table.
pub fn markdown_cell(text: &str) -> Code {
    Code::vouch(markdown::code_cell(text))
}

/// Paragraphs of Markdown: the author's words, with HTML and control characters made text.
pub fn markdown_text(text: &str) -> Code {
    let mut fence = false;
    let mut lines = Vec::new();
    for line in clean(text).trim().lines() {
        let is_mark = line.trim_start().starts_with("```");
        if is_mark {
            fence = !fence;
            lines.push(if fence { "```text" } else { "```" }.to_owned());
        } else if fence {
            lines.push(line.to_owned());
        } else {
            lines.push(
                line.replace('<', "\\<")
                    .replace('#', "\\#")
                    .replace("](", "\\](")
                    .replace("~~~", "\\~~~"),
            );
        }
    }
    if fence {
        lines.push("```".to_owned());
    }
    Code::vouch(lines.join("\n"))
}

/// A version by the rules of PEP 440 for one of Semantic Versioning.
pub fn version(text: &str) -> Code {
    let (main, build) = text.split_once('+').unwrap_or((text, ""));
    let (core, pre) = main.split_once('-').unwrap_or((main, ""));
    let local = |text: &str| text.replace(|c: char| !c.is_ascii_alphanumeric(), ".");
    let mut parts = pre.split('.');
    let (kind, number, more) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or("0"),
        parts.next(),
    );
    let number_fits =
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && more.is_none();
    let pre_text = match kind {
        "" => String::new(),
        "alpha" | "a" if number_fits => format!("a{number}"),
        "beta" | "b" if number_fits => format!("b{number}"),
        "rc" if number_fits => format!("rc{number}"),
        _ => ".dev0".to_owned(),
    };
    let unknown = if pre_text == ".dev0" {
        local(pre)
    } else {
        String::new()
    };
    let locals: Vec<String> = [unknown, local(build)]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let suffix = if locals.is_empty() {
        String::new()
    } else {
        format!("+{}", locals.join("."))
    };
    Code::vouch(format!("{core}{pre_text}{suffix}"))
}

/// Control and bidirectional formatting characters do not belong in source text; tabs become spaces.
fn clean(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line: String = line
            .chars()
            .flat_map(|c| match c {
                '\t' => vec![' '; 4],
                c if c.is_control() || is_hidden(c) => vec!['\u{fffd}'],
                c => vec![c],
            })
            .collect();
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Characters that are not seen or turn others round.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Lines after the first without the indentation that they have in common, which a docstring loses anyway.
fn dedented(text: &str) -> String {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().trim_end().to_owned();
    let rest: Vec<&str> = lines.collect();
    let common = rest
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    let mut out = vec![first];
    out.extend(
        rest.iter()
            .map(|line| line.get(common..).unwrap_or_default().trim_end().to_owned()),
    );
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_end_where_they_should() {
        assert_eq!(string(r#"a"b"#).as_str(), r#"'a"b'"#);
        assert_eq!(
            string("it's \"x\" \\ \n\u{0}\u{202e}").as_str(),
            r#"'it\'s "x" \\ \n\x00\u202e'"#
        );
        assert_eq!(string("'").as_str(), "\"'\"");
    }

    #[test]
    fn docstrings_end_where_they_should() {
        assert_eq!(
            docstring("a \"\"\" b", &[], 0).as_str(),
            "\"\"\"a ''' b\"\"\""
        );
        assert_eq!(
            docstring("ends \"", &[], 4).as_str(),
            "    \"\"\"ends \" \"\"\""
        );
        assert_eq!(docstring("\\", &[], 0).as_str(), "\"\"\"\\\\\"\"\"");
        assert_eq!(
            docstring("a\n    b\n      c", &[], 0).as_str(),
            "\"\"\"a\nb\n  c\n\"\"\""
        );
    }

    #[test]
    fn versions_are_those_of_python() {
        for (given, wanted) in [
            ("1.2.3", "1.2.3"),
            ("1.2.3-alpha.1", "1.2.3a1"),
            ("1.2.3-rc", "1.2.3rc0"),
            ("1.2.3-next.2+b-1", "1.2.3.dev0+next.2.b.1"),
        ] {
            assert_eq!(version(given).as_str(), wanted);
        }
    }
}
