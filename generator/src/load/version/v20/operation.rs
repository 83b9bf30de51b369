//! Operations of 2.0, whose bodies and forms are parameters.

use serde_json::{json, Map, Value};

use super::{media_types, parameter, Conversion, Object};
use crate::fidelity::Fate;
use crate::pointer::Pointer;

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch"];

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// A parameter with the place where it stands.
type Placed = (Value, Pointer);

impl Conversion {
    /// A path item: parameters of its own that are bodies or of forms go to its operations.
    pub(super) fn path_item(&mut self, item: Value, at: &Pointer) -> Value {
        let Value::Object(mut members) = item else {
            return item;
        };
        let shared = self.parameters_of(&mut members, at);
        let (content, plain): (Vec<_>, Vec<_>) = shared
            .into_iter()
            .partition(|(parameter, _)| self.is_content(parameter));
        self.put_parameters(&mut members, plain, at);
        for method in METHODS {
            if let Some(Value::Object(operation)) = members.get_mut(*method) {
                self.operation(operation, &content, &at.key(method));
            }
        }
        Value::Object(members)
    }

    fn operation(&mut self, members: &mut Object, shared: &[Placed], at: &Pointer) {
        let consumes =
            media_types(members.shift_remove("consumes")).or_else(|| self.consumes.clone());
        let produces =
            media_types(members.shift_remove("produces")).or_else(|| self.produces.clone());
        if members.shift_remove("schemes").is_some() {
            let how = "of an operation is not read: it is called as the others are";
            self.lose(Fate::NotGenerated, "Operation Object", at, "schemes", how);
        }
        let own = self.parameters_of(members, at);
        let (mut content, plain): (Vec<_>, Vec<_>) = own
            .into_iter()
            .partition(|(parameter, _)| self.is_content(parameter));
        if content.is_empty() {
            content = shared.to_vec();
        }
        self.put_parameters(members, plain, at);
        if let Some(body) = self.request_body(content, consumes.as_deref(), at) {
            members.insert("requestBody".to_owned(), body);
        }
        if let Some(Value::Object(responses)) = members.get_mut("responses") {
            let at = at.key("responses");
            for (status, response) in responses.iter_mut() {
                let place = at.key(status);
                let old = response.take();
                *response = self.response(old, produces.as_deref(), &place, &place);
            }
        }
    }

