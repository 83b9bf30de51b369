//! Errors without an answer: broken connections, and time that is up.

use std::fmt;

/// A connection that failed.
#[derive(Debug)]
pub struct TransportError {
    pub(in super::super) operation: &'static str,
    pub(in super::super) attempts: u32,
    pub(in super::super) connected: bool,
    pub(in super::super) source: Box<dyn std::error::Error + Send + Sync>,
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
    pub(in super::super) operation: &'static str,
    pub(in super::super) kind: TimeoutKind,
    pub(in super::super) attempts: u32,
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
