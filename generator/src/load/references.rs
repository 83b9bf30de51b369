//! The references of a description: each must lead to an object of the right kind in the same file.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::files::{Refused, OUTSIDE_HELP, REMOTE_HELP};
use super::grammar::{closest, Reference, Walk};
use super::limits::MAX_REFERENCE_CHAIN;
use super::reference::{target, Target};
use super::report::Fatal;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pointer::Pointer;

/// Checks all references that the walk has seen, and those in places that only references lead to.
///
/// `refused` are those that lead to other files in vain.
pub(super) fn check<'v>(raw: &'v Value, mut refused: Refused, walk: &mut Walk<'v, '_>) {
    let mut next = 0;
    while let Some(reference) = walk.references.get(next) {
        if walk.is_full() {
            return;
        }
        next += 1;
        let reference = Reference {
            pointer: reference.pointer.clone(),
            ..*reference
        };
        match refused.take(&reference.pointer) {
            Some(Some(problem)) => walk.unresolved(problem),
            Some(None) => walk.unresolved_elsewhere(),
            None => {
                if let Err(problem) = check_one(raw, walk, &reference) {
                    match is_missing_example(&reference, &problem) {
                        true => walk.without_example(&reference, &problem),
                        false => walk.unresolved(problem),
                    }
                }
            }
        }
    }
}

/// Nothing but samples is made of examples, so that one more or less hinders nobody.
fn is_missing_example(reference: &Reference<'_>, problem: &Diagnostic) -> bool {
    reference.object.component == Some("examples") && problem.code == codes::DANGLING_REFERENCE
}

fn check_one<'v>(
    raw: &'v Value,
    walk: &mut Walk<'v, '_>,
    reference: &Reference<'v>,
) -> Result<(), Fatal> {
    let place = reference.pointer.key("$ref");
    let error = |code, message: String, help: &str| {
        Box::new(Diagnostic::error(code, &place, message).help(help))
    };
    let text = reference.target;
    let pointer = match target(place.file(), text) {
        Target::Here(pointer) => pointer,
        Target::File => return Err(Box::new(other_file(raw, &place, text))),
        Target::OutsideFolder => {
            let message = format!("{text:?} leads out of the folder of the description");
            return Err(error(
                codes::REFERENCE_OUTSIDE_FOLDER,
                message,
                OUTSIDE_HELP,
            ));
        }
        Target::Remote => {
            let message = format!("{text:?} leads to the network, and nothing is fetched");
            return Err(error(codes::REMOTE_REFERENCE, message, REMOTE_HELP));
        }
        Target::Invalid => {
            let message = format!("{text:?} is not a reference to a place in this file");
            let help = "write it as in '#/components/schemas/Name'";
            return Err(error(codes::INVALID_REFERENCE, message, help));
        }
    };
    let Some(value) = raw.pointer(pointer.path()) else {
        return Err(Box::new(dangling(raw, &place, &pointer, text)));
    };
    match wrong_kind(reference, &pointer, &place) {
        Some(problem) if problem.severity == Severity::Error => return Err(Box::new(problem)),
        Some(warning) => walk.report(warning),
        None => {}
    }
    check_chain(raw, walk, reference, &pointer, &place)?;
    walk.follow(reference, pointer, value);
    Ok(())
}

fn other_file(raw: &Value, place: &Pointer, text: &str) -> Diagnostic {
    let message = format!("{text:?} leads to another file, and only one file is read");
    let error = Diagnostic::error(codes::UNSUPPORTED, place, message);
    let schema = raw
        .pointer("/components/schemas")
        .and_then(|all| all.get(text));
    error.help(match schema {
        Some(_) => format!("did you mean \"#/components/schemas/{text}\"?"),
        None => "move what it refers to into this file".to_owned(),
    })
}

fn dangling(raw: &Value, place: &Pointer, pointer: &Pointer, text: &str) -> Diagnostic {
    let message = format!("{text:?} leads to nothing");
    let mut error = Diagnostic::error(codes::DANGLING_REFERENCE, place, message);
    let siblings = pointer
        .parent()
        .and_then(|parent| Some((raw.pointer(parent.path())?.as_object()?, parent)));
    if let (Some((siblings, parent)), Some(name)) = (siblings, pointer.last()) {
        let near = closest(&name, siblings.keys().map(String::as_str));
        error.help = near.map(|near| format!("did you mean {:?}?", parent.key(near).to_string()));
    }
    error
}

/// A component must be of the kind that is wanted; for other places the grammar tells whether they fit. What a request and a
/// response may be is so much alike that one is read as the other.
fn wrong_kind(reference: &Reference<'_>, pointer: &Pointer, place: &Pointer) -> Option<Diagnostic> {
    let tokens: Vec<_> = pointer.tokens().collect();
    let [components, section, _] = tokens.as_slice() else {
        return None;
    };
    let wanted = reference.object.component;
    if components != "components" || wanted == Some(section) {
        return None;
    }
    let message = format!(
        "a {} is wanted here, and {:?} leads into `components/{section}`",
        reference.object.name, reference.target
    );
    let code = codes::WRONG_REFERENCE_KIND;
    match (wanted, section.as_ref()) {
        (Some(wanted @ ("responses" | "requestBodies")), "responses" | "requestBodies") => Some(
            Diagnostic::warning(code, place, format!("{message}; it is read as one"))
                .help(format!("move it into `components/{wanted}`")),
        ),
        _ => Some(Diagnostic::error(code, place, message)),
    }
}

fn check_chain(
    raw: &Value,
    walk: &mut Walk<'_, '_>,
    reference: &Reference<'_>,
    first: &Pointer,
    place: &Pointer,
) -> Result<(), Fatal> {
    let mut seen = HashSet::from([reference.pointer.clone()]);
    let mut at = first.clone();
    loop {
        if at == reference.pointer {
            let message = "this reference leads back to itself through references only";
            return Err(Box::new(
                Diagnostic::error(codes::CYCLIC_REFERENCE, place, message)
                    .help("write one of the objects out"),
            ));
        }
        // The members of a cycle report it; what only leads into it need not.
        if !seen.insert(at.clone()) {
            walk.unresolved_elsewhere();
            return Ok(());
        }
        if seen.len() > MAX_REFERENCE_CHAIN {
            let message = format!("more than {MAX_REFERENCE_CHAIN} references lead to each other");
            return Err(Box::new(
                Diagnostic::error(codes::CYCLIC_REFERENCE, place, message)
                    .help("refer to the object itself"),
            ));
        }
        match next(raw, &at) {
            Some(pointer) => at = pointer,
            None => return Ok(()),
        }
    }
}

/// The place at the end of the chain of references that starts at `pointer`, if it is a Reference Object. The chain must end.
pub(super) fn last(raw: &Value, pointer: &Pointer) -> Option<Pointer> {
    let mut at = next(raw, pointer)?;
    while let Some(target) = next(raw, &at) {
        at = target;
    }
    Some(at)
}

/// The place that the object at `pointer` refers to, if it is a Reference Object that leads to a place in this file.
pub(super) fn next(raw: &Value, pointer: &Pointer) -> Option<Pointer> {
    let object: &Map<_, _> = raw.pointer(pointer.path())?.as_object()?;
    match target(pointer.file(), object.get("$ref")?.as_str()?) {
        Target::Here(pointer) => Some(pointer),
        _ => None,
    }
}
