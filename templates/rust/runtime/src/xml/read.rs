//! From elements to JSON texts.

use serde_json::Value;

use super::text::Element;
use super::{nodes, shape, word};

/// Whether an element may stand there.
pub(super) fn fits(node: &Value, element: &Element) -> bool {
    word(node, "name").is_none_or(|name| name == element.name)
}

/// Writes the JSON of an element.
pub(super) fn value(shapes: &Value, index: usize, element: &Element, out: &mut String) {
    if element.is_null() {
        out.push_str("null");
        return;
    }
    let shape = &shapes[index];
    match word(shape, "is") {
        Some("list") => {
            let item = &shape["item"];
            let children = element.children.iter().filter(|child| fits(item, child));
            list(shapes, item, children, out);
        }
        Some("object") => object(shapes, shape, element, out),
        Some("choice") => choice(shapes, shape, element, out),
        kind => scalar(kind, &element.text, out),
    }
}

fn list<'e>(
    shapes: &Value,
    node: &Value,
    elements: impl Iterator<Item = &'e Element>,
    out: &mut String,
) {
    out.push('[');
    for (index, element) in elements.enumerate() {
        if index > 0 {
            out.push(',');
        }
        value(shapes, shape(node), element, out);
    }
    out.push(']');
}

fn choice(shapes: &Value, choice: &Value, element: &Element, out: &mut String) {
    let node = &choice["tag"];
    let tag = match word(node, "at") {
        Some(_) => text_at(node, element),
        None => (element.children.iter().rev())
            .find(|child| fits(node, child))
            .map(|child| child.text.as_str()),
    };
    let known = tag.and_then(|tag| choice["cases"].get(tag)?.as_u64());
    match (known.and_then(|index| usize::try_from(index).ok()), tag) {
        (Some(index), _) => object(shapes, &shapes[index], element, out),
        (None, None) => out.push_str("{}"),
        (None, Some(tag)) => {
            out.push('{');
            string(word(node, "key").unwrap_or_default(), out);
            out.push(':');
            string(tag, out);
            out.push('}');
        }
    }
}

/// Writes the known properties in their order, then all others.
fn object(shapes: &Value, shape: &Value, element: &Element, out: &mut String) {
    let mut children = element.by_name();
    let mut keys: Vec<&str> = Vec::new();
    out.push('{');
    for node in nodes(&shape["fields"]) {
        let key = word(node, "key").unwrap_or_default();
        let is_element = word(node, "at").is_none();
        let own = |(name, _): &(&str, Vec<&Element>)| Some(*name) == word(node, "name");
        let found = is_element
            .then(|| children.iter().position(own))
            .flatten()
            .map(|at| children.remove(at).1);
        let text = (!is_element).then(|| text_at(node, element)).flatten();
        let absent = word(node, "absent");
        if found.is_none() && text.is_none() && absent.is_none() {
            continue;
        }
        begin(key, &mut keys, out);
        match (found, text, absent) {
            (Some(found), _, _) => property(shapes, node, &found, out),
            (_, Some(text), _) => scalar(word(&shapes[super::shape(node)], "is"), text, out),
            (_, _, Some("empty")) => out.push_str("[]"),
            _ => out.push_str("null"),
        }
    }
    if let Some(rest) = shape.get("rest") {
        for (name, found) in &children {
            if !keys.contains(name) {
                begin(name, &mut keys, out);
                property(shapes, rest, found, out);
            }
        }
    }
    out.push('}');
}

fn begin<'k>(key: &'k str, keys: &mut Vec<&'k str>, out: &mut String) {
    if !keys.is_empty() {
        out.push(',');
    }
    keys.push(key);
    string(key, out);
    out.push(':');
}

fn property(shapes: &Value, node: &Value, found: &[&Element], out: &mut String) {
    if node.get("each").is_some() {
        list(shapes, node, found.iter().copied(), out);
    } else if let Some(last) = found.last() {
        value(shapes, shape(node), last, out);
    }
}

/// The text of an attribute, or that of the element itself.
fn text_at<'e>(node: &Value, element: &'e Element) -> Option<&'e str> {
    if word(node, "at") != Some("attribute") {
        return Some(&element.text);
    }
    let mut attributes = element.attributes.iter();
    let found = attributes.find(|attribute| Some(attribute.name.as_str()) == word(node, "name"));
    found.map(|attribute| attribute.value.as_str())
}

/// Writes the JSON of a text. One that is not of its kind stays a string, which the type then refuses.
fn scalar(kind: Option<&str>, text: &str, out: &mut String) {
    let trimmed = text.trim_matches([' ', '\t', '\r', '\n']);
    match (kind, trimmed) {
        (Some("string"), _) => string(text, out),
        (_, "") => out.push_str("null"),
        (Some("number"), _) if is_number(trimmed) => out.push_str(trimmed),
        (Some("boolean"), "true" | "1") => out.push_str("true"),
        (Some("boolean"), "false" | "0") => out.push_str("false"),
        _ => string(text, out),
    }
}

fn string(text: &str, out: &mut String) {
    out.push_str(&Value::from(text).to_string());
}

/// Whether a text is a number as JSON writes it.
fn is_number(text: &str) -> bool {
    let mut rest = text.strip_prefix('-').unwrap_or(text);
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let whole = digits(rest);
    if whole == 0 || whole > 1 && rest.starts_with('0') {
        return false;
    }
    rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}
