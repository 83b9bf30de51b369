//! `Disk`: the only place that changes the disk.

use std::fs;
use std::io;
use std::path::Path;

use super::manifest::is_absent;
use super::OutputError;

/// Every change of the disk goes through here, one step at a time, so that tests can stop a run before any of them.
pub(super) struct Disk<'a> {
    before: &'a mut dyn FnMut() -> io::Result<()>,
}

impl<'a> Disk<'a> {
    /// A disk on which `before` is asked before each step; an error stops the run there.
    pub fn new(before: &'a mut dyn FnMut() -> io::Result<()>) -> Self {
        Self { before }
    }

    /// Creates a folder and those above it.
    pub fn create_folders(&mut self, path: &Path) -> Result<(), OutputError> {
        self.step("create", path, || fs::create_dir_all(path))
    }

    /// Writes a whole file. Not flushed to the device: what a power cut spoils is generated again.
    pub fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
        self.step("write", path, || fs::write(path, bytes))
    }

    /// Puts a file in the place of another, all at once.
    pub fn rename(&mut self, from: &Path, to: &Path) -> Result<(), OutputError> {
        self.step("replace", to, || fs::rename(from, to))
    }

    /// Removes a file, if it is there.
    pub fn remove_file(&mut self, path: &Path) -> Result<(), OutputError> {
        self.step("remove", path, || match fs::remove_file(path) {
            Err(error) if is_absent(&error) => Ok(()),
            other => other,
        })
    }

    /// Removes a folder if nothing is in it.
    pub fn remove_empty(&mut self, path: &Path) -> Result<(), OutputError> {
        self.step("remove", path, || match fs::remove_dir(path) {
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty || is_absent(&error) => {
                Ok(())
            }
            other => other,
        })
    }

    /// Removes a folder and what is in it, without following links.
    pub fn remove_tree(&mut self, path: &Path) -> Result<(), OutputError> {
        self.step("remove", path, || match fs::remove_dir_all(path) {
            Err(error) if is_absent(&error) => Ok(()),
            other => other,
        })
    }

    fn step(
        &mut self,
        verb: &'static str,
        path: &Path,
        action: impl FnOnce() -> io::Result<()>,
    ) -> Result<(), OutputError> {
        (self.before)()
            .and_then(|()| action())
            .map_err(|error| OutputError::io(verb, path, error))
    }
}
