//! The last stage: a [`FileSet`] against a folder on disk. Nothing else in this crate writes.
//!
//! Invariants: a file that is not ours is never touched; a file of ours that was edited by hand is given up only by `force`; a
//! file that is as generated is not rewritten; a run that is interrupted is completed by the next one.

mod apply;
mod check;
mod digest;
mod disk;
mod error;
mod file_set;
mod manifest;
mod path;
mod plan;
#[cfg(test)]
mod tests;
mod work;

pub use apply::{apply, Applied};
pub use check::{check, Difference, Reason, Report};
pub use digest::Digest;
pub use error::OutputError;
pub use file_set::{Contents, FileSet, FileSetError};
pub use manifest::{Origin, MANIFEST};
pub use path::{PathError, RelativePath};
pub use plan::{plan, Cause, FileState, Plan};
