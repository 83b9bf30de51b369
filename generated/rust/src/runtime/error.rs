//! Errors: one type for the whole SDK, small to return, that never shows a credential.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::StatusCode;

use super::head::Head;
use super::json::DecodeError;
use super::operation::ErrorBody;

/// Why a call failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server answered with an error status.
    Api(Box<ApiError>),
    /// No answer: the connection failed, or broke before the answer was complete.
    Transport(Box<TransportError>),
    /// No answer in time.
    Timeout(Box<TimeoutError>),
    /// The answer is not what the description promises.
    Decode(Box<ResponseError>),
    /// Refused on this side, nothing was sent.
    Local(Box<LocalError>),
    /// The server redirected to where this client does not follow.
    Redirect(Box<RedirectError>),
}

impl Error {
    /// The server's answer, if it was an error status.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Redirect(error) => Some(error.status),
            Self::Transport(_) | Self::Timeout(_) | Self::Local(_) => None,
        }
    }

    pub(super) fn local(kind: LocalErrorKind, message: impl Into<String>) -> Self {
        Self::Local(Box::new(LocalError {
            kind,
            message: message.into(),
        }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Local(error) => error.fmt(f),
            Self::Redirect(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(&*error.source),
            Self::Decode(error) => Some(&error.source),
            Self::Api(_) | Self::Timeout(_) | Self::Local(_) | Self::Redirect(_) => None,
        }
    }
}

impl From<LocalError> for Error {
    fn from(error: LocalError) -> Self {
        Self::Local(Box::new(error))
    }
}

/// An answer with an error status.
pub struct ApiError {
    pub(super) operation: &'static str,
    pub(super) head: Head,
    pub(super) raw: Bytes,
    pub(super) body: Option<Box<dyn ErrorBody>>,
    pub(super) retry_after: Option<Duration>,
    pub(super) attempts: u32,
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

/// A connection that failed.
#[derive(Debug)]
pub struct TransportError {
    pub(super) operation: &'static str,
    pub(super) attempts: u32,
    pub(super) connected: bool,
    pub(super) source: Box<dyn std::error::Error + Send + Sync>,
}

impl TransportError {
    /// The operation's id in the description.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// How often the request was sent, or tried to be.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether a connection was made, so that the server may have acted.
    pub fn is_connected(&self) -> bool {
        self.connected
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.connected {
            "the connection broke"
        } else {
            "no connection"
        };
        write!(f, "{}: {what}", self.operation)?;
        let mut source: Option<&dyn std::error::Error> = Some(&*self.source);
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

/// A limit of time that was reached.
#[derive(Debug)]
pub struct TimeoutError {
    pub(super) operation: &'static str,
    pub(super) kind: TimeoutKind,
    pub(super) attempts: u32,
}

/// Which limit of time was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// That of making a connection.
    Connect,
    /// That of one attempt, or of a pause within a streamed body.
    Attempt,
    /// That of the whole call.
    Deadline,
}

impl TimeoutError {
    /// The operation's id in the description.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Which limit was reached.
    pub fn kind(&self) -> TimeoutKind {
        self.kind
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TimeoutKind::Connect => "no connection in time",
            TimeoutKind::Attempt => "no answer in time",
            TimeoutKind::Deadline => "the call's deadline has passed",
        };
        write!(f, "{}: {what} (attempt {})", self.operation, self.attempts)
    }
}

impl std::error::Error for TimeoutError {}

/// An answer that cannot be read.
pub struct ResponseError {
    pub(super) operation: &'static str,
    pub(super) head: Head,
    pub(super) raw: Bytes,
    pub(super) source: DecodeError,
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

/// A call that was refused on this side.
#[derive(Clone, Debug)]
pub struct LocalError {
    pub(super) kind: LocalErrorKind,
    pub(super) message: String,
}

/// Why a call was refused on this side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LocalErrorKind {
    /// A path parameter that would change the path: empty, `.` or `..`.
    PathParameter,
    /// A header or cookie with CR, LF or NUL, or with a name that is none.
    Header,
    /// A value without the form that is asked for, for example a number that is not finite.
    Value,
    /// The client's configuration: its URL, its proxy, its certificates.
    Configuration,
    /// Credentials that the operation needs are missing, or could not be got.
    Credentials,
    /// Credentials would go over plain HTTP.
    PlainHttp,
    /// A link to another origin than the configured one.
    Origin,
    /// Pages that do not move on.
    Pagination,
    /// A body over the limit.
    Size,
    /// A file that cannot be read or written.
    File,
}

impl LocalError {
    /// Why.
    pub fn kind(&self) -> LocalErrorKind {
        self.kind
    }
}

impl fmt::Display for LocalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for LocalError {}

/// A redirect that was not followed.
#[derive(Debug)]
pub struct RedirectError {
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) reason: RedirectReason,
    pub(super) origin: Option<String>,
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
