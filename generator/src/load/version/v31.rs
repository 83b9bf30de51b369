//! OpenAPI 3.1 to the internal shape, which is that of 3.0. What 3.0 cannot say stays where it is (`prefixItems`,
//! `patternProperties`) or goes into a key of ours that no description can have, because the grammar refuses unknown keys that
//! begin with `x-sdk-`.

use serde_json::{json, Map, Value};

use crate::pointer::Pointer;

/// The types of a schema that has several, or none but null.
pub(in crate::load) const TYPES: &str = "x-sdk-types";

/// The raw tree in the internal shape; `schemas` are the places of all schemas.
pub(in crate::load) fn normalise(mut raw: Value, schemas: &[Pointer]) -> Value {
    for pointer in schemas {
        match raw.pointer_mut(pointer.path()) {
            Some(Value::Object(members)) => schema(members),
            Some(place @ Value::Bool(true)) => *place = json!({}),
            Some(place @ Value::Bool(false)) => *place = json!({"not": {}}),
            _ => {}
        }
    }
    if let Value::Object(members) = &mut raw {
        root(members);
    }
    raw
}

/// What 3.1 lets a description leave out.
fn root(members: &mut Map<String, Value>) {
    let paths = members.entry("paths").or_insert_with(|| json!({}));
    let items = paths.as_object_mut().into_iter().flat_map(Map::values_mut);
    for item in items {
        responses(item);
    }
    if let Some(Value::Object(items)) = members.get_mut("webhooks") {
        items.values_mut().for_each(responses);
    }
    let components = members.get_mut("components").and_then(Value::as_object_mut);
    let Some(components) = components else {
        return;
    };
    if let Some(Value::Object(items)) = components.get_mut("pathItems") {
        items.values_mut().for_each(responses);
    }
    callbacks(components);
    if let Some(Value::Object(schemes)) = components.get_mut("securitySchemes") {
        for scheme in schemes.values_mut().filter_map(Value::as_object_mut) {
            if scheme.get("type") == Some(&json!("mutualTLS")) {
                scheme.insert("type".to_owned(), json!("http"));
                scheme.insert("scheme".to_owned(), json!("mutualTLS"));
            }
        }
    }
}

/// An operation may have no `responses`.
fn responses(item: &mut Value) {
    const METHODS: &[&str] = &[
        "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
    ];
    for method in METHODS {
        if let Some(Value::Object(operation)) = item.get_mut(method) {
            operation.entry("responses").or_insert_with(|| json!({}));
            callbacks(operation);
        }
    }
    let others = item.get_mut("additionalOperations");
    let others = others.and_then(Value::as_object_mut).into_iter();
    for operation in others
        .flat_map(Map::values_mut)
        .filter_map(Value::as_object_mut)
    {
        operation.entry("responses").or_insert_with(|| json!({}));
        callbacks(operation);
    }
}

/// The same for the operations of all callbacks of an owner. The typed model takes each key of a callback for an expression.
fn callbacks(owner: &mut Map<String, Value>) {
    let callbacks = owner.get_mut("callbacks").and_then(Value::as_object_mut);
    let callbacks = callbacks.into_iter().flat_map(Map::values_mut);
    for items in callbacks.filter_map(Value::as_object_mut) {
        items.retain(|key, _| !key.starts_with("x-"));
        items.values_mut().for_each(responses);
    }
}

fn schema(members: &mut Map<String, Value>) {
    types(members);
    bound(members, "exclusiveMinimum", "minimum", |new, old| {
        new >= old
    });
    bound(members, "exclusiveMaximum", "maximum", |new, old| {
        new <= old
    });
    if let Some(value) = members.shift_remove("const") {
        members.insert("enum".to_owned(), json!([value]));
    }
    if let Some(Value::Array(examples)) = members.shift_remove("examples") {
        if let Some(first) = examples.into_iter().next() {
            members.entry("example").or_insert(first);
        }
    }
    content(members);
    members.shift_remove("$dynamicRef");
    reference(members);
}

/// A list of types: null becomes `nullable`, a single other one `type`, several go into [`TYPES`].
fn types(members: &mut Map<String, Value>) {
    let listed = match members.get("type") {
        Some(Value::Array(types)) => types.clone(),
        Some(Value::String(one)) if one == "null" => vec![json!("null")],
        _ => return,
    };
    let (null, others): (Vec<_>, Vec<_>) = listed.into_iter().partition(|ty| *ty == "null");
    if !null.is_empty() {
        members.insert("nullable".to_owned(), json!(true));
    }
    match others.as_slice() {
        [one] => {
            let one = one.clone();
            members.insert("type".to_owned(), one);
        }
        _ => {
            members.shift_remove("type");
            members.insert(TYPES.to_owned(), Value::Array(others));
        }
    }
}

