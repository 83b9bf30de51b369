//! The generated packages against the scenario server of `xtask/conformance`, which does what no decent server would.

use std::path::Path;

use sdkwright::config::Language;

use super::shell::{run, Shell};
use super::{packages, specs, Outcome};

/// Variables of descriptions of `generator/tests/specs/ok` with kinds of bodies and answers that the configured ones do not have.
const MORE_DRIVERS: [&str; 3] = ["DRIVER_BODIES", "DRIVER_PARAMETERS", "DRIVER_RESPONSES"];

/// The tests of the Rust package: `xtask/conformance/rust`, a package outside the workspace. Those of drivers find each program
/// under a variable.
pub fn rust(shell: &Shell) -> Outcome {
    let folder = shell.root.join("xtask/conformance/rust");
    let cargo = |args: &[&str]| packages::cargo(shell, &folder, args);
    run(&mut cargo(&[
        "clippy",
        "--quiet",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    let mut tests = cargo(&["test", "--quiet"]);
    for (description, package) in packages::with_descriptions(shell, Language::Rust)? {
        let copy = packages::copy(shell, &package)?;
        let program = packages::rust_driver(shell, &description, &copy, &package.options)?;
        tests.env(variable(&description), program);
    }
    for description in specs::descriptions(shell)? {
        let variable = variable(&description);
        if MORE_DRIVERS.contains(&variable.as_str()) {
            let options = specs::options(&description);
            let package = specs::generate(shell, &description, &options, Language::Rust)?;
            let program = packages::rust_driver(shell, &description, &package, &options)?;
            tests.env(variable, program);
        }
    }
    run(&mut tests)?;
    Ok(None)
}

/// The variable under which tests find the driver of a description.
fn variable(description: &Path) -> String {
    let stem = description.file_stem().unwrap_or_default();
    format!("DRIVER_{}", stem.to_string_lossy().to_uppercase())
}
