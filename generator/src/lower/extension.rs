//! The extensions that lowering reads. `load` has checked where they stand and what shape they have.

use serde_json::Value;

use super::words;
use crate::ir::Name;
use crate::spec::{Extensions, Schema};

/// A text; `None` where the extension is absent.
pub(super) fn text<'e>(extensions: &'e Extensions, key: &str) -> Option<&'e str> {
    extensions.get(key)?.as_str()
}

/// The words that `x-sdk-name` gives.
pub(super) fn name_words(extensions: &Extensions) -> Option<Vec<String>> {
    text(extensions, "x-sdk-name").map(words::words)
}

/// The name of a thing that may have another by `x-sdk-name`.
pub(super) fn name(wire: &str, extensions: &Extensions) -> Name {
    Name {
        wire: wire.to_owned(),
        words: name_words(extensions).unwrap_or_else(|| words::words(wire)),
    }
}

/// The values that `x-extensible-enum` lists.
pub(super) fn extensible_values(schema: &Schema) -> Option<&[Value]> {
    let values = schema.extensions.get("x-extensible-enum")?.as_array()?;
    Some(values)
}

/// Whether an extension says that a set of values is open or closed.
pub(super) fn openness(schema: &Schema) -> Option<bool> {
    match text(&schema.extensions, "x-sdk-enum") {
        Some("open") => Some(true),
        Some("closed") => Some(false),
        _ => extensible_values(schema).map(|_| true),
    }
}
