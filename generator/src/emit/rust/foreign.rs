//! Types of a user's own in Rust (`x-rust-type`): a path, and the crate that it begins with.
//!
//! Such a type has the traits that models have (`Clone`, `Debug`, `PartialEq`) and those of `serde`, by which it is read and
//! written. What its JSON is besides is the type's own matter.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::manifest::toml;
use super::{names, nodes};
use crate::config::Language;
use crate::emit::foreign::{self, is_identifier, is_requirement, Given, Read};
use crate::emit::runtime;
use crate::ir::Api;

/// A type of another crate.
pub struct ForeignType {
    path: Vec<String>,
    dependency: Option<Dependency>,
}

/// What Cargo has to know of a crate.
struct Dependency {
    name: String,
    version: String,
    features: BTreeSet<String>,
}

/// Crates that need no line in the manifest.
const BUILT_IN: &[&str] = &["std", "core", "alloc"];

/// Types for which the runtime has a JSON form already.
const OF_THE_RUNTIME: &[&[&str]] = &[
    &["std", "convert", "Infallible"],
    &["core", "convert", "Infallible"],
    &["std", "string", "String"],
    &["alloc", "string", "String"],
];

/// Reads all of them.
pub fn read(api: &Api) -> Read<ForeignType> {
    let read = foreign::read(api, Language::Rust, one);
    foreign::one_version(api, Language::Rust, read, |ty| {
        let found = ty.dependency.as_ref()?;
        Some(foreign::Dependency {
            name: &found.name,
            version: &found.version,
        })
    })
}

fn one(given: &mut Given<'_>) -> Option<ForeignType> {
    let path = given.text("path", is_path, "the path of a type")?;
    let path: Vec<_> = path.split("::").map(str::to_owned).collect();
    let (first, _) = path.split_first()?;
    let name = given.text("package", is_crate, "the name of a crate");
    let version = given.text(
        "version",
        is_cargo_requirement,
        "a version that Cargo understands",
    );
    let features = given.texts("features", is_feature, "the name of a feature");
    given.together(&["package", "version"]);
    if BUILT_IN.contains(&first.as_str()) {
        return Some(ForeignType {
            path,
            dependency: None,
        });
    }
    let Some(name) = name else {
        if !given.has("package") {
            let message = format!("there is no crate `{first}` without a dependency");
            given.refuse("path", &message, "add `package` and `version`");
        }
        return None;
    };
    if name.replace('-', "_") != *first {
        let message = format!("the path does not begin with the crate `{name}`");
        let help = format!("write `{}::{}`", name.replace('-', "_"), path.last()?);
        given.refuse("path", &message, &help);
    }
    if runtime::rust_depends_on(name) {
        let message =
            format!("the package depends on `{name}` by itself, with features of its own");
        let help = "name a type of a crate of yours that is made of this one";
        given.refuse("package", &message, help);
    }
    Some(ForeignType {
        path,
        dependency: Some(Dependency {
            name: name.to_owned(),
            version: version?.to_owned(),
            features: features.into_iter().map(str::to_owned).collect(),
        }),
    })
}

fn is_path(text: &str) -> bool {
    let is_word = |part: &str| is_identifier(part) && syn::parse_str::<syn::Ident>(part).is_ok();
    text.contains("::") && text.split("::").all(is_word)
}

fn is_crate(text: &str) -> bool {
    Language::Rust.package_name_problem(text).is_none()
}

fn is_feature(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_+.".contains(&b))
}

fn is_cargo_requirement(text: &str) -> bool {
    is_requirement(text, &["^", "~", ">=", "<=", ">", "<", "="], &[","])
        && semver::VersionReq::parse(text).is_ok()
}

impl ForeignType {
    /// The type, by its path from the root of all crates.
    pub fn node(&self) -> syn::Type {
        nodes::absolute(&self.path)
    }
}

/// The JSON forms of all types of a package, each once: nothing where it has none.
pub fn forms(types: &Read<ForeignType>) -> Vec<TokenStream> {
    let paths: BTreeSet<_> = types.iter().map(|ty| &ty.path).collect();
    let known = |path: &[String]| OF_THE_RUNTIME.iter().any(|known| *known == path);
    let paths = paths.into_iter().filter(|path| !known(path));
    let forms = paths.map(|path| {
        let path = path.iter().map(|part| names::ident(part));
        quote!(rt::foreign!(#(::#path)*);)
    });
    let mut items: Vec<_> = forms.collect();
    if !items.is_empty() {
        items.insert(
            0,
            quote!(
                use crate::runtime as rt;
            ),
        );
        items.insert(
            0,
            quote! {
                //! Types of others, by which some of the API's are replaced: they are read and written by `serde`.
            },
        );
    }
    items
}

/// The lines of the manifest, by the name of the crate.
pub fn dependencies(types: &Read<ForeignType>) -> BTreeMap<String, String> {
    let mut features: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut versions = BTreeMap::new();
    for dependency in types.iter().filter_map(|ty| ty.dependency.as_ref()) {
        let of_crate = features.entry(&dependency.name).or_default();
        of_crate.extend(dependency.features.iter().map(String::as_str));
        versions.insert(&*dependency.name, &dependency.version);
    }
    let line = |(name, features): (&str, BTreeSet<&str>)| {
        let version = versions.get(name).map(|version| toml(version));
        let version = version.unwrap_or_default();
        let listed: Vec<_> = features.into_iter().map(toml).collect();
        let line = match listed.is_empty() {
            true => format!("{name} = {version}"),
            false => format!(
                "{name} = {{ version = {version}, features = [{}] }}",
                listed.join(", ")
            ),
        };
        (name.to_owned(), line)
    };
    features.into_iter().map(line).collect()
}
