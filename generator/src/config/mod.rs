//! What to generate: languages, the options of a package, and `codegen.toml`, which says which description becomes which packages.

mod foreign;
mod formats;
mod problem;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use crate::ir::StringFormat;
use crate::load;

pub use foreign::{ForeignKeyword, ForeignMember, FOREIGN_KEYWORDS};
pub use problem::{ConfigError, Problem};

/// A language for which packages are generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// A crate.
    Rust,
    /// A package of npm.
    TypeScript,
    /// A distribution for PyPI.
    Python,
    /// A module.
    Go,
    /// A Maven artifact.
    Java,
    /// A gem.
    Ruby,
    /// A shell script for each operation.
    Curl,
}

impl Language {
    /// All languages, in the order in which they are generated.
    pub const ALL: &'static [Self] = &[
        Self::Rust,
        Self::TypeScript,
        Self::Python,
        Self::Go,
        Self::Java,
        Self::Ruby,
        Self::Curl,
    ];

    /// The name in `codegen.toml`, on the command line and of the folder of templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::TypeScript => "typescript",
            Self::Python => "python",
            Self::Go => "go",
            Self::Java => "java",
            Self::Ruby => "ruby",
            Self::Curl => "curl",
        }
    }

    /// What is wrong with `name` as the name of a package in this language's registry.
    pub fn package_name_problem(self, name: &str) -> Option<&'static str> {
        match self {
            Self::Rust => rust_name_problem(name),
            Self::TypeScript => npm_name_problem(name),
            Self::Python => python_name_problem(name),
            Self::Go => go_name_problem(name),
            Self::Java => crate::emit::java_name_problem(name),
            Self::Ruby => ruby_name_problem(name),
            Self::Curl => curl_name_problem(name),
        }
    }

    /// Whether it has a driver: samples have no SDK that could be driven.
    pub fn has_driver(self) -> bool {
        match self {
            Self::Rust | Self::TypeScript | Self::Python | Self::Go | Self::Java | Self::Ruby => {
                true
            }
            Self::Curl => false,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Language {
    type Err = String;
    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|language| language.name() == name);
        found.copied().ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|language| language.name()).collect();
            format!("no language `{name}`; there is {}", known.join(", "))
        })
    }
}

/// The rules of crates.io for the name of a crate.
fn rust_name_problem(name: &str) -> Option<&'static str> {
    if name.len() > 64 {
        return Some("the name of a crate has at most 64 characters");
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some("the name of a crate starts with a letter of ASCII");
    }
    let all = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    (!all).then_some("the name of a crate consists of letters and digits of ASCII, `-` and `_`")
}

/// Samples go to no registry; their name is that of a folder.
fn curl_name_problem(name: &str) -> Option<&'static str> {
    let valid = name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    (!valid).then_some(
        "the name of the samples consists of letters and digits of ASCII, `-`, `_` and `.`",
    )
}

/// The rules of the go command for the path of a module.
fn go_name_problem(name: &str) -> Option<&'static str> {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    let plain = name
        .split('/')
        .all(|part| !part.is_empty() && part.bytes().all(is_plain));
    if !plain {
        return Some("the path of a Go module is parts of letters and digits of ASCII, `-`, `.`, `_` and `~`, with `/` between");
    }
    let dots = name
        .split('/')
        .any(|part| part.starts_with('.') || part.ends_with('.'));
    if dots || name.starts_with('-') {
        return Some("no part of the path of a Go module starts or ends with a dot, and the path does not start with `-`");
    }
    (!name.contains(|c: char| c.is_ascii_alphanumeric()))
        .then_some("the path of a Go module has a letter or a digit")
}

/// The rules of PyPI for the name of a distribution (the packaging specification of names).
fn python_name_problem(name: &str) -> Option<&'static str> {
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // Digits are allowed, but the name has to become that of a module.
        return Some("the name of a distribution starts with a letter of ASCII");
    }
    if !name.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return Some("the name of a distribution ends with a letter or digit of ASCII");
    }
    let all = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    (!all).then_some(
        "the name of a distribution consists of letters and digits of ASCII, `-`, `_` and `.`",
    )
}

/// The rules of RubyGems for the name of a gem, which also names a module and a file. `-` becomes `_`.
fn ruby_name_problem(name: &str) -> Option<&'static str> {
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some("the name of a gem starts with a letter of ASCII");
    }
    let all = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    (!all).then_some("the name of a gem consists of letters and digits of ASCII, `-` and `_`")
}

/// The rules of npm for the name of a new package, which may stand in a scope.
fn npm_name_problem(name: &str) -> Option<&'static str> {
    let bare = name
        .strip_prefix('@')
        .map_or(Some(("", name)), |scoped| scoped.split_once('/'));
    let Some((scope, bare)) = bare else {
        return Some("the name of an npm package in a scope is `@scope/name`");
    };
    if name.len() > 214 {
        return Some("the name of an npm package has at most 214 characters");
    }
    let plain = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b))
            && !part.starts_with(['.', '_'])
    };
    if bare.is_empty()
        || !plain(bare)
        || !plain(scope)
        || (name.starts_with('@') && scope.is_empty())
    {
        return Some("the name of an npm package consists of small letters and digits of ASCII, `-`, `_` and `.`, and starts with none of the last two");
    }
    None
}

/// The options of a package, the same for every language. Those that are `None` or empty are left out of the package.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct PackageOptions {
    /// The name in the language's registry.
    pub name: String,
    /// The version, by the rules of Semantic Versioning 2.0.0.
    pub version: String,
    /// An SPDX licence expression.
    pub license: Option<String>,
    /// The URL of the repository.
    pub repository: Option<String>,
    /// The URL of the home page.
    pub homepage: Option<String>,
    /// The URL of the documentation.
    pub documentation: Option<String>,
    /// Authors, each `Name` or `Name <address>`.
    pub authors: Vec<String>,
    /// Words by which registries find the package.
    pub keywords: Vec<String>,
    /// Formats of strings (OpenAPI 3.0.3, 4.4) that are texts in the package, where it would have a type for them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub texts: BTreeSet<StringFormat>,
    /// Where the types of dates and times come from, in Rust.
    #[serde(skip_serializing_if = "DateCrate::is_default")]
    pub date_crate: DateCrate,
}

/// A crate that has types for dates and times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum DateCrate {
    #[default]
    Chrono,
    Jiff,
    Time,
}

impl DateCrate {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Chrono, Self::Jiff, Self::Time];

    /// Its name, which is also that in `codegen.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chrono => "chrono",
            Self::Jiff => "jiff",
            Self::Time => "time",
        }
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A package to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageTarget {
    /// Its language.
    pub language: Language,
    /// Its folder.
    pub out: PathBuf,
    /// Its options.
    pub options: PackageOptions,
}

/// A description with the packages that it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescriptionTarget {
    /// The file.
    pub file: PathBuf,
    /// How it is read.
    pub read: load::Options,
    /// The packages, in the order of [`Language::ALL`].
    pub packages: Vec<PackageTarget>,
}

/// A `codegen.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The descriptions, in the order of the file.
    pub descriptions: Vec<DescriptionTarget>,
}
