//! Diagnostics as text for people, as one line, and as data.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::limits::MAX_MESSAGE;
use super::source::{Location, Source, Sources};
use crate::diagnostic::{Diagnostic, Part, Severity};
use crate::pointer::Pointer;

/// The most characters of a line shown before a mark, within it, and after it. Minified JSON has one line.
const SHOWN: usize = 60;

impl Sources {
    /// The diagnostic with its place, the line of the source, its JSON pointer and its help.
    ///
    /// With `color`, marked up by ANSI escape codes. Nothing of the description reaches the output as a control character.
    pub fn render(&self, diagnostic: &Diagnostic, color: bool) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group = Group::with_title(
            level
                .primary_title(printable(&diagnostic.message))
                .id(diagnostic.code),
        );
        if let Some((source, bytes)) = self.marked(diagnostic) {
            group = Mark::new(source, bytes).show(group, None);
        }
        for (pointer, label) in &diagnostic.related {
            if let Some((source, bytes)) = self.place(pointer, Part::Key) {
                group = Mark::new(source, bytes).show(group, Some(label));
            }
        }
        if let Some(place) = place(&self.original(&diagnostic.pointer)) {
            group = group.element(Level::NOTE.message(printable(&format!("at {place}"))));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(printable(help)));
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&[group])
    }

    /// The diagnostic in one line: `file:line:column: error[code]: message`.
    pub fn render_line(&self, diagnostic: &Diagnostic) -> String {
        let Location {
            file, line, column, ..
        } = self.locate(diagnostic);
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let message = printable(&diagnostic.message);
        let place = if line == 0 {
            file
        } else {
            format!("{file}:{line}:{column}")
        };
        format!("{place}: {severity}[{}]: {message}", diagnostic.code)
    }

    /// The diagnostic with its location, to be serialized.
    pub fn located<'d>(&self, diagnostic: &'d Diagnostic) -> Located<'d> {
        Located {
            diagnostic,
            location: self.locate(diagnostic),
        }
    }
}

/// A diagnostic and its place, for programs.
#[derive(Debug, Serialize)]
pub struct Located<'d> {
    /// The diagnostic.
    #[serde(flatten)]
    pub diagnostic: &'d Diagnostic,
    /// Its place.
    pub location: Location,
}

/// The longest line, in bytes, that is handed to the renderer as it is; it shows the part around the mark by itself.
const WHOLE: usize = 2000;

/// The line with the bytes to be marked in it.
struct Mark {
    location: Location,
    text: String,
    marked: Range<usize>,
    is_cut: bool,
}

impl Mark {
    fn new(source: &Source, bytes: Range<usize>) -> Self {
        let (_, start) = source.line_of(bytes.start);
        let line = source.line_text(start);
        let at = bytes.start.saturating_sub(start).min(line.len());
        let end = (at + bytes.len()).min(line.len());
        let mut mark = Self {
            location: source.location(bytes),
            text: line.to_owned(),
            marked: at..end,
            is_cut: line.len() > WHOLE,
        };
        if mark.is_cut {
            mark.cut(line);
        }
        mark
    }

    /// Keeps only [`SHOWN`] characters on each side of the mark and within it.
    fn cut(&mut self, line: &str) {
        let (before, rest) = line
            .split_at_checked(self.marked.start)
            .unwrap_or((line, ""));
        let (inside, after) = rest
            .split_at_checked(self.marked.len())
            .unwrap_or((rest, ""));
        let before = last_characters(before);
        let inside = first_characters(inside);
        self.marked = before.len()..before.len() + inside.len();
        self.text = before + &inside + &first_characters(after);
    }

    fn show<'a>(self, group: Group<'a>, label: Option<&'a str>) -> Group<'a> {
        let Location {
            file, line, column, ..
        } = self.location;
        if line == 0 {
            return group.element(Origin::path(file));
        }
        let snippet = Snippet::source(self.text)
            .line_start(line)
            .annotation(AnnotationKind::Primary.span(self.marked).label(label));
        // The renderer counts the column itself, from the start of the text it is given.
        if self.is_cut {
            let origin = Origin::path(file).line(line).char_column(column);
            group.element(origin).element(snippet)
        } else {
            group.element(snippet.path(file))
        }
    }
}

fn first_characters(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
        None => text.to_owned(),
    }
}

fn last_characters(text: &str) -> String {
    match text.char_indices().nth_back(SHOWN) {
        Some((start, first)) => {
            let end = text.get(start + first.len_utf8()..);
            format!("…{}", end.unwrap_or_default())
        }
        None => text.to_owned(),
    }
}

/// The pointer, its beginning left out where it is long; none for the root.
fn place(pointer: &Pointer) -> Option<String> {
    let text = pointer.to_string();
    if pointer.path().is_empty() {
        return None;
    }
    match text.char_indices().nth_back(MAX_MESSAGE) {
        Some((start, _)) => text.get(start..).map(|end| format!("…{end}")),
        None => Some(text),
    }
}

/// The text without characters that act on a terminal or turn the direction of writing.
pub(crate) fn printable(text: &str) -> String {
    let acts =
        |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| if acts(c) { '\u{FFFD}' } else { c })
        .collect()
}
