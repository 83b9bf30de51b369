//! Foreign tools: found, or installed into `target/tools`, each at the one version that is pinned here or in the lock file
//! named here.

use std::fs;
use std::path::{Path, PathBuf};

use super::shell::{output, run, Shell};

/// The version of cargo-deny; its own lock file pins what it is built from.
const CARGO_DENY: &str = "0.20.2";

/// The version of staticcheck; the checksum database of Go pins what it is.
const STATICCHECK: &str = "0.8.2";

/// The folder with the lock files of the tools that look at descriptions.
const VALIDATORS: &str = "openapi/validators";

/// `cargo-deny`, built from crates.io.
pub fn cargo_deny(shell: &Shell) -> Result<PathBuf, String> {
    let folder = shell.target("tools");
    let program = folder.join("bin").join("cargo-deny");
    let wanted = format!("cargo-deny {CARGO_DENY}");
    if output(shell.program(&program).arg("--version"))
        .is_ok_and(|version| version.trim() == wanted)
    {
        return Ok(program);
    }
    eprintln!("installing {wanted} into target/tools; this takes some minutes");
    let root = format!("--root={}", folder.display());
    let target = format!("--target-dir={}", folder.join("build").display());
    run(&mut shell.cargo(&[
        "install",
        "--quiet",
        "--locked",
        "--force",
        &root,
        &target,
        "cargo-deny",
        "--version",
        CARGO_DENY,
    ]))?;
    // What it was built in is as large as everything else together, and never used again.
    fs::remove_dir_all(folder.join("build"))
        .map_err(|error| format!("cannot remove target/tools/build: {error}"))?;
    Ok(program)
}

/// `staticcheck`, built from the module proxy.
pub fn staticcheck(shell: &Shell) -> Result<PathBuf, String> {
    let folder = shell.target("tools/bin");
    let program = folder.join("staticcheck");
    let is_wanted = |version: String| version.contains(&format!("({STATICCHECK})"));
    if output(shell.program(&program).arg("-version")).is_ok_and(is_wanted) {
        return Ok(program);
    }
    eprintln!("installing staticcheck {STATICCHECK} into target/tools");
    let package = format!("honnef.co/go/tools/cmd/staticcheck@v{STATICCHECK}");
    run(shell
        .program("go")
        .args(["install", &package])
        .env("GOBIN", &folder)
        .env("GOFLAGS", ""))?;
    Ok(program)
}

/// A program of the npm packages in `openapi/validators/package-lock.json`.
pub fn node(shell: &Shell, program: &str) -> Result<PathBuf, String> {
    Ok(npm(shell, VALIDATORS, "node")?.join(program))
}

/// A program of the PyPI packages in `openapi/validators/requirements.txt`.
pub fn python(shell: &Shell, program: &str) -> Result<PathBuf, String> {
    Ok(pip(shell, VALIDATORS, "python")?.join(program))
}

/// Installs `package-lock.json` of the folder `locks` into `target/tools/<name>`, and gives the folder of the programs.
pub fn npm(shell: &Shell, locks: &str, name: &str) -> Result<PathBuf, String> {
    require(
        shell,
        "npm",
        "install Node.js 20.19 or later, which brings it",
    )?;
    let folder = shell.target("tools").join(name);
    let files = ["package.json", "package-lock.json"];
    install(shell, &folder, locks, &files, || {
        run(shell
            .program("npm")
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .current_dir(&folder))
    })?;
    Ok(folder.join("node_modules/.bin"))
}

/// Installs `requirements.txt` of the folder `locks` into a virtual environment in `target/tools/<name>`, and gives the folder of
/// the programs.
pub fn pip(shell: &Shell, locks: &str, name: &str) -> Result<PathBuf, String> {
    require(
        shell,
        "python3",
        "install Python 3.10 or later with its module venv",
    )?;
    let folder = shell.target("tools").join(name);
    install(shell, &folder, locks, &["requirements.txt"], || {
        run(shell
            .program("python3")
            .args(["-m", "venv", "venv"])
            .current_dir(&folder))?;
        let pip = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "-r",
            "requirements.txt",
        ];
        run(shell
            .program(folder.join("venv/bin/python"))
            .args(pip)
            .current_dir(&folder))
    })?;
    Ok(folder.join("venv/bin"))
}

/// Says what is missing and how to get it.
pub fn require(shell: &Shell, program: &str, how: &str) -> Result<(), String> {
    let found = output(shell.program(program).arg("--version"));
    found
        .map(drop)
        .map_err(|_| format!("`{program}` is not on the PATH: {how}"))
}

/// Installs by lock files into a folder of their own, unless that was done with the same lock files before.
fn install(
    shell: &Shell,
    folder: &Path,
    locks: &str,
    files: &[&str],
    install: impl FnOnce() -> Result<(), String>,
) -> Result<(), String> {
    let fail = |error| format!("cannot prepare {}: {error}", folder.display());
    let mut texts = Vec::new();
    for file in files {
        texts.push(fs::read(shell.root.join(locks).join(file)).map_err(fail)?);
    }
    let stamp = folder.join("installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == texts.concat()) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(fail)?;
    }
    fs::create_dir_all(folder).map_err(fail)?;
    for (file, text) in files.iter().zip(&texts) {
        fs::write(folder.join(file), text).map_err(fail)?;
    }
    install()?;
    fs::write(stamp, texts.concat()).map_err(fail)
}
