//! `corpus`: every description below a folder, as packages of every language, by the tools of these languages.
//!
//! Each description is generated in a process of its own (`generate`), and packages are checked in groups (`check`), so that the
//! time of both can be bounded (`process`) and nothing that goes wrong with one description hides the others. What fails has to
//! be known beforehand (`known`).

mod check;
mod find;
mod generate;
mod known;
mod names;
mod process;
mod table;
mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sdkwright::config::Language;
use serde_json::Value;

use crate::exit::{count, Failure, CODES};
use crate::{random, repository};
use known::Known;

pub use check::child as check;
pub use check::Args as CheckArgs;
pub use generate::child as generate;
pub use generate::Args as GenerateArgs;

/// The descriptions of constructs, which every checkout has.
const SMALL: &str = "generator/tests/specs/ok";

/// What the reading of a description is called among the things that fail.
const READ: &str = "read";

/// What the comparison of operations is called among the things that fail.
const OPERATIONS: &str = "operations";

/// Generate every description below a folder, and check the packages by the tools of their languages, warnings as errors.
///
/// Files are told apart by content; what is no description is listed. References may lead to every file below the folder. The
/// operations of a description are counted in its text, and have to be as many as were generated and were reported as not
/// generated. What failed stays in target/packages/corpus.
#[derive(clap::Args)]
#[command(after_help = CODES)]
pub struct Args {
    /// The folder; without it, generator/tests/specs/ok.
    dir: Option<PathBuf>,
    /// Instead of a folder, descriptions made at random, one from each of these seeds.
    #[arg(long, value_name = "SEED|FIRST-LAST", conflicts_with = "dir", value_parser = random::seeds)]
    random: Option<RangeInclusive<u64>>,
    /// Instead of a folder, for each language a description of all names that its package in generated/ uses itself.
    #[arg(long, conflicts_with_all = ["dir", "random"])]
    names: bool,
    /// Run the tests of the packages, too: each example of a body in the description is read and written again.
    #[arg(long)]
    test: bool,
    /// The languages; without it, all.
    #[arg(long, value_name = "L", value_delimiter = ',')]
    lang: Vec<Language>,
    /// Failures that are known: each line says what fails (`read`, `operations` or a language) and the path below the folder.
    /// One that does not fail any more is a failure. What follows a `#` is not looked at.
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// How long a description may take to be generated, and packages to be checked in one language.
    #[arg(long, value_name = "SECONDS", default_value_t = 900, value_parser = clap::value_parser!(u64).range(1..))]
    limit: u64,
}

/// A description, and how it fared.
struct Entry {
    /// Its path below the folder.
    path: String,
    /// The name of its packages.
    name: String,
    /// Its size in bytes.
    bytes: u64,
    /// The version of OpenAPI that it names.
    version: String,
    /// Operations in its text.
    operations: usize,
    /// What came of generating it.
    report: generate::Report,
    /// How long that took, in seconds.
    seconds: f64,
    /// What failed, and how.
    failures: BTreeMap<String, String>,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let root = repository::root()?;
    let languages: Vec<_> = Language::ALL
        .iter()
        .copied()
        .filter(|language| args.lang.is_empty() || args.lang.contains(language))
        .collect();
    let known = known::read(args.known.as_deref(), &languages)?;
    let mut wrong = Vec::new();
    if args.names {
        for language in languages {
            let folder = names::folder(&root, language)?;
            wrong.extend(examine(args, &root, &folder, &[language], &known)?);
        }
    } else {
        let folder = match (&args.dir, &args.random) {
            (Some(dir), _) => dir.clone(),
            (None, Some(seeds)) => random_descriptions(&root, seeds.clone())?,
            (None, None) => root.join(SMALL),
        };
        wrong = examine(args, &root, &folder, &languages, &known)?;
    }
    if wrong.is_empty() {
        return Ok(());
    }
    eprintln!("corpus: {}", count(wrong.len(), "failure"));
    Err(Failure::Found)
}

/// Generates and checks the descriptions below a folder. Gives a line for what failed and is not known to, and the reverse.
fn examine(
    args: &Args,
    root: &Path,
    folder: &Path,
    languages: &[Language],
    known: &Known,
) -> Result<Vec<String>, Failure> {
    let found = find::files(folder)?;
    for (path, reason) in &found.others {
        println!("no description: {path}: {reason}");
    }
    let work = Work {
        out: root.join("target/packages/corpus"),
        limit: Duration::from_secs(args.limit),
        runs_tests: args.test,
        languages,
    };
    work.clear()?;
    let mut entries = Vec::new();
    for (index, file) in found.descriptions.into_iter().enumerate() {
        entries.push(generate::entry(&work, folder, file, index)?);
    }
    let mut totals = Vec::new();
    for language in languages {
        totals.push(check::language(&work, *language, &mut entries)?);
    }
    table::print(&entries, known, &totals);
    let wrong = known::differences(&entries, known);
    for line in &wrong {
        println!("{line}");
    }
    Ok(wrong)
}

/// The folder of descriptions made at random.
fn random_descriptions(root: &Path, seeds: RangeInclusive<u64>) -> Result<PathBuf, Failure> {
    let made = seeds.map(|seed| (format!("random-{seed}"), random::description(seed)));
    written(root.join("target/packages/random"), made)
}

/// The folder, with nothing in it but descriptions of these names.
fn written(
    folder: PathBuf,
    descriptions: impl IntoIterator<Item = (String, Value)>,
) -> Result<PathBuf, Failure> {
    remove(&folder)?;
    fs::create_dir_all(&folder).map_err(Failure::broken)?;
    for (name, description) in descriptions {
        let path = folder.join(format!("{name}.json"));
        fs::write(path, format!("{description:#}")).map_err(Failure::broken)?;
    }
    Ok(folder)
}

/// Where and how the work is done.
struct Work<'l> {
    /// Below this, a folder for each language.
    out: PathBuf,
    /// How long a process may take.
    limit: Duration,
    /// Whether the tests of packages run, too.
    runs_tests: bool,
    languages: &'l [Language],
}

impl Work<'_> {
    /// The folder of a language.
    fn folder(&self, language: Language) -> PathBuf {
        self.out.join(language.name())
    }

    /// Removes what an earlier run left.
    fn clear(&self) -> Result<(), Failure> {
        for language in self.languages {
            let folder = self.folder(*language);
            remove(&folder)?;
            fs::create_dir_all(folder).map_err(Failure::broken)?;
        }
        Ok(())
    }
}

fn remove(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::Broken(
            format!("cannot remove {}: {error}", folder.display()),
        )),
        _ => Ok(()),
    }
}
