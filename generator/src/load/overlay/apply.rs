//! Actions applied to a raw tree, the places of all nodes kept.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::read::{Action, What};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::files::weight;
use crate::load::limits::{MAX_DEPTH, MAX_NODES};
use crate::load::moved::Moved;
use crate::load::report::Report;
use crate::pointer::{FileId, Pointer};

/// The tree after all actions, in order.
pub(super) fn apply(
    mut raw: Value,
    moved: &mut Moved,
    actions: Vec<Action<'_>>,
    report: &mut Report,
) -> Value {
    let mut budget = MAX_NODES.saturating_sub(weight(&raw));
    for action in actions {
        let places = selected(&raw, &action.target);
        if places.is_empty() {
            let message = "this selects nothing of the description, and nothing is changed";
            let at = action.at.key("target");
            let warning = Diagnostic::warning(codes::OVERLAY_WITHOUT_EFFECT, &at, message);
            report.push(warning.help("compare the path with the description"));
        }
        let (value, from) = match action.what {
            What::Remove => {
                for place in places.iter().rev() {
                    remove(&mut raw, place, moved);
                }
                continue;
            }
            What::Update(value) => (value.clone(), action.at.key("update")),
            What::Copy(path) => match selected(&raw, &path).as_slice() {
                [one] => {
                    let value = raw.pointer(one.path()).cloned().unwrap_or_default();
                    (value, moved.original(one))
                }
                several => {
                    let message = format!(
                        "`copy` selects one node of the description, and this {}",
                        several.len()
                    );
                    let at = action.at.key("copy");
                    report.push(Diagnostic::error(codes::INVALID_OVERLAY, &at, message));
                    continue;
                }
            },
        };
        let cost = weight(&value).saturating_mul(places.len());
        let deepest = places.iter().map(|place| place.tokens().count()).max();
        if cost > budget || deepest.unwrap_or_default() + depth(&value) > MAX_DEPTH {
            let message = "with this action the description is too large or too deep";
            report.push(Diagnostic::error(
                codes::TOO_MANY_NODES,
                &action.at,
                message,
            ));
            continue;
        }
        budget -= cost;
        for place in &places {
            if let Some(target) = raw.pointer_mut(place.path()) {
                merge(target, place, &value, &from, moved);
            }
        }
    }
    raw
}

/// The places that the path selects, in the order of the description, each once.
fn selected(raw: &Value, path: &JsonPath) -> Vec<Pointer> {
    let located = path.query_located(raw);
    let places = located.locations();
    let mut places: Vec<Pointer> = places
        .map(|place| Pointer::from_text(FileId(0), &place.to_json_pointer()))
        .collect();
    // Items by number, so that the last can be removed first.
    places.sort_by_cached_key(|place| -> Vec<(Option<usize>, String)> {
        let tokens = place.tokens();
        tokens.map(|token| (token.parse().ok(), token)).collect()
    });
    places.dedup();
    places
}

fn remove(raw: &mut Value, place: &Pointer, moved: &mut Moved) {
    let (Some(parent), Some(token)) = (place.parent(), place.last()) else {
        *raw = Value::Null;
        return;
    };
    match raw.pointer_mut(parent.path()) {
        Some(Value::Object(members)) => {
            members.shift_remove(&token);
            moved.forget(place);
        }
        Some(Value::Array(items)) => {
            let index = token.parse().ok();
            if let Some(index) = index.filter(|index| *index < items.len()) {
                items.remove(index);
                moved.close_gap(&parent, index, items.len());
            }
        }
        _ => {}
    }
}

/// Objects member by member, lists one behind the other; anything else is replaced (Overlay 1.1.0, 4.4.3.1).
fn merge(target: &mut Value, at: &Pointer, update: &Value, from: &Pointer, moved: &mut Moved) {
    match (target, update) {
        (Value::Object(members), Value::Object(update)) => {
            for (key, value) in update {
                let (at, from) = (at.key(key), from.key(key));
                match members.get_mut(key) {
                    Some(member) => merge(member, &at, value, &from, moved),
                    None => {
                        members.insert(key.clone(), value.clone());
                        moved.replace(&at, &from);
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(update)) => {
            for (index, value) in update.iter().enumerate() {
                moved.replace(&at.index(items.len()), &from.index(index));
                items.push(value.clone());
            }
        }
        (Value::Array(items), update) => {
            moved.replace(&at.index(items.len()), from);
            items.push(update.clone());
        }
        (target, update) => {
            *target = update.clone();
            moved.replace(at, from);
        }
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        _ => 1,
    }
}
