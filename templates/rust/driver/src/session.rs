//! A client, and how each kind of call of it is made.

use std::future::Future;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::Duration;

use sdk::runtime::HeaderMap;
use sdk::{
    Call, Client, ClientBuilder, Download, Encode, Error, EventStream, JsonLines, PagedCall,
    Response,
};

use crate::answer::{self, Failure, Json, Pending, Success};
use crate::input::Input;

/// An operation: it makes the call of what it is given.
pub type Operation = fn(&Session, Input) -> Started;

/// A call that is under way, or why it cannot be made.
pub type Started = Result<Pending, Failure>;

/// A client with what it has seen of the answers.
#[derive(Clone)]
pub struct Session {
    /// The client.
    pub client: Client,
    seen: Arc<Seen>,
}

/// Answers with a status of success: how many, and the last status.
#[derive(Default)]
struct Seen {
    pages: AtomicUsize,
    status: AtomicU16,
}

/// Puts the options on a call; the calls with pages and without have the same methods, but no trait.
macro_rules! with_options {
    ($call:ident, $options:ident) => {{
        let mut call = $call;
        if let Some(attempts) = $options.max_attempts {
            call = call.max_attempts(attempts);
        }
        if let Some(milliseconds) = $options.timeout_ms {
            call = call.deadline(Duration::from_millis(milliseconds));
        }
        call
    }};
}

impl Session {
    /// Builds the client.
    pub fn new(builder: ClientBuilder) -> Result<Self, Error> {
        let seen = Arc::new(Seen::default());
        let watcher = Arc::clone(&seen);
        let builder = builder.after_attempt(move |_, outcome| {
            let success = outcome.status.filter(|status| status.is_success());
            if let (Some(status), None) = (success, outcome.error) {
                watcher.pages.fetch_add(1, Ordering::Relaxed);
                watcher.status.store(status.as_u16(), Ordering::Relaxed);
            }
        });
        Ok(Self {
            client: builder.build()?,
            seen,
        })
    }

    /// A call whose answer is JSON or text, or nothing.
    pub fn json<T: Encode + 'static>(&self, input: Input, call: Call<T>) -> Started {
        self.with(input, call, |value| async move { answer::value(&value) })
    }

    /// A call that downloads.
    pub fn binary(&self, input: Input, call: Call<Download>) -> Started {
        self.with(input, call, answer::binary)
    }

    /// A call that gives events.
    pub fn events<T: Encode + 'static>(&self, input: Input, call: Call<EventStream<T>>) -> Started {
        self.with(input, call, answer::events)
    }

    /// A call that gives JSON lines.
    pub fn lines<T: Encode + 'static>(&self, input: Input, call: Call<JsonLines<T>>) -> Started {
        self.with(input, call, answer::lines)
    }

    /// A call of whose answer `show` makes JSON.
    pub fn with<T, F>(
        &self,
        input: Input,
        call: Call<T>,
        show: impl FnOnce(T) -> F + 'static,
    ) -> Started
    where
        T: 'static,
        F: Future<Output = Result<Json, Failure>> + 'static,
    {
        let options = input.finish()?;
        if options.collect_pages {
            return Err(Failure::unsupported("the operation has no pages"));
        }
        let answer = with_options!(call, options).with_response();
        Ok(Box::pin(async move {
            let answer = answer.await?;
            let success = head(&answer);
            let value = show(answer.value).await?;
            Ok(Success { value, ..success })
        }))
    }

    /// A call that gives a page, or the items of all pages.
    pub fn pages<P: Encode, I: Encode>(&self, input: Input, call: PagedCall<P, I>) -> Started {
        let options = input.finish()?;
        let call = with_options!(call, options);
        if !options.collect_pages {
            let answer = call.with_response();
            return Ok(Box::pin(async move {
                let answer = answer.await?;
                let value = answer::value(&answer.value)?;
                Ok(Success {
                    value,
                    ..head(&answer)
                })
            }));
        }
        let seen = Arc::clone(&self.seen);
        Ok(Box::pin(async move {
            let before = seen.pages.load(Ordering::Relaxed);
            let mut stream = call.items();
            let mut items = Vec::new();
            while let Some(item) = stream.next_item().await {
                items.push(answer::value(&item?)?);
            }
            Ok(Success {
                status: seen.status.load(Ordering::Relaxed),
                headers: HeaderMap::new(),
                value: answer::raw(&items)?,
                pages: Some(seen.pages.load(Ordering::Relaxed) - before),
            })
        }))
    }
}

/// Status and headers, without a value.
fn head<T>(answer: &Response<T>) -> Success {
    Success {
        status: answer.status().as_u16(),
        headers: answer.headers().clone(),
        value: answer::nothing(),
        pages: None,
    }
}
