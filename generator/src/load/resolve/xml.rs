//! XML Objects.

use serde_json::Value;

use crate::spec::{Xml, XmlNodeType};

/// What a schema says of its values in XML; from the raw tree, because the typed model does not know it.
pub(super) fn xml(schema: &Value) -> Xml {
    let Some(Value::Object(raw)) = schema.get("xml") else {
        return Xml::default();
    };
    let text = |key: &str| raw.get(key).and_then(Value::as_str).map(str::to_owned);
    let is_set = |key: &str| raw.get(key).and_then(Value::as_bool) == Some(true);
    let named = match raw.get("nodeType").and_then(Value::as_str) {
        Some("element") => Some(XmlNodeType::Element),
        Some("attribute") => Some(XmlNodeType::Attribute),
        Some("text") => Some(XmlNodeType::Text),
        Some("cdata") => Some(XmlNodeType::Cdata),
        Some("none") => Some(XmlNodeType::None),
        Some(_) | None => None,
    };
    let old = match (is_set("attribute"), is_set("wrapped")) {
        (true, _) => Some(XmlNodeType::Attribute),
        (false, true) => Some(XmlNodeType::Element),
        (false, false) => None,
    };
    Xml {
        name: text("name"),
        namespace: text("namespace"),
        prefix: text("prefix"),
        node: named.or(old),
    }
}