/// `exclusiveMinimum: 3` becomes `minimum: 3, exclusiveMinimum: true`, unless an inclusive bound is tighter.
fn bound(
    members: &mut Map<String, Value>,
    exclusive: &str,
    inclusive: &str,
    is_tighter: fn(f64, f64) -> bool,
) {
    let Some(limit @ Value::Number(_)) = members.get(exclusive).cloned() else {
        return;
    };
    members.shift_remove(exclusive);
    let old = members.get(inclusive).and_then(Value::as_f64);
    let new = limit.as_f64().unwrap_or_default();
    if old.is_none_or(|old| is_tighter(new, old)) {
        members.insert(inclusive.to_owned(), limit);
        members.insert(exclusive.to_owned(), json!(true));
    }
}

/// `contentEncoding` says what the formats of 3.0 said (3.1.1, 4.8.24.2): text that holds bytes, or bytes.
fn content(members: &mut Map<String, Value>) {
    let encoding = members.shift_remove("contentEncoding");
    let media_type = members.shift_remove("contentMediaType");
    let format = match (encoding.as_ref().and_then(Value::as_str), media_type) {
        (Some("base64"), _) => "byte",
        (Some("base64url"), _) => "base64url",
        (Some("binary"), _) => "binary",
        (None, Some(Value::String(media_type))) if !is_text(&media_type) => "binary",
        _ => return,
    };
    members.entry("format").or_insert_with(|| json!(format));
}

/// Whether what has this media type is text.
pub(in crate::load) fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/") || media_type.contains("json") || media_type.contains("xml")
}

/// `{$ref, a}` becomes `{a, allOf: [{$ref}]}`: keywords beside a reference count as they stand.
fn reference(members: &mut Map<String, Value>) {
    if members.len() < 2 {
        return;
    }
    let Some(target) = members.shift_remove("$ref") else {
        return;
    };
    let all_of = members.entry("allOf").or_insert_with(|| json!([]));
    if let Value::Array(all_of) = all_of {
        all_of.push(json!({ "$ref": target }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalised(mut value: Value) -> Value {
        if let Value::Object(members) = &mut value {
            schema(members);
        }
        value
    }

    #[test]
    fn types_lose_null() {
        for (new, old) in [
            (
                json!({"type": ["string", "null"]}),
                json!({"type": "string", "nullable": true}),
            ),
            (json!({"type": ["string"]}), json!({"type": "string"})),
            (
                json!({"type": "null"}),
                json!({"nullable": true, "x-sdk-types": []}),
            ),
            (
                json!({"type": ["string", "integer"]}),
                json!({"x-sdk-types": ["string", "integer"]}),
            ),
        ] {
            assert_eq!(normalised(new), old);
        }
    }

    #[test]
    fn what_may_be_left_out_is_filled_in() {
        let short = json!({"openapi": "3.1.0"});
        assert_eq!(
            normalise(short, &[]),
            json!({"openapi": "3.1.0", "paths": {}})
        );
        let quiet = json!({"paths": {"/a": {"delete": {}}}});
        assert_eq!(
            normalise(quiet, &[]),
            json!({"paths": {"/a": {"delete": {"responses": {}}}}})
        );
    }

    #[test]
    fn encodings_are_formats() {
        for (encoding, format) in [
            ("base64", json!("byte")),
            ("base64url", json!("base64url")),
            // RFC 2045, 6.2: bytes as they are.
            ("binary", json!("binary")),
            ("quoted-printable", Value::Null),
        ] {
            let schema = normalised(json!({"contentEncoding": encoding}));
            assert_eq!(schema["format"], format, "{encoding}");
        }
    }

    #[test]
    fn the_tighter_bound_counts() {
        for (new, old) in [
            (
                json!({"exclusiveMinimum": 3}),
                json!({"minimum": 3, "exclusiveMinimum": true}),
            ),
            (
                json!({"exclusiveMinimum": 3, "minimum": 5}),
                json!({"minimum": 5}),
            ),
            (
                json!({"exclusiveMaximum": 3, "maximum": 5}),
                json!({"maximum": 3, "exclusiveMaximum": true}),
            ),
        ] {
            assert_eq!(normalised(new), old);
        }
    }

    #[test]
    fn keywords_beside_a_reference_count() {
        assert_eq!(
            normalised(json!({"$ref": "#/a", "const": "b"})),
            json!({"enum": ["b"], "allOf": [{"$ref": "#/a"}]})
        );
        assert_eq!(normalised(json!({"$ref": "#/a"})), json!({"$ref": "#/a"}));
    }
}
