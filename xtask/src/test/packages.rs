//! The generated packages, each with the toolchain of its language.
//!
//! Every package is copied out of the repository first. What works there works for those who copy it into a repository of
//! their own, and no tool leaves its droppings in `generated/`.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sdkwright::config::Language;

use super::shell::{run, Shell};
use super::Outcome;
use crate::repository;

/// Clippy, documentation, tests and packaging of each generated crate.
pub fn rust(shell: &Shell) -> Outcome {
    // One folder for all, so that common dependencies are built once.
    let target = shell.target("packages/target");
    for package in copies(shell, Language::Rust)? {
        let cargo = |args: &[&str]| {
            let mut command = shell.cargo(args);
            command
                .current_dir(&package)
                .env("CARGO_TARGET_DIR", &target);
            command
        };
        run(&mut cargo(&[
            "clippy",
            "--quiet",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ]))?;
        run(cargo(&["doc", "--quiet", "--no-deps", "--all-features"])
            .env("RUSTDOCFLAGS", "-D warnings"))?;
        run(&mut cargo(&["test", "--quiet", "--all-features"]))?;
        // The copy is in no repository; cargo would take the ignored folder of ours for one.
        run(&mut cargo(&["package", "--quiet", "--allow-dirty"]))?;
    }
    Ok(None)
}

/// Copies the packages of a language to `target/packages`.
fn copies(shell: &Shell, language: Language) -> Result<Vec<PathBuf>, String> {
    let config =
        repository::config(&shell.root).map_err(|failure| format!("codegen.toml: {failure:?}"))?;
    let all = config
        .descriptions
        .iter()
        .flat_map(|description| &description.packages);
    let mut copies = Vec::new();
    for package in all.filter(|package| package.language == language) {
        let copy = shell
            .target("packages")
            .join(language.name())
            .join(&package.options.name);
        refresh(&package.out, &copy)
            .map_err(|error| format!("cannot copy {}: {error}", package.out.display()))?;
        copies.push(copy);
    }
    if copies.is_empty() {
        return Err(format!(
            "openapi/codegen.toml names no package in {language}"
        ));
    }
    Ok(copies)
}

/// Makes `copy` the same as `original`, but for the lock file that an earlier run left in it.
fn refresh(original: &Path, copy: &Path) -> io::Result<()> {
    fs::create_dir_all(copy)?;
    for entry in fs::read_dir(copy)? {
        let path = entry?.path();
        if path.is_dir() {
            fs::remove_dir_all(&path)?;
        } else if path.file_name() != Some(OsStr::new("Cargo.lock")) {
            fs::remove_file(&path)?;
        }
    }
    copy_into(original, copy)
}

fn copy_into(original: &Path, copy: &Path) -> io::Result<()> {
    fs::create_dir_all(copy)?;
    for entry in fs::read_dir(original)? {
        let entry = entry?;
        let place = copy.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_into(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}
