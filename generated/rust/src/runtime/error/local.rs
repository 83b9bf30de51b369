//! Errors of this side: nothing was sent.

use std::fmt;

/// A call that was refused on this side.
#[derive(Clone, Debug)]
pub struct LocalError {
    pub(in super::super) kind: LocalErrorKind,
    pub(in super::super) message: String,
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
