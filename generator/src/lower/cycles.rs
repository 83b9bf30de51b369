//! Recursion: where a type contains itself by value, and aliases and unions that are nothing but themselves.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Additional, Struct, Type, TypeDef, TypeId, TypeKind};

/// Breaks aliases that contain themselves: where a map is on the way around, it becomes a struct that keeps all properties; else
/// it is an error.
pub(super) fn break_aliases(types: &mut [TypeDef], problems: &mut Diagnostics) {
    let edges: Vec<Vec<usize>> = types.iter().map(|def| alias_targets(types, def)).collect();
    let mut loops: Vec<Vec<usize>> = Vec::new();
    search(&edges, |path, to| {
        let nodes = path.iter().map(|(node, _)| *node);
        loops.push(nodes.skip_while(|node| *node != to).collect());
    });
    for nodes in loops {
        let is_broken = |id: &usize| {
            matches!(
                types[*id].kind,
                TypeKind::Struct(_) | TypeKind::Alias(Type::Any)
            )
        };
        if nodes.iter().any(is_broken) {
            // Together with another loop.
            continue;
        }
        let map = nodes
            .iter()
            .find(|id| matches!(types[**id].kind, TypeKind::Alias(Type::Map(_))));
        match (map, nodes.first()) {
            (Some(id), _) => open_map(&mut types[*id]),
            (None, Some(id)) => {
                let def = &mut types[*id];
                problems.push(contains_only_itself(def));
                def.kind = TypeKind::Alias(Type::Any);
            }
            (None, None) => {}
        }
    }
}

fn open_map(def: &mut TypeDef) {
    if let TypeKind::Alias(Type::Map(value)) = &def.kind {
        def.kind = TypeKind::Struct(Struct {
            fields: Vec::new(),
            additional: Additional::Kept((**value).clone()),
            headers: Vec::new(),
        });
    }
}

fn contains_only_itself(def: &TypeDef) -> Diagnostic {
    Diagnostic::error(
        codes::SCHEMA_LOOP,
        &def.pointer,
        "this schema contains nothing but itself, so that it has no type",
    )
    .help("make it an object with a property that holds the inner values")
}

/// The aliases that an alias is made of, at any depth of its type.
fn alias_targets(types: &[TypeDef], def: &TypeDef) -> Vec<usize> {
    let mut found = Vec::new();
    if let TypeKind::Alias(ty) = &def.kind {
        ty.visit_named(&mut |TypeId(id)| {
            if matches!(types[id as usize].kind, TypeKind::Alias(_)) {
                found.push(id as usize);
            }
        });
    }
    found
}

/// Takes out of unions the cases that lead back to the union through nothing but unions: a value that is one of them is one of
/// the other cases, and a decoder would never end.
pub(super) fn break_unions(types: &mut [TypeDef], problems: &mut Diagnostics) {
    let cases: Vec<Vec<(usize, usize)>> = types.iter().map(|def| union_edges(types, def)).collect();
    let mut back = back_edges(&cases);
    // From the last case to the first, so that the indices of the others hold.
    back.sort_unstable_by(|one, other| other.cmp(one));
    for (from, case) in back {
        let def = &mut types[from];
        if let TypeKind::Union(union) = &mut def.kind {
            union.variants.remove(case);
            match union.variants.is_empty() {
                true => {
                    problems.push(contains_only_itself(def));
                    def.kind = TypeKind::Alias(Type::Any);
                }
                false => problems.push(contains_itself(def)),
            }
        }
    }
}

fn contains_itself(def: &TypeDef) -> Diagnostic {
    Diagnostic::warning(
        codes::UNION_CYCLE,
        &def.pointer,
        "a case of this union is the union itself; it is left out",
    )
    .help("take it out of the union")
}

/// The unions that are cases of a union, aliases seen through, each with the index of the case.
fn union_edges(types: &[TypeDef], def: &TypeDef) -> Vec<(usize, usize)> {
    let TypeKind::Union(union) = &def.kind else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let mut ty = &variant.ty;
        loop {
            let id = match ty {
                Type::Named(id) => id,
                Type::Foreign { described, .. } => {
                    ty = described;
                    continue;
                }
                _ => break,
            };
            match &types[id.0 as usize].kind {
                TypeKind::Alias(target) => ty = target,
                TypeKind::Union(_) => {
                    found.push((index, id.0 as usize));
                    break;
                }
                TypeKind::Struct(_) | TypeKind::Enum(_) => break,
            }
        }
    }
    found
}

