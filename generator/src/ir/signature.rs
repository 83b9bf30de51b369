//! Signatures: how a server proves that what it sends comes from it.

/// A message authentication code in a header, made with a secret that the server and the receiver share.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Signature {
    /// How the code is computed.
    pub algorithm: SignatureAlgorithm,
    /// The header with the signature, as written.
    pub header: String,
    /// What stands between the entries of the header; `None`: the whole value is one entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// What an entry begins with that is a signature; the others are not looked at.
    pub prefix: String,
    /// How the code is written behind the prefix.
    pub encoding: SignatureEncoding,
    /// What is signed, piece by piece; the body is one of them, and the time if there is one.
    pub content: Vec<SignedPart>,
    /// When it was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<SignatureTimestamp>,
    /// How the key is made of a secret.
    pub key: SignatureKey,
}

/// HMAC (RFC 2104) with a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum SignatureAlgorithm {
    HmacSha1,
    HmacSha256,
    HmacSha512,
}

/// How bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SignatureEncoding {
    /// Two digits a byte, upper or lower case.
    Hex,
    /// The standard alphabet with padding (RFC 4648, 4).
    Base64,
}

/// A piece of what is signed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SignedPart {
    /// This text.
    Literal(String),
    /// The body, byte for byte.
    Body,
    /// The time, as it is written.
    Timestamp,
    /// The value of the header with this name.
    Header(String),
}

/// When something was signed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignatureTimestamp {
    /// Where it stands.
    pub place: TimestampPlace,
    /// How it is written.
    pub format: TimestampFormat,
    /// How many seconds it may be from the receiver's own time, in both directions.
    pub tolerance: u32,
}

/// Where a time stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TimestampPlace {
    /// In a header of its own.
    Header(String),
    /// In the header of the signature, behind this prefix.
    Entry(String),
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TimestampFormat {
    /// Seconds since 1970.
    Unix,
    /// RFC 3339.
    DateTime,
}

/// How a key is made of a secret.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SignatureKey {
    /// Its bytes in UTF-8.
    Text,
    /// The bytes that it is base64 of, behind this prefix, which may be missing.
    Base64(String),
}
