//! The steps about the workspace itself.

use super::shell::{output, run, Shell};
use super::{packages, tools, Outcome};
use crate::codegen;
use crate::exit::Failure;

/// The workspace, and what stands outside it: the tests of the Rust package, and the sources of its driver, of which only the
/// generated whole is a crate.
pub fn fmt(shell: &Shell) -> Outcome {
    run(&mut shell.cargo(&["fmt", "--all", "--check"]))?;
    let tests = shell.root.join("xtask/conformance/rust");
    run(&mut packages::cargo(shell, &tests, &["fmt", "--check"]))?;
    let sources = ["answer", "input", "run", "session"];
    let sources = sources.map(|name| format!("templates/rust/driver/src/{name}.rs"));
    run(shell
        .program("rustfmt")
        .args(["--edition=2021", "--check"])
        .args(sources))?;
    Ok(None)
}

pub fn clippy(shell: &Shell) -> Outcome {
    run(&mut shell.cargo(&[
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    Ok(None)
}

/// Unit, golden and documentation tests of every crate.
pub fn unit(shell: &Shell) -> Outcome {
    run(&mut shell.cargo(&["test", "--quiet", "--workspace"]))?;
    Ok(None)
}

pub fn doc(shell: &Shell) -> Outcome {
    run(shell
        .cargo(&["doc", "--quiet", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(None)
}

/// The committed packages are what the generator makes.
pub fn codegen(_: &Shell) -> Outcome {
    match codegen::run(&codegen::Args::check()) {
        Ok(()) => Ok(None),
        Err(Failure::Found) => Err("the packages are not as generated".to_owned()),
        Err(Failure::Usage(reason) | Failure::Broken(reason)) => Err(reason),
    }
}

/// Licences, duplicates and sources of the dependencies by `deny.toml`; advisories where their database can be fetched.
pub fn deny(shell: &Shell) -> Outcome {
    let deny = tools::cargo_deny(shell)?;
    run(shell
        .program(&deny)
        .args(["check", "licenses", "bans", "sources"]))?;
    if let Err(reason) = output(shell.program(&deny).args(["fetch", "db"])) {
        eprintln!("{reason}\nWARNING: advisories were NOT checked, because their database cannot be fetched");
        return Ok(Some(
            "advisories were NOT checked: their database cannot be fetched".to_owned(),
        ));
    }
    run(shell
        .program(&deny)
        .args(["check", "--disable-fetch", "advisories"]))?;
    Ok(None)
}
