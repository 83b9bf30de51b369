//! Stand-in until the real stage is merged.

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::{FileId, Pointer};
use crate::spec::{Info, Schemas, Spec};

/// The texts of a description.
#[derive(Debug)]
pub struct Sources {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Sources {
    /// The files of the description, the one named by the user first.
    pub fn files(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::once(self.bytes.as_slice())
    }

    /// A diagnostic as text.
    pub fn render(&self, diagnostic: &Diagnostic, _color: bool) -> String {
        format!(
            "error: {}\n --> {}",
            diagnostic.message,
            self.path.display()
        )
    }
}

/// A description that was loaded.
#[derive(Debug)]
pub struct Loaded {
    /// Its texts.
    pub sources: Sources,
    /// Its problems.
    pub diagnostics: Diagnostics,
    /// What it says.
    pub spec: Option<Spec>,
}

/// Loads a description.
pub fn load(path: &Path) -> Loaded {
    let mut diagnostics = Diagnostics::new();
    let bytes = std::fs::read(path).unwrap_or_else(|error| {
        let root = Pointer::root(FileId(0));
        diagnostics.push(Diagnostic::error(
            "unreadable-file",
            &root,
            error.to_string(),
        ));
        Vec::new()
    });
    let spec = (!diagnostics.has_errors()).then(|| Spec {
        info: Info {
            title: "Stub".to_owned(),
            version: "1".to_owned(),
            ..Info::default()
        },
        servers: Vec::new(),
        tags: Vec::new(),
        security: None,
        security_schemes: IndexMap::new(),
        components: IndexMap::new(),
        schemas: Schemas::default(),
        operations: Vec::new(),
        extensions: IndexMap::new(),
    });
    let path = path.to_path_buf();
    Loaded {
        sources: Sources { path, bytes },
        diagnostics,
        spec,
    }
}
