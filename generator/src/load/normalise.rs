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

/// `{$ref, a, b}` becomes `{a, b, allOf: [{$ref}]}`, so that `a` and `b` are not lost. An `allOf` that is there grows at its
/// end, because the pointers to its items must stay as they are.
fn wrap_reference(schema: &mut Map<String, Value>) {
    let Some(target) = schema.shift_remove("$ref") else {
        return;
    };
    let reference = json!({ "$ref": target });
    let all_of = schema
        .entry("allOf")
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(items) = all_of {
        items.push(reference);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::FileId;

    #[test]
    fn siblings_of_a_reference_are_kept() {
        let raw =
            json!({"a": {"$ref": "#/b", "description": "x"}, "b": {"allOf": [1], "$ref": "#/c"}});
        let at = |path| Pointer::from_text(FileId(0), path);
        assert_eq!(
            normalise(raw, &[at("/a"), at("/b"), at("/c")]),
            json!({
                "a": {"description": "x", "allOf": [{"$ref": "#/b"}]},
                "b": {"allOf": [1, {"$ref": "#/c"}]}
            })
        );
    }
}
