//! From JSON texts to documents.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::Value;

use super::super::json::EncodeError;
use super::text::{foreign, is_name};
use super::{nodes, shape, word};

const NULL: &str = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>";

/// The document of a JSON text.
pub(super) fn document(shapes: &Value, node: &Value, text: &[u8]) -> Result<String, EncodeError> {
    let value: &RawValue = serde_json::from_slice(text).map_err(EncodeError::new)?;
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
    let name = word(node, "name").unwrap_or_default();
    Writer { shapes }.element(&mut out, node, name, value, &Scope::default())?;
    Ok(out)
}

/// What namespaces are declared around a place: a prefix stands for one namespace in all documents.
#[derive(Clone, Default)]
struct Scope<'t> {
    namespace: &'t str,
    prefixes: Vec<&'t str>,
}

/// The properties of an object, in their order, numbers as they stand.
struct Properties<'v>(Vec<(String, &'v RawValue)>);

impl<'v> Properties<'v> {
    fn of(value: &'v RawValue) -> Self {
        serde_json::from_str(value.get()).unwrap_or(Self(Vec::new()))
    }

    fn get(&self, key: &str) -> Option<&'v RawValue> {
        let found = self.0.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| *value)
    }
}

impl<'de> Deserialize<'de> for Properties<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Properties<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Properties(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// Attributes of an element go to `out`, and what stands between its start and its end to `inner`.
struct Writer<'t> {
    shapes: &'t Value,
}

impl<'t> Writer<'t> {
    /// A value as an element, with all that its namespace needs.
    fn element(
        &self,
        out: &mut String,
        node: &'t Value,
        name: &str,
        value: &RawValue,
        around: &Scope<'t>,
    ) -> Result<(), EncodeError> {
        if !is_name(name) {
            return Err(EncodeError::new(format!(
                "{name:?} is no name of an element"
            )));
        }
        let tag = qualified(node, name);
        out.push('<');
        out.push_str(&tag);
        let mut scope = around.clone();
        declare(out, node, &mut scope)?;
        if value.get() == "null" {
            out.push_str(NULL);
            return Ok(());
        }
        let mut inner = String::new();
        let shape = &self.shapes[shape(node)];
        self.content(out, &mut inner, shape, name, value, scope)?;
        if inner.is_empty() {
            out.push_str("/>");
        } else {
            out.push_str(&format!(">{inner}</{tag}>"));
        }
        Ok(())
    }

    fn content(
        &self,
        out: &mut String,
        inner: &mut String,
        shape: &'t Value,
        name: &str,
        value: &RawValue,
        scope: Scope<'t>,
    ) -> Result<(), EncodeError> {
        match word(shape, "is") {
            Some("list") => self.each(inner, &shape["item"], name, value, &scope),
            Some("object") => self.object(out, inner, shape, value, scope),
            Some("choice") => {
                let key = word(&shape["tag"], "key").unwrap_or_default();
                let tag = Properties::of(value).get(key).map(text_of);
                let tag = tag.unwrap_or_default();
                let case = shape["cases"].get(&tag).and_then(Value::as_u64);
                let Some(case) = case.and_then(|index| usize::try_from(index).ok()) else {
                    let message = format!("{tag:?} is no case that XML has a form for");
                    return Err(EncodeError::new(message));
                };
                self.object(out, inner, &self.shapes[case], value, scope)
            }
            _ => escape(inner, &text_of(value), in_text),
        }
    }

    /// The items of an array.
    fn each(
        &self,
        out: &mut String,
        node: &'t Value,
        name: &str,
        value: &RawValue,
        scope: &Scope<'t>,
    ) -> Result<(), EncodeError> {
        let name = word(node, "name").unwrap_or(name);
        let items: Vec<&RawValue> = serde_json::from_str(value.get()).unwrap_or_default();
        for (index, item) in items.into_iter().enumerate() {
            self.element(out, node, name, item, scope)
                .map_err(|error| at(&format!("[{index}]"), &error))?;
        }
        Ok(())
    }

