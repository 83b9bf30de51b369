//! Unions and aliases: for type checkers a name of other types, at run time what reads and writes their values.

use std::collections::BTreeSet;

use super::layout::{assignment, Doc};
use super::literal;
use super::package::Package;
use super::types;
use super::uses::Uses;
use crate::emit::sink::{code, Code};
use crate::ir::{Evidence, Tagging, Type, TypeId, TypeKind, Union, UnionVariant};
use crate::spec::JsonType;

/// A union.
pub fn union(package: &Package<'_>, id: TypeId, u: &Union, prose: &Code, uses: &mut Uses) -> Code {
    let mut members: Vec<Code> = Vec::new();
    for variant in &u.variants {
        let member = annotation(package, id, &variant.ty, uses);
        if !members.contains(&member) {
            members.push(member);
        }
    }
    members.push(code!("rt.Unknown"));
    let (function, cases) = match &u.tagging {
        Tagging::Property(tag) => {
            let mut cases = vec![Doc::Text(literal::string(&tag.wire))];
            cases.extend(
                u.variants
                    .iter()
                    .map(|variant| by_tag(package, variant, &tag.wire)),
            );
            ("rt.by_tag", cases)
        }
        Tagging::Kind => (
            "rt.by_kind",
            u.variants
                .iter()
                .map(|variant| by_kind(package, variant))
                .collect(),
        ),
        Tagging::Structure => (
            "rt.by_structure",
            u.variants
                .iter()
                .map(|variant| by_structure(package, variant))
                .collect(),
        ),
    };
    definition(
        &package.type_ident(id),
        &Code::join(&members, " | "),
        Doc::call(code!("{}", function), cases),
        prose,
        uses,
    )
}

/// Another name for a type.
pub fn alias(package: &Package<'_>, id: TypeId, ty: &Type, prose: &Code, uses: &mut Uses) -> Code {
    let value = Doc::call(
        code!("rt.alias"),
        vec![Doc::Text(literal::quoted(&types::annotation(package, ty)))],
    );
    let annotation = annotation(package, id, ty, uses);
    definition(&package.type_ident(id), &annotation, value, prose, uses)
}

/// What a definition is made of. Definitions that it is part of are imported by name.
fn annotation(package: &Package<'_>, own: TypeId, ty: &Type, uses: &mut Uses) -> Code {
    let mut near = ty.named();
    near.retain(|id| leads(package, *id, own));
    for id in &near {
        if let Some(module) = package.module_beside(*id, own) {
            uses.beside(module, &package.names(*id).name);
        }
    }
    types::in_definition(package, ty, &near)
}

/// Whether a definition leads to another through unions and aliases only.
fn leads(package: &Package<'_>, from: TypeId, to: TypeId) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut left = vec![from];
    while let Some(id) = left.pop() {
        if id == to {
            return true;
        }
        let parts: Vec<TypeId> = match &package.api.type_def(id).kind {
            TypeKind::Union(u) => (u.variants.iter())
                .flat_map(|variant| variant.ty.named())
                .collect(),
            TypeKind::Alias(ty) => ty.named(),
            TypeKind::Struct(_) | TypeKind::Enum(_) => Vec::new(),
        };
        left.extend(parts.into_iter().filter(|id| seen.insert(*id)));
    }
    false
}

fn definition(name: &Code, annotation: &Code, value: Doc, prose: &Code, uses: &mut Uses) -> Code {
    uses.note(annotation);
    uses.note(&code!("t.TYPE_CHECKING rt.alias"));
    let before = name.as_str().chars().count() + 3;
    let quoted = literal::quoted(annotation);
    code!(
        "if t.TYPE_CHECKING:\n{}\n{}\nelse:\n    {} = {}",
        assignment(4, &code!("{}: t.TypeAlias", name), &quoted),
        prose,
        name,
        value.print(4, before, 0)
    )
}

fn text(package: &Package<'_>, variant: &UnionVariant) -> Doc {
    Doc::Text(literal::quoted(&types::annotation(package, &variant.ty)))
}

fn by_tag(package: &Package<'_>, variant: &UnionVariant, tag: &str) -> Doc {
    let tags = variant
        .tags
        .iter()
        .map(|tag| Doc::Text(literal::string(tag)))
        .collect();
    let added = !has_field(package, &variant.ty, tag);
    Doc::tuple(vec![
        text(package, variant),
        Doc::tuple(tags),
        Doc::Text(if added { code!("True") } else { code!("False") }),
    ])
}

/// Whether the struct behind a type has the property, so that it holds the tag by itself.
fn has_field(package: &Package<'_>, ty: &Type, wire: &str) -> bool {
    match ty {
        Type::Named(id) => match &package.api.type_def(*id).kind {
            TypeKind::Struct(s) => s.fields.iter().any(|field| field.name.wire == wire),
            TypeKind::Alias(ty) => has_field(package, ty, wire),
            // A union within a union is told apart by the same property, or brings its own.
            TypeKind::Union(u) => u
                .variants
                .iter()
                .all(|variant| has_field(package, &variant.ty, wire)),
            TypeKind::Enum(_) => false,
        },
        Type::Any
        | Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Array { .. }
        | Type::Tuple { .. }
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Foreign { .. } => false,
    }
}

fn by_kind(package: &Package<'_>, variant: &UnionVariant) -> Doc {
    let kinds = variant
        .kinds
        .iter()
        .map(|kind| Doc::Text(code!("\"{}\"", kind_name(*kind))))
        .collect();
    Doc::tuple(vec![text(package, variant), Doc::tuple(kinds)])
}

fn kind_name(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

fn by_structure(package: &Package<'_>, variant: &UnionVariant) -> Doc {
    let evidence = variant.evidence.iter().map(|evidence| match evidence {
        Evidence::Present(property) => Doc::tuple(vec![
            Doc::Text(literal::string(property)),
            Doc::Text(code!("None")),
        ]),
        Evidence::Values(property, values) => {
            let values = values
                .iter()
                .filter_map(|value| literal::scalar(value).map(Doc::Text))
                .collect();
            Doc::tuple(vec![
                Doc::Text(literal::string(property)),
                Doc::tuple(values),
            ])
        }
    });
    Doc::tuple(vec![text(package, variant), Doc::tuple(evidence.collect())])
}
