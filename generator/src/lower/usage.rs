//! Where values of each type travel.
//!
//! Operations send parameters and bodies and receive responses; what those contain travels with them. Components that no
//! operation reaches are generated nevertheless; they and what only they reach are assumed to travel both ways. An enum that is
//! received is open, because servers grow, unless `x-sdk-enum` says that it is closed.

use std::collections::HashSet;

use crate::ir::{Operation, TypeDef, TypeId, TypeKind, Usage, Webhook};

/// Fills in the usage of all types; the first `components` of them are components, those in `closed` are declared so.
pub(super) fn mark<'o>(
    types: &mut [TypeDef],
    components: usize,
    closed: &HashSet<TypeId>,
    operations: impl Iterator<Item = &'o Operation>,
    webhooks: &[Webhook],
) {
    let edges: Vec<Vec<TypeId>> = types.iter().map(|def| def.kind.named()).collect();
    let mut from_sent = Vec::new();
    let mut from_received: Vec<_> = webhooks.iter().filter_map(|one| one.payload).collect();
    for operation in operations {
        from_sent.extend(operation.sent());
        from_received.extend(operation.received());
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
