//! A value that a schema allows, for calls that somebody else is to judge.

use serde_json::{json, Map, Value};

use super::pattern::matching;

/// So deep optional properties are given, too.
const DEPTH: usize = 3;
/// No value is nested deeper: schemas that hold themselves have none that is complete.
const DEEPEST: usize = 12;

/// How much a value is to hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What is required.
    Least,
    /// Whatever is described.
    Most,
}

/// The values of a description's schemas.
#[derive(Clone, Copy)]
pub struct Samples<'d> {
    document: &'d Value,
    extent: Extent,
}

impl<'d> Samples<'d> {
    pub fn new(document: &'d Value, extent: Extent) -> Self {
        Self { document, extent }
    }

    /// What a reference stands for.
    pub fn resolve<'v>(&self, node: &'v Value) -> &'v Value
    where
        'd: 'v,
    {
        let mut node = node;
        for _ in 0..DEEPEST {
            match node["$ref"]
                .as_str()
                .and_then(|text| text.strip_prefix('#'))
            {
                Some(pointer) => {
                    let decoded = pointer.replace("%7B", "{").replace("%7D", "}");
                    node = self.document.pointer(&decoded).unwrap_or(&Value::Null);
                }
                None => break,
            }
        }
        node
    }

    /// The example of a parameter or a media type, else one of its schema; `None` if none can be made.
    pub fn of(&self, node: &Value) -> Option<Value> {
        let named = node["examples"]
            .as_object()
            .and_then(|all| all.values().next());
        let named = named.map(|example| &self.resolve(example)["value"]);
        let given = Some(&node["example"])
            .filter(|value| !value.is_null())
            .or(named);
        let schema = &node["schema"];
        match given.filter(|value| !value.is_null() && self.fits(value, schema, 0)) {
            Some(value) => Some(value.clone()),
            None => self.value(schema, 0),
        }
    }

    fn value(&self, schema: &Value, depth: usize) -> Option<Value> {
        let schema = self.resolve(schema);
        // Of a schema `false` there is no value.
        if depth > DEEPEST || schema == false {
            return None;
        }
        let examples = schema["examples"].as_array().and_then(|all| all.first());
        let fixed = [
            Some(&schema["const"]),
            Some(&schema["example"]),
            examples,
            Some(&schema["default"]),
        ];
        let fixed = fixed
            .into_iter()
            .flatten()
            .find(|value| !value.is_null() && self.fits(value, schema, 0));
        // What is not required may be left out of an example: only the least that it stands for is asked for here.
        if let Some(value) = fixed.filter(|value| !value.is_object() || self.extent == Extent::Most)
        {
            return Some(value.clone());
        }
        if let Some(values) = schema["enum"].as_array() {
            return values.iter().find(|value| !value.is_null()).cloned();
        }
        if let Some(all) = schema["allOf"].as_array() {
            return self.all_of(schema, all, depth);
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(cases) = schema[key].as_array() {
                return self.one_of(schema, cases, depth);
            }
        }
        match kind(schema) {
            "object" => self.object(schema, depth).map(Value::Object),
            "array" => self.array(schema, depth),
            "string" => string(schema).map(Value::String),
            "integer" => Some(number(schema, 1.0)),
            "number" => Some(number(schema, 0.5)),
            "boolean" => Some(true.into()),
            "null" => None,
            _ => Some(json!({})),
        }
    }

    fn all_of(&self, schema: &Value, all: &[Value], depth: usize) -> Option<Value> {
        let mut merged = self.object(schema, depth)?;
        let mut other = None;
        for part in all {
            match self.value(part, depth + 1)? {
                Value::Object(more) => merged.extend(more),
                value => other = Some(value),
            }
        }
        Some(other.unwrap_or(Value::Object(merged)))
    }

    /// The first case that has a value, with the property that tells it from others.
    fn one_of(&self, schema: &Value, cases: &[Value], depth: usize) -> Option<Value> {
        let mut cases = cases.iter();
        let (case, value) = cases.find_map(|case| Some((case, self.value(case, depth + 1)?)))?;
        let Value::Object(value) = value else {
            return Some(value);
        };
        let mut object = self.object(schema, depth)?;
        object.extend(value);
        let discriminator = &schema["discriminator"];
        if let (Some(name), Some(place)) = (
            discriminator["propertyName"].as_str(),
            case["$ref"].as_str(),
        ) {
            let mapping = discriminator["mapping"].as_object().into_iter().flatten();
            let mut tags = mapping
                .filter(|(_, to)| *to == place)
                .map(|(tag, _)| tag.as_str());
            let tag = tags.next().or_else(|| place.rsplit('/').next());
            object
                .entry(name)
                .or_insert_with(|| tag.unwrap_or_default().into());
        }
        Some(object.into())
    }

    fn object(&self, schema: &Value, depth: usize) -> Option<Map<String, Value>> {
        let mut object = Map::new();
        let required = |name: &str| {
            let names = schema["required"].as_array().into_iter().flatten();
            names.clone().any(|one| one == name)
        };
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let known = self.resolve(property);
            if known["readOnly"] == true || property["readOnly"] == true {
                continue;
            }
            let wanted = self.extent == Extent::Most && depth < DEPTH;
            match self.value(property, depth + 1) {
                Some(value) if required(name) || wanted => {
                    object.insert(name.clone(), value);
                }
                None if required(name) => return None,
                _ => {}
            }
        }
        Some(object)
    }

    fn array(&self, schema: &Value, depth: usize) -> Option<Value> {
        let least = schema["minItems"].as_u64().unwrap_or(0);
        let wanted = if self.extent == Extent::Most { 1 } else { 0 };
        let item = self.value(&schema["items"], depth + 1);
        match (item, least.max(wanted)) {
            (None, _) if least > 0 => None,
            (None, _) | (_, 0) => Some(json!([])),
            (Some(item), count) => {
                let unique = schema["uniqueItems"] == true;
                if unique && count > 1 {
                    return None;
                }
                Some(vec![item; usize::try_from(count).ok()?].into())
            }
        }
    }

    /// Whether a value is of a schema, as far as can be told without much ado: the examples of descriptions often are not.
    fn fits(&self, value: &Value, schema: &Value, depth: usize) -> bool {
        let schema = self.resolve(schema);
        if depth > DEEPEST || schema.is_null() {
            return true;
        }
        if schema["enum"]
            .as_array()
            .is_some_and(|values| !values.contains(value))
        {
            return false;
        }
        if let Some(all) = schema["allOf"].as_array() {
            if !all.iter().all(|part| self.fits(value, part, depth + 1)) {
                return false;
            }
        }
        for key in ["oneOf", "anyOf"] {
            if schema[key].as_array().is_some_and(|cases| {
                cases
                    .iter()
                    .filter(|case| self.fits(value, case, depth + 1))
                    .count()
                    == 0
            }) {
                return false;
            }
        }
        if value.is_null() {
            let listed = schema["type"].as_array();
            return schema["nullable"] == true
                || schema["type"] == "null"
                || listed.is_some_and(|kinds| kinds.iter().any(|kind| kind == "null"));
        }
        match (kind(schema), value) {
            ("", _) | ("boolean", Value::Bool(_)) | ("number", Value::Number(_)) => true,
            ("integer", Value::Number(number)) => number.is_i64() || number.is_u64(),
            ("string", Value::String(text)) => text_fits(text, schema),
            ("array", Value::Array(items)) => {
                let item = &schema["items"];
                items.iter().all(|one| self.fits(one, item, depth + 1))
            }
            ("object", Value::Object(object)) => self.object_fits(object, schema, depth),
            _ => false,
        }
    }

    fn object_fits(&self, object: &Map<String, Value>, schema: &Value, depth: usize) -> bool {
        let properties = &schema["properties"];
        let required = schema["required"].as_array().into_iter().flatten();
        let mut required = required.filter_map(Value::as_str);
        required.all(|name| object.contains_key(name) || properties[name]["readOnly"] == true)
            && object.iter().all(|(name, value)| match &properties[name] {
                Value::Null => match &schema["additionalProperties"] {
                    Value::Bool(allowed) => *allowed,
                    other => self.fits(value, other, depth + 1),
                },
                property => self.fits(value, property, depth + 1) && property["readOnly"] != true,
            })
    }
}

