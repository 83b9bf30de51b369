//! A server that answers from a script: one request a connection, every byte under the test's control.

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub struct Received {
    pub method: String,
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What to do with a request.
#[derive(Clone)]
pub enum Answer {
    /// Send these bytes and close.
    Send(Vec<u8>),
    /// Send these bytes one piece after the other, with a pause after each, and close.
    Drip(Vec<Vec<u8>>, Duration),
    /// Close without an answer.
    Close,
    /// Never answer.
    Stall,
}

/// A response with a body and its length.
pub fn reply(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    let mut text = format!(
        "HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    Answer::Send([text.as_bytes(), body].concat())
}

/// A response in JSON.
pub fn json(status: u16, body: &str) -> Answer {
    reply(status, &[("content-type", "application/json")], body)
}

/// A running server; it ends with its value.
pub struct Server {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    /// Connections whose client has gone away while they stalled.
    gone: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Server {
    /// Answers request `n` (from 0) with `script(n, request)`.
    pub async fn start(
        script: impl Fn(usize, &Received) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let gone = Arc::new(AtomicUsize::new(0));
        let (script, log, gone_) = (Arc::new(script), received.clone(), gone.clone());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, script.clone(), log.clone(), gone_.clone()));
            }
        });
        Self {
            url,
            received,
            gone,
            task,
        }
    }

    /// Answers every request with the same.
    pub async fn always(answer: Answer) -> Self {
        Self::start(move |_, _| answer.clone()).await
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.received.lock().unwrap().len()
    }

    /// Waits until so many clients have gone away from stalled answers.
    pub async fn until_gone(&self, count: usize) {
        within(async {
            while self.gone.load(Ordering::SeqCst) < count {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        })
        .await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What must happen soon.
pub async fn within<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), future)
        .await
        .expect("it takes too long")
}

async fn serve(
    mut stream: TcpStream,
    script: Arc<impl Fn(usize, &Received) -> Answer>,
    log: Arc<Mutex<Vec<Received>>>,
    gone: Arc<AtomicUsize>,
) {
    let Some(request) = read(&mut stream).await else {
        return;
    };
    let answer = {
        let mut log = log.lock().unwrap();
        let answer = script(log.len(), &request);
        log.push(request);
        answer
    };
    match answer {
        Answer::Send(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Answer::Drip(pieces, pause) => {
            for piece in pieces {
                if stream.write_all(&piece).await.is_err() {
                    gone.fetch_add(1, Ordering::SeqCst);
                    return;
                }
                tokio::time::sleep(pause).await;
            }
        }
        Answer::Close => {}
        Answer::Stall => {
            let mut rest = [0; 64];
            while stream.read(&mut rest).await.is_ok_and(|count| count > 0) {}
            gone.fetch_add(1, Ordering::SeqCst);
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        more(stream, &mut bytes).await?;
    };
    let text = String::from_utf8(bytes[..head].to_vec()).ok()?;
    let mut lines = text.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let mut request = Received {
        method: first.next()?.to_owned(),
        target: first.next()?.to_owned(),
        ..Received::default()
    };
    for line in lines {
        let (name, value) = line.split_once(": ")?;
        request
            .headers
            .push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let mut body = bytes.split_off(head + 4);
    if request.header("transfer-encoding") == Some("chunked") {
        while !body.ends_with(b"0\r\n\r\n") {
            more(stream, &mut body).await?;
        }
    }
    let length = request
        .header("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    while body.len() < length {
        more(stream, &mut body).await?;
    }
    request.body = body;
    Some(request)
}

async fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    let mut chunk = [0; 8192];
    let count = stream
        .read(&mut chunk)
        .await
        .ok()
        .filter(|count| *count > 0)?;
    bytes.extend_from_slice(&chunk[..count]);
    Some(())
}
