//! Steps from what a description may look like to the one shape that the typed model reads: OpenAPI 3.0 without siblings of
//! `$ref`. A step for a version, such as 3.1 to 3.0, gets a file of its own and a line in [`normalise`].

use serde_json::{json, Map, Value};

use crate::pointer::Pointer;

/// The raw tree in the internal shape.
pub(super) fn normalise(mut raw: Value, schemas_with_siblings: &[Pointer]) -> Value {
    for pointer in schemas_with_siblings {
        if let Some(Value::Object(schema)) = raw.pointer_mut(pointer.path()) {
            wrap_reference(schema);
        }
    }
    raw
}

/// A callback behind a reference becomes a map of references to its path items, because the typed model has no references in its
/// place. `callbacks` are these references with what they lead to.
pub(super) fn write_out_callbacks(raw: &mut Value, callbacks: &[(Pointer, Pointer)]) {
    for (place, target) in callbacks {
        let Some(Value::Object(items)) = raw.pointer(target.path()) else {
            continue;
        };
        let expressions = items.keys().filter(|key| !key.starts_with("x-"));
        let items: Map<_, _> = expressions
            .map(|key| {
                let item = target.key(key).path().replace('%', "%25");
                (key.clone(), json!({ "$ref": format!("#{item}") }))
            })
            .collect();
        if let Some(place) = raw.pointer_mut(place.path()) {
            *place = Value::Object(items);
        }
    }
}

/// Keywords that say something about a schema without saying which values it has.
const ANNOTATIONS: &[&str] = &[
    "default",
    "deprecated",
    "description",
    "example",
    "externalDocs",
    "nullable",
    "readOnly",
    "title",
    "writeOnly",
    "xml",
];

/// Whether a keyword beside `$ref` is kept. OpenAPI 3.0 ignores them all (4.7.23); real descriptions mean those that annotate,
/// and `nullable`, which nothing else can say of a reference. Other keywords would narrow the target, often to nothing.
pub(super) fn is_kept_beside_reference(keyword: &str) -> bool {
    keyword.starts_with("x-") || ANNOTATIONS.contains(&keyword)
}

/// `{$ref, a, b}` becomes `{a, b, allOf: [{$ref}]}` for all `a` and `b` that are kept.
fn wrap_reference(schema: &mut Map<String, Value>) {
    let Some(target) = schema.shift_remove("$ref") else {
        return;
    };
    schema.retain(|keyword, _| is_kept_beside_reference(keyword));
    if schema.is_empty() {
        schema.insert("$ref".to_owned(), target);
    } else {
        schema.insert("allOf".to_owned(), json!([{ "$ref": target }]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::FileId;

    #[test]
    fn annotations_beside_a_reference_are_kept() {
        let raw = json!({
            "a": {"$ref": "#/b", "description": "x", "type": "string"},
            "b": {"allOf": [1], "$ref": "#/c"}
        });
        let at = |path| Pointer::from_text(FileId(0), path);
        assert_eq!(
            normalise(raw, &[at("/a"), at("/b"), at("/c")]),
            json!({
                "a": {"description": "x", "allOf": [{"$ref": "#/b"}]},
                "b": {"$ref": "#/c"}
            })
        );
    }
}
