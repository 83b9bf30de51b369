//! Why a webhook is not taken. No error shows a secret or a signature.

use std::fmt;

use super::super::json::DecodeError;

/// Why a webhook is not taken.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// A secret is missing, empty, or not as it must be written.
    Secret(&'static str),
    /// A header is not there.
    MissingHeader(&'static str),
    /// A header is not as described, or there twice.
    MalformedHeader(&'static str),
    /// The server did not send the body, or it was changed on the way.
    NoSignatureFits,
    /// The signature is older than so many seconds.
    TooOld(u32),
    /// The signature is of a time more than so many seconds ahead.
    InTheFuture(u32),
    /// The body is signed, but not as described.
    Body(DecodeError),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secret(reason) => f.write_str(reason),
            Self::MissingHeader(name) => write!(f, "the header {name} is missing"),
            Self::MalformedHeader(name) => write!(f, "the header {name} is malformed"),
            Self::NoSignatureFits => f.write_str("no signature fits"),
            Self::TooOld(tolerance) => write!(f, "the signature is older than {tolerance} s"),
            Self::InTheFuture(tolerance) => {
                write!(f, "the signature is more than {tolerance} s ahead")
            }
            Self::Body(error) => write!(f, "the body is not as described: {error}"),
        }
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::Secret(_)
            | Self::MissingHeader(_)
            | Self::MalformedHeader(_)
            | Self::NoSignatureFits
            | Self::TooOld(_)
            | Self::InTheFuture(_) => None,
        }
    }
}
