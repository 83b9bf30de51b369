//! Where the repository is, and what its `codegen.toml` says.

use std::path::{Path, PathBuf};

use sdkwright::config::{Config, ConfigError};

use crate::exit::Failure;

/// The file by which the root of the repository is recognised.
const CONFIG: &str = "openapi/codegen.toml";

/// The root of the repository: the current folder or the nearest one above it that has an `openapi/codegen.toml`.
///
/// Not the place where this program was compiled: a built program and a shared target folder may be used from any checkout.
pub fn root() -> Result<PathBuf, Failure> {
    let current = std::env::current_dir().map_err(Failure::broken)?;
    let root = current
        .ancestors()
        .find(|folder| folder.join(CONFIG).is_file());
    root.map(Path::to_path_buf).ok_or_else(|| {
        let message = format!(
            "no {CONFIG} in {} or above; run this inside the repository, or give --spec and --out",
            current.display()
        );
        Failure::Usage(message)
    })
}

/// The `codegen.toml` of the repository at `root`. Its problems are printed.
pub fn config(root: &Path) -> Result<Config, Failure> {
    Config::read(&shown(&root.join(CONFIG))).map_err(|error| match error {
        ConfigError::Io { .. } => Failure::broken(error),
        ConfigError::Invalid { .. } => {
            eprintln!("{error}");
            Failure::Found
        }
    })
}

/// A path below the current folder without the latter, so that messages are short and name no machine.
pub fn shown(path: &Path) -> PathBuf {
    let relative = std::env::current_dir()
        .ok()
        .and_then(|current| Some(path.strip_prefix(current).ok()?.to_path_buf()));
    relative
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or_else(|| path.to_path_buf())
}
