//! Comparing what happened with what a vector expects.

use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use serde_json::Value;

use crate::vector::Expected;
use crate::Recorded;

/// What is wrong with a request.
pub fn request(expected: &Expected, actual: &Recorded) -> Vec<String> {
    let mut faults = Vec::new();
    let mut differ = |what: &str, wanted: &str, found: &str| {
        if wanted != found {
            faults.push(format!("{what} is {found:?}, not {wanted:?}"));
        }
    };
    if let Some(method) = &expected.method {
        differ("the method", method, &actual.method);
    }
    if let Some(target) = &expected.target {
        differ("the target", target, &actual.target);
    }
    for (name, value) in &expected.headers {
        let found = actual.header(name).unwrap_or("<absent>");
        let wanted = value.as_deref().unwrap_or("<absent>");
        differ(&format!("the header {name}"), wanted, found);
    }
    if let Some(text) = &expected.text {
        differ("the body", text, &actual.text());
    }
    if let Some(bytes) = &expected.base64 {
        differ("the body", bytes, &STANDARD.encode(&actual.body));
    }
    if let Some(json) = &expected.json {
        match serde_json::from_slice::<Value>(&actual.body) {
            Ok(found) if found == *json => {}
            Ok(found) => faults.push(format!("the body is {found}, not {json}")),
            Err(_) => faults.push(format!("the body is no JSON: {:?}", actual.text())),
        }
    }
    if let Some(parts) = &expected.parts {
        match self::parts(actual) {
            Some(found) if found == *parts => {}
            found => faults.push(format!("the parts are {found:?}, not {parts:?}")),
        }
    }
    faults
}

/// The parts of a multipart body (RFC 2046, 5.1): content disposition, content type, text.
pub fn parts(request: &Recorded) -> Option<Vec<(String, Option<String>, String)>> {
    let kind = request.header("content-type")?;
    let boundary = kind.split_once("boundary=")?.1.trim_matches('"');
    let text = request.text();
    let inside = text
        .strip_prefix(&format!("--{boundary}\r\n"))?
        .strip_suffix(&format!("\r\n--{boundary}--\r\n"))
        .or_else(|| {
            text.strip_prefix(&format!("--{boundary}\r\n"))?
                .strip_suffix(&format!("\r\n--{boundary}--"))
        })?;
    let mut found = Vec::new();
    for part in inside.split(&format!("\r\n--{boundary}\r\n")) {
        let (head, body) = part.split_once("\r\n\r\n")?;
        let field = |name: &str| {
            head.split("\r\n").find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name)
                    .then(|| value.trim().to_owned())
            })
        };
        found.push((
            field("content-disposition")?,
            field("content-type"),
            body.to_owned(),
        ));
    }
    Some(found)
}

/// What is wrong with an answer. `ok`, `status`, `value`, `typedHeaders` and `pages` must be equal, of `headers` those that are
/// expected, of `error` what is expected of `kind`, `reason`, `status` and `value`; `mentions` in it or in `typedHeadersError` are texts
/// that must stand in its message.
pub fn answer(expected: &Value, actual: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let wanted = expected.as_object().into_iter().flatten();
    for (key, wanted) in wanted {
        let found = &actual[key];
        match key.as_str() {
            "headers" | "error" | "typedHeadersError" if wanted.is_object() => {
                inside(key, wanted, found, &mut faults);
            }
            _ if found != wanted => faults.push(format!("{key} is {found}, not {wanted}")),
            _ => {}
        }
    }
    if !faults.is_empty() {
        faults.push(format!("the answer was {actual}"));
    }
    faults
}

fn inside(of: &str, wanted: &Value, found: &Value, faults: &mut Vec<String>) {
    for (key, wanted) in wanted.as_object().into_iter().flatten() {
        if key == "mentions" {
            let message = found["message"].as_str().unwrap_or_default();
            let texts = wanted
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            for text in texts.filter(|text| !message.contains(text)) {
                faults.push(format!(
                    "the message does not mention {text:?}: {message:?}"
                ));
            }
        } else if found[key] != *wanted {
            faults.push(format!("{of}.{key} is {}, not {wanted}", found[key]));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_is_expected_is_looked_at() {
        let actual =
            json!({"ok": false, "error": {"kind": "decode", "message": "at $.a"}, "id": 1});
        assert!(answer(
            &json!({"ok": false, "error": {"kind": "decode", "mentions": ["$.a"]}}),
            &actual
        )
        .is_empty());
        assert_eq!(
            answer(&json!({"error": {"mentions": ["$.b"]}}), &actual).len(),
            2
        );
        assert_eq!(answer(&json!({"ok": true}), &actual).len(), 2);
    }

    #[test]
    fn parts_are_told_apart() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n";
        let request = Recorded {
            method: "POST".to_owned(),
            target: "/".to_owned(),
            headers: vec![(
                "content-type".to_owned(),
                "multipart/form-data; boundary=x".to_owned(),
            )],
            body: body.as_bytes().to_vec(),
        };
        assert_eq!(
            parts(&request),
            Some(vec![(
                "form-data; name=\"a\"".to_owned(),
                None,
                "1".to_owned()
            )])
        );
    }
}
