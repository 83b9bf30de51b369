//! `Shell`: running programs in the repository.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository in which programs are run.
pub struct Shell {
    /// Its root.
    pub root: PathBuf,
    /// Whether what takes minutes is run too.
    pub slow: bool,
}

impl Shell {
    pub fn new(root: PathBuf) -> Self {
        Self { root, slow: false }
    }

    /// A program to be run in the root.
    pub fn program(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.root);
        command
    }

    /// The `cargo` that runs this program.
    pub fn cargo(&self, args: &[&str]) -> Command {
        let mut command =
            self.program(std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from));
        command.args(args);
        command
    }

    /// A folder below `target/`, which is this command's own.
    pub fn target(&self, name: &str) -> PathBuf {
        self.root.join("target").join(name)
    }
}

/// Runs a program with its output shown; an error unless it ends with success.
pub fn run(command: &mut Command) -> Result<(), String> {
    let shown = shown(command);
    eprintln!("$ {shown}");
    let status = command
        .status()
        .map_err(|error| format!("cannot run `{shown}`: {error}"))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("`{shown}` ended with {status}"))
}

/// Runs a program and gives what it prints on standard output.
pub fn output(command: &mut Command) -> Result<String, String> {
    let shown = shown(command);
    let output = command
        .output()
        .map_err(|error| format!("cannot run `{shown}`: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "`{shown}` ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as a person would write it; the program without its folder.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
