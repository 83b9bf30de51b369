//! `Plan`: how a package on disk differs from what is generated. It reads, and changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::digest::Digest;
use super::file_set::FileSet;
use super::manifest::{is_absent, Manifest, Origin};
use super::path::RelativePath;
use super::work::{self, Journal};
use super::OutputError;

/// How one file on disk stands to what is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileState {
    /// It is there as generated.
    Unchanged,
    /// It is generated for the first time.
    New,
    /// An earlier run wrote it, and it is gone.
    Missing,
    /// An earlier run wrote it as it is, and it is generated differently now.
    Outdated,
    /// An earlier run wrote it as it is, and it is no longer generated.
    Stale,
    /// An earlier run wrote it, and it was edited by hand since.
    Edited,
    /// An earlier run wrote it, it was edited by hand since, and it is no longer generated.
    StaleEdited,
    /// It would be generated, but a file that is not ours has its place.
    Foreign,
    /// It would be generated, but its place, or that of a folder above it, is taken by a link, a folder or something else that
    /// is not an ordinary file.
    Blocked,
}

impl FileState {
    /// Whether writing has to stop because of this file. `force` gives up edits by hand, and nothing else.
    pub fn refuses(self, force: bool) -> bool {
        match self {
            Self::Unchanged | Self::New | Self::Missing | Self::Outdated | Self::Stale => false,
            Self::Edited | Self::StaleEdited => !force,
            Self::Foreign | Self::Blocked => true,
        }
    }

    /// Whether the generated contents have to be written.
    pub(super) fn is_written(self) -> bool {
        matches!(
            self,
            Self::New | Self::Missing | Self::Outdated | Self::Edited
        )
    }

    /// Whether the file has to be removed.
    pub(super) fn is_removed(self) -> bool {
        matches!(self, Self::Stale | Self::StaleEdited)
    }
}

/// Why files are generated differently than the last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Nothing was generated before.
    FirstRun,
    /// The description is another one.
    Description,
    /// The options of the package are others.
    Options,
    /// Neither, so the generator is another one.
    Generator,
}

/// How a package on disk differs from what is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The package's folder, links resolved; as given if it does not exist.
    pub root: PathBuf,
    /// Every file that is generated or was, by path.
    pub files: BTreeMap<RelativePath, FileState>,
    /// The manifest itself.
    pub manifest: FileState,
    /// Why files are generated differently.
    pub cause: Cause,
    /// A run was interrupted here, or one is still writing.
    pub interrupted: bool,
    pub(super) journal: Journal,
    pub(super) manifest_bytes: Vec<u8>,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_clean(&self) -> bool {
        !self.interrupted
            && self.manifest == FileState::Unchanged
            && self
                .files
                .values()
                .all(|state| *state == FileState::Unchanged)
    }

    /// The files because of which nothing can be written.
    pub fn refusals(&self, force: bool) -> impl Iterator<Item = (&RelativePath, FileState)> {
        let states = self.files.iter().map(|(path, state)| (path, *state));
        states.filter(move |(_, state)| state.refuses(force))
    }

    /// Says whether the package can be written.
    ///
    /// # Errors
    /// [`OutputError::Refused`] with all files because of which it cannot.
    pub fn refuse(&self, force: bool) -> Result<(), OutputError> {
        let refusals = self.refusals(force);
        let files: Vec<_> = refusals
            .map(|(path, state)| (path.clone(), state))
            .collect();
        if files.is_empty() {
            return Ok(());
        }
        let root = self.root.clone();
        Err(OutputError::Refused { root, files })
    }
}

/// Compares `files` with the package in the folder `root`, which need not exist.
///
/// # Errors
/// A folder or file that cannot be read, a manifest that is not one.
pub fn plan(files: &FileSet, origin: Origin, root: &Path) -> Result<Plan, OutputError> {
    let root = resolve(root)?;
    let before = Manifest::read(&root)?;
    let wanted = Manifest::new(files, origin);
    let manifest_bytes = wanted.to_bytes()?;
    let journal = known_contents(
        before.as_ref().map(|(manifest, _)| manifest),
        Journal::read(&root)?,
    );
    let mut observer = Observer {
        root: &root,
        folders: BTreeMap::new(),
    };
    let mut states = BTreeMap::new();
    for (path, contents) in files.iter() {
        let state = generated_state(observer.observe(path)?, contents.bytes(), journal.get(path));
        states.insert(path.clone(), state);
    }
    let folded: BTreeMap<_, _> = files
        .iter()
        .map(|(path, _)| (path.folded(), path))
        .collect();
    for (path, known) in journal.iter().filter(|(path, _)| !files.contains(path)) {
        let Some(state) = former_state(&observer.observe(path)?, known) else {
            continue;
        };
        states.insert(path.clone(), state);
        // Where case is ignored, removing the old spelling removes the new one: it has to be written again.
        if let Some(twin) = folded
            .get(&path.folded())
            .and_then(|twin| states.get_mut(*twin))
        {
            if *twin == FileState::Unchanged {
                *twin = FileState::Outdated;
            }
        }
    }
    Ok(Plan {
        files: states,
        manifest: match &before {
            None => FileState::New,
            Some((_, bytes)) if *bytes == manifest_bytes => FileState::Unchanged,
            Some(_) => FileState::Outdated,
        },
        cause: cause(before.map(|(manifest, _)| manifest.origin), origin),
        interrupted: work::exists(&root),
        root,
        journal,
        manifest_bytes,
    })
}

