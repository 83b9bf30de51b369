//! Writing: what every model can do ([`Encode`]), and where it writes to ([`Target`]).

use std::any::Any;
use std::fmt::Debug;

use serde_json::Value;

use super::{EncodeError, Fields};

/// A value that has a JSON form.
///
/// Generated models implement this instead of `serde::Serialize`, because one function over trait objects is compiled once
/// while a derived one is compiled for every type; `impl_serde!` gives the `serde` traits on top.
pub trait Encode {
    /// Writes the value, exactly one JSON value, into `out`.
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError>;

    /// Whether the value is left out where it stands for a property of an object, an item of a query and the like.
    fn is_absent(&self) -> bool {
        false
    }
}

/// The JSON data model, as something that can be written to once.
pub trait Target {
    /// Writes `null`.
    fn null(&mut self) -> Result<(), EncodeError>;
    /// Writes `true` or `false`.
    fn bool(&mut self, value: bool) -> Result<(), EncodeError>;
    /// Writes a whole number.
    fn i64(&mut self, value: i64) -> Result<(), EncodeError>;
    /// Writes a whole number.
    fn u64(&mut self, value: u64) -> Result<(), EncodeError>;
    /// Writes a number with 32 bits, so that `0.1` stays `0.1`. Not finite: an error.
    fn f32(&mut self, value: f32) -> Result<(), EncodeError>;
    /// Writes a number. Not finite: an error.
    fn f64(&mut self, value: f64) -> Result<(), EncodeError>;
    /// Writes a string.
    fn string(&mut self, value: &str) -> Result<(), EncodeError>;
    /// Writes any JSON value.
    fn value(&mut self, value: &Value) -> Result<(), EncodeError>;
    /// Writes a number given by its JSON text.
    fn number(&mut self, text: &str) -> Result<(), EncodeError>;
    /// Writes an array.
    fn array(&mut self, items: &mut dyn Iterator<Item = &dyn Encode>) -> Result<(), EncodeError>;
    /// Writes an object: `values` under the names of `fields`, then `more`, less those whose name is among these. Absent values are
    /// left out, or `null` where the property must be there.
    fn object(
        &mut self,
        fields: &Fields,
        values: &[&dyn Field],
        more: &dyn Entries,
    ) -> Result<(), EncodeError>;
}

/// The value of a property, whatever its type is.
pub trait Field: Encode + Debug + Any {
    /// Whether two are equal.
    fn equals(&self, other: &dyn Field) -> bool;
}

impl<T: Encode + Debug + PartialEq + Any> Field for T {
    fn equals(&self, other: &dyn Field) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }
}

impl Fields {
    /// The properties that are written: not those that are absent, unless they must be there.
    pub fn written<'v>(
        &'v self,
        values: &'v [&'v dyn Field],
    ) -> impl Iterator<Item = (&'static str, &'v dyn Field)> {
        let all = self.names.iter().copied().zip(values.iter().copied());
        let written = all
            .enumerate()
            .filter(|(index, (_, value))| !value.is_absent() || self.required.contains(index));
        written.map(|(_, property)| property)
    }
}

/// Properties whose names are known at run time only.
pub trait Entries {
    /// Calls `each` with every one of them.
    fn for_each(
        &self,
        each: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError>;
}

/// No properties beyond the known ones.
pub struct NoEntries;

impl Entries for NoEntries {
    fn for_each(
        &self,
        _: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        Ok(())
    }
}
