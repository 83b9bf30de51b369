//! Words for the inline cases of a union.
//!
//! In this order, the first that no other case shares: a title that reads like a name; the only value of a required property;
//! the JSON kind; a required property that no other case requires; the position, where nothing else tells two cases apart.

use std::collections::HashMap;

use super::schema::inferred_kinds;
use super::{extension, words};
use crate::spec::{JsonType, Schema, SchemaId, Schemas};

/// The words of each of these members, all different.
pub(super) fn case_words(schemas: &Schemas, members: &[SchemaId]) -> Vec<Vec<String>> {
    let candidates: Vec<Vec<Vec<String>>> = (members.iter())
        .map(|id| candidates(schemas, *id, members))
        .collect();
    let mut count: HashMap<&[String], usize> = HashMap::new();
    for own in &candidates {
        for (index, words) in own.iter().enumerate() {
            if !own[..index].contains(words) {
                *count.entry(words).or_default() += 1;
            }
        }
    }
    (candidates.iter().enumerate())
        .map(|(index, own)| {
            own.iter()
                .find(|words| count.get(words.as_slice()) == Some(&1))
                .cloned()
                .unwrap_or_else(|| vec!["case".to_owned(), (index + 1).to_string()])
        })
        .collect()
}

fn candidates(schemas: &Schemas, id: SchemaId, members: &[SchemaId]) -> Vec<Vec<String>> {
    let schema = schemas.get(id);
    if let Some(target) = schema.reference {
        return component_words(schemas, target).into_iter().collect();
    }
    let mut found = Vec::new();
    found.extend(extension::name_words(&schema.extensions));
    found.extend(
        schema
            .title
            .as_deref()
            .filter(|t| reads_like_a_name(t))
            .map(words::words),
    );
    found.extend(constant_words(schemas, schema));
    found.extend(kind_words(schemas, schema));
    found.extend(own_required(schemas, schema, id, members));
    found
}

/// The name of a schema that is referred to, as its pointer gives it.
fn component_words(schemas: &Schemas, target: SchemaId) -> Option<Vec<String>> {
    let schema = schemas.get(target);
    let name = extension::name_words(&schema.extensions);
    name.or_else(|| schema.pointer.last().map(|last| words::words(&last)))
}

/// Letters, digits, blanks and hyphens, at most five words.
fn reads_like_a_name(title: &str) -> bool {
    title
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        && title.starts_with(char::is_alphabetic)
        && words::words(title).len() <= 5
}

/// The words of the only value of a required property, or of the schema itself.
fn constant_words(schemas: &Schemas, schema: &Schema) -> Option<Vec<String>> {
    if let Some(value) = only_string(schema) {
        return Some(words::words(value));
    }
    (schema.properties.iter())
        .filter(|(name, _)| schema.required.contains(*name))
        .find_map(|(_, id)| only_string(schemas.get(schemas.resolve(*id))))
        .map(words::words)
}

fn only_string(schema: &Schema) -> Option<&str> {
    match schema.enumeration.as_deref() {
        Some([only]) => only.as_str(),
        _ => None,
    }
}

fn kind_words(schemas: &Schemas, schema: &Schema) -> Vec<Vec<String>> {
    let [kind] = inferred_kinds(schema)[..] else {
        return Vec::new();
    };
    let plain = vec![kind_word(kind).to_owned()];
    let item = schema.items.and_then(|item| {
        let item_schema = schemas.get(item);
        match item_schema.reference {
            Some(target) => component_words(schemas, target),
            None => match inferred_kinds(item_schema)[..] {
                [kind] => Some(vec![kind_word(kind).to_owned()]),
                _ => None,
            },
        }
    });
    match item {
        Some(mut words) => {
            words.push("array".to_owned());
            vec![plain, words]
        }
        None => vec![plain],
    }
}

fn kind_word(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

fn own_required(
    schemas: &Schemas,
    schema: &Schema,
    id: SchemaId,
    members: &[SchemaId],
) -> Option<Vec<String>> {
    (schema.required.iter())
        .find(|name| {
            (members.iter().filter(|other| **other != id)).all(|other| {
                !schemas
                    .get(schemas.resolve(*other))
                    .required
                    .contains(*name)
            })
        })
        .map(|name| words::words(name))
}

/// The words of a kind, for cases that a schema of several types has.
pub(super) fn kind_case(kind: JsonType) -> Vec<String> {
    vec![kind_word(kind).to_owned()]
}
