//! XML documents of examples, as the tables lay them out.

use serde_json::Value;

use super::literal::is_deceptive;
use crate::ir::{Xml, XmlNode, XmlPlace, XmlRoot, XmlShape, XmlShapeId};

/// The document of a value, an element a line where there is nothing but elements.
pub fn document(xml: &Xml, root: XmlRoot, value: &Value) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    if let Some(node) = xml.roots.get(root.0 as usize) {
        out.push_str(&element(xml, node, &node.name, value, &Scope::default()));
    }
    out
}

/// What namespaces are declared around a place.
#[derive(Clone, Default)]
struct Scope<'x> {
    namespace: &'x str,
    prefixes: Vec<&'x str>,
}

impl<'x> Scope<'x> {
    /// Declares the namespace of a node, if that was not done.
    fn declare(&mut self, node: &'x XmlNode) -> String {
        match (node.namespace.as_str(), node.prefix.as_str()) {
            // It takes that of the element around it.
            ("", _) => String::new(),
            (namespace, "") if self.namespace == namespace => String::new(),
            (namespace, "") => {
                self.namespace = namespace;
                attribute("xmlns", namespace)
            }
            (_, prefix) if self.prefixes.contains(&prefix) => String::new(),
            (namespace, prefix) => {
                self.prefixes.push(prefix);
                attribute(&format!("xmlns:{prefix}"), namespace)
            }
        }
    }
}

/// What an element holds.
#[derive(Default)]
struct Content {
    attributes: String,
    elements: Vec<String>,
    text: String,
}

fn element(xml: &Xml, node: &XmlNode, name: &str, value: &Value, around: &Scope<'_>) -> String {
    let mut scope = around.clone();
    let declared = scope.declare(node);
    let tag = qualified(node, name);
    if value.is_null() {
        let nil = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";
        return format!("<{tag}{declared}{nil}/>");
    }
    let content = content(xml, node.shape, name, value, &scope);
    let start = format!("<{tag}{declared}{}", content.attributes);
    if content.elements.is_empty() && content.text.is_empty() {
        return format!("{start}/>");
    }
    if content.elements.is_empty() || !content.text.is_empty() {
        let elements = content.elements.concat();
        return format!("{start}>{}{elements}</{tag}>", content.text);
    }
    let elements = content.elements.join("\n").replace('\n', "\n  ");
    format!("{start}>\n  {elements}\n</{tag}>")
}

fn content(xml: &Xml, shape: XmlShapeId, name: &str, value: &Value, scope: &Scope<'_>) -> Content {
    match xml.shapes.get(shape.0 as usize) {
        Some(XmlShape::List { item }) => Content {
            elements: each(xml, item, name, value, scope),
            ..Content::default()
        },
        Some(XmlShape::Object { fields, rest }) => {
            object(xml, fields, rest.as_deref(), value, scope)
        }
        Some(XmlShape::Choice { tag, cases }) => {
            let case = value.get(&tag.key).and_then(Value::as_str);
            match case.and_then(|case| cases.get(case)) {
                Some(shape) => content(xml, *shape, name, value, scope),
                None => Content::default(),
            }
        }
        Some(XmlShape::String | XmlShape::Number | XmlShape::Boolean) | None => Content {
            text: escaped(value, false),
            ..Content::default()
        },
    }
}

fn each(xml: &Xml, node: &XmlNode, name: &str, value: &Value, scope: &Scope<'_>) -> Vec<String> {
    let name = if node.name.is_empty() {
        name
    } else {
        &node.name
    };
    let items = value.as_array().into_iter().flatten();
    items
        .map(|item| element(xml, node, name, item, scope))
        .collect()
}

fn object(
    xml: &Xml,
    fields: &[XmlNode],
    rest: Option<&XmlNode>,
    value: &Value,
    around: &Scope<'_>,
) -> Content {
    let mut content = Content::default();
    let mut scope = around.clone();
    for node in fields.iter().filter(|node| node.at == XmlPlace::Attribute) {
        if let Some(value) = value.get(&node.key).filter(|value| !value.is_null()) {
            content.attributes += &scope.declare(node);
            let name = qualified(node, &node.name);
            content.attributes += &format!(" {name}=\"{}\"", escaped(value, true));
        }
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let known = fields.iter().find(|node| node.key == *key);
        let Some(node) = known.or(rest) else { continue };
        let name = known.map_or(key, |node| &node.name);
        match node.at {
            XmlPlace::Attribute => {}
            XmlPlace::Text | XmlPlace::Cdata => content.text += &escaped(value, false),
            XmlPlace::Element if node.each => {
                content
                    .elements
                    .extend(each(xml, node, name, value, &scope));
            }
            XmlPlace::Element => content
                .elements
                .push(element(xml, node, name, value, &scope)),
        }
    }
    content
}

fn qualified(node: &XmlNode, name: &str) -> String {
    match node.prefix.as_str() {
        "" => name.to_owned(),
        prefix => format!("{prefix}:{name}"),
    }
}

fn attribute(name: &str, text: &str) -> String {
    format!(" {name}=\"{}\"", escaped(&Value::from(text), true))
}

/// A scalar as text; characters that a reader could not see are references.
fn escaped(value: &Value, in_attribute: bool) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\n' if !in_attribute => out.push(c),
            c if is_deceptive(c) => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
