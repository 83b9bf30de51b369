//! Generated packages that stand side by side, and what holds of them by the toolchain of their language. The steps of the
//! descriptions of constructs and `corpus` check packages in the same way.

use std::fs;
use std::path::{Path, PathBuf};

use sdkwright::config::Language;

use super::shell::Shell;
use super::{curl, go, java, packages, python, ruby, typescript};

/// Packages of one language in one folder, which holds nothing else that the tools would look at.
pub struct Group {
    /// The folder.
    pub folder: PathBuf,
    /// The names of the packages, which are those of their folders.
    pub names: Vec<String>,
    /// The names of the folders of their drivers.
    pub drivers: Vec<String>,
}

impl Group {
    /// The packages below a folder, sorted; no drivers.
    pub fn of(folder: &Path) -> Result<Self, String> {
        let entries = fs::read_dir(folder)
            .map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
        let folders = entries.flatten().filter(|entry| entry.path().is_dir());
        let mut names: Vec<_> = folders
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        Ok(Self {
            folder: folder.to_path_buf(),
            names,
            drivers: Vec::new(),
        })
    }

    /// The folders of the packages.
    pub fn packages(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.names.iter().map(|name| self.folder.join(name))
    }

    /// The folders of the drivers.
    pub fn driver_folders(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.drivers.iter().map(|name| self.folder.join(name))
    }
}

/// Whether [`check`] looks at drivers; others are tried out with the packages of `codegen.toml` only.
pub fn checks_drivers(language: Language) -> bool {
    match language {
        Language::Rust | Language::Go | Language::Java => true,
        Language::TypeScript | Language::Python | Language::Ruby | Language::Curl => false,
    }
}

/// Compiles or type-checks and lints everything in the packages, their tests and examples too; warnings are errors.
pub fn check(shell: &Shell, language: Language, group: &Group) -> Result<(), String> {
    match language {
        Language::Rust => packages::check(shell, group),
        Language::TypeScript => typescript::check(shell, group),
        Language::Python => python::check(shell, group),
        Language::Go => go::check_group(shell, group),
        Language::Java => java::check(shell, group).map(drop),
        Language::Ruby => ruby::check(shell, group),
        Language::Curl => curl::check_group(shell, group),
    }
}

/// The same, and then runs the tests of the packages.
pub fn test(shell: &Shell, language: Language, group: &Group) -> Result<(), String> {
    match language {
        Language::Rust => packages::test(shell, group),
        Language::TypeScript => typescript::test(shell, group),
        Language::Python => python::test(shell, group),
        Language::Go => go::test(shell, group),
        Language::Java => java::test(shell, group),
        Language::Ruby => ruby::test(shell, group),
        Language::Curl => curl::test(shell, group),
    }
}
