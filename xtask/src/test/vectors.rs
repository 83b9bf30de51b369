//! The vectors of `xtask/conformance/vectors`: the same calls, through the SDKs of all languages, against the same server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdkwright::config::{Language, PackageOptions};

use super::shell::{run, Shell};
use super::{go, java, packages, python, ruby, typescript, Outcome};

/// The vectors, and the description that they call.
pub const FOLDER: &str = "xtask/conformance/vectors";

/// Replays them; the slow ones only where they are asked for.
pub fn replay(shell: &Shell) -> Outcome {
    let mut drivers = Vec::new();
    for language in languages() {
        let sdk = generate(shell, "packages/vectors", language)?;
        drivers.push(format!("{language}={}", sdk.build(shell)?));
    }
    let mut runner = runner(shell);
    if !shell.slow {
        runner.arg("--quick");
    }
    run(runner.arg(FOLDER).args(&drivers))?;
    Ok(Some(format!("{} languages", drivers.len())))
}

/// The languages in which there is something to drive.
pub fn languages() -> impl Iterator<Item = Language> {
    let all = Language::ALL.iter().copied();
    all.filter(|language| language.has_driver())
}

/// The program that replays vectors.
pub fn runner(shell: &Shell) -> Command {
    shell.cargo(&["run", "--quiet", "--package", "conformance", "--"])
}

/// The SDK of the description that the vectors call, in folders of `target/<place>`.
pub fn generate(shell: &Shell, place: &str, language: Language) -> Result<Sdk, String> {
    let description = shell.root.join(FOLDER).join("api.yaml");
    let package = shell.target(place).join(language.name());
    Sdk::generate(&description, package, options(), language)
}

/// An SDK and its driver.
pub struct Sdk {
    language: Language,
    /// The folder of the package.
    pub package: PathBuf,
    driver: PathBuf,
    options: PackageOptions,
}

impl Sdk {
    /// Generates the package into a folder, and the driver beside it.
    pub fn generate(
        description: &Path,
        package: PathBuf,
        options: PackageOptions,
        language: Language,
    ) -> Result<Self, String> {
        fs::create_dir_all(&package)
            .map_err(|error| format!("cannot make {}: {error}", package.display()))?;
        let read = sdkwright::read(description, &Default::default());
        let made = read
            .generate(language, &options)
            .map_err(|problems| super::rendered(&read, &problems))?;
        made.apply(&package, true)
            .map_err(|error| error.to_string())?;
        let driver = packages::driver(description, language, &package, &options)?;
        Ok(Self {
            language,
            package,
            driver,
            options,
        })
    }

    /// Builds both, and gives the command that runs the driver.
    pub fn build(&self, shell: &Shell) -> Result<String, String> {
        let Self {
            package, driver, ..
        } = self;
        match self.language {
            Language::Rust => {
                run(&mut packages::cargo(shell, driver, &["build", "--quiet"]))?;
                let program = format!("packages/target/debug/{}-driver", self.options.name);
                Ok(shell.target(&program).display().to_string())
            }
            Language::TypeScript => {
                typescript::driver_command(shell, package, driver, &self.options.name)
            }
            Language::Python => python::driver_command(shell, driver),
            Language::Go => Ok(go::built_driver(shell, driver)?.display().to_string()),
            Language::Java => java::driver_command(shell, package, driver),
            Language::Ruby => ruby::driver_command(shell, driver),
            Language::Curl => Err("there is no SDK to drive".to_owned()),
        }
    }
}

/// The options of the packages.
pub fn options() -> PackageOptions {
    PackageOptions {
        name: "conformance-api".to_owned(),
        version: "0.1.0".to_owned(),
        ..PackageOptions::default()
    }
}
