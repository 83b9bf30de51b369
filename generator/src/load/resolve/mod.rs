//! The typed model to [`Spec`]: every reference followed, every default of the specification filled in.
//!
//! The typed model says what stands where. It loses some keywords (`example: null`, bounds beyond 64 bits, the absence of
//! `explode`, the spelling of a status), so each node is carried together with its raw value and its pointer, see [`Node`].
//!
//! The typed model of a large description is larger than anything else here. So only its frame is there all the time, and paths
//! and component schemas are read one by one, see [`ahead`].

mod ahead;
mod node;
mod operation;
mod parameter;
mod payload;
mod prose;
mod repeats;
mod root;
mod schema;
mod security;
mod xml;

use std::collections::HashMap;

use openapiv3::{Components, OpenAPI, ReferenceOr};
use serde::Deserialize;
use serde_json::Value;

use super::references;
use super::report::Report;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::{FileId, Pointer};
use crate::spec::{Schema, SchemaId, Spec};
pub(super) use schema::blank;

use node::Node;
use repeats::Repeats;

/// The resolved description; `None` if the typed model refuses it, which the report then says.
///
/// The raw tree must be in the internal shape, must fit the grammar, and all its references must lead somewhere.
pub(super) fn resolve(mut raw: Value, report: &mut Report) -> Option<Spec> {
    let root = Pointer::root(FileId(0));
    match frame(&mut raw) {
        Ok(typed) => {
            let resolver = Resolver {
                raw: &raw,
                components: typed.components.as_ref(),
                report,
                schemas: Vec::new(),
                ids: HashMap::new(),
                promised: Vec::new(),
                repeats: Repeats::default(),
            };
            Some(resolver.spec(&Node::new(&typed, &raw, root)))
        }
        Err(problem) => {
            report.push(refused(&root, &problem));
            None
        }
    }
}

/// What is read one by one.
const PIECES: [&str; 2] = ["/paths", "/components/schemas"];

/// The typed model of everything but the [`PIECES`], which are put aside meanwhile.
fn frame(raw: &mut Value) -> Result<OpenAPI, serde_json::Error> {
    let mut aside = Vec::new();
    for path in PIECES {
        if let Some(Value::Object(pieces)) = raw.pointer_mut(path) {
            aside.push((path, std::mem::take(pieces)));
        }
    }
    let typed = OpenAPI::deserialize(&*raw);
    for (path, all) in aside {
        if let Some(Value::Object(pieces)) = raw.pointer_mut(path) {
            *pieces = all;
        }
    }
    typed
}

/// The error for what the grammar accepts and the typed model does not.
fn refused(place: &Pointer, problem: &serde_json::Error) -> Diagnostic {
    let message = format!("this part of the description cannot be read ({problem})");
    Diagnostic::error(codes::REFUSED_BY_MODEL, place, message)
        .help("this is a gap in the grammar of the generator; please report it")
}

/// The state of one resolution.
struct Resolver<'d, 'r> {
    raw: &'d Value,
    components: Option<&'d Components>,
    report: &'r mut Report,
    /// Blank until visited.
    schemas: Vec<Option<Box<Schema>>>,
    ids: HashMap<Pointer, SchemaId>,
    /// Places of schemas that were referred to; those still empty at the end lie where nothing else leads to.
    promised: Vec<Pointer>,
    repeats: Repeats,
}

/// A kind of object that may be referred to.
trait Referable: for<'de> Deserialize<'de> {
    /// The member of `components` for these.
    const SECTION: Option<&'static str>;
    /// The component of this name.
    fn component<'d>(components: &'d Components, name: &str) -> Option<&'d ReferenceOr<Self>>;
}

impl<'d> Resolver<'d, '_> {
    /// Hands the object, or the one that the reference leads to, to `then`.
    fn follow<T: Referable, R>(
        &mut self,
        node: &Node<'_, &ReferenceOr<T>>,
        then: impl FnOnce(&mut Self, &Node<'_, &T>) -> R,
    ) -> Option<R> {
        if let ReferenceOr::Item(item) = node.typed {
            return Some(then(self, &node.with(item)));
        }
        let mut place = node.pointer.clone();
        // The chain ends: cycles and long chains were refused before.
        while let Some(target) = references::next(self.raw, &place) {
            place = target;
        }
        let raw = self.raw.pointer(place.path())?;
        if !self.repeats.allow(&node.pointer, &place, raw, self.report) {
            return None;
        }
        if let Some(item) = self.component(&place) {
            return Some(then(self, &Node::new(item, raw, place)));
        }
        match T::deserialize(raw) {
            Ok(item) => Some(then(self, &Node::new(&item, raw, place))),
            Err(problem) => {
                self.report.push(refused(&place, &problem));
                None
            }
        }
    }

    fn component<T: Referable>(&self, place: &Pointer) -> Option<&'d T> {
        let name = T::SECTION.and_then(|section| component_name(place, section))?;
        T::component(self.components?, &name)?.as_item()
    }
}

/// The name of the component at this place, if it is one of this section.
fn component_name(place: &Pointer, section: &str) -> Option<String> {
    let rest = place.path().strip_prefix("/components/")?;
    let name = rest.strip_prefix(section)?.strip_prefix('/')?;
    if name.contains('/') {
        return None;
    }
    place.last()
}
