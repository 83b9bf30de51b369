//! The generated packages, each with the toolchain of its language.
//!
//! Every package is copied out of `generated/` first. What works there works for those who copy it into a repository of their
//! own, and no tool leaves its droppings among committed files.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdkwright::config::{Language, PackageOptions, PackageTarget};

use super::group::Group;
use super::shell::{output, run, Shell};
use super::{readme, Outcome};
use crate::repository;

/// The test of a crate that reads and writes the examples of its description.
const ROUND_TRIP: &str = "tests/round_trip.rs";

/// The crate that a reader of `README.md` would have; the generated packages are added to its dependencies.
const README_APP: &str = r#"[package]
name = "readme"
edition = "2021"

[workspace]

[dependencies]
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

/// Clippy, documentation, tests and packaging of each generated crate, and the Rust of `README.md`.
pub fn rust(shell: &Shell) -> Outcome {
    let packages = configured(shell, Language::Rust)?;
    for package in &packages {
        let copy = copy(shell, package)?;
        let cargo = |args: &[&str]| cargo(shell, &copy, args);
        clippy(shell, &copy, &["--all-targets"])?;
        run(cargo(&["doc", "--quiet", "--no-deps", "--all-features"])
            .env("RUSTDOCFLAGS", "-D warnings"))?;
        run(&mut cargo(&["test", "--quiet", "--all-features"]))?;
        // The copy stands in a folder that version control ignores, and cargo would call all of it dirty.
        run(&mut cargo(&["package", "--quiet", "--allow-dirty"]))?;
    }
    let app = readme_app(shell, &packages)?;
    run(&mut cargo(shell, &app, &["check", "--quiet"]))?;
    Ok(None)
}

/// Clippy on crates and drivers. The unit tests of the runtime are the same in all of them, and are looked at in the packages of
/// `codegen.toml`.
pub fn check(shell: &Shell, group: &Group) -> Result<(), String> {
    for package in group.packages() {
        let mut targets = vec!["--lib", "--examples"];
        if package.join(ROUND_TRIP).exists() {
            targets.extend(["--test", "round_trip"]);
        }
        clippy(shell, &package, &targets)?;
    }
    for driver in group.driver_folders() {
        clippy(shell, &driver, &["--bins"])?;
    }
    Ok(())
}

/// The same, and the round trips of the crates.
pub fn test(shell: &Shell, group: &Group) -> Result<(), String> {
    check(shell, group)?;
    for package in group.packages() {
        if package.join(ROUND_TRIP).exists() {
            let args = ["test", "--quiet", "--test", "round_trip"];
            run(&mut cargo(shell, &package, &args))?;
        }
        parts(shell, &package)?;
    }
    Ok(())
}

/// How many parts of one crate are tried alone.
const MOST_PARTS: usize = 12;

/// A crate with parts that can be left out, with none of them and with each of up to [`MOST_PARTS`] alone: clippy on library and examples, and the
/// documentation, whose links must not lead to what is left out.
fn parts(shell: &Shell, package: &Path) -> Result<(), String> {
    let args = ["metadata", "--no-deps", "--offline", "--format-version=1"];
    let metadata = output(&mut cargo(shell, package, &args))?;
    let metadata: serde_json::Value =
        serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let Some(parts) = metadata["packages"][0]["features"]["full"].as_array() else {
        return Ok(());
    };
    // Of hundreds some will do: they differ in nothing but names.
    let some = parts
        .iter()
        .step_by(parts.len().div_ceil(MOST_PARTS).max(1));
    let some = some.filter_map(|part| part.as_str());
    for part in iter::once("rustls").chain(some) {
        let features = format!("--features=rustls,{part}");
        let chosen = ["--quiet", "--no-default-features", &features];
        let clippy = [
            &["clippy", "--lib", "--examples"],
            &chosen[..],
            &["--", "-D", "warnings"],
        ];
        run(&mut cargo(shell, package, &clippy.concat()))?;
        let doc = [&["doc", "--no-deps"], &chosen[..]];
        run(cargo(shell, package, &doc.concat()).env("RUSTDOCFLAGS", "-D warnings"))?;
    }
    Ok(())
}

/// Clippy on parts of a package, with all its features.
fn clippy(shell: &Shell, package: &Path, targets: &[&str]) -> Result<(), String> {
    let mut command = cargo(shell, package, &["clippy", "--quiet", "--all-features"]);
    command.args(targets).args(["--", "-D", "warnings"]);
    run(&mut command)
}

