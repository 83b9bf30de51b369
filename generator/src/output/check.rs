//! `check`: says what `apply` would do, file by file, with the reason and a diff.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use similar::TextDiff;

use super::file_set::FileSet;
use super::manifest::{Origin, MANIFEST};
use super::path::RelativePath;
use super::plan::{plan, Cause, FileState, Plan};
use super::OutputError;

/// The most lines of a diff that are shown for one file.
const MAX_DIFF_LINES: usize = 60;
/// The most bytes of a file for which a diff is made.
const MAX_DIFF_BYTES: usize = 1 << 20;
/// The most files for which a diff is shown.
const MAX_DIFFS: usize = 20;
/// After this long a diff is finished coarsely.
const DIFF_DEADLINE: Duration = Duration::from_millis(500);

/// Why a file on disk is not what is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The description is another one than it was generated from.
    DescriptionChanged,
    /// The options of the package are others.
    OptionsChanged,
    /// The generator is another one.
    GeneratorChanged,
    /// It was edited by hand.
    EditedByHand,
    /// It is not there.
    Missing,
    /// It is no longer generated.
    Stale,
    /// It is no longer generated, and was edited by hand.
    StaleAndEdited,
    /// The file that is there was not written by the generator.
    NotOurs,
    /// A link, a folder or a special file has its place.
    Blocked,
    /// A run was interrupted and left its work folder.
    Interrupted,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DescriptionChanged => "the description changed",
            Self::OptionsChanged => "the options of the package changed",
            Self::GeneratorChanged => "the generator changed",
            Self::EditedByHand => "edited by hand",
            Self::Missing => "missing",
            Self::Stale => "stale: it is no longer generated",
            Self::StaleAndEdited => "stale: it is no longer generated; and edited by hand",
            Self::NotOurs => "another file has its place; move it away",
            Self::Blocked => "a link, a folder or a special file has its place; move it away",
            Self::Interrupted => "left by a run that was interrupted or is still running",
        })
    }
}

/// One file that is not what is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The file inside the package.
    pub path: String,
    /// Why it differs.
    pub reason: Reason,
    /// From what is on disk to what is generated, unified, cut to a sensible length; `None` where there is no text to compare.
    pub diff: Option<String>,
}

/// All files of a package that are not what is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The package's folder.
    pub root: PathBuf,
    /// The files, sorted by path.
    pub differences: Vec<Difference>,
    /// Only `force` mends it.
    pub needs_force: bool,
}

impl Report {
    /// Whether the package is what is generated.
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            writeln!(
                f,
                "{}: {}",
                self.root.join(&difference.path).display(),
                difference.reason
            )?;
            if let Some(diff) = &difference.diff {
                f.write_str(diff)?;
            }
        }
        Ok(())
    }
}

/// Compares a package with what is generated, and writes nothing.
///
/// # Errors
/// A folder or file that cannot be read, a manifest that is not one.
pub fn check(files: &FileSet, origin: Origin, root: &Path) -> Result<Report, OutputError> {
    let plan = plan(files, origin, root)?;
    let mut differences = Vec::new();
    for (path, state) in &plan.files {
        if let Some(reason) = reason(*state, plan.cause) {
            let shown = differences
                .iter()
                .filter(|other: &&Difference| other.diff.is_some())
                .count()
                < MAX_DIFFS;
            let diff = if shown {
                diff_of(*state, path, files, &plan)?
            } else {
                None
            };
            differences.push(Difference {
                path: path.to_string(),
                reason,
                diff,
            });
        }
    }
    // The manifest alone may be outdated: another generator or description that makes the same files.
    let manifest = reason(plan.manifest, plan.cause).filter(|_| differences.is_empty());
    let interrupted = plan.interrupted.then_some(Reason::Interrupted);
    for (path, reason) in [(MANIFEST, manifest), (super::work::WORK, interrupted)] {
        differences.extend(reason.map(|reason| Difference {
            path: path.to_owned(),
            reason,
            diff: None,
        }));
    }
    let needs_force = plan.refusals(false).next().is_some();
    Ok(Report {
        root: plan.root,
        needs_force,
        differences,
    })
}

fn reason(state: FileState, cause: Cause) -> Option<Reason> {
    match (state, cause) {
        (FileState::Unchanged, _) => None,
        (FileState::Missing, _) | (FileState::New, Cause::FirstRun) => Some(Reason::Missing),
        (FileState::New | FileState::Outdated, Cause::Description) => {
            Some(Reason::DescriptionChanged)
        }
        (FileState::New | FileState::Outdated, Cause::Options) => Some(Reason::OptionsChanged),
        (FileState::New | FileState::Outdated, Cause::Generator | Cause::FirstRun) => {
            Some(Reason::GeneratorChanged)
        }
        (FileState::Stale, _) => Some(Reason::Stale),
        (FileState::StaleEdited, _) => Some(Reason::StaleAndEdited),
        (FileState::Edited, _) => Some(Reason::EditedByHand),
        (FileState::Foreign, _) => Some(Reason::NotOurs),
        (FileState::Blocked, _) => Some(Reason::Blocked),
    }
}

/// The diff of a file that is on disk and generated, but differently.
fn diff_of(
    state: FileState,
    path: &RelativePath,
    files: &FileSet,
    plan: &Plan,
) -> Result<Option<String>, OutputError> {
    let (FileState::Outdated | FileState::Edited | FileState::Foreign, Some(wanted)) =
        (state, files.get(path))
    else {
        return Ok(None);
    };
    let full = path.below(&plan.root);
    let found = fs::read(&full).map_err(|error| OutputError::io("read", &full, error))?;
    if found.len().max(wanted.len()) > MAX_DIFF_BYTES {
        return Ok(None);
    }
    Ok(
        match (std::str::from_utf8(&found), std::str::from_utf8(wanted)) {
            (Ok(found), Ok(wanted)) => Some(unified(found, wanted)),
            _ => None,
        },
    )
}

fn unified(found: &str, wanted: &str) -> String {
    let diff = TextDiff::configure()
        .timeout(DIFF_DEADLINE)
        .diff_lines(found, wanted);
    let text = diff
        .unified_diff()
        .header("on disk", "generated")
        .to_string();
    let mut lines = text.lines();
    let mut shown: String = lines
        .by_ref()
        .take(MAX_DIFF_LINES)
        .flat_map(|line| [line, "\n"])
        .collect();
    match lines.count() {
        0 => {}
        left => shown.push_str(&format!("… {left} more lines\n")),
    }
    shown
}
