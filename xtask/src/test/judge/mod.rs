//! `judge`: the SDKs of any description before a judge that this project did not write: the mock server `@stdy/cli`, which says
//! of each request whether it fits the description.

mod alarms;
mod calls;
mod pattern;
mod sample;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sdkwright::config::{Language, PackageOptions};
use serde_json::{json, Value};

use super::shell::Shell;
use super::steady::Server;
use super::vectors::{self, Sdk};
use crate::exit::{count, Failure};
use crate::repository;
use alarms::{Alarm, Alarms};

/// Drive the SDKs of descriptions against a foreign mock server, which judges each request.
///
/// Each operation is called with the least and with the most it can be given, values being taken from the examples and schemas of
/// the description. False alarms are listed with their reasons in xtask/conformance/alarms.toml; fails on any other, and, if all
/// languages are asked, on one that is listed and no longer sounds. Takes minutes for each description.
#[derive(clap::Args)]
pub struct Args {
    /// Descriptions, or folders of descriptions.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Only these languages, separated by commas.
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',')]
    lang: Vec<Language>,
}

/// What came of a description in a language.
struct Row {
    description: String,
    language: Language,
    calls: usize,
    alarms: usize,
    known: usize,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let shell = Shell::new(repository::root()?);
    let mut listed = Alarms::read(&shell.root).map_err(Failure::Broken)?;
    let mut rows = Vec::new();
    let mut well = true;
    for description in descriptions(&args.paths).map_err(Failure::Broken)? {
        for language in vectors::languages() {
            if args.lang.is_empty() || args.lang.contains(&language) {
                let row = judged(&shell, &description, language, &mut listed);
                let row = row.map_err(Failure::Broken)?;
                well &= row.alarms == 0;
                rows.push(row);
            }
        }
    }
    println!(
        "\n{:<24} {:<12} {:>6} {:>7} {:>6}",
        "description", "language", "calls", "alarms", "known"
    );
    for row in &rows {
        let Row {
            description,
            language,
            calls,
            alarms,
            known,
        } = row;
        println!(
            "{description:<24} {:<12} {calls:>6} {alarms:>7} {known:>6}",
            language.name()
        );
    }
    let seen: BTreeSet<&str> = rows.iter().map(|row| row.description.as_str()).collect();
    // Some sound in one language only, because of what its platform cannot do.
    if args.lang.is_empty() {
        for stale in listed.silent(&seen) {
            well = false;
            println!("no longer sounds: {stale}");
        }
    }
    if well {
        return Ok(());
    }
    Err(Failure::Found)
}

/// The files, and those of the folders.
fn descriptions(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let files = entries.flatten().map(|entry| entry.path());
        found.extend(files.filter(|file| {
            let extension = file.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("json" | "yaml" | "yml"))
        }));
    }
    found.sort();
    Ok(found)
}

fn judged(
    shell: &Shell,
    file: &Path,
    language: Language,
    listed: &mut Alarms,
) -> Result<Row, String> {
    let stem = file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let fail = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(|error| fail(&error))?;
    let document: Value = serde_yaml::from_str(&text).map_err(|error| fail(&error))?;
    let options = PackageOptions {
        name: "judged".to_owned(),
        version: "0.1.0".to_owned(),
        ..PackageOptions::default()
    };
    let package = shell.target("packages/judged").join(language.name());
    let sdk = Sdk::generate(file, package, options, language)?;
    let program = sdk.build(shell)?;
    let server = Server::start(shell, file)?;
    let url = format!("http://127.0.0.1:{}", server.port);
    let mut calls = calls::calls(&document);
    for call in &mut calls {
        call["baseUrl"] = json!(url);
    }
    let answers = drive(&program, &calls)?;
    let (_, log) = server.end()?;
    let mut sounded: Vec<Alarm> = log
        .lines()
        .flat_map(|line| alarms::of_request(&stem, line))
        .collect();
    for (call, answer) in calls.iter().zip(&answers) {
        sounded.extend(alarms::of_answer(&stem, call, answer));
    }
    let mut row = Row {
        description: stem,
        language,
        calls: calls.len(),
        alarms: 0,
        known: 0,
    };
    let mut told = BTreeSet::new();
    for alarm in sounded {
        match listed.knows(&alarm) {
            true => row.known += 1,
            false => {
                row.alarms += 1;
                if told.insert(alarm.clone()) {
                    println!("{language}: {alarm}");
                }
            }
        }
    }
    eprintln!(
        "{}: {language}: {}, {}",
        row.description,
        count(calls.len(), "call"),
        count(row.alarms, "alarm")
    );
    Ok(row)
}

/// The answers of a driver to calls.
fn drive(program: &str, calls: &[Value]) -> Result<Vec<Value>, String> {
    let mut words = program.split_whitespace();
    let mut driver = Command::new(words.next().unwrap_or_default());
    let fail = |error: std::io::Error| format!("cannot run the driver: {error}");
    let mut process = driver
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(fail)?;
    let lines: String = calls.iter().map(|call| format!("{call}\n")).collect();
    let input = process.stdin.take();
    // It reads a call only after it has answered the one before: both pipes must be served at once.
    let writer =
        std::thread::spawn(move || input.map(|mut input| input.write_all(lines.as_bytes())));
    let output = process.wait_with_output().map_err(fail)?;
    // A driver that ended early has not read all; that is seen by its answers.
    drop(writer.join());
    let text = String::from_utf8_lossy(&output.stdout);
    let answers: Result<Vec<Value>, _> = text.lines().map(serde_json::from_str).collect();
    let answers = answers.map_err(|error| format!("an answer is no JSON: {error}"))?;
    match answers.len() == calls.len() {
        true => Ok(answers),
        false => Err(format!(
            "the driver gave {} answers to {} calls",
            answers.len(),
            calls.len()
        )),
    }
}