    fn object(
        &self,
        out: &mut String,
        inner: &mut String,
        shape: &'t Value,
        value: &RawValue,
        mut scope: Scope<'t>,
    ) -> Result<(), EncodeError> {
        let given = Properties::of(value);
        let fields = nodes(&shape["fields"]);
        let key = |node: &'t Value| word(node, "key").unwrap_or_default();
        let is_attribute = |node: &Value| word(node, "at") == Some("attribute");
        for node in fields.iter().filter(|node| is_attribute(node)) {
            let value = given.get(key(node)).filter(|value| value.get() != "null");
            if let Some(value) = value {
                declare(out, node, &mut scope)?;
                let name = qualified(node, word(node, "name").unwrap_or_default());
                attribute(out, &name, &text_of(value)).map_err(|error| at(key(node), &error))?;
            }
        }
        for node in fields.iter().filter(|node| !is_attribute(node)) {
            if let Some(value) = given.get(key(node)) {
                let name = word(node, "name").unwrap_or_default();
                self.field(inner, node, name, value, &scope)
                    .map_err(|error| at(key(node), &error))?;
            }
        }
        if let Some(rest) = shape.get("rest") {
            let known = |name: &str| fields.iter().any(|node| key(node) == name);
            for (name, value) in given.0.iter().filter(|(name, _)| !known(name)) {
                self.field(inner, rest, name, value, &scope)
                    .map_err(|error| at(name, &error))?;
            }
        }
        Ok(())
    }

    /// A property that is no attribute.
    fn field(
        &self,
        out: &mut String,
        node: &'t Value,
        name: &str,
        value: &RawValue,
        scope: &Scope<'t>,
    ) -> Result<(), EncodeError> {
        match word(node, "at") {
            None if node.get("each").is_some() => self.each(out, node, name, value, scope),
            None => self.element(out, node, name, value, scope),
            Some(_) if value.get() == "null" => Ok(()),
            Some("text") => escape(out, &text_of(value), in_text),
            Some(_) => {
                let mut text = String::new();
                escape(&mut text, &text_of(value), |_| None)?;
                if !text.is_empty() {
                    let text = text.replace("]]>", "]]]]><![CDATA[>");
                    let text = text.replace('\r', "]]>&#13;<![CDATA[");
                    out.push_str(&format!("<![CDATA[{text}]]>"));
                }
                Ok(())
            }
        }
    }
}

fn at(step: &str, error: &EncodeError) -> EncodeError {
    EncodeError::new(format!("{step}: {error}"))
}

fn qualified(node: &Value, name: &str) -> String {
    match word(node, "prefix") {
        Some(prefix) => format!("{prefix}:{name}"),
        None => name.to_owned(),
    }
}

/// Writes the declaration of a namespace that is not in scope, which then is.
fn declare<'t>(
    out: &mut String,
    node: &'t Value,
    scope: &mut Scope<'t>,
) -> Result<(), EncodeError> {
    let Some(namespace) = word(node, "namespace") else {
        return Ok(());
    };
    match word(node, "prefix") {
        None if scope.namespace == namespace => Ok(()),
        None => {
            scope.namespace = namespace;
            attribute(out, "xmlns", namespace)
        }
        Some(prefix) if scope.prefixes.contains(&prefix) => Ok(()),
        Some(prefix) => {
            scope.prefixes.push(prefix);
            attribute(out, &format!("xmlns:{prefix}"), namespace)
        }
    }
}

fn attribute(out: &mut String, name: &str, value: &str) -> Result<(), EncodeError> {
    out.push_str(&format!(" {name}=\""));
    escape(out, value, in_attribute)?;
    out.push('"');
    Ok(())
}

/// The text of a scalar.
fn text_of(value: &RawValue) -> String {
    serde_json::from_str(value.get()).unwrap_or_else(|_| value.get().to_owned())
}

fn in_text(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#13;"),
        _ => None,
    }
}

fn in_attribute(c: char) -> Option<&'static str> {
    match c {
        '"' => Some("&quot;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        other => in_text(other),
    }
}

/// Adds a text that stands in a document.
fn escape(
    out: &mut String,
    text: &str,
    escaped: fn(char) -> Option<&'static str>,
) -> Result<(), EncodeError> {
    if let Some(wrong) = foreign(text) {
        let message = format!("XML cannot carry the character {wrong}");
        return Err(EncodeError::new(message));
    }
    for c in text.chars() {
        match escaped(c) {
            Some(escape) => out.push_str(escape),
            None => out.push(c),
        }
    }
    Ok(())
}
