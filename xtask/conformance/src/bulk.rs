//! A server of bodies too large to be held in memory: it makes those it sends, and counts the bytes of those that come.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::write::GzEncoder;
use flate2::Compression;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What is sent at once.
static PIECE: [u8; 1 << 16] = [0; 1 << 16];

/// The server, on the loopback interface; gone when it is dropped.
///
/// A `POST` is answered with 503 the first time, and with 201 when it is sent again. A `GET` gets as many bytes as the last
/// segment of its path says, compressed if that ends in `.gz`.
pub struct Bulk {
    url: String,
    uploads: Arc<Mutex<Vec<u64>>>,
    task: JoinHandle<()>,
}

impl Bulk {
    /// Starts it.
    ///
    /// # Errors
    /// Those of the operating system in giving a port.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let uploads = Arc::default();
        let task = tokio::spawn(accept(listener, Arc::clone(&uploads)));
        Ok(Self { url, uploads, task })
    }

    /// The base URL, without a slash at its end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The lengths of the bodies that came since this was asked last.
    pub fn uploads(&self) -> Vec<u64> {
        std::mem::take(&mut self.uploads.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Bulk {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, uploads: Arc<Mutex<Vec<u64>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let uploads = Arc::clone(&uploads);
        // A fault of the connection is the client's to notice.
        tokio::spawn(async move { serve(BufReader::new(stream), &uploads).await });
    }
}

async fn serve(mut stream: BufReader<TcpStream>, uploads: &Mutex<Vec<u64>>) -> io::Result<()> {
    while let Some(head) = Head::read(&mut stream).await? {
        if head.method == "GET" {
            send(stream.get_mut(), &head.target).await?;
            continue;
        }
        let length = match head.length {
            Some(length) => skip(&mut stream, length).await?,
            None => skip_chunks(&mut stream).await?,
        };
        let is_repeated = {
            let mut uploads = uploads.lock().unwrap_or_else(PoisonError::into_inner);
            uploads.push(length);
            uploads.len().is_multiple_of(2)
        };
        let answer = match is_repeated {
            false => "HTTP/1.1 503 Scenario\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n",
            true => "HTTP/1.1 201 Scenario\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{\"id\":\"1\"}",
        };
        stream.get_mut().write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

/// What has to be known of a request.
struct Head {
    method: String,
    target: String,
    /// The length of the body; none if it comes in chunks.
    length: Option<u64>,
}

impl Head {
    /// The next one of a connection, if there is one.
    async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Self>> {
        let mut first = String::new();
        stream.read_line(&mut first).await?;
        let mut words = first.split_whitespace().map(str::to_owned);
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Ok(None);
        };
        let mut length = Some(0);
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await?;
            match line.trim_end().to_lowercase().split_once(": ") {
                Some(("content-length", given)) => length = Some(number(given, 10)?),
                Some(("transfer-encoding", "chunked")) => length = None,
                Some(_) => {}
                None => break,
            }
        }
        Ok(Some(Self {
            method,
            target,
            length,
        }))
    }
}

fn number(text: &str, radix: u32) -> io::Result<u64> {
    u64::from_str_radix(text.trim(), radix).map_err(io::Error::other)
}

async fn skip(stream: &mut BufReader<TcpStream>, length: u64) -> io::Result<u64> {
    let skipped = tokio::io::copy_buf(&mut stream.take(length), &mut tokio::io::sink()).await?;
    match skipped == length {
        true => Ok(length),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

async fn skip_chunks(stream: &mut BufReader<TcpStream>) -> io::Result<u64> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let size = number(&line, 16)?;
        // The chunk and the line break behind it.
        skip(stream, size + 2).await?;
        length += size;
        if size == 0 {
            return Ok(length);
        }
    }
}

async fn send(stream: &mut TcpStream, target: &str) -> io::Result<()> {
    let name = target.rsplit('/').next().unwrap_or_default();
    let (length, compressed) = match name.strip_suffix(".gz") {
        Some(length) => (number(length, 10)?, true),
        None => (number(name, 10)?, false),
    };
    let head = "HTTP/1.1 200 Scenario\r\ncontent-type: application/octet-stream\r\n";
    if compressed {
        let body = tokio::task::spawn_blocking(move || gzip(length)).await??;
        let length = body.len();
        let head = format!("{head}content-encoding: gzip\r\ncontent-length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).await?;
        return stream.write_all(&body).await;
    }
    let head = format!("{head}content-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    let mut left = length;
    while left > 0 {
        let piece = &PIECE[..usize::try_from(left)
            .unwrap_or(PIECE.len())
            .min(PIECE.len())];
        stream.write_all(piece).await?;
        left -= piece.len() as u64;
    }
    Ok(())
}

/// So many bytes, compressed to about a thousandth.
fn gzip(length: u64) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    io::copy(&mut io::Read::take(io::repeat(0), length), &mut encoder)?;
    encoder.flush()?;
    encoder.finish()
}
