//! The extensions that lowering reads, each checked in one place.

use serde_json::Value;

use super::words;
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;
use crate::spec::{Extensions, Schema};

/// The words that `x-sdk-name` gives; `None` where it is absent or not a text.
pub(super) fn name_words(extensions: &Extensions) -> Option<Vec<String>> {
    let text = extensions.get("x-sdk-name")?.as_str()?;
    Some(words::words(text))
}

/// A text, `None` where the extension is absent; anything else than a text is reported.
pub(super) fn text<'e>(
    extensions: &'e Extensions,
    key: &str,
    owner: &Pointer,
    problems: &mut Diagnostics,
) -> Option<&'e str> {
    let value = extensions.get(key)?;
    if value.as_str().is_none_or(str::is_empty) {
        problems.push(wrong(&owner.key(key), key, "a text that is not empty"));
    }
    value.as_str()
}

/// The report that an extension is not what it must be.
pub(super) fn wrong(pointer: &Pointer, key: &str, expected: &str) -> Diagnostic {
    Diagnostic::error(
        codes::EXTENSION_VALUE,
        pointer,
        format!("`{key}` must be {expected}"),
    )
}

/// A member of an extension's object that must be a text.
pub(super) fn member<'v>(
    value: &'v Value,
    name: &str,
    pointer: &Pointer,
    problems: &mut Diagnostics,
) -> Option<&'v str> {
    let found = value.get(name).and_then(Value::as_str);
    if found.is_none() {
        problems.push(wrong(pointer, name, "a text"));
    }
    found
}

/// The values that `x-extensible-enum` lists, or an empty list for `x-sdk-enum: open`: the enum takes other values too.
pub(super) fn extensible(schema: &Schema) -> Option<&[Value]> {
    if let Some(Value::Array(values)) = schema.extensions.get("x-extensible-enum") {
        return Some(values);
    }
    let open = schema.extensions.get("x-sdk-enum").and_then(Value::as_str) == Some("open");
    open.then_some(&[])
}
