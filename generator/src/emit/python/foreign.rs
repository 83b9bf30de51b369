//! Types of a user's own in Python (`x-python-type`): a module and the name of a class in it.
//!
//! The module `foreign_types` of a package imports them all, each with the codec that reads and writes it.

use std::collections::{BTreeMap, BTreeSet};

use super::{literal, names};
use crate::config::Language;
use crate::emit::foreign::{self, is_identifier, is_requirement, Given, Read};
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{Api, ForeignId};

/// A class of another package.
pub struct ForeignType {
    key: Key,
    dependency: Option<(String, Option<String>)>,
}

/// The class and what converts it, each a module and a name.
type Key = (Path, Option<Path>);
type Path = (String, String);

/// All of a package, with what the package calls them.
pub struct ForeignTypes {
    read: Read<ForeignType>,
    names: BTreeMap<Key, String>,
}

/// Names of the module that are not imported classes.
const TAKEN: &[&str] = &["CODECS", "ForeignCodec", "t"];

/// Reads all of them.
pub fn read(api: &Api) -> Read<ForeignType> {
    let read = foreign::read(api, Language::Python, one);
    foreign::one_version(api, Language::Python, read, |ty| {
        let (name, version) = ty.dependency.as_ref()?;
        let version = version.as_deref().unwrap_or_default();
        Some(foreign::Dependency { name, version })
    })
}

fn one(given: &mut Given<'_>) -> Option<ForeignType> {
    let path = given.text(
        "path",
        is_path,
        "a module and a class of it, as in `package.module:Class`",
    );
    let codec = given.text(
        "codec",
        is_path,
        "a module and a name in it, as in `package.module:name`",
    );
    let package = given.text("package", is_distribution, "the name of a distribution");
    let version = given.text(
        "version",
        is_specifier,
        "a version specifier, as in `>=1.2,<2`",
    );
    if version.is_some() {
        given.together(&["version", "package"]);
    }
    Some(ForeignType {
        key: (split(path?)?, codec.and_then(split)),
        dependency: package.map(|package| (package.to_owned(), version.map(str::to_owned))),
    })
}

fn split(path: &str) -> Option<Path> {
    let (module, name) = path.split_once(':')?;
    Some((module.to_owned(), name.to_owned()))
}

fn is_path(text: &str) -> bool {
    let is_name = |part: &str| is_identifier(part) && names::is_free(part);
    text.split_once(':')
        .is_some_and(|(module, name)| module.split('.').all(is_name) && is_name(name))
}

fn is_distribution(text: &str) -> bool {
    Language::Python.package_name_problem(text).is_none()
}

fn is_specifier(text: &str) -> bool {
    const OPERATORS: &[&str] = &["===", "~=", "==", "!=", "<=", ">=", "<", ">"];
    text.split(',').all(|part| {
        part.trim_matches(' ')
            .starts_with(['=', '~', '!', '<', '>'])
    }) && is_requirement(text, OPERATORS, &[","])
}

impl ForeignTypes {
    /// Gives each class a name.
    pub fn new(api: &Api) -> Self {
        let read = read(api);
        let keys: BTreeSet<_> = read.iter().map(|ty| ty.key.clone()).collect();
        let keys: Vec<_> = keys.into_iter().collect();
        let entries: Vec<_> = keys
            .iter()
            .map(|(path, _)| (path.1.clone(), path.0.as_str()))
            .collect();
        let names = scope::distinct(&entries, TAKEN);
        Self {
            names: keys.into_iter().zip(names).collect(),
            read,
        }
    }

    /// The name of a class in the module.
    pub fn name(&self, id: ForeignId) -> Option<Code> {
        let key = &self.read.get(id)?.key;
        self.names.get(key).map(|name| names::ident(name))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// What `pyproject.toml` says of the distributions, as TOML strings.
    pub fn dependencies(&self) -> Vec<Code> {
        let wanted: BTreeSet<_> = self
            .read
            .iter()
            .filter_map(|ty| ty.dependency.as_ref())
            .collect();
        let wanted = wanted.into_iter();
        wanted
            .map(|(name, version)| {
                literal::toml(&format!("{name}{}", version.as_deref().unwrap_or_default()))
            })
            .collect()
    }

    /// The module.
    pub fn file(&self) -> Code {
        let mut imports = vec![code!("import typing as t")];
        let mut rows = Vec::new();
        for (index, ((class, converter), name)) in self.names.iter().enumerate() {
            let from = |(module, name): &Path, alias: &Code| {
                code!(
                    "from {} import {} as {}",
                    dotted(module),
                    names::ident(name),
                    alias
                )
            };
            let ident = names::ident(name);
            imports.push(from(class, &ident));
            let by = converter.as_ref().map(|converter| {
                let alias = code!("_converter{}", index);
                imports.push(from(converter, &alias));
                code!(", {}", alias)
            });
            rows.push(code!(
                "    {}: ForeignCodec({}{}),",
                literal::string(name),
                ident,
                by.unwrap_or_default()
            ));
        }
        code!(
            "# Generated by sdkwright from an OpenAPI description; changes are lost when it is generated again.\n\
             \"\"\"Types of others, by which some of the API's are replaced, with what reads and writes them.\"\"\"\n\n\
             {}\n\nfrom .runtime.foreign import ForeignCodec\n\n\
             CODECS: t.Final[dict[str, ForeignCodec]] = {{\n{}\n}}",
            Code::join(&imports, "\n"),
            Code::join(&rows, "\n")
        )
    }
}

/// The name of a module, whose parts were checked.
fn dotted(module: &str) -> Code {
    let parts: Vec<_> = module.split('.').map(names::ident).collect();
    Code::join(&parts, ".")
}
