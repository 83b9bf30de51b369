//! Doc comments: prose of a description that rustdoc shows as it was meant, and that can never become code, a doctest, a
//! broken link or HTML.

use proc_macro2::TokenStream;
use quote::quote;

use super::nodes;
use crate::ir::Docs;

/// The `#[doc]` attributes of an item, see [`text`].
pub fn docs(docs: &Docs, otherwise: &str, more: &[String]) -> TokenStream {
    own(&text(docs, otherwise, more))
}

/// The documentation of an item: the summary, then the description, then `more` (our own text, taken as it is).
pub fn text(docs: &Docs, otherwise: &str, more: &[String]) -> String {
    let mut paragraphs = Vec::new();
    if let Some(summary) = docs
        .summary
        .as_deref()
        .filter(|text| !text.trim().is_empty())
    {
        paragraphs.push(safe(summary));
    }
    if let Some(description) = docs
        .description
        .as_deref()
        .filter(|text| !text.trim().is_empty())
    {
        paragraphs.push(safe(description));
    }
    if paragraphs.is_empty() {
        paragraphs.push(otherwise.to_owned());
    }
    paragraphs.extend(more.iter().cloned());
    paragraphs.join("\n\n")
}

/// The `#[doc]` attributes of our own text.
pub fn own(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#[doc = #lines])*)
}

/// The same as nodes.
pub fn nodes(text: &str) -> Vec<syn::Attribute> {
    lines(text).map(|line| nodes::doc(&line)).collect()
}

/// The lines of a comment, each behind a space.
fn lines(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    })
}

/// The prose of an item, safe, without our own text.
pub fn prose_of(docs: &Docs) -> String {
    let texts = [&docs.summary, &docs.description];
    let texts: Vec<_> = texts
        .into_iter()
        .flatten()
        .map(|text| safe(text))
        .filter(|text| !text.is_empty())
        .collect();
    texts.join("\n\n")
}

/// The first line of the prose of an item.
pub fn one_line(docs: &Docs) -> String {
    let text = prose_of(docs);
    let line = text.lines().next().unwrap_or_default();
    if line.starts_with("```") || line.starts_with("~~~") {
        return String::new();
    }
    line.to_owned()
}

/// Text that may stand between backticks.
pub fn code(text: &str) -> String {
    clean(text).replace('`', "'")
}

/// A paragraph about the value a server assumes.
pub fn default_value(value: Option<&serde_json::Value>) -> Vec<String> {
    value
        .map(|value| format!("Default: `{}`.", code(&value.to_string())))
        .into_iter()
        .collect()
}

/// CommonMark that is safe in rustdoc: code is never Rust, links lead to the web, HTML is text.
pub fn safe(text: &str) -> String {
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.trim().lines() {
        let line = line.trim_end();
        let body = line.trim_start();
        let marker = ["```", "~~~"]
            .into_iter()
            .find(|marker| body.starts_with(marker));
        match (fence, marker) {
            (None, Some(marker)) => {
                fence = Some(marker);
                lines.push(format!("{marker}text"));
            }
            (Some(open), Some(marker)) if open == marker => {
                fence = None;
                lines.push(marker.to_owned());
            }
            (Some(_), _) => lines.push(clean(line)),
            // Four spaces or a tab would start an indented code block, which rustdoc runs as a test.
            (None, None) => lines.push(format!(
                "{}{}",
                " ".repeat(indent(line).min(3)),
                prose(body)
            )),
        }
    }
    if let Some(open) = fence {
        lines.push(open.to_owned());
    }
    lines.join("\n")
}

/// Columns of white space before the text; a tab counts as four.
fn indent(line: &str) -> usize {
    line.chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\t' { 4 } else { 1 })
        .sum()
}

