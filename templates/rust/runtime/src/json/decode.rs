//! Reading: what every model can do ([`Decode`]), and where it reads from ([`Source`]).

use std::collections::BTreeMap;

use serde_json::Value;

use super::{DecodeError, Nullable};

/// A value that can be read from JSON.
///
/// The counterpart of [`super::Encode`]: implemented by generated models, one function over trait objects each.
pub trait Decode: Sized {
    /// Reads exactly one JSON value.
    ///
    /// # Errors
    /// The value does not fit; no partly filled object is ever returned.
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError>;
}

/// A number as it stands in the JSON text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number of at least zero.
    Unsigned(u64),
    /// A negative whole number.
    Signed(i64),
    /// Any other number.
    Float(f64),
}

/// The properties of a struct.
#[derive(Debug)]
pub struct Fields {
    /// Their names.
    pub names: &'static [&'static str],
    /// Indexes of those that must be there, ascending: absent ones are refused when they are read, and written as `null`.
    pub required: &'static [usize],
}

/// No known properties: a map.
pub static NO_FIELDS: Fields = Fields {
    names: &[],
    required: &[],
};

/// Where the value of a property goes.
pub trait Slot {
    /// Reads it; what is not read is skipped.
    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError>;
}

/// The value of a property that may be absent.
impl<T: Decode> Slot for Option<T> {
    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        *self = Self::decode(source)?;
        Ok(())
    }
}

/// The value of a property that may be absent, and may be `null`.
impl<T: Decode> Slot for Nullable<T> {
    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        *self = Self::decode(source)?;
        Ok(())
    }
}

/// A value that is held until the struct is made.
#[derive(Debug)]
pub struct Held<T>(pub Option<T>);

impl<T: Decode> Slot for Held<T> {
    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        self.0 = Some(T::decode(source)?);
        Ok(())
    }
}

/// The value of a property that can have one only.
#[derive(Debug)]
pub struct Skip;

impl Slot for Skip {
    fn read(&mut self, _: &mut dyn Source) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// What is in a [`Slot`] before it is read.
pub trait Empty {
    /// That value.
    const EMPTY: Self;
}

impl<T> Empty for Option<T> {
    const EMPTY: Self = None;
}

impl<T> Empty for Nullable<T> {
    const EMPTY: Self = Self::Absent;
}

impl<T> Empty for Held<T> {
    const EMPTY: Self = Self(None);
}

impl Empty for Skip {
    const EMPTY: Self = Self;
}

/// Reads the value of a property that is not known; the first argument is its name.
pub type EachOther<'a> = dyn FnMut(String, &mut dyn Source) -> Result<(), DecodeError> + 'a;
/// Reads one value.
pub type Each<'a> = dyn FnMut(&mut dyn Source) -> Result<(), DecodeError> + 'a;

/// One JSON value, to be read once by the method that fits what is expected.
///
/// Every method fails with [`super::DecodeErrorKind::Mismatch`] on a value of another kind.
pub trait Source {
    /// Reads `null`.
    fn null(&mut self) -> Result<(), DecodeError>;
    /// Reads `true` or `false`.
    fn bool(&mut self) -> Result<bool, DecodeError>;
    /// Reads a number that stands for `expected`.
    fn number(&mut self, expected: &'static str) -> Result<Number, DecodeError>;
    /// Reads the text of a number.
    fn number_text(&mut self) -> Result<String, DecodeError>;
    /// Reads the JSON text of any value.
    fn json_text(&mut self) -> Result<String, DecodeError>;
    /// Reads a string.
    fn string(&mut self) -> Result<String, DecodeError>;
    /// Reads a string without keeping it.
    fn text(
        &mut self,
        read: &mut dyn FnMut(&str) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError>;
    /// Reads any value.
    fn value(&mut self) -> Result<Value, DecodeError>;
    /// Reads `null` without calling `read`, anything else with it.
    fn nullable(&mut self, read: &mut Each<'_>) -> Result<(), DecodeError>;
    /// Reads an array, item by item.
    fn array(&mut self, each: &mut Each<'_>) -> Result<(), DecodeError>;
    /// Reads an object, each property into the slot with its index; those that are not known are skipped. Of properties that occur
    /// twice the last one is to win.
    ///
    /// A required property that does not occur is an error: after success the slots of all of them were read.
    fn object(
        &mut self,
        fields: &'static Fields,
        slots: &mut [&mut dyn Slot],
    ) -> Result<(), DecodeError>;
    /// Reads an object; properties that are not known go to `other`.
    fn object_with(
        &mut self,
        fields: &'static Fields,
        slots: &mut [&mut dyn Slot],
        other: &mut EachOther<'_>,
    ) -> Result<(), DecodeError>;
}

/// Reads a property that is not known into a map.
pub fn keep<T: Decode>(
    map: &mut BTreeMap<String, T>,
    key: String,
    source: &mut dyn Source,
) -> Result<(), DecodeError> {
    match T::decode(source) {
        Ok(value) => {
            map.insert(key, value);
            Ok(())
        }
        Err(error) => Err(error.at_key(&key)),
    }
}