/// The kind of the values of a schema; empty: any.
fn kind(schema: &Value) -> &str {
    let listed = schema["type"].as_array().into_iter().flatten();
    let mut listed = listed
        .filter_map(Value::as_str)
        .filter(|kind| *kind != "null");
    let named = schema["type"].as_str().or_else(|| listed.next());
    named.unwrap_or(if schema["properties"].is_object() {
        "object"
    } else {
        ""
    })
}

fn text_fits(text: &str, schema: &Value) -> bool {
    let length = text.chars().count() as u64;
    let within = length >= schema["minLength"].as_u64().unwrap_or(0)
        && length <= schema["maxLength"].as_u64().unwrap_or(u64::MAX);
    let formed = match schema["format"].as_str() {
        Some("date-time") => text.len() >= 20 && text.as_bytes()[10] == b'T',
        Some("date") => text.len() == 10,
        Some("uuid") => text.len() == 36,
        _ => true,
    };
    within && formed
}

/// A text of a format or a pattern, and a length.
fn string(schema: &Value) -> Option<String> {
    let matching = match schema["pattern"].as_str() {
        Some(pattern) => Some(matching(pattern)?),
        None => None,
    };
    let formed = match schema["format"].as_str().unwrap_or_default() {
        "date-time" => "2024-01-02T03:04:05Z",
        "date" => "2024-01-02",
        "time" => "03:04:05Z",
        "duration" => "P1D",
        "uuid" => "123e4567-e89b-42d3-a456-426614174000",
        "uri" | "url" | "uri-reference" => "https://example.com/a",
        "email" => "a@example.com",
        "hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" => "YWJj",
        _ => matching.as_deref().unwrap_or("text"),
    };
    let least = usize::try_from(schema["minLength"].as_u64().unwrap_or(0)).ok()?;
    let most = usize::try_from(schema["maxLength"].as_u64().unwrap_or(u64::MAX)).ok()?;
    let padded = format!("{formed}{}", "x".repeat(least.saturating_sub(formed.len())));
    Some(padded.chars().take(most).collect())
}

fn number(schema: &Value, otherwise: f64) -> Value {
    let step = schema["multipleOf"].as_f64().unwrap_or(1.0);
    // In 3.0 an exclusive limit is a flag beside the limit, in 3.1 a limit of its own.
    let above = match &schema["exclusiveMinimum"] {
        Value::Bool(true) => schema["minimum"].as_f64().map(|least| least + step),
        Value::Number(least) => least.as_f64().map(|least| least + step),
        _ => schema["minimum"].as_f64(),
    };
    let most = schema["maximum"].as_f64().unwrap_or(f64::MAX);
    let found = above
        .filter(|least| *least > otherwise)
        .unwrap_or(otherwise);
    let found = match schema["multipleOf"].is_number() {
        true => (found / step).ceil() * step,
        false => found,
    };
    let found = found.min(most);
    match found.fract() == 0.0 && found.abs() < 9e15 {
        true => json!(found as i64),
        false => json!(found),
    }
}
