//! Go expressions of JSON values, for example programs: what a person would have written for that value of that type.

use serde_json::Value;

use super::layout;
use super::literal;
use super::names::ident;
use super::types::{is_long, is_nilable, Types};
use crate::emit::sink::{code, Code};
use crate::ir::{
    Additional, Enum, EnumBase, Field, IntegerFormat, NumberFormat, Presence, StringFormat, Struct,
    Tagging, Type, TypeId, TypeKind, Union,
};

/// An expression of the type. A value that has no literal form (or does not fit the type) is read from JSON at run time.
pub fn expression(types: Types<'_>, ty: &Type, value: &Value) -> Code {
    known(types, ty, value)
        .unwrap_or_else(|| code!("sdk.MustDecode[{}]({})", types.of(ty), literal::json(value)))
}

/// An expression of a type that may be left out: a pointer, unless nil says that there is nothing.
pub fn optional(types: Types<'_>, ty: &Type, value: &Value) -> Code {
    let inner = expression(types, ty, value);
    if is_nilable(types.package, ty) {
        inner
    } else {
        pointer_to(types, ty, &inner)
    }
}

/// An expression of nothing of a type, for required values without an example.
pub fn nothing(types: Types<'_>, ty: &Type) -> Code {
    code!("*new({})", types.of(ty))
}

fn pointer_to(types: Types<'_>, ty: &Type, inner: &Code) -> Code {
    let text = inner.as_str();
    let name = types.of(ty);
    if text.starts_with(&format!("{}{{", name.as_str())) {
        return code!("&{}", inner);
    }
    if has_own_type(inner) || matches!(name.as_str(), "string" | "bool") {
        code!("sdk.Ptr({})", inner)
    } else {
        code!("sdk.Ptr[{}]({})", name, inner)
    }
}

/// Whether an expression is of its type without being told: not a plain number or string.
fn has_own_type(code: &Code) -> bool {
    let text = code.as_str();
    text != "nil" && !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '"' | '`'))
}

/// An expression of a field.
fn field(types: Types<'_>, field: &Field, value: &Value) -> Code {
    let behind = types.package.api.behind_aliases(&field.ty);
    if value.is_null() && !matches!(behind, Type::Any | Type::Null) {
        return match field.presence {
            Presence::OptionalNullable => code!("sdk.Null[{}]()", types.of(&field.ty)),
            Presence::RequiredNullable | Presence::Optional | Presence::Required => code!("nil"),
        };
    }
    match field.presence {
        Presence::Required if !field.closes_cycle || is_nilable(types.package, &field.ty) => {
            expression(types, &field.ty, value)
        }
        Presence::Required | Presence::RequiredNullable | Presence::Optional => {
            optional(types, &field.ty, value)
        }
        Presence::OptionalNullable => {
            let inner = expression(types, &field.ty, value);
            let name = types.of(&field.ty);
            if has_own_type(&inner) || matches!(name.as_str(), "string" | "bool") {
                code!("sdk.Value({})", inner)
            } else {
                code!("sdk.Value[{}]({})", name, inner)
            }
        }
    }
}

fn known(types: Types<'_>, ty: &Type, value: &Value) -> Option<Code> {
    match ty {
        Type::Any => Some(code!("sdk.JSON({})", literal::json(value))),
        Type::Never | Type::Foreign { .. } => None,
        Type::Null => Some(code!("sdk.NullValue{{}}")),
        Type::Boolean => value.as_bool().map(|b| code!("{}", b)),
        Type::Integer(format) => integer(*format, value),
        Type::Number(NumberFormat::Double | NumberFormat::Float) => {
            value.as_number().map(literal::number)
        }
        Type::Number(NumberFormat::Decimal) => value
            .as_number()
            .map(|number| code!("sdk.Decimal({})", literal::string(&number.to_string()))),
        Type::String(format) => string(*format, value.as_str()?),
        Type::Array { item, unique: _ } => {
            let name = types.of(item);
            let items = value
                .as_array()?
                .iter()
                .map(|value| elided(&name, expression(types, item, value)));
            Some(layout::list_of(
                &code!("[]{}", name),
                &items.collect::<Vec<_>>(),
            ))
        }
        Type::Tuple { items, rest: None } if !is_long(items) => {
            let values = value
                .as_array()
                .filter(|values| values.len() == items.len())?;
            let fields = items.iter().zip(values).enumerate();
            let fields = fields.map(|(index, (item, value))| {
                code!("V{}: {}", index + 1, expression(types, item, value))
            });
            Some(code!(
                "{}{{{}}}",
                types.of(ty),
                Code::join(&fields.collect::<Vec<_>>(), ", ")
            ))
        }
        Type::Tuple { .. } => None,
        Type::Map(inner) => {
            let name = types.of(inner);
            let entries = value.as_object()?.iter();
            let entries = entries.map(|(key, value)| {
                (
                    literal::string(key),
                    elided(&name, expression(types, inner, value)),
                )
            });
            Some(layout::literal_of(
                &code!("map[string]{}", name),
                &entries.collect::<Vec<_>>(),
            ))
        }
        Type::Named(id) => named(types, *id, value),
        Type::Nullable(_) if value.is_null() => Some(code!("nil")),
        Type::Nullable(inner) => {
            let of = expression(types, inner, value);
            Some(pointer_to(types, inner, &of)).filter(|_| !is_nilable(types.package, inner))
        }
    }
}

