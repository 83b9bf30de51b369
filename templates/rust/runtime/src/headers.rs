//! Headers of answers as structs: tables say how their text becomes values.

use reqwest::header::HeaderMap;
use serde::de::IgnoredAny;

use super::json::{from_slice, Decode, DecodeError};

/// How the text of a header becomes the value of the field of its name.
#[derive(Clone, Copy, Debug)]
pub struct Header {
    name: &'static str,
    form: Form,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Json,
    Text(HeaderText),
    List(HeaderText),
    Object {
        explode: bool,
        properties: &'static [(&'static str, HeaderText)],
        others: HeaderText,
    },
}

/// What a piece of the text of a header can be besides a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderText {
    /// Nothing.
    String,
    /// A number, where it is one.
    Number,
    /// A boolean, where it is `true` or `false`.
    Boolean,
    /// A number or a boolean, where it is one.
    Any,
}

impl Header {
    /// A JSON text.
    pub const fn json(name: &'static str) -> Self {
        let form = Form::Json;
        Self { name, form }
    }

    /// One value.
    pub const fn text(name: &'static str, text: HeaderText) -> Self {
        let form = Form::Text(text);
        Self { name, form }
    }

    /// Values with commas between.
    pub const fn list(name: &'static str, item: HeaderText) -> Self {
        let form = Form::List(item);
        Self { name, form }
    }

    /// Names and values with commas between; exploded, a name has a `=` before its value.
    pub const fn object(
        name: &'static str,
        explode: bool,
        properties: &'static [(&'static str, HeaderText)],
        others: HeaderText,
    ) -> Self {
        let form = Form::Object {
            explode,
            properties,
            others,
        };
        Self { name, form }
    }

    /// The JSON text of the value. What has not the form stays a string, which the type of the field refuses.
    fn value(&self, text: &str) -> String {
        match self.form {
            Form::Json => match serde_json::from_str::<IgnoredAny>(text) {
                Ok(_) => text.to_owned(),
                Err(_) => quoted(text),
            },
            Form::Text(kind) => kind.value(text),
            Form::List(kind) => {
                let items: Vec<_> = pieces(text).map(|piece| kind.value(piece)).collect();
                format!("[{}]", items.join(","))
            }
            Form::Object {
                explode,
                properties,
                others,
            } => {
                let Some(pairs) = pairs(text, explode) else {
                    return quoted(text);
                };
                let members = pairs.into_iter().map(|(name, value)| {
                    let known = properties.iter().find(|(known, _)| *known == name);
                    let kind = known.map_or(others, |(_, kind)| *kind);
                    format!("{}:{}", quoted(name), kind.value(value))
                });
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
        }
    }
}

impl HeaderText {
    fn value(self, piece: &str) -> String {
        let (number, boolean) = match self {
            Self::String => (false, false),
            Self::Number => (true, false),
            Self::Boolean => (false, true),
            Self::Any => (true, true),
        };
        let is_boolean = boolean && matches!(piece, "true" | "false");
        if is_boolean || number && is_number(piece) {
            piece.to_owned()
        } else {
            quoted(piece)
        }
    }
}

/// Reads the headers of an answer. Several lines of one name are one text, joined by commas.
///
/// # Errors
/// A header is missing or malformed.
pub fn read_headers<T: Decode>(from: &HeaderMap, headers: &[Header]) -> Result<T, DecodeError> {
    let members = headers.iter().filter_map(|header| {
        let lines = from.get_all(header.name).iter();
        let lines: Vec<_> = lines
            .map(|line| String::from_utf8_lossy(line.as_bytes()))
            .collect();
        let text = lines.join(", ");
        let value = || header.value(trimmed(&text));
        (!lines.is_empty()).then(|| format!("{}:{}", quoted(header.name), value()))
    });
    let members = members.collect::<Vec<_>>().join(",");
    from_slice(format!("{{{members}}}").as_bytes())
}

/// What has commas between, without what is empty (RFC 9110, section 5.6.1).
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(',').map(trimmed);
    pieces.filter(|piece| !piece.is_empty())
}

/// Names and values; `None` where a name has no value.
fn pairs(text: &str, explode: bool) -> Option<Vec<(&str, &str)>> {
    if explode {
        return pieces(text).map(|piece| piece.split_once('=')).collect();
    }
    let pieces: Vec<_> = pieces(text).collect();
    let pairs = pieces.chunks(2).map(|pair| match pair {
        [name, value] => Some((*name, *value)),
        _ => None,
    });
    pairs.collect()
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;

    fn read(header: Header, lines: &[&str]) -> String {
        let mut map = HeaderMap::new();
        for line in lines {
            map.append("x-a", line.parse().unwrap());
        }
        let found: BTreeMap<String, Value> = read_headers(&map, &[header]).unwrap();
        found.get("X-A").map(Value::to_string).unwrap_or_default()
    }

    #[test]
    fn one_value() {
        let text = |kind, line| read(Header::text("X-A", kind), &[line]);
        assert_eq!(text(HeaderText::String, "12"), "\"12\"");
        assert_eq!(text(HeaderText::Number, " 12 "), "12");
        assert_eq!(text(HeaderText::Number, "1.5e3"), "1500.0");
        for malformed in ["", "+1", "01", "1,2", "NaN", "true", "null"] {
            assert_eq!(text(HeaderText::Number, malformed), quoted(malformed));
        }
        assert_eq!(text(HeaderText::Boolean, "true"), "true");
        assert_eq!(text(HeaderText::Boolean, "True"), "\"True\"");
        assert_eq!(text(HeaderText::Any, "false"), "false");
        assert_eq!(text(HeaderText::Any, "7"), "7");
        assert_eq!(text(HeaderText::Any, "a"), "\"a\"");
        assert_eq!(read(Header::text("X-A", HeaderText::String), &[]), "");
    }

    #[test]
    fn several_values() {
        let list = |lines: &[&str]| read(Header::list("X-A", HeaderText::Number), lines);
        assert_eq!(list(&[""]), "[]");
        assert_eq!(list(&["1,\t2 ,,x"]), "[1,2,\"x\"]");
        assert_eq!(list(&["1", "2, 3"]), "[1,2,3]");
    }

    #[test]
    fn names_and_values() {
        let object = |explode, line| {
            let properties = &[("a", HeaderText::Number)];
            let header = Header::object("X-A", explode, properties, HeaderText::String);
            read(header, &[line])
        };
        assert_eq!(object(false, "a,1,b,2"), r#"{"a":1,"b":"2"}"#);
        assert_eq!(object(true, "a=1, b=2=3"), r#"{"a":1,"b":"2=3"}"#);
        assert_eq!(object(false, ""), "{}");
        assert_eq!(object(false, "a,1,b"), "\"a,1,b\"");
        assert_eq!(object(true, "a=1,b"), "\"a=1,b\"");
    }

    #[test]
    fn documents() {
        let json = |line| read(Header::json("X-A"), &[line]);
        assert_eq!(json("{\"a\": [1]}"), r#"{"a":[1]}"#);
        assert_eq!(json("1}, {\"b\": 2"), r#""1}, {\"b\": 2""#);
    }
}
