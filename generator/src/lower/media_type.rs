//! Media types: what a content type means for a body.

use super::words;

/// What the name of a media type says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaKind {
    Json,
    JsonLines,
    EventStream,
    Form,
    Multipart,
    Text,
    /// XML; without a structure, or with one that XML has not, it is handed over as its text, see `xml`.
    Xml,
    /// `*/*`: the schema decides.
    Anything,
    Binary,
}

/// The kind of a media type; parameters (`; charset=utf-8`) and case do not matter.
pub(super) fn kind(name: &str) -> MediaKind {
    let essence = essence(name);
    let (top, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    match (top, subtype) {
        ("*", "*") => MediaKind::Anything,
        (
            "application" | "text",
            "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines"
            | "json-lines" | "json-seq" | "jsonlines+json" | "geo+json-seq",
        ) => MediaKind::JsonLines,
        ("application" | "text", "json") => MediaKind::Json,
        (_, other) if other.ends_with("+json-seq") => MediaKind::JsonLines,
        (_, other) if other.ends_with("+json") => MediaKind::Json,
        ("application", "x-www-form-urlencoded") => MediaKind::Form,
        ("multipart", _) => MediaKind::Multipart,
        ("text", "event-stream") => MediaKind::EventStream,
        ("application" | "text", "xml") => MediaKind::Xml,
        (_, other) if other.ends_with("+xml") && top != "image" => MediaKind::Xml,
        ("text", _) => MediaKind::Text,
        _ => MediaKind::Binary,
    }
}

/// Whether it is JSON and nothing but.
pub(super) fn is_plain_json(name: &str) -> bool {
    essence(name) == "application/json"
}

/// Whether it is XML.
pub(super) fn is_xml(name: &str) -> bool {
    kind(name) == MediaKind::Xml
}

/// The words of the subtype: `application/vnd.api+json` is "vnd api json".
pub(super) fn subtype_words(name: &str) -> Vec<String> {
    let essence = essence(name);
    match essence.split_once('/') {
        Some((top, "*")) => words::words(if top == "*" { "any" } else { top }),
        Some((_, subtype)) => words::words(subtype.strip_prefix("x-").unwrap_or(subtype)),
        None => words::words(&essence),
    }
}

/// The words of the whole name.
pub(super) fn full_words(name: &str) -> Vec<String> {
    words::words(name)
}

fn essence(name: &str) -> String {
    let end = name.find(';').unwrap_or(name.len());
    name[..end].trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{kind, subtype_words, MediaKind};

    #[test]
    fn kinds_go_by_name() {
        for (name, expected) in [
            ("application/json", MediaKind::Json),
            ("Application/JSON; charset=utf-8", MediaKind::Json),
            ("application/vnd.github.v3+json", MediaKind::Json),
            ("text/json", MediaKind::Json),
            ("application/x-ndjson", MediaKind::JsonLines),
            ("application/json-seq", MediaKind::JsonLines),
            ("text/event-stream", MediaKind::EventStream),
            ("application/x-www-form-urlencoded", MediaKind::Form),
            ("multipart/form-data", MediaKind::Multipart),
            ("text/html", MediaKind::Text),
            ("application/xml", MediaKind::Xml),
            ("text/xml; charset=utf-8", MediaKind::Xml),
            ("application/atom+xml", MediaKind::Xml),
            ("image/svg+xml", MediaKind::Binary),
            ("image/*", MediaKind::Binary),
            ("*/*", MediaKind::Anything),
            ("nonsense", MediaKind::Binary),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }

    #[test]
    fn subtypes_have_words() {
        assert_eq!(
            subtype_words("application/x-www-form-urlencoded").join(" "),
            "www form urlencoded"
        );
        assert_eq!(subtype_words("image/*").join(" "), "image");
        assert_eq!(subtype_words("*/*").join(" "), "any");
    }
}
