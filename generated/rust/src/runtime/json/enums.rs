//! Macros that give generated types their `serde` traits and enums their JSON form.
//!
//! They name this runtime `rt`, which is in scope wherever they are used: a path that starts with `$crate` would not survive
//! the copy into a package. Which of them a package uses depends on its description, hence the `allow`s.

use std::fmt;

use super::{DecodeError, Source};

/// Implements `serde::Serialize` and `serde::Deserialize` by `Encode` and `Decode`.
macro_rules! impl_serde {
    ($($type:ty),+) => {$(
        impl rt::serde::Serialize for $type {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                rt::serialize(self, serializer)
            }
        }

        impl<'de> rt::serde::Deserialize<'de> for $type {
            fn deserialize<D: rt::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                rt::deserialize(deserializer)
            }
        }
    )+};
}
#[allow(unused_imports)]
pub(crate) use impl_serde;

/// Gives an enum of strings its JSON form: `text_enum!(State { Open = "open", Closed = "closed" } else Unknown)`.
///
/// `Unknown(String)` holds what the list does not; without `else` such a string is a decode error. A value is compared, hashed and
/// shown by its text: large crates have thousands of enums, and to derive that takes a sixth of the time in which they are checked.
#[allow(unused_macros)]
macro_rules! text_enum {
    ($type:ident { $($variant:ident = $text:literal),* $(,)? } else $unknown:ident) => {
        impl $type {
            /// The value as it is sent.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(text) => text,
                }
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::$unknown(text.to_owned()),
                }
            }
        }

        impl rt::Decode for $type {
            fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                rt::decode_open(source)
            }
        }

        rt::text_enum!(@shared $type);
    };
    ($type:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $type {
            /// The value as it is sent.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl rt::Decode for $type {
            fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                rt::decode_text(source, concat!("one of the values of ", stringify!($type)), |text| match text {
                    $($text => Some(Self::$variant),)*
                    _ => None,
                })
            }
        }

        rt::text_enum!(@shared $type);
    };
    (@shared $type:ident) => {
        impl std::cmp::PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl std::cmp::Eq for $type {}

        impl std::hash::Hash for $type {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                rt::show_text(f, stringify!($type), self.as_str())
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl rt::Encode for $type {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                out.string(self.as_str())
            }
        }

        rt::impl_serde!($type);
    };
}
#[allow(unused_imports)]
pub(crate) use text_enum;

/// Gives an enum of whole numbers its JSON form: `integer_enum!(Priority { Low = 1, High = 2 } else Unknown)`.
///
/// `Unknown(i64)` holds what the list does not; without `else` such a number is a decode error.
#[allow(unused_macros)]
macro_rules! integer_enum {
    ($type:ident { $($variant:ident = $number:literal),* $(,)? } else $unknown:ident) => {
        impl $type {
            /// The value as it is sent.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::$unknown(number) => *number,
                }
            }
        }

        impl From<i64> for $type {
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    _ => Self::$unknown(number),
                }
            }
        }

        impl rt::Decode for $type {
            fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                <i64 as rt::Decode>::decode(source).map(Self::from)
            }
        }

        rt::integer_enum!(@shared $type);
    };
    ($type:ident { $($variant:ident = $number:literal),* $(,)? }) => {
        impl $type {
            /// The value as it is sent.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                }
            }
        }

        impl rt::Decode for $type {
            fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                let number = <i64 as rt::Decode>::decode(source)?;
                match number {
                    $($number => Ok(Self::$variant),)*
                    _ => Err(rt::DecodeError::invalid(
                        concat!("one of the values of ", stringify!($type)),
                        &number.to_string(),
                    )),
                }
            }
        }

        rt::integer_enum!(@shared $type);
    };
    (@shared $type:ident) => {
        impl rt::Encode for $type {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                out.i64(self.as_i64())
            }
        }

        rt::impl_serde!($type);
    };
}
#[allow(unused_imports)]
pub(crate) use integer_enum;

/// Gives an enum of numbers or of mixed scalars its JSON form: `value_enum!(Size { Half = 0.5, Auto = "auto" } else Unknown)`.
///
/// `Unknown(serde_json::Value)` holds what the list does not; without `else` such a value is a decode error.
#[allow(unused_macros)]
macro_rules! value_enum {
    ($type:ident { $($variant:ident = $value:literal),* $(,)? } else $unknown:ident) => {
        impl rt::Encode for $type {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                match self {
                    $(Self::$variant => out.value(&rt::Value::from($value)),)*
                    Self::$unknown(value) => out.value(value),
                }
            }
        }

        impl rt::Decode for $type {
            fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                let value = source.value()?;
                $(if rt::same_json(&value, &rt::Value::from($value)) {
                    return Ok(Self::$variant);
                })*
                Ok(Self::$unknown(value))
            }
        }

        rt::impl_serde!($type);
    };
    ($type:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl rt::Encode for $type {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                match self {
                    $(Self::$variant => out.value(&rt::Value::from($value)),)*
                }
            }
        }

        impl rt::Decode for $type {
            fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                let value = source.value()?;
                $(if rt::same_json(&value, &rt::Value::from($value)) {
                    return Ok(Self::$variant);
                })*
                Err(rt::DecodeError::invalid(concat!("one of the values of ", stringify!($type)), &value.to_string()))
            }
        }

        rt::impl_serde!($type);
    };
}
#[allow(unused_imports)]
pub(crate) use value_enum;

/// Shows a value of an enum of strings as `State("open")`.
pub fn show_text(f: &mut fmt::Formatter<'_>, name: &str, text: &str) -> fmt::Result {
    f.debug_tuple(name).field(&text).finish()
}

/// Reads a string of which there may be more than are known.
pub fn decode_open<T: for<'t> From<&'t str>>(source: &mut dyn Source) -> Result<T, DecodeError> {
    decode_text(source, "", |text| Some(T::from(text)))
}

/// Reads a string by `read`; `None` from it means that the string is not `expected`.
pub fn decode_text<T>(
    source: &mut dyn Source,
    expected: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, DecodeError> {
    let mut value = None;
    source.text(&mut |text| {
        value = read(text);
        match value {
            Some(_) => Ok(()),
            None => Err(DecodeError::invalid(expected, text)),
        }
    })?;
    value.ok_or_else(|| DecodeError::mismatch("string", "nothing"))
}
