//! `FileSet`: the files of one package, in memory.

use std::collections::BTreeMap;
use std::fmt;

use super::digest::Digest;
use super::manifest::MANIFEST;
use super::path::{PathError, RelativePath};
use super::work::WORK;

/// The bytes of a file, hashed once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    bytes: Vec<u8>,
    digest: Digest,
}

impl Contents {
    /// These bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        let digest = Digest::of(&bytes);
        Self { bytes, digest }
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Their digest.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

impl<B: Into<Vec<u8>>> From<B> for Contents {
    fn from(bytes: B) -> Self {
        Self::new(bytes.into())
    }
}

/// The generated files of one package, sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<RelativePath, Contents>,
    /// Everything that has a place, files and folders, by its spelling without case.
    taken: BTreeMap<String, Place>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    File(String),
    Folder(String),
}

impl FileSet {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    ///
    /// # Errors
    /// A path that is not a valid [`RelativePath`], that belongs to this module, or that some file system could not hold beside
    /// the others: the same path twice, paths that differ only in case, a file where another file needs a folder.
    pub fn insert(
        &mut self,
        path: &str,
        contents: impl Into<Contents>,
    ) -> Result<(), FileSetError> {
        let path = RelativePath::new(path)?;
        let first = path.folders().next().unwrap_or(path.as_str());
        if [MANIFEST, WORK]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(first))
        {
            return Err(FileSetError::Reserved(path));
        }
        for folder in path.folders() {
            let place = Place::Folder(folder.to_owned());
            match self.taken.get(&folder.to_ascii_lowercase()) {
                Some(other) if *other != place => return Err(clash(&path, other)),
                Some(_) => {}
                None => drop(self.taken.insert(folder.to_ascii_lowercase(), place)),
            }
        }
        if let Some(other) = self.taken.get(&path.folded()) {
            return Err(clash(&path, other));
        }
        self.taken
            .insert(path.folded(), Place::File(path.to_string()));
        self.files.insert(path, contents.into());
        Ok(())
    }

    /// The contents of a file.
    pub fn get(&self, path: &RelativePath) -> Option<&[u8]> {
        self.files.get(path).map(Contents::bytes)
    }

    /// Whether there is a file of this path.
    pub fn contains(&self, path: &RelativePath) -> bool {
        self.files.contains_key(path)
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&RelativePath, &Contents)> {
        self.files.iter()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

fn clash(path: &RelativePath, other: &Place) -> FileSetError {
    let (Place::File(other) | Place::Folder(other)) = other;
    FileSetError::Clash {
        path: path.clone(),
        other: other.clone(),
    }
}

/// Why a file could not be added to a [`FileSet`]. Always a mistake of an emitter, never of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileSetError {
    /// The path is not valid.
    Path(PathError),
    /// The path is one that this module writes itself.
    Reserved(RelativePath),
    /// The path cannot stand beside another file or folder.
    Clash {
        /// The new path.
        path: RelativePath,
        /// The file or folder that was there before.
        other: String,
    },
}

impl From<PathError> for FileSetError {
    fn from(error: PathError) -> Self {
        Self::Path(error)
    }
}

impl fmt::Display for FileSetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(error) => error.fmt(f),
            Self::Reserved(path) => {
                write!(f, "`{path}` is reserved for the generator's own records")
            }
            Self::Clash { path, other } => write!(
                f,
                "`{path}` and `{other}` cannot stand beside each other on every file system"
            ),
        }
    }
}

impl std::error::Error for FileSetError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert_all(paths: &[&str]) -> Result<FileSet, FileSetError> {
        let mut files = FileSet::new();
        paths
            .iter()
            .try_for_each(|path| files.insert(path, *path))?;
        Ok(files)
    }

    #[test]
    fn files_are_sorted_by_path() {
        let files = insert_all(&[
            "src/lib.rs",
            "Cargo.toml",
            "src/client/mod.rs",
            "src/client.rs",
        ])
        .expect("no clash");
        let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "Cargo.toml",
                "src/client.rs",
                "src/client/mod.rs",
                "src/lib.rs"
            ]
        );
    }

    #[test]
    fn paths_that_are_one_file_somewhere_are_refused() {
        for paths in [
            ["a.rs", "a.rs"],
            ["a.rs", "A.rs"],
            ["src/a.rs", "Src/b.rs"],
            ["a", "a/b"],
            ["a/b", "a"],
            ["a/b", "A"],
        ] {
            assert!(
                matches!(insert_all(&paths), Err(FileSetError::Clash { .. })),
                "{paths:?}"
            );
        }
    }

    #[test]
    fn own_records_are_refused() {
        for path in [".sdkwright-manifest.json", ".SDKWRIGHT-work/x"] {
            assert!(
                matches!(insert_all(&[path]), Err(FileSetError::Reserved(_))),
                "{path}"
            );
        }
    }
}
