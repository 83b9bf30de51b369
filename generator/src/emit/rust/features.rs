//! The parts of a large package that can be left out, each by a feature of the crate: its services, the payloads of webhooks,
//! and the types that neither of them need.
//!
//! Leaving out is for those who wait for the compiler. A condition stands before the declaration of a module, so that files
//! which are left out are not even read.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::names;
use crate::emit::scope;
use crate::ir::{Api, TypeId};

/// The feature with which everything is there.
pub const FULL: &str = "full";

/// A smaller package compiles in a few seconds, most of them for its runtime: features would only be in the way.
const FEWEST_OPERATIONS: usize = 50;

/// The feature of the payloads of webhooks and callbacks.
pub const WEBHOOKS: &str = "webhooks";

/// The feature of types that nothing else needs.
pub const OTHERS: &str = "other-models";

/// Features that a service cannot have for its own: those above, and those of the runtime.
const TAKEN: &[&str] = &[
    FULL,
    WEBHOOKS,
    OTHERS,
    "blocking",
    "default",
    "native-tls",
    "rustls",
    "tracing",
];

/// A part of the package.
pub struct Part {
    /// The feature that brings it.
    pub feature: String,
    /// The module of types that belong to no component and that it is the first to need.
    pub module: String,
    /// Whether it needs a type, by [`TypeId`].
    needed: Vec<bool>,
}

/// The parts of a package: each service, in the order of the IR, then the others. None: it has no such features.
pub fn parts(api: &Api, service_modules: &[String]) -> Vec<Part> {
    if api.services.len() < 2 || api.operations().count() < FEWEST_OPERATIONS {
        return Vec::new();
    }
    let entries: Vec<_> = service_modules
        .iter()
        .map(|module| (names::feature_name(module), module.as_str()))
        .collect();
    let features = scope::distinct(&entries, TAKEN);
    let mut parts = Vec::new();
    for ((service, module), feature) in api.services.iter().zip(service_modules).zip(features) {
        let operations = service.operations.iter();
        let types = operations.flat_map(|one| one.sent().into_iter().chain(one.received()));
        parts.push(Part {
            feature,
            module: format!("{module}_operations"),
            needed: api.needed(types),
        });
    }
    let payloads = api.webhooks.iter().filter_map(|webhook| webhook.payload);
    push(&mut parts, api, WEBHOOKS, payloads.collect());
    let all = (0..api.types.len()).map(|index| TypeId(index as u32));
    let unneeded = all.filter(|id| first(&parts, *id).is_none()).collect();
    push(&mut parts, api, OTHERS, unneeded);
    parts
}

fn push(parts: &mut Vec<Part>, api: &Api, feature: &str, types: Vec<TypeId>) {
    if !types.is_empty() {
        parts.push(Part {
            feature: feature.to_owned(),
            module: names::module_of_feature(feature),
            needed: api.needed(types),
        });
    }
}

/// The first part that needs a type.
pub fn first(parts: &[Part], id: TypeId) -> Option<&Part> {
    parts.iter().find(|part| part.needed[id.0 as usize])
}

/// The features that bring a file of models, for each; none: the file is always there. What needs one type of a file needs all
/// of them, and all that they consist of. A file that most parts need is always there.
pub fn of_files(api: &Api, parts: &[Part], files: &[&[TypeId]]) -> Vec<Vec<String>> {
    let mut features = vec![Vec::new(); files.len()];
    for part in parts {
        for index in files_of(api, part, files) {
            features[index].push(part.feature.clone());
        }
    }
    for list in &mut features {
        if 2 * list.len() > parts.len() {
            list.clear();
        }
    }
    features
}

fn files_of(api: &Api, part: &Part, files: &[&[TypeId]]) -> BTreeSet<usize> {
    let mut needed = part.needed.clone();
    let mut found = BTreeSet::new();
    loop {
        let touched = files.iter().enumerate();
        let touched = touched.filter(|(_, types)| types.iter().any(|id| needed[id.0 as usize]));
        let touched: BTreeSet<_> = touched.map(|(index, _)| index).collect();
        if touched == found {
            return found;
        }
        found = touched;
        let types = found.iter().flat_map(|index| files[*index]);
        needed = api.needed(types.copied());
    }
}

/// The condition that one of the features is on.
pub fn condition(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types are given by the ids that each of them consists of.
    fn api(types: &[&[u32]]) -> Api {
        let mut api = crate::tests::api("recursion");
        let def = api.types[0].clone();
        let made = types.iter().map(|ids| crate::ir::TypeDef {
            kind: crate::ir::TypeKind::Alias(crate::ir::Type::Tuple {
                items: ids
                    .iter()
                    .map(|id| crate::ir::Type::Named(TypeId(*id)))
                    .collect(),
                rest: None,
            }),
            ..def.clone()
        });
        api.types = made.collect();
        api
    }

    fn part(api: &Api, feature: &str, start: &[u32]) -> Part {
        let mut parts = Vec::new();
        let start = start.iter().map(|id| TypeId(*id)).collect();
        push(&mut parts, api, feature, start);
        parts.remove(0)
    }

    #[test]
    fn a_file_is_needed_by_whatever_needs_a_type_of_it_or_of_one_that_holds_it() {
        // `a` needs 0, which holds 1; 2 stands in the file of 1 and holds 3.
        let api = api(&[&[1], &[], &[3], &[], &[]]);
        let parts = ["a", "b", "c", "d"];
        let starts: [&[u32]; 4] = [&[0], &[4], &[4], &[4]];
        let parts: Vec<_> = parts
            .iter()
            .zip(starts)
            .map(|(feature, start)| part(&api, feature, start))
            .collect();
        let id = TypeId;
        let files: [&[TypeId]; 4] = [&[id(0)], &[id(1), id(2)], &[id(3)], &[id(4)]];
        let features = of_files(&api, &parts, &files);
        assert_eq!(features, [vec!["a"], vec!["a"], vec!["a"], vec![]]);
    }

    #[test]
    fn a_service_gives_way_to_other_features() {
        let api = api(&[]);
        assert!(parts(&api, &["pets".to_owned()]).is_empty(), "it is small");
        let mut large = api.clone();
        let service = large.services[0].clone();
        let operation = service.operations[0].clone();
        large.services = vec![service.clone(), service];
        for service in &mut large.services {
            service.operations = vec![operation.clone(); FEWEST_OPERATIONS / 2];
            for operation in &mut service.operations {
                operation.success.clear();
                operation.errors.clear();
                operation.parameters.clear();
                operation.body = None;
            }
        }
        let modules = ["full", "side_conversations"].map(str::to_owned);
        let parts = parts(&large, &modules);
        let features: Vec<_> = parts.iter().map(|part| part.feature.as_str()).collect();
        assert_eq!(features, ["full2", "side-conversations"]);
    }
}
