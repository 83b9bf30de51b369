//! Strings with a meaning: bytes, secrets, exact decimals.

use std::fmt;
use std::str::FromStr;

use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig};

use super::super as rt;
use super::{decode_text, impl_serde, Decode, DecodeError, Encode, EncodeError, Source, Target};

/// Padding is written and not insisted on.
const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
const URL_SAFE: GeneralPurpose =
    GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG.with_encode_padding(false));

/// The base64 text of bytes (RFC 4648, section 4).
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

macro_rules! base64_type {
    ($name:ident, $engine:ident, $doc:literal, $expected:literal) => {
        #[doc = $doc]
        #[derive(Clone, Default, PartialEq, Eq, Hash)]
        pub struct $name(pub Vec<u8>);

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({} bytes)", stringify!($name), self.0.len())
            }
        }

        impl Encode for $name {
            fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
                out.string(&$engine.encode(&self.0))
            }
        }

        impl Decode for $name {
            fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
                decode_text(source, $expected, |text| {
                    $engine.decode(text).ok().map(Self)
                })
            }
        }
    };
}

base64_type!(
    Base64,
    STANDARD,
    "Bytes that stand in JSON as base64 (RFC 4648, section 4).",
    "base64"
);
base64_type!(
    Base64Url,
    URL_SAFE,
    "Bytes that stand in JSON as base64url (RFC 4648, section 5).",
    "base64url"
);

/// A string that is never shown: `Debug` prints `[redacted]`, and there is no `Display`.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// Takes the secret in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Gives the secret out; what becomes of it is the caller's matter.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Encode for Secret {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.string(&self.0)
    }
}

impl Decode for Secret {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        source.string().map(Self)
    }
}

/// A decimal number with all its digits: kept as the text that stands in JSON, never rounded.
///
/// Exact when read from or written as JSON text; through a `serde_json::Value` it goes as a float.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// The digits, for example `12.50`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(value.to_string())
    }
}

impl FromStr for Decimal {
    type Err = DecodeError;

    /// Takes a number in JSON's grammar (RFC 8259, section 6).
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        match text.trim() == text && serde_json::from_str::<serde_json::Number>(text).is_ok() {
            true => Ok(Self(text.to_owned())),
            false => Err(DecodeError::invalid("a decimal number", text)),
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Encode for Decimal {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.number(&self.0)
    }
}

impl Decode for Decimal {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        source.number_text().map(Self)
    }
}

impl_serde!(Base64, Base64Url, Secret, Decimal);
