//! The packages of a language, by its tools: many small ones in a run, because most tools take long to start. If a run fails,
//! those that its output names are looked at one by one, and the others again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use sdkwright::config::Language;

use super::{process, remove, Entry, Work, READ};
use crate::exit::Failure;
use crate::repository;
use crate::test::group::{self, Group};
use crate::test::shell::Shell;

/// How large descriptions may be together, in bytes, that are checked in one run.
const GROUP_BYTES: u64 = 400_000;

/// How many descriptions are checked in one run.
const GROUP_LENGTH: usize = 40;

/// How much of a failure is shown.
const SHOWN_LINES: usize = 3;

#[derive(clap::Args)]
pub struct Args {
    language: Language,
    /// The folder of the packages.
    folder: PathBuf,
    #[arg(long)]
    test: bool,
}

/// The child process: checks packages that stand side by side, and may run their tests.
pub fn child(args: &Args) -> Result<(), Failure> {
    let shell = Shell::new(repository::root()?);
    let group = Group::of(&args.folder).map_err(Failure::Broken)?;
    // Samples of curl have no tests of their own.
    let runs_tests = args.test && args.language != Language::Curl;
    let look = if runs_tests {
        group::test
    } else {
        group::check
    };
    look(&shell, args.language, &group).map_err(Failure::Broken)
}

/// What came of a language.
pub struct Total {
    pub language: Language,
    /// How many descriptions were read.
    pub read: usize,
    /// How many of them became packages without a fault.
    pub compiled: usize,
    /// How long all checks took, in seconds.
    pub seconds: f64,
    /// The most memory that a check used, in MiB.
    pub mib: u64,
}

/// Checks all packages of a language, and notes what fails with the descriptions.
pub fn language(
    work: &Work<'_>,
    language: Language,
    entries: &mut [Entry],
) -> Result<Total, Failure> {
    let mut checks = Checks {
        work,
        language,
        failures: BTreeMap::new(),
        seconds: 0.0,
        mib: 0,
    };
    for names in groups(entries, language) {
        checks.check(names)?;
    }
    let (mut read, mut compiled) = (0, 0);
    for entry in entries {
        if let Some(how) = checks.failures.remove(&entry.name) {
            entry.failures.insert(language.name().to_owned(), how);
        }
        if !entry.failures.contains_key(READ) {
            read += 1;
            compiled += usize::from(!entry.failures.contains_key(language.name()));
        }
    }
    Ok(Total {
        language,
        read,
        compiled,
        seconds: checks.seconds,
        mib: checks.mib,
    })
}

/// The packages in the order of the descriptions, as many together as are small enough.
fn groups(entries: &[Entry], language: Language) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut bytes = u64::MAX;
    for entry in entries {
        if entry.failures.contains_key(READ) || entry.failures.contains_key(language.name()) {
            continue;
        }
        bytes = bytes.saturating_add(entry.bytes);
        match groups.last_mut() {
            Some(group) if bytes <= GROUP_BYTES && group.len() < GROUP_LENGTH => {
                group.push(entry.name.clone());
            }
            _ => {
                bytes = entry.bytes;
                groups.push(vec![entry.name.clone()]);
            }
        }
    }
    groups
}

struct Checks<'w> {
    work: &'w Work<'w>,
    language: Language,
    /// By name of the package.
    failures: BTreeMap<String, String>,
    seconds: f64,
    mib: u64,
}

impl Checks<'_> {
    fn check(&mut self, names: Vec<String>) -> Result<(), Failure> {
        if names.is_empty() {
            return Ok(());
        }
        let folder = self.work.folder(self.language);
        let group = folder.join("group");
        remove(&group)?;
        move_all(&names, &folder, &group)?;
        let log = folder.join("check.log");
        let (language, path) = (self.language.name(), group.display().to_string());
        let mut args = vec!["corpus-check", language, &path];
        args.extend(self.work.runs_tests.then_some("--test"));
        let ended = process::bounded(&args, &log, self.work.limit)?;
        self.seconds += ended.seconds;
        self.mib = self.mib.max(ended.mib);
        let verdict = if ended.success { "clean" } else { "not clean" };
        let (first, last) = (&names[0], &names[names.len() - 1]);
        eprintln!(
            "{language}: {} packages, {first} to {last}, {verdict}: {:.1} s, {} MiB",
            names.len(),
            ended.seconds,
            ended.mib
        );
        if ended.success {
            return remove(&group);
        }
        if let [name] = &names[..] {
            let failed = folder.join("failed");
            remove(&failed.join(name))?;
            move_all(&names, &group, &failed)?;
            let kept = failed.join(format!("{name}.log"));
            fs::rename(&log, kept).map_err(Failure::broken)?;
            self.failures
                .insert(name.clone(), last_lines(&ended.output));
            return Ok(());
        }
        move_all(&names, &group, &folder)?;
        for some in split(names, &ended.output) {
            self.check(some)?;
        }
        Ok(())
    }
}

fn move_all(names: &[String], from: &std::path::Path, to: &std::path::Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(Failure::broken)?;
    for name in names {
        fs::rename(from.join(name), to.join(name)).map_err(Failure::broken)?;
    }
    Ok(())
}

/// Smaller groups of packages that failed together. A line that names one package is about that package; one that names several
/// is a command.
fn split(names: Vec<String>, output: &str) -> Vec<Vec<String>> {
    let mut named = BTreeSet::new();
    for line in output.lines() {
        let words = line.split(|c: char| !c.is_ascii_alphanumeric());
        let found: BTreeSet<_> = words
            .filter(|word| names.iter().any(|name| name == word))
            .collect();
        if found.len() == 1 {
            named.extend(found);
        }
    }
    if named.is_empty() {
        let mut first = names;
        let second = first.split_off(first.len() / 2);
        return vec![first, second];
    }
    let (one_by_one, others): (Vec<_>, Vec<_>) = names
        .into_iter()
        .partition(|name| named.contains(name.as_str()));
    let mut groups: Vec<_> = one_by_one.into_iter().map(|name| vec![name]).collect();
    groups.push(others);
    groups
}

/// The end of what was printed, in one line.
fn last_lines(output: &str) -> String {
    let lines = output.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<_> = lines.map(str::trim).collect();
    lines[lines.len().saturating_sub(SHOWN_LINES)..].join(" | ")
}

#[cfg(test)]
mod tests {
    use super::split;

    fn names() -> Vec<String> {
        ["d0", "d1", "d2"].map(str::to_owned).to_vec()
    }

    #[test]
    fn what_the_output_names_is_looked_at_alone() {
        let output = "$ vet ./d0 ./d1 ./d2\nd1/a.go:3: wrong\n";
        let expected = [vec!["d1"], vec!["d0", "d2"]];
        assert_eq!(split(names(), output), expected);
    }

    #[test]
    fn without_a_name_each_half_is_looked_at() {
        let expected = [vec!["d0"], vec!["d1", "d2"]];
        assert_eq!(split(names(), "$ vet ./d0 ./d1 ./d2\nkilled"), expected);
    }
}
