//! Observation: what a user can see of each attempt.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;

use super::error::Error;
use super::operation::Operation;

/// An attempt that is about to be made, or was.
#[derive(Debug)]
pub struct Attempt<'a> {
    /// The operation; its path is that of the description, without values.
    pub operation: &'a Operation,
    /// 1 for the first.
    pub number: u32,
}

/// What became of an attempt.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// The status, if there was an answer.
    pub status: Option<StatusCode>,
    /// Why it failed, if it did.
    pub error: Option<&'a Error>,
    /// How long it took.
    pub elapsed: Duration,
    /// The wait before the next attempt, if there will be one.
    pub retry_in: Option<Duration>,
}

/// Called before an attempt.
pub(super) type Before = Box<dyn Fn(&Attempt<'_>) + Send + Sync>;
/// Called after an attempt.
pub(super) type After = Box<dyn Fn(&Attempt<'_>, &Outcome<'_>) + Send + Sync>;

/// All hooks of a client.
#[derive(Default)]
pub(super) struct Hooks {
    pub before: Vec<Before>,
    pub after: Vec<After>,
}

impl Hooks {
    pub(super) fn before(&self, attempt: &Attempt<'_>) {
        #[cfg(feature = "tracing")]
        tracing::trace!(
            operation = attempt.operation.id,
            attempt = attempt.number,
            "sending"
        );
        self.before.iter().for_each(|hook| hook(attempt));
    }

    pub(super) fn after(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        #[cfg(feature = "tracing")]
        tracing::debug!(
            operation = attempt.operation.id,
            attempt = attempt.number,
            status = outcome.status.map(|status| status.as_u16()),
            error = outcome.error.map(tracing::field::display),
            elapsed_ms = u64::try_from(outcome.elapsed.as_millis()).unwrap_or(u64::MAX),
            retry_in_ms = outcome
                .retry_in
                .map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)),
            "attempt finished"
        );
        self.after.iter().for_each(|hook| hook(attempt, outcome));
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Hooks({} before, {} after)",
            self.before.len(),
            self.after.len()
        )
    }
}
