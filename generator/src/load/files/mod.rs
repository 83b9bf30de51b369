//! Several files to one raw tree: what references lead to in other files becomes components of the description.
//!
//! | pass | module |
//! | --- | --- |
//! | which files may be read | `folder` |
//! | all references, along the table of objects, through all files | `collect` |
//! | where each thing that is referred to stands in the one tree, and what it is called | `place` |
//! | the one tree, its references within itself | `assemble` |
//!
//! It comes before everything that knows versions, so that every later pass sees one tree. The places of all nodes in their
//! files are kept in [`Moved`].

mod assemble;
mod collect;
mod folder;
mod place;

use std::collections::HashMap;

use serde_json::Value;

use super::moved::Moved;
use super::report::{Fatal, Report};
use super::source::Sources;
use super::version::Version;
use crate::pointer::Pointer;
pub(super) use assemble::weight;
pub(super) use folder::{Folder, OUTSIDE_HELP, REMOTE_HELP};

/// References that cannot be followed.
#[derive(Debug, Default)]
pub(super) struct Refused {
    /// By the path of the object in the one tree; `None`: the reason has been reported.
    problems: HashMap<String, Option<Fatal>>,
    /// Where the nodes of the tree have gone since.
    moved: Moved,
}

impl Refused {
    /// The same after a change of the tree.
    pub fn after(self, moved: &Moved) -> Self {
        Self {
            moved: moved.clone(),
            ..self
        }
    }

    /// What is wrong with the reference in the object here, if it cannot be followed.
    pub fn take(&mut self, at: &Pointer) -> Option<Option<Fatal>> {
        let problem = self.problems.remove(self.moved.original(at).path())?;
        Some(problem.map(|mut problem| {
            problem.pointer = at.key("$ref");
            problem
        }))
    }
}

/// A description in one tree.
#[derive(Debug, Default)]
pub(super) struct Bundled {
    /// The tree.
    pub tree: Value,
    /// Where its nodes stand.
    pub moved: Moved,
    /// What it refers to in vain.
    pub refused: Refused,
}

/// The description whose root is `raw`, with what it refers to in other files of the folder. They are added to `sources`.
pub(super) fn bundle(
    raw: Value,
    version: Version,
    folder: &Folder,
    sources: &mut Sources,
    report: &mut Report,
) -> Bundled {
    if !leads_elsewhere(&raw) {
        return Bundled {
            tree: raw,
            ..Bundled::default()
        };
    }
    let collected = collect::collect(raw, version, folder, sources, report);
    let places = place::places(&collected, version, report);
    assemble::assemble(collected, &places, report)
}

/// Whether any reference leads to another document.
fn leads_elsewhere(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(leads_elsewhere),
        Value::Object(members) => members.iter().any(|(key, member)| match member {
            Value::String(text) => key == "$ref" && !text.starts_with('#'),
            other => leads_elsewhere(other),
        }),
        _ => false,
    }
}
