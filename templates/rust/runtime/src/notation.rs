//! Notations: what values are written in where it is not JSON.

use std::fmt;

use super::head::Head;
use super::json::{DecodeError, EncodeError};
use super::operation::StatusPattern;

/// Another way than JSON to write a value.
pub trait Notation: fmt::Debug + Sync {
    /// The JSON text of a document.
    ///
    /// # Errors
    /// The document is not what it should be.
    fn read(&self, document: &[u8]) -> Result<Vec<u8>, DecodeError>;

    /// The document of a JSON text.
    ///
    /// # Errors
    /// The notation has no form for the value.
    fn write(&self, text: &[u8]) -> Result<String, EncodeError>;
}

/// What the value of an answer is written in.
#[derive(Debug)]
pub struct NotationCase {
    /// The status of the answer.
    pub status: StatusPattern,
    /// Its media type.
    pub media_type: &'static str,
    /// `None`: JSON.
    pub notation: Option<&'static dyn Notation>,
}

/// Of the cases for the status of an answer the one of its media type, else one that is XML if the answer is, else the first.
pub(super) fn notation(
    cases: &'static [NotationCase],
    head: &Head,
) -> Option<&'static dyn Notation> {
    let found = head.content_type().to_ascii_lowercase();
    let is_xml = found.ends_with("/xml") || found.ends_with("+xml");
    let status = head.status().as_u16();
    let pattern = (cases.iter().find(|case| case.status.matches(status)))?.status;
    let mut own = cases.iter().filter(|case| case.status == pattern);
    let named = |case: &&NotationCase| {
        !case.media_type.is_empty() && head.matches(StatusPattern::Any, case.media_type)
    };
    let best = (own.clone().find(named))
        .or_else(|| own.clone().find(|case| case.notation.is_some() == is_xml))
        .or_else(|| own.next())?;
    best.notation
}
