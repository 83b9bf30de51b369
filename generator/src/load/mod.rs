//! Bytes to [`Spec`]: the only stage that reads files.
//!
//! | pass | module | refuses |
//! | --- | --- | --- |
//! | bytes to text | `text` | sizes and encodings |
//! | text to raw tree | `parse`, `yaml_check`, `tree` | syntax, duplicate keys, what is beyond the `limits` |
//! | version | `version` | what is neither OpenAPI 2.0, 3.0 nor 3.1 |
//! | raw tree against the table of objects | `grammar` | unknown and missing keywords, wrong types |
//! | references | `references` | what leads nowhere, elsewhere or in circles |
//! | raw tree to the internal shape | `repair`, `normalise`, `version` | nothing |
//! | typed model to [`Spec`] | `resolve` | what is repeated beyond the limits |
//! | what everybody understands | `mend` | nothing |
//! | meaning | `lint` | what contradicts itself |
//!
//! All problems of a run are reported together, as far as the passes get. Their places are looked up in `span` when they are
//! shown, by `render`.

mod grammar;
mod limits;
mod lint;
mod mend;
mod moved;
mod normalise;
mod offsets;
mod parse;
mod reference;
mod references;
mod render;
mod repair;
mod report;
mod resolve;
mod source;
mod span;
mod span_json;
mod span_yaml;
mod syntax;
mod text;
mod tree;
mod version;
mod yaml_check;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde_json::Value;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fidelity::Construct;
use crate::pointer::{FileId, Pointer};
use crate::spec::Spec;
use report::Report;
use source::{Source, Syntax};
use version::Version;

pub(crate) use grammar::rows;
pub use grammar::Row;
pub(crate) use render::printable;
pub use render::Located;
pub use source::{Location, Sources};

/// What came of loading a description.
#[derive(Debug)]
pub struct Loaded {
    /// The files, by which diagnostics are shown.
    pub sources: Sources,
    /// All problems found. With an error among them nothing may be generated.
    pub diagnostics: Diagnostics,
    /// The description, wherever it can be resolved: later stages may then find more problems in the same run.
    pub spec: Option<Spec>,
    /// What becomes of its keywords, see [`fidelity`](crate::fidelity).
    pub constructs: Vec<Construct>,
}

/// Loads the description in a file, YAML or JSON by content.
///
/// Nothing else is read, and nothing is fetched. What is wrong, a missing file included, is among the diagnostics.
pub fn load(path: &Path) -> Loaded {
    let name = path.to_string_lossy();
    match read(path) {
        Ok(bytes) => load_text(&name, &bytes),
        Err(problem) => {
            let mut report = Report::default();
            report.push(unreadable(&problem));
            Loaded {
                sources: Sources::one(Source::new(&name, String::new(), Syntax::Yaml)),
                diagnostics: report.finish(),
                spec: None,
                constructs: Vec::new(),
            }
        }
    }
}

/// Loads a description from memory; `name` is shown as the file's.
pub fn load_text(name: &str, bytes: &[u8]) -> Loaded {
    let mut report = Report::default();
    let (text, syntax) = match text::decode(bytes) {
        Ok((text, syntax)) => (text.to_owned(), Some(syntax)),
        Err(problem) => {
            report.push(problem);
            (text::lossy(bytes), None)
        }
    };
    let mut source = Source::new(name, text, syntax.unwrap_or(Syntax::Yaml));
    let mut constructs = Vec::new();
    let spec = syntax.and_then(|_| {
        let raw = parse::parse(FileId(0), &source, &mut report)?;
        let root = Pointer::root(FileId(0));
        let version = version::of(&raw, &root, &mut report)?;
        if version > Version::V20 {
            return spec(raw, version, &mut report, &mut constructs);
        }
        let converted = version::v20::convert(raw, &root);
        source.set_moved(converted.moved);
        constructs = converted.lost;
        spec(converted.raw, Version::V30, &mut report, &mut constructs)
    });
    Loaded {
        sources: Sources::one(source),
        diagnostics: report.finish(),
        spec,
        constructs,
    }
}

/// The passes from the raw tree to the resolved description.
fn spec(
    raw: Value,
    version: Version,
    report: &mut Report,
    constructs: &mut Vec<Construct>,
) -> Option<Spec> {
    let root = Pointer::root(FileId(0));
    let mut walk = grammar::Walk::new(version, report);
    walk.visit(
        root.clone(),
        &raw,
        &grammar::Kind::Object(&grammar::OPENAPI),
    );
    references::check(&raw, &mut walk);
    constructs.append(&mut walk.constructs);
    if !walk.is_well_formed || walk.has_unresolved {
        return None;
    }
    let with_siblings: Vec<_> = walk
        .references
        .into_iter()
        .filter(|reference| reference.has_schema_siblings)
        .map(|reference| reference.pointer)
        .collect();
    let newer_schemas = walk.newer_schemas;
    let repairs = walk.repairs;
    let raw = repair::repaired(raw, &repairs);
    let raw = match version {
        Version::V20 | Version::V30 => normalise::normalise(raw, &with_siblings),
        Version::V31 => version::v31::normalise(raw, &newer_schemas),
    };
    let spec = resolve::resolve(&raw, report)?;
    let spec = mend::mend(spec, report);
    lint::check(&spec, report);
    Some(spec)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let longest = limits::MAX_JSON_BYTES as u64 + 1;
    File::open(path)?.take(longest).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(problem: &io::Error) -> Diagnostic {
    let reason = match problem.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        other => other.to_string(),
    };
    let message = format!("the file cannot be read: {reason}");
    Diagnostic::error(codes::UNREADABLE_FILE, &Pointer::root(FileId(0)), message)
}
