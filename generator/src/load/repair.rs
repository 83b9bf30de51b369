//! Small faults of a raw tree that nobody can misunderstand: noted by the grammar with a warning, mended before the typed model
//! sees them.

use serde_json::{json, Value};

use crate::pointer::Pointer;

/// What stands in for a keyword that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// An object without members.
    Nothing,
    /// An empty text.
    Empty,
    /// The title of an API that has none.
    Title,
    /// The version of an API that has none.
    Version,
    /// An Info Object.
    Info,
}

impl Fill {
    fn value(self) -> Value {
        match self {
            Self::Nothing => json!({}),
            Self::Empty => json!(""),
            Self::Title => json!("API"),
            Self::Version => json!("0"),
            Self::Info => json!({"title": "API", "version": "0"}),
        }
    }
}

/// A change of the raw tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Repair {
    /// Adds a keyword to the object here.
    Add(Pointer, &'static str, Fill),
    /// Makes the number, boolean or null here a text.
    Text(Pointer),
    /// Puts an object without members here.
    Empty(Pointer),
    /// Puts a list without items here.
    List(Pointer),
    /// Takes away a keyword of the object here.
    Remove(Pointer, &'static str),
}

/// The raw tree with all repairs made.
pub(super) fn repaired(mut raw: Value, repairs: &[Repair]) -> Value {
    for repair in repairs {
        let (Repair::Add(place, ..)
        | Repair::Text(place)
        | Repair::Empty(place)
        | Repair::List(place)
        | Repair::Remove(place, _)) = repair;
        let Some(value) = raw.pointer_mut(place.path()) else {
            continue;
        };
        match (repair, value) {
            (Repair::Add(_, keyword, fill), Value::Object(members)) => {
                members.insert((*keyword).to_owned(), fill.value());
            }
            (Repair::Remove(_, keyword), Value::Object(members)) => {
                members.shift_remove(*keyword);
            }
            (Repair::Text(_), value @ (Value::Number(_) | Value::Bool(_) | Value::Null)) => {
                *value = Value::String(value.to_string());
            }
            (Repair::Empty(_), value) => *value = json!({}),
            (Repair::List(_), value) => *value = json!([]),
            _ => {}
        }
    }
    raw
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::FileId;

    #[test]
    fn repairs_change_what_they_name() {
        let at = |path| Pointer::from_text(FileId(0), path);
        let raw = json!({"info": {"version": 1}, "a": {"required": true}});
        let repairs = [
            Repair::Add(at("/info"), "title", Fill::Title),
            Repair::Text(at("/info/version")),
            Repair::Remove(at("/a"), "required"),
            Repair::Text(at("/nowhere")),
        ];
        assert_eq!(
            repaired(raw, &repairs),
            json!({"info": {"version": "1", "title": "API"}, "a": {}})
        );
    }
}
