//! `Sources`: the files of a description, and the places of nodes in them.

use std::ops::Range;
use std::sync::OnceLock;

use super::moved::Moved;
use super::span::{Found, SpanTree};
use super::{span_json, span_yaml};
use crate::diagnostic::{Diagnostic, Part};
use crate::pointer::{FileId, Pointer};

/// The language a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// RFC 8259.
    Json,
    /// YAML 1.2, core schema.
    Yaml,
}

/// The files of a description; the first is the one named by the user.
#[derive(Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    pub(super) fn one(source: Source) -> Self {
        Self(vec![source])
    }

    pub(super) fn get(&self, file: FileId) -> Option<&Source> {
        self.0.get(usize::from(file.0))
    }

    /// The text of each file, in the order in which they were read.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(Source::text)
    }

    /// Where the problem is.
    pub fn locate(&self, diagnostic: &Diagnostic) -> Location {
        let Some(source) = self.get(diagnostic.pointer.file()) else {
            return Location::default();
        };
        source.location(source.mark(diagnostic))
    }

    /// A node of the internal shape as its file has it.
    pub(crate) fn original(&self, pointer: &Pointer) -> Pointer {
        let source = self.get(pointer.file());
        source.map_or_else(|| pointer.clone(), |source| source.original(pointer))
    }

    /// Where a node is.
    pub fn place(&self, pointer: &Pointer, part: Part) -> Location {
        let source = self.get(pointer.file());
        source.map_or_else(Location::default, |source| {
            source.location(source.place(pointer, part))
        })
    }
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Location {
    /// The file as the user named it.
    pub file: String,
    /// The line, from 1; 0 if the file has no text.
    pub line: usize,
    /// The character in the line, from 1; 0 if the file has no text.
    pub column: usize,
    /// The place in bytes, a byte order mark not counted.
    pub bytes: Range<usize>,
}

/// One file.
#[derive(Debug)]
pub(super) struct Source {
    name: String,
    text: String,
    syntax: Syntax,
    moved: Moved,
    spans: OnceLock<SpanTree>,
    line_starts: OnceLock<Vec<usize>>,
}

impl Source {
    pub fn new(name: &str, text: String, syntax: Syntax) -> Self {
        Self {
            name: name.to_owned(),
            text,
            syntax,
            moved: Moved::default(),
            spans: OnceLock::new(),
            line_starts: OnceLock::new(),
        }
    }

    /// Says where the nodes of the internal shape stand in this file.
    pub fn set_moved(&mut self, moved: Moved) {
        self.moved = moved;
    }

    /// The place in this file of a node of the internal shape.
    pub fn original(&self, pointer: &Pointer) -> Pointer {
        self.moved.original(pointer)
    }

    /// The name given by the user, without control characters.
    pub fn name(&self) -> String {
        self.name
            .chars()
            .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
            .collect()
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// The place of the second of two equal keys.
    pub fn duplicate_key(&self, pointer: &Pointer) -> Option<Range<usize>> {
        self.spans().duplicate_key(pointer)
    }

    /// The bytes to be marked for a diagnostic.
    pub fn mark(&self, diagnostic: &Diagnostic) -> Range<usize> {
        let Some(offset) = diagnostic.offset else {
            return self.place(&diagnostic.pointer, diagnostic.part);
        };
        match self.duplicate_key(&diagnostic.pointer) {
            Some(key) if key.start == offset => key,
            _ => self.token_at(offset.min(self.text.len())),
        }
    }

    /// The bytes to be marked for a node. A node without text of its own, or of many lines, is shown by its key.
    pub fn place(&self, pointer: &Pointer, part: Part) -> Range<usize> {
        let Some(found) = self.spans().find(&self.original(pointer)) else {
            return 0..0;
        };
        let Found { key, value, .. } = found;
        let by_key = part == Part::Key
            || !found.is_exact
            || value.is_empty()
            || (found.is_collection && self.spans_lines(&value));
        match key {
            Some(key) if by_key => key,
            _ => self.first_line(value),
        }
    }

    /// The location of these bytes.
    pub fn location(&self, bytes: Range<usize>) -> Location {
        let file = self.name();
        if self.text.is_empty() {
            return Location {
                file,
                ..Location::default()
            };
        }
        let (line, start) = self.line_of(bytes.start);
        let before = self.text.get(start..bytes.start).unwrap_or_default();
        Location {
            file,
            line,
            column: before.chars().count() + 1,
            bytes,
        }
    }

    /// The number, from 1, and the first byte of the line with this byte.
    pub fn line_of(&self, offset: usize) -> (usize, usize) {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|index| starts.get(index));
        (line.max(1), start.copied().unwrap_or(0))
    }

    /// The text of the line that starts at this byte, without its end.
    pub fn line_text(&self, start: usize) -> &str {
        let rest = self.text.get(start..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// The byte at a line and a column counted in bytes, both from 1.
    pub fn offset_of_bytes(&self, line: usize, column: usize) -> usize {
        let mut offset = self.line_start(line) + column.saturating_sub(1);
        offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// The byte at a line and a column counted in characters, both from 1.
    pub fn offset_of_chars(&self, line: usize, column: usize) -> usize {
        let start = self.line_start(line);
        let text = self.line_text(start);
        let before = text.chars().take(column.saturating_sub(1));
        start + before.map(char::len_utf8).sum::<usize>()
    }

    fn line_start(&self, line: usize) -> usize {
        let start = self.line_starts().get(line.saturating_sub(1));
        start.copied().unwrap_or(self.text.len())
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }

    fn spans(&self) -> &SpanTree {
        self.spans.get_or_init(|| match self.syntax {
            Syntax::Json => span_json::spans(&self.text),
            Syntax::Yaml => span_yaml::spans(&self.text),
        })
    }

    fn spans_lines(&self, bytes: &Range<usize>) -> bool {
        let text = self.text.get(bytes.clone()).unwrap_or_default();
        text.trim_end().contains('\n')
    }

    fn first_line(&self, bytes: Range<usize>) -> Range<usize> {
        let text = self.text.get(bytes.clone()).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        bytes.start..bytes.start + line.trim_end().len()
    }

    /// The quoted text, word or character that starts here.
    fn token_at(&self, start: usize) -> Range<usize> {
        let rest = self.line_text(start);
        let mut characters = rest.char_indices();
        let end = match characters.next() {
            None => 0,
            Some((_, quote @ ('"' | '\''))) => characters
                .find(|(_, c)| *c == quote)
                .map_or(1, |(at, _)| at + 1),
            Some((_, first)) if ",:[]{}".contains(first) => first.len_utf8(),
            Some(_) => characters
                .find(|(_, c)| c.is_whitespace() || ",:[]{}\"'".contains(*c))
                .map_or(rest.len(), |(at, _)| at),
        };
        start..start + end
    }
}
