//! Which versions of OpenAPI are read.

use serde_json::Value;

use super::report::Report;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;

const READ: &str = "the versions 3.0.0 to 3.0.4 are read";

/// Whether the description can be held against the grammar: its root is an object, and its version, where it names one, is read.
pub(super) fn check(raw: &Value, root: &Pointer, report: &mut Report) -> bool {
    let Some(members) = raw.as_object() else {
        report.push(
            Diagnostic::error(codes::WRONG_TYPE, root, "a description is an object")
                .help("start with `openapi: 3.0.3`"),
        );
        return false;
    };
    for keyword in ["swagger", "openapi"] {
        let version = match members.get(keyword) {
            Some(Value::String(version)) => version.clone(),
            Some(Value::Number(version)) => version.to_string(),
            _ => continue,
        };
        if !is_read(keyword, &version) {
            let message = format!("`{keyword}: {version}` is not read");
            report.push(
                Diagnostic::error(codes::UNSUPPORTED_VERSION, &root.key(keyword), message)
                    .help(READ),
            );
            return false;
        }
    }
    true
}

fn is_read(keyword: &str, version: &str) -> bool {
    let patch = version.strip_prefix("3.0.").unwrap_or_default();
    keyword == "openapi" && matches!(patch, "0" | "1" | "2" | "3" | "4")
}
