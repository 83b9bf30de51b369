//! Bytes to [`Spec`]: the only stage that reads files.
//!
//! | pass | module | refuses |
//! | --- | --- | --- |
//! | bytes to text | `text` | sizes and encodings |
//! | text to raw tree | `parse`, `yaml_check`, `tree` | syntax, duplicate keys, what is beyond the `limits` |
//! | overlays | `overlay` | what is no overlay |
//! | files to one raw tree | `files` | files that may not be read |
//! | version | `version` | what is neither OpenAPI 2.0, 3.0, 3.1 nor 3.2 |
//! | raw tree against the table of objects | `grammar` | unknown and missing keywords, wrong types |
//! | references | `references` | what leads nowhere, elsewhere or in circles |
//! | raw tree to the internal shape | `repair`, `normalise`, `version` | nothing |
//! | typed model to [`Spec`] | `resolve` | what is repeated beyond the limits |
//! | the operations that are meant | `filter` | nothing |
//! | what everybody understands | `mend` | nothing |
//! | meaning | `lint` | what contradicts itself |
//!
//! All problems of a run are reported together, as far as the passes get. Their places are looked up in `span` when they are
//! shown, by `render`.

mod files;
mod filter;
mod grammar;
mod limits;
mod lint;
mod mend;
mod moved;
mod normalise;
mod overlay;
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
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fidelity::Construct;
use crate::pointer::{FileId, Pointer};
use crate::spec::Spec;
use files::{Bundled, Folder, Refused};
use moved::Moved;
use report::Report;
use source::{Source, Syntax};
use version::Version;

pub use filter::{Filter, Selector};
pub(crate) use grammar::is_token;
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

/// How a description is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Folders, besides that of the description, whose files references may lead to.
    pub allowed: Vec<PathBuf>,
    /// Files of overlays, applied in this order.
    pub overlays: Vec<PathBuf>,
    /// Which operations are meant.
    pub filter: Filter,
    /// Whether the description may replace schemas by types of other packages. These become dependencies and are called with
    /// what is received, so that it takes the word of somebody who trusts the description; without it schemas stay what they are.
    pub own_types: bool,
}

/// Loads the description in a file, YAML or JSON by content, with the files that it refers to.
///
/// Only files of its folder and of those that the options allow are read, and nothing is fetched. What is wrong, a missing file
/// included, is among the diagnostics.
pub fn load(path: &Path, options: &Options) -> Loaded {
    let name = path.to_string_lossy();
    let read = read(path).and_then(|bytes| Ok((bytes, Folder::of(path, &options.allowed)?)));
    match read {
        Ok((bytes, folder)) => described(&name, &bytes, Some(&folder), options),
        Err(problem) => {
            let mut report = Report::default();
            report.push(unreadable(&problem));
            let mut sources = Sources::default();
            sources.add(Source::new(&name, String::new(), Syntax::Yaml));
            Loaded {
                sources,
                diagnostics: report.finish(),
                spec: None,
                constructs: Vec::new(),
            }
        }
    }
}

/// Loads a description from memory; `name` is shown as the file's. It cannot refer to other files.
pub fn load_text(name: &str, bytes: &[u8]) -> Loaded {
    described(name, bytes, None, &Options::default())
}

