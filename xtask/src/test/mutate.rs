//! `mutate`: whether the vectors can fail. Each SDK is broken on purpose, in one way after another, and the vectors must notice.

use std::time::Instant;

use sdkwright::config::Language;

use super::mutation::{self, Mutation, LEAST};
use super::shell::Shell;
use super::vectors::{self, Sdk};
use crate::exit::{count, Failure};
use crate::repository;

/// Break the SDKs on purpose, and see that the vectors notice each fault.
///
/// The faults are listed in xtask/conformance/mutations. Fails if one of them is not noticed, can't be made any more because its
/// text is not found, or does not compile. Takes minutes for each language.
#[derive(clap::Args)]
pub struct Args {
    /// Only these languages, separated by commas.
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',')]
    lang: Vec<Language>,
    /// Only mutations whose name contains this.
    #[arg(long, value_name = "TEXT", default_value = "")]
    name: String,
}

/// What came of a mutation.
enum Fate {
    /// This vector noticed.
    Killed(String),
    Survived,
    /// It is none: it can't be made, built or run.
    Broken(String),
}

/// How many mutations of a language ended how.
#[derive(Default)]
struct Counts {
    killed: usize,
    survived: usize,
    broken: usize,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let shell = Shell::new(repository::root()?);
    let mut rows = Vec::new();
    for language in vectors::languages() {
        if args.lang.is_empty() || args.lang.contains(&language) {
            let counts = language_counts(&shell, language, &args.name).map_err(Failure::Broken)?;
            rows.push((language, counts));
        }
    }
    println!(
        "\n{:<12} {:>8} {:>8} {:>8}",
        "language", "killed", "survived", "broken"
    );
    let mut all = Counts::default();
    for (language, counts) in &rows {
        let name = language.name();
        println!(
            "{name:<12} {:>8} {:>8} {:>8}",
            counts.killed, counts.survived, counts.broken
        );
        all.killed += counts.killed;
        all.survived += counts.survived;
        all.broken += counts.broken;
    }
    println!(
        "{:<12} {:>8} {:>8} {:>8}",
        "all", all.killed, all.survived, all.broken
    );
    match (all.killed, all.survived + all.broken) {
        (0, _) => Err(Failure::Usage("there is no such mutation".to_owned())),
        (_, 0) => Ok(()),
        _ => Err(Failure::Found),
    }
}

fn language_counts(shell: &Shell, language: Language, wanted: &str) -> Result<Counts, String> {
    let mutations = mutation::read(&shell.root, language)?;
    if mutations.len() < LEAST {
        return Err(format!(
            "{language} has only {}",
            count(mutations.len(), "mutation")
        ));
    }
    let sdk = vectors::generate(shell, "packages/mutants", language)?;
    let driver = format!("{language}={}", sdk.build(shell)?);
    let mut counts = Counts::default();
    let chosen = mutations.iter().filter(|each| each.name.contains(wanted));
    let mut sound: Vec<&str> = chosen.clone().map(|each| each.family.as_str()).collect();
    sound.sort_unstable();
    sound.dedup();
    if let Some(vector) = failing(shell, &sound, &driver)? {
        return Err(format!("{language}: {vector} without any mutation"));
    }
    for mutation in chosen {
        let start = Instant::now();
        let fate = fate(shell, &sdk, mutation, &driver)?;
        let (what, how) = match &fate {
            Fate::Killed(vector) => ("killed", vector.as_str()),
            Fate::Survived => ("SURVIVED", ""),
            Fate::Broken(reason) => ("BROKEN", reason.as_str()),
        };
        match fate {
            Fate::Killed(_) => counts.killed += 1,
            Fate::Survived => counts.survived += 1,
            Fate::Broken(_) => counts.broken += 1,
        }
        let seconds = start.elapsed().as_secs_f64();
        let line = format!(
            "{language:<12} {:<56} {what:<8} {seconds:>5.1} s  {how}",
            mutation.name
        );
        println!("{}", line.trim_end());
    }
    Ok(counts)
}

/// Breaks the SDK, asks the vectors, and mends it.
fn fate(shell: &Shell, sdk: &Sdk, mutation: &Mutation, driver: &str) -> Result<Fate, String> {
    let undo = match mutation.apply(&sdk.package) {
        Ok(undo) => undo,
        Err(reason) => return Ok(Fate::Broken(reason)),
    };
    let fate = match sdk.build(shell) {
        Err(reason) => Ok(Fate::Broken(reason)),
        Ok(_) => failing(shell, &[&mutation.family], driver).map(|failing| match failing {
            None => Fate::Survived,
            // An SDK that does not even load is no test of the vectors.
            Some(vector) if vector.contains("the driver has ended") => Fate::Broken(vector),
            Some(vector) => Fate::Killed(vector.lines().next().unwrap_or_default().to_owned()),
        }),
    };
    undo.undo()?;
    fate
}

/// The first vector of some families that fails, with the reason.
fn failing(shell: &Shell, families: &[&str], driver: &str) -> Result<Option<String>, String> {
    let mut runner = vectors::runner(shell);
    runner.args(["--quick", "--first"]);
    for family in families {
        runner.args(["--family", family]);
    }
    let output = runner
        .args([vectors::FOLDER, driver])
        .output()
        .map_err(|error| format!("cannot replay the vectors: {error}"))?;
    match output.status.code() {
        Some(0) => Ok(None),
        Some(1) => {
            let shown = String::from_utf8_lossy(&output.stdout);
            let failure = shown.split("\n\npassed /").next().unwrap_or_default();
            let failure = failure.split_once(": ").map_or(failure, |(_, rest)| rest);
            Ok(Some(failure.to_owned()))
        }
        _ => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}
