//! Large uploads and downloads through the SDKs of all languages: `streams` of `xtask/conformance` measures what they hold in memory.

use std::path::Path;

use sdkwright::config::Language;

use super::shell::{run, Shell};
use super::{go, java, packages, python, ruby, typescript, vectors, Outcome};

/// The programs that make the calls. Those in Rust and Go stand in the packages that depend on the SDKs of these languages.
const FOLDER: &str = "xtask/conformance/streams";

/// Bytes of a body. A body that is held in memory is seen against the bound of 32 MiB.
const SIZE: u64 = 64 << 20;

/// Bytes of a body where time does not matter.
const SLOW_SIZE: u64 = 1 << 30;

/// Measures the packages of the side conversations.
pub fn measure(shell: &Shell) -> Outcome {
    let mut programs = Vec::new();
    for language in vectors::languages() {
        for (_, package) in packages::with_descriptions(shell, language)? {
            let copy = packages::copy(shell, &package)?;
            programs.push(format!("{language}={}", build(shell, language, &copy)?));
        }
    }
    let size = if shell.slow { SLOW_SIZE } else { SIZE };
    let mut streams = shell.cargo(&["run", "--quiet", "--package", "conformance"]);
    streams.args(["--bin", "streams", "--", &size.to_string()]);
    run(streams.args(&programs))?;
    Ok(Some(format!("{} languages", programs.len())))
}

/// Builds the program of a language, and gives the command that runs it.
fn build(shell: &Shell, language: Language, package: &Path) -> Result<String, String> {
    let folder = shell.root.join(FOLDER);
    match language {
        Language::Rust => {
            let crates = shell.root.join("xtask/conformance/rust");
            let args = ["build", "--quiet", "--example", "streams"];
            run(&mut packages::cargo(shell, &crates, &args))?;
            let program = shell.target("packages/target/debug/examples/streams");
            Ok(program.display().to_string())
        }
        Language::TypeScript => {
            typescript::program_command(shell, package, &folder.join("streams.ts"))
        }
        Language::Python => python::program_command(shell, package, &folder.join("streams.py")),
        Language::Go => {
            go::program_command(shell, &shell.root.join("xtask/conformance/go"), "streams")
        }
        Language::Java => {
            java::program_command(shell, &[package.join("src/main"), folder], "Streams")
        }
        Language::Ruby => ruby::program_command(shell, package, &folder.join("streams.rb")),
        Language::Curl => Err("there is no SDK to drive".to_owned()),
    }
}
