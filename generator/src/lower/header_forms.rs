//! How the text of a header becomes a value: it follows from the type, and is decided when all types are known.
//!
//! Style `simple` has no form for values within values. A header of such a type is the text that came.

use super::webhooks::span;
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    Additional, EnumBase, HeaderForm, HeaderText, ParameterEncoding, StringFormat, Type, TypeDef,
    TypeId, TypeKind,
};

/// The struct of the headers of a response, and how each of them is written.
pub(super) struct HeaderSet {
    pub of: TypeId,
    pub encodings: Vec<ParameterEncoding>,
}

/// How many types a value is looked for behind: more than that no header is meant to have.
const MAX_STEPS: usize = 8;

/// Decides the forms of all headers.
pub(super) fn decide(types: &mut [TypeDef], sets: Vec<HeaderSet>, problems: &mut Diagnostics) {
    for HeaderSet { of, encodings } in sets {
        let TypeKind::Struct(found) = &types[of.0 as usize].kind else {
            continue;
        };
        let forms: Vec<_> = (found.fields.iter().zip(&encodings))
            .map(|(field, encoding)| form(types, &field.ty, encoding))
            .collect();
        let TypeKind::Struct(found) = &mut types[of.0 as usize].kind else {
            continue;
        };
        for (field, form) in found.fields.iter_mut().zip(forms) {
            found.headers.push(form.unwrap_or_else(|| {
                let message = format!(
                    "the header {} has values within values, for which style `simple` has no form: it is a text",
                    span(&field.name.wire)
                );
                problems.push(
                    Diagnostic::note(codes::APPROXIMATED, &field.pointer, message)
                );
                field.ty = Type::String(StringFormat::Plain);
                field.default = None;
                HeaderForm::Text(HeaderText::String)
            }));
        }
    }
}

/// The form of a header; `None` where style `simple` has none.
fn form(types: &[TypeDef], ty: &Type, encoding: &ParameterEncoding) -> Option<HeaderForm> {
    let explode = match encoding {
        ParameterEncoding::Json => return Some(HeaderForm::Json),
        ParameterEncoding::Style { explode, .. } => *explode,
    };
    if let Some(text) = text(types, ty, MAX_STEPS) {
        return Some(HeaderForm::Text(text));
    }
    match behind(types, ty)? {
        Behind::Type(Type::Array { item, .. }) => {
            Some(HeaderForm::List(text(types, item, MAX_STEPS)?))
        }
        Behind::Type(Type::Tuple { items, rest }) => {
            let all = items.iter().chain(rest.as_deref());
            Some(HeaderForm::List(any_of(types, all, MAX_STEPS)?))
        }
        Behind::Type(Type::Map(value)) => Some(HeaderForm::Object {
            explode,
            properties: Vec::new(),
            others: text(types, value, MAX_STEPS)?,
        }),
        Behind::Type(_) => None,
        Behind::Kind(TypeKind::Struct(found)) => {
            let property =
                |(name, ty): (&String, &Type)| Some((name.clone(), text(types, ty, MAX_STEPS)?));
            let fields = found.fields.iter();
            let properties = fields.map(|field| property((&field.name.wire, &field.ty)));
            let others = match &found.additional {
                Additional::Ignored | Additional::Forbidden => HeaderText::String,
                Additional::Kept(ty) => text(types, ty, MAX_STEPS)?,
                Additional::Patterns(patterns, rest) => {
                    let all = patterns.iter().map(|(_, ty)| ty).chain(rest);
                    any_of(types, all, MAX_STEPS)?
                }
            };
            Some(HeaderForm::Object {
                explode,
                properties: properties.collect::<Option<_>>()?,
                others,
            })
        }
        Behind::Kind(TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::Alias(_)) => None,
    }
}

/// What a name stands for.
enum Behind<'t> {
    Type(&'t Type),
    Kind(&'t TypeKind),
}

fn behind<'t>(types: &'t [TypeDef], mut ty: &'t Type) -> Option<Behind<'t>> {
    for _ in 0..MAX_STEPS {
        match ty {
            Type::Nullable(inner)
            | Type::Foreign {
                described: inner, ..
            } => ty = inner,
            Type::Named(id) => match &types[id.0 as usize].kind {
                TypeKind::Alias(inner) => ty = inner,
                kind => return Some(Behind::Kind(kind)),
            },
            other => return Some(Behind::Type(other)),
        }
    }
    None
}

/// What a piece of text can be in this type; `None` where its values are not single ones.
fn text(types: &[TypeDef], ty: &Type, steps: usize) -> Option<HeaderText> {
    let steps = steps.checked_sub(1)?;
    match ty {
        Type::Any | Type::Never | Type::Null | Type::String(_) => Some(HeaderText::String),
        Type::Boolean => Some(HeaderText::Boolean),
        Type::Integer(_) | Type::Number(_) => Some(HeaderText::Number),
        Type::Array { .. } | Type::Tuple { .. } | Type::Map(_) => None,
        Type::Nullable(inner)
        | Type::Foreign {
            described: inner, ..
        } => text(types, inner, steps),
        Type::Named(id) => match &types[id.0 as usize].kind {
            TypeKind::Struct(_) => None,
            TypeKind::Alias(inner) => text(types, inner, steps),
            TypeKind::Union(found) => {
                any_of(types, found.variants.iter().map(|case| &case.ty), steps)
            }
            TypeKind::Enum(found) => Some(match found.base {
                EnumBase::String => HeaderText::String,
                EnumBase::Integer | EnumBase::Number => HeaderText::Number,
                EnumBase::Mixed => HeaderText::Any,
            }),
        },
    }
}

/// What a piece of text can be in any of some types.
fn any_of<'t>(
    types: &[TypeDef],
    all: impl IntoIterator<Item = &'t Type>,
    steps: usize,
) -> Option<HeaderText> {
    let mut found = HeaderText::String;
    for ty in all {
        found = match (found, text(types, ty, steps)?) {
            (HeaderText::String, other) | (other, HeaderText::String) => other,
            (one, other) if one == other => one,
            (HeaderText::Number | HeaderText::Boolean | HeaderText::Any, _) => HeaderText::Any,
        };
    }
    Some(found)
}
