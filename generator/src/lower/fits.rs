//! Whether a value fits a schema, so that no example is passed on that a server or a typed client would refuse.
//!
//! Everything that decides the type is checked, limits and the formats that are parsed too; `pattern` and `not` are not.

use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use base64::Engine;
use serde_json::{Map, Value};

use super::enums::is_of_kind;
use super::kinds::inferred_kinds;
use super::shape::Shape;
use super::Lowering;
use crate::ir::{IntegerFormat, StringFormat, Tagging, Type, TypeKind};
use crate::spec::{AdditionalProperties, Constraints, JsonType, Schema, SchemaId};

/// Which way a value travels: read-only properties are not sent, write-only ones not received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Sent,
    Received,
}

impl Direction {
    /// Whether a property travels this way.
    pub(super) fn carries(self, property: &Schema) -> bool {
        match self {
            Self::Sent => !property.read_only,
            Self::Received => !property.write_only,
        }
    }
}

impl Lowering<'_> {
    /// Whether a value fits a schema.
    pub(super) fn fits(&mut self, id: SchemaId, value: &Value, direction: Direction) -> bool {
        self.fits_within(id, value, direction, &mut Vec::new())
    }

    /// The same, where the value is being held against the unions in `around` already.
    fn fits_within(
        &mut self,
        id: SchemaId,
        value: &Value,
        direction: Direction,
        around: &mut Vec<SchemaId>,
    ) -> bool {
        if !self.spend() {
            return false;
        }
        if value.is_null() && self.nullable(id) {
            return true;
        }
        let Some((id, shape)) = self.peeled(id) else {
            return false;
        };
        let schema = self.merged_schema(id);
        match shape {
            Shape::Any => true,
            Shape::Never | Shape::Same(_) => false,
            Shape::Null => value.is_null(),
            Shape::Scalar(Type::Array { .. }) => value.is_array(),
            Shape::Scalar(ty) => scalar_fits(&schema, &ty, value),
            Shape::Enum(values) => {
                let kinds = inferred_kinds(&schema);
                let of_kind = kinds.is_empty() || kinds.iter().any(|kind| is_of_kind(value, *kind));
                values.values.contains(value) || (values.open == Some(true) && of_kind)
            }
            Shape::Array(item) => match value {
                Value::Array(items) => {
                    count_fits(
                        items.len(),
                        schema.constraints.min_items,
                        schema.constraints.max_items,
                    ) && items.iter().all(|value| self.fits(item, value, direction))
                }
                _ => false,
            },
            Shape::Tuple => match value {
                Value::Array(items) => {
                    items.len() >= schema.prefix_items.len()
                        && (schema.prefix_items.iter().zip(items))
                            .all(|(item, value)| self.fits(*item, value, direction))
                }
                _ => false,
            },
            Shape::Map | Shape::Struct => value
                .as_object()
                .is_some_and(|object| self.object_fits(&schema, object, direction)),
            Shape::Union(_) if around.contains(&id) => false,
            Shape::Union(members) => {
                around.push(id);
                let fits = self.union_fits(id, &members, value, direction, around);
                around.pop();
                fits
            }
        }
    }

    fn object_fits(
        &mut self,
        schema: &Schema,
        object: &Map<String, Value>,
        direction: Direction,
    ) -> bool {
        let limits = &schema.constraints;
        if !count_fits(object.len(), limits.min_properties, limits.max_properties) {
            return false;
        }
        for name in &schema.required {
            let Some(property) = schema.properties.get(name) else {
                continue;
            };
            let property = self.merged_schema(*property);
            if direction.carries(&property) && !object.contains_key(name) {
                return false;
            }
        }
        object.iter().all(|(name, value)| {
            match (schema.properties.get(name), schema.additional_properties) {
                (Some(property), _) => self.fits(*property, value, direction),
                (None, AdditionalProperties::Schema(rest))
                    if schema.pattern_properties.is_empty() =>
                {
                    self.fits(rest, value, direction)
                }
                (None, AdditionalProperties::Forbidden) => !schema.pattern_properties.is_empty(),
                (None, _) => true,
            }
        })
    }

    fn union_fits(
        &mut self,
        id: SchemaId,
        members: &[SchemaId],
        value: &Value,
        direction: Direction,
        around: &mut Vec<SchemaId>,
    ) -> bool {
        members.iter().any(|member| match self.tag(id, *member) {
            Some((property, tags)) => {
                let tag = value.get(&property).and_then(Value::as_str);
                tag.is_some_and(|tag| tags.iter().any(|own| own == tag))
                    && self.fits_untagged(*member, value, &property, direction, around)
            }
            None => self.fits_within(*member, value, direction, around),
        })
    }

    /// The tag may be there without being a property of the case.
    fn fits_untagged(
        &mut self,
        member: SchemaId,
        value: &Value,
        property: &str,
        direction: Direction,
        around: &mut Vec<SchemaId>,
    ) -> bool {
        if self.fits_within(member, value, direction, around) {
            return true;
        }
        let mut without = value.clone();
        if let Value::Object(object) = &mut without {
            object.shift_remove(property);
        }
        self.fits_within(member, &without, direction, around)
    }

    /// Takes one step of those that examples may cost in all; a description made to cost more has fewer examples.
    pub(super) fn spend(&mut self) -> bool {
        self.steps_left = self.steps_left.saturating_sub(1);
        self.steps_left > 0
    }

    /// The property by which a case of a union is known, with its values there.
    pub(super) fn tag(
        &mut self,
        union: SchemaId,
        member: SchemaId,
    ) -> Option<(String, Vec<String>)> {
        let named = *self.named.get(union)?;
        let ty = super::null::without_null(self.lower(member));
        let TypeKind::Union(union) = &self.types.get(named.0 as usize)?.def.kind else {
            return None;
        };
        let Tagging::Property(property) = &union.tagging else {
            return None;
        };
        let variant = union.variants.iter().find(|variant| variant.ty == ty)?;
        Some((property.wire.clone(), variant.tags.clone()))
    }
}

