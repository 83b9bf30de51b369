//! The storm guard: under an outage, retries must not multiply the load.

use std::sync::atomic::{AtomicU32, Ordering};

const CAPACITY: u32 = 500;

/// A bucket of tokens. A retry costs some, a success returns one; without tokens there are no retries.
#[derive(Debug)]
pub(super) struct Budget(AtomicU32);

/// What a retry costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    Retry = 5,
    /// A server that does not answer is worse off than one that says so.
    Timeout = 10,
}

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

impl Budget {
    /// Takes the cost of a retry; `false` if there is not enough left.
    pub(super) fn spend(&self, cost: Cost) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                tokens.checked_sub(cost as u32)
            })
            .is_ok()
    }

    /// Returns a token.
    pub(super) fn succeed(&self) {
        // At capacity the closure gives none and nothing changes.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                (tokens < CAPACITY).then_some(tokens + 1)
            });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn total_outage_is_bounded() {
        let budget = Budget::default();
        assert_eq!((0..1000).filter(|_| budget.spend(Cost::Retry)).count(), 100);
        assert!(!budget.spend(Cost::Retry));
    }

    #[test]
    fn timeouts_cost_twice_and_successes_refill() {
        let budget = Budget::default();
        assert_eq!(
            (0..1000).filter(|_| budget.spend(Cost::Timeout)).count(),
            50
        );
        (0..5).for_each(|_| budget.succeed());
        assert!(!budget.spend(Cost::Timeout));
        assert!(budget.spend(Cost::Retry));
    }

    #[test]
    fn it_never_holds_more_than_its_capacity() {
        let budget = Budget::default();
        (0..1000).for_each(|_| budget.succeed());
        assert_eq!((0..1000).filter(|_| budget.spend(Cost::Retry)).count(), 100);
    }
}
