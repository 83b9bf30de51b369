//! Unions: structs with a pointer for each type a value can be of, one of which is set.

use askama::Template;
use serde_json::{Map, Value};

use super::docs::{self, Comment};
use super::literal;
use super::models::type_comment;
use super::names::ident;
use super::package::{Package, TypeNames};
use super::types::Types;
use crate::emit::sink::{code, Code};
use crate::ir::{Evidence, Presence, Tagging, Type, TypeDef, TypeKind, Union, UnionVariant};
use crate::spec::JsonType;

#[derive(Template)]
#[template(path = "go/_union.jinja")]
struct UnionView {
    comment: Code,
    name: Code,
    mark: Code,
    fields: Code,
    unknown: Code,
    cases: Vec<Case>,
}

struct Case {
    name: Code,
}

/// The items of a union.
pub fn union(
    package: &Package<'_>,
    def: &TypeDef,
    u: &Union,
    names: &TypeNames,
) -> Result<Code, askama::Error> {
    let types = Types::own(package);
    let cases = u
        .variants
        .iter()
        .zip(&names.members)
        .map(|(variant, member)| {
            let otherwise = match variant.tags.first() {
                Some(tag) => format!("Tagged {}.", docs::quoted(tag)),
                None => format!("Set if the value is {}.", docs::quoted(&variant.name.wire)),
            };
            let comment = Comment::new(&variant.docs, &otherwise).code();
            let tag = case_tag(package, u, variant);
            let space = if tag.is_empty() { "" } else { " " };
            code!(
                "{}\n{} {}{}{}",
                comment,
                ident(member),
                types.optional(&variant.ty),
                space,
                tag
            )
        });
    let cases: Vec<_> = cases.collect();
    let mark = match &u.tagging {
        Tagging::Property(name) => {
            literal::tag(&[("union", "tag".to_owned()), ("wire", name.wire.clone())])
        }
        Tagging::Kind => literal::tag(&[("union", "kind".to_owned())]),
        Tagging::Structure => literal::tag(&[("union", "structure".to_owned())]),
    };
    Code::render(&UnionView {
        comment: type_comment(def, names),
        name: ident(&names.name),
        mark,
        fields: literal::indented(&Code::join(&cases, "\n")),
        unknown: ident(&names.rest),
        cases: names
            .members
            .iter()
            .map(|member| Case {
                name: ident(member),
            })
            .collect(),
    })
}

fn case_tag(package: &Package<'_>, u: &Union, variant: &UnionVariant) -> Code {
    match &u.tagging {
        Tagging::Property(property) => {
            let mut pairs = vec![("tags", Value::from(variant.tags.clone()).to_string())];
            if !holds_tag(package, &variant.ty, &property.wire) {
                pairs.push(("sdk", "tag".to_owned()));
            }
            literal::tag(&pairs)
        }
        Tagging::Kind => {
            let kinds: Vec<_> = variant.kinds.iter().map(|kind| json_kind(*kind)).collect();
            literal::tag(&[("kinds", kinds.join(" "))])
        }
        Tagging::Structure if variant.evidence.is_empty() => Code::empty(),
        Tagging::Structure => {
            let evidence: Map<String, Value> = variant
                .evidence
                .iter()
                .map(|evidence| match evidence {
                    Evidence::Present(name) => (name.clone(), Value::Null),
                    Evidence::Values(name, values) => (name.clone(), Value::from(values.clone())),
                })
                .collect();
            literal::tag(&[("evidence", Value::Object(evidence).to_string())])
        }
    }
}

/// Whether a case always writes the tag by itself: a struct that requires the property, or a union by it.
fn holds_tag(package: &Package<'_>, ty: &Type, property: &str) -> bool {
    let Type::Named(id) = ty else { return false };
    match &package.api.type_def(*id).kind {
        TypeKind::Struct(s) => {
            let mut fields = s.fields.iter();
            fields.any(|field| field.name.wire == property && field.presence == Presence::Required)
        }
        TypeKind::Union(u) => {
            matches!(&u.tagging, Tagging::Property(name) if name.wire == property)
        }
        TypeKind::Alias(ty) => holds_tag(package, ty, property),
        TypeKind::Enum(_) => false,
    }
}

fn json_kind(kind: JsonType) -> &'static str {
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