fn described(name: &str, bytes: &[u8], folder: Option<&Folder>, options: &Options) -> Loaded {
    let mut report = Report::default();
    let mut sources = Sources::default();
    let (file, raw) = parse::read(name, bytes, &mut sources, &mut report);
    let root = Pointer::root(file);
    let mut constructs = Vec::new();
    let spec = raw.and_then(|mut raw| {
        let mut moved = Moved::default();
        for path in &options.overlays {
            let name = path.to_string_lossy();
            match read(path) {
                Ok(bytes) => {
                    let file = (&*name, &*bytes);
                    raw = overlay::overlaid(raw, &mut moved, file, &mut sources, &mut report);
                }
                Err(problem) => {
                    let file = sources.add(Source::new(&name, String::new(), Syntax::Yaml));
                    report.push(unreadable(&problem).in_file(file));
                }
            }
        }
        sources.set_moved(moved);
        let version = version::of(&raw, &root, &mut report)?;
        let bundled = match folder {
            Some(folder) => files::bundle(raw, version, folder, &mut sources, &mut report),
            None => Bundled {
                tree: raw,
                ..Bundled::default()
            },
        };
        let Bundled {
            tree: raw,
            moved,
            refused,
        } = bundled;
        sources.set_moved(moved);
        let found = Found {
            sources: &mut sources,
            report: &mut report,
            constructs: &mut constructs,
        };
        let spec = if version > Version::V20 {
            spec(raw, version, refused, found)
        } else {
            let converted = version::v20::convert(raw, &root);
            let refused = refused.after(&converted.moved);
            found.sources.set_moved(converted.moved);
            *found.constructs = converted.lost;
            spec(converted.raw, Version::V30, refused, found)
        };
        Some(finished(spec?, options, &mut report))
    });
    Loaded {
        sources,
        diagnostics: report.finish(),
        spec,
        constructs,
    }
}

/// What is found while a description is read.
struct Found<'r> {
    sources: &'r mut Sources,
    report: &'r mut Report,
    constructs: &'r mut Vec<Construct>,
}

/// The passes from the raw tree to the resolved description.
fn spec(raw: Value, version: Version, refused: Refused, found: Found<'_>) -> Option<Spec> {
    let Found {
        sources,
        report,
        constructs,
    } = found;
    let root = Pointer::root(FileId(0));
    let mut walk = grammar::Walk::new(version, report);
    walk.visit(root, &raw, &grammar::Kind::Object(&grammar::OPENAPI));
    references::check(&raw, refused, &mut walk);
    constructs.append(&mut walk.constructs);
    if !walk.is_well_formed || walk.has_unresolved {
        return None;
    }
    let references_to = |section| -> Vec<_> {
        walk.references
            .iter()
            .filter(|reference| reference.object.component == Some(section))
            .filter_map(|reference| {
                let target = references::last(&raw, &reference.pointer)?;
                Some((reference.pointer.clone(), target))
            })
            .collect()
    };
    let media_types = references_to("mediaTypes");
    let callbacks = references_to("callbacks");
    let with_siblings: Vec<_> = walk
        .references
        .into_iter()
        .filter(|reference| reference.has_schema_siblings)
        .map(|reference| reference.pointer)
        .collect();
    let newer_schemas = walk.newer_schemas;
    let newest_objects = walk.newest_objects;
    let repairs = walk.repairs;
    let mut raw = repair::repaired(raw, &repairs);
    normalise::write_out_callbacks(&mut raw, &callbacks);
    let raw = match version {
        Version::V20 | Version::V30 => {
            let raw = normalise::normalise(raw, &with_siblings);
            version::v31::normalise(raw, &newer_schemas)
        }
        Version::V31 | Version::V32 => {
            let raw = version::v31::normalise(raw, &newer_schemas);
            let (raw, moved) = version::v32::convert(raw, &newest_objects, &media_types, report);
            sources.set_moved_later(moved);
            raw
        }
    };
    resolve::resolve(raw, report)
}

/// The passes over the resolved description.
fn finished(spec: Spec, options: &Options, report: &mut Report) -> Spec {
    let spec = filter::filtered(spec, &options.filter, report);
    let spec = mend::mend(spec, report);
    lint::check(&spec, report);
    spec
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let longest = limits::MAX_JSON_BYTES as u64 + 1;
    File::open(path)?.take(longest).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(problem: &io::Error) -> Diagnostic {
    let message = format!("the file cannot be read: {}", reason(problem));
    Diagnostic::error(codes::UNREADABLE_FILE, &Pointer::root(FileId(0)), message)
}

/// Why a file cannot be read.
fn reason(problem: &io::Error) -> String {
    match problem.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        other => other.to_string(),
    }
}
