//! The mutations of `xtask/conformance/mutations`: faults that are put into the runtime of a generated SDK, as data.

use std::fs;
use std::path::Path;

use sdkwright::config::Language;
use serde::Deserialize;

/// Where they are, a file for each language.
const FOLDER: &str = "xtask/conformance/mutations";

/// So many faults at least are put into each SDK.
pub const LEAST: usize = 15;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutations {
    mutation: Vec<Mutation>,
}

/// A fault.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutation {
    /// What the SDK does wrong then; the same in all languages that have it.
    pub name: String,
    /// The family of vectors that has to notice.
    pub family: String,
    /// The file, in the package that is generated for the vectors.
    file: String,
    /// The text that is replaced; it stands in the file exactly once.
    find: String,
    /// What it is replaced by.
    replace: String,
}

/// The mutations of a language.
pub fn read(root: &Path, language: Language) -> Result<Vec<Mutation>, String> {
    let path = root.join(FOLDER).join(format!("{language}.toml"));
    let fail = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| fail(&error))?;
    let read: Mutations = toml::from_str(&text).map_err(|error| fail(&error))?;
    Ok(read.mutation)
}

impl Mutation {
    /// Puts the fault into the package, and gives what takes it out again.
    ///
    /// # Errors
    /// A text that is no longer there, or is there more than once.
    pub fn apply(&self, package: &Path) -> Result<Undo, String> {
        let path = package.join(&self.file);
        let fail = |error: std::io::Error| format!("{}: {error}", self.file);
        let text = fs::read_to_string(&path).map_err(fail)?;
        let count = text.matches(&self.find).count();
        if count != 1 {
            return Err(format!("its text is {count} times in {}", self.file));
        }
        fs::write(&path, text.replace(&self.find, &self.replace)).map_err(fail)?;
        Ok(Undo { path, text })
    }
}

/// The file as it was.
pub struct Undo {
    path: std::path::PathBuf,
    text: String,
}

impl Undo {
    /// Takes the fault out of the package.
    pub fn undo(self) -> Result<(), String> {
        fs::write(&self.path, self.text)
            .map_err(|error| format!("cannot write {}: {error}", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::vectors;
    use super::*;

    /// Whether they are noticed takes minutes to see (`cargo xtask mutate`); that they can be made, a moment.
    #[test]
    fn each_mutation_applies() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("xtask stands in the repository");
        let mut stale = Vec::new();
        let description = sdkwright::read(
            &root.join(vectors::FOLDER).join("api.yaml"),
            &Default::default(),
        );
        for language in vectors::languages() {
            let package = description
                .generate(language, &vectors::options())
                .unwrap_or_else(|_| panic!("{language} is not generated"));
            let folder = tempfile::tempdir().unwrap();
            package.apply(folder.path(), true).unwrap();
            let mutations = read(root, language).unwrap();
            let names: BTreeSet<_> = mutations.iter().map(|each| &each.name).collect();
            assert_eq!(names.len(), mutations.len(), "{language}: a name twice");
            assert!(names.len() >= LEAST, "{language}: only {}", names.len());
            for mutation in &mutations {
                let name = &mutation.name;
                assert_ne!(mutation.find, mutation.replace, "{language}: {name}");
                if let Err(reason) = mutation.apply(folder.path()).and_then(Undo::undo) {
                    stale.push(format!("{language}: {name}: {reason}"));
                }
            }
        }
        assert!(stale.is_empty(), "{}", stale.join("\n"));
    }
}
