//! JSON forms of Rust's own types.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Decode, DecodeError, Encode, EncodeError, Entries, Number, Source, Target};

macro_rules! integer {
    ($type:ty, $write:ident as $wide:ty, $expected:literal) => {
        impl Encode for $type {
            fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
                out.$write(<$wide>::from(*self))
            }
        }

        impl Decode for $type {
            /// Reads a whole number, also one written as `1.0` or `1e3` (JSON Schema: a number without a fraction is an
            /// integer). Out of range is an error, never a rounded value.
            fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
                let number = source.number("integer")?;
                match number {
                    Number::Unsigned(value) => Self::try_from(value).ok(),
                    Number::Signed(value) => Self::try_from(value).ok(),
                    Number::Float(value) => {
                        whole(value).and_then(|value| Self::try_from(value).ok())
                    }
                }
                .ok_or_else(|| not_an_integer(number, $expected))
            }
        }
    };
}

integer!(i32, i64 as i64, "an integer of 32 bits");
integer!(i64, i64 as i64, "an integer of 64 bits");
integer!(u32, u64 as u64, "an unsigned integer of 32 bits");
integer!(u64, u64 as u64, "an unsigned integer of 64 bits");

/// The whole number that a float stands for; beyond 2^53 a float does not say which one.
fn whole(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

#[cold]
fn not_an_integer(number: Number, expected: &'static str) -> DecodeError {
    let found = match number {
        Number::Unsigned(value) => value.to_string(),
        Number::Signed(value) => value.to_string(),
        Number::Float(value) => value.to_string(),
    };
    DecodeError::invalid(expected, &found)
}

impl Encode for f64 {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.f64(*self)
    }
}

impl Decode for f64 {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        Ok(match source.number("number")? {
            Number::Unsigned(value) => value as f64,
            Number::Signed(value) => value as f64,
            Number::Float(value) => value,
        })
    }
}

impl Encode for f32 {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.f32(*self)
    }
}

impl Decode for f32 {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        f64::decode(source).map(|value| value as f32)
    }
}

impl Encode for bool {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.bool(*self)
    }
}

impl Decode for bool {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        source.bool()
    }
}

impl Encode for str {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.string(self)
    }
}

impl Encode for String {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.string(self)
    }
}

impl Decode for String {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        source.string()
    }
}

/// `null`.
impl Encode for () {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.null()
    }
}

impl Decode for () {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        source.null()
    }
}

/// Any JSON value.
impl Encode for Value {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.value(self)
    }
}

impl Decode for Value {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        source.value()
    }
}

/// A JSON value that is always the same, given by its text: the one of a property that can have no other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constant(pub &'static str);

impl Encode for Constant {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        let value: Value = serde_json::from_str(self.0).map_err(EncodeError::new)?;
        out.value(&value)
    }
}

/// A type without values: of schemas that nothing fits.
impl Encode for std::convert::Infallible {
    fn encode(&self, _: &mut dyn Target) -> Result<(), EncodeError> {
        match *self {}
    }
}

impl Decode for std::convert::Infallible {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        let value = source.value()?;
        Err(DecodeError::mismatch(
            "nothing at all",
            super::describe(&value),
        ))
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        (**self).encode(out)
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        (**self).encode(out)
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        T::decode(source).map(Box::new)
    }
}

/// `None` is left out where it is a property that may be, and `null` elsewhere.
impl<T: Encode> Encode for Option<T> {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        match self {
            Some(value) => value.encode(out),
            None => out.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        let mut value = None;
        source.nullable(&mut |source| {
            value = Some(T::decode(source)?);
            Ok(())
        })?;
        Ok(value)
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.array(&mut self.iter().map(|item| item as &dyn Encode))
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        self.as_slice().encode(out)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        let mut items = Vec::new();
        source.array(&mut |source| {
            items.push(T::decode(source)?);
            Ok(())
        })?;
        Ok(items)
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.object(&super::NO_FIELDS, &[], self)
    }
}

impl<T: Encode> Entries for BTreeMap<String, T> {
    fn for_each(
        &self,
        each: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.iter().try_for_each(|(key, value)| each(key, value))
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        let mut map = BTreeMap::new();
        source.object_with(&super::NO_FIELDS, &mut [], &mut |key, source| {
            super::keep(&mut map, key, source)
        })?;
        Ok(map)
    }
}
