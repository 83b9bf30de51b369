//! The driver of a generated SDK, in whatever language: a program that makes the calls it reads as JSON lines.

use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};

/// A driver, running until it is dropped.
pub struct Driver {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    log: Arc<Mutex<Vec<u8>>>,
}

impl Driver {
    /// Starts the program.
    ///
    /// # Errors
    /// Those of the operating system.
    pub fn start(command: std::process::Command) -> Result<Self, String> {
        let shown = format!("{command:?}");
        let mut process = Command::from(command)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("cannot start {shown}: {error}"))?;
        let missing = || format!("{shown} has no standard streams");
        let input = process.stdin.take().ok_or_else(missing)?;
        let output = process.stdout.take().ok_or_else(missing)?;
        let errors = process.stderr.take().ok_or_else(missing)?;
        let log = Arc::new(Mutex::new(Vec::new()));
        tokio::spawn(keep(errors, Arc::clone(&log)));
        Ok(Self {
            process,
            input,
            output: BufReader::new(output).lines(),
            log,
        })
    }

    /// Makes a call and waits for its answer.
    ///
    /// # Errors
    /// A driver that has ended, or that answers something other than JSON.
    pub async fn call(&mut self, call: &Value) -> Result<Value, String> {
        let answer = self.line(&call.to_string()).await?;
        serde_json::from_str(&answer)
            .map_err(|error| format!("the answer is no JSON ({error}): {answer}"))
    }

    /// Sends a line, whatever it is, and waits for one.
    ///
    /// # Errors
    /// A driver that has ended.
    pub async fn line(&mut self, line: &str) -> Result<String, String> {
        let exchange = async {
            self.input.write_all(format!("{line}\n").as_bytes()).await?;
            self.input.flush().await?;
            self.output.next_line().await
        };
        let answer = exchange.await.map_err(|error| error.to_string())?;
        answer.ok_or_else(|| format!("the driver has ended: {}", self.log()))
    }

    /// The number of the process, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.process.id()
    }

    /// Ends the input and waits for the driver to end by itself.
    ///
    /// # Errors
    /// Those of the operating system.
    pub async fn end(mut self) -> Result<ExitStatus, String> {
        drop(self.input);
        self.process.wait().await.map_err(|error| error.to_string())
    }

    /// What the driver has written on standard error so far.
    pub fn log(&self) -> String {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&log).into_owned()
    }
}

/// Keeps what the driver writes on standard error.
async fn keep(mut errors: ChildStderr, log: Arc<Mutex<Vec<u8>>>) {
    let mut piece = [0; 4096];
    while let Ok(length @ 1..) = errors.read(&mut piece).await {
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(&piece[..length]);
    }
}
