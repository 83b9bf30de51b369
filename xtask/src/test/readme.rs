//! The commands of the papers: every `sh` block of `README.md` and `CONTRIBUTING.md` is executed as it stands.
//!
//! The blocks of a paper run in order, in one shell, in the root of a copy of the repository, as for a reader who follows it.

use std::fs;
use std::path::{Path, PathBuf};

use super::markdown::{self, Block};
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
    let how = "install it; the commands of the papers are executed by it";
    tools::require(shell, "bash", how)?;
    for paper in ["README.md", "CONTRIBUTING.md"] {
        let commands: Vec<_> = blocks(shell, paper, "sh")?
            .into_iter()
            .map(|block| block.text)
            .collect();
        let copy = copy_repository(shell)?;
        let mut bash = shell.program("bash");
        bash.arg("-c")
            .arg(format!("{PRELUDE}{}", commands.concat()));
        // Dependencies that are built already need not be built again.
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| shell.root.join("target"), Into::into);
        let status = bash
            .current_dir(copy)
            .env("CARGO_TARGET_DIR", target)
            .status();
        if !status.is_ok_and(|status| status.success()) {
            return Err(format!("a command of {paper} failed"));
        }
    }
    Ok(None)
}

/// The blocks of one kind in a paper; none is an error.
pub fn blocks(shell: &Shell, paper: &str, kind: &str) -> Result<Vec<Block>, String> {
    let text = fs::read_to_string(shell.root.join(paper))
        .map_err(|error| format!("cannot read {paper}: {error}"))?;
    let all = markdown::blocks(&text).map_err(|line| {
        format!("{paper}:{line}: this block is not closed, or does not say its kind")
    })?;
    let blocks: Vec<_> = all.into_iter().filter(|block| block.kind == kind).collect();
    if blocks.is_empty() {
        return Err(format!("{paper} has no `{kind}` block"));
    }
    Ok(blocks)
}

/// Copies what version control holds or would take to `target/papers/sdkwright`.
///
/// Commands may write beside the repository, so what an earlier run left beside the copy goes too.
fn copy_repository(shell: &Shell) -> Result<PathBuf, String> {
    let folder = shell.target("papers");
    let fail = |error| {
        format!(
            "cannot copy the repository to {}: {error}",
            folder.display()
        )
    };
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(fail)?;
    }
    let copy = folder.join("sdkwright");
    let list = shell::output(shell.program("git").args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    for file in list
        .split('\0')
        .filter(|file| shell.root.join(file).is_file())
    {
        let place = copy.join(file);
        fs::create_dir_all(place.parent().unwrap_or(Path::new(""))).map_err(fail)?;
        fs::copy(shell.root.join(file), place).map_err(fail)?;
    }
    Ok(copy)
}
