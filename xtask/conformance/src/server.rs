//! The scenario server.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::{Recorded, Reply};

/// Decides what happens to a request: the request, and how many came before it.
type Script = dyn Fn(&Recorded, usize) -> Reply + Send + Sync;

/// A server on the loopback interface, gone when it is dropped.
pub struct Server {
    address: SocketAddr,
    log: Arc<Log>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Log {
    requests: Mutex<Vec<Recorded>>,
    connections: Mutex<usize>,
}

impl Server {
    /// Starts a server that answers by a script.
    ///
    /// # Errors
    ///
    /// Those of the operating system in giving a port.
    pub async fn start(
        script: impl Fn(&Recorded, usize) -> Reply + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let log = Arc::new(Log::default());
        let script: Arc<Script> = Arc::new(script);
        let task = tokio::spawn(accept(listener, Arc::clone(&log), script));
        Ok(Self { address, log, task })
    }

    /// Starts a server that gives these replies in turn, the last one again and again.
    ///
    /// # Errors
    ///
    /// Those of the operating system in giving a port.
    pub async fn replies(replies: Vec<Reply>) -> io::Result<Self> {
        Self::start(move |_, before| {
            let last = replies.len().saturating_sub(1);
            replies
                .get(before.min(last))
                .cloned()
                .unwrap_or(Reply::Reset)
        })
        .await
    }

    /// The base URL, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The requests so far, in the order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.log.requests).clone()
    }

    /// How many connections were made so far.
    pub fn connections(&self) -> usize {
        *lock(&self.log.connections)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, log: Arc<Log>, script: Arc<Script>) {
    while let Ok((stream, _)) = listener.accept().await {
        *lock(&log.connections) += 1;
        tokio::spawn(serve(stream, Arc::clone(&log), Arc::clone(&script)));
    }
}

/// Serves one connection until either side ends it. A fault of the connection is the client's to notice.
async fn serve(mut stream: TcpStream, log: Arc<Log>, script: Arc<Script>) {
    let mut buffer = Vec::new();
    loop {
        match Recorded::parse(&buffer) {
            Ok(Some((request, taken))) => {
                buffer.drain(..taken);
                let reply = {
                    let mut requests = lock(&log.requests);
                    let reply = script(&request, requests.len());
                    requests.push(request);
                    reply
                };
                if !answer(&mut stream, reply).await {
                    return;
                }
            }
            Ok(None) => match stream.read_buf(&mut buffer).await {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            },
            Err(_) => return,
        }
    }
}

/// Carries out a reply; whether the connection goes on.
async fn answer(stream: &mut TcpStream, reply: Reply) -> bool {
    match reply {
        Reply::Send(bytes) => stream.write_all(&bytes).await.is_ok(),
        Reply::SendAndClose(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            false
        }
        Reply::SendAndStall(bytes, time) => {
            let _ = stream.write_all(&bytes).await;
            tokio::time::sleep(time).await;
            false
        }
        Reply::Reset => {
            // With no time to linger, closing drops what is unsent and resets.
            let _ = socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO));
            false
        }
    }
}
