//! Why a package could not be compared or written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::path::RelativePath;
use super::plan::FileState;

/// Why a package could not be compared or written.
#[derive(Debug)]
pub enum OutputError {
    /// The file system refused a step.
    Io {
        /// What was tried, as a verb: `read`, `write`, `replace`.
        verb: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the file system says.
        source: io::Error,
    },
    /// The manifest in the package is not one that this generator can read.
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Another run is writing the same package.
    Busy(PathBuf),
    /// Files are in the way; nothing was written.
    Refused {
        /// The package's folder.
        root: PathBuf,
        /// The files with what they are.
        files: Vec<(RelativePath, FileState)>,
    },
}

impl OutputError {
    pub(super) fn io(verb: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io {
            verb,
            path: path.to_path_buf(),
            source,
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { verb, path, source } => write!(f, "cannot {verb} {}: {source}", path.display()),
            Self::Manifest { path, reason } => write!(
                f,
                "cannot use the manifest {}: {reason}\nhelp: restore it from version control, or remove the package's folder and generate it again",
                path.display()
            ),
            Self::Busy(root) => write!(f, "another run is writing {}; try again when it has ended", root.display()),
            Self::Refused { root, files } => {
                write!(f, "nothing was written to {}, because of:", root.display())?;
                for (path, state) in files {
                    write!(f, "\n  {path}: {}", refusal(*state))?;
                }
                if files.iter().any(|(_, state)| !state.refuses(true)) {
                    f.write_str("\nhelp: move the edits elsewhere, or give them up with --force")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Manifest { .. } | Self::Busy(_) | Self::Refused { .. } => None,
        }
    }
}

fn refusal(state: FileState) -> &'static str {
    match state {
        FileState::Edited => "it was edited by hand",
        FileState::StaleEdited => "it is no longer generated, but was edited by hand",
        FileState::Foreign => "it was not written by the generator; move it away",
        FileState::Blocked => "a link, a folder or a special file has its place; move it away",
        FileState::Unchanged
        | FileState::New
        | FileState::Missing
        | FileState::Outdated
        | FileState::Stale => "it is not in the way",
    }
}
