//! Ruby expressions of JSON values, for example programs: what a person would have written for that value of that type.

use serde_json::Value;

use super::literal::{bytes, json, string, wrapped};
use super::names;
use super::package::Package;
use crate::emit::sink::{code, Code};
use crate::ir::{Additional, Field, Presence, StringFormat, Struct, Type, TypeId, TypeKind};

/// An expression of the type, which begins at column `indent`. Objects are hashes of their properties.
pub fn expression(package: &Package<'_>, ty: &Type, value: &Value, indent: usize) -> Code {
    match (ty, value) {
        (Type::Nullable(_), Value::Null) => code!("nil"),
        (Type::Nullable(inner), _) => expression(package, inner, value, indent),
        (Type::Array { item, .. }, Value::Array(items)) => {
            let items = items
                .iter()
                .map(|value| expression(package, item, value, indent + 2));
            wrapped(&code!("["), &items.collect::<Vec<_>>(), "]", indent)
        }
        (Type::Map(item), Value::Object(entries)) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = expression(package, item, value, indent + 2);
                code!("{} => {}", string(key), value)
            });
            braced(&entries.collect::<Vec<_>>(), indent)
        }
        (Type::String(StringFormat::Base64 | StringFormat::Base64Url), Value::String(text)) => {
            decoded(text).map_or_else(|| string(text), |text| bytes(&text))
        }
        (Type::Named(id), _) => named(package, *id, value, indent),
        _ => json(value),
    }
}

/// `{ … }` with spaces inside on one line, without on several.
fn braced(entries: &[Code], indent: usize) -> Code {
    if entries.is_empty() {
        return code!("{{}}");
    }
    let one = code!("{{ {} }}", Code::join(entries, ", "));
    if one.as_str().len() + indent <= super::literal::WIDTH && !one.as_str().contains('\n') {
        return one;
    }
    let lines = super::literal::indented(&Code::join(entries, ",\n"), 2);
    code!("{{\n{}\n}}", lines)
}

fn named(package: &Package<'_>, id: TypeId, value: &Value, indent: usize) -> Code {
    match &package.api.type_def(id).kind {
        TypeKind::Struct(s) => match properties(package, id, s, value, indent) {
            Some(entries) => braced(&entries, indent),
            None => json(value),
        },
        TypeKind::Alias(ty) => expression(package, ty, value, indent),
        // A union takes the JSON of one of its cases.
        TypeKind::Enum(_) | TypeKind::Union(_) => json(value),
    }
}

/// The keyword arguments of a model for a value; `None` where it is no object.
pub fn properties(
    package: &Package<'_>,
    id: TypeId,
    s: &Struct,
    value: &Value,
    indent: usize,
) -> Option<Vec<Code>> {
    let given = value.as_object()?;
    let names = package.names(id);
    let mut entries = Vec::new();
    for (field, name) in s.fields.iter().zip(&names.members) {
        if let Some(value) = given
            .get(&field.name.wire)
            .filter(|value| is_said(field, value))
        {
            let value = match value.is_null() {
                true => code!("nil"),
                false => expression(package, &field.ty, value, indent + 2),
            };
            entries.push(code!("{}: {}", names::code(name), value));
        }
    }
    let kept = match &s.additional {
        Additional::Kept(ty) => Some(ty),
        Additional::Ignored | Additional::Forbidden | Additional::Patterns(..) => None,
    };
    if let Some(ty) = kept {
        let known = |key: &String| s.fields.iter().any(|field| field.name.wire == *key);
        let rest: Vec<Code> = given
            .iter()
            .filter(|(key, _)| !known(key))
            .map(|(key, value)| {
                let value = expression(package, ty, value, indent + 4);
                code!("{} => {}", string(key), value)
            })
            .collect();
        if !rest.is_empty() {
            let rest = braced(&rest, indent + 2);
            entries.push(code!("{}: {}", names::code(&names.rest), rest));
        }
    }
    Some(entries)
}

/// Whether a property has to be written: not one that has only one value, nor `null` for absence.
fn is_said(field: &Field, value: &Value) -> bool {
    let absent = value.is_null()
        && field.presence == Presence::Optional
        && !matches!(field.ty, Type::Any | Type::Null);
    !field.is_constant() && !absent
}

/// The bytes of a text in either alphabet of base64.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    Some(out)
}
