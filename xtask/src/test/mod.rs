//! `test`: everything that has to hold before a change is taken, as named steps.

mod conformance;
mod curl;
mod description;
mod go;
mod gradle;
pub mod group;
mod java;
mod java_driver;
pub mod judge;
mod markdown;
pub mod mutate;
mod mutation;
mod packages;
mod papers;
mod python;
mod readme;
mod ruby;
pub mod shell;
mod specs;
mod steady;
mod steps;
mod streams;
mod tools;
mod typescript;
mod vectors;

use std::time::Instant;

use sdkwright::config::Language;
use sdkwright::diagnostic::Diagnostics;
use shell::Shell;

use crate::exit::Failure;
use crate::repository;

/// Run every test of the repository, or only the named steps.
///
/// Tools that are not there are installed into target/tools from their package registries, each at a pinned version.
#[derive(clap::Args)]
#[command(after_help = format!("Steps, in this order: {}", names().join(", ")))]
pub struct Args {
    /// The steps to run; without any, all.
    #[arg(value_name = "STEP", value_parser = clap::builder::PossibleValuesParser::new(names()))]
    steps: Vec<String>,
    /// Run also the vectors that take minutes, and stream bodies of 1 GiB.
    #[arg(long)]
    slow: bool,
}

/// A step: what it is called, and what it does.
struct Step {
    name: &'static str,
    run: fn(&Shell) -> Outcome,
}

/// How a step ends: it holds, with what has to be known about that; or why it does not.
type Outcome = Result<Option<String>, String>;

/// All steps, cheap ones first.
const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        run: steps::fmt,
    },
    Step {
        name: "clippy",
        run: steps::clippy,
    },
    Step {
        name: "unit",
        run: steps::unit,
    },
    Step {
        name: "doc",
        run: steps::doc,
    },
    Step {
        name: "codegen",
        run: steps::codegen,
    },
    Step {
        name: "deny",
        run: steps::deny,
    },
    Step {
        name: "redocly",
        run: description::redocly,
    },
    Step {
        name: "spec-validator",
        run: description::spec_validator,
    },
    Step {
        name: "schemathesis",
        run: description::schemathesis,
    },
    Step {
        name: "rust",
        run: packages::rust,
    },
    Step {
        name: "specs",
        run: |shell| specs::step(shell, Language::Rust),
    },
    Step {
        name: "conformance",
        run: conformance::rust,
    },
    Step {
        name: "steady",
        run: steady::rust,
    },
    Step {
        name: "go",
        run: go::go,
    },
    Step {
        name: "go-specs",
        run: |shell| specs::step(shell, Language::Go),
    },
    Step {
        name: "go-steady",
        run: go::steady,
    },
    Step {
        name: "python",
        run: python::python,
    },
    Step {
        name: "python-specs",
        run: |shell| specs::step(shell, Language::Python),
    },
    Step {
        name: "python-steady",
        run: python::steady,
    },
    Step {
        name: "java",
        run: java::java,
    },
    Step {
        name: "java-specs",
        run: |shell| specs::step(shell, Language::Java),
    },
    Step {
        name: "java-steady",
        run: java::java_steady,
    },
    Step {
        name: "ruby",
        run: ruby::ruby,
    },
    Step {
        name: "ruby-specs",
        run: |shell| specs::step(shell, Language::Ruby),
    },
    Step {
        name: "ruby-steady",
        run: ruby::steady,
    },
    Step {
        name: "typescript",
        run: typescript::package,
    },
    Step {
        name: "typescript-specs",
        run: |shell| specs::step(shell, Language::TypeScript),
    },
    Step {
        name: "typescript-steady",
        run: typescript::steady,
    },
    Step {
        name: "curl",
        run: curl::lint,
    },
    Step {
        name: "curl-specs",
        run: |shell| specs::step(shell, Language::Curl),
    },
    Step {
        name: "curl-steady",
        run: curl::steady,
    },
    Step {
        name: "vectors",
        run: vectors::replay,
    },
    Step {
        name: "streams",
        run: streams::measure,
    },
    Step {
        name: "readme",
        run: readme::run,
    },
];

/// The problems of a description as they are shown to its author.
fn rendered(description: &sdkwright::Description, problems: &Diagnostics) -> String {
    let problems = problems
        .iter()
        .map(|problem| description.sources.render(problem, false));
    problems.collect::<Vec<_>>().join("\n")
}

fn names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let shell = Shell {
        slow: args.slow,
        ..Shell::new(repository::root()?)
    };
    let chosen =
        |step: &&Step| args.steps.is_empty() || args.steps.iter().any(|name| name == step.name);
    let mut rows = Vec::new();
    for step in STEPS.iter().filter(chosen) {
        eprintln!("\n==> {}", step.name);
        let start = Instant::now();
        let outcome = (step.run)(&shell);
        if let Err(reason) = &outcome {
            eprintln!("==> {} FAILED: {reason}", step.name);
        }
        rows.push((step.name, outcome, start.elapsed().as_secs_f64()));
    }
    let failed = rows
        .iter()
        .filter(|(_, outcome, _)| outcome.is_err())
        .count();
    println!("\n{:<16} {:<8} {:>8}", "step", "result", "seconds");
    for (name, outcome, seconds) in &rows {
        let (result, note) = match outcome {
            Ok(note) => ("passed", note.as_deref()),
            Err(reason) => ("FAILED", reason.lines().next()),
        };
        let line = format!(
            "{name:<16} {result:<8} {seconds:>8.1}  {}",
            note.unwrap_or_default()
        );
        println!("{}", line.trim_end());
    }
    println!("\n{} passed, {failed} failed", rows.len() - failed);
    if failed > 0 {
        return Err(Failure::Found);
    }
    Ok(())
}
