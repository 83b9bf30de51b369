//! What the generator makes of the descriptions in `generator/tests/specs/ok`, one for each construct, by the toolchain of its
//! language: it has to compile without a warning, and its own tests have to pass.

use std::fs;
use std::path::{Path, PathBuf};

use sdkwright::config::{Language, PackageOptions};

use super::shell::{run, Shell};
use super::{packages, Outcome};

/// All descriptions as crates, and their drivers.
pub fn rust(shell: &Shell) -> Outcome {
    let descriptions = descriptions(shell)?;
    for description in &descriptions {
        let package = generate(shell, description, Language::Rust)?;
        let cargo = |args: &[&str]| packages::cargo(shell, &package, args);
        packages::clippy(shell, &package)?;
        if package.join("tests/round_trip.rs").exists() {
            run(&mut cargo(&["test", "--quiet", "--test", "round_trip"]))?;
        }
        let options = options(description);
        let driver = packages::driver(description, Language::Rust, &package, &options)?;
        packages::clippy(shell, &driver)?;
    }
    Ok(Some(format!("{} descriptions", descriptions.len())))
}

/// The descriptions, sorted by name.
pub fn descriptions(shell: &Shell) -> Result<Vec<PathBuf>, String> {
    let folder = shell.root.join("generator/tests/specs/ok");
    let fail = |error| format!("cannot read {}: {error}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            found.push(path);
        }
    }
    found.sort();
    if found.is_empty() {
        return Err(format!("{} holds no description", folder.display()));
    }
    Ok(found)
}

/// The options of the package of a description.
pub fn options(description: &Path) -> PackageOptions {
    let stem = description
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    PackageOptions {
        name: format!("spec-{}", stem.replace('_', "-")),
        version: "0.1.0".to_owned(),
        ..PackageOptions::default()
    }
}

/// Generates the package of a description below `target/packages/specs/`; what an
/// earlier run left there is brought up to date.
pub fn generate(shell: &Shell, description: &Path, language: Language) -> Result<PathBuf, String> {
    let options = options(description);
    let folder = shell
        .target("packages/specs")
        .join(language.name())
        .join(&options.name);
    let read = sdkwright::read(description, &Default::default());
    let package = read
        .generate(language, &options)
        .map_err(|problems| super::rendered(&read, &problems))?;
    fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    package
        .apply(&folder, true)
        .map_err(|error| error.to_string())?;
    Ok(folder)
}
