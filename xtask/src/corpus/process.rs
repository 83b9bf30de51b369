//! Processes of this program that are bounded in time, and whose memory is watched.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use crate::exit::Failure;

/// How often a process is looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// How a process ended.
pub struct Ended {
    /// Whether that was with success and in time.
    pub success: bool,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// The most memory in MiB that it and its children were seen to use together; 0 where the system does not say.
    pub mib: u64,
    /// What it printed.
    pub output: String,
}

/// Runs this program with arguments; what it prints goes to the file `log`.
pub fn bounded(args: &[&str], log: &Path, limit: Duration) -> Result<Ended, Failure> {
    let program = std::env::current_exe().map_err(Failure::broken)?;
    let file = File::create(log).map_err(Failure::broken)?;
    let mut command = Command::new(program);
    command
        .args(args)
        .stdout(file.try_clone().map_err(Failure::broken)?)
        .stderr(file);
    own_group(&mut command);
    let start = Instant::now();
    let mut child = command.spawn().map_err(Failure::broken)?;
    let mut mib = 0;
    let mut status: Option<ExitStatus> = None;
    while status.is_none() && start.elapsed() < limit {
        thread::sleep(PAUSE);
        mib = mib.max(memory(&child));
        status = child.try_wait().map_err(Failure::broken)?;
    }
    if status.is_none() {
        kill(&mut child);
    }
    let output = fs::read(log).map_err(Failure::broken)?;
    let mut output = String::from_utf8_lossy(&output).into_owned();
    if status.is_none() {
        output.push_str(&format!("took longer than {} s\n", limit.as_secs()));
    }
    Ok(Ended {
        success: status.is_some_and(|status| status.success()),
        seconds: start.elapsed().as_secs_f64(),
        mib,
        output,
    })
}

/// Its children belong to it, so that they end with it.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

/// Ends a process with its children.
fn kill(child: &mut Child) {
    let group = format!("-{}", child.id());
    // Where there are no groups, at least the process itself is ended.
    let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    let _ = child.kill();
    let _ = child.wait();
}

/// What the processes of a group use, in MiB.
fn memory(child: &Child) -> u64 {
    let group = child.id().to_string();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let texts = entries.filter_map(|entry| fs::read_to_string(entry.path().join("status")).ok());
    let kib: u64 = texts
        .filter(|text| field(text, "NSpgid:") == Some(&group))
        .filter_map(|text| field(&text, "VmRSS:")?.parse::<u64>().ok())
        .sum();
    kib / 1024
}

/// The last word of a line of `/proc/*/status`, without its unit.
fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim_end_matches("kB").split_whitespace().last()
}
