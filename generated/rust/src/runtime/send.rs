//! A call from first to last: attempts, waits between them, the limits of time around them.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;

use super::attempt::{self, Exchange, Failed};
use super::auth;
use super::budget::Cost;
use super::client::{header, Shared};
use super::clock::{self, Instant};
use super::error::{Error, LocalErrorKind, TimeoutError, TimeoutKind};
use super::head::Head;
use super::hook::{Attempt, Outcome};
use super::operation::{Operation, RetrySafety};
use super::parts::Parts;
use super::random;
use super::reply::Reply;
use super::retry::Failure;

/// A request with the client that sends it.
#[derive(Clone)]
pub(super) struct Prepared {
    pub client: Arc<Shared>,
    pub parts: Box<Parts>,
    pub options: Options,
    /// Instead of path and query: a link from an answer, checked to be on the configured origin.
    pub link: Option<Url>,
}

/// What a user can set for a single call.
#[derive(Clone, Default)]
pub(super) struct Options {
    pub timeout: Option<Duration>,
    pub deadline: Option<Duration>,
    pub max_attempts: Option<u32>,
    pub headers: Vec<(String, String)>,
    pub idempotency_key: Option<String>,
}

impl Prepared {
    pub(super) fn new(client: Arc<Shared>, parts: Box<Parts>) -> Self {
        Self {
            client,
            parts,
            options: Options::default(),
            link: None,
        }
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.parts.operation
    }

    /// Makes the call; `streams` says of an answer's head whether its body is handed out as a stream.
    pub(super) async fn send(&self, streams: fn(&Head) -> bool) -> Result<Reply, Error> {
        if let Some(problem) = &self.parts.problem {
            return Err(problem.clone().into());
        }
        let operation = self.operation();
        let schemes = auth::choose(&self.client, operation)?;
        let exchange = Exchange {
            url: self.url()?,
            headers: self.headers()?,
            timeout: self.options.timeout.unwrap_or(self.client.timeout),
            deadline: self.deadline(),
            prepared: self,
            schemes,
            streams,
        };
        let mut policy = self.client.policy.clone();
        policy.max_attempts = self.options.max_attempts.unwrap_or(policy.max_attempts);

        let mut number = 0;
        loop {
            number += 1;
            let attempt = Attempt { operation, number };
            self.client.hooks.before(&attempt);
            let start = Instant::now();
            let result = attempt::run(&exchange, number).await;
            let elapsed = Instant::now().saturating_duration_since(start);
            match result {
                Ok(reply) => {
                    self.client.budget.succeed();
                    let status = Some(reply.head.status());
                    self.client.hooks.after(
                        &attempt,
                        &Outcome {
                            status,
                            error: None,
                            elapsed,
                            retry_in: None,
                        },
                    );
                    return Ok(reply);
                }
                Err(failed) => {
                    let delay = policy.delay(operation.retry, failed.failure, number);
                    let retry_in =
                        delay.filter(|delay| self.may_retry(&failed, *delay, exchange.deadline));
                    let Failed { error, .. } = failed;
                    let outcome = Outcome {
                        status: error.status(),
                        error: Some(&error),
                        elapsed,
                        retry_in,
                    };
                    self.client.hooks.after(&attempt, &outcome);
                    match retry_in {
                        Some(delay) => clock::sleep(delay).await,
                        None => return Err(error),
                    }
                }
            }
        }
    }

    /// Whether there is time and budget left for another attempt; takes the budget.
    fn may_retry(&self, failed: &Failed, delay: Duration, deadline: Option<Instant>) -> bool {
        let in_time = deadline.is_none_or(|deadline| {
            Instant::now()
                .checked_add(delay)
                .is_some_and(|next| next < deadline)
        });
        let cost = match failed.error {
            Error::Timeout(_) => Cost::Timeout,
            _ => Cost::Retry,
        };
        in_time && self.client.budget.spend(cost)
    }

    fn deadline(&self) -> Option<Instant> {
        let deadline = self.options.deadline.or(self.client.deadline)?;
        Instant::now().checked_add(deadline)
    }

    /// The URL, without what credentials add to it.
    pub(super) fn url(&self) -> Result<Url, Error> {
        if let Some(link) = &self.link {
            return Ok(link.clone());
        }
        let operation = self.operation();
        let base = self.client.base_of(operation)?;
        let mut text = base.as_str().trim_end_matches('/').to_owned();
        text.push_str(&self.parts.path()?);
        if !self.parts.query.is_empty() {
            text.push('?');
            text.push_str(&super::parts::join_pairs(&self.parts.query));
        }
        Url::parse(&text).map_err(|error| {
            Error::local(
                LocalErrorKind::Value,
                format!("{}: no URL: {error}", operation.id),
            )
        })
    }

    /// All headers but those of credentials and of the body.
    fn headers(&self) -> Result<HeaderMap, Error> {
        let operation = self.operation();
        let mut headers = self.client.headers.clone();
        headers.insert(reqwest::header::USER_AGENT, self.client.user_agent.clone());
        let accept = if operation.accept.is_empty() {
            "*/*"
        } else {
            operation.accept
        };
        headers.insert(reqwest::header::ACCEPT, header("accept", accept)?.1);
        for (name, value) in &self.parts.headers {
            let (name, value) = header(name, value)?;
            headers.insert(name, value);
        }
        if let Some((name, value)) = self.idempotency_key()? {
            headers.insert(name, value);
        }
        for (name, value) in &self.options.headers {
            let (name, value) = header(name, value)?;
            headers.insert(name, value);
        }
        Ok(headers)
    }

    fn idempotency_key(&self) -> Result<Option<(HeaderName, HeaderValue)>, Error> {
        let operation = self.operation();
        match (operation.retry, &self.options.idempotency_key) {
            (RetrySafety::Keyed(name), Some(key)) => header(name, key).map(Some),
            (RetrySafety::Keyed(name), None) => {
                let key = random::uuid()
                    .map_err(|message| Error::local(LocalErrorKind::Configuration, message))?;
                header(name, &key).map(Some)
            }
            (_, Some(_)) => Err(Error::local(
                LocalErrorKind::Value,
                format!(
                    "{}: the description declares no idempotency key",
                    operation.id
                ),
            )),
            (_, None) => Ok(None),
        }
    }
}

/// A failure that is reached by time.
pub(super) fn timed_out(operation: &Operation, kind: TimeoutKind, attempts: u32) -> Failed {
    let failure = match kind {
        TimeoutKind::Connect => Failure::NotSent,
        TimeoutKind::Attempt => Failure::Unanswered,
        TimeoutKind::Deadline => Failure::Final,
    };
    Failed {
        failure,
        error: Error::Timeout(Box::new(TimeoutError {
            operation: operation.id,
            kind,
            attempts,
        })),
    }
}
