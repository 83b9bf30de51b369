//! The fidelity report on the command line: how it is printed, and which losses are refused.

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use sdkwright::fidelity::{Fate, Fidelity};
use sdkwright::Description;

use crate::exit::Failure;

/// How the report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: equal constructs on one line, with their first places.
    #[default]
    Text,
    /// For programs: every construct with its place.
    Json,
    /// For code hosts and editors: SARIF 2.1.0, a result for each construct that loses something.
    Sarif,
}

/// A loss that can be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Loss {
    /// Types or calls that say something less exact.
    Approximated,
    /// Constructs that nothing is generated from.
    Dropped,
    /// Constraints that only the server checks.
    NotEnforced,
}

impl Loss {
    fn fate(self) -> Fate {
        match self {
            Self::Approximated => Fate::Approximated,
            Self::Dropped => Fate::NotGenerated,
            Self::NotEnforced => Fate::NotEnforced,
        }
    }
}

impl std::fmt::Display for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = self.to_possible_value();
        f.write_str(value.as_ref().map_or("", |value| value.get_name()))
    }
}

/// Prints the report on standard output.
pub fn print(report: &Fidelity<'_>, format: Format) -> Result<(), Failure> {
    let text = match format {
        Format::Text => report.text(),
        Format::Json => pretty(&report.json())?,
        Format::Sarif => pretty(&report.sarif())?,
    };
    match io::stdout().write_all(text.as_bytes()) {
        // The reader has seen enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(Failure::broken),
    }
}

fn pretty(value: &serde_json::Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(Failure::broken)
}

/// Says on standard error which refused losses a description has, and whether it has any.
pub fn has_denied(report: &Fidelity<'_>, denied: &[Loss]) -> bool {
    if denied.is_empty() {
        return false;
    }
    let fates: Vec<_> = denied.iter().map(|loss| loss.fate()).collect();
    let losses = report.losses(&fates);
    eprint!("{losses}");
    !losses.is_empty()
}

/// Says on standard error how much of a description is lost, if anything is, and whether it has losses that are refused.
pub fn check(description: &Description, file: &Path, denied: &[Loss]) -> bool {
    let report = description.fidelity();
    count(&report, file);
    has_denied(&report, denied)
}

fn count(report: &Fidelity<'_>, file: &Path) {
    let counts = report.counts();
    let lossy = Fate::ALL.iter().rev().filter(|fate| fate.is_lossy());
    let parts: Vec<_> = lossy
        .filter(|fate| counts.of(**fate) > 0)
        .map(|fate| format!("{} {}", counts.of(*fate), fate.label()))
        .collect();
    if !parts.is_empty() {
        let (file, parts) = (file.display(), parts.join(", "));
        eprintln!("{file}: {parts}; see: cargo xtask lint --fidelity {file}");
    }
}
