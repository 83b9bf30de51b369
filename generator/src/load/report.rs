//! `Report`: the diagnostics of one load, limited in number.

use super::limits::{MAX_DIAGNOSTICS, MAX_MESSAGE};
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::{FileId, Pointer};

/// Collects diagnostics up to [`MAX_DIAGNOSTICS`].
#[derive(Debug, Default)]
pub(super) struct Report {
    found: Diagnostics,
    left_out: bool,
}

impl Report {
    /// Adds one, unless there are too many already.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.found.len() < MAX_DIAGNOSTICS {
            shorten(&mut diagnostic.message);
            diagnostic.help.iter_mut().for_each(shorten);
            self.found.push(diagnostic);
        } else {
            self.left_out = true;
        }
    }

    /// Whether no further diagnostic would be kept.
    pub fn is_full(&self) -> bool {
        self.left_out
    }

    /// All of them; the last one says if some were left out.
    pub fn finish(mut self) -> Diagnostics {
        if self.left_out {
            self.found.push(Diagnostic::error(
                codes::TOO_MANY_PROBLEMS,
                &Pointer::root(FileId::default()),
                format!("more than {MAX_DIAGNOSTICS} problems; the rest are not shown"),
            ));
        }
        self.found
    }
}

fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(MAX_MESSAGE) {
        text.truncate(end);
        text.push('…');
    }
}
