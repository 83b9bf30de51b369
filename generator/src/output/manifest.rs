//! The manifest: which files of a package are ours, and what they were made from.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::file_set::FileSet;
use super::path::RelativePath;
use super::OutputError;

/// The name of the manifest inside each package.
pub const MANIFEST: &str = ".sdkwright-manifest.json";

/// The only shape of the manifest so far.
const FORMAT: u32 = 1;

/// What a package is made from, apart from the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The description: all its files.
    pub description: Digest,
    /// The options of the package.
    pub options: Digest,
}

/// The record of a package. It depends on what was generated and on nothing else: no time, no place, no machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    format: u32,
    generator: Generator,
    #[serde(flatten)]
    pub origin: Origin,
    pub files: BTreeMap<RelativePath, Digest>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Generator {
    name: String,
    version: String,
}

impl Generator {
    fn this() -> Self {
        Self {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

impl Manifest {
    /// The manifest of what is about to be written.
    pub fn new(files: &FileSet, origin: Origin) -> Self {
        Self {
            format: FORMAT,
            generator: Generator::this(),
            origin,
            files: files
                .iter()
                .map(|(path, contents)| (path.clone(), contents.digest()))
                .collect(),
        }
    }

    /// The manifest in the package at `root`; `None` if there is none.
    pub fn read(root: &Path) -> Result<Option<(Self, Vec<u8>)>, OutputError> {
        let path = root.join(MANIFEST);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if is_absent(&error) => return Ok(None),
            Err(error) => return Err(OutputError::io("read", &path, error)),
        };
        let unreadable = |reason: String| OutputError::Manifest {
            path: path.clone(),
            reason,
        };
        // The format is looked at first: a newer one may have any shape.
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let head: Head = serde_json::from_slice(&bytes).map_err(|e| unreadable(e.to_string()))?;
        if head.format != FORMAT {
            let reason = format!(
                "it has format {}, this generator reads format {FORMAT}",
                head.format
            );
            return Err(unreadable(reason));
        }
        let manifest = serde_json::from_slice(&bytes).map_err(|e| unreadable(e.to_string()))?;
        Ok(Some((manifest, bytes)))
    }

    /// The text form: sorted, one file a line, so that version control merges it line by line.
    pub fn to_bytes(&self) -> Result<Vec<u8>, OutputError> {
        let mut bytes = serde_json::to_vec_pretty(self)
            .map_err(|error| OutputError::io("write", Path::new(MANIFEST), error.into()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Whether an error says that there is nothing at a path.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
