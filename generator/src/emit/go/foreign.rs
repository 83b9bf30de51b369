//! Types of a user's own in Go (`x-go-type`): a package and the name of a type in it.
//!
//! They are read and written by encoding/json. The package has an alias for each, so that one file imports what they come from.

use std::collections::{BTreeMap, BTreeSet};

use super::scopes::Scope;
use super::{docs, literal, names, package::Package};
use crate::config::Language;
use crate::emit::foreign::{self, is_identifier, Given, Read};
use crate::emit::sink::{code, Code};
use crate::ir::{Api, ForeignId, Name};

/// A type of another package.
pub struct ForeignType {
    key: Key,
    dependency: Option<(String, String)>,
}

/// The import path and the name of a type.
type Key = (String, String);

/// All of a package, with what the package calls them.
pub struct ForeignTypes {
    read: Read<ForeignType>,
    aliases: BTreeMap<Key, String>,
}

/// Reads all of them.
pub fn read(api: &Api) -> Read<ForeignType> {
    let read = foreign::read(api, Language::Go, one);
    foreign::one_version(api, Language::Go, read, |ty| {
        let (name, version) = ty.dependency.as_ref()?;
        Some(foreign::Dependency { name, version })
    })
}

fn one(given: &mut Given<'_>) -> Option<ForeignType> {
    let name = given.text("name", is_exported, "the name of an exported type");
    let import = given.text("import", is_import_path, "the path of a package");
    let module = given.text("module", is_import_path, "the path of a module");
    let version = given.text(
        "version",
        is_module_version,
        "a version of a module, as in v1.2.3",
    );
    given.together(&["module", "version"]);
    let import = import?;
    let within = |module: &str| {
        import
            .strip_prefix(module)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    match module {
        // Only the standard library has packages without a dot in the first part of the path.
        None if import
            .split('/')
            .next()
            .is_some_and(|first| first.contains('.')) =>
        {
            let message = format!("{import:?} is no package of the standard library");
            given.refuse("import", &message, "add `module` and `version`");
        }
        Some(module) if !within(module) => {
            let message = format!("{import:?} is no package of the module {module:?}");
            given.refuse("import", &message, "begin it with the path of the module");
        }
        _ => {}
    }
    Some(ForeignType {
        key: (import.to_owned(), name?.to_owned()),
        dependency: module
            .zip(version)
            .map(|(module, version)| (module.to_owned(), version.to_owned())),
    })
}

fn is_exported(text: &str) -> bool {
    is_identifier(text) && text.starts_with(|c: char| c.is_ascii_uppercase())
}

fn is_import_path(text: &str) -> bool {
    Language::Go.package_name_problem(text).is_none()
}

/// Semantic Versioning with a `v`, as modules have it.
fn is_module_version(text: &str) -> bool {
    text.strip_prefix('v')
        .is_some_and(|version| semver::Version::parse(version).is_ok())
}

impl ForeignTypes {
    /// Gives each type an alias that is new in the scope of the package.
    pub fn new(api: &Api, scope: &mut Scope) -> Self {
        let read = read(api);
        let keys: BTreeSet<_> = read.iter().map(|ty| ty.key.clone()).collect();
        let keys: Vec<_> = keys.into_iter().collect();
        let entries = keys.iter().map(|(import, name)| {
            let alias = Name {
                wire: format!("{import}.{name}"),
                words: vec![last_part(import).to_owned(), name.clone()],
            };
            (names::exported(&alias), alias.wire)
        });
        let aliases = scope.add(entries);
        Self {
            read,
            aliases: keys.into_iter().zip(aliases).collect(),
        }
    }

    /// What the package calls a type.
    pub fn alias(&self, id: ForeignId) -> Option<&str> {
        let key = &self.read.get(id)?.key;
        self.aliases.get(key).map(String::as_str)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.aliases.is_empty()
    }

    /// What stands in `go.mod` behind the version of Go.
    pub fn requirements(&self) -> String {
        let modules: BTreeSet<_> = self
            .read
            .iter()
            .filter_map(|ty| ty.dependency.as_ref())
            .collect();
        let lines = modules.into_iter();
        lines
            .map(|(module, version)| format!("\nrequire {module} {version}\n"))
            .collect()
    }
}

/// The last part of a path that is no version: that of `gopkg.in/inf.v0` and of `example.com/money/v2`.
fn last_part(import: &str) -> &str {
    let is_version = |part: &&str| {
        let digits = part.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let last = import.rsplit('/').find(|part| !is_version(part));
    let last = last.unwrap_or(import);
    last.split('.')
        .next()
        .filter(|stem| !stem.is_empty())
        .unwrap_or(last)
}

/// The file of the aliases.
pub fn file(package: &Package<'_>) -> Code {
    let aliases = &package.foreign.aliases;
    let paths: BTreeSet<_> = aliases.keys().map(|(import, _)| import.as_str()).collect();
    let paths: Vec<_> = paths.into_iter().collect();
    let imports = paths.iter().enumerate();
    let imports: Vec<_> = imports
        .map(|(index, path)| code!("foreign{} {}", index, literal::string(path)))
        .collect();
    let mut items = Vec::new();
    for ((import, name), alias) in aliases {
        let index = paths.binary_search(&import.as_str()).unwrap_or_default();
        let about =
            format!("{alias} is a type of {import}, which stands for one of the description's.");
        items.push(code!(
            "{}\ntype {} = foreign{}.{}",
            docs::Comment::own(&about).code(),
            names::ident(alias),
            index,
            names::ident(name)
        ));
    }
    let calls = aliases
        .iter()
        .filter(|((import, name), _)| (import.as_str(), name.as_str()) != ("time", "Time"));
    let calls: Vec<_> = calls
        .map(|(_, alias)| code!("sdk.Foreign[{}]()", names::ident(alias)))
        .collect();
    if !calls.is_empty() {
        items.push(code!(
            "func init() {{\n{}\n}}",
            literal::indented(&Code::join(&calls, "\n"))
        ));
    }
    super::models::file_with(package, &imports, &items)
}
