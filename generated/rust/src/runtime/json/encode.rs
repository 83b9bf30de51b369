//! Writing: what every model can do ([`Encode`]), and where it writes to ([`Target`]).

use serde_json::Value;

use super::EncodeError;

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
    /// Writes an object: `values` under `names`, absent ones left out.
    fn object(&mut self, names: &[&str], values: &[&dyn Encode]) -> Result<(), EncodeError> {
        self.object_with(names, values, &NoEntries)
    }
    /// Writes an object: `values` under `names`, then `more`, less those whose name is among `names`.
    fn object_with(
        &mut self,
        names: &[&str],
        values: &[&dyn Encode],
        more: &dyn Entries,
    ) -> Result<(), EncodeError>;
}

/// Properties whose names are known at run time only.
pub trait Entries {
    /// Calls `each` with every one of them.
    fn for_each(
        &self,
        each: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError>;
}

struct NoEntries;

impl Entries for NoEntries {
    fn for_each(
        &self,
        _: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        Ok(())
    }
}
