//! What a generated package says about an API: statics, read by the functions of this runtime.

use std::fmt;

use super::json::{from_slice, Decode, DecodeError, Encode};
use super::notation::NotationCase;

/// What a package says about itself and its API.
#[derive(Debug)]
pub struct Package {
    /// The package's name, for `User-Agent`.
    pub name: &'static str,
    /// The package's version, for `User-Agent`.
    pub version: &'static str,
    /// The URL of the default server; `None` where the description has none that is absolute.
    pub server: Option<&'static str>,
    /// The security schemes.
    pub schemes: &'static [Scheme],
}

/// A security scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Its name, by which credentials are given and operations refer to it.
    pub name: &'static str,
    /// Where its credentials go.
    pub kind: SchemeKind,
}

/// Where the credentials of a scheme go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// Into `Authorization: Basic` (RFC 7617).
    Basic,
    /// Into `Authorization: Bearer` (RFC 6750); also OpenID Connect.
    Bearer,
    /// Into this header.
    HeaderKey(&'static str),
    /// Into this query parameter.
    QueryKey(&'static str),
    /// Into this cookie.
    CookieKey(&'static str),
    /// Into `Authorization: Bearer`, fetched from a token URL where one is known.
    OAuth2 {
        /// Where client credentials are exchanged for a token.
        token_url: Option<&'static str>,
        /// Where a refresh token is exchanged for a token; where absent, `token_url`.
        refresh_url: Option<&'static str>,
    },
}

/// A call of the API.
#[derive(Debug)]
pub struct Operation {
    /// Its `operationId`.
    pub id: &'static str,
    /// Upper case.
    pub method: &'static str,
    /// Its path, relative to the server, beginning with a slash.
    pub path: &'static [Segment],
    /// The value of `Accept`; empty: any.
    pub accept: &'static str,
    /// Alternatives of schemes needed together. Empty: no credentials; an empty alternative: the call may go without.
    pub security: &'static [&'static [&'static str]],
    /// Whether it may be sent twice.
    pub retry: RetrySafety,
    /// Typed bodies of error responses: exact status first, then ranges, then `Any`.
    pub errors: &'static [ErrorCase],
    /// What the values of answers are written in, where not all of them are JSON.
    pub notations: &'static [NotationCase],
    /// A server of its own.
    pub server: Option<&'static str>,
}

/// A piece of a path.
#[derive(Clone, Copy, Debug)]
pub enum Segment {
    /// Text as written.
    Literal(&'static str),
    /// The path parameter with this name.
    Parameter(&'static str),
}

/// Whether a call may be sent twice (RFC 9110, section 9.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetrySafety {
    /// Yes.
    Idempotent,
    /// Only where the server cannot have acted: nothing was sent, 429, or 503 with `Retry-After`.
    Unsafe,
    /// Yes, under a key that this runtime makes and sends in the header with this name.
    Keyed(&'static str),
    /// Never.
    Never,
}

/// Reads the body of an error response.
pub type ReadError = fn(&[u8]) -> Result<Box<dyn ErrorBody>, DecodeError>;

/// A typed body of error responses.
pub struct ErrorCase {
    /// To which status it belongs.
    pub status: StatusPattern,
    /// Reads it: [`error_body`] of the type.
    pub read: ReadError,
}

impl fmt::Debug for ErrorCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ErrorCase({:?})", self.status)
    }
}

/// A status code or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPattern {
    /// This one.
    Exact(u16),
    /// All from `n00` to `n99`.
    Range(u16),
    /// All.
    Any,
}

impl StatusPattern {
    /// Whether `status` is meant.
    pub fn matches(self, status: u16) -> bool {
        match self {
            Self::Exact(exact) => status == exact,
            Self::Range(hundreds) => status / 100 == hundreds,
            Self::Any => true,
        }
    }
}

/// The typed body of an error response; see [`super::ApiError::body`].
pub trait ErrorBody: std::any::Any + fmt::Debug + Encode + Send + Sync {
    /// For the downcast.
    fn as_any(&self) -> &dyn std::any::Any;
}

impl<T: std::any::Any + fmt::Debug + Encode + Send + Sync> ErrorBody for T {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// Reads an error body as `T`.
pub fn error_body<T: Decode + ErrorBody>(text: &[u8]) -> Result<Box<dyn ErrorBody>, DecodeError> {
    Ok(Box::new(from_slice::<T>(text)?))
}
