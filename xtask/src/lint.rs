//! `lint`: says everything that is wrong with a description.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use sdkwright::diagnostic::{Diagnostics, Severity};
use sdkwright::Description;

use crate::exit::{count, Failure, CODES};
use crate::fidelity::{self, Format, Loss};
use crate::{progress, repository};

/// Say everything that is wrong with a description, and generate nothing.
#[derive(clap::Args)]
#[command(after_help = CODES)]
pub struct Args {
    /// The description; without it, those of openapi/codegen.toml.
    file: Option<PathBuf>,
    /// Take warnings for errors.
    #[arg(long)]
    strict: bool,
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
    let files = match &args.file {
        Some(file) => vec![file.clone()],
        None => configured()?,
    };
    if args.fidelity {
        return list(args, &files);
    }
    let mut broken = false;
    for file in files {
        let description = read(&file, args.strict)?;
        report(&description, &description.diagnostics);
        let (errors, warnings) = (
            number(&description, Severity::Error),
            number(&description, Severity::Warning),
        );
        let summary = [count(errors, "error"), count(warnings, "warning")].join(", ");
        eprintln!("{}: {summary}", file.display());
        broken |= errors > 0;
    }
    if broken {
        return Err(Failure::Found);
    }
    Ok(())
}

/// Lists what becomes of each construct. Of what has errors nothing is generated, so then they are said instead.
fn list(args: &Args, files: &[PathBuf]) -> Result<(), Failure> {
    if files.len() > 1 && args.format != Format::Text {
        return Err(Failure::Usage(
            "openapi/codegen.toml has several descriptions; name one".to_owned(),
        ));
    }
    let mut broken = false;
    for file in files {
        let description = read(file, args.strict)?;
        if description.usable().is_none() {
            report(&description, &description.diagnostics);
            broken = true;
            continue;
        }
        let losses = description.fidelity();
        fidelity::print(&losses, args.format)?;
        broken |= fidelity::has_denied(&losses, &args.deny);
        eprintln!("{}: {}", file.display(), losses.counts());
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

/// The descriptions of `codegen.toml`.
pub fn configured() -> Result<Vec<PathBuf>, Failure> {
    let config = repository::config(&repository::root()?)?;
    Ok(config
        .descriptions
        .into_iter()
        .map(|description| description.file)
        .collect())
}

/// Reads a description; that it is no readable file is not a problem of its content. If `strict`, warnings are errors.
pub fn read(file: &Path, strict: bool) -> Result<Description, Failure> {
    let fail = |error| Failure::Broken(format!("cannot read {}: {error}", file.display()));
    if std::fs::metadata(file).map_err(fail)?.is_dir() {
        return Err(fail(std::io::ErrorKind::IsADirectory.into()));
    }
    let what = format!("reading {}", file.display());
    let description = progress::during(&what, || sdkwright::read(file));
    Ok(if strict {
        description.strict()
    } else {
        description
    })
}

/// Prints diagnostics of a description on standard error.
pub fn report(description: &Description, diagnostics: &Diagnostics) {
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for diagnostic in diagnostics {
        eprintln!("{}\n", description.sources.render(diagnostic, color));
    }
}
