//! Values made from a schema, where the description has no example: small, always the same, and fitting.
//!
//! What a schema says itself comes first (`example`, `default`, the first value of an enum); then only what is required. Where no
//! value can be made (a `pattern` beyond what is understood, a recursion without end) there is none, rather than a wrong one.

use serde_json::{Map, Number, Value};

use super::fits::{number_fits, Direction};
use super::shape::Shape;
use super::{pattern, Lowering};
use crate::ir::{StringFormat, Type};
use crate::spec::{AdditionalProperties, Constraints, Schema, SchemaId};

impl Lowering<'_> {
    /// A value that fits a schema.
    pub(super) fn sample(&mut self, id: SchemaId, direction: Direction) -> Option<Value> {
        self.sample_within(id, direction, &mut Vec::new())
    }

    /// The same, within values of the schemas in `around`.
    fn sample_within(
        &mut self,
        id: SchemaId,
        direction: Direction,
        around: &mut Vec<SchemaId>,
    ) -> Option<Value> {
        let target = self.schemas.resolve(id);
        if around.contains(&target) || !self.spend() {
            return None;
        }
        if let Some(value) = self.said(id, direction) {
            return Some(value);
        }
        around.push(target);
        let value = self.made(target, direction, around);
        around.pop();
        value
            .filter(|value| self.fits(id, value, direction))
            .or_else(|| self.nullable(id).then_some(Value::Null))
    }

    /// What the schema says itself, if it fits.
    fn said(&mut self, id: SchemaId, direction: Direction) -> Option<Value> {
        let own = self.schemas.resolved(id);
        let merged = self.merged_schema(id);
        let said = [&own.example, &merged.example, &own.default, &merged.default];
        let known = said.into_iter().flatten().filter(|value| !value.is_null());
        let mut fitting = known.filter(|value| self.fits(id, value, direction));
        fitting.next().cloned()
    }

    fn made(
        &mut self,
        id: SchemaId,
        direction: Direction,
        around: &mut Vec<SchemaId>,
    ) -> Option<Value> {
        let (id, shape) = self.peeled(id)?;
        let schema = self.merged_schema(id);
        match shape {
            Shape::Any => Some(Value::Object(Map::new())),
            Shape::Never | Shape::Same(_) => None,
            Shape::Null => Some(Value::Null),
            Shape::Scalar(ty) => scalar(&schema, &ty),
            Shape::Enum(values) => values.values.first().cloned(),
            Shape::Array(item) => self.array(item, &schema, direction, around),
            Shape::Tuple => {
                let items = schema
                    .prefix_items
                    .iter()
                    .map(|item| self.sample_within(*item, direction, around));
                items.collect::<Option<Vec<Value>>>().map(Value::Array)
            }
            Shape::Map => self.map(&schema, direction, around),
            Shape::Struct => self.object(&schema, direction, around),
            Shape::Union(members) => members.iter().find_map(|member| {
                let mut value = self.sample_within(*member, direction, around)?;
                if let (Some((property, tags)), Value::Object(object)) =
                    (self.tag(id, *member), &mut value)
                {
                    object.insert(property, Value::String(tags.first()?.clone()));
                }
                Some(value)
            }),
        }
    }

    fn array(
        &mut self,
        item: SchemaId,
        schema: &Schema,
        direction: Direction,
        around: &mut Vec<SchemaId>,
    ) -> Option<Value> {
        let least = schema.constraints.min_items.unwrap_or(0);
        let count = least
            .max(1)
            .min(schema.constraints.max_items.unwrap_or(u64::MAX));
        match self.sample_within(item, direction, around) {
            Some(value) => copies(&value, count).map(Value::Array),
            None if least == 0 => Some(Value::Array(Vec::new())),
            None => None,
        }
    }

    fn map(
        &mut self,
        schema: &Schema,
        direction: Direction,
        around: &mut Vec<SchemaId>,
    ) -> Option<Value> {
        let least = schema.constraints.min_properties.unwrap_or(0);
        let value = match schema.additional_properties {
            AdditionalProperties::Schema(value) if least > 0 => {
                self.sample_within(value, direction, around)?
            }
            _ => Value::Object(Map::new()),
        };
        let keys = (1..=least).map(|number| format!("key{number}"));
        Some(Value::Object(keys.zip(copies(&value, least)?).collect()))
    }

    fn object(
        &mut self,
        schema: &Schema,
        direction: Direction,
        around: &mut Vec<SchemaId>,
    ) -> Option<Value> {
        let mut object = Map::new();
        for (name, property) in &schema.properties {
            let carried = direction.carries(&self.merged_schema(*property));
            if carried && schema.required.contains(name) {
                object.insert(
                    name.clone(),
                    self.sample_within(*property, direction, around)?,
                );
            }
        }
        Some(Value::Object(object))
    }
}

