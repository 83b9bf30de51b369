//! The samples for curl, by a linter of shell scripts and by curl itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdkwright::config::Language;

use super::group::Group;
use super::shell::{run, Shell};
use super::steady::example_programs;
use super::{packages, steady, tools, Outcome};

/// The folder with the lock file of the linter.
const LINTER: &str = "templates/curl/lint";

/// Linting the samples of `codegen.toml`.
pub fn lint(shell: &Shell) -> Outcome {
    let mut scripts = Vec::new();
    for (_, package) in packages::with_descriptions(shell, Language::Curl)? {
        scripts.extend(samples(&packages::copy(shell, &package)?)?);
    }
    check(shell, &scripts)?;
    Ok(Some(format!("{} scripts", scripts.len())))
}

/// Linting the samples of descriptions, hostile ones among them.
pub fn check_group(shell: &Shell, group: &Group) -> Result<(), String> {
    let mut scripts = Vec::new();
    for package in group.packages() {
        // Some descriptions are about types only, and have no operation.
        if package.join("examples").exists() {
            scripts.extend(samples(&package)?);
        }
    }
    check(shell, &scripts)
}

/// The same; then those whose requests are worth a look are made.
pub fn test(shell: &Shell, group: &Group) -> Result<(), String> {
    check_group(shell, group)?;
    require_curl(shell)?;
    let mut tests = shell.cargo(&[
        "test",
        "--quiet",
        "--package",
        "conformance",
        "--test",
        "curl",
    ]);
    tests.env("CURL_SAMPLES", &group.folder);
    run(tests.args(["--", "--include-ignored"]))
}

/// The samples of `codegen.toml` against the mock server.
pub fn steady(shell: &Shell) -> Outcome {
    require_curl(shell)?;
    let upload = shell.target("packages/upload.txt");
    steady::drive(shell, Language::Curl, |package| {
        fs::write(&upload, "content of the file\n")
            .map_err(|error| format!("cannot write {}: {error}", upload.display()))?;
        let commands = samples(package)?.into_iter().map(|script| {
            let mut command = Command::new("sh");
            // Those that send no file do not look at it.
            command.arg(script).arg(&upload).arg(&upload);
            command
        });
        Ok(commands.collect())
    })
}

fn require_curl(shell: &Shell) -> Result<(), String> {
    tools::require(shell, "curl", "install curl 7.76 or later")
}

fn samples(package: &Path) -> Result<Vec<PathBuf>, String> {
    let folder = package.join("examples");
    let names = example_programs(&folder, ".sh")?;
    let paths = names.iter().map(|name| folder.join(format!("{name}.sh")));
    Ok(paths.collect())
}

/// All of it in a few runs: a command line holds only so much.
fn check(shell: &Shell, scripts: &[PathBuf]) -> Result<(), String> {
    let linter = tools::pip(shell, LINTER, "shellcheck")?.join("shellcheck");
    for some in scripts.chunks(200) {
        let mut command = shell.program(&linter);
        command.args(["--shell=sh", "--severity=style"]).args(some);
        let output = command
            .output()
            .map_err(|error| format!("cannot run {}: {error}", linter.display()))?;
        if !output.status.success() {
            eprintln!("{}", String::from_utf8_lossy(&output.stdout));
            return Err(format!("shellcheck ended with {}", output.status));
        }
    }
    Ok(())
}
