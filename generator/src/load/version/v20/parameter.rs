//! Parameters and headers of 2.0, whose type stands in them and not in a schema.

use serde_json::{json, Map, Value};

use super::Object;

/// Keywords that belong to the schema of a parameter or header.
const SCHEMA: &[&str] = &[
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
];

/// A parameter that is neither a body nor a field of a form; also a reference to one.
pub(super) fn convert(parameter: Value) -> Value {
    let Value::Object(mut members) = parameter else {
        return parameter;
    };
    if members.contains_key("$ref") {
        return Value::Object(members);
    }
    let location = members.get("in").and_then(Value::as_str).map(str::to_owned);
    let format = members.shift_remove("collectionFormat");
    let schema = schema(&mut members);
    if schema.get("type") == Some(&json!("array")) {
        let format = format.as_ref().and_then(Value::as_str);
        style(&mut members, location.as_deref(), format);
    }
    members.insert("schema".to_owned(), Value::Object(schema));
    Value::Object(members)
}

/// Takes the schema out of a parameter, a header or a field.
pub(super) fn schema(members: &mut Object) -> Object {
    let mut schema = Map::new();
    for key in SCHEMA {
        if let Some(value) = members.shift_remove(*key) {
            schema.insert((*key).to_owned(), value);
        }
    }
    if let Some(items) = schema.get_mut("items") {
        inner_items(items);
    }
    if schema.get("type") == Some(&json!("file")) {
        schema.insert("type".to_owned(), json!("string"));
        schema.insert("format".to_owned(), json!("binary"));
    }
    schema
}

/// Arrays within arrays have no style of their own in 3.0.
fn inner_items(items: &mut Value) {
    if let Value::Object(members) = items {
        members.shift_remove("collectionFormat");
        if let Some(items) = members.get_mut("items") {
            inner_items(items);
        }
    }
}

/// `collectionFormat` as style and explode (2.0, "Parameter Object"); without one it is `csv`.
pub(super) fn style(members: &mut Object, location: Option<&str>, format: Option<&str>) {
    let (style, explode) = match (format, location) {
        (Some("multi"), _) => ("form", true),
        (Some("ssv"), _) => ("spaceDelimited", false),
        (Some("pipes"), _) => ("pipeDelimited", false),
        // Tabs have no counterpart; the grammar refuses the word and shows the place.
        (Some("tsv"), _) => ("tsv", false),
        (_, Some("path" | "header")) => ("simple", false),
        _ => ("form", false),
    };
    members.insert("style".to_owned(), json!(style));
    members.insert("explode".to_owned(), json!(explode));
}
