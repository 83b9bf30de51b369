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
    use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf, Take};

    use super::super::body::ByteStream;
    use super::{io, Bytes, Piece, VecDeque};

    /// So much of a file is read at once.
    const CHUNK: usize = 64 << 10;

    /// A piece that is being sent.
    pub(super) enum Opened {
        Bytes(Bytes),
        File(Take<File>, Option<u64>),
        Stream(Measured),
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
                // Only of a regular file is the length what can be read from it. One that grows is sent up to that length.
                let length = metadata.is_file().then_some(metadata.len());
                Ok((
                    Opened::File(file.take(length.unwrap_or(u64::MAX)), length),
                    length,
                ))
            }
            Piece::Stream { open, length } => Ok((
                Opened::Stream(Measured {
                    stream: open(),
                    left: length,
                    last: None,
                }),
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
                    Some(Opened::Bytes(bytes)) => Some(Ok(std::mem::take(bytes))).filter(is_some),
                    Some(Opened::File(file, left)) => {
                        ready!(read(file, left, &mut this.buffer, context))
                    }
                    Some(Opened::Stream(stream)) => ready!(stream.poll(context)),
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
        file: &mut Take<File>,
        left: &mut Option<u64>,
        buffer: &mut Vec<u8>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        buffer.resize(CHUNK, 0);
        let mut read = ReadBuf::new(buffer);
        if let Err(error) = ready!(Pin::new(file).poll_read(context, &mut read)) {
            return Poll::Ready(Some(Err(error)));
        }
        let chunk = read.filled();
        if let Some(left) = left {
            *left = left.saturating_sub(chunk.len() as u64);
        }
        Poll::Ready(match (chunk.is_empty(), left) {
            (false, _) => Some(Ok(Bytes::copy_from_slice(chunk))),
            (true, Some(left)) if *left > 0 => Some(Err(wrong_length())),
            (true, _) => None,
        })
    }

    /// A stream that must keep its word on its length: what follows it would be read as part of it, or it would be cut off.
    pub(super) struct Measured {
        stream: ByteStream,
        left: Option<u64>,
        /// The last piece, held back until the stream has shown that nothing follows.
        last: Option<Bytes>,
    }

    impl Measured {
        fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
            loop {
                let next = ready!(self.stream.as_mut().poll_next(context));
                let Some(left) = &mut self.left else {
                    return Poll::Ready(next);
                };
                match next {
                    Some(Ok(chunk)) => match left.checked_sub(chunk.len() as u64) {
                        None => return Poll::Ready(Some(Err(wrong_length()))),
                        Some(0) if !chunk.is_empty() => {
                            *left = 0;
                            self.last = Some(chunk);
                        }
                        Some(rest) => {
                            *left = rest;
                            if !chunk.is_empty() {
                                return Poll::Ready(Some(Ok(chunk)));
                            }
                        }
                    },
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None if *left > 0 => return Poll::Ready(Some(Err(wrong_length()))),
                    None => {
                        // From here on the stream is not asked again: it has ended.
                        self.left = None;
                        self.stream = Box::pin(Ended);
                        return Poll::Ready(self.last.take().map(Ok));
                    }
                }
            }
        }
    }

    /// A stream without anything in it.
    struct Ended;

    impl Stream for Ended {
        type Item = io::Result<Bytes>;

        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(None)
        }
    }

    fn wrong_length() -> io::Error {
        io::Error::new(
            io::ErrorKind::InvalidData,
            "a file or stream has another length than was said",
        )
    }
}
