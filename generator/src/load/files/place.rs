//! Where each thing that is referred to stands in the one tree, and what it is called.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::collect::{Collected, How, Use};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::grammar::Object;
use crate::load::report::Report;
use crate::load::version::Version;
use crate::pointer::{FileId, Pointer};

/// The places in the one tree of what stands in other files; the description's own nodes stay where they are.
#[derive(Debug, Default)]
pub(super) struct Places {
    placed: BTreeMap<Pointer, Placed>,
    /// What stands in the place of a reference: the reference, and what it leads to.
    pub included: BTreeMap<Pointer, Pointer>,
    /// The new components: their places in the one tree, and what they are.
    pub components: Vec<(Pointer, Pointer)>,
}

#[derive(Debug)]
struct Placed {
    at: Pointer,
    is_schema: bool,
}

/// The parts of a schema that hold other schemas without saying anything about values.
pub(super) const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

impl Places {
    /// The place in the one tree; `None` if nothing leads there.
    pub fn of(&self, pointer: &Pointer) -> Option<Pointer> {
        if pointer.file() == FileId(0) {
            return Some(pointer.clone());
        }
        let mut below = Vec::new();
        let mut ancestor = pointer.clone();
        loop {
            if let Some(placed) = self.placed.get(&ancestor) {
                let inner = below.last().map(String::as_str).unwrap_or_default();
                if !(placed.is_schema && DEFINITIONS.contains(&inner)) {
                    let tokens = below.iter().rev();
                    return Some(tokens.fold(placed.at.clone(), |at, token| at.key(token)));
                }
            }
            below.push(ancestor.last()?);
            ancestor = ancestor.parent()?;
        }
    }

    fn put(&mut self, target: &Pointer, at: Pointer, is_schema: bool) {
        let placed = Placed { at, is_schema };
        self.placed.entry(target.clone()).or_insert(placed);
    }

    /// Places what stands in the place of references that are placed themselves.
    fn include(&mut self, uses: &[Use]) {
        let mut known = usize::MAX;
        while known != self.placed.len() {
            known = self.placed.len();
            for reference in uses {
                let (How::Inclusion, Ok(target)) = (reference.how, &reference.target) else {
                    continue;
                };
                if let Some(at) = self.of(&reference.at) {
                    self.included.insert(reference.at.clone(), target.clone());
                    self.put(target, at, false);
                }
            }
        }
    }

    /// A component that is nothing but a reference is what it refers to.
    fn include_components(&mut self, uses: &[Use], version: Version) {
        for reference in uses.iter().filter(|reference| reference.is_alone) {
            let (How::Reference(object), Ok(target)) = (reference.how, &reference.target) else {
                continue;
            };
            let (Some(at), Some(section)) = (self.of(&reference.at), section(object, version))
            else {
                continue;
            };
            let is_component = at.parent() == Some(section);
            if is_component && target.file() != FileId(0) && self.of(target).is_none() {
                self.included.insert(reference.at.clone(), target.clone());
                self.put(target, at, is_schema(object));
            }
        }
    }
}

/// Decides all places.
pub(super) fn places(collected: &Collected, version: Version, report: &mut Report) -> Places {
    let mut places = Places::default();
    places.include(&collected.uses);
    places.include_components(&collected.uses, version);
    let wanted = wanted(collected, &places);
    let mut taken: BTreeSet<Pointer> = taken(collected, &places, version);
    // By the name they want, so that those that want the same one are decided together.
    let mut rivals: BTreeMap<Pointer, Vec<&Pointer>> = BTreeMap::new();
    for (target, object) in &wanted {
        if let Some(section) = section(object, version) {
            let at = section.key(&short_name(collected, target));
            rivals.entry(at).or_default().push(target);
        }
    }
    let mut names: HashMap<&Pointer, Pointer> = HashMap::new();
    let mut renamed = Vec::new();
    for (at, targets) in &rivals {
        match targets.as_slice() {
            [one] if taken.insert(at.clone()) => {
                names.insert(one, at.clone());
            }
            several => renamed.extend(several.iter().map(|target| (at, *target))),
        }
    }
    for (at, target) in renamed {
        let section = at.parent().unwrap_or_else(|| at.clone());
        let name = long_name(collected, target);
        let free = (1..).map(|number| match number {
            1 => section.key(&name),
            _ => section.key(&format!("{name}_{number}")),
        });
        let new = free.into_iter().find(|new| !taken.contains(new));
        let new = new.unwrap_or_else(|| at.clone());
        report.push(renamed_warning(at, &new, target));
        taken.insert(new.clone());
        names.insert(target, new);
    }
    for (target, object) in &wanted {
        if let Some(at) = names.get(target) {
            places.put(target, at.clone(), is_schema(object));
            places.components.push((at.clone(), target.clone()));
        }
    }
    places.include(&collected.uses);
    places
}

