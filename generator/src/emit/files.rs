//! Rendering the files of a package, side by side on all cores; what they hold does not depend on it.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{Contents, FileSet};
use crate::parallel;
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
    let made = parallel::map(jobs, |job| {
        let files = render(job).into_iter();
        let files = files.map(|(path, text)| (path, text.map(|text| Contents::new(text.into()))));
        files.collect::<Vec<_>>()
    });
    let mut files = FileSet::new();
    let mut problems = Vec::new();
    for (path, text) in made.into_iter().flatten() {
        let added =
            text.and_then(|text| files.insert(&path, text).map_err(|error| error.to_string()));
        if let Err(message) = added {
            problems.push(format!("`{path}` cannot be generated: {message}"));
        }
    }
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
