//! XML: JSON values laid out in elements and attributes.
//!
//! Packages without bodies in XML do not have it.

mod read;
mod text;
mod write;

use std::sync::OnceLock;

use serde_json::Value;

use super::json::{DecodeError, EncodeError};
use super::notation::Notation;

/// How the values of a package are laid out in XML.
#[derive(Debug)]
pub struct XmlForms {
    text: &'static str,
    tables: OnceLock<Value>,
}

impl XmlForms {
    /// Takes the tables as a JSON text, which is read on first use.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            tables: OnceLock::new(),
        }
    }

    fn tables(&self) -> &Value {
        self.tables
            .get_or_init(|| serde_json::from_str(self.text).unwrap_or_default())
    }
}

/// Documents of one root element.
#[derive(Debug)]
pub struct XmlRoot {
    /// The tables.
    pub forms: &'static XmlForms,
    /// Which root element.
    pub index: usize,
}

impl Notation for XmlRoot {
    fn read(&self, document: &[u8]) -> Result<Vec<u8>, DecodeError> {
        let tables = self.forms.tables();
        let node = &tables["roots"][self.index];
        let root = text::parse(document)
            .map_err(|reason| DecodeError::mismatch("XML", format!("something else: {reason}")))?;
        if !read::fits(node, &root) {
            let found = format!("<{}> instead of {}", root.name, node["name"]);
            return Err(DecodeError::mismatch("a root element as described", found));
        }
        let mut out = String::new();
        read::value(&tables["shapes"], shape(node), &root, &mut out);
        Ok(out.into_bytes())
    }

    fn write(&self, text: &[u8]) -> Result<String, EncodeError> {
        let tables = self.forms.tables();
        write::document(&tables["shapes"], &tables["roots"][self.index], text)
    }
}

/// The index of a node's shape.
fn shape(node: &Value) -> usize {
    node["shape"]
        .as_u64()
        .and_then(|index| usize::try_from(index).ok())
        .unwrap_or_default()
}

/// A text of the tables.
fn word<'t>(node: &'t Value, key: &str) -> Option<&'t str> {
    node.get(key).and_then(Value::as_str)
}

/// The nodes of a list of the tables.
fn nodes(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}
