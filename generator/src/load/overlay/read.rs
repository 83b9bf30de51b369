//! The actions of an overlay (Overlay 1.0.0 and 1.1.0, section 4.4), each checked at its place.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::grammar::closest;
use crate::load::report::Report;
use crate::pointer::{FileId, Pointer};

/// A change of all nodes that a path selects.
pub(super) struct Action<'o> {
    /// Where the action stands.
    pub at: Pointer,
    pub target: JsonPath,
    pub what: What<'o>,
}

/// What is changed.
pub(super) enum What<'o> {
    /// The nodes go.
    Remove,
    /// This is merged into the nodes.
    Update(&'o Value),
    /// The node that the path selects is merged into the nodes.
    Copy(JsonPath),
}

const OVERLAY: &[&str] = &["overlay", "info", "extends", "actions"];
const ACTION: &[&str] = &["target", "description", "update", "remove"];
const ACTION_11: &[&str] = &["target", "description", "update", "remove", "copy"];

/// The actions that are sound; the report says what is wrong with the others.
pub(super) fn actions<'o>(
    overlay: &'o Value,
    file: FileId,
    report: &mut Report,
) -> Vec<Action<'o>> {
    let root = Pointer::root(file);
    let Some(members) = overlay.as_object() else {
        report.push(invalid(&root, "an overlay is an object"));
        return Vec::new();
    };
    let keywords = match members.get("overlay").and_then(Value::as_str) {
        Some("1.0.0") => ACTION,
        Some("1.1.0") => ACTION_11,
        _ => {
            let message = "an overlay says its version, which is 1.0.0 or 1.1.0";
            let at = root.key("overlay");
            report.push(invalid(&at, message).help("start with `overlay: 1.0.0`"));
            return Vec::new();
        }
    };
    known(members, &root, OVERLAY, report);
    let Some(list) = members.get("actions").and_then(Value::as_array) else {
        report.push(invalid(
            &root.key("actions"),
            "the actions of an overlay are a list",
        ));
        return Vec::new();
    };
    let mut actions = Vec::new();
    for (index, action) in list.iter().enumerate() {
        let at = root.key("actions").index(index);
        match action.as_object() {
            Some(members) => {
                known(members, &at, keywords, report);
                actions.extend(read(members, at, report));
            }
            None => report.push(invalid(&at, "an action is an object")),
        }
    }
    actions
}

fn read<'o>(
    members: &'o Map<String, Value>,
    at: Pointer,
    report: &mut Report,
) -> Option<Action<'o>> {
    if !members.contains_key("target") {
        report.push(invalid(&at, "the action lacks \"target\"").at_key());
        return None;
    }
    let target = path(members, "target", &at, report)?;
    let what = match members.get("remove") {
        Some(Value::Bool(true)) => What::Remove,
        Some(Value::Bool(false)) | None => match members.get("update") {
            Some(update) => What::Update(update),
            None if members.contains_key("copy") => What::Copy(path(members, "copy", &at, report)?),
            None => {
                let message = "the action does nothing: it has neither `update` nor `remove`";
                report.push(invalid(&at, message).at_key());
                return None;
            }
        },
        Some(_) => {
            report.push(invalid(&at.key("remove"), "`remove` is true or false"));
            return None;
        }
    };
    Some(Action { at, target, what })
}

/// A path of RFC 9535.
fn path(
    members: &Map<String, Value>,
    keyword: &str,
    at: &Pointer,
    report: &mut Report,
) -> Option<JsonPath> {
    let at = at.key(keyword);
    let Some(Value::String(text)) = members.get(keyword) else {
        report.push(invalid(
            &at,
            &format!("`{keyword}` is a JSONPath, as a text"),
        ));
        return None;
    };
    match JsonPath::parse(text) {
        Ok(path) => Some(path),
        Err(problem) => {
            let message = format!("this is not a JSONPath: {}", problem.message());
            let help = "write it as in $.paths['/pets'].get (RFC 9535)";
            report.push(invalid(&at, &message).help(help));
            None
        }
    }
}

fn known(members: &Map<String, Value>, at: &Pointer, keywords: &[&str], report: &mut Report) {
    for key in members.keys() {
        if keywords.contains(&key.as_str()) || key.starts_with("x-") {
            continue;
        }
        let message = format!("{key:?} is not a keyword of an overlay of this version");
        let mut error = invalid(&at.key(key), &message).at_key();
        let near = closest(key, keywords.iter().copied());
        error.help = near.map(|near| format!("did you mean {near:?}?"));
        report.push(error);
    }
}

fn invalid(at: &Pointer, message: &str) -> Diagnostic {
    Diagnostic::error(codes::INVALID_OVERLAY, at, message)
}
