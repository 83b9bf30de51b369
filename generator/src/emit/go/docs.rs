//! Doc comments: prose of a description in the form that gofmt leaves as it is and go doc shows as it was meant.
//!
//! gofmt lays out doc comments: lists, headings, code. What could be taken for one of those by accident is written so that it
//! cannot be, and what is one is written in gofmt's own form.

use super::literal;
use crate::emit::sink::Code;
use crate::ir::Docs;

/// The longest line, without the slashes.
const WIDTH: usize = 100;

/// A doc comment in the making.
#[derive(Default)]
pub struct Comment {
    lines: Vec<String>,
}

impl Comment {
    /// A comment that begins with the name of what it is about.
    pub fn named(name: &str, docs: &Docs, otherwise: &str) -> Self {
        let mut comment = Self::default();
        match prose(docs) {
            Some(prose) if prose.starts_with(&format!("{name} ")) => comment.markdown(&prose),
            Some(prose) => comment.markdown(&format!("{name} - {prose}")),
            None => comment.markdown(&format!("{name} {otherwise}")),
        }
        comment
    }

    /// A comment that does not.
    pub fn new(docs: &Docs, otherwise: &str) -> Self {
        let mut comment = Self::default();
        comment.markdown(&prose(docs).unwrap_or_default());
        // Nothing is left of prose that is all markup.
        if comment.lines.is_empty() {
            comment.markdown(otherwise);
        }
        comment
    }

    /// A comment of our own words.
    pub fn own(text: &str) -> Self {
        let mut comment = Self::default();
        comment.markdown(text);
        comment
    }

    /// Adds a paragraph.
    pub fn paragraph(mut self, text: &str) -> Self {
        self.markdown(text);
        self
    }

    /// Adds a list.
    pub fn list(mut self, items: &[String]) -> Self {
        self.items(items);
        self
    }

    /// Says that something is deprecated, if it is.
    pub fn deprecated(self, is: bool) -> Self {
        if is {
            self.paragraph("Deprecated: the description says so.")
        } else {
            self
        }
    }

    /// The comment.
    pub fn code(&self) -> Code {
        literal::comment(&self.lines)
    }

