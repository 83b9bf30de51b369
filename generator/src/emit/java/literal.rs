//! Text of a description as Java: literals and Javadoc that end where they should, whatever they hold.

use crate::emit::sink::{code, Code};
use crate::ir::Docs;

/// The longest line of Javadoc.
const WIDTH: usize = 100;

/// A string literal.
pub fn string(text: &str) -> Code {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Not by Unicode escapes: the compiler would read those as a line break inside the literal.
            c if (c as u32) < 0x20 => out.push_str(&format!("\\{:03o}", c as u32)),
            c if is_hidden(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    Code::vouch(out)
}

/// Characters that a reader does not see, or sees elsewhere than they stand.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A number literal of the digits that `Display` gives.
pub fn number(digits: &serde_json::Number, suffix: &'static str) -> Code {
    let text: String = digits
        .to_string()
        .chars()
        .filter(|c| c.is_ascii_digit() || "+-.eE".contains(*c))
        .collect();
    code!("{}{}", Code::vouch(text), suffix)
}

/// A Javadoc comment, indented by `indent` spaces and ending with a line break: the summary, the description, then `more` and
/// tags of our own.
pub fn javadoc(indent: usize, docs: &Docs, otherwise: &str, more: &[String], tags: &[Tag]) -> Code {
    let mut paragraphs = Vec::new();
    for text in [&docs.summary, &docs.description].into_iter().flatten() {
        paragraphs.extend(html(text));
    }
    if paragraphs.is_empty() {
        paragraphs.push(vec![inline(otherwise)]);
    }
    paragraphs.extend(more.iter().map(|text| vec![inline(text)]));
    comment(indent, &paragraphs, tags)
}

/// A tag of Javadoc: `@param name text`.
pub struct Tag {
    head: String,
    text: String,
}

impl Tag {
    /// `@param`, of a name that is an identifier.
    pub fn param(name: &Code, text: &str) -> Self {
        let head = format!("@param {}", name.as_str());
        let text = inline(&one_line(text));
        Self { head, text }
    }

    /// `@return`.
    pub fn returns(text: &str) -> Self {
        Self {
            head: "@return".to_owned(),
            text: inline(&one_line(text)),
        }
    }

    /// `@deprecated`.
    pub fn deprecated() -> Self {
        Self {
            head: "@deprecated".to_owned(),
            text: "The description says so.".to_owned(),
        }
    }
}

/// The first line of the prose of an item.
pub fn first_line(docs: &Docs, otherwise: &str) -> String {
    let text = [&docs.summary, &docs.description]
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty());
    let line = text.map(|text| one_line(text.trim().split("\n\n").next().unwrap_or_default()));
    line.filter(|line| !line.is_empty() && !line.starts_with("```"))
        .unwrap_or_else(|| otherwise.to_owned())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn comment(indent: usize, paragraphs: &[Vec<String>], tags: &[Tag]) -> Code {
    let margin = " ".repeat(indent);
    if let ([paragraph], true) = (paragraphs, tags.is_empty()) {
        let text = paragraph.join(" ");
        if paragraph.len() == 1 && indent + text.len() + 7 <= WIDTH {
            return Code::vouch(format!("{margin}/** {text} */\n"));
        }
    }
    let width = WIDTH.saturating_sub(indent + 3);
    let mut lines = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let preformatted = paragraph
            .first()
            .is_some_and(|line| line.starts_with("<pre>"));
        let first = if index > 0 && !preformatted {
            "<p>"
        } else {
            ""
        };
        if index > 0 {
            lines.push(String::new());
        }
        if preformatted {
            lines.extend(paragraph.iter().cloned());
        } else {
            lines.extend(wrap(&format!("{first}{}", paragraph.join(" ")), width, ""));
        }
    }
    if !tags.is_empty() {
        lines.push(String::new());
    }
    for tag in tags {
        lines.extend(wrap(&format!("{} {}", tag.head, tag.text), width, "    "));
    }
    let mut out = format!("{margin}/**\n");
    for line in lines {
        let line = format!("{margin} * {line}");
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push_str(&format!("{margin} */\n"));
    Code::vouch(out)
}

fn wrap(text: &str, width: usize, hanging: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.trim().is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::replace(&mut line, hanging.to_owned()));
        }
        if !line.trim().is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// CommonMark as paragraphs of harmless HTML: paragraphs and code are kept, all other markup is shown as it was written.