fn cause(before: Option<Origin>, now: Origin) -> Cause {
    match before {
        None => Cause::FirstRun,
        Some(before) if before.description != now.description => Cause::Description,
        Some(before) if before.options != now.options => Cause::Options,
        Some(_) => Cause::Generator,
    }
}

/// The real place of the package: a link to a package is written through and never replaced.
fn resolve(root: &Path) -> Result<PathBuf, OutputError> {
    let fail = |error| OutputError::io("write into", root, error);
    let root = match root.symlink_metadata() {
        Ok(data) if data.is_symlink() => root.canonicalize().map_err(fail)?,
        Ok(_) => root.to_path_buf(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(root.to_path_buf()),
        Err(error) => return Err(fail(error)),
    };
    if root.is_dir() {
        return Ok(root);
    }
    Err(fail(io::ErrorKind::NotADirectory.into()))
}

fn known_contents(before: Option<&Manifest>, mut journal: Journal) -> Journal {
    for (path, digest) in before.iter().flat_map(|manifest| &manifest.files) {
        journal.add(path, *digest);
    }
    journal
}

fn generated_state(
    observed: Observed,
    wanted: &[u8],
    known: Option<&BTreeSet<Digest>>,
) -> FileState {
    match (observed, known) {
        (Observed::Other, _) => FileState::Blocked,
        (Observed::Absent, None) => FileState::New,
        (Observed::Absent, Some(_)) => FileState::Missing,
        (Observed::File(bytes), _) if bytes == wanted => FileState::Unchanged,
        (Observed::File(_), None) => FileState::Foreign,
        (Observed::File(bytes), Some(known)) if known.contains(&Digest::of(&bytes)) => {
            FileState::Outdated
        }
        (Observed::File(_), Some(_)) => FileState::Edited,
    }
}

/// The state of a file that is no longer generated; `None` if nothing of ours is there any more.
fn former_state(observed: &Observed, known: &BTreeSet<Digest>) -> Option<FileState> {
    match observed {
        Observed::File(bytes) if known.contains(&Digest::of(bytes)) => Some(FileState::Stale),
        Observed::File(_) => Some(FileState::StaleEdited),
        Observed::Absent | Observed::Other => None,
    }
}

enum Observed {
    Absent,
    File(Vec<u8>),
    /// A link, a folder or another thing that is not an ordinary file, here or above.
    Other,
}

/// Looks at files without ever following a link below the package's folder.
struct Observer<'a> {
    root: &'a Path,
    /// What is at each folder that was looked at.
    folders: BTreeMap<String, Folder>,
}

#[derive(Clone, Copy, PartialEq)]
enum Folder {
    Absent,
    Real,
    Other,
}

impl Observer<'_> {
    fn observe(&mut self, path: &RelativePath) -> Result<Observed, OutputError> {
        for folder in path.folders() {
            match self.folder(folder)? {
                Folder::Real => {}
                Folder::Absent => return Ok(Observed::Absent),
                Folder::Other => return Ok(Observed::Other),
            }
        }
        let full = path.below(self.root);
        match full.symlink_metadata() {
            Ok(data) if data.is_file() => fs::read(&full)
                .map(Observed::File)
                .map_err(|error| OutputError::io("read", &full, error)),
            Ok(_) => Ok(Observed::Other),
            Err(error) if is_absent(&error) => Ok(Observed::Absent),
            Err(error) => Err(OutputError::io("read", &full, error)),
        }
    }

    fn folder(&mut self, name: &str) -> Result<Folder, OutputError> {
        if let Some(known) = self.folders.get(name) {
            return Ok(*known);
        }
        let full = self.root.join(name);
        let folder = match full.symlink_metadata() {
            Ok(data) if data.is_dir() => Folder::Real,
            Ok(_) => Folder::Other,
            Err(error) if is_absent(&error) => Folder::Absent,
            Err(error) => return Err(OutputError::io("read", &full, error)),
        };
        self.folders.insert(name.to_owned(), folder);
        Ok(folder)
    }
}
