//! What is wrong with an input, where, and how to mend it.
//!
//! Stages collect diagnostics instead of stopping at the first one. A diagnostic names its place by [`Pointer`]; the line and
//! column are looked up only when it is printed (see `load::Sources`), so a run without problems never pays for them.

use indexmap::IndexSet;

use crate::pointer::{FileId, Pointer};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is wrong; the message says what is generated less exactly than it is described. Only the fidelity report shows it.
    Note,
    /// Generation goes on; the message says what was assumed.
    Warning,
    /// Generation stops before anything is written.
    Error,
}

/// Which part of the node a diagnostic is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The value at the pointer.
    #[default]
    Value,
    /// The key under which the value stands in its object.
    Key,
}

/// One problem of an input.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name of the kind of problem, kebab-case, one of [`crate::codes`].
    pub code: &'static str,
    /// The node.
    pub pointer: Pointer,
    /// Which part of the node.
    pub part: Part,
    /// Byte offset in the source, where the text could not be parsed into nodes (syntax errors).
    pub offset: Option<usize>,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// Other places that play a part, each with a short label.
    pub related: Vec<(Pointer, String)>,
}

impl Diagnostic {
    /// An error about the value at `pointer`.
    pub fn error(code: &'static str, pointer: &Pointer, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            pointer: pointer.clone(),
            part: Part::Value,
            offset: None,
            message: message.into(),
            help: None,
            related: Vec::new(),
        }
    }

    /// A warning about the value at `pointer`.
    pub fn warning(code: &'static str, pointer: &Pointer, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, pointer, message)
        }
    }

    /// A note about the value at `pointer`.
    pub fn note(code: &'static str, pointer: &Pointer, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(code, pointer, message)
        }
    }

    /// The same, about the key under which the value stands.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.part = Part::Key;
        self
    }

    /// The same, at a byte offset of the source.
    #[must_use]
    pub fn at_offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }

    /// The same, at the same places of another file.
    #[must_use]
    pub(crate) fn in_file(mut self, file: FileId) -> Self {
        self.pointer = self.pointer.in_file(file);
        for (pointer, _) in &mut self.related {
            *pointer = pointer.in_file(file);
        }
        self
    }

    /// The same, with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with another place.
    #[must_use]
    pub fn related(mut self, pointer: &Pointer, label: impl Into<String>) -> Self {
        self.related.push((pointer.clone(), label.into()));
        self
    }
}

/// All problems of one run, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Diagnostics(IndexSet<Diagnostic>);

impl Diagnostics {
    /// No problems yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same problems, warnings as errors.
    #[must_use]
    pub fn strict(self) -> Self {
        let strict = |diagnostic: Diagnostic| Diagnostic {
            severity: Severity::Error,
            ..diagnostic
        };
        Self(self.0.into_iter().map(strict).collect())
    }

    /// The notes, and the problems.
    pub fn split_notes(self) -> (Self, Self) {
        let is_note = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Note;
        let (notes, problems) = self.0.into_iter().partition(is_note);
        (Self(notes), Self(problems))
    }

    /// Adds one, unless the same problem was already reported at the same place.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.insert(diagnostic);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All of them, in the order found.
    pub fn iter(&self) -> indexmap::set::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = indexmap::set::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
