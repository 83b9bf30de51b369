//! `Report`: the diagnostics of one load, limited in number.

use super::limits::{MAX_DIAGNOSTICS, MAX_MESSAGE, MAX_WARNINGS};
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::pointer::{FileId, Pointer};

/// An error that ends a pass; boxed, because diagnostics are large and rare.
pub(super) type Fatal = Box<Diagnostic>;

/// Collects errors up to [`MAX_DIAGNOSTICS`], and all else up to [`MAX_WARNINGS`].
#[derive(Debug, Default)]
pub(super) struct Report {
    found: Diagnostics,
    errors: usize,
    left_out: bool,
}

impl Report {
    /// Adds one, unless there are too many already.
    pub fn push(&mut self, diagnostic: impl Into<Box<Diagnostic>>) {
        let mut diagnostic = *diagnostic.into();
        let is_error = diagnostic.severity == Severity::Error;
        let known = self.found.len();
        let has_room = match is_error {
            true => self.errors < MAX_DIAGNOSTICS,
            false => known - self.errors < MAX_WARNINGS,
        };
        if !has_room {
            self.left_out = true;
            return;
        }
        shorten(&mut diagnostic.message);
        diagnostic.help.iter_mut().for_each(shorten);
        self.found.push(diagnostic);
        if is_error {
            self.errors += self.found.len() - known;
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
                "there are too many problems to go on",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn report_of(severity: Severity, count: usize) -> Report {
        let mut report = Report::default();
        for number in 0..count {
            let pointer = Pointer::root(FileId(0)).index(number);
            report.push(Diagnostic {
                severity,
                ..Diagnostic::error("code", &pointer, "message")
            });
        }
        report
    }

    #[test]
    fn warnings_stop_nobody_as_soon_as_errors_do() {
        let warned = report_of(Severity::Warning, MAX_DIAGNOSTICS + 1);
        assert!(!warned.is_full());
        assert!(!warned.finish().has_errors());
        assert!(!report_of(Severity::Error, MAX_DIAGNOSTICS).is_full());
        assert!(report_of(Severity::Error, MAX_DIAGNOSTICS + 1).is_full());
        let flooded = report_of(Severity::Warning, MAX_WARNINGS + 1);
        assert!(flooded.is_full());
        assert!(flooded.finish().has_errors());
    }
}
