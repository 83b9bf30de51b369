//! Whether a call is tried again, and after how long.

use std::time::Duration;

use reqwest::header::{HeaderMap, DATE, RETRY_AFTER};

use super::http_date;
use super::operation::RetrySafety;
use super::random;

/// Numbers of the retry policy.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    pub max_attempts: u32,
    pub first: Duration,
    pub longest: Duration,
    pub retry_after_limit: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(8),
            retry_after_limit: Duration::from_secs(120),
        }
    }
}

/// How an attempt failed, as far as trying again depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The server cannot have seen the request.
    NotSent,
    /// The connection broke, or time was up: the server may have acted.
    Unanswered,
    /// The server answered.
    Status {
        code: u16,
        retry_after: Option<Duration>,
    },
    /// Anything that would come out the same again.
    Final,
}

impl Policy {
    /// The wait before the next attempt, or `None` if there is to be none. `attempt` is 1 after the first.
    pub(super) fn delay(
        &self,
        safety: RetrySafety,
        failure: Failure,
        attempt: u32,
    ) -> Option<Duration> {
        if attempt >= self.max_attempts || !is_retryable(safety, failure) {
            return None;
        }
        if let Failure::Status {
            retry_after: Some(wait),
            ..
        } = failure
        {
            return (wait <= self.retry_after_limit).then_some(wait);
        }
        let factor = 2_u32.checked_pow(attempt - 1).unwrap_or(u32::MAX);
        Some(
            self.first
                .saturating_mul(factor)
                .min(self.longest)
                .mul_f64(random::fraction()),
        )
    }
}

fn is_retryable(safety: RetrySafety, failure: Failure) -> bool {
    match (safety, failure) {
        (RetrySafety::Never, _) | (_, Failure::Final) => false,
        (_, Failure::NotSent) => true,
        (RetrySafety::Idempotent | RetrySafety::Keyed(_), Failure::Unanswered) => true,
        (RetrySafety::Unsafe, Failure::Unanswered) => false,
        (RetrySafety::Idempotent | RetrySafety::Keyed(_), Failure::Status { code, .. }) => {
            matches!(code, 408 | 429 | 500 | 502 | 503 | 504)
        }
        (RetrySafety::Unsafe, Failure::Status { code, retry_after }) => {
            code == 429 || code == 503 && retry_after.is_some()
        }
    }
}

/// The value of `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date, counted from the server's own `Date` if it sent
/// one, as clocks differ.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    // Servers send fractions too; signs, exponents and `inf`, which a float may have, say nothing.
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let is_plain = text.bytes().all(|c| c.is_ascii_digit() || c == b'.');
        let seconds = text.parse().ok().filter(|_| is_plain)?;
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let until = http_date::parse(text)?;
    let now = headers
        .get(DATE)
        .and_then(|value| http_date::parse(value.to_str().ok()?))
        .unwrap_or_else(http_date::now);
    // A date that is over is no reason to wait.
    Some(Duration::from_secs(u64::try_from(until - now).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(code: u16) -> Failure {
        Failure::Status {
            code,
            retry_after: None,
        }
    }

    #[test]
    fn which_failures_are_tried_again() {
        let policy = Policy::default();
        let retried = |safety, failure| policy.delay(safety, failure, 1).is_some();
        for code in [408, 429, 500, 502, 503, 504] {
            assert!(retried(RetrySafety::Idempotent, status(code)), "{code}");
            assert!(
                retried(RetrySafety::Keyed("Idempotency-Key"), status(code)),
                "{code}"
            );
            assert!(!retried(RetrySafety::Never, status(code)), "{code}");
            assert_eq!(
                retried(RetrySafety::Unsafe, status(code)),
                code == 429,
                "{code}"
            );
        }
        for code in [400, 401, 403, 404, 409, 422, 501] {
            assert!(!retried(RetrySafety::Idempotent, status(code)), "{code}");
        }
        let waits = Failure::Status {
            code: 503,
            retry_after: Some(Duration::from_secs(1)),
        };
        assert!(retried(RetrySafety::Unsafe, waits));
        assert!(retried(RetrySafety::Unsafe, Failure::NotSent));
        assert!(!retried(RetrySafety::Unsafe, Failure::Unanswered));
        assert!(retried(RetrySafety::Idempotent, Failure::Unanswered));
        assert!(!retried(RetrySafety::Never, Failure::NotSent));
        assert!(!retried(RetrySafety::Idempotent, Failure::Final));
    }

    #[test]
    fn three_attempts_in_all() {
        let policy = Policy::default();
        assert!(policy
            .delay(RetrySafety::Idempotent, status(500), 2)
            .is_some());
        assert!(policy
            .delay(RetrySafety::Idempotent, status(500), 3)
            .is_none());
    }

    #[test]
    fn full_jitter_stays_under_its_cap() {
        let policy = Policy {
            max_attempts: 100,
            ..Policy::default()
        };
        for (attempt, cap) in [(1, 500), (2, 1000), (3, 2000), (5, 8000), (64, 8000)] {
            let waits: Vec<_> = (0..200)
                .filter_map(|_| policy.delay(RetrySafety::Idempotent, status(500), attempt))
                .collect();
            assert!(
                waits.iter().all(|wait| *wait <= Duration::from_millis(cap)),
                "{attempt}"
            );
            assert!(
                waits
                    .iter()
                    .any(|wait| *wait < Duration::from_millis(cap / 2)),
                "{attempt}"
            );
            assert!(
                waits
                    .iter()
                    .any(|wait| *wait > Duration::from_millis(cap / 2)),
                "{attempt}"
            );
        }
    }

    #[test]
    fn retry_after_is_obeyed_up_to_its_limit() {
        let policy = Policy::default();
        let asks = |seconds| Failure::Status {
            code: 429,
            retry_after: Some(Duration::from_secs(seconds)),
        };
        assert_eq!(
            policy.delay(RetrySafety::Unsafe, asks(120), 1),
            Some(Duration::from_secs(120))
        );
        assert_eq!(policy.delay(RetrySafety::Unsafe, asks(121), 1), None);
    }

    #[test]
    fn retry_after_in_seconds_and_as_a_date() {
        let read = |pairs: &[(&str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(
                    name.parse::<reqwest::header::HeaderName>().unwrap(),
                    value.parse().unwrap(),
                );
            }
            retry_after(&headers)
        };
        assert_eq!(read(&[("retry-after", "7")]), Some(Duration::from_secs(7)));
        assert_eq!(read(&[("retry-after", " 0 ")]), Some(Duration::ZERO));
        assert_eq!(read(&[("retry-after", "-1")]), None);
        assert_eq!(
            read(&[("retry-after", "1.5")]),
            Some(Duration::from_millis(1500))
        );
        for junk in ["soon", "1e1", "+1", "inf", "0x1", "1_0", "1 s", "1.2.3"] {
            assert_eq!(read(&[("retry-after", junk)]), None, "{junk}");
        }
        assert_eq!(read(&[]), None);
        let date = ("date", "Sun, 06 Nov 1994 08:49:07 GMT");
        assert_eq!(
            read(&[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"), date]),
            Some(Duration::from_secs(30))
        );
        assert_eq!(
            read(&[("retry-after", "Sun, 06 Nov 1994 08:49:00 GMT"), date]),
            Some(Duration::ZERO)
        );
        assert_eq!(
            read(&[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")]),
            Some(Duration::ZERO)
        );
    }
}
