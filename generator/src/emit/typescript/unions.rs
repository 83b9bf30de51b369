//! Unions: types of which the compiler tells the cases apart, and schemas that do so when values are read.

use super::foreign;
use super::layout::Doc;
use super::literal;
use super::package::{tag_of, Package};
use super::types::{self, Place};
use crate::emit::sink::{code, Code};
use crate::ir::{Evidence, StringFormat, Tagging, Type, TypeId, TypeKind, Union, UnionVariant};
use crate::spec::JsonType;

/// The type of a union.
pub fn union_type(package: &Package<'_>, u: &Union) -> Doc {
    let tag = tag_of(&u.tagging);
    let mut cases: Vec<Code> = Vec::new();
    for variant in &u.variants {
        let ty = types::value(package, &variant.ty, Place::Models);
        let case = match tag.filter(|tag| !holds_literal(package, &variant.ty, tag)) {
            None => ty,
            Some(tag) => {
                let tags: Vec<Code> = variant
                    .tags
                    .iter()
                    .map(|tag| literal::string(tag))
                    .collect();
                code!(
                    "({} & {{ {}: {} }})",
                    ty,
                    literal::key(tag),
                    Code::join(&tags, " | ")
                )
            }
        };
        if !cases.contains(&case) {
            cases.push(case);
        }
    }
    cases.push(match tag {
        Some(tag) => code!("rt.Unrecognized<{}>", literal::string(tag)),
        None => code!("rt.Unrecognized"),
    });
    Doc::Union(cases.into_iter().map(Doc::Text).collect())
}

/// Whether the type of a case says by itself what its tag is, so that a comparison of the tag finds the case.
fn holds_literal(package: &Package<'_>, ty: &Type, tag: &str) -> bool {
    // What the properties of a class of others are is its own matter.
    if foreign::behind(package, ty).is_some() {
        return true;
    }
    let Type::Named(id) = ty else { return false };
    match &package.api.type_def(*id).kind {
        TypeKind::Struct(s) => s
            .fields
            .iter()
            .any(|field| field.name.wire == tag && field.is_constant()),
        TypeKind::Alias(ty) => holds_literal(package, ty, tag),
        TypeKind::Union(u) => tag_of(&u.tagging) == Some(tag),
        TypeKind::Enum(_) => false,
    }
}

/// The schema of a union, within one that knows values of classes of others, if it has such cases.
pub fn union_schema(package: &Package<'_>, u: &Union) -> Doc {
    let described = described_schema(package, u);
    let cases = u.variants.iter().filter_map(|variant| {
        let mut case = vec![
            Doc::Text(foreign::test(package, &variant.ty)?),
            types::schema(package, &variant.ty),
        ];
        if !variant.tags.is_empty() {
            let tags = variant.tags.iter();
            let tags = tags.map(|tag| Doc::Text(literal::string(tag)));
            case.push(Doc::array(tags.collect()));
        }
        Some(Doc::array(case))
    });
    let cases: Vec<_> = cases.collect();
    if cases.is_empty() {
        return described;
    }
    let word = Doc::Text(code!("others.unionWith"));
    let mut parts = vec![word, Doc::array(cases), described];
    parts.extend(tag_of(&u.tagging).map(|tag| Doc::Text(literal::string(tag))));
    Doc::array(parts)
}

fn described_schema(package: &Package<'_>, u: &Union) -> Doc {
    let case = |evidence: Vec<Doc>, variant: &UnionVariant| {
        Doc::array(vec![
            Doc::array(evidence),
            types::schema(package, &variant.ty),
        ])
    };
    let texts = |texts: &[String]| {
        texts
            .iter()
            .map(|text| Doc::Text(literal::string(text)))
            .collect()
    };
    let variants = u.variants.iter();
    match &u.tagging {
        Tagging::Property(name) => {
            let cases = variants
                .map(|variant| case(texts(&variant.tags), variant))
                .collect();
            let tag = Doc::Text(literal::string(&name.wire));
            Doc::array(vec![Doc::Text(code!("rt.byTag")), tag, Doc::array(cases)])
        }
        Tagging::Kind => {
            let cases = variants.map(|variant| {
                let mut kinds = variant.kinds.clone();
                // To the runtime a whole number is of one kind only.
                if kinds.contains(&JsonType::Number) && !kinds.contains(&JsonType::Integer) {
                    kinds.push(JsonType::Integer);
                }
                let kinds = kinds.iter().map(|kind| Doc::Text(json_kind(*kind)));
                case(kinds.collect(), variant)
            });
            let mut types = u.variants.iter().map(|variant| &variant.ty);
            let by = if types.any(|ty| may_be_instance(package, ty, &mut Vec::new())) {
                code!("rt.byKindOrClass")
            } else {
                code!("rt.byKind")
            };
            Doc::array(vec![Doc::Text(by), Doc::array(cases.collect())])
        }
        Tagging::Structure => {
            let cases = variants
                .map(|variant| case(variant.evidence.iter().map(evidence).collect(), variant));
            Doc::array(vec![
                Doc::Text(code!("rt.byStructure")),
                Doc::array(cases.collect()),
            ])
        }
    }
}

fn evidence(evidence: &Evidence) -> Doc {
    match evidence {
        Evidence::Present(property) => Doc::array(vec![Doc::Text(literal::string(property))]),
        Evidence::Values(property, values) => {
            let values = values
                .iter()
                .map(|value| Doc::Text(literal::scalar(value)))
                .collect();
            Doc::array(vec![
                Doc::Text(literal::string(property)),
                Doc::array(values),
            ])
        }
    }
}

/// Whether values of a type that is text in JSON may be instances of classes.
fn may_be_instance(package: &Package<'_>, ty: &Type, seen: &mut Vec<TypeId>) -> bool {
    match package.api.behind_aliases(ty) {
        Type::Any | Type::Foreign { .. } => true,
        Type::String(format) => match format {
            StringFormat::DateTime
            | StringFormat::Date
            | StringFormat::Time
            | StringFormat::Base64
            | StringFormat::Base64Url
            | StringFormat::Password => true,
            StringFormat::Plain
            | StringFormat::Duration
            | StringFormat::Uuid
            | StringFormat::Uri => false,
        },
        Type::Nullable(inner) => may_be_instance(package, inner, seen),
        Type::Named(id) => match &package.api.type_def(*id).kind {
            TypeKind::Union(u) if !seen.contains(id) => {
                seen.push(*id);
                let mut types = u.variants.iter().map(|variant| &variant.ty);
                types.any(|ty| may_be_instance(package, ty, seen))
            }
            _ => false,
        },
        Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::Array { .. }
        | Type::Tuple { .. }
        | Type::Map(_) => false,
    }
}

fn json_kind(kind: JsonType) -> Code {
    code!(
        "'{}'",
        match kind {
            JsonType::Null => "null",
            JsonType::Boolean => "boolean",
            JsonType::Integer => "integer",
            JsonType::Number => "number",
            JsonType::String => "string",
            JsonType::Array => "array",
            JsonType::Object => "object",
        }
    )
}
