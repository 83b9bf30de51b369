//! `ir`: prints the intermediate representation of a description.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::exit::Failure;
use crate::lint;

/// Print what a description means, as JSON: services, operations, types, servers, security.
#[derive(clap::Args)]
pub struct Args {
    /// The description; without it, the one of openapi/codegen.toml.
    file: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let file = match &args.file {
        Some(file) => file.clone(),
        None => only(lint::configured()?)?,
    };
    let description = lint::read(&file, false)?;
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

fn only(mut files: Vec<PathBuf>) -> Result<PathBuf, Failure> {
    match (files.pop(), files.is_empty()) {
        (Some(file), true) => Ok(file),
        _ => Err(Failure::Usage(
            "openapi/codegen.toml has several descriptions; name one".to_owned(),
        )),
    }
}