/// A command of cargo in a package; one target folder for all, so that common dependencies are built once. What only serves
/// debuggers, or builds after a change of a few lines, is two thirds of such a folder.
pub fn cargo(shell: &Shell, package: &Path, args: &[&str]) -> Command {
    let mut command = shell.cargo(args);
    command
        .current_dir(package)
        .env("CARGO_TARGET_DIR", shell.target("packages/target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "false");
    command
}

/// The packages of `codegen.toml` in a language; none is an error.
fn configured(shell: &Shell, language: Language) -> Result<Vec<PackageTarget>, String> {
    let all = with_descriptions(shell, language)?;
    Ok(all.into_iter().map(|(_, package)| package).collect())
}

/// The packages of `codegen.toml` in a language, each with its description; none is an error.
pub fn with_descriptions(
    shell: &Shell,
    language: Language,
) -> Result<Vec<(PathBuf, PackageTarget)>, String> {
    let config =
        repository::config(&shell.root).map_err(|_| "openapi/codegen.toml has problems")?;
    let mut packages = Vec::new();
    for description in config.descriptions {
        let of_language = description
            .packages
            .into_iter()
            .filter(|package| package.language == language);
        packages.extend(of_language.map(|package| (description.file.clone(), package)));
    }
    if packages.is_empty() {
        return Err(format!(
            "openapi/codegen.toml names no package in {language}"
        ));
    }
    Ok(packages)
}

/// A crate that depends on the copied packages, with a program for each `rust` block of `README.md`.
fn readme_app(shell: &Shell, packages: &[PackageTarget]) -> Result<PathBuf, String> {
    let app = shell.target("packages/readme");
    let fail = |error| format!("cannot prepare {}: {error}", app.display());
    let programs = app.join("src/bin");
    if programs.exists() {
        fs::remove_dir_all(&programs).map_err(fail)?;
    }
    fs::create_dir_all(&programs).map_err(fail)?;
    for (index, block) in readme::blocks(shell, "README.md", "rust")?
        .iter()
        .enumerate()
    {
        fs::write(programs.join(format!("readme_{index}.rs")), &block.text).map_err(fail)?;
    }
    let dependencies = packages
        .iter()
        .map(|package| format!("{0} = {{ path = \"../rust/{0}\" }}\n", package.options.name));
    let manifest: String = iter::once(README_APP.to_owned())
        .chain(dependencies)
        .collect();
    fs::write(app.join("Cargo.toml"), manifest).map_err(fail)?;
    Ok(app)
}

/// Copies a package to `target/packages/<language>/<name>`. The lock file that an earlier run left there stays.
pub fn copy(shell: &Shell, package: &PackageTarget) -> Result<PathBuf, String> {
    let place = shell
        .target("packages")
        .join(package.language.name())
        .join(&package.options.name);
    let copied = clear(&place).and_then(|()| copy_folder(&package.out, &place));
    copied.map_err(|error| format!("cannot copy {}: {error}", package.out.display()))?;
    Ok(place)
}

/// Generates the driver of a package into the folder beside `package`, a copy of it, and builds it; gives the program.
pub fn rust_driver(
    shell: &Shell,
    description: &Path,
    package: &Path,
    options: &PackageOptions,
) -> Result<PathBuf, String> {
    let folder = driver(description, Language::Rust, package, options)?;
    run(&mut cargo(shell, &folder, &["build", "--quiet"]))?;
    let program = format!("{}-driver", options.name);
    Ok(shell.target("packages/target/debug").join(program))
}

/// Generates the driver of a package into the folder beside `package`, a copy of it.
pub fn driver(
    description: &Path,
    language: Language,
    package: &Path,
    options: &PackageOptions,
) -> Result<PathBuf, String> {
    let name = package
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let folder = package.with_file_name(format!("{name}-driver"));
    let read = sdkwright::read(description, &super::specs::trusted());
    let driver = read
        .driver(language, options, &name)
        .map_err(|problems| super::rendered(&read, &problems))?;
    fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    driver
        .apply(&folder, true)
        .map_err(|error| error.to_string())?;
    Ok(folder)
}

fn clear(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            fs::remove_dir_all(&path)?;
        } else if path.file_name() != Some(OsStr::new("Cargo.lock")) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn copy_folder(original: &Path, copy: &Path) -> io::Result<()> {
    fs::create_dir_all(copy)?;
    for entry in fs::read_dir(original)? {
        let entry = entry?;
        let place = copy.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}
