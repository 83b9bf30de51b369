//! Processes of this program that are bounded in time, and whose memory is watched.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use crate::exit::Failure;

/// How often a process is looked at.
const PAUSE: Duration = Duration::from_millis(250);

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

/// Ends a process with its descendants.
fn kill(child: &mut Child) {
    let descendants = family(child).into_iter().map(|(id, _)| id.to_string());
    // Where the system does not list them, the process itself is ended at least.
    let _ = Command::new("kill").arg("-KILL").args(descendants).status();
    let _ = child.kill();
    let _ = child.wait();
}

/// What a process and its descendants use, in MiB.
fn memory(child: &Child) -> u64 {
    let family = family(child).into_iter();
    family.map(|(_, kib)| kib).sum::<u64>() / 1024
}

/// A process and its descendants, each with the KiB of memory that it uses; empty where the system does not list processes.
fn family(child: &Child) -> Vec<(u32, u64)> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let texts = entries.filter_map(|entry| fs::read_to_string(entry.path().join("status")).ok());
    let processes: Vec<_> = texts
        .filter_map(|text| {
            let id: u32 = field(&text, "Pid:")?;
            Some((id, field(&text, "PPid:")?, field(&text, "VmRSS:")?))
        })
        .collect();
    let mut family: Vec<_> = processes
        .iter()
        .filter(|(id, _, _)| *id == child.id())
        .map(|(id, _, kib)| (*id, *kib))
        .collect();
    let mut index = 0;
    while let Some((parent, _)) = family.get(index).copied() {
        let children = processes
            .iter()
            .filter(|(_, of, _): &&(u32, u32, u64)| *of == parent);
        family.extend(children.map(|(id, _, kib)| (*id, *kib)));
        index += 1;
    }
    family
}

/// The number in a line of `/proc/*/status`.
fn field<T: std::str::FromStr>(text: &str, name: &str) -> Option<T> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
