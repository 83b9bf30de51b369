//! Which versions of OpenAPI are read. What a later version says differently is put into the shape of 3.0 by a file of its own.

pub(super) mod v20;
pub(super) mod v31;
pub(super) mod v32;

use serde_json::Value;

use super::report::Report;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;

const READ: &str = "the versions 2.0, 3.0.0 to 3.0.4, 3.1.0 to 3.1.2 and 3.2.0 are read";

/// A version of OpenAPI, without its patch number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    V20,
    V30,
    V31,
    V32,
}

impl Version {
    /// As it is called.
    pub fn minor(self) -> &'static str {
        match self {
            Self::V20 => "2.0",
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        }
    }
}

/// The version of a description that can be held against the grammar: its root is an object, and its version is read. One that
/// does not say its version is taken for the oldest, and the grammar misses the keyword.
pub(super) fn of(raw: &Value, root: &Pointer, report: &mut Report) -> Option<Version> {
    let Some(members) = raw.as_object() else {
        report.push(
            Diagnostic::error(codes::WRONG_TYPE, root, "a description is an object")
                .help("start with `openapi: 3.0.3`"),
        );
        return None;
    };
    let mut found = Some(Version::V30);
    for keyword in ["swagger", "openapi"] {
        let version = match members.get(keyword) {
            Some(Value::String(version)) => version.clone(),
            Some(Value::Number(version)) => version.to_string(),
            _ => continue,
        };
        found = read(keyword, &version);
        if found.is_none() {
            let message = format!("`{keyword}: {version}` is not read");
            report.push(
                Diagnostic::error(codes::UNSUPPORTED_VERSION, &root.key(keyword), message)
                    .help(READ),
            );
            return None;
        }
    }
    found
}

fn read(keyword: &str, version: &str) -> Option<Version> {
    match (keyword, version) {
        // YAML reads an unquoted 2.0 as a number.
        ("swagger", "2.0" | "2") => Some(Version::V20),
        ("openapi", "3.0.0" | "3.0.1" | "3.0.2" | "3.0.3" | "3.0.4") => Some(Version::V30),
        ("openapi", "3.1.0" | "3.1.1" | "3.1.2") => Some(Version::V31),
        ("openapi", "3.2.0") => Some(Version::V32),
        _ => None,
    }
}
