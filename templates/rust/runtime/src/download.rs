//! Bodies that are received as a stream.

use std::fmt;
use std::pin::Pin;
use std::task::{ready, Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use reqwest::header::CONTENT_LENGTH;

use super::attempt::transport;
use super::clock::{timer, Timer};
use super::error::{Error, LocalErrorKind, TimeoutError, TimeoutKind};
use super::head::Head;
use super::json::DecodeError;
use super::reply::unreadable;

/// A body that is received as a stream of bytes, never held as a whole.
///
/// Each wait for more is limited by the attempt's timeout. Dropping it closes the connection.
#[must_use = "a download is a stream of bytes"]
pub struct Download {
    operation: &'static str,
    head: Head,
    source: Source,
    timeout: Duration,
    timer: Option<Timer>,
}

enum Source {
    Stream(Chunks),
    Whole(Bytes),
    Ended,
}

/// A body as it comes. (Browsers have no other way to it than this stream, hence no `Response::chunk`.)
#[cfg(not(target_arch = "wasm32"))]
type Chunks = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>;
/// A body as it comes.
#[cfg(target_arch = "wasm32")]
type Chunks = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>>>>;

/// At most `limit` bytes of a body, and whether that is all of it.
pub(super) async fn collect(
    response: reqwest::Response,
    limit: usize,
) -> reqwest::Result<(Bytes, bool)> {
    let mut chunks: Chunks = Box::pin(response.bytes_stream());
    let mut body = BytesMut::new();
    while let Some(chunk) = std::future::poll_fn(|context| chunks.as_mut().poll_next(context)).await
    {
        let chunk = chunk?;
        let room = limit - body.len();
        if chunk.len() > room {
            body.extend_from_slice(chunk.get(..room).unwrap_or_default());
            return Ok((body.freeze(), false));
        }
        body.extend_from_slice(&chunk);
    }
    Ok((body.freeze(), true))
}

impl Download {
    pub(super) fn new(
        operation: &'static str,
        head: Head,
        response: reqwest::Response,
        timeout: Duration,
    ) -> Self {
        let source = Source::Stream(Box::pin(response.bytes_stream()));
        Self {
            operation,
            head,
            source,
            timeout,
            timer: None,
        }
    }

    pub(super) fn whole(operation: &'static str, head: Head, bytes: Bytes) -> Self {
        Self {
            operation,
            head,
            source: Source::Whole(bytes),
            timeout: Duration::MAX,
            timer: None,
        }
    }

    /// Status and headers.
    pub fn head(&self) -> &Head {
        &self.head
    }

    pub(super) fn operation(&self) -> &'static str {
        self.operation
    }

    /// The media type, without parameters; empty if the server gave none.
    pub fn content_type(&self) -> &str {
        self.head.content_type()
    }

    /// How many bytes there will be, if the server said so and does not compress them.
    pub fn content_length(&self) -> Option<u64> {
        self.head
            .headers()
            .get(CONTENT_LENGTH)?
            .to_str()
            .ok()?
            .parse()
            .ok()
    }

    /// The whole body in memory, at most `limit` bytes of it.
    ///
    /// # Errors
    /// [`Error::Decode`] with [`super::DecodeErrorKind::TooLarge`] beyond the limit; else as the stream.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, Error> {
        let mut body = BytesMut::new();
        while let Some(chunk) = self.next_chunk().await {
            let chunk = chunk?;
            if chunk.len() > limit - body.len() {
                return Err(unreadable(
                    self.operation,
                    self.head,
                    Bytes::new(),
                    DecodeError::too_large(limit),
                ));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }

    /// The next piece of the body; `None` at its end.
    pub fn next_chunk(
        &mut self,
    ) -> impl std::future::Future<Output = Option<Result<Bytes, Error>>> + '_ {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
    }

    /// Writes the body to a new file and gives its length.
    ///
    /// It is written under a temporary name beside `path` and renamed when it is complete: at `path` there is never half a
    /// file. A file that is there already is replaced.
    ///
    /// # Errors
    /// [`Error::Local`] with [`LocalErrorKind::File`] if it cannot be written; else as the stream.
    #[cfg(not(target_arch = "wasm32"))]
    pub async fn save_to(self, path: impl AsRef<std::path::Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let suffix = super::random::token()
            .map_err(|message| Error::local(LocalErrorKind::File, message))?;
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{suffix}.part"));
        let partial = Partial(path.with_file_name(name));
        let length = self.write(&partial.0).await?;
        tokio::fs::rename(&partial.0, path)
            .await
            .map_err(cannot_write)?;
        Ok(length)
    }

    #[cfg(not(target_arch = "wasm32"))]
    async fn write(mut self, path: &std::path::Path) -> Result<u64, Error> {
        use tokio::io::AsyncWriteExt;

        let mut file = tokio::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)
            .await
            .map_err(cannot_write)?;
        let mut length = 0;
        while let Some(chunk) = self.next_chunk().await {
            let chunk = chunk?;
            length += chunk.len() as u64;
            file.write_all(&chunk).await.map_err(cannot_write)?;
        }
        file.sync_all().await.map_err(cannot_write)?;
        Ok(length)
    }
}

/// A file that is gone unless it was renamed, also where the download is dropped halfway.
#[cfg(not(target_arch = "wasm32"))]
struct Partial(std::path::PathBuf);

#[cfg(not(target_arch = "wasm32"))]
impl Drop for Partial {
    fn drop(&mut self) {
        // After the rename there is nothing under this name, and nothing to be done about a failure either.
        let _ = std::fs::remove_file(&self.0);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn cannot_write(error: std::io::Error) -> Error {
    Error::local(
        LocalErrorKind::File,
        format!("the file cannot be written: {error}"),
    )
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let stream = match &mut this.source {
            Source::Ended => return Poll::Ready(None),
            Source::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                this.source = Source::Ended;
                return Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)));
            }
            Source::Stream(stream) => stream,
        };
        let polled = stream.as_mut().poll_next(context);
        if polled.is_pending() {
            let timeout = this.timeout;
            let timer = this.timer.get_or_insert_with(|| timer(timeout));
            ready!(std::future::Future::poll(timer.as_mut(), context));
            this.source = Source::Ended;
            let error = TimeoutError {
                operation: this.operation,
                kind: TimeoutKind::Attempt,
                attempts: 1,
            };
            return Poll::Ready(Some(Err(Error::Timeout(Box::new(error)))));
        }
        this.timer = None;
        match ready!(polled) {
            Some(Ok(chunk)) => Poll::Ready(Some(Ok(chunk))),
            Some(Err(error)) => {
                this.source = Source::Ended;
                Poll::Ready(Some(Err(transport(this.operation, 1, true, error))))
            }
            None => {
                this.source = Source::Ended;
                Poll::Ready(None)
            }
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation)
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl Download {
    /// [`Download::bytes`], waiting on this thread.
    ///
    /// # Errors
    /// As [`Download::bytes`].
    pub fn wait_bytes(self, limit: usize) -> Result<Bytes, Error> {
        super::blocking::wait(self.bytes(limit))
    }

    /// [`Download::save_to`], waiting on this thread.
    ///
    /// # Errors
    /// As [`Download::save_to`].
    pub fn wait_save_to(self, path: impl AsRef<std::path::Path>) -> Result<u64, Error> {
        let path = path.as_ref().to_owned();
        super::blocking::wait(async move { self.save_to(path).await })
    }

    /// The pieces, waiting for each on this thread.
    pub fn wait_chunks(self) -> super::blocking::Blocking<Self> {
        super::blocking::Blocking::new(self)
    }
}
