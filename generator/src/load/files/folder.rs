//! `Folder`: which files a description may refer to.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::codes;

/// The folder of a description, and those that the user allows besides.
#[derive(Debug)]
pub(in crate::load) struct Folder {
    /// Absolute, without symbolic links.
    root: PathBuf,
    /// As the user wrote it.
    shown: PathBuf,
    /// The name of the description in it.
    name: PathBuf,
    /// Absolute, without symbolic links.
    allowed: Vec<PathBuf>,
}

/// A file that may be read.
#[derive(Debug)]
pub(super) struct Allowed {
    /// Absolute, without symbolic links: its identity.
    pub real: PathBuf,
    /// Relative to the folder of the description, or absolute: what references in it are relative to.
    pub relative: PathBuf,
}

/// Why a reference is not followed.
#[derive(Debug)]
pub(super) struct Refusal {
    pub code: &'static str,
    pub message: String,
    pub help: Option<String>,
}

impl Folder {
    /// The folder of the description in this file. Folders among `allowed` that do not exist allow nothing.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn of(description: &Path, allowed: &[PathBuf]) -> io::Result<Self> {
        let shown = description.parent().unwrap_or(Path::new(""));
        let here = Path::new(".");
        let folder = if shown == Path::new("") { here } else { shown };
        Ok(Self {
            root: folder.canonicalize()?,
            shown: shown.to_path_buf(),
            name: PathBuf::from(description.file_name().unwrap_or_default()),
            allowed: allowed
                .iter()
                .filter_map(|path| path.canonicalize().ok())
                .collect(),
        })
    }

    /// The name under which a file is shown.
    pub fn shown(&self, relative: &Path) -> String {
        self.shown.join(relative).to_string_lossy().into_owned()
    }

    /// The name of the description in the folder.
    pub(super) fn name(&self) -> &Path {
        &self.name
    }

    /// The real path of the description.
    pub(super) fn description(&self) -> PathBuf {
        let path = self.root.join(&self.name);
        path.canonicalize().unwrap_or(path)
    }

    /// The file that `document`, the part of a reference before `#`, percent-decoded, leads to from the file at `from`.
    ///
    /// # Errors
    /// It is outside the folder, or not there.
    pub(super) fn find(&self, from: &Path, document: &str) -> Result<Allowed, Refusal> {
        let document = document.replace('\\', "/");
        let is_absolute = document.starts_with(['/', '~']) || has_drive(&document);
        let relative = if is_absolute {
            PathBuf::from(&document)
        } else {
            let folder = from.parent().unwrap_or(Path::new(""));
            normalised(&folder.join(&document))
        };
        let climbs = relative.components().next() == Some(Component::ParentDir);
        let is_inside = !relative.is_absolute() && !is_absolute && !climbs;
        // What lies outside is not even looked for.
        if !is_inside && self.allowed.is_empty() {
            return Err(outside(&document, ""));
        }
        let found = self.root.join(&relative).canonicalize();
        let real = match found {
            Ok(real) => real,
            Err(problem) if is_inside => return Err(unreadable(&document, &problem)),
            Err(_) => return Err(outside(&document, "")),
        };
        let is_allowed = self.allowed.iter().any(|folder| real.starts_with(folder));
        if !is_allowed && !is_inside {
            return Err(outside(&document, ""));
        }
        if !is_allowed && !real.starts_with(&self.root) {
            return Err(outside(&document, " by a symbolic link"));
        }
        Ok(Allowed { real, relative })
    }
}

/// The path without `.`, and without `..` except at its start.
fn normalised(path: &Path) -> PathBuf {
    let mut normalised = PathBuf::new();
    for component in path.components() {
        let above = normalised.components().next_back();
        match (component, above) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                normalised.pop();
            }
            (component, _) => normalised.push(component),
        }
    }
    normalised
}

fn has_drive(path: &str) -> bool {
    path.get(1..2) == Some(":")
}

fn outside(document: &str, how: &str) -> Refusal {
    Refusal {
        code: codes::REFERENCE_OUTSIDE_FOLDER,
        message: format!("{document:?} leads out of the folder of the description{how}"),
        help: Some(OUTSIDE_HELP.to_owned()),
    }
}

/// How to mend a reference out of the folder.
pub(in crate::load) const OUTSIDE_HELP: &str =
    "move the file into the folder, or allow its own with `--allow-ref FOLDER`";

/// How to mend a reference to the network.
pub(in crate::load) const REMOTE_HELP: &str =
    "save a copy in the folder of the description, and refer to that";

pub(super) fn unreadable(document: &str, problem: &io::Error) -> Refusal {
    Refusal {
        code: codes::UNREADABLE_FILE,
        message: format!(
            "{document:?} cannot be read: {}",
            crate::load::reason(problem)
        ),
        help: None,
    }
}
