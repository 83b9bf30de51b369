//! Values of examples as Java expressions, as a person would write them; what has no such form is read from JSON.

use serde_json::Value;

use super::literal;
use super::package::Package;
use super::types;
use crate::emit::sink::{code, Code};
use crate::ir::{
    Additional, Enum, IntegerFormat, NumberFormat, Presence, StringFormat, Struct, Tagging, Type,
    TypeId, TypeKind, Union,
};

/// An expression for a value, at a depth of `indent` levels.
pub fn expression(package: &Package<'_>, ty: &Type, value: &Value, indent: usize) -> Code {
    expressed(package, ty, value, indent).unwrap_or_else(|| {
        let text = literal::string(&value.to_string());
        code!("{}.fromJson({})", types::codec(package, ty), text)
    })
}

/// A line break and the white space in front of a line.
fn margin(indent: usize) -> Code {
    let spaces: Vec<Code> = (0..indent).map(|_| code!("    ")).collect();
    code!("\n{}", Code::join(&spaces, ""))
}

fn expressed(package: &Package<'_>, ty: &Type, value: &Value, indent: usize) -> Option<Code> {
    match ty {
        Type::Any | Type::Never | Type::Null | Type::Tuple { .. } | Type::Foreign { .. } => None,
        Type::Boolean => value.as_bool().map(|value| code!("{}", value)),
        Type::Integer(format) => integer(*format, value),
        Type::Number(NumberFormat::Double) => {
            let number = value.as_f64().and_then(serde_json::Number::from_f64)?;
            Some(literal::number(&number, ""))
        }
        Type::Number(NumberFormat::Float) => {
            let number = value.as_f64().and_then(serde_json::Number::from_f64)?;
            Some(literal::number(&number, "f"))
        }
        Type::Number(NumberFormat::Decimal) => {
            let number = value.as_number()?.to_string();
            Some(code!("new BigDecimal({})", literal::string(&number)))
        }
        Type::String(format) => string(*format, value.as_str()?),
        Type::Array { item, .. } => {
            let items = value.as_array()?;
            let items = items
                .iter()
                .map(|value| expression(package, item, value, indent + 1));
            let items: Vec<Code> = items.collect();
            Some(code!("List.of({})", listed(&items, indent)))
        }
        Type::Map(inner) => {
            let entries = value.as_object()?;
            if entries.len() > 10 {
                return None;
            }
            let entries = entries.iter().map(|(key, value)| {
                let value = expression(package, inner, value, indent + 1);
                code!("{}, {}", literal::string(key), value)
            });
            let entries: Vec<Code> = entries.collect();
            Some(code!("Map.of({})", listed(&entries, indent)))
        }
        Type::Named(id) => named(package, *id, value, indent),
        Type::Nullable(inner) if value.is_null() => {
            Some(code!("Optional.<{}>empty()", types::boxed(package, inner)))
        }
        Type::Nullable(inner) => Some(code!(
            "Optional.of({})",
            expression(package, inner, value, indent)
        )),
    }
}

/// Items on one line if they are short, else on a line each.
fn listed(items: &[Code], indent: usize) -> Code {
    let length: usize = items.iter().map(|item| item.as_str().len() + 2).sum();
    let long = length > 60 || items.iter().any(|item| item.as_str().contains('\n'));
    if !long {
        return Code::join(items, ", ");
    }
    let items = items
        .iter()
        .map(|item| code!("{}{}", margin(indent + 1), item));
    let items: Vec<Code> = items.collect();
    Code::join(&items, ",")
}

fn integer(format: IntegerFormat, value: &Value) -> Option<Code> {
    let number = value.as_number()?;
    match format {
        IntegerFormat::Int32 => {
            i32::try_from(value.as_i64()?).ok()?;
            Some(literal::number(number, ""))
        }
        IntegerFormat::Int64 => value.is_i64().then(|| literal::number(number, "L")),
        IntegerFormat::Uint32 => {
            u32::try_from(value.as_u64()?).ok()?;
            Some(literal::number(number, "L"))
        }
        IntegerFormat::Uint64 => {
            value.as_u64()?;
            Some(code!(
                "new BigInteger({})",
                literal::string(&number.to_string())
            ))
        }
    }
}

