//! What is sent: bytes, files and streams, each of which can be sent again.

use std::fmt;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use futures_core::Stream;

/// Bytes as they come.
#[cfg(not(target_arch = "wasm32"))]
pub type ByteStream = Pin<Box<dyn Stream<Item = std::io::Result<Bytes>> + Send>>;
/// Bytes as they come.
#[cfg(target_arch = "wasm32")]
pub type ByteStream = Pin<Box<dyn Stream<Item = std::io::Result<Bytes>>>>;

/// Bytes to send.
///
/// Every form can be sent more than once, so that a call may be tried again.
#[derive(Clone)]
pub struct Body(pub(super) Piece);

/// A part of what is sent.
#[derive(Clone)]
pub(super) enum Piece {
    Bytes(Bytes),
    File(PathBuf),
    Stream {
        open: Arc<dyn Fn() -> ByteStream + Send + Sync>,
        length: Option<u64>,
    },
}

impl Body {
    /// The content of a file, read while it is sent.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self(Piece::File(path.into()))
    }

    /// A stream made by `open`, once for every attempt. With a `length`, exactly so many bytes must come.
    pub fn stream(
        length: Option<u64>,
        open: impl Fn() -> ByteStream + Send + Sync + 'static,
    ) -> Self {
        Self(Piece::Stream {
            open: Arc::new(open),
            length,
        })
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Piece::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Piece::Bytes(bytes.into()))
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Self(Piece::Bytes(Bytes::from_static(bytes)))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(Piece::Bytes(text.into()))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self(Piece::Bytes(Bytes::from_static(text.as_bytes())))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Piece::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Piece::File(path) => write!(f, "Body({path:?})"),
            Piece::Stream { length, .. } => write!(f, "Body(stream, length {length:?})"),
        }
    }
}

/// A file in a multipart body.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its content.
    pub body: Body,
    /// Its name, as the server is to see it.
    pub file_name: Option<String>,
    /// Its media type; `None`: that of the description, else `application/octet-stream`.
    pub content_type: Option<String>,
}

impl Upload {
    /// A file of the file system under its own name.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let file_name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self {
            body: Body::file(path),
            file_name,
            content_type: None,
        }
    }

    /// Content under a name.
    pub fn new(file_name: impl Into<String>, body: impl Into<Body>) -> Self {
        Self {
            body: body.into(),
            file_name: Some(file_name.into()),
            content_type: None,
        }
    }

    /// The same with a media type.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}
