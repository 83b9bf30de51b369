//! Unions: which of several types a JSON value is, and tags that the types themselves do not hold.

use serde_json::Value;

use super::{from_value, to_value, Decode, DecodeError, Encode, EncodeError, Source, Target};

/// Reads a value as one case of the union `U`.
pub type ReadCase<U> = fn(&Value) -> Result<U, DecodeError>;

/// Kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` and `false`.
    Boolean,
    /// Numbers without a fraction.
    Integer,
    /// All numbers.
    Number,
    /// Strings.
    String,
    /// Arrays.
    Array,
    /// Objects.
    Object,
}

/// A property that speaks for a case.
#[derive(Clone, Copy, Debug)]
pub enum Evidence {
    /// The property is there.
    Present(&'static str),
    /// The property has one of these values, each given as a JSON text.
    Values(&'static str, &'static [&'static str]),
}

/// Reads a value as `T` and makes it a case: `|value| case(value, Self::Cat)`.
pub fn case<T: Decode, U>(value: &Value, make: fn(T) -> U) -> Result<U, DecodeError> {
    from_value(value).map(make)
}

/// Reads a union whose cases differ by the string under `property`; a tag that is in no list is for `unknown`.
pub fn union_by_tag<U>(
    source: &mut dyn Source,
    property: &str,
    cases: &[(&[&str], ReadCase<U>)],
    unknown: fn(Value) -> U,
) -> Result<U, DecodeError> {
    let value = source.value()?;
    let tag = value.get(property).and_then(Value::as_str);
    match cases
        .iter()
        .find(|(tags, _)| tag.is_some_and(|tag| tags.contains(&tag)))
    {
        Some((_, read)) => read(&value),
        None => Ok(unknown(value)),
    }
}

/// Reads a union whose cases are of different JSON kinds; a kind that is in no list is for `unknown`.
pub fn union_by_kind<U>(
    source: &mut dyn Source,
    cases: &[(&[Kind], ReadCase<U>)],
    unknown: fn(Value) -> U,
) -> Result<U, DecodeError> {
    let value = source.value()?;
    match cases
        .iter()
        .find(|(kinds, _)| kinds.iter().any(|kind| is_of_kind(&value, *kind)))
    {
        Some((_, read)) => read(&value),
        None => Ok(unknown(value)),
    }
}

/// Reads a union whose cases differ by their properties: the first case all of whose evidence is found and that can be read;
/// without one, the first that can be read; without one, `unknown`.
pub fn union_by_structure<U>(
    source: &mut dyn Source,
    cases: &[(&[Evidence], ReadCase<U>)],
    unknown: fn(Value) -> U,
) -> Result<U, DecodeError> {
    let value = source.value()?;
    let proven = cases
        .iter()
        .filter(|(evidence, _)| !evidence.is_empty() && holds(&value, evidence));
    match proven.chain(cases).find_map(|(_, read)| read(&value).ok()) {
        Some(found) => Ok(found),
        None => Ok(unknown(value)),
    }
}

/// Writes an object with a tag that its type does not hold.
pub fn encode_tagged(
    out: &mut dyn Target,
    property: &str,
    tag: &str,
    value: &dyn Encode,
) -> Result<(), EncodeError> {
    let mut value = to_value(value)?;
    if let Value::Object(object) = &mut value {
        object.insert(property.to_owned(), Value::from(tag));
    }
    out.value(&value)
}

fn holds(value: &Value, evidence: &[Evidence]) -> bool {
    evidence.iter().all(|evidence| match evidence {
        Evidence::Present(property) => value.get(property).is_some(),
        Evidence::Values(property, texts) => value.get(property).is_some_and(|found| {
            texts.iter().any(|text| {
                serde_json::from_str(text).is_ok_and(|wanted: Value| same_json(found, &wanted))
            })
        }),
    })
}

fn is_of_kind(value: &Value, kind: Kind) -> bool {
    match (value, kind) {
        (Value::Null, Kind::Null)
        | (Value::Bool(_), Kind::Boolean)
        | (Value::Number(_), Kind::Number)
        | (Value::String(_), Kind::String)
        | (Value::Array(_), Kind::Array)
        | (Value::Object(_), Kind::Object) => true,
        (Value::Number(number), Kind::Integer) => {
            number.as_f64().is_none_or(|number| number.fract() == 0.0)
        }
        _ => false,
    }
}

/// Whether two values are equal as JSON: `1` and `1.0` are.
pub fn same_json(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        _ => left == right,
    }
}
