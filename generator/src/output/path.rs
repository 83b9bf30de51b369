//! `RelativePath`: where a generated file may stand inside its package, on every file system.

use std::fmt;
use std::path::{Path, PathBuf};

/// The longest path in bytes, so that a package still fits under Windows' classic limit in an ordinary folder.
const MAX_PATH: usize = 200;

/// A path inside a package: ASCII components joined by `/`, never leaving the package, and valid on Linux, macOS and Windows.
///
/// Only ASCII, because file systems disagree about the normal form of other characters, so that two names may be one file on
/// one machine and two on another. Emitters derive file names from words and have to spell them in ASCII.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct RelativePath(String);

impl RelativePath {
    /// Checks a path.
    ///
    /// # Errors
    /// A path that is empty, too long, absolute, not ASCII, or that has a component which is empty, `.`, `..`, reserved by
    /// Windows, or spelt with a character that some file system refuses.
    pub fn new(path: impl Into<String>) -> Result<Self, PathError> {
        let path = path.into();
        match problem(&path) {
            None => Ok(Self(path)),
            Some(reason) => Err(PathError { path, reason }),
        }
    }

    /// The path with `/` between its components.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The place of this file below `root`.
    pub fn below(&self, root: &Path) -> PathBuf {
        let mut full = root.to_path_buf();
        full.extend(self.0.split('/'));
        full
    }

    /// The folders above this file inside the package, outermost first: `a` and `a/b` for `a/b/c.rs`.
    pub fn folders(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.match_indices('/').map(|(end, _)| &self.0[..end])
    }

    /// The spelling by which file systems that ignore case tell files apart.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for RelativePath {
    type Err = PathError;
    fn from_str(path: &str) -> Result<Self, PathError> {
        Self::new(path)
    }
}

impl<'de> serde::Deserialize<'de> for RelativePath {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let path = String::deserialize(deserializer)?;
        Self::new(path).map_err(serde::de::Error::custom)
    }
}

/// Why a path was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// The path as it was given.
    pub path: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} cannot be the path of a generated file: {}",
            self.path, self.reason
        )
    }
}

impl std::error::Error for PathError {}

fn problem(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.len() > MAX_PATH {
        return Some("it is longer than 200 bytes");
    }
    if path.starts_with('/') {
        return Some("it is absolute");
    }
    path.split('/').find_map(component_problem)
}

fn component_problem(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("it has an empty component");
    }
    if name == "." || name == ".." {
        return Some("it has a component `.` or `..`");
    }
    if name.ends_with('.') || name.ends_with(' ') {
        return Some("a component ends with a dot or a space, which Windows drops");
    }
    if let Some(bad) = name.chars().find(|c| !allowed(*c)) {
        return Some(match bad {
            '\\' => "it has a backslash",
            ':' => "it has a colon, which is a drive letter or a stream on Windows",
            bad if bad.is_ascii() => "it has a character that Windows refuses",
            _ => "it has a character outside ASCII",
        });
    }
    is_device(name).then_some("a component is the name of a Windows device")
}

fn allowed(character: char) -> bool {
    (' '..='~').contains(&character) && !r#"<>:"\|?*"#.contains(character)
}

/// Windows opens a device for these names, in any case and with any extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_ascii_uppercase();
    let numbered = |prefix| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest: &str| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) || numbered("COM")
        || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_ordinary_paths() {
        for path in [
            "Cargo.toml",
            "src/models/side_conversation.rs",
            ".gitignore",
            "a/b c/d-e.f",
            "console.rs",
            "com10.rs",
        ] {
            assert_eq!(
                RelativePath::new(path).map(|p| p.to_string()),
                Ok(path.to_owned())
            );
        }
    }

    #[test]
    fn refuses_what_leaves_the_package_or_some_file_system_refuses() {
        let long = "a/".repeat(120) + "b";
        for path in [
            "",
            "/etc/passwd",
            "..",
            "../a",
            "a/../b",
            "a/./b",
            "a//b",
            "a/",
            "\\\\server\\share",
            "a\\b",
            "C:a",
            "c:/a",
            "a:stream",
            "a\0b",
            "a\nb",
            "a\u{7f}",
            "é.rs",
            "a?b",
            "a*b",
            "<a>",
            "a|b",
            "\"a\"",
            "a.",
            "a ",
            "a./b",
            "nul",
            "NUL.txt",
            "src/Con.rs",
            "aux",
            "com1",
            "LPT9.x",
            "CONIN$",
            "nul .txt",
            &long,
        ] {
            assert!(RelativePath::new(path).is_err(), "{path:?} was accepted");
        }
    }

    #[test]
    fn folders_are_outermost_first() {
        let path = RelativePath::new("a/b/c.rs").expect("a valid path");
        assert_eq!(path.folders().collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
