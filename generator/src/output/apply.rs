//! `apply`: makes a package on disk what is generated, all of it or nothing.
//!
//! The order of the steps is what makes a run safe to interrupt at any of them:
//!
//! 1. the work folder is locked, and the package is compared again under the lock;
//! 2. all new contents are staged, so that a full disk is found before anything changes;
//! 3. the journal is written: from here on the next run recognises old and new contents alike;
//! 4. stale files are removed, then staged files are renamed into their places;
//! 5. the new manifest is renamed into its place;
//! 6. the work folder goes.

use std::collections::BTreeSet;
use std::path::Path;

use super::disk::Disk;
use super::file_set::FileSet;
use super::manifest::{Origin, MANIFEST};
use super::path::RelativePath;
use super::plan::{plan, FileState, Plan};
use super::work::Work;
use super::OutputError;

/// What a run did to a package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Files that were written.
    pub written: usize,
    /// Files that were removed.
    pub removed: usize,
    /// Files that were left as they are, modification time included.
    pub unchanged: usize,
}

/// Makes the package in the folder `root` hold exactly `files` and the manifest, beside files that are not ours.
///
/// # Errors
/// [`OutputError::Refused`] if a file is in the way, and then nothing was written; `force` overrules edits by hand only.
/// [`OutputError::Busy`] if another run is writing there. Any other error is the file system's; the next run goes on from there.
pub fn apply(
    files: &FileSet,
    origin: Origin,
    root: &Path,
    force: bool,
) -> Result<Applied, OutputError> {
    apply_on(files, origin, root, force, &mut Disk::new(&mut || Ok(())))
}

pub(super) fn apply_on(
    files: &FileSet,
    origin: Origin,
    root: &Path,
    force: bool,
    disk: &mut Disk<'_>,
) -> Result<Applied, OutputError> {
    let first = plan(files, origin, root)?;
    if first.is_clean() {
        return Ok(summary(&first));
    }
    // Whether it is refused is decided under the lock: before, another run may be halfway.
    let work = Work::lock(&first.root, disk)?;
    let plan = plan(files, origin, root)?;
    if let Err(refusal) = plan.refuse(force) {
        work.abandon(disk)?;
        return Err(refusal);
    }
    write(files, &plan, &work, disk)?;
    work.finish(disk)?;
    Ok(summary(&plan))
}

fn write(
    files: &FileSet,
    plan: &Plan,
    work: &Work,
    disk: &mut Disk<'_>,
) -> Result<(), OutputError> {
    work.clear_staged(disk)?;
    let new: Vec<_> = files
        .iter()
        .filter(|(path, _)| plan.files.get(path).is_some_and(|state| state.is_written()))
        .collect();
    let mut journal = plan.journal.clone();
    for (index, (path, contents)) in new.iter().enumerate() {
        disk.write(&work.staged(index), contents.bytes())?;
        journal.add(path, contents.digest());
    }
    disk.write(&work.staged(new.len()), &plan.manifest_bytes)?;
    work.write_journal(&journal, disk)?;
    remove(files, plan, disk)?;
    let mut folders = BTreeSet::new();
    for (index, (path, _)) in new.iter().enumerate() {
        let place = path.below(&plan.root);
        if let Some(folder) = place
            .parent()
            .filter(|folder| folders.insert(folder.to_path_buf()))
        {
            disk.create_folders(folder)?;
        }
        disk.rename(&work.staged(index), &place)?;
    }
    disk.rename(&work.staged(new.len()), &plan.root.join(MANIFEST))
}

/// Removes stale files, and the folders of ours that nothing is in any more.
fn remove(files: &FileSet, plan: &Plan, disk: &mut Disk<'_>) -> Result<(), OutputError> {
    for (path, _) in plan.files.iter().filter(|(_, state)| state.is_removed()) {
        disk.remove_file(&path.below(&plan.root))?;
    }
    let former = plan
        .journal
        .iter()
        .map(|(path, _)| path)
        .filter(|path| !files.contains(path));
    let folders: BTreeSet<&str> = former.flat_map(RelativePath::folders).collect();
    // Sorted backwards, so that inner folders come before those around them.
    for folder in folders.iter().rev() {
        disk.remove_empty(&plan.root.join(folder))?;
    }
    Ok(())
}

fn summary(plan: &Plan) -> Applied {
    let count = |of: fn(FileState) -> bool| plan.files.values().filter(|state| of(**state)).count();
    Applied {
        written: count(FileState::is_written),
        removed: count(FileState::is_removed),
        unchanged: count(|state| state == FileState::Unchanged),
    }
}
