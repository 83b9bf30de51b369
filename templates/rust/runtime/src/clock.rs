//! Time: sleeping, and giving up at a point in time, on every platform.

use std::future::Future;
use std::time::Duration;

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    use std::time::SystemTime;

    use super::{Duration, Future};
    pub(crate) use tokio::time::Instant;

    pub(crate) async fn sleep(duration: Duration) {
        tokio::time::sleep(duration).await;
    }

    pub(crate) async fn until<T>(at: Instant, future: impl Future<Output = T>) -> Option<T> {
        tokio::time::timeout_at(at, future).await.ok()
    }

    /// The milliseconds since 1970.
    pub(crate) fn unix_millis() -> i64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0))
    }

    pub(crate) type Timer = std::pin::Pin<Box<tokio::time::Sleep>>;

    pub(crate) fn timer(duration: Duration) -> Timer {
        Box::pin(tokio::time::sleep(duration))
    }
}

#[cfg(target_arch = "wasm32")]
mod platform {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;

    use super::{Duration, Future};

    /// A point in time by the wall clock: browsers have no other one for `std`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub(crate) struct Instant(i64);

    impl Instant {
        pub(crate) fn now() -> Self {
            Self(unix_millis())
        }

        pub(crate) fn saturating_duration_since(&self, earlier: Self) -> Duration {
            Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
        }

        pub(crate) fn checked_add(&self, duration: Duration) -> Option<Self> {
            self.0
                .checked_add(i64::try_from(duration.as_millis()).ok()?)
                .map(Self)
        }
    }

    pub(crate) async fn sleep(duration: Duration) {
        timer(duration).await;
    }

    pub(crate) async fn until<T>(at: Instant, future: impl Future<Output = T>) -> Option<T> {
        let mut timer = timer(at.saturating_duration_since(Instant::now()));
        let mut future = pin!(future);
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => timer.as_mut().poll(context).map(|()| None),
        })
        .await
    }

    /// The milliseconds since 1970.
    pub(crate) fn unix_millis() -> i64 {
        js_sys::Date::now() as i64
    }

    pub(crate) type Timer = std::pin::Pin<Box<gloo_timers::future::TimeoutFuture>>;

    pub(crate) fn timer(duration: Duration) -> Timer {
        let millis = u32::try_from(duration.as_millis())
            .unwrap_or(u32::MAX)
            .min(0x7fff_ffff);
        Box::pin(gloo_timers::future::TimeoutFuture::new(millis))
    }
}

pub(crate) use platform::{sleep, timer, unix_millis, until, Instant, Timer};

/// A boxed future, `Send` where threads exist.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;
/// A boxed future, `Send` where threads exist.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T>>>;
