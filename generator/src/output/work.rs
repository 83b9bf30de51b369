//! The work folder: the lock, the journal and the staged files of a run that is writing a package.
//!
//! It stands inside the package, because that is the one place which is surely on the same file system as the files, and which a
//! user who may write the package may write. It exists only while a run writes, and it ignores itself in version control.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::digest::Digest;
use super::disk::Disk;
use super::manifest::is_absent;
use super::path::RelativePath;
use super::OutputError;

/// The name of the work folder inside a package.
pub(super) const WORK: &str = ".sdkwright-work";

/// The name of the journal inside the work folder.
const JOURNAL: &str = "journal.json";

/// The name of the folder of staged files inside the work folder.
const STAGED: &str = "new";

/// The name of the lock file inside the work folder. It is the last to go.
const LOCK: &str = "lock";

/// How often the lock is tried while other runs are removing their work folders.
const ATTEMPTS: usize = 16;

/// Every content that a file of ours may have after an interrupted run, beside what the manifest says.
///
/// It is written before the first file is replaced. The next run then recognises each file as old or new, takes neither for an
/// edit by hand, and brings the whole package to what it generates itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Journal(BTreeMap<RelativePath, BTreeSet<Digest>>);

impl Journal {
    /// The journal that an interrupted run left in the package at `root`.
    pub fn read(root: &Path) -> Result<Self, OutputError> {
        let path = root.join(WORK).join(JOURNAL);
        match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|error| OutputError::io("read", &path, error.into())),
            Err(error) if is_absent(&error) => Ok(Self::default()),
            Err(error) => Err(OutputError::io("read", &path, error)),
        }
    }

    /// Adds a content that a file may have.
    pub fn add(&mut self, path: &RelativePath, digest: Digest) {
        self.0.entry(path.clone()).or_default().insert(digest);
    }

    /// All files with the contents that they may have.
    pub fn iter(&self) -> impl Iterator<Item = (&RelativePath, &BTreeSet<Digest>)> {
        self.0.iter()
    }

    /// The contents that a file may have.
    pub fn get(&self, path: &RelativePath) -> Option<&BTreeSet<Digest>> {
        self.0.get(path)
    }
}

/// Whether a run that was interrupted, or one that is still running, has a work folder in the package at `root`.
pub(super) fn exists(root: &Path) -> bool {
    root.join(WORK).symlink_metadata().is_ok()
}

/// The work folder of this run. The operating system releases the lock when the process ends, however it ends, so a folder
/// that a killed run left behind is simply taken over.
pub(super) struct Work {
    folder: PathBuf,
    _lock: File,
}

impl Work {
    /// Creates or takes over the work folder of the package at `root` and locks it.
    ///
    /// # Errors
    /// [`OutputError::Busy`] if another run holds the lock.
    pub fn lock(root: &Path, disk: &mut Disk<'_>) -> Result<Self, OutputError> {
        let folder = root.join(WORK);
        for _ in 0..ATTEMPTS {
            disk.create_folders(&folder)?;
            refuse_link(&folder)?;
            if let Some(lock) = try_lock(&folder.join(LOCK), root)? {
                disk.write(&folder.join(".gitignore"), b"*\n")?;
                return Ok(Self {
                    folder,
                    _lock: lock,
                });
            }
        }
        Err(OutputError::Busy(root.to_path_buf()))
    }

    /// Removes what an earlier run staged and did not use.
    pub fn clear_staged(&self, disk: &mut Disk<'_>) -> Result<(), OutputError> {
        disk.remove_tree(&self.folder.join(STAGED))?;
        disk.create_folders(&self.folder.join(STAGED))
    }

    /// Where the `index`-th new file is staged.
    pub fn staged(&self, index: usize) -> PathBuf {
        self.folder.join(STAGED).join(index.to_string())
    }

    /// Writes the journal, all of it or nothing.
    pub fn write_journal(&self, journal: &Journal, disk: &mut Disk<'_>) -> Result<(), OutputError> {
        let path = self.folder.join(JOURNAL);
        let bytes = serde_json::to_vec_pretty(journal)
            .map_err(|error| OutputError::io("write", &path, error.into()))?;
        let staged = self.folder.join(STAGED).join("journal");
        disk.write(&staged, &bytes)?;
        disk.rename(&staged, &path)
    }

    /// Releases the lock without having written anything. The journal of an interrupted run is still needed then.
    pub fn abandon(self, disk: &mut Disk<'_>) -> Result<(), OutputError> {
        if self.folder.join(JOURNAL).exists() {
            return Ok(());
        }
        self.finish(disk)
    }

    /// Removes the folder and releases the lock.
    pub fn finish(self, disk: &mut Disk<'_>) -> Result<(), OutputError> {
        disk.remove_tree(&self.folder.join(STAGED))?;
        for name in [JOURNAL, ".gitignore", LOCK] {
            disk.remove_file(&self.folder.join(name))?;
        }
        // Without its lock file the folder may already be the next run's, and then it is not empty.
        disk.remove_empty(&self.folder)
    }
}

/// A link instead of a work folder would lead the writes out of the package.
fn refuse_link(folder: &Path) -> Result<(), OutputError> {
    match folder.symlink_metadata() {
        Ok(data) if !data.is_dir() => Err(OutputError::io(
            "write into",
            folder,
            io::ErrorKind::NotADirectory.into(),
        )),
        _ => Ok(()),
    }
}

/// Opens and locks the file; `None` if another run removed its folder in the meantime, so that the lock is worth nothing.
fn try_lock(path: &Path, root: &Path) -> Result<Option<File>, OutputError> {
    let fail = |error| OutputError::io("lock", path, error);
    let file = match OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
    {
        Ok(file) => file,
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(fail(error)),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(OutputError::Busy(root.to_path_buf())),
        Err(TryLockError::Error(error)) => return Err(fail(error)),
    }
    let held = same_file::Handle::from_file(file.try_clone().map_err(fail)?).map_err(fail)?;
    match same_file::Handle::from_path(path) {
        Ok(named) if named == held => Ok(Some(file)),
        Ok(_) => Ok(None),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(fail(error)),
    }
}
