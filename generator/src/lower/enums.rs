//! Enums: sets of scalar values.
//!
//! `enum` and `x-extensible-enum` make one; null among the values is left to nullability, booleans alone are just booleans, and
//! values that are arrays or objects make the schema untyped. Whether an enum is open is decided last, by where it travels:
//! see `usage`; `x-sdk-enum`, `x-extensible-enum` and a union with its plain type decide it here.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::Value;

use super::shape::Shape;
use super::{extension, words};
use crate::ir::{Docs, Enum, EnumBase, EnumVariant, Type};
use crate::spec::{JsonType, Schema};

/// The values of an enum.
#[derive(Clone, Debug)]
pub(super) struct Values {
    pub base: EnumBase,
    pub values: Vec<Value>,
    /// What the description says; `None`: nothing.
    pub open: Option<bool>,
}

/// The shape of a schema that lists its values; `None` where it does not.
pub(super) fn shape(schema: &Schema, kinds: &[JsonType]) -> Option<Shape> {
    let listed = match &schema.enumeration {
        Some(values) => values,
        None => extension::extensible_values(schema)?,
    };
    let values = distinct(listed, kinds);
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
    Some(Shape::Enum(Rc::new(Values {
        base: base(&values),
        values,
        open: extension::openness(schema),
    })))
}

/// The definition of an enum.
pub(super) fn lower(values: &Values) -> Enum {
    let variants = values.values.iter().map(|value| EnumVariant {
        name: match value {
            Value::String(text) => words::name(text),
            other => words::name(&other.to_string()),
        },
        value: value.clone(),
        docs: Docs::default(),
    });
    Enum {
        base: values.base,
        variants: variants.collect(),
        open: values.open == Some(true),
    }
}

fn base(values: &[Value]) -> EnumBase {
    // No type of the languages holds this and a negative number, and a float would round it.
    let is_huge = |value: &Value| value.is_u64() && !value.is_i64();
    if values.iter().all(Value::is_string) {
        EnumBase::String
    } else if values.iter().all(Value::is_i64) {
        EnumBase::Integer
    } else if values
        .iter()
        .all(|value| value.is_number() && !is_huge(value))
    {
        EnumBase::Number
    } else {
        EnumBase::Mixed
    }
}

/// The values without null and repetitions. `load` has reported those that the type excludes.
fn distinct(listed: &[Value], kinds: &[JsonType]) -> Vec<Value> {
    let mut seen = HashSet::new();
    (listed.iter())
        .filter(|value| !value.is_null())
        .filter(|value| kinds.is_empty() || kinds.iter().any(|kind| is_of_kind(value, *kind)))
        .filter(|value| seen.insert(value.to_string()))
        .cloned()
        .collect()
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
