//! A call that is ready to be made: what every generated method returns.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use super::client::Client;
use super::clock::BoxFuture;
use super::error::Error;
use super::reply::{Reader, Reply, Response};
use super::request::Request;
use super::send::Prepared;

/// A call that is ready to be made. Nothing is sent until it is awaited.
///
/// Dropping the future ends the call: its connection is closed and nothing goes on in the background.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    pub(super) prepared: Prepared,
    pub(super) reader: Reader<T>,
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        Self {
            prepared: self.prepared.clone(),
            reader: self.reader,
        }
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.prepared.operation().id)
            .finish_non_exhaustive()
    }
}

impl<T: 'static> Call<T> {
    /// A call of `client`: `request` is sent, `reader` reads the answer.
    pub fn new(client: &Client, request: Request, reader: Reader<T>) -> Self {
        Self {
            prepared: Prepared::new(Arc::clone(&client.0), request.into_parts()),
            reader,
        }
    }

    /// Makes the call and gives status, headers and request id with the value.
    pub fn with_response(self) -> BoxFuture<Result<Response<T>, Error>> {
        let Self { prepared, reader } = self;
        Box::pin(async move {
            let reply = prepared.send(reader.streams).await?;
            let head = reply.head.clone();
            Ok(Response {
                value: (reader.read)(reply)?,
                head,
            })
        })
    }
}

impl<T: 'static> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { prepared, reader } = self;
        Box::pin(async move {
            let reply: Reply = prepared.send(reader.streams).await?;
            (reader.read)(reply)
        })
    }
}

/// The options that every form of a call has.
macro_rules! options {
    ($type:ident<$($parameter:ident),+>, $($prepared:ident).+) => {
        impl<$($parameter: 'static),+> $type<$($parameter),+> {
            /// How long one attempt may take, instead of the client's limit.
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.$($prepared).+.options.timeout = Some(timeout);
                self
            }

            /// How long the call may take, all attempts and the waits between them included.
            pub fn deadline(mut self, deadline: Duration) -> Self {
                self.$($prepared).+.options.deadline = Some(deadline);
                self
            }

            /// How often the request is sent at most; 1 is no retry.
            pub fn max_attempts(mut self, attempts: u32) -> Self {
                self.$($prepared).+.options.max_attempts = Some(attempts.max(1));
                self
            }

            /// A header of one's own; it takes the place of one with the same name.
            pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.$($prepared).+.options.headers.push((name.into(), value.into()));
                self
            }

            /// The key under which the server takes the call once only, instead of a random one. Refused where the description
            /// declares none.
            pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
                self.$($prepared).+.options.idempotency_key = Some(key.into());
                self
            }
        }
    };
}
pub(super) use options;

options!(Call<T>, prepared);

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<T: Send + 'static> Call<T> {
    /// Makes the call and waits for it on this thread; no async runtime is needed, and one around does no harm, apart from
    /// being held up.
    ///
    /// # Errors
    /// As awaiting the call.
    pub fn wait(self) -> Result<T, Error> {
        super::blocking::wait(self.into_future())
    }

    /// Like [`Call::wait`], with status, headers and request id.
    ///
    /// # Errors
    /// As awaiting the call.
    pub fn wait_with_response(self) -> Result<Response<T>, Error> {
        super::blocking::wait(self.with_response())
    }
}
