//! The driver of a generated SDK, running.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

use serde_json::Value;

/// A program that makes the calls it reads as JSON lines.
pub struct Driver {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts the program.
    ///
    /// # Errors
    ///
    /// Those of the operating system in starting it.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = process.stdin.take();
        let output = process.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self {
            process,
            input,
            output: BufReader::new(output),
        })
    }

    /// Makes one call.
    ///
    /// # Errors
    ///
    /// An answer that is no JSON line, and a program that has ended.
    pub fn call(&mut self, request: &Value) -> io::Result<Value> {
        self.line(&request.to_string())
    }

    /// Sends one line, whatever it is, and reads one.
    ///
    /// # Errors
    ///
    /// Those of [`Self::call`].
    pub fn line(&mut self, line: &str) -> io::Result<Value> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(input, "{line}")?;
        input.flush()?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        serde_json::from_str(&answer)
            .map_err(|error| io::Error::other(format!("{error}: {answer:?}")))
    }

    /// Ends the input, and waits for the program to end by itself.
    ///
    /// # Errors
    ///
    /// Those of the operating system in waiting.
    pub fn end(mut self) -> io::Result<ExitStatus> {
        drop(self.input.take());
        self.process.wait()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // After `end` there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
