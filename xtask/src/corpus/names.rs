//! A description of the names that a package uses itself. A runtime gives its classes, members and arguments names, and somebody's
//! description may give the same to a schema, a property, a parameter, an operation, a tag or a security scheme: they have to keep
//! out of each other's way.
//!
//! The names are those of the committed package of the language, so that whatever a runtime or a template comes to use is among
//! them without being listed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sdkwright::config::Language;
use serde_json::{json, Map, Value};

use super::{find, written};
use crate::exit::Failure;

/// How many names stand together in a schema, and in the parameters of an operation.
const TOGETHER: usize = 30;

/// A folder with the description for a language.
pub fn folder(root: &Path, language: Language) -> Result<PathBuf, Failure> {
    let mut names = BTreeMap::new();
    for path in find::paths(&root.join("generated").join(language.name()))? {
        let extension = path.extension().unwrap_or_default();
        if extension.to_str() == Some(extension_of(language)) {
            collect(
                &fs::read_to_string(&path).map_err(Failure::broken)?,
                &mut names,
            );
        }
    }
    let folder = root.join("target/packages/names").join(language.name());
    let made = description(names.values().collect());
    written(folder, [(format!("names-{language}"), made)])
}

fn extension_of(language: Language) -> &'static str {
    match language {
        Language::Rust => "rs",
        Language::TypeScript => "ts",
        Language::Python => "py",
        Language::Go => "go",
        Language::Java => "java",
        Language::Ruby => "rb",
        Language::Curl => "sh",
    }
}

/// Adds the identifiers of a text, but for its comments; of those that differ in nothing but case and underscores the first.
fn collect(text: &str, names: &mut BTreeMap<String, String>) {
    let is_code = |line: &&str| {
        let line = line.trim_start();
        !["//", "/*", "*", "#"]
            .iter()
            .any(|start| line.starts_with(start))
    };
    for line in text.lines().filter(is_code) {
        for word in line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            let key = word.replace('_', "").to_ascii_lowercase();
            if key.starts_with(|c: char| c.is_ascii_alphabetic()) {
                names.entry(key).or_insert_with(|| word.to_owned());
            }
        }
    }
}

fn description(names: Vec<&String>) -> Value {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    for (index, names) in names.chunks(TOGETHER).enumerate() {
        let (record, choice) = (format!("Record{index}"), format!("Choice{index}"));
        let content = content(&record, &example(names));
        paths.insert(
            format!("/records/{index}"),
            together(index, names, &content),
        );
        paths.insert(format!("/forms/{index}"), form(index, names));
        schemas.insert(record, object(names));
        schemas.insert(choice, json!({"type": "string", "enum": names}));
    }
    for (index, name) in names.iter().enumerate() {
        let next = names[(index + 1) % names.len()].as_str();
        let choice = format!("#/components/schemas/Choice{}", index / TOGETHER);
        let (mut schema, mut example) = (object(&[name]), json!({name.as_str(): "text"}));
        schema["properties"][next] = json!({"$ref": choice});
        example[next] = json!(name);
        if index % 2 == 1 {
            let first = format!("#/components/schemas/{}", names[index - 1]);
            schema =
                json!({"oneOf": [{"$ref": first}, {"type": "array", "items": {"type": "string"}}]});
            example = json!(["text"]);
        }
        let content = content(name, &example);
        paths.insert(format!("/names/{index}"), alone(name, &content));
        schemas.insert((*name).clone(), schema);
    }
    let scheme = |name: &&String| {
        let scheme = json!({"type": "apiKey", "in": "header", "name": format!("X-{name}")});
        ((*name).clone(), scheme)
    };
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Names", "version": "1"},
        "servers": [{"url": "https://example.com"}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": names.iter().map(scheme).collect::<Map<_, _>>()},
    })
}

/// An operation, a tag, a parameter and a security scheme of one name.
fn alone(name: &str, content: &Value) -> Value {
    json!({"get": {
        "operationId": name,
        "tags": [name],
        "security": [{name: []}],
        "parameters": [{"name": name, "in": "query", "schema": {"type": "string"}}],
        "responses": {"200": {"description": "Done.", "content": content}},
    }})
}

/// An operation whose parameters, headers and bodies have several names.
fn together(index: usize, names: &[&String], content: &Value) -> Value {
    let places = ["query", "header", "cookie"].into_iter().cycle();
    let parameter = |(name, place): (&&String, &str)| json!({"name": name, "in": place, "schema": {"type": "string"}});
    let header = |name: &&String| ((*name).clone(), json!({"schema": {"type": "string"}}));
    json!({"post": {
        "operationId": format!("record{index}"),
        "tags": ["together"],
        "parameters": names.iter().zip(places).map(parameter).collect::<Vec<_>>(),
        "requestBody": {"content": content},
        "responses": {"200": {
            "description": "Done.",
            "headers": names.iter().map(header).collect::<Map<_, _>>(),
            "content": content,
        }},
    }})
}

/// An operation with a form whose parts have several names.
fn form(index: usize, names: &[&String]) -> Value {
    let media = ["application/x-www-form-urlencoded", "multipart/form-data"][index % 2];
    json!({"post": {
        "operationId": format!("form{index}"),
        "tags": ["together"],
        "requestBody": {"content": {media: {"schema": object(names)}}},
        "responses": {"204": {"description": "Done."}},
    }})
}

fn content(schema: &str, example: &Value) -> Value {
    let reference = format!("#/components/schemas/{schema}");
    json!({"application/json": {"schema": {"$ref": reference}, "example": example}})
}

/// A schema with properties of several names and types.
fn object(names: &[&String]) -> Value {
    let property = |(index, name): (usize, &&String)| ((*name).clone(), typed(index).0);
    json!({
        "type": "object",
        "required": names.iter().step_by(3).collect::<Vec<_>>(),
        "properties": names.iter().enumerate().map(property).collect::<Map<_, _>>(),
    })
}

fn example(names: &[&String]) -> Value {
    let property = |(index, name): (usize, &&String)| ((*name).clone(), typed(index).1);
    names
        .iter()
        .enumerate()
        .map(property)
        .collect::<Map<_, _>>()
        .into()
}

/// A type of those that properties have, and a value of it.
fn typed(index: usize) -> (Value, Value) {
    match index % 6 {
        0 => (json!({"type": "string"}), json!("text")),
        1 => (json!({"type": "integer", "format": "int64"}), json!(7)),
        2 => (json!({"type": "boolean"}), json!(true)),
        3 => (
            json!({"type": "array", "items": {"type": "string"}}),
            json!(["text"]),
        ),
        4 => (
            json!({"type": "string", "format": "date-time"}),
            json!("2024-01-02T03:04:05Z"),
        ),
        _ => (json!({"type": "string", "nullable": true}), Value::Null),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_code_are_taken_once() {
        let mut names = BTreeMap::new();
        collect(
            "let maxAge = max_age + 7; // of\n  # comment\n_private.f2()",
            &mut names,
        );
        let found: Vec<_> = names.into_values().collect();
        assert_eq!(found, ["f2", "let", "maxAge", "of", "_private"]);
    }
}
