//! A request with all its values encoded: what is sent, as far as it does not change from attempt to attempt.

use super::body::Piece;
use super::error::{LocalError, LocalErrorKind};
use super::multipart::Multipart;
use super::operation::{Operation, Segment};
use super::style;

/// The parts of a request, everything encoded.
#[derive(Clone)]
pub(super) struct Parts {
    pub operation: &'static Operation,
    pub path: Vec<(&'static str, String)>,
    /// Encoded names and values.
    pub query: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
    pub cookies: Vec<(String, String)>,
    pub content: Content,
    pub problem: Option<LocalError>,
}

/// The body of a request.
#[derive(Clone)]
pub(super) enum Content {
    None,
    Single { content_type: String, piece: Piece },
    Multipart(Multipart),
}

impl Parts {
    /// The path with its parameters filled in.
    pub(super) fn path(&self) -> Result<String, LocalError> {
        let mut path = String::new();
        for segment in self.operation.path {
            match segment {
                Segment::Literal(text) => path.push_str(text),
                Segment::Parameter(wanted) => {
                    match self.path.iter().find(|(name, _)| name == wanted) {
                        Some((_, value)) => path.push_str(value),
                        None => {
                            let message = format!("path parameter {wanted:?} is missing");
                            return Err(LocalError {
                                kind: LocalErrorKind::PathParameter,
                                message,
                            });
                        }
                    }
                }
            }
        }
        // A URL parser would take such a segment for a step, even in its encoded form.
        match path.split('/').any(|segment| matches!(segment, "." | "..")) {
            true => Err(LocalError {
                kind: LocalErrorKind::PathParameter,
                message: format!(
                    "{}: a path parameter would change the path",
                    self.operation.id
                ),
            }),
            false => Ok(path),
        }
    }

    /// The value of a query parameter that is a number.
    pub(super) fn query_number(&self, name: &str) -> Option<i64> {
        let name = style::encode(name);
        self.query
            .iter()
            .find(|(other, _)| *other == name)?
            .1
            .parse()
            .ok()
    }

    /// Replaces a query parameter by a single value.
    pub(super) fn set_query(&mut self, name: &str, value: &str) {
        let name = style::encode(name);
        self.query.retain(|(other, _)| *other != name);
        self.query.push((name, style::encode(value)));
    }
}

/// CR, LF and NUL would end the header or start another one (RFC 9110, section 5.5).
pub(super) fn check_header(name: &str, value: &str) -> Result<(), LocalError> {
    match value.bytes().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
        true => Err(LocalError {
            kind: LocalErrorKind::Header,
            message: format!("header {name:?} must not contain CR, LF or NUL"),
        }),
        false => Ok(()),
    }
}

/// Encoded pairs as a query or form.
pub(super) fn join_pairs(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}
