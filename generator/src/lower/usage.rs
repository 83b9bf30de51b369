//! Where values of each type travel.
//!
//! Operations send parameters and bodies and receive responses; what those contain travels with them. Components that no
//! operation reaches are generated nevertheless; they and what only they reach are assumed to travel both ways. An enum that is
//! received is open, because servers grow, unless `x-sdk-enum` says that it is closed.

use std::collections::HashSet;

use crate::ir::{
    Additional, BodyKind, Multipart, Operation, PartKind, ResponseKind, Type, TypeDef, TypeId,
    TypeKind, Usage, Webhook,
};

/// Calls `visit` for every named type that occurs in a type.
pub(super) fn named_in(ty: &Type, visit: &mut impl FnMut(TypeId)) {
    match ty {
        Type::Named(id) => visit(*id),
        Type::Array { item, .. } => named_in(item, visit),
        Type::Map(value) => named_in(value, visit),
        Type::Nullable(inner) => named_in(inner, visit),
        Type::Tuple { items, rest } => items
            .iter()
            .chain(rest.as_deref())
            .for_each(|item| named_in(item, visit)),
        Type::Any
        | Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_) => {}
    }
}

/// Calls `visit` for every type that a definition consists of.
pub(super) fn types_of<'t>(kind: &'t TypeKind, visit: &mut impl FnMut(&'t Type)) {
    match kind {
        TypeKind::Struct(found) => {
            found.fields.iter().for_each(|field| visit(&field.ty));
            match &found.additional {
                Additional::Kept(ty) => visit(ty),
                Additional::Patterns(patterns, rest) => {
                    patterns
                        .iter()
                        .map(|(_, ty)| ty)
                        .chain(rest)
                        .for_each(visit);
                }
                Additional::Ignored | Additional::Forbidden => {}
            }
        }
        TypeKind::Union(found) => found.variants.iter().for_each(|variant| visit(&variant.ty)),
        TypeKind::Alias(ty) => visit(ty),
        TypeKind::Enum(_) => {}
    }
}

/// Calls `visit` for every type that an operation sends.
pub(super) fn sent(operation: &Operation, visit: &mut impl FnMut(&Type)) {
    operation
        .parameters
        .iter()
        .for_each(|parameter| visit(&parameter.ty));
    for content in operation.body.iter().flat_map(|body| &body.content) {
        match &content.kind {
            BodyKind::Json(ty) | BodyKind::Form { ty, .. } => visit(ty),
            BodyKind::Multipart(Multipart { parts, .. }) => {
                for part in parts {
                    match &part.kind {
                        PartKind::Text(ty) | PartKind::Json(ty) => visit(ty),
                        PartKind::File => {}
                    }
                }
            }
            BodyKind::Binary | BodyKind::Text => {}
        }
    }
}

/// Calls `visit` for every type that an operation receives.
pub(super) fn received(operation: &Operation, visit: &mut impl FnMut(&Type)) {
    for response in operation.success.iter().chain(&operation.errors) {
        if let Some(headers) = response.headers {
            visit(&Type::Named(headers));
        }
        for content in &response.content {
            match &content.kind {
                ResponseKind::Json(ty)
                | ResponseKind::EventStream(ty)
                | ResponseKind::JsonLines(ty) => visit(ty),
                ResponseKind::Text | ResponseKind::Binary => {}
            }
        }
    }
}

/// Fills in the usage of all types; the first `components` of them are components, those in `closed` are declared so.
pub(super) fn mark<'o>(
    types: &mut [TypeDef],
    components: usize,
    closed: &HashSet<TypeId>,
    operations: impl Iterator<Item = &'o Operation>,
    webhooks: &[Webhook],
) {
    let edges: Vec<Vec<TypeId>> = types.iter().map(|def| targets(&def.kind)).collect();
    let mut from_sent = Vec::new();
    let mut from_received: Vec<_> = webhooks.iter().filter_map(|one| one.payload).collect();
    for operation in operations {
        sent(operation, &mut |ty| {
            named_in(ty, &mut |id| from_sent.push(id))
        });
        received(operation, &mut |ty| {
            named_in(ty, &mut |id| from_received.push(id))
        });
    }
    spread(from_sent, &edges, |id| {
        !std::mem::replace(&mut types[id].usage.sent, true)
    });
    spread(from_received, &edges, |id| {
        !std::mem::replace(&mut types[id].usage.received, true)
    });
    let unreached = |def: &TypeDef| def.usage == Usage::default();
    let start = (0..types.len().min(components))
        .filter(|id| unreached(&types[*id]))
        .map(|id| TypeId(id as u32));
    spread(start.collect(), &edges, |id| {
        let new = unreached(&types[id]);
        if new {
            types[id].usage = Usage {
                sent: true,
                received: true,
            };
        }
        new
    });
    for (id, def) in types.iter_mut().enumerate() {
        if let TypeKind::Enum(found) = &mut def.kind {
            found.open |= def.usage.received && !closed.contains(&TypeId(id as u32));
        }
    }
}

/// The named types in a definition.
pub(super) fn targets(kind: &TypeKind) -> Vec<TypeId> {
    let mut found = Vec::new();
    types_of(kind, &mut |ty| named_in(ty, &mut |id| found.push(id)));
    found
}

/// Walks from `start` along the edges as long as `enter` says that a type is new.
fn spread(start: Vec<TypeId>, edges: &[Vec<TypeId>], mut enter: impl FnMut(usize) -> bool) {
    let mut open = start;
    while let Some(TypeId(id)) = open.pop() {
        let id = id as usize;
        if enter(id) {
            open.extend(&edges[id]);
        }
    }
}
