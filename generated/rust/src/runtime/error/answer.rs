//! Errors that come with an answer of the server.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::StatusCode;

use super::super::head::Head;
use super::super::json::DecodeError;
use super::super::operation::ErrorBody;

/// An answer with an error status.
pub struct ApiError {
    pub(in super::super) operation: &'static str,
    pub(in super::super) head: Head,
    pub(in super::super) raw: Bytes,
    pub(in super::super) body: Option<Box<dyn ErrorBody>>,
    pub(in super::super) retry_after: Option<Duration>,
    pub(in super::super) attempts: u32,
}

impl ApiError {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The server's name for this request, to be quoted when asking for help.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// The operation's id in the description.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The body as `T`, if the description declares that type for the status and the body fits it.
    pub fn body<T: ErrorBody>(&self) -> Option<&T> {
        self.body.as_deref()?.as_any().downcast_ref()
    }

    /// The typed body, to be encoded again without knowing its type.
    pub fn any_body(&self) -> Option<&dyn ErrorBody> {
        self.body.as_deref()
    }

    /// The body as received, at most 1 MiB of it.
    pub fn raw_body(&self) -> &Bytes {
        &self.raw
    }

    /// How long the server asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("head", &self.head)
            .field("raw_body_length", &self.raw.len())
            .field("body", &self.body)
            .field("retry_after", &self.retry_after)
            .field("attempts", &self.attempts)
            .finish()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: the server answered {}",
            self.operation,
            self.head.status()
        )?;
        match self.request_id() {
            Some(id) => write!(f, " (request id {id:?})"),
            None => Ok(()),
        }
    }
}

/// An answer that cannot be read.
pub struct ResponseError {
    pub(in super::super) operation: &'static str,
    pub(in super::super) head: Head,
    pub(in super::super) raw: Bytes,
    pub(in super::super) source: DecodeError,
}

impl ResponseError {
    /// The operation's id in the description.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The server's name for this request.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// The body as received; of a stream the item that cannot be read.
    pub fn raw_body(&self) -> &Bytes {
        &self.raw
    }

    /// What does not fit, and where.
    pub fn decode_error(&self) -> &DecodeError {
        &self.source
    }
}

impl fmt::Debug for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseError")
            .field("operation", &self.operation)
            .field("head", &self.head)
            .field("raw_body_length", &self.raw.len())
            .field("source", &self.source)
            .finish()
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, status) = (self.operation, self.head.status());
        write!(
            f,
            "{operation}: the answer ({status}, {:?}) cannot be read: ",
            self.head.content_type()
        )?;
        self.source.fmt(f)
    }
}

impl std::error::Error for ResponseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// A redirect that was not followed.
#[derive(Debug)]
pub struct RedirectError {
    pub(in super::super) operation: &'static str,
    pub(in super::super) status: StatusCode,
    pub(in super::super) reason: RedirectReason,
    pub(in super::super) origin: Option<String>,
}

/// Why a redirect was not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectReason {
    /// It leads to another origin.
    OtherOrigin,
    /// The method is neither GET nor HEAD.
    Method,
    /// More than five in a row.
    TooMany,
    /// Its `Location` is missing or not a URL.
    Location,
}

impl RedirectError {
    /// The operation's id in the description.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Why it was not followed.
    pub fn reason(&self) -> RedirectReason {
        self.reason
    }

    /// The origin it leads to; the rest of the URL may hold secrets and is not kept.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }
}

impl fmt::Display for RedirectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.reason {
            RedirectReason::OtherOrigin => "to another origin",
            RedirectReason::Method => "of a request that is not safe to repeat elsewhere",
            RedirectReason::TooMany => "after five others",
            RedirectReason::Location => "without a usable location",
        };
        write!(
            f,
            "{}: refused a redirect ({}) {what}",
            self.operation, self.status
        )?;
        match &self.origin {
            Some(origin) => write!(f, " ({origin})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for RedirectError {}
