//! Responses of 2.0: one schema for all media types that are produced.

use serde_json::{json, Map, Value};

use super::{parameter, Conversion, Object};
use crate::fidelity::Fate;
use crate::pointer::Pointer;

impl Conversion {
    /// A response, or a reference to one.
    pub(super) fn response(
        &mut self,
        response: Value,
        produces: Option<&[String]>,
        new: &Pointer,
        old: &Pointer,
    ) -> Value {
        let Value::Object(mut members) = response else {
            return response;
        };
        if members.contains_key("$ref") {
            return Value::Object(members);
        }
        let schema = members.shift_remove("schema").map(super::schemas);
        let examples = members.shift_remove("examples");
        if let Some(Value::Object(headers)) = members.get_mut("headers") {
            let at = (new.key("headers"), old.key("headers"));
            for (name, header) in headers.iter_mut() {
                let place = at.1.key(name);
                self.moved.note(&at.0.key(name).key("schema"), &place);
                self.lose_format(header, &at.0.key(name));
                self::header(header);
            }
        }
        if schema.is_some() || examples.is_some() {
            let named = examples.as_ref().and_then(Value::as_object).cloned();
            let content = content(schema, examples, produces);
            for media_type in named.unwrap_or_default().keys() {
                if !content.contains_key(media_type) {
                    let how = "is not read: the operation does not produce it";
                    let at = new.key("examples");
                    self.lose(Fate::Annotation, "Example Object", &at, media_type, how);
                }
            }
            for media_type in content.keys() {
                let place = new.key("content").key(media_type);
                self.moved.note(&place, old);
                let example = old.key("examples").key(media_type);
                self.moved.note(&place.key("example"), &example);
            }
            members.insert("content".to_owned(), Value::Object(content));
        }
        Value::Object(members)
    }

    fn lose_format(&mut self, header: &Value, at: &Pointer) {
        let format = header.get("collectionFormat").and_then(Value::as_str);
        if format.is_some_and(|format| format != "csv") {
            let how = "of a header is not read: its values have commas between";
            self.lose(
                Fate::Approximated,
                "Header Object",
                at,
                "collectionFormat",
                how,
            );
        }
    }
}

/// Bytes where the schema is a file and nothing says of which type; else JSON where nothing is said.
fn content(schema: Option<Value>, examples: Option<Value>, produces: Option<&[String]>) -> Object {
    let is_file = schema
        .as_ref()
        .is_some_and(|schema| schema.get("format") == Some(&json!("binary")));
    let otherwise = [if is_file {
        "application/octet-stream"
    } else {
        "application/json"
    }
    .to_owned()];
    let produces = produces
        .filter(|types| !types.is_empty())
        .unwrap_or(&otherwise);
    let mut content = Map::new();
    for media_type in produces {
        let mut entry = Map::new();
        if let Some(schema) = &schema {
            entry.insert("schema".to_owned(), schema.clone());
        }
        if let Some(example) = examples.as_ref().and_then(|all| all.get(media_type)) {
            entry.insert("example".to_owned(), example.clone());
        }
        content.insert(media_type.clone(), Value::Object(entry));
    }
    content
}

fn header(header: &mut Value) {
    let Value::Object(members) = header else {
        return;
    };
    members.shift_remove("collectionFormat");
    let schema = parameter::schema(members);
    members.insert("schema".to_owned(), Value::Object(schema));
}
