//! Identifiers of the package, decided scope by scope.

use std::collections::BTreeMap;

use super::names;
use super::package::{Form, Functions, TypeNames};
use crate::emit::scope;
use crate::ir::{Api, BodyKind, Name, Operation, TypeKind};

/// The identifiers of the package so far.
pub struct Scope(Vec<String>);

impl Scope {
    pub fn new(taken: &[&str]) -> Self {
        Self(taken.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Gives each entry (identifier, spelling) an identifier of its own.
    pub fn add(&mut self, entries: impl Iterator<Item = (String, String)>) -> Vec<String> {
        let entries: Vec<_> = entries.collect();
        let borrowed: Vec<(String, &str)> = entries
            .iter()
            .map(|(name, wire)| (name.clone(), wire.as_str()))
            .collect();
        let taken: Vec<&str> = self.0.iter().map(String::as_str).collect();
        let result = scope::distinct(&borrowed, &taken);
        self.0.extend(result.iter().cloned());
        result
    }
}

/// Identifiers of one scope for a list of names.
pub fn scope_of<'n>(
    names: impl Iterator<Item = &'n Name>,
    rule: fn(&Name) -> String,
    taken: &[&str],
) -> Vec<String> {
    let entries: Vec<(String, &str)> = names.map(|name| (rule(name), name.wire.as_str())).collect();
    scope::distinct(&entries, taken)
}

/// Prefix, params, body, response of each operation, and its forms by content.
pub struct Made {
    pub prefix: String,
    pub params: String,
    pub body: String,
    pub response: String,
    pub forms: BTreeMap<usize, Form>,
}

/// Names of the types of each operation.
pub fn operation_types(api: &Api, scope: &mut Scope) -> Vec<Made> {
    let prefixes = scope_of(
        api.operations().map(|operation| &operation.full_name),
        names::exported,
        &[],
    );
    let mut entries = Vec::new();
    for (operation, prefix) in api.operations().zip(&prefixes) {
        for suffix in ["Params", "Body", "Response"] {
            entries.push((
                format!("{prefix}{suffix}"),
                format!("{} {suffix}", operation.id),
            ));
        }
        for (number, (index, _)) in multiparts(operation).enumerate() {
            let number = if number == 0 {
                String::new()
            } else {
                (number + 1).to_string()
            };
            entries.push((
                format!("{prefix}Form{number}"),
                format!("{} form {index}", operation.id),
            ));
        }
    }
    let mut names = scope.add(entries.into_iter()).into_iter();
    let mut next = || names.next().unwrap_or_default();
    api.operations()
        .zip(prefixes)
        .map(|(operation, prefix)| {
            let (params, body, response) = (next(), next(), next());
            let forms = multiparts(operation).map(|(index, parts)| {
                let fields = scope_of(parts.iter().map(|part| &part.name), names::exported, &[]);
                (
                    index,
                    Form {
                        name: next(),
                        fields,
                    },
                )
            });
            let forms = forms.collect();
            Made {
                prefix,
                params,
                body,
                response,
                forms,
            }
        })
        .collect()
}

/// The multipart bodies of an operation.
fn multiparts(operation: &Operation) -> impl Iterator<Item = (usize, &[crate::ir::Part])> {
    let contents = operation
        .body
        .iter()
        .flat_map(|body| &body.content)
        .enumerate();
    contents.filter_map(|(index, content)| match &content.kind {
        BodyKind::Multipart(multipart) => Some((index, multipart.parts.as_slice())),
        BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Binary | BodyKind::Text => None,
    })
}

/// Names of the options of the client.
pub fn functions(api: &Api, scope: &mut Scope) -> Functions {
    let servers: Vec<(String, String)> = api
        .servers
        .iter()
        .enumerate()
        .map(|(index, server)| (server_words(index, server), format!("server {index:04}")))
        .collect();
    let types = scope.add(
        servers
            .iter()
            .map(|(words, wire)| (format!("{words}Server"), wire.clone())),
    );
    let with = scope.add(
        servers
            .iter()
            .map(|(words, wire)| (format!("With{words}Server"), wire.clone())),
    );
    let schemes = api.security_schemes.iter();
    let schemes = scope.add(schemes.map(|scheme| {
        (
            format!("With{}", names::exported(&scheme.name)),
            scheme.name.wire.clone(),
        )
    }));
    Functions {
        servers: types.into_iter().zip(with).collect(),
        schemes,
    }
}

/// The first server has no name of its own; the others are called as their description begins, or by their URL.
fn server_words(index: usize, server: &crate::ir::Server) -> String {
    if index == 0 {
        return String::new();
    }
    let url = super::client::default_url(server);
    let text = server
        .description
        .as_deref()
        .filter(|text| !text.trim().is_empty())
        .unwrap_or(&url);
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.take(4).map(str::to_lowercase).collect();
    if words.is_empty() {
        "Other".to_owned()
    } else {
        names::exported(&Name { wire: url, words })
    }
}

/// Members of each type.
pub fn types(api: &Api, type_names: Vec<String>, scope: &mut Scope) -> Vec<TypeNames> {
    let mut constants = Vec::new();
    for (def, name) in api.types.iter().zip(&type_names) {
        if let TypeKind::Enum(e) = &def.kind {
            let variants = scope_of(
                e.variants.iter().map(|variant| &variant.name),
                variant_name,
                &[],
            );
            constants.extend(
                variants
                    .into_iter()
                    .map(|variant| (format!("{name}{variant}"), format!("{name} {variant}"))),
            );
        }
    }
    let mut constants = scope.add(constants.into_iter()).into_iter();
    let types = api.types.iter().zip(type_names);
    types
        .map(|(def, name)| {
            let (members, rest) = match &def.kind {
                TypeKind::Struct(s) => {
                    let fields = s.fields.iter().map(|field| &field.name);
                    (
                        scope_of(fields, names::exported, names::TAKEN_BY_MODELS),
                        "AdditionalProperties",
                    )
                }
                TypeKind::Enum(e) => (constants.by_ref().take(e.variants.len()).collect(), ""),
                TypeKind::Union(u) => {
                    let variants = u.variants.iter().map(|variant| &variant.name);
                    (
                        scope_of(variants, names::exported, names::TAKEN_BY_UNIONS),
                        "Unknown",
                    )
                }
                TypeKind::Alias(_) => (Vec::new(), ""),
            };
            let rest = scope::fresh(rest, &members);
            TypeNames {
                name,
                members,
                rest,
                defined: false,
            }
        })
        .collect()
}

/// What stands behind the name of an enum in the name of its constant.
fn variant_name(name: &Name) -> String {
    let whole = names::exported(name);
    match whole.strip_prefix(['X', 'N']) {
        // Behind another word nothing has to be put before digits and letters without case.
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || !c.is_ascii()) => {
            rest.to_owned()
        }
        _ => whole,
    }
}
