//! `streams SIZE LANGUAGE=COMMAND ...`: uploads and downloads bodies of SIZE bytes through the SDKs of several languages, and prints
//! by how much the memory of each program grows. Exit code 1 if that is more than 32 MiB, or if a body does not arrive whole.
//!
//! A program is given the base URL. For each line `upload FILE` or `download NAME` that it reads, it makes the call, and prints the
//! number of bytes that it received. The first attempt at an upload fails when the whole body has come, so that it is sent twice.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};

use conformance::bulk::Bulk;
use conformance::Driver;

/// By so many KiB at most a program may grow.
const BOUND: u64 = 32 << 10;

/// What is made before anything is measured: whatever is loaded or compiled at the first calls is no part of a body.
const FIRST: u64 = 4 << 20;

#[tokio::main]
async fn main() -> ExitCode {
    match compare(std::env::args().skip(1).collect()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

async fn compare(arguments: Vec<String>) -> Result<bool, String> {
    let (size, programs) = arguments.split_first().ok_or("the size is missing")?;
    let size: u64 = size.parse().map_err(|_| format!("{size:?} is no size"))?;
    let mut well = true;
    println!("KiB of memory for {size} bytes, at most {BOUND}");
    println!(
        "{:<12} {:>10} {:>10} {:>10}",
        "language", "upload", "download", "compressed"
    );
    for program in programs {
        let split = program.split_once('=');
        let (language, command) =
            split.ok_or_else(|| format!("`{program}` is not LANGUAGE=COMMAND"))?;
        let grown = grown(command, size)
            .await
            .map_err(|error| format!("{language}: {error}"))?;
        well &= grown.iter().all(|grown| *grown <= BOUND);
        let [upload, download, compressed] = grown;
        println!("{language:<12} {upload:>10} {download:>10} {compressed:>10}");
    }
    Ok(well)
}

/// By how many KiB a program grows in an upload, a download, and a compressed download.
async fn grown(command: &str, size: u64) -> Result<[u64; 3], String> {
    let server = Bulk::start().await.map_err(|error| error.to_string())?;
    let mut words = command.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).arg(server.url());
    let mut program = Driver::start(command)?;
    for _ in 0..4 {
        transfers(&mut program, &server, FIRST).await?;
    }
    transfers(&mut program, &server, size).await
}

async fn transfers(program: &mut Driver, server: &Bulk, size: u64) -> Result<[u64; 3], String> {
    let file = Holes::new(size).map_err(|error| format!("cannot make a file: {error}"))?;
    let upload = format!("upload {}", file.0.display());
    let (upload, _) = measured(program, &upload).await?;
    let sent = server.uploads();
    // The parts of a multipart body have lines around them.
    let whole = |sent: &u64| (size..size + 1024).contains(sent);
    if sent.len() != 2 || !sent.iter().all(whole) {
        return Err(format!("{sent:?} bytes arrived, not {size} twice"));
    }
    let mut grown = [upload, 0, 0];
    for (grown, suffix) in grown[1..].iter_mut().zip(["", ".gz"]) {
        let received;
        (*grown, received) = measured(program, &format!("download {size}{suffix}")).await?;
        if received != size.to_string() {
            return Err(format!("{received} bytes were received, not {size}"));
        }
    }
    Ok(grown)
}

/// By how many KiB a program grows while it answers, and its answer.
async fn measured(program: &mut Driver, line: &str) -> Result<(u64, String), String> {
    let process = program.id().ok_or("the program has ended")?;
    let fail = |error: io::Error| format!("memory is measured by /proc of Linux: {error}");
    let before = memory(process, "VmRSS:").map_err(fail)?;
    // Sets the peak back to what is in use (Linux, proc_pid_clear_refs(5)).
    fs::write(format!("/proc/{process}/clear_refs"), "5").map_err(fail)?;
    let answer = program.line(line).await?;
    let peak = memory(process, "VmHWM:").map_err(fail)?;
    Ok((peak.saturating_sub(before), answer))
}

/// An entry of the status of a process, in KiB.
fn memory(process: u32, entry: &str) -> io::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let mut lines = status.lines().filter_map(|line| line.strip_prefix(entry));
    let value = lines.next().and_then(|rest| rest.split_whitespace().next());
    value
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| io::Error::other(format!("no {entry}")))
}

/// A file that takes no space on the disk, removed when it is dropped.
struct Holes(std::path::PathBuf);

impl Holes {
    fn new(size: u64) -> io::Result<Self> {
        let name = format!("conformance-{}-{size}", std::process::id());
        let path = Path::new(&std::env::temp_dir()).join(name);
        File::create(&path)?.set_len(size)?;
        Ok(Self(path))
    }
}

impl Drop for Holes {
    fn drop(&mut self) {
        // What remains takes no space.
        let _ = fs::remove_file(&self.0);
    }
}
