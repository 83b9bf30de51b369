//! How values of parameters are written (OpenAPI 3.0.3, section 4.7.12.3; RFC 6570).

use percent_encoding::{utf8_percent_encode, AsciiSet, NON_ALPHANUMERIC};
use serde_json::Value;

/// Everything but RFC 3986 `unreserved`.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
/// `reserved` left as it is, less `#`, `&` and `+`, which would end or change the value, and `%` only where it is no escape.
const RESERVED: &AsciiSet = &STRICT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Styles of path parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// `a,b`.
    Simple,
    /// `.a.b`.
    Label,
    /// `;name=a,b`.
    Matrix,
}

/// Styles of query parameters and of properties of forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// `name=a,b`, exploded `name=a&name=b`.
    Form,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a%7Cb`.
    PipeDelimited,
    /// `name[key]=a`.
    DeepObject,
}

/// `text` with every byte outside `unreserved` percent-encoded.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, STRICT).to_string()
}

fn encode_with(text: &str, allow_reserved: bool) -> String {
    utf8_percent_encode(text, if allow_reserved { RESERVED } else { STRICT }).to_string()
}

/// A value that stands on its own: scalars as text, arrays and objects within styles as JSON.
pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Properties of an object less the absent ones, in the order of the value.
fn entries(object: &serde_json::Map<String, Value>) -> impl Iterator<Item = (&str, String)> {
    object
        .iter()
        .map(|(key, value)| (key.as_str(), scalar(value)))
}

/// A path parameter, percent-encoded.
pub(super) fn path(name: &str, style: PathStyle, explode: bool, value: &Value) -> String {
    let pairs: Vec<(Option<String>, String)> = match value {
        Value::Array(items) => items
            .iter()
            .map(|item| (None, encode(&scalar(item))))
            .collect(),
        Value::Object(object) => entries(object)
            .map(|(key, value)| (Some(encode(key)), encode(&value)))
            .collect(),
        other => vec![(None, encode(&scalar(other)))],
    };
    let is_object = value.is_object();
    let name = encode(name);
    let flat = |between: &str, inner: &str| {
        let parts: Vec<String> = pairs
            .iter()
            .map(|(key, value)| {
                key.as_ref()
                    .map_or_else(|| value.clone(), |key| format!("{key}{inner}{value}"))
            })
            .collect();
        parts.join(between)
    };
    match (style, explode) {
        (PathStyle::Simple, false) => flat(",", ","),
        (PathStyle::Simple, true) => flat(",", "="),
        (PathStyle::Label, false) => format!(".{}", flat(",", ",")),
        (PathStyle::Label, true) => format!(".{}", flat(".", "=")),
        (PathStyle::Matrix, true) if is_object => pairs
            .iter()
            .map(|(key, value)| matrix(key.as_deref(), value))
            .collect(),
        (PathStyle::Matrix, true) => pairs
            .iter()
            .map(|(_, value)| matrix(Some(&name), value))
            .collect(),
        (PathStyle::Matrix, false) => matrix(Some(&name), &flat(",", ",")),
    }
}

fn matrix(name: Option<&str>, value: &str) -> String {
    let name = name.unwrap_or_default();
    match value.is_empty() {
        true => format!(";{name}"),
        false => format!(";{name}={value}"),
    }
}

/// A query parameter as encoded names and values, none where an empty list has no form.
pub(super) fn query(
    name: &str,
    style: QueryStyle,
    explode: bool,
    allow_reserved: bool,
    value: &Value,
) -> Vec<(String, String)> {
    let text = |text: &str| encode_with(text, allow_reserved);
    let joined = |between: &str, parts: Vec<String>| match parts.is_empty() {
        true => Vec::new(),
        false => vec![(encode(name), parts.join(between))],
    };
    let between = match style {
        QueryStyle::SpaceDelimited => "%20",
        QueryStyle::PipeDelimited => "%7C",
        QueryStyle::Form | QueryStyle::DeepObject => ",",
    };
    match (style, value) {
        (QueryStyle::DeepObject, Value::Object(_) | Value::Array(_)) => {
            let mut pairs = Vec::new();
            deep(name, value, &mut |path, value| {
                pairs.push((encode(path), text(value)))
            });
            pairs
        }
        (_, Value::Array(items)) if explode => items
            .iter()
            .map(|item| (encode(name), text(&scalar(item))))
            .collect(),
        (_, Value::Array(items)) => joined(
            between,
            items.iter().map(|item| text(&scalar(item))).collect(),
        ),
        (_, Value::Object(object)) if explode && style == QueryStyle::Form => entries(object)
            .map(|(key, value)| (encode(key), text(&value)))
            .collect(),
        (_, Value::Object(object)) => joined(
            between,
            entries(object)
                .flat_map(|(key, value)| [encode(key), text(&value)])
                .collect(),
        ),
        (_, other) => vec![(encode(name), text(&scalar(other)))],
    }
}

/// `name[a][b]=value`, to any depth: OpenAPI leaves nesting open, this is what servers read. Items of arrays repeat the name
/// with `[]` left out, as the widespread parsers of exploded arrays expect.
fn deep(path: &str, value: &Value, each: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                deep(&format!("{path}[{key}]"), value, each);
            }
        }
        Value::Array(items) => {
            for item in items {
                deep(path, item, each);
            }
        }
        other => each(path, &scalar(other)),
    }
}

/// A header or cookie value in style `simple`, not encoded.
pub(super) fn plain(explode: bool, value: &Value) -> String {
    let inner = if explode { "=" } else { "," };
    match value {
        Value::Array(items) => items.iter().map(scalar).collect::<Vec<_>>().join(","),
        Value::Object(object) => entries(object)
            .map(|(key, value)| format!("{key}{inner}{value}"))
            .collect::<Vec<_>>()
            .join(","),
        other => scalar(other),
    }
}
