//! How an answer becomes a value: readers, chosen by generated code.

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::StatusCode;

use super::download::Download;
use super::error::{Error, ResponseError};
use super::events::{EventStream, JsonLines};
use super::head::Head;
use super::json::{from_slice, Decode, DecodeError};
use super::notation::{notation, NotationCase};
use super::operation::StatusPattern;

/// An answer with a status that means success.
pub struct Reply {
    pub(super) operation: &'static str,
    pub(super) notations: &'static [NotationCase],
    pub(super) head: Head,
    pub(super) content: ReplyContent,
}

/// The body of an answer.
pub(super) enum ReplyContent {
    Whole(Bytes),
    Streamed(Download),
}

/// How to make a `T` of an answer.
pub struct Reader<T> {
    /// Whether the body is streamed; else it is received as a whole before `read` is called.
    pub streams: fn(&Head) -> bool,
    /// Reads the answer.
    pub read: fn(Reply) -> Result<T, Error>,
}

impl<T> Clone for Reader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Reader<T> {}

/// Reads a JSON text.
pub const fn json<T: Decode>() -> Reader<T> {
    Reader {
        streams: |_| false,
        read: Reply::json,
    }
}

/// Reads text in UTF-8.
pub const fn text() -> Reader<String> {
    Reader {
        streams: |_| false,
        read: Reply::text,
    }
}

/// Reads nothing: the answer has no body, or one without meaning.
pub const fn empty() -> Reader<()> {
    Reader {
        streams: |_| false,
        read: Reply::empty,
    }
}

/// Hands the body out as a stream of bytes.
pub const fn binary() -> Reader<Download> {
    Reader {
        streams: |_| true,
        read: Reply::binary,
    }
}

/// Hands the body out as a stream of events.
pub const fn event_stream<T: Decode>() -> Reader<EventStream<T>> {
    Reader {
        streams: |_| true,
        read: Reply::event_stream,
    }
}

/// Hands the body out as a stream of JSON texts, one a line.
pub const fn json_lines<T: Decode>() -> Reader<JsonLines<T>> {
    Reader {
        streams: |_| true,
        read: Reply::json_lines,
    }
}

impl Reply {
    /// Whether the answer is the one described under a status and a media type; see [`Head::matches`].
    pub fn matches(&self, status: StatusPattern, media_type: &str) -> bool {
        self.head.matches(status, media_type)
    }

    /// The body as a JSON value, whatever it is written in.
    pub fn json<T: Decode>(self) -> Result<T, Error> {
        let notations = self.notations;
        let (operation, head, text) = self.whole()?;
        let value = match notation(notations, &head) {
            Some(notation) => notation.read(&text).and_then(|json| from_slice(&json)),
            None => from_slice(&text),
        };
        value.map_err(|source| unreadable(operation, head, text, source))
    }

    /// The body as text.
    pub fn text(self) -> Result<String, Error> {
        let (operation, head, text) = self.whole()?;
        match std::str::from_utf8(&text) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(unreadable(
                operation,
                head,
                text,
                DecodeError::mismatch("UTF-8", "other bytes"),
            )),
        }
    }

    /// Without the body.
    pub fn empty(self) -> Result<(), Error> {
        Ok(())
    }

    /// The body as a stream of bytes.
    pub fn binary(self) -> Result<Download, Error> {
        match self.content {
            ReplyContent::Streamed(download) => Ok(download),
            ReplyContent::Whole(bytes) => Ok(Download::whole(self.operation, self.head, bytes)),
        }
    }

    /// The body as a stream of events.
    pub fn event_stream<T: Decode>(self) -> Result<EventStream<T>, Error> {
        self.binary().map(EventStream::new)
    }

    /// The body as a stream of JSON texts.
    pub fn json_lines<T: Decode>(self) -> Result<JsonLines<T>, Error> {
        self.binary().map(JsonLines::new)
    }

    /// The answer is none of those described.
    pub fn unexpected<T>(self) -> Result<T, Error> {
        let found = format!(
            "status {} with {:?}",
            self.head.status(),
            self.head.content_type()
        );
        let raw = match self.content {
            ReplyContent::Whole(bytes) => bytes,
            ReplyContent::Streamed(_) => Bytes::new(),
        };
        Err(unreadable(
            self.operation,
            self.head,
            raw,
            DecodeError::mismatch("an answer as described", found),
        ))
    }

    fn whole(self) -> Result<(&'static str, Head, Bytes), Error> {
        match self.content {
            ReplyContent::Whole(bytes) => Ok((self.operation, self.head, bytes)),
            ReplyContent::Streamed(_) => {
                let error = DecodeError::mismatch("a whole body", "a stream");
                Err(unreadable(self.operation, self.head, Bytes::new(), error))
            }
        }
    }
}

/// An answer that cannot be read.
pub(super) fn unreadable(
    operation: &'static str,
    head: Head,
    raw: Bytes,
    source: DecodeError,
) -> Error {
    Error::Decode(Box::new(ResponseError {
        operation,
        head,
        raw,
        source,
    }))
}

/// A value together with the head of the answer it came in.
#[derive(Clone, Debug)]
pub struct Response<T> {
    /// The value.
    pub value: T,
    pub(super) head: Head,
}

impl<T> Response<T> {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The server's name for the request.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }
}
