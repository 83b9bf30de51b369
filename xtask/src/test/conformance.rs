//! The generated packages against the scenario server of `xtask/conformance`, which does what no decent server would.

use super::packages;
use super::shell::{run, Shell};
use super::Outcome;

/// The tests of the Rust package: `xtask/conformance/rust`, a package outside the workspace.
pub fn rust(shell: &Shell) -> Outcome {
    let folder = shell.root.join("xtask/conformance/rust");
    let cargo = |args: &[&str]| packages::cargo(shell, &folder, args);
    run(&mut cargo(&["fmt", "--check"]))?;
    run(&mut cargo(&[
        "clippy",
        "--quiet",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    run(&mut cargo(&["test", "--quiet"]))?;
    Ok(None)
}
