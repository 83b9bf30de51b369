//! Enums: sets of scalar values.
//!
//! `enum` and `x-extensible-enum` make one; null among the values is left to nullability, booleans alone are just booleans, and
//! values that are arrays or objects make the schema untyped. Whether an enum is open is decided last, by where it travels:
//! see `usage`. It is open from the start where `x-sdk-enum: open`, `x-extensible-enum` or a union with its plain type says so.

use serde_json::Value;

use super::schema::Shape;
use super::{extension, words};
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Docs, Enum, EnumBase, EnumVariant, Type};
use crate::spec::{JsonType, Schema};

/// The values of an enum.
#[derive(Clone, Debug)]
pub(super) struct Values {
    pub base: EnumBase,
    pub values: Vec<Value>,
    pub open: bool,
}

/// The shape of a schema that lists its values; `None` where it does not.
pub(super) fn shape(
    schema: &Schema,
    kinds: &[JsonType],
    problems: &mut Diagnostics,
) -> Option<Shape> {
    let extensible = extension::extensible(schema);
    let listed = match (&schema.enumeration, extensible) {
        (Some(values), _) => values.as_slice(),
        (None, Some(values)) if !values.is_empty() => values,
        _ => return None,
    };
    let values = distinct(schema, listed, kinds, problems);
    if values.is_empty() {
        let only_null = !listed.is_empty() && listed.iter().all(Value::is_null);
        return Some(if only_null { Shape::Null } else { Shape::Never });
    }
    if values.iter().all(Value::is_boolean) {
        return Some(Shape::Scalar(Type::Boolean));
    }
    if values
        .iter()
        .any(|value| value.is_array() || value.is_object())
    {
        return Some(Shape::Any);
    }
    Some(Shape::Enum(Values {
        base: base(&values),
        values,
        open: extensible.is_some(),
    }))
}

/// The definition of an enum.
pub(super) fn lower(values: Values) -> Enum {
    let variants = values.values.into_iter().map(|value| EnumVariant {
        name: match &value {
            Value::String(text) => words::name(text),
            other => words::name(&other.to_string()),
        },
        value,
        docs: Docs::default(),
    });
    Enum {
        base: values.base,
        variants: variants.collect(),
        open: values.open,
    }
}

fn base(values: &[Value]) -> EnumBase {
    if values.iter().all(Value::is_string) {
        EnumBase::String
    } else if values.iter().all(|value| value.is_i64() || value.is_u64()) {
        EnumBase::Integer
    } else if values.iter().all(Value::is_number) {
        EnumBase::Number
    } else {
        EnumBase::Mixed
    }
}

/// The values without null and repetitions, those that the type excludes mended or left out with a warning.
fn distinct(
    schema: &Schema,
    listed: &[Value],
    kinds: &[JsonType],
    problems: &mut Diagnostics,
) -> Vec<Value> {
    let mut seen = std::collections::HashSet::new();
    let mut found = Vec::with_capacity(listed.len());
    for (index, value) in listed.iter().enumerate() {
        if value.is_null() {
            continue;
        }
        let fits = kinds.is_empty() || kinds.iter().any(|kind| is_of_kind(value, *kind));
        let value = if fits {
            Some(value.clone())
        } else {
            mended(value, kinds)
        };
        if !fits {
            let pointer = schema.pointer.key("enum").index(index);
            problems.push(misfit(&pointer, value.as_ref()));
        }
        if let Some(value) = value {
            if seen.insert(value.to_string()) {
                found.push(value);
            }
        }
    }
    found
}

fn misfit(pointer: &crate::pointer::Pointer, mended: Option<&Value>) -> Diagnostic {
    let outcome = match mended {
        Some(value) => format!("it is read as {value}"),
        None => "it is left out".to_owned(),
    };
    Diagnostic::warning(
        codes::ENUM_VALUE_TYPE,
        pointer,
        format!("this value is not of the type that the schema declares; {outcome}"),
    )
    .help("write the value as the declared type demands, in quotation marks for a string")
}

/// What the author will have meant: `1` among strings is `"1"`.
fn mended(value: &Value, kinds: &[JsonType]) -> Option<Value> {
    match (value, kinds) {
        (Value::Number(_) | Value::Bool(_), [JsonType::String]) => {
            Some(Value::String(value.to_string()))
        }
        (Value::String(text), [JsonType::Integer]) => text.parse::<i64>().ok().map(Value::from),
        _ => None,
    }
}

/// Whether a value is of a JSON kind.
pub(super) fn is_of_kind(value: &Value, kind: JsonType) -> bool {
    match kind {
        JsonType::Null => value.is_null(),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Integer => is_whole(value),
        JsonType::Number => value.is_number(),
        JsonType::String => value.is_string(),
        JsonType::Array => value.is_array(),
        JsonType::Object => value.is_object(),
    }
}

fn is_whole(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
}
