//! A description becomes packages, in a process of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sdkwright::codes;
use sdkwright::config::{Language, PackageOptions};
use sdkwright::diagnostic::{Diagnostic, Diagnostics, Severity};
use sdkwright::load::Options;
use sdkwright::Description;
use serde_json::{json, Value};

use super::find::File;
use super::{process, Entry, Work, OPERATIONS, READ};
use crate::bench;
use crate::exit::Failure;

#[derive(clap::Args)]
pub struct Args {
    file: PathBuf,
    /// The folder of the corpus, whose files references may lead to.
    corpus: PathBuf,
    /// The folder that has one for each language.
    out: PathBuf,
    /// The name of the packages.
    name: String,
    #[arg(long, value_delimiter = ',')]
    lang: Vec<Language>,
}

/// What came of generating a description.
#[derive(Default)]
pub struct Report {
    /// Types of the intermediate representation.
    pub types: usize,
    /// Operations of the intermediate representation.
    pub emitted: usize,
    /// Operations that are reported as not generated.
    pub not_generated: usize,
    /// The most memory that was used, in MiB.
    pub mib: u64,
}

/// The child process: writes the packages, and prints what came of it in one line.
pub fn child(args: &Args) -> Result<(), Failure> {
    let options = Options {
        allowed: vec![args.corpus.clone()],
        ..Options::default()
    };
    let description = sdkwright::read(&args.file, &options);
    let problems = description.diagnostics.iter();
    let not_generated = problems.filter(|problem| is_operation(problem)).count();
    let mut failures = BTreeMap::new();
    let (mut emitted, mut types) = (0, 0);
    match description.usable() {
        None => {
            failures.insert(READ, shown(&description, &description.diagnostics));
        }
        Some(api) => {
            (emitted, types) = (api.operations().count(), api.types.len());
            for language in &args.lang {
                if let Err(reason) = write(&description, *language, args) {
                    failures.insert(language.name(), reason);
                }
            }
        }
    }
    let report = json!({
        "types": types,
        "emitted": emitted,
        "notGenerated": not_generated,
        "mib": bench::peak_kib() / 1024,
        "failures": failures,
    });
    println!("{report}");
    Ok(())
}

/// Whether an operation as a whole is reported as not generated.
fn is_operation(problem: &Diagnostic) -> bool {
    let tokens: Vec<_> = problem.pointer.tokens().collect();
    problem.code == codes::NOT_GENERATED && tokens.len() == 3 && tokens[0] == "paths"
}

/// The first error, in one line.
fn shown(description: &Description, problems: &Diagnostics) -> String {
    let mut errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error);
    let line = errors
        .next()
        .map(|problem| description.sources.render_line(problem));
    let more = errors.count();
    let more = if more > 0 {
        format!(" (and {more} more)")
    } else {
        String::new()
    };
    line.unwrap_or_else(|| "no description".to_owned()) + &more
}

fn write(description: &Description, language: Language, args: &Args) -> Result<(), String> {
    let options = PackageOptions {
        name: args.name.clone(),
        version: "0.1.0".to_owned(),
        ..PackageOptions::default()
    };
    let package = description
        .generate(language, &options)
        .map_err(|problems| shown(description, &problems))?;
    let folder = args.out.join(language.name()).join(&args.name);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    package
        .apply(&folder, true)
        .map_err(|error| error.to_string())?;
    Ok(())
}

/// Generates a description in a child process.
pub fn entry(work: &Work<'_>, folder: &Path, file: File, index: usize) -> Result<Entry, Failure> {
    let name = format!("d{index:04}");
    let languages: Vec<_> = work.languages.iter().map(|it| it.name()).collect();
    let text = |path: &Path| path.display().to_string();
    let (path, corpus, out) = (text(&file.path), text(folder), text(&work.out));
    let lang = format!("--lang={}", languages.join(","));
    let args = ["corpus-generate", &path, &corpus, &out, &name, &lang];
    let ended = process::bounded(
        &args,
        &work.folder(work.languages[0]).join("generate.log"),
        work.limit,
    )?;
    let printed = ended.output.lines().last().unwrap_or_default();
    let printed: Value = serde_json::from_str(printed).unwrap_or_default();
    let number = |key: &str| printed[key].as_u64().unwrap_or(0);
    let mut entry = Entry {
        path: file.shown,
        name,
        bytes: file.bytes,
        version: file.version,
        operations: file.operations,
        report: Report {
            types: number("types") as usize,
            emitted: number("emitted") as usize,
            not_generated: number("notGenerated") as usize,
            mib: number("mib"),
        },
        seconds: ended.seconds,
        failures: BTreeMap::new(),
    };
    let failures = printed["failures"].as_object().into_iter().flatten();
    for (what, how) in failures {
        let how = how.as_str().unwrap_or_default().to_owned();
        let prefix = format!("{}/", folder.display());
        entry
            .failures
            .insert(what.clone(), how.replace(&prefix, ""));
    }
    if !ended.success {
        let last = ended.output.lines().last().unwrap_or("ended by a signal");
        entry.failures.insert(READ.to_owned(), last.to_owned());
    }
    let Report {
        emitted,
        not_generated,
        ..
    } = entry.report;
    if !entry.failures.contains_key(READ) && emitted + not_generated != entry.operations {
        let how = format!(
            "{} are described, {emitted} generated, {not_generated} reported as not generated",
            entry.operations
        );
        entry.failures.insert(OPERATIONS.to_owned(), how);
    }
    Ok(entry)
}
