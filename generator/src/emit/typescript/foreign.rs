//! Types of a user's own in TypeScript (`x-typescript-type`): a class and the module that exports it.
//!
//! They stand beside the models, as a type and a schema of one name.

use std::collections::{BTreeMap, BTreeSet};

use super::models::Model;
use super::package::Package;
use super::{literal, names};
use crate::config::Language;
use crate::emit::foreign::{self, is_requirement, Given, Read};
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{Api, ForeignId, Name, Type, TypeKind};

/// A class of another package, or of the platform.
pub struct ForeignType {
    key: Key,
    version: Option<String>,
}

/// The module, the class and the codec. Without a module the class is a global one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    from: Option<String>,
    name: String,
    codec: Option<String>,
}

/// All of a package, with what the package calls them.
pub struct ForeignTypes {
    read: Read<ForeignType>,
    /// The name of each, and its number among them.
    names: BTreeMap<Key, (String, usize)>,
}

/// Reads all of them.
pub fn read(api: &Api) -> Read<ForeignType> {
    let read = foreign::read(api, Language::TypeScript, one);
    foreign::one_version(api, Language::TypeScript, read, |ty| {
        Some(foreign::Dependency {
            name: ty.package()?,
            version: ty.version.as_deref().unwrap_or_default(),
        })
    })
}

fn one(given: &mut Given<'_>) -> Option<ForeignType> {
    let name = given.text("name", is_word, "the name of a class");
    let from = given.text(
        "from",
        is_specifier,
        "the name of a module of an npm package",
    );
    let codec = given.text("codec", is_word, "the name of what the module exports");
    let version = given.text("version", is_range, "a range of versions, as in `^1.2.0`");
    if codec.is_some() {
        given.together(&["codec", "from"]);
    }
    if version.is_some() {
        given.together(&["version", "from"]);
    }
    Some(ForeignType {
        key: Key {
            from: from.map(str::to_owned),
            name: name?.to_owned(),
            codec: codec.map(str::to_owned),
        },
        version: version.map(str::to_owned),
    })
}

fn is_word(text: &str) -> bool {
    foreign::is_identifier(text)
}

/// The name of a package, and what may follow it.
fn is_specifier(text: &str) -> bool {
    let package = package_of(text);
    let rest = text.strip_prefix(package).unwrap_or_default();
    let plain = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    };
    Language::TypeScript.package_name_problem(package).is_none()
        && (rest.is_empty() || rest.split('/').skip(1).all(plain))
}

/// The package of a module: the first part of its name, or the first two in a scope.
fn package_of(specifier: &str) -> &str {
    let parts = if specifier.starts_with('@') { 2 } else { 1 };
    let end = specifier.match_indices('/').nth(parts - 1);
    end.map_or(specifier, |(at, _)| specifier.get(..at).unwrap_or_default())
}

fn is_range(text: &str) -> bool {
    is_requirement(text, &["^", "~", ">=", "<=", ">", "<", "="], &["||", " "])
}

impl ForeignType {
    fn package(&self) -> Option<&str> {
        self.key.from.as_deref().map(package_of)
    }
}

impl ForeignTypes {
    /// Gives each class a name beside those of the models.
    pub fn new(api: &Api, models: &[String]) -> Self {
        let read = read(api);
        let keys: BTreeSet<_> = read.iter().map(|ty| ty.key.clone()).collect();
        let keys: Vec<_> = keys.into_iter().collect();
        let entries: Vec<_> = keys
            .iter()
            .map(|key| (called(key), key.from.as_deref().unwrap_or_default()))
            .collect();
        let taken: Vec<_> = models
            .iter()
            .map(String::as_str)
            .chain(["models", "others", "rt"])
            .collect();
        let names = scope::distinct(&entries, &taken);
        Self {
            names: keys.into_iter().zip(names.into_iter().zip(0..)).collect(),
            read,
        }
    }

    /// The name of a class.
    pub fn name(&self, id: ForeignId) -> Option<Code> {
        let key = &self.read.get(id)?.key;
        self.names.get(key).map(|(name, _)| names::ident(name))
    }

    /// The packages of npm, with the versions that are demanded.
    pub fn dependencies(&self) -> BTreeMap<&str, &str> {
        let demanded = self.read.iter();
        demanded
            .filter_map(|ty| Some((ty.package()?, ty.version.as_deref()?)))
            .collect()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The imports of the file of the models: of the classes, and of the part of the runtime that only they need.
    pub fn imports(&self) -> Vec<Code> {
        let lines = self.names.iter().filter_map(|(key, (_, index))| {
            let from = literal::string(key.from.as_deref()?);
            let name = names::ident(&key.name);
            Some(match &key.codec {
                None => code!("import {{ {} as foreign{} }} from {};", name, index, from),
                Some(codec) => code!(
                    "import {{ type {} as foreign{}, {} as codec{} }} from {};",
                    name,
                    index,
                    names::ident(codec),
                    index,
                    from
                ),
            })
        });
        let runtime = code!("import * as others from './runtime/foreign.js';");
        let runtime = (!self.is_empty()).then_some(runtime);
        lines.chain(runtime).collect()
    }

    /// A type and a schema of each.
    pub fn models(&self) -> Vec<Model> {
        let models = self.names.iter().map(|(key, (name, index))| {
            let ident = names::ident(name);
            let held = held(*index, key);
            let schema = match key.codec {
                None => code!("[others.foreign, {} satisfies others.ForeignClass]", held),
                Some(_) => code!(
                    "[others.foreignBy, codec{} satisfies others.ForeignCodec<{}>, {}]",
                    index,
                    held,
                    literal::string(&key.name)
                ),
            };
            let about = match &key.from {
                Some(from) => format!("`{}` of `{}`", key.name, from),
                None => format!("`{}`", key.name),
            };
            let about = format!("{about}, by which types of the description are replaced.");
            Model {
                docs: literal::comment(&[about], false, 0),
                definition: code!("export type {} = {};", ident, held),
                schema: code!("export const {}: rt.Schema = {};", ident, schema),
                name: ident,
            }
        });
        models.collect()
    }

    /// Whether a value is of the class, as a function of it: where the models stand.
    fn test(&self, id: ForeignId) -> Option<Code> {
        let key = &self.read.get(id)?.key;
        let (_, index) = self.names.get(key)?;
        Some(match key.codec {
            None => code!("(value: unknown) => value instanceof {}", held(*index, key)),
            Some(_) => code!("(value: unknown) => codec{}.is(value)", index),
        })
    }
}

/// What a class is called beside the models: as one of them would be, which keeps clear of words and of what is global.
fn called(key: &Key) -> String {
    names::type_name(&Name {
        wire: key.name.clone(),
        words: vec![key.name.clone()],
    })
}

fn held(index: usize, key: &Key) -> Code {
    match key.from {
        Some(_) => code!("foreign{}", index),
        None => code!("globalThis.{}", names::ident(&key.name)),
    }
}

/// The class that values of a type are instances of, through aliases.
pub fn behind(package: &Package<'_>, ty: &Type) -> Option<ForeignId> {
    let mut ty = ty;
    for _ in 0..=package.api.types.len() {
        match ty {
            Type::Foreign { id, .. } => return Some(*id),
            Type::Named(id) => match &package.api.type_def(*id).kind {
                TypeKind::Alias(inner) => ty = inner,
                TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => return None,
            },
            _ => return None,
        }
    }
    None
}

/// The test of a case of a union whose values are instances of a class of others.
pub fn test(package: &Package<'_>, ty: &Type) -> Option<Code> {
    package.foreign.test(behind(package, ty)?)
}
