//! Reading: what every model can do ([`Decode`]), and where it reads from ([`Source`]).

use std::collections::BTreeMap;

use serde_json::Value;

use super::DecodeError;

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
    /// Indexes of those that must be there, ascending.
    pub required: &'static [usize],
}

/// No known properties: a map.
pub static NO_FIELDS: Fields = Fields {
    names: &[],
    required: &[],
};

/// Reads the value of a known property; the first argument is its index in the list of names.
pub type EachField<'a> = dyn FnMut(usize, &mut dyn Source) -> Result<(), DecodeError> + 'a;
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
    /// Reads an object; properties that are not known are skipped. Of properties that occur twice the last one is to win.
    ///
    /// A required property that does not occur is an error: after success `each` was called for all of them.
    fn object(
        &mut self,
        fields: &'static Fields,
        each: &mut EachField<'_>,
    ) -> Result<(), DecodeError>;
    /// Reads an object; properties that are not known go to `other`.
    fn object_with(
        &mut self,
        fields: &'static Fields,
        each: &mut EachField<'_>,
        other: &mut EachOther<'_>,
    ) -> Result<(), DecodeError>;
}

/// Reads a property that may be absent into the field itself.
pub fn fill<T: Decode>(field: &mut T, source: &mut dyn Source) -> Result<(), DecodeError> {
    *field = T::decode(source)?;
    Ok(())
}

/// Reads a property that must be there into a slot.
pub fn set<T: Decode>(slot: &mut Option<T>, source: &mut dyn Source) -> Result<(), DecodeError> {
    *slot = Some(T::decode(source)?);
    Ok(())
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

/// The way out for the compiler where a slot of a required property might be empty: `object` has seen to it that none is.
#[cold]
pub fn incomplete<T>() -> Result<T, DecodeError> {
    Err(DecodeError::mismatch("all required properties", "fewer"))
}
