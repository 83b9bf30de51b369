//! Types of a user's own in Ruby (`x-ruby-type`): a class, and the library that has it.

use std::collections::{BTreeMap, BTreeSet};

use super::literal::string;
use super::names;
use crate::config::Language;
use crate::emit::foreign::{self, is_requirement, Given, Read};
use crate::emit::sink::{code, Code};
use crate::ir::Api;

/// A class of another library.
pub struct ForeignType {
    class: Vec<String>,
    codec: Option<Vec<String>>,
    library: Option<String>,
    dependency: Option<(String, Option<String>)>,
}

/// Reads all of them.
pub fn read(api: &Api) -> Read<ForeignType> {
    let read = foreign::read(api, Language::Ruby, one);
    foreign::one_version(api, Language::Ruby, read, |ty| {
        let (name, version) = ty.dependency.as_ref()?;
        let version = version.as_deref().unwrap_or_default();
        Some(foreign::Dependency { name, version })
    })
}

fn one(given: &mut Given<'_>) -> Option<ForeignType> {
    let class = given.text(
        "class",
        is_constant,
        "the path of a class, as in `Money::Currency`",
    );
    let codec = given.text("codec", is_constant, "the path of a constant");
    let library = given.text("require", is_library, "what `require` takes");
    let gem = given.text("gem", is_gem, "the name of a gem");
    let version = given.text(
        "version",
        is_gem_requirement,
        "a version of a gem, as in `~> 1.2`",
    );
    if version.is_some() {
        given.together(&["version", "gem"]);
    }
    let path = |text: &str| text.split("::").map(str::to_owned).collect();
    Some(ForeignType {
        class: path(class?),
        codec: codec.map(path),
        library: library.map(str::to_owned),
        dependency: gem.map(|gem| (gem.to_owned(), version.map(str::to_owned))),
    })
}

fn is_constant(text: &str) -> bool {
    text.split("::").all(|part| {
        part.starts_with(|c: char| c.is_ascii_uppercase()) && foreign::is_identifier(part)
    })
}

fn is_library(text: &str) -> bool {
    let plain = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
    };
    text.split('/').all(plain)
}

fn is_gem(text: &str) -> bool {
    Language::Ruby.package_name_problem(text).is_none()
}

fn is_gem_requirement(text: &str) -> bool {
    is_requirement(text, &["~>", ">=", "<=", "!=", ">", "<", "="], &[","])
}

impl ForeignType {
    /// The class, by its path from the root of all constants.
    pub fn class(&self) -> Code {
        absolute(&self.class)
    }

    /// The type in the words of `Runtime::Types`.
    pub fn descriptor(&self) -> Code {
        match &self.codec {
            None => code!("foreign({})", self.class()),
            Some(codec) => code!("foreign({}, {})", self.class(), absolute(codec)),
        }
    }
}

fn absolute(path: &[String]) -> Code {
    let parts: Vec<_> = path.iter().map(|part| names::code(part)).collect();
    code!("::{}", Code::join(&parts, "::"))
}

/// The libraries to load, as literals.
pub fn libraries(types: &Read<ForeignType>) -> Vec<Code> {
    let libraries: BTreeSet<_> = types
        .iter()
        .filter_map(|ty| ty.library.as_deref())
        .collect();
    libraries.into_iter().map(string).collect()
}

/// The lines of the gemspec.
pub fn dependencies(types: &Read<ForeignType>) -> Vec<Code> {
    let wanted: BTreeMap<_, _> = (types.iter())
        .filter_map(|ty| ty.dependency.as_ref())
        .map(|(gem, version)| (gem, version))
        .collect();
    let line = |(gem, version): (&String, &Option<String>)| {
        let versions = version.iter().flat_map(|version| version.split(','));
        let versions = versions.map(|version| string(version.trim_matches(' ')));
        let arguments: Vec<_> = std::iter::once(string(gem)).chain(versions).collect();
        code!("spec.add_dependency {}", Code::join(&arguments, ", "))
    };
    wanted.into_iter().map(line).collect()
}
