//! How a verb ends: what it says, and the exit code of each end.

use std::fmt::Display;
use std::process::ExitCode;

/// The exit codes, for `--help`.
pub const CODES: &str = "\
Exit codes:
  0  everything is as it should be
  1  problems in the input, or a check or test that failed
  2  a mistake on the command line
  3  a file that cannot be read or written, or a failure of the command itself";

/// Why a verb did not end well.
#[derive(Debug)]
pub enum Failure {
    /// Problems in the input, or a failed check; what they are has been said.
    Found,
    /// A mistake on the command line that `clap` cannot see.
    Usage(String),
    /// A file that cannot be read or written, or a failure of the command itself.
    Broken(String),
}

impl Failure {
    /// The command itself failed.
    pub fn broken(error: impl Display) -> Self {
        Self::Broken(error.to_string())
    }
}

/// `1 file`, `2 files`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Prints what has not been said yet, and gives the exit code.
pub fn code(result: Result<(), Failure>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Found) => ExitCode::from(1),
        Err(Failure::Usage(message)) => {
            eprintln!("error: {message}\n\nFor more information, try '--help'.");
            ExitCode::from(2)
        }
        Err(Failure::Broken(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(3)
        }
    }
}
