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
pub struct Sources {
    files: Vec<Source>,
    /// The changes of the tree before it was held against the grammar, the last one first.
    moved: Vec<Moved>,
    /// The change after that.
    moved_later: Moved,
}

impl Sources {
    /// Adds a file.
    pub(super) fn add(&mut self, source: Source) -> FileId {
        // The number of files is limited far below 2^16 (see `limits`).
        let file = FileId(u16::try_from(self.files.len()).unwrap_or(u16::MAX));
        self.files.push(source);
        file
    }

    /// Says where the nodes of a tree stood before it was changed. It has not been held against the grammar.
    pub(super) fn set_moved(&mut self, moved: Moved) {
        self.moved.insert(0, moved);
    }

    /// Says where the nodes of a tree stood when it was held against the grammar.
    pub(super) fn set_moved_later(&mut self, moved: Moved) {
        self.moved_later = moved;
    }

    pub(super) fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(usize::from(file.0))
    }

    /// The place in its file of a node of the internal shape.
    pub(crate) fn original(&self, pointer: &Pointer) -> Pointer {
        let start = self.seen(pointer);
        self.moved.iter().fold(start, |at, moved| {
            // Only the first file has nodes that were moved.
            match at.file() {
                FileId(0) => moved.original(&at),
                _ => at,
            }
        })
    }

    /// The place of a node of the internal shape in the tree that was held against the grammar.
    pub(crate) fn seen(&self, pointer: &Pointer) -> Pointer {
        match pointer.file() {
            FileId(0) => self.moved_later.original(pointer),
            _ => pointer.clone(),
        }
    }

    /// The file that a diagnostic is about, with the bytes to be marked in it.
    pub(super) fn marked(&self, diagnostic: &Diagnostic) -> Option<(&Source, Range<usize>)> {
        if let Some(offset) = diagnostic.offset {
            let source = self.get(diagnostic.pointer.file())?;
            return Some((source, source.mark(&diagnostic.pointer, offset)));
        }
        self.place(&diagnostic.pointer, diagnostic.part)
    }

    /// The file that a node stands in, with its place there.
    pub(super) fn place(&self, pointer: &Pointer, part: Part) -> Option<(&Source, Range<usize>)> {
        let place = self.original(pointer);
        let source = self.get(place.file())?;
        Some((source, source.place(&place, part)))
    }

    /// The text of each file, in the order in which they were read.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(Source::text)
    }

    /// Finds the places of all nodes of the first file, so that nobody has to wait for them later.
    pub(crate) fn prepare(&self) {
        if let Some(source) = self.files.first() {
            source.spans();
        }
    }

    /// Where the problem is.
    pub fn locate(&self, diagnostic: &Diagnostic) -> Location {
        let marked = self.marked(diagnostic);
        marked.map_or_else(Location::default, |(source, mark)| source.location(mark))
    }

    /// Where a node of the internal shape is.
    pub fn location(&self, pointer: &Pointer, part: Part) -> Location {
        let place = self.place(pointer, part);
        place.map_or_else(Location::default, |(source, bytes)| source.location(bytes))
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
    spans: OnceLock<SpanTree>,
    line_starts: OnceLock<Vec<usize>>,
}

impl Source {
    pub fn new(name: &str, text: String, syntax: Syntax) -> Self {
        Self {
            name: name.to_owned(),
            text,
            syntax,
            spans: OnceLock::new(),
            line_starts: OnceLock::new(),
        }
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

    /// The bytes to be marked for what starts at this one, or for the second of two equal keys that does.
    fn mark(&self, pointer: &Pointer, offset: usize) -> Range<usize> {
        match self.duplicate_key(pointer) {
            Some(key) if key.start == offset => key,
            _ => self.token_at(offset.min(self.text.len())),
        }
    }

    /// The bytes to be marked for a node. A node without text of its own, or of many lines, is shown by its key.
    fn place(&self, pointer: &Pointer, part: Part) -> Range<usize> {
        let Some(found) = self.spans().find(pointer) else {
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