    fn parameters_of(&self, members: &mut Object, at: &Pointer) -> Vec<Placed> {
        let at = at.key("parameters");
        match members.shift_remove("parameters") {
            Some(Value::Array(parameters)) => parameters
                .into_iter()
                .enumerate()
                .map(|(index, parameter)| (parameter, at.index(index)))
                .collect(),
            Some(other) => {
                // The grammar says what is wrong with it.
                members.insert("parameters".to_owned(), other);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn put_parameters(&mut self, members: &mut Object, parameters: Vec<Placed>, at: &Pointer) {
        if parameters.is_empty() {
            return;
        }
        let at = at.key("parameters");
        let converted = parameters
            .into_iter()
            .enumerate()
            .map(|(index, (parameter, old))| {
                let new = at.index(index);
                self.moved.note(&new, &old);
                self.moved.note(&new.key("schema"), &old);
                self.lose_inner_formats(&parameter, &new.key("schema"));
                parameter::convert(parameter)
            });
        members.insert("parameters".to_owned(), Value::Array(converted.collect()));
    }

    /// The parameter itself, also behind a reference.
    fn resolved<'p>(&'p self, parameter: &'p Value) -> &'p Value {
        let target = parameter.get("$ref").and_then(Value::as_str);
        let name = target.and_then(|target| target.strip_prefix("#/parameters/"));
        name.and_then(|name| self.parameters.get(name))
            .unwrap_or(parameter)
    }

    fn is_content(&self, parameter: &Value) -> bool {
        let location = self.resolved(parameter).get("in").and_then(Value::as_str);
        matches!(location, Some("body" | "formData"))
    }

    fn request_body(
        &mut self,
        content: Vec<Placed>,
        consumes: Option<&[String]>,
        at: &Pointer,
    ) -> Option<Value> {
        let (parameter, place) = content.first()?;
        let new = at.key("requestBody");
        self.moved.note(&new, place);
        if self.resolved(parameter).get("in") == Some(&json!("body")) {
            // A shared body has the media types of the whole description, so it is written out where others are named.
            let body = body(self.resolved(parameter).clone(), consumes);
            for media_type in body["content"].as_object().into_iter().flat_map(Map::keys) {
                self.moved.note(&new.key("content").key(media_type), place);
            }
            return Some(body);
        }
        Some(self.form(content, consumes, &new))
    }

    /// The fields of a form as properties of one object.
    fn form(&mut self, fields: Vec<Placed>, consumes: Option<&[String]>, new: &Pointer) -> Value {
        let mut properties = Map::new();
        let mut encoding = Map::new();
        let mut required = Vec::new();
        let mut has_file = false;
        let mut places = Vec::new();
        for (field, place) in fields {
            let field = self.resolved(&field).clone();
            let Value::Object(mut members) = field.clone() else {
                continue;
            };
            let Some(Value::String(name)) = members.shift_remove("name") else {
                continue;
            };
            has_file |= members.get("type") == Some(&json!("file"));
            if members.get("required") == Some(&json!(true)) {
                required.push(name.clone());
            }
            let format = members.get("collectionFormat").and_then(Value::as_str);
            if members.get("type") == Some(&json!("array")) {
                let mut style = Map::new();
                parameter::style(&mut style, None, format);
                encoding.insert(name.clone(), Value::Object(style));
            }
            let mut schema = parameter::schema(&mut members);
            if let Some(description) = members.shift_remove("description") {
                schema.insert("description".to_owned(), description);
            }
            properties.insert(name.clone(), Value::Object(schema));
            places.push((name, place, field));
        }
        let has = |name: &str| consumes.is_some_and(|types| types.iter().any(|ty| ty == name));
        let media_type = if has_file || (has(MULTIPART) && !has(FORM)) {
            MULTIPART
        } else {
            FORM
        };
        let schema_at = new
            .key("content")
            .key(media_type)
            .key("schema")
            .key("properties");
        for (name, place, field) in places {
            let at = schema_at.key(&name);
            self.moved.note(&at, &place);
            self.lose_inner_formats(&field, &at);
            self.lose_of_field(&field, media_type, &at);
        }
        let is_required = !required.is_empty();
        let mut schema = json!({ "type": "object", "properties": properties });
        if is_required {
            schema["required"] = json!(required);
        }
        let mut content = json!({ media_type: { "schema": schema } });
        if !encoding.is_empty() && media_type == FORM {
            content[media_type]["encoding"] = Value::Object(encoding);
        }
        json!({ "required": is_required, "content": content })
    }
}

impl Conversion {
    /// Takes note of what the field of a form cannot say in 3.0.
    fn lose_of_field(&mut self, field: &Value, media_type: &str, at: &Pointer) {
        if field.get("allowEmptyValue").is_some() {
            let how = "of a form is not read: only a text can be sent empty";
            self.lose(
                Fate::Approximated,
                "Parameter Object",
                at,
                "allowEmptyValue",
                how,
            );
        }
        let format = field.get("collectionFormat").and_then(Value::as_str);
        if media_type == MULTIPART && format.is_some_and(|format| format != "multi") {
            let how = "of a part is not read: each item is a part of its own";
            self.lose(
                Fate::Approximated,
                "Parameter Object",
                at,
                "collectionFormat",
                how,
            );
        }
    }
}

/// A body parameter as a request body; JSON where nothing is said.
pub(super) fn body(parameter: Value, consumes: Option<&[String]>) -> Value {
    let Value::Object(mut members) = parameter else {
        return parameter;
    };
    let schema = members.shift_remove("schema").map(super::schemas);
    let otherwise = ["application/json".to_owned()];
    let consumes = consumes
        .filter(|types| !types.is_empty())
        .unwrap_or(&otherwise);
    let content = consumes.iter().map(|media_type| {
        let mut entry = Map::new();
        if let Some(schema) = &schema {
            entry.insert("schema".to_owned(), schema.clone());
        }
        (media_type.clone(), Value::Object(entry))
    });
    let content: Object = content.collect();
    let mut body = Map::new();
    for key in ["description", "required"] {
        if let Some(value) = members.shift_remove(key) {
            body.insert(key.to_owned(), value);
        }
    }
    body.insert("content".to_owned(), Value::Object(content));
    Value::Object(body)
}
