//! The one tree: references point into it, and components from other files stand in it.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{json, Map, Value};

use super::collect::{Collected, How, Use};
use super::folder::Refusal;
use super::place::{Places, DEFINITIONS};
use super::Bundled;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::limits::{MAX_DEPTH, MAX_NODES, OBJECT_WEIGHT};
use crate::load::report::Report;
use crate::pointer::{FileId, Pointer};

/// Puts the one tree together.
pub(super) fn assemble(collected: Collected, places: &Places, report: &mut Report) -> Bundled {
    let Collected { trees, uses } = collected;
    let trees = trees
        .into_iter()
        .map(|(file, tree)| (file, Rc::unwrap_or_clone(tree.value)));
    let mut assembly = Assembly {
        trees: trees.collect(),
        places,
        nodes: 0,
        bundled: Bundled::default(),
        report,
    };
    for reference in uses {
        assembly.rewrite(reference);
    }
    let root = Pointer::root(FileId(0));
    let mut tree = assembly.part(&root, &root, 0).unwrap_or_default();
    for (at, target) in &places.components {
        let mut component = assembly.part(target, at, 0).unwrap_or_default();
        strip(&mut component, at);
        put(&mut tree, at, component);
    }
    Bundled {
        tree,
        ..assembly.bundled
    }
}

struct Assembly<'a> {
    trees: BTreeMap<FileId, Value>,
    places: &'a Places,
    /// How many nodes the tree has, weighed as in the `limits`.
    nodes: usize,
    bundled: Bundled,
    report: &'a mut Report,
}

impl Assembly<'_> {
    /// Points a reference into the one tree, or takes note that it leads nowhere.
    fn rewrite(&mut self, reference: Use) {
        let Use {
            at, how, target, ..
        } = reference;
        let target = match target {
            Ok(target) => target,
            Err(refusal) => return self.refuse(&at, how, refusal),
        };
        if at.file() == FileId(0) && target.file() == FileId(0) {
            return;
        }
        if let How::Inclusion = how {
            let message = "no reference is allowed here; what it leads to stands in its place";
            let warning = Diagnostic::warning(codes::MISPLACED_REFERENCE, &at.key("$ref"), message);
            return self.report.push(warning.help("refer to single objects"));
        }
        let (tree, Some(place)) = (self.trees.get_mut(&at.file()), self.places.of(&target)) else {
            return;
        };
        let value = tree.and_then(|tree| tree.pointer_mut(at.path()));
        let text = json!(format!("#{}", place.path().replace('%', "%25")));
        match (how, value) {
            (How::Reference(_), Some(Value::Object(members))) => {
                members.insert("$ref".to_owned(), text);
            }
            (How::Mapping(_), Some(value)) => *value = text,
            _ => {}
        }
    }

    fn refuse(&mut self, at: &Pointer, how: How, refusal: Option<Refusal>) {
        let diagnostic = |place: &Pointer| {
            refusal.map(|refusal| {
                let mut error = Diagnostic::error(refusal.code, place, refusal.message);
                error.help = refusal.help;
                Box::new(error)
            })
        };
        let problem = match (how, self.places.of(at)) {
            (How::Reference(_), Some(place)) => {
                let path = place.path().to_owned();
                let problem = diagnostic(at);
                self.bundled.refused.problems.insert(path, problem);
                None
            }
            // The grammar does not look at these as references.
            (How::Mapping(_), _) => diagnostic(at),
            _ => {
                let tree = self.trees.get_mut(&at.file());
                let object = tree.and_then(|tree| tree.pointer_mut(at.path())?.as_object_mut());
                object.map(|members| members.shift_remove("$ref"));
                diagnostic(&at.key("$ref"))
            }
        };
        if let Some(problem) = problem {
            self.report.push(problem);
        }
    }

    /// What stands at `from`, to stand at `to`, with what is included in it.
    fn part(&mut self, from: &Pointer, to: &Pointer, depth: usize) -> Option<Value> {
        self.bundled.moved.note(to, from);
        let tree = self.trees.get(&from.file())?;
        let mut value = tree.pointer(from.path())?.clone();
        self.nodes += weight(&value) + 1;
        if depth > MAX_DEPTH || self.nodes > MAX_NODES {
            let message = "what references include here is too much or too deep";
            let error = Diagnostic::error(codes::TOO_MANY_NODES, from, message);
            self.report.push(
                error.help("refer to components, as in '#/components/schemas/Name', instead"),
            );
            return None;
        }
        let places = self.places;
        // Pointers with the same beginning stand beside each other.
        let near = places
            .included
            .range(from.clone()..)
            .map_while(|(at, target)| {
                let rest = at.path().strip_prefix(from.path())?;
                (at.file() == from.file()).then_some((rest, target))
            });
        for (rest, target) in near {
            let is_within = rest.is_empty() || rest.starts_with('/');
            let Some(place) = value.pointer_mut(rest).filter(|_| is_within) else {
                continue;
            };
            let new = Pointer::from_text(to.file(), &format!("{}{rest}", to.path()));
            let depth = depth + 1 + rest.matches('/').count();
            if let Some(included) = self.part(target, &new, depth) {
                *place = included;
                strip(place, &new);
            }
        }
        Some(value)
    }
}

/// Takes away what the root of a file of JSON Schema says about the file.
fn strip(component: &mut Value, at: &Pointer) {
    let section = at.parent().and_then(|parent| parent.last());
    let is_schema = matches!(section.as_deref(), Some("schemas" | "definitions"));
    let Value::Object(members) = component else {
        return;
    };
    if is_schema {
        members.retain(|key, value| {
            let is_identity = matches!(key.as_str(), "$schema" | "$id" | "id") && value.is_string();
            !is_identity && !DEFINITIONS.contains(&key.as_str())
        });
    }
}

/// Puts a component into its section.
fn put(tree: &mut Value, at: &Pointer, component: Value) {
    let mut place = tree;
    let tokens: Vec<_> = at.tokens().collect();
    for token in tokens {
        if !place.is_object() {
            return;
        }
        place = &mut place[token.as_str()];
        if place.is_null() {
            *place = Value::Object(Map::new());
        }
    }
    *place = component;
}

/// The number of nodes of a tree, weighed as in the `limits`.
pub(in crate::load) fn weight(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(members) => OBJECT_WEIGHT + members.values().map(weight).sum::<usize>(),
        _ => 1,
    }
}
