//! Which files below a folder are descriptions: those with the version of OpenAPI at the top, whatever they are called.

use std::fs;
use std::path::{Path, PathBuf};

use super::tree;
use crate::exit::Failure;

/// A file that claims to be a description.
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// The path below the folder, with `/`.
    pub shown: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The version of OpenAPI that it names.
    pub version: String,
    /// Operations in its text.
    pub operations: usize,
}

/// What is below a folder, sorted by path.
pub struct Found {
    pub descriptions: Vec<File>,
    /// All other files, and why they are none.
    pub others: Vec<(String, String)>,
}

/// Looks at every file below a folder.
pub fn files(folder: &Path) -> Result<Found, Failure> {
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for path in paths(folder)? {
        let fail = |error| Failure::Broken(format!("cannot read {}: {error}", path.display()));
        let bytes = fs::read(&path).map_err(fail)?;
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let shown = below.to_string_lossy().replace('\\', "/");
        match tree::outline(&path, &bytes) {
            Ok(outline) => found.push(File {
                shown,
                bytes: bytes.len() as u64,
                version: outline.version,
                operations: outline.operations,
                path,
            }),
            Err(reason) => others.push((shown, reason)),
        }
    }
    if found.is_empty() {
        let message = format!("there is no description below {}", folder.display());
        return Err(Failure::Usage(message));
    }
    Ok(Found {
        descriptions: found,
        others,
    })
}

/// All files below a folder, sorted.
pub fn paths(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fail = |folder: &Path, error| {
        Failure::Broken(format!("cannot read {}: {error}", folder.display()))
    };
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| fail(&folder, error))? {
            let path = entry.map_err(|error| fail(&folder, error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
