//! Signatures of webhooks: what the server sends is verified byte for byte before it is read.

mod check;
mod error;
mod time;

use std::marker::PhantomData;
use std::time::SystemTime;

use reqwest::header::HeaderMap;

use super::json::{from_slice, Decode, DecodeError};
pub use error::WebhookError;

/// A webhook whose payload is signed.
#[derive(Debug)]
pub struct Webhook<T> {
    signature: Signature,
    payload: PhantomData<fn() -> T>,
}

impl<T: Decode> Webhook<T> {
    #[doc(hidden)]
    pub const fn new(signature: Signature) -> Self {
        Self {
            signature,
            payload: PhantomData,
        }
    }

    /// Verifies that the server sent a body, and reads it.
    ///
    /// The bytes must be as they came: a text that was read and written again has another signature. Several secrets are for the
    /// time in which the old one and the new one are used.
    ///
    /// # Errors
    /// Whatever shows that the server did not send it, and a body that is not as described.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &[&str],
    ) -> Result<T, WebhookError> {
        self.verify_at(SystemTime::now(), headers, body, secrets)
    }

    /// The same at another time, for tests.
    ///
    /// # Errors
    /// Those of [`verify`](Self::verify).
    pub fn verify_at(
        &self,
        now: SystemTime,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &[&str],
    ) -> Result<T, WebhookError> {
        check::verify(&self.signature, now, headers, body, secrets)?;
        // What no field takes is skipped without a look at its letters.
        let text = std::str::from_utf8(body).map_err(|error| {
            WebhookError::Body(DecodeError::mismatch("UTF-8", error.to_string()))
        })?;
        from_slice(text.as_bytes()).map_err(WebhookError::Body)
    }
}

/// How a payload is signed.
#[derive(Debug)]
#[doc(hidden)]
pub struct Signature {
    pub hash: SignatureHash,
    pub header: &'static str,
    /// What stands between the entries of the header.
    pub separator: Option<char>,
    /// What an entry begins with that is a signature.
    pub prefix: &'static str,
    pub encoding: SignatureEncoding,
    pub content: &'static [Signed],
    pub timestamp: Option<SignatureTimestamp>,
    pub key: SignatureKey,
}

#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub enum SignatureHash {
    Sha1,
    Sha256,
    Sha512,
}

#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub enum SignatureEncoding {
    Hex,
    Base64,
}

/// A piece of what is signed.
#[derive(Debug)]
#[doc(hidden)]
pub enum Signed {
    Text(&'static str),
    Body,
    Timestamp,
    Header(&'static str),
}

#[derive(Debug)]
#[doc(hidden)]
pub struct SignatureTimestamp {
    pub place: TimestampPlace,
    pub format: TimestampFormat,
    /// In seconds.
    pub tolerance: u32,
}

#[derive(Debug)]
#[doc(hidden)]
pub enum TimestampPlace {
    Header(&'static str),
    /// The entry of the signature's header that begins with this.
    Entry(&'static str),
}

#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub enum TimestampFormat {
    Unix,
    DateTime,
}

/// How a key is made of a secret.
#[derive(Debug)]
#[doc(hidden)]
pub enum SignatureKey {
    Text,
    /// The bytes behind this prefix, which may be missing.
    Base64(&'static str),
}
