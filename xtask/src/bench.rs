//! `bench`: how long generation takes, as a ratio to merely parsing the same description.
//!
//! Each run is a process of its own, so that start, allocation and memory are those of a user's run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use openapiv3::OpenAPI;

use crate::exit::Failure;
use crate::{codegen, lint, repository};

/// Measure generation: time and memory, against the time to parse the description.
///
/// Measures the descriptions of openapi/codegen.toml and, where it is there, ../shared/corpus/github.json.
#[derive(clap::Args)]
pub struct Args {
    /// How often each is run.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

#[derive(clap::Args)]
pub struct FloorArgs {
    file: PathBuf,
}

#[derive(clap::Args)]
pub struct CodegenArgs {
    file: PathBuf,
    out: PathBuf,
}

/// A large description that may stand beside the repository.
const LARGE: &str = "../shared/corpus/github.json";

pub fn run(args: &Args) -> Result<(), Failure> {
    let root = repository::root()?;
    let mut files = lint::configured()?;
    let large = root.join(LARGE);
    if large.is_file() {
        files.push(large);
    } else {
        eprintln!("{LARGE} is not there: only small descriptions are measured");
    }
    println!(
        "{:<28} {:<9} {:>9} {:>9} {:>9} {:>7}",
        "description", "run", "min ms", "median", "peak MiB", "ratio"
    );
    for file in files {
        let folder = root.join("target/bench");
        let name = file
            .file_name()
            .unwrap_or(file.as_os_str())
            .to_string_lossy()
            .into_owned();
        let floor = Series::measure(args.runs, || child(&["bench-floor"], &[&file]))?;
        let fresh = Series::measure(args.runs, || {
            remove(&folder)?;
            child(&["bench-codegen"], &[&file, &folder])
        })?;
        let again = Series::measure(args.runs, || child(&["bench-codegen"], &[&file, &folder]))?;
        for (run, series) in [
            ("parse", &floor),
            ("generate", &fresh),
            ("unchanged", &again),
        ] {
            let ratio = series.min() / floor.min();
            println!(
                "{name:<28} {run:<9} {:>9.1} {:>9.1} {:>9.1} {ratio:>7.1}",
                series.min(),
                series.median(),
                series.peak()
            );
        }
        remove(&folder)?;
    }
    Ok(())
}

/// Child process: parses a description as plainly as it can be, and says how long that alone took.
pub fn floor(args: &FloorArgs) -> Result<(), Failure> {
    let bytes = std::fs::read(&args.file).map_err(Failure::broken)?;
    let start = Instant::now();
    let json = bytes.first() == Some(&b'{');
    let parsed: Result<OpenAPI, String> = if json {
        serde_json::from_slice(&bytes).map_err(|error| error.to_string())
    } else {
        serde_yaml::from_slice(&bytes).map_err(|error| error.to_string())
    };
    let elapsed = start.elapsed().as_secs_f64() * 1000.0;
    parsed.map_err(Failure::Broken)?;
    println!("{elapsed} {}", peak_kib());
    Ok(())
}

/// Child process: generates all packages of a description, and says how much memory that took.
pub fn codegen(args: &CodegenArgs) -> Result<(), Failure> {
    codegen::run(&codegen::Args {
        check: false,
        spec: Some(args.file.clone()),
        out: Some(args.out.clone()),
        lang: Vec::new(),
        package: Some("bench".to_owned()),
        force: false,
    })?;
    println!("process {}", peak_kib());
    Ok(())
}

/// The most memory that this process has used so far; 0 where the system does not say.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or(0)
}

/// One run: milliseconds and KiB.
struct Run {
    time: f64,
    peak: f64,
}

/// Runs this program as a child; a time that it does not give itself is that of the whole process.
fn child(verb: &[&str], paths: &[&Path]) -> Result<Run, Failure> {
    let program = std::env::current_exe().map_err(Failure::broken)?;
    let start = Instant::now();
    let output = Command::new(program)
        .args(verb)
        .args(paths)
        .output()
        .map_err(Failure::broken)?;
    let whole = start.elapsed().as_secs_f64() * 1000.0;
    if !output.status.success() {
        return Err(Failure::Broken(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut words = text.split_whitespace();
    let time = words
        .next()
        .and_then(|word| word.parse().ok())
        .unwrap_or(whole);
    let peak = words
        .next()
        .and_then(|word| word.parse().ok())
        .unwrap_or(0.0);
    Ok(Run { time, peak })
}

fn remove(folder: &Path) -> Result<(), Failure> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::broken(error)),
        _ => Ok(()),
    }
}

/// The runs of one kind, fastest first.
struct Series(Vec<Run>);

impl Series {
    fn measure(runs: u32, mut run: impl FnMut() -> Result<Run, Failure>) -> Result<Self, Failure> {
        let mut series: Vec<_> = (0..runs).map(|_| run()).collect::<Result<_, _>>()?;
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
        self.0.iter().map(|run| run.peak).fold(0.0, f64::max) / 1024.0
    }
}