/// Control and bidirectional formatting characters do not belong in source text (rustc refuses some, reviewers miss others).
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// A line outside code blocks.
fn prose(line: &str) -> String {
    let line = clean(line);
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line.as_str();
    while let Some(c) = rest.chars().next() {
        if c == '`' {
            let span = code_span(rest);
            out.push_str(&span.0);
            rest = &rest[span.1..];
        } else if let Some(length) = web_link(rest) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some(length) = bare_url(rest) {
            out.push('<');
            out.push_str(&rest[..length]);
            out.push('>');
            rest = &rest[length..];
        } else {
            if matches!(c, '[' | ']' | '<' | '>') && !(c == '>' && out.is_empty()) {
                out.push('\\');
            }
            if c == '\\' {
                // An escape of the author's stays one, but must not swallow one of ours.
                let next = rest[1..].chars().next();
                match next {
                    Some(next) if next.is_ascii_punctuation() => {
                        out.push('\\');
                        out.push(next);
                        rest = &rest[1 + next.len_utf8()..];
                        continue;
                    }
                    _ => out.push('\\'),
                }
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// A code span at the start of `text`: what to print and how many bytes it took. Without its end, the backticks are text.
fn code_span(text: &str) -> (String, usize) {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let (open, after) = text.split_at(ticks);
    let mut from = 0;
    while let Some(at) = after[from..].find(open) {
        let start = from + at;
        let run = after[start..].len() - after[start..].trim_start_matches('`').len();
        if run == ticks {
            let length = ticks + start + ticks;
            return (text[..length].to_owned(), length);
        }
        from = start + run;
    }
    ("\\`".repeat(ticks), ticks)
}

/// The length of `[text](https://…)` at the start of `text`, where both halves are plain.
fn web_link(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let close = inner.find(']')?;
    let target = inner[close + 1..].strip_prefix('(')?;
    let end = target.find(')')?;
    let (label, url) = (&inner[..close], &target[..end]);
    let plain = !label.is_empty() && !label.contains(['[', '<', '>', '`', '\\']);
    let web = url.starts_with("https://") || url.starts_with("http://");
    let clean = !url.contains(['<', '>', ' ', '"', '\\', '`', '(']);
    (plain && web && clean).then_some(1 + close + 2 + end + 1)
}

/// The length of a URL standing in the text by itself.
fn bare_url(text: &str) -> Option<usize> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let stop = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '<' | '>' | '"' | '`' | ')' | ']' | '\\' | '|' | '*' | '\''
            )
    };
    let end = text.find(stop).unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '_']);
    (url.len() > "https://".len()).then_some(url.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_never_becomes_a_doctest() {
        assert_eq!(safe("```\nfn main() {}\n```"), "```text\nfn main() {}\n```");
        assert_eq!(safe("```rust\nopen"), "```text\nopen\n```");
        assert_eq!(safe("a\n\n    let x = 1;"), "a\n\n   let x = 1;");
        assert_eq!(safe("a\n\n\tlet x = 1;"), "a\n\n   let x = 1;");
    }

    #[test]
    fn brackets_and_tags_are_text() {
        assert_eq!(safe("see [Foo] or <b>"), r"see \[Foo\] or \<b\>");
        assert_eq!(
            safe("[docs](https://example.com/a)"),
            "[docs](https://example.com/a)"
        );
        assert_eq!(safe("[docs](/relative)"), r"\[docs\](/relative)");
        assert_eq!(safe("`Vec<[T]>` and ``a`b``"), "`Vec<[T]>` and ``a`b``");
        assert_eq!(safe("lonely ` tick"), r"lonely \` tick");
        assert_eq!(safe(r"a\[b\] \<"), r"a\[b\] \<");
    }

    #[test]
    fn bare_urls_become_links() {
        assert_eq!(
            safe("at https://example.com/x."),
            "at <https://example.com/x>."
        );
    }

    #[test]
    fn control_characters_are_replaced() {
        assert_eq!(safe("a\u{202e}b\u{0}c"), "a\u{fffd}b\u{fffd}c");
    }
}
