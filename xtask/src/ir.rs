//! `ir`: prints the intermediate representation of a description.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::exit::Failure;
use crate::lint;
use crate::reading::{self, Source};

/// Print what a description means, as JSON: services, operations, types, servers, security.
#[derive(clap::Args)]
pub struct Args {
    /// The description; without it, the one of openapi/codegen.toml.
    file: Option<PathBuf>,
    #[command(flatten)]
    reading: reading::Args,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let source = match &args.file {
        Some(file) => Source::of(file),
        None => only(Source::configured()?)?,
    };
    let description = source.read(&args.reading)?;
    lint::report(&description, &description.diagnostics);
    let api = description.usable().ok_or(Failure::Found)?;
    let mut text = serde_json::to_vec_pretty(api).map_err(Failure::broken)?;
    text.push(b'\n');
    match io::stdout().write_all(&text) {
        // The reader has seen enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(Failure::broken),
    }
}

fn only(mut sources: Vec<Source>) -> Result<Source, Failure> {
    match (sources.pop(), sources.is_empty()) {
        (Some(source), true) => Ok(source),
        _ => Err(Failure::Usage(
            "openapi/codegen.toml has several descriptions; name one".to_owned(),
        )),
    }
}
