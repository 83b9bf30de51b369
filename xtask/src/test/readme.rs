//! The commands of the papers: every `sh` block of `README.md` and `CONTRIBUTING.md` is executed as it stands.
//!
//! The blocks of a paper run in order, in one shell, in the root of a copy of the repository, as for a reader who follows it.

use std::fs;
use std::path::Path;

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
        // Not below `target/`: cargo would take what is made beside the copy for members of this workspace.
        let place = std::env::temp_dir().join(format!("sdkwright-papers-{}", std::process::id()));
        let fail = |error| format!("cannot use {}: {error}", place.display());
        fs::create_dir(&place).map_err(fail)?;
        let result = follow(shell, paper, &place.join("sdkwright"));
        fs::remove_dir_all(&place).map_err(fail)?;
        result?;
    }
    Ok(None)
}

/// Runs the commands of a paper in a copy of the repository.
fn follow(shell: &Shell, paper: &str, copy: &Path) -> Result<(), String> {
    let blocks = blocks(shell, paper, "sh")?;
    let commands: String = blocks.into_iter().map(|block| block.text).collect();
    copy_repository(shell, copy)?;
    let mut bash = shell.program("bash");
    bash.arg("-c").arg(format!("{PRELUDE}{commands}"));
    // Dependencies that are built already need not be built again.
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| shell.target(""), Into::into);
    let status = bash
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target)
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!("a command of {paper} failed")),
    }
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

/// Copies what version control holds or would take.
fn copy_repository(shell: &Shell, copy: &Path) -> Result<(), String> {
    let fail = |error| format!("cannot copy the repository to {}: {error}", copy.display());
    let mut git = shell.program("git");
    git.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let list = shell::output(&mut git)?;
    for file in list
        .split('\0')
        .filter(|file| shell.root.join(file).is_file())
    {
        let place = copy.join(file);
        fs::create_dir_all(place.parent().unwrap_or(copy)).map_err(fail)?;
        fs::copy(shell.root.join(file), place).map_err(fail)?;
    }
    Ok(())
}
