//! What the generator makes of the descriptions in `generator/tests/specs/ok`, one for each construct, by the toolchain of its
//! language: it has to compile without a warning, and its own tests have to pass.

use std::fs;
use std::iter;
use std::path::{Path, PathBuf};

use sdkwright::config::{DateCrate, Language, PackageOptions};
use sdkwright::ir::StringFormat;
use sdkwright::load::Options;

use super::group::{self, Group};
use super::shell::Shell;
use super::{packages, Outcome};

/// All descriptions as packages of a language, and their drivers where [`group::check`] looks at them.
pub fn step(shell: &Shell, language: Language) -> Outcome {
    let mut group = Group {
        folder: shell.target("packages/specs").join(language.name()),
        names: Vec::new(),
        drivers: Vec::new(),
    };
    for description in &descriptions(shell)? {
        let options = options(description);
        let others = with_other_types(&options, language);
        for options in iter::once(options).chain(others) {
            let package = generate(shell, description, &options, language)?;
            if group::checks_drivers(language) {
                packages::driver(description, language, &package, &options)?;
                group.drivers.push(format!("{}-driver", options.name));
            }
            group.names.push(options.name);
        }
    }
    group::test(shell, language, &group)?;
    Ok(Some(format!("{} packages", group.names.len())))
}

/// The options of further packages of a description: of that which has strings of every format one where all of them are texts,
/// of that which is about dates one for each other crate that they can come from.
fn with_other_types(options: &PackageOptions, language: Language) -> Vec<PackageOptions> {
    let named = |suffix: &str| PackageOptions {
        name: format!("{}-{suffix}", options.name),
        ..options.clone()
    };
    match (options.name.as_str(), language) {
        ("spec-scalars", _) => {
            let formats = StringFormat::TYPED.iter().map(|(_, format)| *format);
            vec![PackageOptions {
                texts: formats.collect(),
                ..named("texts")
            }]
        }
        ("spec-dates", Language::Rust) => {
            let others = DateCrate::ALL.iter().skip(1);
            let others = others.map(|date_crate| PackageOptions {
                date_crate: *date_crate,
                ..named(date_crate.name())
            });
            others.collect()
        }
        _ => Vec::new(),
    }
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

/// Descriptions of this repository may name types of other packages.
pub fn trusted() -> Options {
    Options {
        own_types: true,
        ..Options::default()
    }
}

/// Generates the package of a description below `target/packages/specs/`; what an
/// earlier run left there is brought up to date.
pub fn generate(
    shell: &Shell,
    description: &Path,
    options: &PackageOptions,
    language: Language,
) -> Result<PathBuf, String> {
    let folder = shell
        .target("packages/specs")
        .join(language.name())
        .join(&options.name);
    let read = sdkwright::read(description, &trusted());
    let package = read
        .generate(language, options)
        .map_err(|problems| super::rendered(&read, &problems))?;
    fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    package
        .apply(&folder, true)
        .map_err(|error| error.to_string())?;
    Ok(folder)
}
