//! `lint`: says everything that is wrong with a description.

use std::io::IsTerminal;
use std::path::PathBuf;

use sdkwright::diagnostic::{Diagnostics, Severity};
use sdkwright::Description;

use crate::exit::{count, Failure, CODES};
use crate::fidelity::{self, Format, Loss};
use crate::reading::{self, Source};

/// Say everything that is wrong with a description, and generate nothing.
#[derive(clap::Args)]
#[command(after_help = CODES)]
pub struct Args {
    /// The description; without it, those of openapi/codegen.toml.
    file: Option<PathBuf>,
    #[command(flatten)]
    reading: reading::Args,
    /// Instead, list what becomes of each construct: exact, an annotation, not enforced, approximated or not generated.
    #[arg(long)]
    fidelity: bool,
    /// How the list is printed.
    #[arg(long, value_enum, default_value_t, requires = "fidelity")]
    format: Format,
    /// Fail if constructs are lost in these ways.
    #[arg(
        long,
        value_name = "LOSS",
        value_delimiter = ',',
        requires = "fidelity"
    )]
    deny: Vec<Loss>,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let sources = match &args.file {
        Some(file) => vec![Source::of(file)],
        None => Source::configured()?,
    };
    if args.fidelity {
        return list(args, &sources);
    }
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

/// Lists what becomes of each construct. Of what has errors nothing is generated, so then they are said instead.
fn list(args: &Args, sources: &[Source]) -> Result<(), Failure> {
    if sources.len() > 1 && args.format != Format::Text {
        return Err(Failure::Usage(
            "openapi/codegen.toml has several descriptions; name one".to_owned(),
        ));
    }
    let mut broken = false;
    for source in sources {
        let description = source.read(&args.reading)?;
        if description.usable().is_none() {
            report(&description, &description.diagnostics);
            broken = true;
            continue;
        }
        let losses = description.fidelity();
        fidelity::print(&losses, args.format)?;
        broken |= fidelity::has_denied(&losses, &args.deny);
        eprintln!("{}: {}", source.file.display(), losses.counts());
    }
    match broken {
        true => Err(Failure::Found),
        false => Ok(()),
    }
}

fn number(description: &Description, severity: Severity) -> usize {
    let all = description.diagnostics.iter();
    all.filter(|diagnostic| diagnostic.severity == severity)
        .count()
}

/// The most diagnostics that are printed; nobody reads more.
const MOST_SHOWN: usize = 200;

/// Prints diagnostics of a description on standard error; where there are too many, the errors first.
pub fn report(description: &Description, diagnostics: &Diagnostics) {
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut shown: Vec<_> = diagnostics.iter().collect();
    if let Some(hidden @ 1..) = shown.len().checked_sub(MOST_SHOWN) {
        shown.sort_by_key(|diagnostic| diagnostic.severity != Severity::Error);
        shown.truncate(MOST_SHOWN);
        eprintln!("{hidden} of {} problems are not shown\n", diagnostics.len());
    }
    for diagnostic in shown {
        eprintln!("{}\n", description.sources.render(diagnostic, color));
    }
}