fn scalar_fits(schema: &Schema, ty: &Type, value: &Value) -> bool {
    let limits = &schema.constraints;
    let listed = schema
        .enumeration
        .as_ref()
        .is_none_or(|values| values.contains(value));
    listed
        && match ty {
            Type::Boolean => value.is_boolean(),
            Type::Integer(format) => {
                is_of_kind(value, JsonType::Integer)
                    && integer_fits(*format, value)
                    && number_fits(limits, value)
            }
            Type::Number(_) => value.is_number() && number_fits(limits, value),
            Type::String(format) => value.as_str().is_some_and(|text| {
                count_fits(text.chars().count(), limits.min_length, limits.max_length)
                    && format_fits(*format, text)
            }),
            _ => true,
        }
}

fn count_fits(count: usize, min: Option<u64>, max: Option<u64>) -> bool {
    let count = count as u64;
    min.is_none_or(|min| count >= min) && max.is_none_or(|max| count <= max)
}

fn integer_fits(format: IntegerFormat, value: &Value) -> bool {
    match format {
        IntegerFormat::Int32 => value
            .as_i64()
            .is_some_and(|number| i32::try_from(number).is_ok()),
        IntegerFormat::Int64 => value.is_i64(),
        IntegerFormat::Uint32 => value
            .as_u64()
            .is_some_and(|number| u32::try_from(number).is_ok()),
        IntegerFormat::Uint64 => value.is_u64(),
    }
}

/// Whether a number is within the limits.
pub(super) fn number_fits(limits: &Constraints, value: &Value) -> bool {
    let Some(number) = value.as_f64() else {
        return false;
    };
    let limit =
        |limit: &Option<serde_json::Number>| limit.as_ref().and_then(serde_json::Number::as_f64);
    let above = limit(&limits.minimum)
        .is_none_or(|min| number > min || (number == min && !limits.exclusive_minimum));
    let below = limit(&limits.maximum)
        .is_none_or(|max| number < max || (number == max && !limits.exclusive_maximum));
    let multiple = limit(&limits.multiple_of)
        .is_none_or(|of| of <= 0.0 || ((number / of) - (number / of).round()).abs() < 1e-9);
    above && below && multiple
}

