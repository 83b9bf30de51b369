//! `bench`: how long generation takes, as a ratio to merely parsing the same description.
//!
//! Each run is a process of its own, so that start, allocation and memory are those of a user's run. The floor is built with
//! all optimisations, whatever this program was built with: the comparison is never flattering.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use sdkwright::config::Language;

use crate::exit::Failure;
use crate::reading::Source;
use crate::{codegen, repository};

/// A large description that may stand beside the repository.
const LARGE: &str = "../shared/corpus/github.json";

/// Measure generation: time and memory, against the time to parse the description.
///
/// Measures the descriptions of openapi/codegen.toml and, where it is there, ../shared/corpus/github.json.
#[derive(clap::Args)]
pub struct Args {
    /// How often each is run.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let root = repository::root()?;
    let configured = Source::configured()?.into_iter();
    let mut files: Vec<_> = configured.map(|source| source.file).collect();
    let large = root.join(LARGE);
    if large.is_file() {
        files.push(large);
    } else {
        eprintln!("{LARGE} is not there: only small descriptions are measured");
    }
    let programs = Programs {
        floor: build_floor(&root)?,
        this: std::env::current_exe().map_err(Failure::broken)?,
        out: root.join("target/bench/out"),
    };
    println!("description                  run          min ms    median  peak MiB   ratio");
    for file in files {
        measure(&file, args.runs, &programs)?;
    }
    Ok(())
}

struct Programs {
    floor: PathBuf,
    this: PathBuf,
    out: PathBuf,
}

fn measure(file: &Path, runs: u32, programs: &Programs) -> Result<(), Failure> {
    let name = file
        .file_name()
        .unwrap_or(file.as_os_str())
        .to_string_lossy();
    let generate = |language: Option<Language>, out: &Path| {
        let mut args: Vec<&OsStr> = vec!["bench-codegen".as_ref(), file.as_ref(), out.as_ref()];
        args.extend(language.map(|language| OsStr::new(language.name())));
        child(&programs.this, &args)
    };
    remove(&programs.out)?;
    let floor = Series::measure(runs, |_| {
        child(&programs.floor, &[file.as_ref()]).map(Run::timed_by_itself)
    })?;
    // Each run has a folder of its own, and all go at the end: a file system may take seconds to forget thousands of files, and
    // slows down those that are made meanwhile.
    let of_run = |what: &str, run| programs.out.join(format!("{what}-{run}"));
    let rust = Series::measure(runs, |run| {
        generate(Some(Language::Rust), &of_run("rust", run))
    })?;
    let all = Series::measure(runs, |run| generate(None, &of_run("all", run)))?;
    let again = Series::measure(runs, |run| generate(None, &of_run("all", run)))?;
    for (run, series) in [
        ("parse", &floor),
        ("rust", &rust),
        ("all", &all),
        ("unchanged", &again),
    ] {
        let (min, median, peak) = (series.min(), series.median(), series.peak());
        println!(
            "{name:<28} {run:<9} {min:>9.1} {median:>9.1} {peak:>9.1} {:>7.1}",
            min / floor.min()
        );
    }
    remove(&programs.out)
}

/// Builds the program that only parses.
fn build_floor(root: &Path) -> Result<PathBuf, Failure> {
    let target = root.join("target/bench/build");
    eprintln!("building the program that only parses, with all optimisations");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.current_dir(root).env("CARGO_TARGET_DIR", &target);
    build.args([
        "build",
        "--quiet",
        "--release",
        "--package",
        "sdkwright",
        "--example",
        "parse_floor",
    ]);
    if build.status().map_err(Failure::broken)?.success() {
        return Ok(target.join("release/examples/parse_floor"));
    }
    Err(Failure::Broken(
        "the program that only parses cannot be built".to_owned(),
    ))
}

#[derive(clap::Args)]
pub struct CodegenArgs {
    file: PathBuf,
    out: PathBuf,
    /// Without one, all.
    language: Option<Language>,
}

/// The child process: generates the packages of a description, and says how much memory that took.
pub fn codegen(args: &CodegenArgs) -> Result<(), Failure> {
    codegen::run(&codegen::Args {
        spec: Some(args.file.clone()),
        out: Some(args.out.clone()),
        package: Some("bench".to_owned()),
        lang: args.language.into_iter().collect(),
        ..codegen::Args::default()
    })?;
    println!("{}", peak_kib());
    Ok(())
}

#[derive(clap::Args)]
pub struct ReadArgs {
    file: PathBuf,
}

/// A child process: reads a description, and says how much memory that took.
pub fn read(args: &ReadArgs) -> Result<(), Failure> {
    let description = Source::of(&args.file).read(&Default::default())?;
    println!("{}", peak_kib());
    match description.usable() {
        Some(_) => Ok(()),
        None => Err(Failure::Found),
    }
}

/// The most memory that this process has used so far; 0 where the system does not say.
pub fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or(0)
}

/// One run.
struct Run {
    /// Milliseconds.
    time: f64,
    /// What the program printed.
    printed: f64,
}

impl Run {
    /// The same for a program that prints how many milliseconds it took.
    fn timed_by_itself(self) -> Self {
        Self {
            time: self.printed,
            printed: 0.0,
        }
    }
}

fn child(program: &Path, args: &[&OsStr]) -> Result<Run, Failure> {
    let start = Instant::now();
    let output = Command::new(program)
        .args(args)
        .output()
        .map_err(Failure::broken)?;
    let time = start.elapsed().as_secs_f64() * 1000.0;
    if !output.status.success() {
        return Err(Failure::Broken(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let printed = String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .map_err(Failure::broken)?;
    Ok(Run { time, printed })
}

fn remove(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::broken(error)),
        _ => Ok(()),
    }
}

/// The runs of one kind, fastest first.
struct Series(Vec<Run>);

impl Series {
    /// Runs it this many times; `run` is told which time it is.
    fn measure(
        runs: u32,
        mut run: impl FnMut(u32) -> Result<Run, Failure>,
    ) -> Result<Self, Failure> {
        let mut series: Vec<_> = (0..runs).map(&mut run).collect::<Result<_, _>>()?;
        series.sort_by(|a, b| a.time.total_cmp(&b.time));
        Ok(Self(series))
    }

    fn min(&self) -> f64 {
        self.0.first().map_or(0.0, |run| run.time)
    }

    fn median(&self) -> f64 {
        self.0.get(self.0.len() / 2).map_or(0.0, |run| run.time)
    }

    /// MiB.
    fn peak(&self) -> f64 {
        self.0.iter().map(|run| run.printed).fold(0.0, f64::max) / 1024.0
    }
}
