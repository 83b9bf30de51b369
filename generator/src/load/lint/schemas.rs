//! Schemas: values that do not fit their own schema, and keywords that contradict each other.

use std::collections::HashSet;

use serde_json::{Number, Value};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::report::Report;
use crate::spec::{AdditionalProperties, JsonType, Schema, SchemaId, Spec};

pub(super) fn check(spec: &Spec, report: &mut Report) {
    let count = u32::try_from(spec.schemas.len()).unwrap_or(u32::MAX);
    for schema in (0..count).map(|id| spec.schemas.get(SchemaId(id))) {
        if report.is_full() {
            return;
        }
        enumeration(schema, report);
        default(schema, report);
        required(schema, report);
        bounds(schema, report);
        access(schema, report);
    }
}

fn enumeration(schema: &Schema, report: &mut Report) {
    let Some(values) = &schema.enumeration else {
        return;
    };
    let place = schema.pointer.key("enum");
    let mut seen = HashSet::new();
    for (index, value) in values.iter().enumerate() {
        let text = value.to_string();
        if !takes(schema, value) && !value.is_null() {
            let message = format!(
                "{} is not of the type of the schema, and left out",
                short(&text)
            );
            let place = place.index(index);
            let warning = Diagnostic::warning(codes::INVALID_ENUM_VALUE, &place, message);
            let is_word = schema.types.contains(&JsonType::String);
            report.push(match is_word {
                true => warning.help("put the value in quotes"),
                false => warning,
            });
        }
        if !seen.insert(text.clone()) {
            let message = format!("{} occurs twice in `enum`", short(&text));
            report.push(
                Diagnostic::warning(codes::DUPLICATE_ENUM_VALUE, &place.index(index), message)
                    .help("remove one of the two"),
            );
        }
    }
}

fn default(schema: &Schema, report: &mut Report) {
    let Some(value) = &schema.default else { return };
    let pointer = schema.pointer.key("default");
    let text = value.to_string();
    if !takes(schema, value) {
        let message = format!(
            "the default {} is not of the type of the schema",
            short(&text)
        );
        report.push(Diagnostic::warning(
            codes::INVALID_DEFAULT,
            &pointer,
            message,
        ));
    } else if schema
        .enumeration
        .as_ref()
        .is_some_and(|values| !values.contains(value))
    {
        let message = format!("the default {} is not one of `enum`", short(&text));
        report.push(Diagnostic::warning(
            codes::INVALID_DEFAULT,
            &pointer,
            message,
        ));
    }
}

/// Only where nothing else could bring the property.
fn required(schema: &Schema, report: &mut Report) {
    let is_whole = schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && !schema.properties.is_empty()
        && matches!(
            schema.additional_properties,
            AdditionalProperties::Unspecified | AdditionalProperties::Forbidden
        );
    if !is_whole {
        return;
    }
    let place = schema.pointer.key("required");
    for (index, name) in schema.required.iter().enumerate() {
        if !schema.properties.contains_key(name) {
            let message = format!("there is no property {name:?}");
            let known = schema.properties.keys().map(String::as_str);
            let mut problem = Diagnostic::warning(
                codes::UNKNOWN_REQUIRED_PROPERTY,
                &place.index(index),
                message,
            );
            problem.help = crate::load::grammar::closest(name, known)
                .map(|near| format!("did you mean {near:?}?"));
            report.push(problem);
        }
    }
}

fn bounds(schema: &Schema, report: &mut Report) {
    let bounds = &schema.constraints;
    let number = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
    let above = |low: Option<u64>, high: Option<u64>| low.zip(high).is_some_and(|(a, b)| a > b);
    let pairs = [
        (
            "minimum",
            "maximum",
            number(&bounds.minimum)
                .zip(number(&bounds.maximum))
                .is_some_and(|(low, high)| low > high),
        ),
        (
            "minLength",
            "maxLength",
            above(bounds.min_length, bounds.max_length),
        ),
        (
            "minItems",
            "maxItems",
            above(bounds.min_items, bounds.max_items),
        ),
        (
            "minProperties",
            "maxProperties",
            above(bounds.min_properties, bounds.max_properties),
        ),
    ];
    for (low, high, is_empty) in pairs {
        if is_empty {
            let message = format!("no value fits: `{low}` is above `{high}`");
            let pointer = schema.pointer.key(low);
            report.push(
                Diagnostic::warning(codes::CONTRADICTORY_BOUNDS, &pointer, message)
                    .related(&schema.pointer.key(high), "the upper bound"),
            );
        }
    }
}

/// OpenAPI 3.0.3, 4.7.24.2.
fn access(schema: &Schema, report: &mut Report) {
    if schema.read_only && schema.write_only {
        let pointer = schema.pointer.key("writeOnly");
        let message = "`readOnly` and `writeOnly` exclude each other";
        report.push(
            Diagnostic::error(codes::CONFLICTING_KEYWORDS, &pointer, message)
                .help("keep one of the two"),
        );
    }
}

/// Whether the value is of one of the types of the schema.
fn takes(schema: &Schema, value: &Value) -> bool {
    let is_of = |kind: &JsonType| match kind {
        JsonType::Null => value.is_null(),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Integer => value.as_number().is_some_and(is_integer),
        JsonType::Number => value.is_number(),
        JsonType::String => value.is_string(),
        JsonType::Array => value.is_array(),
        JsonType::Object => value.is_object(),
    };
    // Null alone stands for `nullable` beside keywords that say more.
    schema.types.is_empty() || schema.types == [JsonType::Null] || schema.types.iter().any(is_of)
}

fn is_integer(number: &Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|value| value.fract() == 0.0)
}

/// The value, cut where it is long.
fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