fn format_fits(format: StringFormat, text: &str) -> bool {
    match format {
        StringFormat::DateTime => match text.split_once(['T', 't', ' ']) {
            Some((date, time)) => is_date(date) && is_time(time),
            None => false,
        },
        StringFormat::Date => is_date(text),
        StringFormat::Time => is_time(text),
        StringFormat::Uuid => {
            text.len() == 36
                && text.char_indices().all(|(at, c)| {
                    if matches!(at, 8 | 13 | 18 | 23) {
                        c == '-'
                    } else {
                        c.is_ascii_hexdigit()
                    }
                })
        }
        // Bytes have exactly one text (RFC 4648, section 3.5).
        StringFormat::Base64 => STANDARD.decode(text).is_ok(),
        StringFormat::Base64Url => URL_SAFE_NO_PAD.decode(text).is_ok(),
        StringFormat::Plain
        | StringFormat::Duration
        | StringFormat::Uri
        | StringFormat::Password => true,
    }
}

/// RFC 3339 `full-date`.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let number = |text: &str, digits: usize| {
        let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| plain)
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// RFC 3339 `full-time`.
fn is_time(text: &str) -> bool {
    let clock = |text: &str, max: [u32; 3]| {
        let parts: Vec<&str> = text.split(':').collect();
        parts
            .iter()
            .zip(max)
            .all(|(part, max)| {
                part.len() == 2
                    && part.bytes().all(|b| b.is_ascii_digit())
                    && part.parse::<u32>().is_ok_and(|number| number <= max)
            })
            .then_some(parts.len())
    };
    let (time, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => return false,
    };
    let (whole, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let offset_fits = match offset.strip_prefix(['Z', 'z']) {
        Some(rest) => rest.is_empty(),
        None => clock(offset.get(1..).unwrap_or_default(), [23, 59, 0]) == Some(2),
    };
    let fraction_fits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    clock(whole, [23, 59, 60]) == Some(3) && fraction_fits && offset_fits
}

#[cfg(test)]
mod tests {
    use super::{format_fits, is_time};
    use crate::ir::StringFormat;

    #[test]
    fn dates_and_times_follow_rfc_3339() {
        for good in [
            "2024-02-29T12:00:00Z",
            "2020-01-01T00:00:60.123456789+05:30",
            "2020-01-01t00:00:00z",
        ] {
            assert!(format_fits(StringFormat::DateTime, good), "{good}");
        }
        for bad in [
            "2023-02-29T12:00:00Z",
            "2020-01-01",
            "2020-01-01T00:00:00",
            "2020-13-01T00:00:00Z",
            "2020-01-01T24:00:00Z",
            "yesterday",
            "",
            "2020-01-01T00:00:00.Z",
            "2020-01-01T00:00:00+0530",
        ] {
            assert!(!format_fits(StringFormat::DateTime, bad), "{bad}");
        }
        assert!(is_time("10:11:12-01:00"));
        assert!(!is_time("10:11-01:00"));
    }

    #[test]
    fn bytes_have_one_text() {
        for good in ["", "AA==", "AAA=", "AAAA", "+/8="] {
            assert!(format_fits(StringFormat::Base64, good), "{good}");
        }
        for bad in [
            "A", "AA", "AAA", "AB==", "AAB=", "A===", "====", "A=A=", "-_8=", "AA=\n",
        ] {
            assert!(!format_fits(StringFormat::Base64, bad), "{bad}");
        }
        for good in ["", "AA", "AAA", "AAAA", "-_8"] {
            assert!(format_fits(StringFormat::Base64Url, good), "{good}");
        }
        for bad in ["A", "AB", "AAB", "AA==", "+/8"] {
            assert!(!format_fits(StringFormat::Base64Url, bad), "{bad}");
        }
    }
}