    fn separate(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn markdown(&mut self, text: &str) {
        let mut paragraph = String::new();
        let mut code: Option<(String, Vec<String>)> = None;
        let mut items: Vec<String> = Vec::new();
        for line in text.lines() {
            let body = line.trim();
            if let Some((fence, lines)) = &mut code {
                if body.starts_with(fence.as_str()) {
                    self.code_block(lines);
                    code = None;
                } else {
                    lines.push(
                        literal::clean(&line.replace('\t', "    "))
                            .trim_end()
                            .to_owned(),
                    );
                }
                continue;
            }
            let fence = ["```", "~~~"]
                .into_iter()
                .find(|fence| body.starts_with(fence));
            if body.is_empty() || fence.is_some() {
                self.flush(&mut paragraph, &mut items);
                code = fence.map(|fence| (fence.to_owned(), Vec::new()));
            } else if let Some(item) = list_item(body) {
                self.flush_paragraph(&mut paragraph);
                items.push(item.to_owned());
            } else if body.starts_with('#') {
                self.flush(&mut paragraph, &mut items);
                self.wrapped(body.trim_start_matches('#').trim());
            } else if let Some(item) = items.last_mut() {
                item.push(' ');
                item.push_str(body);
            } else {
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(body);
            }
        }
        self.flush(&mut paragraph, &mut items);
        if let Some((_, lines)) = code {
            self.code_block(&lines);
        }
    }

    fn flush(&mut self, paragraph: &mut String, items: &mut Vec<String>) {
        self.flush_paragraph(paragraph);
        self.items(&std::mem::take(items));
    }

    fn flush_paragraph(&mut self, paragraph: &mut String) {
        let text = std::mem::take(paragraph);
        if !text.is_empty() {
            self.wrapped(&text);
        }
    }

    /// A paragraph. gofmt makes a heading of a single line that looks like one, so that it gets a full stop.
    fn wrapped(&mut self, text: &str) {
        let mut lines = wrap(&plain(text), WIDTH);
        // What stands at the beginning cannot be moved, so that it is put into brackets.
        if let Some(first) = lines.first_mut() {
            let odd = first.starts_with(['-', '*', '+', '\u{2022}', '#', '[', '|', '='])
                || list_item(first).is_some()
                || first.starts_with("go:");
            if odd {
                *first = format!("({first})");
            }
        }
        if let [line] = lines.as_mut_slice() {
            if line.ends_with(char::is_alphanumeric) {
                line.push('.');
            }
        }
        if !lines.is_empty() {
            self.separate();
            self.lines.extend(lines);
        }
    }

    /// A list, or more of the one before: gofmt takes two that follow each other for one, and an empty line in it for one between all.
    fn items(&mut self, items: &[String]) {
        if !items.is_empty() && !self.ends_in_list() {
            self.separate();
        }
        // gofmt takes what is indented behind code for more of it.
        let lead = match self.lines.iter().rev().find(|line| !line.is_empty()) {
            Some(line) if line.starts_with('\t') => "\t",
            _ => "  ",
        };
        items.iter().for_each(|item| self.item(lead, item));
    }

    fn ends_in_list(&self) -> bool {
        self.lines.last().is_some_and(|line| line.starts_with("  "))
    }

    fn item(&mut self, lead: &str, text: &str) {
        for (index, line) in wrap(&plain(text), WIDTH - 4).into_iter().enumerate() {
            let mark = if index == 0 { "- " } else { "  " };
            self.lines.push(format!("{lead}{mark}{line}"));
        }
    }

    fn code_block(&mut self, lines: &[String]) {
        let first = lines.iter().position(|line| !line.is_empty());
        let last = lines.iter().rposition(|line| !line.is_empty());
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        let lines = &lines[first..=last];
        let spaces = |line: &String| line.len() - line.trim_start_matches(' ').len();
        let common = lines
            .iter()
            .filter(|line| !line.is_empty())
            .map(spaces)
            .min()
            .unwrap_or(0);
        // gofmt takes a block that begins as a list does for a list, and the tools of Go look for their directives in any comment.
        let is_odd = list_item(lines[0].trim()).is_some()
            || lines.iter().any(|line| line.trim().starts_with("go:"));
        if self.ends_in_list() {
            return self.code_of_item(lines, common, is_odd);
        }
        let mark = if is_odd { "| " } else { "" };
        self.separate();
        for line in lines {
            let line = line.get(common..).unwrap_or_default();
            if line.is_empty() && mark.is_empty() {
                self.lines.push(String::new());
            } else {
                self.lines.push(format!("\t{mark}{line}"));
            }
        }
    }

    /// Code behind a list, which gofmt takes for text of its last item, and whose indentation it then removes.
    fn code_of_item(&mut self, lines: &[String], common: usize, is_odd: bool) {
        let mark = if is_odd || lines.len() > 1 { "| " } else { "" };
        for line in lines.iter().filter(|line| !line.is_empty()) {
            let line = single_quotes(line.get(common..).unwrap_or_default());
            self.lines.push(format!("    {mark}{line}"));
        }
    }
}

/// Summary and description; a description that begins with the summary stands for both.
fn prose(docs: &Docs) -> Option<String> {
    let filled = |text: &Option<String>| {
        text.as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    match (filled(&docs.summary), filled(&docs.description)) {
        (Some(summary), Some(description)) if description.starts_with(&summary) => {
            Some(description)
        }
        (Some(summary), Some(description)) => Some(format!("{summary}\n\n{description}")),
        (one, other) => one.or(other),
    }
}

/// The first line of the prose of an item.
pub fn one_line(docs: &Docs) -> String {
    let text = prose(docs).unwrap_or_default();
    let line = text.lines().next().unwrap_or_default().trim();
    if line.starts_with("```") || line.starts_with("~~~") {
        return String::new();
    }
    plain(line.trim_start_matches('#'))
}

/// The text of a list item.
fn list_item(line: &str) -> Option<&str> {
    let bullet = line
        .strip_prefix(['-', '*', '+', '\u{2022}'])
        .filter(|rest| rest.starts_with(' '));
    if let Some(rest) = bullet {
        return Some(rest.trim()).filter(|rest| !rest.is_empty());
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    (digits > 0 && rest.starts_with(' ') && !rest.trim().is_empty()).then_some(line)
}

/// One line without what gofmt would change: runs of quotes become one, link targets at the start are text.
fn plain(text: &str) -> String {
    let text = literal::clean(&text.replace('\t', " "));
    let words: Vec<_> = text.split_whitespace().collect();
    single_quotes(&words.join(" "))
}

/// The text with one quote where there are several in a row, which gofmt would make typographic ones.
fn single_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        if !(c == last && matches!(c, '`' | '\'')) {
            out.push(c);
        }
        last = c;
    }
    out
}

/// Lines of at most `width` columns; no line but the first begins with what gofmt would read as a list, heading or link target.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let safe = word
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() || matches!(c, '`' | '"' | '(' | '<' | '/' | '\''));
        match lines.last_mut() {
            Some(line) if !safe || line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Text that may stand between backticks.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", literal::clean(text).replace(['`', '"'], "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        Comment::own(text).lines
    }

    #[test]
    fn lists_code_and_headings_have_the_form_of_gofmt() {
        assert_eq!(
            lines("# Title\nText\n- a\n- b\n  more\n\nEnd"),
            ["Title.", "", "Text.", "", "  - a", "  - b more", "", "End."]
        );
        assert_eq!(
            lines("A:\n```json\n  {\n    1\n  }\n```\nB"),
            ["A:", "", "\t{", "\t  1", "\t}", "", "B."]
        );
        assert_eq!(
            lines("- a\n```\n{\n  1\n}\n```\n- b\n\n```\n/c\n```"),
            [
                "  - a",
                "    | {",
                "    |   1",
                "    | }",
                "  - b",
                "    /c"
            ]
        );
        assert_eq!(lines("1. one\n2. two"), ["  - 1. one", "  - 2. two"]);
        assert_eq!(
            lines("- a\n\n- b\n  - c\n\n- d\n\nEnd"),
            ["  - a", "  - b", "  - c", "  - d", "", "End."]
        );
    }

    #[test]
    fn accidents_are_kept_from_happening() {
        assert_eq!(lines("``quoted''"), ["`quoted'"]);
        assert_eq!(
            lines("[x]: https://example.com"),
            ["([x]: https://example.com)"]
        );
        assert_eq!(lines("#"), Vec::<String>::new());
    }
}
