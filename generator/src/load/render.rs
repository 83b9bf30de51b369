//! Diagnostics as text for people, as one line, and as data.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

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
        };
        let mut group = Group::with_title(
            level
                .primary_title(diagnostic.message.as_str())
                .id(diagnostic.code),
        );
        if let Some(source) = self.get(diagnostic.pointer.file()) {
            let mark = Mark::new(source, source.mark(diagnostic));
            group = mark.show(group, AnnotationKind::Primary, None);
        }
        for (pointer, label) in &diagnostic.related {
            if let Some(source) = self.get(pointer.file()) {
                let mark = Mark::new(source, source.place(pointer, Part::Key));
                group = mark.show(group, AnnotationKind::Primary, Some(label));
            }
        }
        if let Some(place) = place(&diagnostic.pointer) {
            group = group.element(Level::NOTE.message(format!("at {place}")));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(help.as_str()));
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

/// A part of a line with the bytes to be marked in it.
struct Mark {
    location: Location,
    text: String,
    marked: std::ops::Range<usize>,
}

impl Mark {
    fn new(source: &Source, bytes: std::ops::Range<usize>) -> Self {
        let location = source.location(bytes.clone());
        let (_, start) = source.line_of(bytes.start);
        let line = source.line_text(start);
        let at = bytes.start.saturating_sub(start).min(line.len());
        let (before, rest) = line.split_at_checked(at).unwrap_or((line, ""));
        let length = bytes.len().min(rest.len());
        let (inside, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let before = last_characters(before);
        let (inside, after) = match first_characters(inside) {
            (cut, true) => (cut, String::new()),
            (whole, false) => (whole, first_characters(after).0),
        };
        let marked = before.len()..before.len() + inside.len();
        Self {
            location,
            text: before + &inside + &after,
            marked,
        }
    }

    fn show<'a>(self, group: Group<'a>, kind: AnnotationKind, label: Option<&'a str>) -> Group<'a> {
        let origin = Origin::path(self.location.file);
        if self.location.line == 0 {
            return group.element(origin);
        }
        let annotation: Annotation<'a> = kind.span(self.marked).label(label);
        group
            .element(
                origin
                    .line(self.location.line)
                    .char_column(self.location.column),
            )
            .element(
                Snippet::source(self.text)
                    .line_start(self.location.line)
                    .annotation(annotation),
            )
    }
}

fn first_characters(text: &str) -> (String, bool) {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => (text[..end].to_owned() + "…", true),
        None => (text.to_owned(), false),
    }
}

fn last_characters(text: &str) -> String {
    match text.char_indices().nth_back(SHOWN) {
        Some((start, first)) => format!("…{}", &text[start + first.len_utf8()..]),
        None => text.to_owned(),
    }
}

fn place(pointer: &Pointer) -> Option<String> {
    (!pointer.path().is_empty()).then(|| pointer.to_string())
}

fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
