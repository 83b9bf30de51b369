//! `lint`: says everything that is wrong with a description.

use std::io::IsTerminal;
use std::path::PathBuf;

use sdkwright::diagnostic::{Diagnostics, Severity};
use sdkwright::Description;

use crate::exit::{count, Failure, CODES};
use crate::reading::{self, Source};

/// Say everything that is wrong with a description, and generate nothing.
#[derive(clap::Args)]
#[command(after_help = CODES)]
pub struct Args {
    /// The description; without it, those of openapi/codegen.toml.
    file: Option<PathBuf>,
    #[command(flatten)]
    reading: reading::Args,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let sources = match &args.file {
        Some(file) => vec![Source::of(file)],
        None => Source::configured()?,
    };
    let mut broken = false;
    for source in sources {
        let description = source.read(&args.reading)?;
        report(&description, &description.diagnostics);
        let (errors, warnings) = (
            number(&description, Severity::Error),
            number(&description, Severity::Warning),
        );
        let summary = [count(errors, "error"), count(warnings, "warning")].join(", ");
        eprintln!("{}: {summary}", source.file.display());
        broken |= errors > 0;
    }
    if broken {
        return Err(Failure::Found);
    }
    Ok(())
}

fn number(description: &Description, severity: Severity) -> usize {
    let all = description.diagnostics.iter();
    all.filter(|diagnostic| diagnostic.severity == severity)
        .count()
}

/// Prints diagnostics of a description on standard error.
pub fn report(description: &Description, diagnostics: &Diagnostics) {
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for diagnostic in diagnostics {
        eprintln!("{}\n", description.sources.render(diagnostic, color));
    }
}