/// Marks the fields and cases through which a type contains itself by value: arrays and maps between end such a cycle. The
/// edges are those that lead back in a depth-first search in the order of the types and their fields.
pub(super) fn mark(types: &mut [TypeDef]) {
    let by_value: Vec<Vec<(usize, usize)>> =
        types.iter().map(|def| value_edges(types, def)).collect();
    for (from, member) in back_edges(&by_value) {
        match &mut types[from].kind {
            TypeKind::Struct(found) => {
                if let Some(field) = found.fields.get_mut(member) {
                    field.closes_cycle = true;
                }
            }
            TypeKind::Union(found) => {
                if let Some(variant) = found.variants.get_mut(member) {
                    variant.closes_cycle = true;
                }
            }
            TypeKind::Enum(_) | TypeKind::Alias(_) => {}
        }
    }
}

/// The types that a struct or union holds by value, aliases seen through, each with the index of the field or case.
fn value_edges(types: &[TypeDef], def: &TypeDef) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    match &def.kind {
        TypeKind::Struct(object) => {
            for (index, field) in object.fields.iter().enumerate() {
                held(types, &field.ty, &mut |to| found.push((index, to)));
            }
        }
        TypeKind::Union(union) => {
            for (index, variant) in union.variants.iter().enumerate() {
                held(types, &variant.ty, &mut |to| found.push((index, to)));
            }
        }
        TypeKind::Enum(_) | TypeKind::Alias(_) => {}
    }
    found
}

/// Calls `visit` for every struct and union that a value of this type holds. Aliases lead to an end: `break_aliases` saw to it.
fn held<'t>(types: &'t [TypeDef], mut ty: &'t Type, visit: &mut impl FnMut(usize)) {
    loop {
        match ty {
            Type::Nullable(inner)
            | Type::Foreign {
                described: inner, ..
            } => ty = inner,
            Type::Tuple { items, .. } => {
                return items.iter().for_each(|item| held(types, item, visit))
            }
            Type::Named(id) => match &types[id.0 as usize].kind {
                TypeKind::Alias(target) => ty = target,
                TypeKind::Struct(_) | TypeKind::Union(_) => return visit(id.0 as usize),
                TypeKind::Enum(_) => return,
            },
            _ => return,
        }
    }
}

/// The members that lead back in a depth-first search: each a node with the index of the member. `members` are those of each node,
/// with the node they lead to.
fn back_edges(members: &[Vec<(usize, usize)>]) -> Vec<(usize, usize)> {
    let targets = |list: &Vec<(usize, usize)>| list.iter().map(|(_, to)| *to).collect();
    let edges: Vec<Vec<usize>> = members.iter().map(targets).collect();
    let mut back = Vec::new();
    search(&edges, |path, _| {
        if let Some((from, edge)) = path.last() {
            back.push((*from, members[*from][*edge].0));
        }
    });
    back
}

/// Depth-first search in order without recursion. For every edge back to a node that is still open, `back` gets the path (each
/// node with the index of the edge taken from it, the edge back last) and the node it leads to.
fn search(edges: &[Vec<usize>], mut back: impl FnMut(&[(usize, usize)], usize)) {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; edges.len()];
    for root in 0..edges.len() {
        if state[root] != State::New {
            continue;
        }
        state[root] = State::Open;
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((node, edge)) = path.last().copied() {
            let Some(to) = edges[node].get(edge).copied() else {
                state[node] = State::Done;
                path.pop();
                next_edge(&mut path);
                continue;
            };
            if state[to] == State::New {
                state[to] = State::Open;
                path.push((to, 0));
                continue;
            }
            if state[to] == State::Open {
                back(&path, to);
            }
            next_edge(&mut path);
        }
    }
}

fn next_edge(path: &mut [(usize, usize)]) {
    if let Some((_, edge)) = path.last_mut() {
        *edge += 1;
    }
}
