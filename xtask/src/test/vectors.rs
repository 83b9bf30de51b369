//! The vectors of `xtask/conformance/vectors`: the same calls, through the SDKs of all languages, against the same server.

use std::fs;
use std::path::Path;

use sdkwright::config::{Language, PackageOptions};

use super::shell::{run, Shell};
use super::{go, java, packages, python, ruby, typescript, Outcome};

/// The vectors, and the description that they call.
const FOLDER: &str = "xtask/conformance/vectors";

/// Replays all but the slow vectors.
pub fn quick(shell: &Shell) -> Outcome {
    replay(shell, &["--quick"])
}

fn replay(shell: &Shell, more: &[&str]) -> Outcome {
    let languages = Language::ALL
        .iter()
        .filter(|language| language.has_driver());
    let mut drivers = Vec::new();
    for language in languages {
        drivers.push(format!("{language}={}", command(shell, *language)?));
    }
    let mut runner = shell.cargo(&["run", "--quiet", "--package", "conformance", "--"]);
    run(runner.args(more).arg(FOLDER).args(&drivers))?;
    Ok(Some(format!("{} languages", drivers.len())))
}

/// Generates the SDK of a language and its driver, builds both, and gives the command that runs the driver.
fn command(shell: &Shell, language: Language) -> Result<String, String> {
    let description = shell.root.join(FOLDER).join("api.yaml");
    let options = PackageOptions {
        name: "conformance-api".to_owned(),
        version: "0.1.0".to_owned(),
        ..PackageOptions::default()
    };
    let package = shell.target("packages/vectors").join(language.name());
    fs::create_dir_all(&package)
        .map_err(|error| format!("cannot make {}: {error}", package.display()))?;
    let read = sdkwright::read(&description, &Default::default());
    let made = read
        .generate(language, &options)
        .map_err(|problems| super::rendered(&read, &problems))?;
    made.apply(&package, true)
        .map_err(|error| error.to_string())?;
    let driver = packages::driver(&description, language, &package, &options)?;
    built(shell, language, &package, &driver, &options)
}

fn built(
    shell: &Shell,
    language: Language,
    package: &Path,
    driver: &Path,
    options: &PackageOptions,
) -> Result<String, String> {
    match language {
        Language::Rust => {
            run(&mut packages::cargo(shell, driver, &["build", "--quiet"]))?;
            let program = format!("packages/target/debug/{}-driver", options.name);
            Ok(shell.target(&program).display().to_string())
        }
        Language::TypeScript => typescript::driver_command(shell, package, driver, &options.name),
        Language::Python => python::driver_command(shell, driver),
        Language::Go => Ok(go::built_driver(shell, driver)?.display().to_string()),
        Language::Java => java::driver_command(shell, package, driver),
        Language::Ruby => ruby::driver_command(shell, driver),
        Language::Curl => Err("there is no SDK to drive".to_owned()),
    }
}
