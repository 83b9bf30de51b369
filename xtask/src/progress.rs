//! Progress of work that may take long.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Work that takes less is not spoken of.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does `work`, and says `what` it is on standard error if it takes longer than a second.
pub fn during<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (done, wait) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if wait.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                eprintln!("{what} …");
            }
        });
        let result = work();
        drop(done);
        result
    })
}