/// What becomes a component: what is referred to, is not placed, and is no part of something that is.
fn wanted(collected: &Collected, places: &Places) -> Vec<(Pointer, &'static Object)> {
    let mut all: BTreeMap<&Pointer, &'static Object> = BTreeMap::new();
    for reference in &collected.uses {
        let (How::Reference(object) | How::Mapping(object), Ok(target)) =
            (reference.how, &reference.target)
        else {
            continue;
        };
        if places.of(target).is_none() {
            all.entry(target).or_insert(object);
        }
    }
    // A pointer comes after those to what contains it.
    let mut whole = Places::default();
    let mut wanted = Vec::new();
    for (target, object) in all {
        if whole.of(target).is_none() {
            whole.put(target, target.clone(), is_schema(object));
            wanted.push((target.clone(), object));
        }
    }
    wanted
}

/// The components that the description has.
fn taken(collected: &Collected, places: &Places, version: Version) -> BTreeSet<Pointer> {
    let mut taken = BTreeSet::new();
    let Some(root) = collected.trees.get(&FileId(0)) else {
        return taken;
    };
    let included = places.included.iter();
    let included = included.filter_map(|(at, target)| {
        let tree = collected.trees.get(&target.file())?;
        Some((places.of(at)?, tree.value.pointer(target.path())?))
    });
    let own = sections(version).into_iter().filter_map(|at| {
        let section = root.value.pointer(at.path())?;
        Some((at, section))
    });
    for (at, section) in own.chain(included) {
        let keys = section.as_object().into_iter().flat_map(|keys| keys.keys());
        taken.extend(keys.map(|key| at.key(key)));
    }
    taken
}

fn sections(version: Version) -> Vec<Pointer> {
    let root = Pointer::root(FileId(0));
    if version == Version::V20 {
        let names = ["definitions", "parameters", "responses"];
        return names.iter().map(|name| root.key(name)).collect();
    }
    let names = [
        "schemas",
        "responses",
        "parameters",
        "examples",
        "requestBodies",
        "headers",
        "securitySchemes",
        "links",
        "callbacks",
        "pathItems",
        "mediaTypes",
    ];
    let components = root.key("components");
    names.iter().map(|name| components.key(name)).collect()
}

/// Where components of this kind stand.
fn section(object: &Object, version: Version) -> Option<Pointer> {
    let root = Pointer::root(FileId(0));
    Some(match (version, object.component?) {
        (Version::V20, "schemas") => root.key("definitions"),
        (Version::V20, name @ ("parameters" | "responses")) => root.key(name),
        (_, name) => root.keys(&["components", name]),
    })
}

fn is_schema(object: &Object) -> bool {
    object.component == Some("schemas")
}

/// The last part of the pointer, or the name of the file.
fn short_name(collected: &Collected, target: &Pointer) -> String {
    let tree = collected.trees.get(&target.file());
    let stem = || tree.map(|tree| tree.stem()).unwrap_or_default();
    allowed(&target.last().unwrap_or_else(stem))
}

/// The whole path of the file, and the last part of the pointer.
fn long_name(collected: &Collected, target: &Pointer) -> String {
    let tree = collected.trees.get(&target.file());
    let path = tree.map(|tree| tree.path.with_extension(""));
    let path = path.unwrap_or_default();
    let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
    let parts = parts.filter(|part| part != ".." && part != "/");
    let parts: Vec<_> = parts.chain(target.last()).collect();
    allowed(&parts.join("_"))
}

/// Characters that the name of a component may not have become `_` (3.0.3, 4.7.7.1).
fn allowed(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    name.chars()
        .map(|c| if plain(c) { c } else { '_' })
        .collect()
}

fn renamed_warning(wanted: &Pointer, new: &Pointer, target: &Pointer) -> Diagnostic {
    let (wanted, new) = (wanted.last(), new.last());
    let message = format!(
        "several components would be called {:?}; this one is called {:?}, by its file",
        wanted.unwrap_or_default(),
        new.unwrap_or_default()
    );
    Diagnostic::warning(codes::NAME_COLLISION, target, message)
        .at_key()
        .help("rename one of them, or give it a name under `components` of the description")
}
