//! TypeScript expressions of JSON values, for example programs: what a person would have written for that value of that type.

use serde_json::Value;

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::{tag_of, Package};
use crate::emit::sink::{code, Code};
use crate::ir::{
    Additional, Evidence, NumberFormat, Presence, StringFormat, Struct, Tagging, Type, TypeKind,
    Union, UnionVariant,
};
use crate::spec::JsonType;

/// An expression of the type.
pub fn value(package: &Package<'_>, ty: &Type, value: &Value) -> Doc {
    match ty {
        Type::String(format) => string(*format, value),
        Type::Number(NumberFormat::Decimal) if value.is_number() => {
            Doc::Text(literal::string(&value.to_string()))
        }
        Type::Array { item, .. } => match value {
            Value::Array(items) => Doc::array(
                items
                    .iter()
                    .map(|one| self::value(package, item, one))
                    .collect(),
            ),
            _ => plain(value),
        },
        Type::Tuple { items, rest } => match value {
            Value::Array(values) => {
                let types = items.iter().chain(
                    rest.iter()
                        .flat_map(|rest| std::iter::repeat(rest.as_ref())),
                );
                Doc::array(
                    types
                        .zip(values)
                        .map(|(ty, one)| self::value(package, ty, one))
                        .collect(),
                )
            }
            _ => plain(value),
        },
        Type::Map(item) => match value {
            Value::Object(entries) => Doc::object(
                entries
                    .iter()
                    .map(|(key, one)| entry(key, self::value(package, item, one)))
                    .collect(),
            ),
            _ => plain(value),
        },
        Type::Nullable(inner) => {
            if value.is_null() {
                plain(value)
            } else {
                self::value(package, inner, value)
            }
        }
        Type::Named(id) => match &package.api.type_def(*id).kind {
            TypeKind::Struct(s) => structure(package, s, value),
            TypeKind::Alias(ty) => self::value(package, ty, value),
            TypeKind::Union(u) => union(package, u, value),
            TypeKind::Enum(_) => plain(value),
        },
        Type::Foreign { id, described } => match package.foreign.name(*id) {
            Some(name) => Doc::after(
                code!("decodeJson<models.{}>", name),
                Doc::arguments(vec![
                    Doc::Text(literal::string(&value.to_string())),
                    Doc::Text(code!("models.{}", name)),
                ]),
            ),
            None => self::value(package, described, value),
        },
        Type::Any
        | Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_) => plain(value),
    }
}

/// A literal of a value as it stands.
pub fn plain(value: &Value) -> Doc {
    match value {
        Value::Array(items) => Doc::array(items.iter().map(plain).collect()),
        Value::Object(entries) => Doc::object(
            entries
                .iter()
                .map(|(key, one)| entry(key, plain(one)))
                .collect(),
        ),
        scalar => Doc::Text(literal::scalar(scalar)),
    }
}

fn entry(key: &str, value: Doc) -> Doc {
    Doc::after(code!("{}: ", literal::object_key(key)), value)
}

fn string(format: StringFormat, value: &Value) -> Doc {
    let Some(text) = value.as_str() else {
        return plain(value);
    };
    match format {
        StringFormat::Password => Doc::Text(code!("new Secret({})", literal::string(text))),
        StringFormat::Base64 | StringFormat::Base64Url => {
            let text = text.replace('-', "+").replace('_', "/");
            Doc::Text(code!(
                "Uint8Array.from(atob({}), (c) => c.charCodeAt(0))",
                literal::string(&text)
            ))
        }
        _ => plain(value),
    }
}

fn structure(package: &Package<'_>, s: &Struct, value: &Value) -> Doc {
    let Value::Object(entries) = value else {
        return plain(value);
    };
    let mut rows = Vec::new();
    for (key, one) in entries {
        let field = s.fields.iter().find(|field| field.name.wire == *key);
        match (field, &s.additional) {
            (Some(field), _) => {
                let nullable = matches!(
                    field.presence,
                    Presence::RequiredNullable | Presence::OptionalNullable
                ) || package.takes_null(&field.ty);
                if !one.is_null() || nullable {
                    let written = if one.is_null() {
                        plain(one)
                    } else {
                        self::value(package, &field.ty, one)
                    };
                    rows.push(entry(key, written));
                }
            }
            (None, Additional::Kept(ty)) => rows.push(entry(key, self::value(package, ty, one))),
            (None, Additional::Patterns(..)) => rows.push(entry(key, plain(one))),
            // What the type does not know cannot be written.
            (None, Additional::Ignored | Additional::Forbidden) => {}
        }
    }
    let absent = s.fields.iter().map(|field| field.name.wire.as_str());
    object_literal(rows, absent.filter(|name| !entries.contains_key(*name)))
}

/// An object of a type that has other properties, too. Every object has some of these from its prototype, of another type: then only
/// one without a prototype fits.
pub fn object_literal<'n>(rows: Vec<Doc>, mut absent: impl Iterator<Item = &'n str>) -> Doc {
    let object = Doc::object(rows);
    if !absent.any(|name| names::PROTOTYPE_MEMBERS.contains(&name)) {
        return object;
    }
    Doc::Sequence(vec![
        Doc::Text(code!("Object.assign(Object.create(null), ")),
        object,
        Doc::Text(code!(")")),
    ])
}

