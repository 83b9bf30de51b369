//! A driver: the program that calls a generated SDK, spoken to by JSON lines.

use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// A driver, running until it is dropped.
pub struct Driver {
    _process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    log: Arc<Mutex<Vec<u8>>>,
}

impl Driver {
    /// Starts the program of a command line, words parted by spaces.
    ///
    /// # Errors
    /// Those of the operating system.
    pub fn start(command: &str) -> Result<Self, String> {
        let mut words = command.split_whitespace();
        let mut process = Command::new(words.next().unwrap_or_default())
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("cannot start `{command}`: {error}"))?;
        let missing = || format!("`{command}` has no standard streams");
        let input = process.stdin.take().ok_or_else(missing)?;
        let output = process.stdout.take().ok_or_else(missing)?;
        let mut errors = process.stderr.take().ok_or_else(missing)?;
        let log = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&log);
        tokio::spawn(async move {
            let mut piece = [0; 4096];
            while let Ok(length @ 1..) = errors.read(&mut piece).await {
                let mut log = kept.lock().unwrap_or_else(PoisonError::into_inner);
                log.extend_from_slice(&piece[..length]);
            }
        });
        Ok(Self {
            _process: process,
            input,
            output: BufReader::new(output).lines(),
            log,
        })
    }

    /// Makes a call and waits for its answer: the line, and what it says.
    ///
    /// # Errors
    /// No answer in time, or one that is no JSON.
    pub async fn call(
        &mut self,
        call: &Value,
        patience: Duration,
    ) -> Result<(String, Value), String> {
        let line = format!("{call}\n");
        let exchange = async {
            self.input.write_all(line.as_bytes()).await?;
            self.input.flush().await?;
            self.output.next_line().await
        };
        let answer = tokio::time::timeout(patience, exchange)
            .await
            .map_err(|_| format!("no answer within {patience:?}"))?
            .map_err(|error| error.to_string())?;
        let Some(answer) = answer else {
            return Err(format!("the driver has ended: {}", self.log()));
        };
        let value = serde_json::from_str(&answer)
            .map_err(|error| format!("the answer is no JSON ({error}): {answer}"))?;
        Ok((answer, value))
    }

    /// What the driver has written on standard error so far.
    pub fn log(&self) -> String {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&log).into_owned()
    }
}
