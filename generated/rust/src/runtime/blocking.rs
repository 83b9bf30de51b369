//! Waiting for calls on a thread without an async runtime (feature `blocking`).

use std::future::Future;
use std::pin::Pin;
use std::sync::mpsc;
use std::sync::OnceLock;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use super::error::{Error, LocalErrorKind};

/// Makes a future on the background thread and waits for its outcome.
///
/// The thread is started by the first call and serves all later ones; it has an async runtime of its own, so that it does not
/// matter whether the waiting thread belongs to one. A hook or a credential provider runs on that thread and must not wait.
///
/// # Errors
/// Those of the future; [`Error::Local`] if the thread cannot be started.
pub fn wait<T: Send + 'static>(
    future: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    let (send, receive) = mpsc::sync_channel(1);
    let task = runtime()?.spawn(async move {
        // The receiver is gone only if the waiting thread is.
        let _ = send.send(future.await);
    });
    let outcome = receive.recv();
    // Nothing is left to do; on a panic in a hook there never was an outcome.
    task.abort();
    outcome.unwrap_or_else(|_| {
        Err(Error::local(
            LocalErrorKind::Configuration,
            "the call has panicked",
        ))
    })
}

fn runtime() -> Result<&'static Handle, Error> {
    static RUNTIME: OnceLock<Result<Handle, String>> = OnceLock::new();
    let started = RUNTIME.get_or_init(|| start().map_err(|error| error.to_string()));
    started.as_ref().map_err(|error| {
        Error::local(
            LocalErrorKind::Configuration,
            format!("the background thread cannot be started: {error}"),
        )
    })
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("sdk-blocking".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}

/// A stream as an iterator that waits on this thread.
#[derive(Debug)]
pub struct Blocking<S>(Option<S>);

impl<S> Blocking<S> {
    /// Waits for the items of `stream`.
    pub fn new(stream: S) -> Self {
        Self(Some(stream))
    }
}

impl<S, T> Iterator for Blocking<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin + Send + 'static,
    T: Send + 'static,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut stream = self.0.take()?;
        let next = wait(async move {
            let item =
                std::future::poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await;
            Ok((stream, item))
        });
        match next {
            Ok((stream, item)) => {
                self.0 = Some(stream);
                item
            }
            Err(error) => Some(Err(error)),
        }
    }
}