fn html(text: &str) -> Vec<Vec<String>> {
    let mut paragraphs = Vec::new();
    let mut current: Vec<String> = Vec::new();
    let mut code: Option<Vec<String>> = None;
    for line in text.trim().lines() {
        let fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        match (&mut code, fence) {
            (None, true) => {
                paragraphs.extend((!current.is_empty()).then(|| std::mem::take(&mut current)));
                code = Some(Vec::new());
            }
            (Some(lines), true) => {
                paragraphs.extend(preformatted(lines));
                code = None;
            }
            (Some(lines), false) => lines.push(escape(line.trim_end())),
            (None, false) if line.trim().is_empty() => {
                paragraphs.extend((!current.is_empty()).then(|| std::mem::take(&mut current)));
            }
            (None, false) => current.push(inline(line.trim())),
        }
    }
    paragraphs.extend((!current.is_empty()).then_some(current));
    if let Some(lines) = code {
        paragraphs.extend(preformatted(&lines));
    }
    paragraphs
}

fn preformatted(lines: &[String]) -> Option<Vec<String>> {
    let text = lines.join("\n");
    if text.trim().is_empty() {
        return None;
    }
    let mut lines: Vec<String> = format!("<pre>{text}</pre>")
        .lines()
        .map(str::to_owned)
        .collect();
    lines.retain(|line| !line.is_empty());
    Some(lines)
}

/// A line of prose: code spans become code, everything else is text.
fn inline(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        let is_code = index % 2 == 1 && index + 1 < parts.len();
        match (is_code, index % 2 == 1) {
            (true, _) if part.trim().is_empty() => out.push_str("``"),
            (true, _) => out.push_str(&format!("<code>{}</code>", escape(part))),
            (false, true) => out.push_str(&format!("`{}", escape(part))),
            (false, false) => out.push_str(&escape(part)),
        }
    }
    out
}

/// Nothing in it is HTML, a tag of Javadoc, the end of the comment or a Unicode escape of Java.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '*' => out.push_str("&#42;"),
            '\\' => out.push_str("&#92;"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            '\t' => out.push(' '),
            c if is_hidden(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// One line of Markdown outside code.
pub fn markdown(text: &str) -> Code {
    Code::vouch(crate::emit::markdown::line(text))
}

/// Prose in Markdown, each paragraph on one line.
pub fn markdown_paragraphs(text: &str) -> Code {
    Code::vouch(crate::emit::markdown::paragraphs(text))
}

/// A code span in a table of Markdown.
pub fn markdown_code(text: &str) -> Code {
    Code::vouch(crate::emit::markdown::code_cell(text))
}

/// Text of an XML element.
pub fn xml(text: &str) -> Code {
    let mut out = String::new();
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if is_hidden(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    Code::vouch(out)
}

/// A file of the runtime, which becomes part of the package at `package`: two SDKs in one program must not share classes.
pub fn runtime_file(text: &str, package: &Code) -> String {
    text.replacen(
        "package sdkwright.runtime;",
        &format!("package {}.runtime;", package.as_str()),
        1,
    )
}

/// A file of the driver, which stands beside the runtime of the package at `package`.
pub fn driver_file(text: &str, package: &Code) -> String {
    let text = text.replacen(
        "package sdkwright.driver;",
        &format!("package {}.driver;", package.as_str()),
        1,
    );
    let import = format!("import {}.runtime.", package.as_str());
    let text = text.replace("import sdkwright.runtime.", &import);
    // Under its new name a package stands elsewhere among the imports.
    let is_import = |line: &&str| line.starts_with("import ");
    let mut imports: Vec<&str> = text.lines().filter(is_import).collect();
    imports.sort_by_key(|line| line.trim_end_matches(';'));
    let mut imports = imports.into_iter();
    let lines = text.lines().map(|line| match line.starts_with("import ") {
        true => imports.next().unwrap_or_default(),
        false => line,
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_end_where_they_should() {
        assert_eq!(
            string("a\"b\\u000a\n\u{0}\u{202e}").as_str(),
            "\"a\\\"b\\\\u000a\\n\\000\\u202e\""
        );
    }

    #[test]
    fn comments_end_where_they_should() {
        let docs = Docs {
            summary: Some("Ends */ {@link x} \\u002a/ @see `a*/`".to_owned()),
            description: None,
        };
        let text = javadoc(0, &docs, "", &[], &[]);
        assert_eq!(
            text.as_str(),
            "/** Ends &#42;/ &#123;&#64;link x&#125; &#92;u002a/ &#64;see <code>a&#42;/</code> */\n"
        );
    }

    #[test]
    fn code_blocks_are_kept() {
        let docs = Docs {
            summary: None,
            description: Some("a\n\n```java\nx < y\n".to_owned()),
        };
        assert_eq!(
            javadoc(2, &docs, "", &[], &[]).as_str(),
            "  /**\n   * a\n   *\n   * <pre>x &lt; y</pre>\n   */\n"
        );
    }
}
