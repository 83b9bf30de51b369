//! Rendering the files of a package, side by side on all cores; what they hold does not depend on it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::FileSet;
use crate::pointer::{FileId, Pointer};

/// A file: its path in the package, and its text or why it has none.
pub type Rendered = (String, Result<String, String>);

/// Renders each job to the files it makes, and collects them.
///
/// # Errors
/// Files that have no text or cannot stand where they should. These are faults of a backend; they are reported, so that nothing
/// is written.
pub fn collect<J: Sync>(
    jobs: &[J],
    render: impl Fn(&J) -> Vec<Rendered> + Sync,
) -> Result<FileSet, Diagnostics> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(jobs.len()));
    let work = || {
        let mut mine = Vec::new();
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            mine.extend(render(job));
        }
        if let Ok(mut done) = done.lock() {
            done.extend(mine);
        }
    };
    let threads = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(jobs.len());
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut files = FileSet::new();
    let mut problems = Vec::new();
    let done = done
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    for (path, text) in done {
        let added = text.and_then(|text| {
            files
                .insert(&path, text.into_bytes())
                .map_err(|error| error.to_string())
        });
        if let Err(message) = added {
            problems.push(format!("`{path}` cannot be generated: {message}"));
        }
    }
    // Threads end in any order; messages do not.
    problems.sort();
    if problems.is_empty() {
        return Ok(files);
    }
    let root = Pointer::root(FileId::default());
    let mut diagnostics = Diagnostics::new();
    for message in problems {
        diagnostics.push(
            Diagnostic::error(codes::INTERNAL, &root, message)
                .help("this is a fault of sdkwright: please report it with the description"),
        );
    }
    Err(diagnostics)
}
