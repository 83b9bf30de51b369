//! OpenAPI 2.0 to the shape of 3.0. What is malformed stays as it is, for the grammar to say what is wrong with it; keys that
//! neither version knows stay where they are for the same reason.

mod operation;
mod parameter;
mod response;
mod security;

use serde_json::{json, Map, Value};

use crate::fidelity::{Construct, Fate};
use crate::load::moved::Moved;
use crate::pointer::Pointer;

/// The object of a description, in its order.
type Object = Map<String, Value>;

/// What became of a description of 2.0.
#[derive(Default)]
pub(in crate::load) struct Converted {
    /// The raw tree in the shape of 3.0.
    pub raw: Value,
    /// Where its nodes were.
    pub moved: Moved,
    /// What 3.0 has no place for.
    pub lost: Vec<Construct>,
}

/// Puts a raw tree into the shape of 3.0.
pub(in crate::load) fn convert(raw: Value, root: &Pointer) -> Converted {
    let Value::Object(mut old) = raw else {
        return Converted {
            raw,
            ..Converted::default()
        };
    };
    let mut conversion = Conversion {
        moved: Moved::default(),
        lost: Vec::new(),
        consumes: media_types(old.shift_remove("consumes")),
        produces: media_types(old.shift_remove("produces")),
        parameters: match old.get("parameters") {
            Some(Value::Object(parameters)) => parameters.clone(),
            _ => Map::new(),
        },
    };
    let mut new = Map::new();
    new.insert("openapi".to_owned(), json!("3.0.3"));
    conversion
        .moved
        .note(&root.key("openapi"), &root.key("swagger"));
    old.shift_remove("swagger");
    let servers = servers(&mut old);
    let components = conversion.components(&mut old, root);
    for (key, value) in old {
        let value = match key.as_str() {
            "paths" => conversion.paths(value, &root.key("paths")),
            _ => value,
        };
        new.insert(key, value);
    }
    new.insert("servers".to_owned(), servers);
    new.insert("components".to_owned(), components);
    let mut new = Value::Object(new);
    references(&mut new, &conversion.parameters);
    Converted {
        raw: new,
        moved: conversion.moved,
        lost: conversion.lost,
    }
}

/// What the parts of a description share.
struct Conversion {
    moved: Moved,
    lost: Vec<Construct>,
    consumes: Option<Vec<String>>,
    produces: Option<Vec<String>>,
    /// The shared parameters.
    parameters: Object,
}

impl Conversion {
    /// Takes note of a keyword that 3.0 has no place for, in an object whose place in the new shape is known.
    fn lose(&mut self, fate: Fate, object: &'static str, owner: &Pointer, key: &str, how: &str) {
        self.lost.push(Construct {
            fate,
            object,
            owner: owner.clone(),
            key: key.to_owned().into(),
            message: format!("`{key}` {how}").into(),
        });
    }

    /// Arrays within arrays have one form in 3.0; `schema` is where the type of the parameter stands now.
    fn lose_inner_formats(&mut self, parameter: &Value, schema: &Pointer) {
        let (mut inner, mut at) = (parameter.get("items"), schema.key("items"));
        while let Some(items) = inner {
            if items.get("collectionFormat").is_some() {
                let how =
                    "of an array within an array is not read: there is one way to write those";
                self.lose(
                    Fate::Approximated,
                    "Items Object",
                    &at,
                    "collectionFormat",
                    how,
                );
            }
            (inner, at) = (items.get("items"), at.key("items"));
        }
    }

    fn components(&mut self, old: &mut Object, root: &Pointer) -> Value {
        let mut components = Map::new();
        let to = root.key("components");
        if let Some(definitions) = old.shift_remove("definitions") {
            self.moved
                .note(&to.key("schemas"), &root.key("definitions"));
            components.insert("schemas".to_owned(), schemas(definitions));
        }
        if let Some(Value::Object(responses)) = old.shift_remove("responses") {
            let (new, from) = (to.key("responses"), root.key("responses"));
            self.moved.note(&new, &from);
            let produces = self.produces.clone();
            let responses = responses.into_iter().map(|(name, response)| {
                let at = (new.key(&name), from.key(&name));
                let response = self.response(response, produces.as_deref(), &at.0, &at.1);
                (name, response)
            });
            components.insert("responses".to_owned(), Value::Object(responses.collect()));
        }
        if let Some(schemes) = old.shift_remove("securityDefinitions") {
            let from = root.key("securityDefinitions");
            self.moved.note(&to.key("securitySchemes"), &from);
            let schemes = security::schemes(schemes);
            for (name, scheme) in schemes.as_object().into_iter().flatten() {
                let flows = scheme.get("flows").and_then(Value::as_object);
                for flow in flows.into_iter().flat_map(Map::keys) {
                    let new = to.keys(&["securitySchemes", name, "flows", flow]);
                    self.moved.note(&new, &from.key(name));
                }
            }
            components.insert("securitySchemes".to_owned(), schemes);
        }
        if let Some(Value::Object(parameters)) = old.shift_remove("parameters") {
            self.shared_parameters(parameters, &to, &root.key("parameters"), &mut components);
        }
        // 2.0 has no components: these are the path items of other files.
        if let Some(Value::Object(mut others)) = old.shift_remove("components") {
            if let Some(items) = others.shift_remove("pathItems") {
                let items = self.paths(items, &to.key("pathItems"));
                components.insert("pathItems".to_owned(), items);
            }
        }
        Value::Object(components)
    }

