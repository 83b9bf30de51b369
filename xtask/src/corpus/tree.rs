//! A description as plain data, read without the library: a count that shared its code would share its mistakes.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::de::{self, Deserialize, Deserializer};

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
        Err(_) if names_version(bytes) => {
            return Ok(Outline {
                version: "?".to_owned(),
                operations: 0,
            })
        }
        Err(reason) => return Err(reason),
    };
    let version = tree.get("openapi").or_else(|| tree.get("swagger"));
    let version = version.ok_or("neither `openapi` nor `swagger` at the top")?;
    let version = version.text().unwrap_or("?").to_owned();
    let items = tree.get("paths").into_iter().flat_map(Tree::members);
    let operations = items
        .filter(|(key, _)| !key.starts_with("x-"))
        .map(|(_, item)| in_item(item, &tree, path, &version, DEPTH))
        .sum();
    Ok(Outline {
        version,
        operations,
    })
}

fn parse(bytes: &[u8]) -> Result<Tree, String> {
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
fn in_item(item: &Tree, root: &Tree, file: &Path, version: &str, depth: usize) -> usize {
    let own = item
        .members()
        .filter(|(key, value)| matches!(value, Tree::Object(_)) && is_method(key, version))
        .count();
    let more = item.get("additionalOperations");
    let more = more
        .filter(|_| version.starts_with("3.2"))
        .map_or(0, |more| more.members().count());
    let referred = match item.get("$ref").and_then(Tree::text) {
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
fn referred(reference: &str, root: &Tree, file: &Path, version: &str, depth: usize) -> usize {
    let (place, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    if place.is_empty() {
        let item = root.at(fragment);
        return item.map_or(0, |item| in_item(item, root, file, version, depth));
    }
    let other: PathBuf = file.with_file_name(place);
    let tree = fs::read(&other).ok().and_then(|bytes| parse(&bytes).ok());
    tree.map_or(0, |tree| {
        let item = tree.at(fragment);
        item.map_or(0, |item| in_item(item, &tree, &other, version, depth))
    })
}

/// As much of a value as is looked at. Numbers of any size and keys that occur twice are the loader's concern.
enum Tree {
    Object(BTreeMap<String, Tree>),
    List(Vec<Tree>),
    /// A scalar as text.
    Text(String),
}

impl Tree {
    fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(key),
            Self::List(_) | Self::Text(_) => None,
        }
    }

    fn members(&self) -> impl Iterator<Item = (&String, &Self)> {
        let members = match self {
            Self::Object(members) => Some(members),
            Self::List(_) | Self::Text(_) => None,
        };
        members.into_iter().flatten()
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Object(_) | Self::List(_) => None,
        }
    }

    /// The node at a JSON pointer in the form of a URI fragment (RFC 6901, section 6).
    fn at(&self, fragment: &str) -> Option<&Self> {
        let pointer = fragment.replace("%7B", "{").replace("%7D", "}");
        pointer.split('/').skip(1).try_fold(self, |node, token| {
            let token = token.replace("~1", "/").replace("~0", "~");
            match node {
                Self::List(items) => items.get(token.parse::<usize>().ok()?),
                Self::Object(_) | Self::Text(_) => node.get(&token),
            }
        })
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Visitor)
    }
}

struct Visitor;

/// The functions for scalars, which all become text.
macro_rules! scalars {
    ($($visit:ident: $type:ty),*) => {
        $(fn $visit<E>(self, value: $type) -> Result<Tree, E> {
            Ok(Tree::Text(value.to_string()))
        })*
    };
}

impl<'de> de::Visitor<'de> for Visitor {
    type Value = Tree;

    scalars! {
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64, visit_str: &str
    }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Text(String::new()))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut found = Vec::new();
        while let Some(item) = items.next_element()? {
            found.push(item);
        }
        Ok(Tree::List(found))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut found = BTreeMap::new();
        while let Some((key, value)) = members.next_entry()? {
            found.entry(key).or_insert(value);
        }
        Ok(Tree::Object(found))
    }
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
    fn no_number_is_too_large_and_no_key_too_often() {
        let text = "openapi: 3.1.0\nx: -9223372036854776000\ny: 18446744073709552000\nx: 1\npaths: { /a: { get: {} } }";
        assert_eq!(count(text), 1);
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
