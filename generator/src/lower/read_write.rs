//! `readOnly` and `writeOnly`: one schema, two shapes.
//!
//! What is received has no write-only properties and what is sent no read-only ones, required or not. A struct that travels both
//! ways and has such properties is split: the received shape keeps the name, the sent one has the word "input" added. A type
//! that travels both ways and contains a split one is split with it; a type that is only sent just refers to the sent shape.

use std::collections::{HashMap, HashSet};

use super::naming::Numbers;
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    Additional, BodyKind, Field, Operation, PartKind, Service, Type, TypeDef, TypeId, TypeKind,
    Usage,
};

/// Splits types and points what is sent to the sent shapes.
pub(super) fn split(
    types: &mut Vec<TypeDef>,
    services: &mut [Service],
    problems: &mut Diagnostics,
) {
    let both = find_split(types);
    if both.is_empty() {
        types.iter_mut().for_each(drop_fields);
        return;
    }
    let mut names: HashSet<Vec<String>> = types.iter().map(|def| def.name.words.clone()).collect();
    names.extend(multipart_names(services));
    let mut numbers = Numbers::default();
    let mut inputs: HashMap<TypeId, TypeId> = HashMap::new();
    for id in both {
        let received = &mut types[id.0 as usize];
        let mut sent = received.clone();
        // They are examples of what is received.
        sent.examples.clear();
        sent.usage = Usage {
            sent: true,
            received: false,
        };
        received.usage = Usage {
            sent: false,
            received: true,
        };
        name_input(&mut sent, &mut names, &mut numbers, problems);
        inputs.insert(id, TypeId(types.len() as u32));
        types.push(sent);
    }
    for def in types.iter_mut() {
        drop_fields(def);
        if def.usage.sent && !def.usage.received {
            rewrite_kind(&mut def.kind, &inputs);
        }
    }
    for operation in super::operations(services) {
        rewrite_operation(operation, &inputs);
    }
}

/// The types to split, in their order: those that differ by direction and those that contain one, if they travel both ways.
fn find_split(types: &[TypeDef]) -> Vec<TypeId> {
    if !types.iter().any(differs) {
        return Vec::new();
    }
    let mut containers: Vec<Vec<TypeId>> = vec![Vec::new(); types.len()];
    for (index, def) in types.iter().enumerate() {
        for target in def.kind.named() {
            containers[target.0 as usize].push(TypeId(index as u32));
        }
    }
    let travels_both_ways = |id: TypeId| {
        let usage = types[id.0 as usize].usage;
        usage.sent && usage.received
    };
    let mut open: Vec<TypeId> = (0..types.len() as u32)
        .map(TypeId)
        .filter(|id| travels_both_ways(*id) && differs(&types[id.0 as usize]))
        .collect();
    let mut found: HashSet<TypeId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        for container in &containers[id.0 as usize] {
            if travels_both_ways(*container) && found.insert(*container) {
                open.push(*container);
            }
        }
    }
    let mut found: Vec<TypeId> = found.into_iter().collect();
    found.sort_unstable();
    found
}

fn differs(def: &TypeDef) -> bool {
    match &def.kind {
        TypeKind::Struct(found) => found
            .fields
            .iter()
            .any(|field| field.read_only || field.write_only),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => false,
    }
}

/// The names of the objects that multipart bodies are given in; they stand among those of the types.
fn multipart_names(services: &[Service]) -> impl Iterator<Item = Vec<String>> + '_ {
    let bodies = services
        .iter()
        .flat_map(|service| &service.operations)
        .filter_map(|o| o.body.as_ref());
    bodies
        .flat_map(|body| &body.content)
        .filter_map(|content| match &content.kind {
            BodyKind::Multipart(multipart) => Some(multipart.name.words.clone()),
            BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Binary | BodyKind::Text => None,
        })
}

fn name_input(
    def: &mut TypeDef,
    names: &mut HashSet<Vec<String>>,
    numbers: &mut Numbers,
    problems: &mut Diagnostics,
) {
    def.name.words.push("input".to_owned());
    if names.contains(&def.name.words) {
        def.name.words.push("shape".to_owned());
    }
    if names.contains(&def.name.words) {
        let name = def.name.words.join(" ");
        let words = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let free = numbers.numbered(&name, |name| names.contains(&words(name)));
        problems.push(
            Diagnostic::warning(
                codes::NAME_COLLISION,
                &def.pointer,
                format!("the name \"{name}\" of the sent shape of this type is taken: it is called \"{free}\""),
            )
            .help("give this type another name by `x-sdk-name`"),
        );
        def.name.words = words(&free);
    }
    names.insert(def.name.words.clone());
}

/// Removes what does not travel the way the type does.
fn drop_fields(def: &mut TypeDef) {
    let TypeKind::Struct(found) = &mut def.kind else {
        return;
    };
    match def.usage {
        Usage {
            sent: true,
            received: false,
        } => found.fields.retain(|field: &Field| !field.read_only),
        Usage {
            sent: false,
            received: true,
        } => found.fields.retain(|field| !field.write_only),
        _ => {}
    }
}

fn rewrite_operation(operation: &mut Operation, inputs: &HashMap<TypeId, TypeId>) {
    for parameter in &mut operation.parameters {
        rewrite(&mut parameter.ty, inputs);
    }
    for content in operation.body.iter_mut().flat_map(|body| &mut body.content) {
        match &mut content.kind {
            BodyKind::Json(ty) | BodyKind::Form { ty, .. } => rewrite(ty, inputs),
            BodyKind::Multipart(multipart) => {
                for part in &mut multipart.parts {
                    match &mut part.kind {
                        PartKind::Text(ty) | PartKind::Json(ty) => rewrite(ty, inputs),
                        PartKind::File => {}
                    }
                }
            }
            BodyKind::Binary | BodyKind::Text => {}
        }
    }
}

fn rewrite_kind(kind: &mut TypeKind, inputs: &HashMap<TypeId, TypeId>) {
    match kind {
        TypeKind::Struct(found) => {
            found
                .fields
                .iter_mut()
                .for_each(|field| rewrite(&mut field.ty, inputs));
            match &mut found.additional {
                Additional::Kept(ty) => rewrite(ty, inputs),
                Additional::Patterns(patterns, rest) => {
                    patterns
                        .iter_mut()
                        .map(|(_, ty)| ty)
                        .chain(rest)
                        .for_each(|ty| rewrite(ty, inputs));
                }
                Additional::Ignored | Additional::Forbidden => {}
            }
        }
        TypeKind::Union(found) => found
            .variants
            .iter_mut()
            .for_each(|variant| rewrite(&mut variant.ty, inputs)),
        TypeKind::Alias(ty) => rewrite(ty, inputs),
        TypeKind::Enum(_) => {}
    }
}

fn rewrite(ty: &mut Type, inputs: &HashMap<TypeId, TypeId>) {
    match ty {
        Type::Named(id) => *id = inputs.get(id).copied().unwrap_or(*id),
        Type::Array { item, .. } => rewrite(item, inputs),
        Type::Map(value) => rewrite(value, inputs),
        Type::Nullable(inner)
        | Type::Foreign {
            described: inner, ..
        } => rewrite(inner, inputs),
        Type::Tuple { items, rest } => {
            items
                .iter_mut()
                .chain(rest.as_deref_mut())
                .for_each(|item| rewrite(item, inputs));
        }
        Type::Any
        | Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_) => {}
    }
}
