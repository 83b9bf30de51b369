//! How values of parameters and forms are written (OpenAPI 3.0.3, section 4.7.12.3), at generation time.
//!
//! The rules are those of the SDKs' runtimes: every byte that is not unreserved is percent-encoded, except where the description
//! allows reserved characters.

use serde_json::Value;

use crate::ir::ParameterStyle;

/// Percent-encodes every byte outside `unreserved` of RFC 3986.
pub fn encode(text: &str) -> String {
    encode_but(text, "")
}

/// The same, but for these characters.
pub fn encode_but(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-._~".contains(c) || (c.is_ascii() && kept.contains(c)) {
            out.push(c);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A value where it stands on its own: scalars as they are, `null` as nothing, arrays and objects as JSON.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A path parameter.
pub fn path(name: &str, style: ParameterStyle, explode: bool, value: &Value) -> String {
    let pairs: Vec<(Option<String>, String)> = match value {
        Value::Array(items) => items
            .iter()
            .map(|item| (None, encode(&text(item))))
            .collect(),
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (Some(encode(key)), encode(&text(value))))
            .collect(),
        other => vec![(None, encode(&text(other)))],
    };
    let name = encode(name);
    let flat = |between: &str, inner: &str| {
        let parts = pairs.iter().map(|(key, value)| match key {
            Some(key) => format!("{key}{inner}{value}"),
            None => value.clone(),
        });
        parts.collect::<Vec<_>>().join(between)
    };
    match (style, explode) {
        (ParameterStyle::Label, false) => format!(".{}", flat(",", ",")),
        (ParameterStyle::Label, true) => format!(".{}", flat(".", "=")),
        (ParameterStyle::Matrix, false) => matrix(&name, &flat(",", ",")),
        (ParameterStyle::Matrix, true) => pairs
            .iter()
            .map(|(key, value)| matrix(key.as_deref().unwrap_or(&name), value))
            .collect(),
        (
            ParameterStyle::Simple
            | ParameterStyle::Form
            | ParameterStyle::SpaceDelimited
            | ParameterStyle::PipeDelimited
            | ParameterStyle::DeepObject,
            explode,
        ) => flat(",", if explode { "=" } else { "," }),
    }
}

fn matrix(name: &str, value: &str) -> String {
    if value.is_empty() {
        format!(";{name}")
    } else {
        format!(";{name}={value}")
    }
}

/// A query parameter, a cookie or a property of a form: pairs of encoded names and values.
pub fn query(
    name: &str,
    style: ParameterStyle,
    explode: bool,
    allow_reserved: bool,
    value: &Value,
) -> Vec<(String, String)> {
    let kept = if allow_reserved {
        ":/?[]@!$'()*,;="
    } else {
        ""
    };
    let encoded = |value: &Value| encode_but(&text(value), kept);
    let joined = |parts: Vec<String>| match parts.is_empty() {
        true => Vec::new(),
        false => vec![(encode(name), parts.join(separator(style)))],
    };
    match value {
        Value::Object(_) | Value::Array(_) if style == ParameterStyle::DeepObject => {
            let mut pairs = Vec::new();
            deep(name, value, &mut |path, value| {
                pairs.push((encode(path), encoded(value)));
            });
            pairs
        }
        Value::Array(items) if explode => {
            let pairs = items.iter().map(|item| (encode(name), encoded(item)));
            pairs.collect()
        }
        Value::Array(items) => joined(items.iter().map(encoded).collect()),
        Value::Object(object) if explode && style == ParameterStyle::Form => {
            let pairs = object
                .iter()
                .map(|(key, value)| (encode(key), encoded(value)));
            pairs.collect()
        }
        Value::Object(object) => {
            let parts = object.iter();
            joined(
                parts
                    .flat_map(|(key, value)| [encode(key), encoded(value)])
                    .collect(),
            )
        }
        other => vec![(encode(name), encoded(other))],
    }
}

