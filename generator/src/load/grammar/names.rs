//! The forms of names and keys.

/// Whether this is a key of a Responses Object (OpenAPI 3.0.3, 4.7.16): `200`, `4XX`, `default`.
pub(super) fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'9', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}

/// Whether this may name a component (OpenAPI 3.0.3, 4.7.7.1).
pub(super) fn is_component(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    !name.is_empty() && name.chars().all(allowed)
}

/// Whether this is a media type or a range of them (RFC 9110, 8.3.1), parameters aside: `text/*`.
pub(super) fn is_media_type(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default().trim();
    essence
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

/// The media types that a key of `content` names: itself, or those of a list with commas, as in a header.
pub(in crate::load) fn media_types(key: &str) -> Vec<&str> {
    if is_media_type(key) {
        // A comma may stand in the value of a parameter.
        return vec![key];
    }
    let parts = key.split(',').map(str::trim);
    let listed: Vec<_> = parts.filter(|part| is_media_type(part)).collect();
    match listed.is_empty() {
        true => vec![key],
        false => listed,
    }
}

/// Whether this is a token (RFC 9110, 5.6.2), as names of headers are.
pub(crate) fn is_token(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(allowed)
}

/// Whether this is a key of `additionalOperations` (OpenAPI 3.2.0, 4.9.1): a method as it is sent, with no keyword of its own.
pub(super) fn is_additional_method(name: &str) -> bool {
    const FIXED: [&str; 9] = [
        "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY",
    ];
    is_token(name) && !FIXED.contains(&name)
}

/// Whether an identifier can be made from this.
pub(super) fn is_nameable(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Whether this is a JSON pointer (RFC 6901, 3).
pub(super) fn is_json_pointer(text: &str) -> bool {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c == '~' && !matches!(characters.peek(), Some('0' | '1')) {
            return false;
        }
    }
    text.is_empty() || text.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_keys_of_responses() {
        for key in ["200", "4XX", "default", "599"] {
            assert!(is_status(key), "{key}");
        }
        for key in ["2xx", "20", "2000", "XXX", "Default", "099", "", "2X0"] {
            assert!(!is_status(key), "{key}");
        }
    }

    #[test]
    fn knows_media_types() {
        for name in ["application/json", "*/*", "text/*", "a/b+c; charset=utf-8"] {
            assert!(is_media_type(name), "{name}");
        }
        for name in ["json", "a/", "/b", "a/b/c", "", "a b/c"] {
            assert!(!is_media_type(name), "{name}");
        }
    }

    #[test]
    fn a_key_may_list_media_types() {
        assert_eq!(media_types("a/b, c/d;e=f"), ["a/b", "c/d;e=f"]);
        assert_eq!(media_types("a/b, version=1"), ["a/b"]);
        for key in ["a/b", "a/b; c=\"d, e\"", "a, b"] {
            assert_eq!(media_types(key), [key]);
        }
    }

    #[test]
    fn knows_json_pointers() {
        for text in ["", "/a", "/a~1b/~0/0"] {
            assert!(is_json_pointer(text), "{text}");
        }
        for text in ["a", "#/a", "/~2", "/~"] {
            assert!(!is_json_pointer(text), "{text}");
        }
    }

    #[test]
    fn knows_component_names() {
        assert!(is_component("A.b-c_9"));
        assert!(!is_component("a b") && !is_component("") && !is_component("a/b"));
    }
}
