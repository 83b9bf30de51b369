//! Types of others, which know `serde` and nothing of this runtime.
//!
//! They go through a JSON text, so that a number keeps its digits whatever the type makes of it.

use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::Value;

use super::json::{DecodeError, EncodeError, Source, Target};

/// Gives a type of another crate its JSON form by its `serde` traits: `foreign!(::uuid::Uuid)`.
#[allow(unused_macros)]
macro_rules! foreign {
    ($type:ty) => {
        impl rt::Encode for $type {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                rt::encode_foreign(self, out)
            }
        }

        impl rt::Decode for $type {
            fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                rt::decode_foreign(source)
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use foreign;

/// Writes a value as its type does.
pub fn encode_foreign<T: Serialize>(value: &T, out: &mut dyn Target) -> Result<(), EncodeError> {
    let text = serde_json::to_string(value).map_err(EncodeError::new)?;
    match text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        true => out.number(&text),
        false => {
            let value: Value = serde_json::from_str(&text).map_err(EncodeError::new)?;
            out.value(&value)
        }
    }
}

/// Reads a value as its type does. What the type says of a text that it does not take becomes the error.
pub fn decode_foreign<T: DeserializeOwned>(source: &mut dyn Source) -> Result<T, DecodeError> {
    let text = source.json_text()?;
    serde_json::from_str(&text).map_err(|error| {
        // The place is that of a text which nobody sees.
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        DecodeError::refused(std::any::type_name::<T>(), message)
    })
}
