//! What docstrings say: the prose of the description, and what the types alone do not tell.

use super::literal;
use crate::emit::sink::{code, Code};
use crate::ir::{Docs, Field};

/// Summary and description as one text; `otherwise` where there is neither.
pub fn prose(docs: &Docs, otherwise: &str) -> String {
    let texts = [&docs.summary, &docs.description];
    let mut texts: Vec<&str> = texts
        .into_iter()
        .flatten()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    texts.dedup();
    if texts.is_empty() {
        return otherwise.to_owned();
    }
    texts.join("\n\n")
}

/// The docstring of an attribute.
pub fn field(field: &Field) -> Code {
    let mut own = default(field.default.as_ref());
    if field.deprecated {
        own.push(code!("Deprecated."));
    }
    if field.read_only {
        own.push(code!("Only the server sends it."));
    }
    if field.write_only {
        own.push(code!("Only the client sends it."));
    }
    literal::docstring(
        &prose(&field.docs, &format!("Property `{}`.", field.name.wire)),
        &own,
        4,
    )
}

/// A paragraph about the value a server assumes.
pub fn default(value: Option<&serde_json::Value>) -> Vec<Code> {
    value
        .map(|value| code!("Default: {}.", literal::span(&value.to_string())))
        .into_iter()
        .collect()
}
