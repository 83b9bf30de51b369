//! Sending pieces one after another without holding them in memory.

use std::collections::VecDeque;
use std::io;

use bytes::Bytes;

use super::body::Piece;

/// Opens a body: files and streams from their beginning. Also gives its length, where that is known.
#[cfg(not(target_arch = "wasm32"))]
pub(super) async fn open(pieces: Vec<Piece>) -> io::Result<(reqwest::Body, Option<u64>)> {
    if let [Piece::Bytes(bytes)] = pieces.as_slice() {
        return Ok((bytes.clone().into(), Some(bytes.len() as u64)));
    }
    let mut length = Some(0_u64);
    let mut opened = VecDeque::with_capacity(pieces.len());
    for piece in pieces {
        let (piece, its_length) = streaming::open(piece).await?;
        length = length
            .zip(its_length)
            .and_then(|(sum, more)| sum.checked_add(more));
        opened.push_back(piece);
    }
    Ok((
        reqwest::Body::wrap_stream(streaming::Pieces::new(opened)),
        length,
    ))
}

/// Browsers do not stream request bodies: they are put together first. There are no files either.
#[cfg(target_arch = "wasm32")]
pub(super) async fn open(pieces: Vec<Piece>) -> io::Result<(reqwest::Body, Option<u64>)> {
    let mut body = Vec::new();
    for piece in VecDeque::from(pieces) {
        match piece {
            Piece::Bytes(bytes) => body.extend_from_slice(&bytes),
            Piece::File(_) => return Err(io::ErrorKind::Unsupported.into()),
            Piece::Stream { open, .. } => {
                let mut stream = open();
                while let Some(chunk) =
                    std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await
                {
                    body.extend_from_slice(&chunk?);
                }
            }
        }
    }
    // The browser sets the length itself.
    Ok((Bytes::from(body).into(), None))
}

#[cfg(not(target_arch = "wasm32"))]
mod streaming {
    use std::pin::Pin;
    use std::task::{ready, Context, Poll};

    use futures_core::Stream;
    use tokio::fs::File;
    use tokio::io::{AsyncRead, ReadBuf};

    use super::{io, Bytes, Piece, VecDeque};
    use crate_body::ByteStream;

    use super::super::body as crate_body;

    /// So much of a file is read at once.
    const CHUNK: usize = 64 << 10;

    /// A piece that is being sent.
    pub(super) enum Opened {
        Bytes(Bytes),
        File(File),
        Stream {
            stream: ByteStream,
            left: Option<u64>,
        },
    }

    pub(super) async fn open(piece: Piece) -> io::Result<(Opened, Option<u64>)> {
        match piece {
            Piece::Bytes(bytes) => {
                let length = bytes.len() as u64;
                Ok((Opened::Bytes(bytes), Some(length)))
            }
            Piece::File(path) => {
                let file = File::open(path).await?;
                let metadata = file.metadata().await?;
                // Only of a regular file is the length what can be read from it.
                Ok((
                    Opened::File(file),
                    metadata.is_file().then(|| metadata.len()),
                ))
            }
            Piece::Stream { open, length } => Ok((
                Opened::Stream {
                    stream: open(),
                    left: length,
                },
                length,
            )),
        }
    }

    /// All pieces, one after another.
    pub(super) struct Pieces {
        pieces: VecDeque<Opened>,
        buffer: Vec<u8>,
    }

    impl Pieces {
        pub(super) fn new(pieces: VecDeque<Opened>) -> Self {
            Self {
                pieces,
                buffer: Vec::new(),
            }
        }
    }

    impl Stream for Pieces {
        type Item = io::Result<Bytes>;

        fn poll_next(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Self::Item>> {
            let this = &mut *self;
            loop {
                let next = match this.pieces.front_mut() {
                    None => return Poll::Ready(None),
                    Some(Opened::Bytes(bytes)) => {
                        Some(Ok(std::mem::take(bytes))).filter(|bytes| is_some(bytes))
                    }
                    Some(Opened::File(file)) => ready!(read(file, &mut this.buffer, context)),
                    Some(Opened::Stream { stream, left }) => {
                        ready!(stream.as_mut().poll_next(context))
                            .map(|chunk| chunk.and_then(|chunk| count(chunk, left)))
                            .or_else(|| missing(left))
                    }
                };
                match next {
                    Some(chunk) => return Poll::Ready(Some(chunk)),
                    None => this.pieces.pop_front(),
                };
            }
        }
    }

    fn is_some(bytes: &io::Result<Bytes>) -> bool {
        bytes.as_ref().is_ok_and(|bytes| !bytes.is_empty())
    }

    fn read(
        file: &mut File,
        buffer: &mut Vec<u8>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        buffer.resize(CHUNK, 0);
        let mut read = ReadBuf::new(buffer);
        match ready!(Pin::new(file).poll_read(context, &mut read)) {
            Err(error) => Poll::Ready(Some(Err(error))),
            Ok(()) if read.filled().is_empty() => Poll::Ready(None),
            Ok(()) => Poll::Ready(Some(Ok(Bytes::copy_from_slice(read.filled())))),
        }
    }

    /// A stream must keep its word on its length: what follows it would be read as part of it, or the other way round.
    fn count(chunk: Bytes, left: &mut Option<u64>) -> io::Result<Bytes> {
        if let Some(left) = left {
            *left = left
                .checked_sub(chunk.len() as u64)
                .ok_or_else(wrong_length)?;
        }
        Ok(chunk)
    }

    fn missing(left: &mut Option<u64>) -> Option<io::Result<Bytes>> {
        left.take()
            .filter(|left| *left > 0)
            .map(|_| Err(wrong_length()))
    }

    fn wrong_length() -> io::Error {
        io::Error::new(
            io::ErrorKind::InvalidData,
            "a stream has another length than was said",
        )
    }
}