    /// Shared parameters that are bodies become request bodies; those of forms are written out where they are used.
    fn shared_parameters(
        &mut self,
        shared: Object,
        to: &Pointer,
        from: &Pointer,
        components: &mut Object,
    ) {
        let mut parameters = Map::new();
        let mut bodies = Map::new();
        for (name, parameter) in shared {
            let old = from.key(&name);
            match parameter.get("in").and_then(Value::as_str) {
                Some("body") => {
                    self.moved.note(&to.keys(&["requestBodies", &name]), &old);
                    let consumes = self.consumes.clone();
                    let body = operation::body(parameter, consumes.as_deref());
                    bodies.insert(name, body);
                }
                Some("formData") => {}
                _ => {
                    let new = to.keys(&["parameters", &name]);
                    self.moved.note(&new, &old);
                    self.moved.note(&new.key("schema"), &old);
                    self.lose_inner_formats(&parameter, &new.key("schema"));
                    parameters.insert(name, parameter::convert(parameter));
                }
            }
        }
        components.insert("parameters".to_owned(), Value::Object(parameters));
        components.insert("requestBodies".to_owned(), Value::Object(bodies));
    }

    fn paths(&mut self, paths: Value, at: &Pointer) -> Value {
        let Value::Object(paths) = paths else {
            return paths;
        };
        let items = paths.into_iter().map(|(path, item)| {
            let item = self.path_item(item, &at.key(&path));
            (path, item)
        });
        Value::Object(items.collect())
    }
}

/// The strings of `consumes` or `produces`.
fn media_types(value: Option<Value>) -> Option<Vec<String>> {
    let Some(Value::Array(types)) = value else {
        return None;
    };
    let types = types.iter().filter_map(Value::as_str);
    Some(types.map(str::to_owned).collect())
}

/// `schemes`, `host` and `basePath` are the parts of addresses (2.0, "Swagger Object").
fn servers(old: &mut Object) -> Value {
    let text = |value: Option<Value>| match value {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let host = text(old.shift_remove("host"));
    let path = text(old.shift_remove("basePath")).unwrap_or_default();
    let path = path.trim_end_matches('/');
    let schemes = media_types(old.shift_remove("schemes")).unwrap_or_default();
    let Some(host) = host else {
        return json!([{ "url": if path.is_empty() { "/" } else { path } }]);
    };
    let is_http = |scheme: &&String| matches!(scheme.as_str(), "http" | "https");
    let mut schemes: Vec<String> = schemes.iter().filter(is_http).cloned().collect();
    // The first server is the default, and credentials are not sent without encryption.
    schemes.sort_by_key(|scheme| scheme != "https");
    if schemes.is_empty() {
        schemes.push("https".to_owned());
    }
    let servers = schemes
        .iter()
        .map(|scheme| json!({ "url": format!("{scheme}://{host}{path}") }));
    Value::Array(servers.collect())
}

/// Schemas differ in the discriminator only, which is the name of the property, and in `x-nullable`, which everybody reads.
fn schemas(mut value: Value) -> Value {
    schema(&mut value);
    value
}

fn schema(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(property)) = members.get("discriminator") {
                let discriminator = json!({ "propertyName": property });
                members.insert("discriminator".to_owned(), discriminator);
            }
            if let Some(nullable @ Value::Bool(_)) = members.get("x-nullable").cloned() {
                members.shift_remove("x-nullable");
                members.insert("nullable".to_owned(), nullable);
            }
            if members.get("type") == Some(&json!("file")) {
                members.insert("type".to_owned(), json!("string"));
                members.insert("format".to_owned(), json!("binary"));
            }
            let data = ["example", "default", "enum"];
            for (key, member) in members.iter_mut() {
                if !data.contains(&key.as_str()) && !key.starts_with("x-") {
                    schema(member);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(schema),
        _ => {}
    }
}

/// Where shared objects stand now.
fn references(value: &mut Value, parameters: &Object) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(target)) = members.get_mut("$ref") {
                if let Some(new) = moved_reference(target, parameters) {
                    *target = new;
                }
            }
            members
                .values_mut()
                .for_each(|member| references(member, parameters));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| references(item, parameters)),
        _ => {}
    }
}

fn moved_reference(target: &str, parameters: &Object) -> Option<String> {
    let rest = target.strip_prefix("#/")?;
    let (section, name) = rest.split_once('/')?;
    let section = match section {
        "definitions" => "schemas",
        "responses" => "responses",
        "securityDefinitions" => "securitySchemes",
        "parameters" => {
            let location = parameters
                .get(name)
                .and_then(|parameter| parameter.get("in"));
            match location.and_then(Value::as_str) {
                Some("body") => "requestBodies",
                _ => "parameters",
            }
        }
        _ => return None,
    };
    Some(format!("#/components/{section}/{name}"))
}