fn union(package: &Package<'_>, u: &Union, value: &Value) -> Doc {
    let found = match &u.tagging {
        Tagging::Property(_) => {
            let tag = tag_of(&u.tagging)
                .and_then(|tag| value.get(tag))
                .and_then(Value::as_str);
            u.variants
                .iter()
                .find(|variant| tag.is_some_and(|tag| variant.tags.iter().any(|one| one == tag)))
        }
        Tagging::Kind => u
            .variants
            .iter()
            .find(|variant| variant.kinds.iter().any(|kind| is_of(value, *kind))),
        Tagging::Structure => u
            .variants
            .iter()
            .find(|variant| {
                !variant.evidence.is_empty()
                    && variant
                        .evidence
                        .iter()
                        .all(|evidence| holds(value, evidence))
            })
            .or_else(|| {
                u.variants
                    .iter()
                    .find(|variant| fits(package, variant, value))
            }),
    };
    let Some(variant) = found else {
        return Doc::after(
            code!("new UnrecognizedValue"),
            Doc::arguments(vec![plain(value)]),
        );
    };
    let mut doc = self::value(package, &variant.ty, value);
    // The type of the case may not have the property that tells it apart.
    if let (Some(tag), Type::Named(id)) = (tag_of(&u.tagging), &variant.ty) {
        let lacks = matches!(&package.api.type_def(*id).kind, TypeKind::Struct(s)
            if matches!(s.additional, Additional::Ignored | Additional::Forbidden) && !s.fields.iter().any(|field| field.name.wire == tag));
        if let (true, Some(text), Value::Object(entries)) = (lacks, value.get(tag), value) {
            let TypeKind::Struct(s) = &package.api.type_def(*id).kind else {
                return doc;
            };
            let known = s.fields.iter().filter_map(|field| {
                let one = entries.get(&field.name.wire)?;
                Some(entry(
                    &field.name.wire,
                    self::value(package, &field.ty, one),
                ))
            });
            doc = Doc::object([entry(tag, plain(text))].into_iter().chain(known).collect());
        }
    }
    doc
}

fn is_of(value: &Value, kind: JsonType) -> bool {
    match (value, kind) {
        (Value::Null, JsonType::Null)
        | (Value::Bool(_), JsonType::Boolean)
        | (Value::Number(_), JsonType::Number)
        | (Value::String(_), JsonType::String)
        | (Value::Array(_), JsonType::Array)
        | (Value::Object(_), JsonType::Object) => true,
        (Value::Number(number), JsonType::Integer) => {
            number.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        _ => false,
    }
}

fn holds(value: &Value, evidence: &Evidence) -> bool {
    match evidence {
        Evidence::Present(property) => value.get(property).is_some(),
        Evidence::Values(property, values) => value
            .get(property)
            .is_some_and(|found| values.contains(found)),
    }
}

/// Whether a value may be of a case by its kind and the properties that must be there.
fn fits(package: &Package<'_>, variant: &UnionVariant, value: &Value) -> bool {
    kind_fits(package, &variant.ty, value, 0)
}

fn kind_fits(package: &Package<'_>, ty: &Type, value: &Value, depth: usize) -> bool {
    match ty {
        Type::Any => true,
        Type::Never => false,
        Type::Foreign { described, .. } => kind_fits(package, described, value, depth),
        Type::Null => value.is_null(),
        Type::Boolean => value.is_boolean(),
        Type::Integer(_) => is_of(value, JsonType::Integer),
        Type::Number(_) => value.is_number(),
        Type::String(_) => value.is_string(),
        Type::Array { item, .. } => value.as_array().is_some_and(|items| {
            items
                .iter()
                .all(|one| depth > 20 || kind_fits(package, item, one, depth + 1))
        }),
        Type::Tuple { .. } => value.is_array(),
        Type::Map(item) => value.as_object().is_some_and(|entries| {
            entries
                .values()
                .all(|one| depth > 20 || kind_fits(package, item, one, depth + 1))
        }),
        Type::Nullable(inner) => value.is_null() || kind_fits(package, inner, value, depth + 1),
        Type::Named(id) => match &package.api.type_def(*id).kind {
            TypeKind::Struct(s) => value.as_object().is_some_and(|entries| {
                s.fields
                    .iter()
                    .all(|field| match entries.get(&field.name.wire) {
                        None => matches!(
                            field.presence,
                            Presence::Optional | Presence::OptionalNullable
                        ),
                        Some(one) => {
                            one.is_null()
                                || depth > 20
                                || kind_fits(package, &field.ty, one, depth + 1)
                        }
                    })
            }),
            TypeKind::Alias(ty) => depth > 20 || kind_fits(package, ty, value, depth + 1),
            TypeKind::Union(_) => true,
            TypeKind::Enum(e) => {
                e.variants.iter().any(|variant| variant.value == *value)
                    || (e.open && !value.is_object() && !value.is_array())
            }
        },
    }
}

/// Names of the package that an expression mentions.
pub fn uses(text: &Code) -> Vec<&'static str> {
    let text = text.as_str();
    let mentioned = |name: &&str| text.contains(&format!("new {name}("));
    let decodes = text.contains("decodeJson<models.");
    (decodes.then_some("decodeJson").into_iter())
        .chain(
            ["Secret", "UnrecognizedValue"]
                .into_iter()
                .filter(mentioned),
        )
        .collect()
}

/// The import of the models, for expressions that mention any; a line break before it.
pub fn import_of_models(text: &Code, package: &str) -> Code {
    match text.as_str().contains("decodeJson<models.") {
        true => code!(
            "\nimport * as models from {};",
            literal::string(&format!("{package}/models"))
        ),
        false => Code::empty(),
    }
}