/// What stands between the items of a list; the space and the bar are not allowed in a URL as they are.
fn separator(style: ParameterStyle) -> &'static str {
    match style {
        ParameterStyle::SpaceDelimited => "%20",
        ParameterStyle::PipeDelimited => "%7C",
        ParameterStyle::Form
        | ParameterStyle::DeepObject
        | ParameterStyle::Simple
        | ParameterStyle::Label
        | ParameterStyle::Matrix => ",",
    }
}

fn deep(path: &str, value: &Value, each: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                deep(&format!("{path}[{key}]"), value, each);
            }
        }
        Value::Array(items) => {
            for item in items {
                deep(path, item, each);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => each(path, value),
    }
}

/// A header, which is not percent-encoded. What would end it cannot be in it.
pub fn header(explode: bool, value: &Value) -> String {
    let inner = if explode { "=" } else { "," };
    let text = match value {
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        Value::Object(object) => {
            let pairs = object.iter();
            let pairs = pairs.map(|(key, value)| format!("{key}{inner}{}", text(value)));
            pairs.collect::<Vec<_>>().join(",")
        }
        other => self::text(other),
    };
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn values() -> [Value; 3] {
        [
            json!("blue"),
            json!(["blue", "black"]),
            json!({"G": 200, "R": 100}),
        ]
    }

    #[test]
    fn path_styles() {
        for (style, explode, expected) in [
            (
                ParameterStyle::Simple,
                false,
                ["blue", "blue,black", "G,200,R,100"],
            ),
            (
                ParameterStyle::Simple,
                true,
                ["blue", "blue,black", "G=200,R=100"],
            ),
            (
                ParameterStyle::Label,
                false,
                [".blue", ".blue,black", ".G,200,R,100"],
            ),
            (
                ParameterStyle::Label,
                true,
                [".blue", ".blue.black", ".G=200.R=100"],
            ),
            (
                ParameterStyle::Matrix,
                false,
                [";c=blue", ";c=blue,black", ";c=G,200,R,100"],
            ),
            (
                ParameterStyle::Matrix,
                true,
                [";c=blue", ";c=blue;c=black", ";G=200;R=100"],
            ),
        ] {
            let found = values().map(|value| path("c", style, explode, &value));
            assert_eq!(found, expected, "{style:?} {explode}");
        }
    }

    #[test]
    fn query_styles() {
        let found = |style, explode, value: &Value| {
            let pairs = query("c", style, explode, false, value);
            let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
            pairs.collect::<Vec<_>>().join("&")
        };
        let [text, list, object] = values();
        use ParameterStyle::{DeepObject, Form, PipeDelimited, SpaceDelimited};
        assert_eq!(found(Form, true, &text), "c=blue");
        assert_eq!(found(Form, true, &list), "c=blue&c=black");
        assert_eq!(found(Form, false, &list), "c=blue,black");
        assert_eq!(found(Form, true, &object), "G=200&R=100");
        assert_eq!(found(Form, false, &object), "c=G,200,R,100");
        assert_eq!(found(SpaceDelimited, false, &list), "c=blue%20black");
        assert_eq!(found(PipeDelimited, false, &list), "c=blue%7Cblack");
        assert_eq!(
            found(DeepObject, true, &object),
            "c%5BG%5D=200&c%5BR%5D=100"
        );
        assert_eq!(
            found(DeepObject, true, &json!({"a": {"b": [1, 2]}})),
            "c%5Ba%5D%5Bb%5D=1&c%5Ba%5D%5Bb%5D=2"
        );
        assert_eq!(found(Form, true, &json!([])), "");
        assert_eq!(
            query("c", Form, true, true, &json!("/a?b=c&d#e %+é")),
            [("c".to_owned(), "/a?b=c%26d%23e%20%25%2B%C3%A9".to_owned())]
        );
    }

    #[test]
    fn headers_end_only_at_their_end() {
        assert_eq!(header(true, &values()[2]), "G=200,R=100");
        assert_eq!(header(false, &json!("a\r\nX: b")), "aX: b");
    }
}
