//! Streams of values: server-sent events (WHATWG HTML, section 9.2) and JSON texts, one a line.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{ready, Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::download::Download;
use super::error::Error;
use super::json::{from_slice, Decode, DecodeError};
use super::lines::Lines;
use super::reply::unreadable;

/// A line or an event must not be longer.
const LIMIT: usize = 64 << 20;

/// A server-sent event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<T> {
    /// Its data.
    pub data: T,
    /// Its type; `message` if the server gave none.
    pub event: String,
    /// The last id that the server gave, on this event or an earlier one; empty if none. Servers take it as `Last-Event-ID`.
    pub id: String,
    /// How long the server asks to wait before connecting again, in milliseconds, if it did so.
    pub retry: Option<u64>,
}

/// Server-sent events, the data of each a JSON text. The event `[DONE]`, by which some servers end a stream, ends it.
#[must_use = "streams do nothing unless polled"]
pub struct EventStream<T> {
    download: Download,
    parser: Parser,
    ready: VecDeque<Event<Bytes>>,
    read: fn(&[u8]) -> Result<T, DecodeError>,
    ended: bool,
}

impl<T: Decode> EventStream<T> {
    pub(super) fn new(download: Download) -> Self {
        Self {
            download,
            parser: Parser::default(),
            ready: VecDeque::new(),
            read: from_slice,
            ended: false,
        }
    }
}

impl<T> Unpin for EventStream<T> {}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(event) = this.ready.pop_front() {
                if event.data.as_ref() == b"[DONE]" {
                    this.ended = true;
                    this.ready.clear();
                    return Poll::Ready(None);
                }
                let Event {
                    data,
                    event,
                    id,
                    retry,
                } = event;
                return Poll::Ready(Some(match (this.read)(&data) {
                    Ok(data) => Ok(Event {
                        data,
                        event,
                        id,
                        retry,
                    }),
                    Err(error) => Err(unfit(&this.download, data, error)),
                }));
            }
            if this.ended {
                return Poll::Ready(None);
            }
            match ready!(Pin::new(&mut this.download).poll_next(context)) {
                // An event without its empty line is incomplete and is dropped, as the rules say.
                None => this.ended = true,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(chunk)) => {
                    if let Err(error) = this.parser.push(&chunk, &mut this.ready) {
                        this.ended = true;
                        return Poll::Ready(Some(Err(unfit(&this.download, Bytes::new(), error))));
                    }
                }
            }
        }
    }
}

/// Makes events of lines.
#[derive(Default)]
struct Parser {
    lines: Lines,
    started: bool,
    data: Vec<u8>,
    has_data: bool,
    event: String,
    id: String,
    retry: Option<u64>,
}

impl Parser {
    fn push(
        &mut self,
        chunk: &[u8],
        ready: &mut VecDeque<Event<Bytes>>,
    ) -> Result<(), DecodeError> {
        self.lines.push(chunk);
        while let Some(line) = self.lines.next_any() {
            let line = match std::mem::replace(&mut self.started, true) {
                true => line.as_slice(),
                false => line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line),
            };
            match line.is_empty() {
                true => ready.extend(self.dispatch()),
                false => self.field(line),
            }
        }
        match self.lines.pending() + self.data.len() > LIMIT {
            true => Err(DecodeError::too_large(LIMIT)),
            false => Ok(()),
        }
    }

    fn field(&mut self, line: &[u8]) {
        let (name, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => line.split_at(colon),
            None => (line, &b""[..]),
        };
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push(b'\n');
                }
                self.data.extend_from_slice(value);
            }
            b"event" => self.event = String::from_utf8_lossy(value).into_owned(),
            b"id" if !value.contains(&0) => self.id = String::from_utf8_lossy(value).into_owned(),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                self.retry = std::str::from_utf8(value)
                    .ok()
                    .and_then(|digits| digits.parse().ok());
            }
            // A comment, or a field that is not known.
            _ => {}
        }
    }

    fn dispatch(&mut self) -> Option<Event<Bytes>> {
        let event = std::mem::take(&mut self.event);
        let data = std::mem::take(&mut self.data);
        let retry = self.retry.take();
        std::mem::take(&mut self.has_data).then(|| Event {
            data: data.into(),
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                event
            },
            id: self.id.clone(),
            retry,
        })
    }
}

/// JSON texts, one a line, or each after a record separator (RFC 7464). Empty lines are skipped.
#[must_use = "streams do nothing unless polled"]
pub struct JsonLines<T> {
    download: Download,
    lines: Lines,
    read: fn(&[u8]) -> Result<T, DecodeError>,
    ended: bool,
}

impl<T: Decode> JsonLines<T> {
    pub(super) fn new(download: Download) -> Self {
        Self {
            download,
            lines: Lines::default(),
            read: from_slice,
            ended: false,
        }
    }
}

impl<T> Unpin for JsonLines<T> {}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let line = match this.ended {
                false => this.lines.next_lf(),
                true => this.lines.rest(),
            };
            if let Some(line) = line {
                let text = trim(&line);
                if text.is_empty() {
                    continue;
                }
                let value = (this.read)(text)
                    .map_err(|error| unfit(&this.download, Bytes::copy_from_slice(text), error));
                return Poll::Ready(Some(value));
            }
            if this.ended {
                return Poll::Ready(None);
            }
            match ready!(Pin::new(&mut this.download).poll_next(context)) {
                None => this.ended = true,
                Some(Err(error)) => {
                    // What has come of the broken line is not a value.
                    this.lines = Lines::default();
                    this.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                Some(Ok(chunk)) => {
                    this.lines.push(&chunk);
                    if this.lines.pending() > LIMIT {
                        this.lines = Lines::default();
                        this.ended = true;
                        let error = DecodeError::too_large(LIMIT);
                        return Poll::Ready(Some(Err(unfit(&this.download, Bytes::new(), error))));
                    }
                }
            }
        }
    }
}

/// Without white space and record separators around.
fn trim(line: &[u8]) -> &[u8] {
    let is_outer = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x1e);
    let start = line
        .iter()
        .position(|byte| !is_outer(byte))
        .unwrap_or(line.len());
    let end = line
        .iter()
        .rposition(|byte| !is_outer(byte))
        .map_or(start, |last| last + 1);
    line.get(start..end).unwrap_or_default()
}

fn unfit(download: &Download, raw: Bytes, error: DecodeError) -> Error {
    unreadable(download.operation(), download.head().clone(), raw, error)
}

macro_rules! stream {
    ($($type:ident<T> of $item:ty;)+) => {$(
        impl<T> fmt::Debug for $type<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($type)).field("download", &self.download).finish_non_exhaustive()
            }
        }

        impl<T> $type<T> {
            /// The next one; `None` at the end.
            pub fn next_item(&mut self) -> impl std::future::Future<Output = Option<Result<$item, Error>>> + '_ {
                std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            }
        }

        #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
        impl<T: Send + 'static> $type<T> {
            /// An iterator that waits for each on this thread.
            pub fn wait_items(self) -> super::blocking::Blocking<Self> {
                super::blocking::Blocking::new(self)
            }
        }
    )+};
}

stream!(EventStream<T> of Event<T>; JsonLines<T> of T;);
