//! How values of parameters are written (OpenAPI 3.0.3, section 4.7.12.3; RFC 6570).

use super::tree::Tree;
use percent_encoding::{utf8_percent_encode, AsciiSet, NON_ALPHANUMERIC};

/// Everything but RFC 3986 `unreserved`.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
/// `reserved` left as it is, less what would end or split the value: `#`, `&` and `+`. `%` is encoded: values come unencoded.
const RESERVED: &AsciiSet = &STRICT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Styles of path parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// `a,b`.
    Simple,
    /// `.a.b`.
    Label,
    /// `;name=a,b`.
    Matrix,
}

/// Styles of query parameters and of properties of forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// `name=a,b`, exploded `name=a&name=b`.
    Form,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a%7Cb`.
    PipeDelimited,
    /// `name[key]=a`.
    DeepObject,
}

/// `text` with every byte outside `unreserved` percent-encoded.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, STRICT).to_string()
}

fn encode_with(text: &str, allow_reserved: bool) -> String {
    utf8_percent_encode(text, if allow_reserved { RESERVED } else { STRICT }).to_string()
}

/// A path parameter, percent-encoded.
pub(super) fn path(name: &str, style: PathStyle, explode: bool, value: &Tree) -> String {
    let pairs: Vec<(Option<String>, String)> = match value {
        Tree::Array(items) => items
            .iter()
            .map(|item| (None, encode(&item.text())))
            .collect(),
        Tree::Object(object) => object
            .iter()
            .map(|(key, value)| (Some(encode(key)), encode(&value.text())))
            .collect(),
        other => vec![(None, encode(&other.text()))],
    };
    let is_object = matches!(value, Tree::Object(_));
    let name = encode(name);
    let flat = |between: &str, inner: &str| {
        let parts: Vec<String> = pairs
            .iter()
            .map(|(key, value)| {
                key.as_ref()
                    .map_or_else(|| value.clone(), |key| format!("{key}{inner}{value}"))
            })
            .collect();
        parts.join(between)
    };
    match (style, explode) {
        (PathStyle::Simple, false) => flat(",", ","),
        (PathStyle::Simple, true) => flat(",", "="),
        (PathStyle::Label, false) => format!(".{}", flat(",", ",")),
        (PathStyle::Label, true) => format!(".{}", flat(".", "=")),
        (PathStyle::Matrix, true) if is_object => pairs
            .iter()
            .map(|(key, value)| matrix(key.as_deref(), value))
            .collect(),
        (PathStyle::Matrix, true) => pairs
            .iter()
            .map(|(_, value)| matrix(Some(&name), value))
            .collect(),
        (PathStyle::Matrix, false) => matrix(Some(&name), &flat(",", ",")),
    }
}

fn matrix(name: Option<&str>, value: &str) -> String {
    let name = name.unwrap_or_default();
    match value.is_empty() {
        true => format!(";{name}"),
        false => format!(";{name}={value}"),
    }
}

/// A query parameter as encoded names and values, none where an empty list has no form.
pub(super) fn query(
    name: &str,
    style: QueryStyle,
    explode: bool,
    allow_reserved: bool,
    value: &Tree,
) -> Vec<(String, String)> {
    let text = |text: &str| encode_with(text, allow_reserved);
    let joined = |between: &str, parts: Vec<String>| match parts.is_empty() {
        true => Vec::new(),
        false => vec![(encode(name), parts.join(between))],
    };
    let between = match style {
        QueryStyle::SpaceDelimited => "%20",
        QueryStyle::PipeDelimited => "%7C",
        QueryStyle::Form | QueryStyle::DeepObject => ",",
    };
    match (style, value) {
        (QueryStyle::DeepObject, Tree::Object(_) | Tree::Array(_)) => {
            let mut pairs = Vec::new();
            deep(name, value, &mut |path, value| {
                pairs.push((encode(path), text(value)))
            });
            pairs
        }
        (_, Tree::Array(items)) if explode => items
            .iter()
            .map(|item| (encode(name), text(&item.text())))
            .collect(),
        (_, Tree::Array(items)) => joined(
            between,
            items.iter().map(|item| text(&item.text())).collect(),
        ),
        (_, Tree::Object(object)) if explode && style == QueryStyle::Form => object
            .iter()
            .map(|(key, value)| (encode(key), text(&value.text())))
            .collect(),
        (_, Tree::Object(object)) => joined(
            between,
            object
                .iter()
                .flat_map(|(key, value)| [encode(key), text(&value.text())])
                .collect(),
        ),
        (_, other) => vec![(encode(name), text(&other.text()))],
    }
}

/// `name[a][b]=value`, to any depth: OpenAPI leaves nesting open, this is what servers read. Items of arrays repeat the name
/// with `[]` left out, as the widespread parsers of exploded arrays expect.
fn deep(path: &str, value: &Tree, each: &mut dyn FnMut(&str, &str)) {
    match value {
        Tree::Object(object) => {
            for (key, value) in object {
                deep(&format!("{path}[{key}]"), value, each);
            }
        }
        Tree::Array(items) => {
            for item in items {
                deep(path, item, each);
            }
        }
        other => each(path, &other.text()),
    }
}

/// A header or cookie value in style `simple`, not encoded.
pub(super) fn plain(explode: bool, value: &Tree) -> String {
    let inner = if explode { "=" } else { "," };
    match value {
        Tree::Array(items) => items.iter().map(Tree::text).collect::<Vec<_>>().join(","),
        Tree::Object(object) => object
            .iter()
            .map(|(key, value)| format!("{key}{inner}{}", value.text()))
            .collect::<Vec<_>>()
            .join(","),
        other => other.text(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{json, Value};

    use super::*;

    /// The example values of OpenAPI 3.0.3, section 4.7.12.4; the object in alphabetical order.
    fn values() -> [Tree; 3] {
        [
            json!("blue"),
            json!(["blue", "black", "brown"]),
            json!({"B": 150, "G": 200, "R": 100}),
        ]
        .map(|value| Tree::from(&value))
    }

    #[test]
    fn path_styles() {
        let expected = [
            (
                PathStyle::Simple,
                false,
                ["blue", "blue,black,brown", "B,150,G,200,R,100"],
            ),
            (
                PathStyle::Simple,
                true,
                ["blue", "blue,black,brown", "B=150,G=200,R=100"],
            ),
            (
                PathStyle::Label,
                false,
                [".blue", ".blue,black,brown", ".B,150,G,200,R,100"],
            ),
            (
                PathStyle::Label,
                true,
                [".blue", ".blue.black.brown", ".B=150.G=200.R=100"],
            ),
            (
                PathStyle::Matrix,
                false,
                [
                    ";color=blue",
                    ";color=blue,black,brown",
                    ";color=B,150,G,200,R,100",
                ],
            ),
            (
                PathStyle::Matrix,
                true,
                [
                    ";color=blue",
                    ";color=blue;color=black;color=brown",
                    ";B=150;G=200;R=100",
                ],
            ),
        ];
        for (style, explode, texts) in expected {
            assert_eq!(
                values().map(|value| path("color", style, explode, &value)),
                texts,
                "{style:?} {explode}"
            );
        }
        assert_eq!(
            path("color", PathStyle::Matrix, false, &Tree::from(&json!(""))),
            ";color"
        );
    }

    fn query_text(style: QueryStyle, explode: bool, reserved: bool, value: &Value) -> String {
        let pairs = query("color", style, explode, reserved, &Tree::from(value));
        let pairs: Vec<String> = pairs
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    }

    #[test]
    fn query_styles() {
        use QueryStyle::{DeepObject, Form, PipeDelimited, SpaceDelimited};

        let (list, object) = (json!(["blue", "black"]), json!({"G": 200, "R": 100}));
        assert_eq!(query_text(Form, true, false, &json!("")), "color=");
        assert_eq!(query_text(Form, false, false, &list), "color=blue,black");
        assert_eq!(
            query_text(Form, true, false, &list),
            "color=blue&color=black"
        );
        assert_eq!(query_text(Form, false, false, &object), "color=G,200,R,100");
        assert_eq!(query_text(Form, true, false, &object), "G=200&R=100");
        assert_eq!(
            query_text(SpaceDelimited, false, false, &list),
            "color=blue%20black"
        );
        assert_eq!(
            query_text(PipeDelimited, false, false, &list),
            "color=blue%7Cblack"
        );
        assert_eq!(
            query_text(PipeDelimited, false, false, &object),
            "color=G%7C200%7CR%7C100"
        );
        assert_eq!(
            query_text(DeepObject, true, false, &object),
            "color%5BG%5D=200&color%5BR%5D=100"
        );
        let nested = json!({"a": {"b": [1, 2]}, "c": true});
        assert_eq!(
            query_text(DeepObject, true, false, &nested),
            "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2&color%5Bc%5D=true"
        );
        for explode in [true, false] {
            assert_eq!(query_text(Form, explode, false, &json!([])), "");
        }
    }

    #[test]
    fn every_byte_that_is_not_unreserved_is_encoded() {
        assert_eq!(encode("aZ09-._~"), "aZ09-._~");
        assert_eq!(
            encode("a b/c?d#e%f+g&h=i,j;k:l@m"),
            "a%20b%2Fc%3Fd%23e%25f%2Bg%26h%3Di%2Cj%3Bk%3Al%40m"
        );
        assert_eq!(encode("é\u{1F600}\0\n"), "%C3%A9%F0%9F%98%80%00%0A");
        // A comma inside a value is not the comma between values.
        assert_eq!(
            query_text(QueryStyle::Form, false, false, &json!(["a,b", "c"])),
            "color=a%2Cb,c"
        );
        assert_eq!(
            query_text(QueryStyle::Form, true, true, &json!("/a?b=c&d#e %+")),
            "color=/a?b=c%26d%23e%20%25%2B"
        );
    }

    #[test]
    fn headers() {
        let [text, list, object] = values();
        assert_eq!(
            (plain(false, &text), plain(true, &list)),
            ("blue".to_owned(), "blue,black,brown".to_owned())
        );
        assert_eq!(plain(false, &object), "B,150,G,200,R,100");
        assert_eq!(plain(true, &object), "B=150,G=200,R=100");
    }
}
