//! A description as plain data, read without the library: a count that shared its code would share its mistakes.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// How many references a path item may lead through.
const DEPTH: usize = 16;

/// What is counted.
pub struct Outline {
    /// The version of OpenAPI that it names.
    pub version: String,
    /// Operations below `paths`. Webhooks and callbacks are calls that the server makes.
    pub operations: usize,
}

/// The outline of a file; or why it is no description.
pub fn outline(path: &Path, bytes: &[u8]) -> Result<Outline, String> {
    let tree = match parse(bytes) {
        Ok(tree) => tree,
        // The loader says what is wrong with it.
        Err(_) if names_version(bytes) => Value::Object(Map::new()),
        Err(reason) => return Err(reason),
    };
    let version = match tree.get("openapi").or_else(|| tree.get("swagger")) {
        Some(Value::String(version)) => version.clone(),
        Some(version) => version.to_string(),
        None if names_version(bytes) && tree.as_object().is_some_and(Map::is_empty) => {
            "?".to_owned()
        }
        None => return Err("neither `openapi` nor `swagger` at the top".to_owned()),
    };
    let items = tree.get("paths").and_then(Value::as_object);
    let items = items.into_iter().flatten();
    let items = items.filter(|(key, _)| !key.starts_with("x-"));
    let operations = items
        .map(|(_, item)| in_item(item, &tree, path, &version, DEPTH))
        .sum();
    Ok(Outline {
        version,
        operations,
    })
}

fn parse(bytes: &[u8]) -> Result<Value, String> {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'{') {
        if let Ok(tree) = serde_json::from_slice(bytes) {
            return Ok(tree);
        }
    }
    serde_yaml::from_slice(bytes).map_err(|error| format!("neither JSON nor YAML: {error}"))
}

/// Whether a text that cannot be parsed says that it is a description.
fn names_version(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.lines().any(|line| {
        let line = line.trim_start_matches(['{', ' ', '"', '\'', '\u{feff}']);
        let rest = ["openapi", "swagger"]
            .iter()
            .find_map(|word| line.strip_prefix(word));
        rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
    })
}

/// Operations of a path item, its own and those it refers to.
fn in_item(item: &Value, root: &Value, file: &Path, version: &str, depth: usize) -> usize {
    let methods = item.as_object().into_iter().flatten();
    let own = methods
        .filter(|(key, value)| value.is_object() && is_method(key, version))
        .count();
    let more = item.get("additionalOperations").and_then(Value::as_object);
    let more = more
        .filter(|_| version.starts_with("3.2"))
        .map_or(0, Map::len);
    let referred = match item.get("$ref").and_then(Value::as_str) {
        Some(reference) if depth > 0 => referred(reference, root, file, version, depth - 1),
        _ => 0,
    };
    own + more + referred
}

fn is_method(key: &str, version: &str) -> bool {
    match key {
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" => true,
        "trace" => version.starts_with('3'),
        "query" => version.starts_with("3.2"),
        _ => false,
    }
}

/// Operations of the path item behind a reference, in this file or one beside it.
fn referred(reference: &str, root: &Value, file: &Path, version: &str, depth: usize) -> usize {
    let (place, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    if place.is_empty() {
        let item = root.pointer(fragment);
        return item.map_or(0, |item| in_item(item, root, file, version, depth));
    }
    let other: PathBuf = file.with_file_name(place);
    let tree = fs::read(&other).ok().and_then(|bytes| parse(&bytes).ok());
    tree.map_or(0, |tree| {
        let item = tree.pointer(fragment);
        item.map_or(0, |item| in_item(item, &tree, &other, version, depth))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> usize {
        let outline = outline(Path::new("api.yaml"), text.as_bytes());
        outline.expect("a description").operations
    }

    #[test]
    fn operations_of_a_version_are_counted() {
        let paths = "paths: { /a: { get: {}, trace: {}, query: {}, parameters: [], \
                     additionalOperations: { COPY: {} } }, x-b: { get: {} } }";
        assert_eq!(count(&format!("swagger: '2.0'\n{paths}")), 1);
        assert_eq!(count(&format!("openapi: 3.1.0\n{paths}")), 2);
        assert_eq!(count(&format!("openapi: 3.2.0\n{paths}")), 4);
    }

    #[test]
    fn references_of_path_items_are_followed() {
        let text = "openapi: 3.1.0\npaths: { /a: { $ref: '#/components/pathItems/A' }, /b: { $ref: '#/paths/~1b' } }\n\
                    components: { pathItems: { A: { get: {}, put: {} } } }";
        assert_eq!(count(text), 2);
    }

    #[test]
    fn what_is_no_description_is_told_by_content() {
        for text in ["", "a\tb\n1\t2", "[1]", "type: object\nopen: 1"] {
            assert!(
                outline(Path::new("a"), text.as_bytes()).is_err(),
                "{text:?}"
            );
        }
        let broken = outline(Path::new("a"), b"openapi: 3.0.0\n  paths: {");
        assert_eq!(broken.map(|outline| outline.version), Ok("?".to_owned()));
    }
}