/// How many values or characters are made at most.
const MAX_MADE: u64 = 1000;

/// The same value several times, unless that would be too much.
fn copies(value: &Value, count: u64) -> Option<Vec<Value>> {
    let size = size(value);
    (size.saturating_mul(count) <= MAX_MADE).then(|| (0..count).map(|_| value.clone()).collect())
}

/// How many values there are in a value, itself included.
fn size(value: &Value) -> u64 {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<u64>(),
        Value::Object(members) => 1 + members.values().map(size).sum::<u64>(),
        _ => 1,
    }
}

fn scalar(schema: &Schema, ty: &Type) -> Option<Value> {
    match ty {
        Type::Boolean => match schema.enumeration.as_deref() {
            Some(values) => values.first().cloned(),
            None => Some(Value::Bool(true)),
        },
        Type::Integer(_) => number(&schema.constraints, true),
        Type::Number(_) => number(&schema.constraints, false),
        Type::String(format) => string(*format, schema).map(Value::String),
        Type::Array { .. } => Some(Value::Array(Vec::new())),
        _ => None,
    }
}

/// 1 if it is allowed, else the number nearest to a limit.
fn number(limits: &Constraints, whole: bool) -> Option<Value> {
    let limit = |limit: &Option<Number>| limit.as_ref().and_then(Number::as_f64);
    let step = limit(&limits.multiple_of)
        .filter(|step| *step > 0.0)
        .unwrap_or(1.0);
    let (min, max) = (limit(&limits.minimum), limit(&limits.maximum));
    let mut candidates = vec![Value::from(1), Value::from(0)];
    candidates.extend(
        [limits.minimum.clone(), limits.maximum.clone()]
            .into_iter()
            .flatten()
            .map(Value::Number),
    );
    let made = [
        Some(step),
        min.map(|min| (min / step).ceil() * step),
        min.map(|min| (min / step).floor() * step + step),
        max.map(|max| (max / step).ceil() * step - step),
        min.zip(max).map(|(min, max)| (min + max) / 2.0),
    ];
    candidates.extend(made.into_iter().flatten().filter_map(number_value));
    candidates
        .into_iter()
        .find(|value| number_fits(limits, value) && (!whole || value.is_i64() || value.is_u64()))
}

/// A whole number where it is one.
fn number_value(number: f64) -> Option<Value> {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        Some(Value::from(number as i64))
    } else {
        Number::from_f64(number).map(Value::Number)
    }
}

fn string(format: StringFormat, schema: &Schema) -> Option<String> {
    let limits = &schema.constraints;
    if let Some(text) = &limits.pattern {
        return pattern::sample(text);
    }
    let fixed = match format {
        StringFormat::DateTime => "2024-01-02T03:04:05Z",
        StringFormat::Date => "2024-01-02",
        StringFormat::Time => "03:04:05Z",
        StringFormat::Duration => "PT1H",
        StringFormat::Uuid => "0f8fad5b-d9cb-469f-a165-70867728950e",
        StringFormat::Uri => "https://example.com/",
        StringFormat::Base64 => "ZXhhbXBsZQ==",
        StringFormat::Base64Url => "ZXhhbXBsZQ",
        StringFormat::Password => "secret",
        StringFormat::Plain => match schema.format.as_deref() {
            Some("email" | "idn-email") => "user@example.com",
            Some("hostname" | "idn-hostname") => "example.com",
            Some("ipv4") => "192.0.2.1",
            Some("ipv6") => "2001:db8::1",
            _ => "example",
        },
    };
    let mut text = fixed.to_owned();
    let least = limits.min_length.unwrap_or(0);
    if least > MAX_MADE {
        return None;
    }
    while (text.len() as u64) < least {
        text.push('x');
    }
    if let Some(most) = limits.max_length {
        text.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    }
    Some(text)
}