/// Inside of a list the type of an item need not be said again.
fn elided(name: &Code, item: Code) -> Code {
    literal::without_prefix(&item, name.as_str()).unwrap_or(item)
}

fn integer(format: IntegerFormat, value: &Value) -> Option<Code> {
    let fits = match format {
        IntegerFormat::Int32 => i32::try_from(value.as_i64()?).is_ok(),
        IntegerFormat::Int64 => value.is_i64(),
        IntegerFormat::Uint32 => u32::try_from(value.as_u64()?).is_ok(),
        IntegerFormat::Uint64 => value.is_u64(),
    };
    fits.then(|| value.as_number().map(literal::number))
        .flatten()
}

fn string(format: StringFormat, text: &str) -> Option<Code> {
    let literal = literal::string(text);
    match format {
        StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri => {
            Some(literal)
        }
        StringFormat::DateTime => Some(code!("sdk.MustTime({})", literal)),
        StringFormat::Date => Some(code!("sdk.MustDate({})", literal)),
        StringFormat::Time => Some(code!("sdk.MustTimeOfDay({})", literal)),
        StringFormat::Password => Some(code!("sdk.NewSecret({})", literal)),
        StringFormat::Base64 | StringFormat::Base64Url => None,
    }
}

fn named(types: Types<'_>, id: TypeId, value: &Value) -> Option<Code> {
    let names = types.package.names(id);
    match &types.package.api.type_def(id).kind {
        TypeKind::Struct(s) => structure(types, id, s, value),
        TypeKind::Enum(e) => enumeration(types, id, e, value),
        TypeKind::Union(u) => union(types, id, u, value),
        TypeKind::Alias(ty) if !names.defined => known(types, ty, value),
        TypeKind::Alias(_) => None,
    }
}

fn structure(types: Types<'_>, id: TypeId, s: &Struct, value: &Value) -> Option<Code> {
    let object = value.as_object()?;
    let names = types.package.names(id);
    let rest: Vec<_> = object
        .iter()
        .filter(|(key, _)| s.fields.iter().all(|field| field.name.wire != **key))
        .collect();
    if !rest.is_empty() && matches!(s.additional, Additional::Ignored | Additional::Forbidden) {
        return None;
    }
    let fields = s
        .fields
        .iter()
        .zip(&names.members)
        .filter(|(field, _)| !field.is_constant());
    let mut pairs: Vec<(Code, Code)> = fields
        .filter_map(|(of, member)| {
            Some((ident(member), field(types, of, object.get(&of.name.wire)?)))
        })
        .collect();
    if let Some(ty) = super::models::rest_type(&s.additional).filter(|_| !rest.is_empty()) {
        let name = types.of(ty);
        let entries = rest.iter().map(|(key, value)| {
            (
                literal::string(key),
                elided(&name, expression(types, ty, value)),
            )
        });
        let entries: Vec<_> = entries.collect();
        pairs.push((
            ident(&names.rest),
            layout::literal_of(&code!("map[string]{}", name), &entries),
        ));
    }
    Some(layout::literal_of(&types.qualified(&names.name), &pairs))
}

fn enumeration(types: Types<'_>, id: TypeId, e: &Enum, value: &Value) -> Option<Code> {
    let names = types.package.names(id);
    if let Some(index) = e
        .variants
        .iter()
        .position(|variant| variant.value == *value)
    {
        return Some(types.qualified(&names.members[index]));
    }
    let literal = match (e.base, value) {
        (EnumBase::String, Value::String(text)) => literal::string(text),
        (EnumBase::Integer | EnumBase::Number, Value::Number(number)) => literal::number(number),
        _ => return None,
    };
    e.open
        .then(|| code!("{}({})", types.qualified(&names.name), literal))
}

fn union(types: Types<'_>, id: TypeId, u: &Union, value: &Value) -> Option<Code> {
    let Tagging::Property(tag) = &u.tagging else {
        return None;
    };
    let tag = value.get(&tag.wire)?.as_str()?;
    let index = u
        .variants
        .iter()
        .position(|variant| variant.tags.iter().any(|t| t == tag))?;
    let names = types.package.names(id);
    let variant = &u.variants[index];
    known(types, &variant.ty, value)?;
    let inner = optional(types, &variant.ty, value);
    Some(layout::literal_of(
        &types.qualified(&names.name),
        &[(ident(&names.members[index]), inner)],
    ))
}
