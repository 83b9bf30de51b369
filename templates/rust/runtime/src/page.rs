//! Lists that come in pages: all pages, or all items, as a stream.

use std::collections::HashSet;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::task::{ready, Context, Poll};
use std::time::Duration;

use futures_core::Stream;

use super::call::{options, Call};
use super::client::Client;
use super::clock::BoxFuture;
use super::error::{Error, LocalErrorKind};
use super::origin;
use super::reply::{Reader, ReplyContent, Response};
use super::request::Request;
use super::send::Prepared;

/// How the pages `P` of a list of `I` hang together.
pub struct Paging<P, I> {
    /// The items of a page.
    pub items: fn(P) -> Vec<I>,
    /// How many items a page has.
    pub count: fn(&P) -> usize,
    /// Where the next page is.
    pub next: Next<P>,
    /// What tells items apart; an item that the page before already had is dropped.
    pub unique_key: Option<fn(&I) -> Option<String>>,
}

/// Where the next page is.
pub enum Next<P> {
    /// Under this link; `None` or empty: there is none.
    Link(fn(&P) -> Option<String>),
    /// Under this value for the query parameter; `None` or empty: there is none.
    Cursor(&'static str, fn(&P) -> Option<String>),
    /// Under the next number for the query parameter; a page without items is the last.
    PageNumber {
        /// The query parameter.
        parameter: &'static str,
        /// The number of the first page.
        first: i64,
    },
    /// Under the number of items so far for the query parameter; a page without items is the last.
    Offset {
        /// The query parameter.
        parameter: &'static str,
    },
}

/// A call whose answer is one page of a list. Awaited, it gives that page.
#[must_use = "a call does nothing until it is awaited or its pages are asked for"]
pub struct PagedCall<P: 'static, I: 'static> {
    call: Call<P>,
    paging: &'static Paging<P, I>,
}

options!(PagedCall<P, I>, call.prepared);

impl<P, I> PagedCall<P, I> {
    /// A call of `client`: `request` is sent, `reader` reads the answer, `paging` finds the other pages.
    pub fn new(
        client: &Client,
        request: Request,
        reader: Reader<P>,
        paging: &'static Paging<P, I>,
    ) -> Self {
        Self {
            call: Call::new(client, request, reader),
            paging,
        }
    }

    /// Makes the call and gives status, headers and request id with the page.
    pub fn with_response(self) -> BoxFuture<Result<Response<P>, Error>> {
        self.call.with_response()
    }

    /// All pages from this one on.
    ///
    /// After an error the next poll asks for the same page again, except where that can't help (an [`Error::Local`], which
    /// includes links to other origins and pages that do not move on): then the stream ends.
    pub fn pages(self) -> Pages<P, I> {
        Pages {
            walk: Walk {
                prepared: self.call.prepared,
                seen: HashSet::new(),
                last_page: None,
            },
            reader: self.call.reader,
            paging: self.paging,
            state: State::Ready,
        }
    }

    /// All items from this page on, in the order of the server; errors as with [`PagedCall::pages`].
    pub fn items(self) -> Items<P, I> {
        Items {
            pages: self.pages(),
            items: Vec::new().into_iter(),
            before: HashSet::new(),
            current: HashSet::new(),
        }
    }
}

impl<P: 'static, I: 'static> IntoFuture for PagedCall<P, I> {
    type Output = Result<P, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.into_future()
    }
}

/// The pages of a list, as a stream.
#[must_use = "streams do nothing unless polled"]
pub struct Pages<P: 'static, I: 'static> {
    walk: Walk,
    reader: Reader<P>,
    paging: &'static Paging<P, I>,
    state: State<P>,
}

enum State<P> {
    Ready,
    Waiting(BoxFuture<Result<(P, u64), Error>>),
    Failed(Error),
    Ended,
}

impl<P, I> Pages<P, I> {
    /// The next page; `None` at the end.
    pub fn next_page(&mut self) -> impl Future<Output = Option<Result<P, Error>>> + '_ {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
    }
}

impl<P, I> Items<P, I> {
    /// The next item; `None` at the end.
    pub fn next_item(&mut self) -> impl Future<Output = Option<Result<I, Error>>> + '_ {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
    }
}

impl<P, I> Stream for Pages<P, I> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match std::mem::replace(&mut this.state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Ready => {
                    this.state = State::Waiting(fetch(this.walk.prepared.clone(), this.reader))
                }
                State::Waiting(mut future) => match future.as_mut().poll(context) {
                    Poll::Pending => {
                        this.state = State::Waiting(future);
                        return Poll::Pending;
                    }
                    Poll::Ready(Err(error)) => {
                        if !matches!(error, Error::Local(_)) {
                            this.state = State::Ready;
                        }
                        return Poll::Ready(Some(Err(error)));
                    }
                    Poll::Ready(Ok((page, hash))) => {
                        let step = this.paging.next.after(&page, (this.paging.count)(&page));
                        match this.walk.advance(step, hash) {
                            Ok(true) => this.state = State::Ready,
                            Ok(false) => {}
                            Err(Stop::After(error)) => this.state = State::Failed(error),
                            Err(Stop::Instead(error)) => return Poll::Ready(Some(Err(error))),
                        }
                        return Poll::Ready(Some(Ok(page)));
                    }
                },
            }
        }
    }
}

/// A page with a hash of its text.
fn fetch<P: 'static>(prepared: Prepared, reader: Reader<P>) -> BoxFuture<Result<(P, u64), Error>> {
    Box::pin(async move {
        let reply = prepared.send(reader.streams).await?;
        let hash = match &reply.content {
            ReplyContent::Whole(bytes) => hash_of(bytes),
            ReplyContent::Streamed(_) => 0,
        };
        Ok(((reader.read)(reply)?, hash))
    })
}