fn string(format: StringFormat, text: &str) -> Option<Code> {
    let literal = literal::string(text);
    match format {
        StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri => {
            Some(literal)
        }
        StringFormat::Date => Some(code!("LocalDate.parse({})", literal)),
        StringFormat::Password => Some(code!("Secret.of({})", literal)),
        // What RFC 3339 allows is more than `OffsetDateTime.parse` takes.
        StringFormat::DateTime => {
            let plain = text.len() >= 20 && text.as_bytes()[10] == b'T' && text.ends_with('Z');
            plain.then(|| code!("OffsetDateTime.parse({})", literal))
        }
        StringFormat::Time | StringFormat::Base64 | StringFormat::Base64Url => None,
    }
}

fn named(package: &Package<'_>, id: TypeId, value: &Value, indent: usize) -> Option<Code> {
    match &package.api.type_def(id).kind {
        TypeKind::Struct(s) => structure(package, id, s, value, indent),
        TypeKind::Enum(e) => enumeration(package, id, e, value),
        TypeKind::Union(u) => union(package, id, u, value, indent),
        TypeKind::Alias(ty) if !package.names(id).wrapper => expressed(package, ty, value, indent),
        TypeKind::Alias(_) => None,
    }
}

fn structure(
    package: &Package<'_>,
    id: TypeId,
    s: &Struct,
    value: &Value,
    indent: usize,
) -> Option<Code> {
    let object = value.as_object()?;
    let ignores = matches!(s.additional, Additional::Ignored | Additional::Forbidden);
    let known = object
        .keys()
        .all(|key| s.fields.iter().any(|field| field.name.wire == *key));
    if !known && !ignores {
        return None;
    }
    let mut calls = Vec::new();
    for (index, field) in s.fields.iter().enumerate() {
        let given = object.get(&field.name.wire);
        let missing = given.is_none()
            && matches!(
                field.presence,
                Presence::Required | Presence::RequiredNullable
            );
        if missing && !field.is_constant() {
            return None;
        }
        let Some(given) = given.filter(|_| !field.is_constant()) else {
            continue;
        };
        let name = package.member(id, index);
        let keeps_null = matches!(types::resolved(package, &field.ty), Type::Any | Type::Null);
        let argument = match (field.presence, given.is_null() && !keeps_null) {
            (Presence::RequiredNullable, true) => code!("Optional.empty()"),
            (Presence::OptionalNullable, true) => code!("Nullable.ofNull()"),
            (Presence::Optional, true) => continue,
            (Presence::Required, true) => return None,
            (_, false) => expression(package, &field.ty, given, indent + 1),
        };
        calls.push(code!("{}.{}({})", margin(indent + 1), name, argument));
    }
    let class = package.type_code(id);
    if calls.is_empty() {
        return Some(code!("{}.builder().build()", class));
    }
    let end = margin(indent + 1);
    Some(code!(
        "{}.builder(){}{}.build()",
        class,
        Code::join(&calls, ""),
        end
    ))
}

fn enumeration(package: &Package<'_>, id: TypeId, e: &Enum, value: &Value) -> Option<Code> {
    let index = e
        .variants
        .iter()
        .position(|variant| variant.value == *value)?;
    Some(code!(
        "{}.{}",
        package.type_code(id),
        package.member(id, index)
    ))
}

fn union(
    package: &Package<'_>,
    id: TypeId,
    u: &Union,
    value: &Value,
    indent: usize,
) -> Option<Code> {
    let Tagging::Property(tag) = &u.tagging else {
        return None;
    };
    let tag = value.get(&tag.wire)?.as_str()?;
    let index = u
        .variants
        .iter()
        .position(|variant| variant.tags.iter().any(|t| t == tag))?;
    let inner = expressed(package, &u.variants[index].ty, value, indent)?;
    let title = super::names::capitalized(&package.names(id).members[index]);
    let class = package.type_code(id);
    Some(code!(
        "{}.of{}({})",
        class,
        super::names::code(&title),
        inner
    ))
}
