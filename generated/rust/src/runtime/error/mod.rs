//! Errors: one type for the whole SDK, small to return, that never shows a credential.

mod answer;
mod local;
mod silence;

use std::fmt;

use reqwest::StatusCode;

pub use answer::{ApiError, RedirectError, RedirectReason, ResponseError};
pub use local::{LocalError, LocalErrorKind};
pub use silence::{TimeoutError, TimeoutKind, TransportError};

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
            Self::Redirect(error) => Some(error.status()),
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
