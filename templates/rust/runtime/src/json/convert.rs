//! Whole texts and values: the ways in and out.

use bytes::Bytes;
use serde_json::Value;

use super::error::shorten;
use super::serde_source::SerdeSource;
use super::serde_target::Erased;
use super::{Decode, DecodeError, Encode, EncodeError};

/// The JSON text of a value.
pub fn to_bytes(value: &dyn Encode) -> Result<Bytes, EncodeError> {
    serde_json::to_vec(&Erased(value))
        .map(Bytes::from)
        .map_err(EncodeError::new)
}

/// A value as a tree.
pub fn to_value(value: &dyn Encode) -> Result<Value, EncodeError> {
    serde_json::to_value(Erased(value)).map_err(EncodeError::new)
}

/// Reads a JSON text; anything after it but white space is an error. Nesting is limited to 127 levels.
pub fn from_slice<T: Decode>(text: &[u8]) -> Result<T, DecodeError> {
    // Some servers begin with a byte order mark, which may be ignored (RFC 8259, section 8.1).
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let value = T::decode(&mut SerdeSource::new(&mut deserializer))?;
    deserializer.end().map_err(DecodeError::syntax)?;
    Ok(value)
}

/// Reads a value from a tree.
pub fn from_value<T: Decode>(value: &Value) -> Result<T, DecodeError> {
    T::decode(&mut SerdeSource::new(value))
}

/// A value in few words, for an error.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => format!("number {value}"),
        Value::String(value) => format!("string {:?}", shorten(value)),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