/// What a page says about the next one.
enum Step {
    End,
    Link(String),
    Cursor(&'static str, String),
    /// The query parameter, its first value, and what is added for each page.
    Count(&'static str, i64, i64),
}

impl<P> Next<P> {
    fn after(&self, page: &P, count: usize) -> Step {
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        match self {
            Self::Link(link) => filled(link(page)).map_or(Step::End, Step::Link),
            Self::Cursor(name, value) => {
                filled(value(page)).map_or(Step::End, |value| Step::Cursor(name, value))
            }
            Self::PageNumber { .. } | Self::Offset { .. } if count == 0 => Step::End,
            Self::PageNumber { parameter, first } => Step::Count(parameter, *first, 1),
            Self::Offset { parameter } => {
                Step::Count(parameter, 0, i64::try_from(count).unwrap_or(i64::MAX))
            }
        }
    }
}

/// The way from page to page, the same for all types.
struct Walk {
    /// The request for the page that is next.
    prepared: Prepared,
    /// Hashes of the links and cursors followed so far.
    seen: HashSet<u64>,
    /// The hash of the last page's text.
    last_page: Option<u64>,
}

/// Why the way ends: after the page that showed it, or with that page already being wrong.
enum Stop {
    After(Error),
    Instead(Error),
}

impl Walk {
    /// Prepares the request for the next page; `false` if there is none.
    fn advance(&mut self, step: Step, hash: u64) -> Result<bool, Stop> {
        match step {
            Step::End => return Ok(false),
            Step::Link(link) => {
                let base = self
                    .prepared
                    .client
                    .base_of(self.prepared.operation())
                    .map_err(Stop::After)?;
                let current = self.prepared.url().map_err(Stop::After)?;
                let next = origin::link(&base, &current, &link).map_err(Stop::After)?;
                self.seen.insert(hash_of(current.as_str()));
                self.visit(next.as_str())?;
                self.prepared.link = Some(next);
            }
            Step::Cursor(parameter, value) => {
                self.visit(&value)?;
                self.prepared.parts.set_query(parameter, &value);
            }
            Step::Count(parameter, first, more) => {
                if self.last_page.replace(hash) == Some(hash) {
                    return Err(Stop::Instead(self.stuck()));
                }
                let current = self.prepared.parts.query_number(parameter).unwrap_or(first);
                self.prepared
                    .parts
                    .set_query(parameter, &current.saturating_add(more).to_string());
            }
        }
        Ok(true)
    }

    fn visit(&mut self, place: &str) -> Result<(), Stop> {
        match self.seen.insert(hash_of(place)) {
            true => Ok(()),
            false => Err(Stop::After(self.stuck())),
        }
    }

    fn stuck(&self) -> Error {
        let id = self.prepared.operation().id;
        Error::local(
            LocalErrorKind::Pagination,
            format!("{id}: the server's pages do not move on"),
        )
    }
}

fn hash_of(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The items of a list, as a stream over all its pages.
#[must_use = "streams do nothing unless polled"]
pub struct Items<P: 'static, I: 'static> {
    pages: Pages<P, I>,
    items: std::vec::IntoIter<I>,
    /// Keys of the page before and of this one: items repeat where a list changes between two requests.
    before: HashSet<String>,
    current: HashSet<String>,
}

impl<P, I> Unpin for Items<P, I> {}

impl<P, I> Stream for Items<P, I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            while let Some(item) = this.items.next() {
                let key = this.pages.paging.unique_key.and_then(|key| key(&item));
                let is_new =
                    key.is_none_or(|key| !this.before.contains(&key) && this.current.insert(key));
                if is_new {
                    return Poll::Ready(Some(Ok(item)));
                }
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => {
                    this.items = (this.pages.paging.items)(page).into_iter();
                    this.before = std::mem::take(&mut this.current);
                }
            }
        }
    }
}

macro_rules! debug {
    ($($type:ident: $($prepared:ident).+;)+) => {$(
        impl<P, I> fmt::Debug for $type<P, I> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let operation = self.$($prepared).+.operation().id;
                f.debug_struct(stringify!($type)).field("operation", &operation).finish_non_exhaustive()
            }
        }
    )+};
}

debug!(PagedCall: call.prepared; Pages: walk.prepared; Items: pages.walk.prepared;);

impl<P, I> fmt::Debug for Paging<P, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Paging")
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<P: Send + 'static, I: Send + 'static> PagedCall<P, I> {
    /// Makes the call and waits for its page on this thread; see [`Call::wait`].
    ///
    /// # Errors
    /// As awaiting the call.
    pub fn wait(self) -> Result<P, Error> {
        self.call.wait()
    }

    /// Like [`PagedCall::wait`], with status, headers and request id.
    ///
    /// # Errors
    /// As awaiting the call.
    pub fn wait_with_response(self) -> Result<Response<P>, Error> {
        self.call.wait_with_response()
    }

    /// [`PagedCall::pages`] as an iterator that waits on this thread.
    pub fn wait_pages(self) -> super::blocking::Blocking<Pages<P, I>> {
        super::blocking::Blocking::new(self.pages())
    }

    /// [`PagedCall::items`] as an iterator that waits on this thread.
    pub fn wait_items(self) -> super::blocking::Blocking<Items<P, I>> {
        super::blocking::Blocking::new(self.items())
    }
}
