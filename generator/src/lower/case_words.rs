//! Words for the inline cases of a union.
//!
//! In this order, the first that no other case shares: a title that reads like a name; the only value of a required property;
//! the component that the case extends by `allOf`; the JSON kind; a required property that no other case requires; a property
//! that no other case has; the position, where nothing else tells two cases apart.

use std::collections::{HashMap, HashSet};

use super::kinds::inferred_kinds;
use super::{extension, words};
use crate::spec::{JsonType, Schema, SchemaId, Schemas};

/// The words of each of these members, all different.
pub(super) fn case_words(schemas: &Schemas, members: &[SchemaId]) -> Vec<Vec<String>> {
    let keys = Keys::count(schemas, members);
    let candidates: Vec<Vec<Vec<String>>> = (members.iter())
        .map(|id| candidates(schemas, *id, &keys))
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

fn candidates(schemas: &Schemas, id: SchemaId, keys: &Keys<'_>) -> Vec<Vec<String>> {
    let schema = schemas.get(id);
    if let Some(target) = schema.reference {
        return component_words(schemas, target).into_iter().collect();
    }
    let parts = parts(schemas, schema);
    let mut found = Vec::new();
    found.extend(extension::name_words(&schema.extensions));
    found.extend(
        (schema.title.as_deref())
            .filter(|title| reads_like_a_name(title))
            .map(words::words),
    );
    found.extend(only_string(schema).map(words::words));
    found.extend(parts.iter().find_map(|part| constant_words(schemas, part)));
    found.extend(schema.all_of.iter().find_map(|part| {
        let target = schemas.get(*part).reference?;
        component_words(schemas, target)
    }));
    found.extend(kind_words(schemas, schema));
    found.extend(keys.own(&parts));
    found
}

/// The schema and the elements of its `allOf`.
fn parts<'s>(schemas: &'s Schemas, schema: &'s Schema) -> Vec<&'s Schema> {
    let elements = schema
        .all_of
        .iter()
        .map(|part| schemas.get(schemas.resolve(*part)));
    std::iter::once(schema).chain(elements).collect()
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

/// The words of the only value of a required property.
fn constant_words(schemas: &Schemas, schema: &Schema) -> Option<Vec<String>> {
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

/// How many cases have each key.
#[derive(Default)]
struct Keys<'s> {
    required: HashMap<&'s str, usize>,
    properties: HashMap<&'s str, usize>,
}

impl<'s> Keys<'s> {
    fn count(schemas: &'s Schemas, members: &[SchemaId]) -> Self {
        let mut keys = Self::default();
        for member in members {
            let parts = parts(schemas, schemas.get(schemas.resolve(*member)));
            let required: HashSet<&str> = parts
                .iter()
                .flat_map(|part| &part.required)
                .map(String::as_str)
                .collect();
            let properties: HashSet<&str> = parts
                .iter()
                .flat_map(|part| part.properties.keys())
                .map(String::as_str)
                .collect();
            required
                .into_iter()
                .for_each(|key| *keys.required.entry(key).or_default() += 1);
            properties
                .into_iter()
                .for_each(|key| *keys.properties.entry(key).or_default() += 1);
        }
        keys
    }

    /// The words of the first key that only this case requires, and of the first that only this case has.
    fn own(&self, parts: &[&Schema]) -> impl Iterator<Item = Vec<String>> {
        let required = parts
            .iter()
            .flat_map(|part| &part.required)
            .find(|key| self.required.get(key.as_str()) == Some(&1));
        let property = parts
            .iter()
            .flat_map(|part| part.properties.keys())
            .find(|key| self.properties.get(key.as_str()) == Some(&1));
        required
            .map(|key| words::words(key))
            .into_iter()
            .chain(property.map(|key| words::words(key)))
    }
}

/// The words of a kind, for cases that a schema of several types has.
pub(super) fn kind_case(kind: JsonType) -> Vec<String> {
    vec![kind_word(kind).to_owned()]
}
