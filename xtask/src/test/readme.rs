//! The commands of the papers: every `sh` block of `README.md` and `CONTRIBUTING.md` is executed as it stands.
//!
//! The blocks of a paper run in order, in one shell, in the root of a copy of the repository, as for a reader who follows it.

use std::fs;
use std::path::Path;

use super::shell::{self, Shell};
use super::{tools, Outcome};

/// What the shell does before the commands: stop at the first that fails, and not run the tests within the tests.
const PRELUDE: &str = r#"set -eu
cargo() {
  if [ "$*" = "xtask test" ]; then echo "cargo xtask test: is what is running"; else command cargo "$@"; fi
}
set -x
"#;

pub fn run(shell: &Shell) -> Outcome {
    tools::require(
        shell,
        "bash",
        "install it; the commands of the papers are executed by it",
    )?;
    for paper in ["README.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(shell.root.join(paper))
            .map_err(|error| format!("cannot read {paper}: {error}"))?;
        let commands = commands(&text).map_err(|line| {
            format!("{paper}:{line}: say what kind of block this is after the fence")
        })?;
        if commands.is_empty() {
            return Err(format!("{paper} has no `sh` block"));
        }
        let copy = shell.target("papers").join("sdkwright");
        copy_repository(shell, &copy)?;
        let mut bash = shell.program("bash");
        bash.arg("-c")
            .arg(format!("{PRELUDE}{}", commands.concat()));
        // Dependencies that are built already need not be built again.
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| shell.root.join("target"), Into::into);
        shell::run(bash.current_dir(&copy).env("CARGO_TARGET_DIR", target))
            .map_err(|_| format!("a command of {paper} failed"))?;
    }
    Ok(None)
}

/// The `sh` blocks of a text in Markdown; the line of a block that does not say its kind is an error.
fn commands(text: &str) -> Result<Vec<String>, usize> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for (index, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some("")) => return Err(index + 1),
            (None, Some(kind)) => open = Some((kind == "sh", String::new())),
            (None, None) => {}
            (Some((_, block)), None) => block.extend([line, "\n"]),
            (Some(_), Some(_)) => blocks.extend(
                open.take()
                    .filter(|(is_sh, _)| *is_sh)
                    .map(|(_, block)| block),
            ),
        }
    }
    Ok(blocks)
}

/// Copies what version control holds or would take; the copy of an earlier run is removed.
fn copy_repository(shell: &Shell, copy: &Path) -> Result<(), String> {
    let fail = |error| format!("cannot copy the repository to {}: {error}", copy.display());
    if copy.exists() {
        fs::remove_dir_all(copy).map_err(fail)?;
    }
    let list = shell::output(shell.program("git").args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    for file in list.split('\0').filter(|file| !file.is_empty()) {
        let original = shell.root.join(file);
        if !original.is_file() {
            continue;
        }
        let place = copy.join(file);
        fs::create_dir_all(place.parent().unwrap_or(copy)).map_err(fail)?;
        fs::copy(original, place).map_err(fail)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::commands;

    #[test]
    fn only_sh_blocks_are_commands() {
        let text = "a\n```sh\none\ntwo\n```\n```rust\nfn main() {}\n```\n\n```sh\nthree\n```\n";
        assert_eq!(
            commands(text),
            Ok(vec!["one\ntwo\n".to_owned(), "three\n".to_owned()])
        );
    }

    #[test]
    fn a_block_has_to_say_its_kind() {
        assert_eq!(commands("a\n```\none\n```\n"), Err(2));
    }
}
