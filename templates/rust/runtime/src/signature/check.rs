//! The verification of one body.

use std::time::SystemTime;

use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::Engine;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::HeaderMap;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use super::{
    time, Signature, SignatureEncoding, SignatureHash, SignatureKey, Signed, TimestampPlace,
    WebhookError,
};

/// Secrets are read by people: bits that their last letter has to spare do no harm.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// The time of a signature, as it is written and in seconds since 1970.
struct Timestamp<'h> {
    text: &'h str,
    seconds: i64,
    tolerance: u32,
}

/// Verifies a body that came at this time.
pub(super) fn verify(
    signature: &Signature,
    now: SystemTime,
    headers: &HeaderMap,
    body: &[u8],
    secrets: &[&str],
) -> Result<(), WebhookError> {
    let keys = keys(&signature.key, secrets)?;
    let value = header(headers, signature.header)?;
    let entries: Vec<&str> = match signature.separator {
        Some(separator) => value.split(separator).map(trimmed).collect(),
        None => vec![value],
    };
    let codes = entries.iter().filter_map(|entry| code(signature, entry));
    let codes: Vec<Vec<u8>> = codes.collect();
    if codes.is_empty() {
        return Err(WebhookError::MalformedHeader(signature.header));
    }
    let timestamp = timestamp(signature, headers, &entries)?;
    let content = content(signature, headers, body, timestamp.as_ref())?;
    // Each code is compared with each key, so that the time does not tell which one fits.
    let mut fits = false;
    for key in &keys {
        for code in &codes {
            fits |= is_code(signature.hash, key, &content, code);
        }
    }
    if !fits {
        return Err(WebhookError::NoSignatureFits);
    }
    match timestamp {
        Some(timestamp) => timestamp.check(time::of(now)),
        None => Ok(()),
    }
}

impl Timestamp<'_> {
    fn check(&self, now: i64) -> Result<(), WebhookError> {
        let age = now.saturating_sub(self.seconds);
        let tolerance = i64::from(self.tolerance);
        if age > tolerance {
            return Err(WebhookError::TooOld(self.tolerance));
        }
        if age < -tolerance {
            return Err(WebhookError::InTheFuture(self.tolerance));
        }
        Ok(())
    }
}

fn keys(key: &SignatureKey, secrets: &[&str]) -> Result<Vec<Vec<u8>>, WebhookError> {
    if secrets.is_empty() {
        return Err(WebhookError::Secret("there is no secret"));
    }
    let keys = secrets.iter().map(|secret| {
        let key = match key {
            SignatureKey::Text => secret.as_bytes().to_vec(),
            SignatureKey::Base64(prefix) => {
                let text = secret.strip_prefix(prefix).unwrap_or(secret);
                let decoded = LENIENT.decode(text);
                decoded.map_err(|_| WebhookError::Secret("a secret is not base64"))?
            }
        };
        match key.is_empty() {
            true => Err(WebhookError::Secret("a secret is empty")),
            false => Ok(key),
        }
    });
    keys.collect()
}

/// The code of an entry, if it is one. What is written otherwise than it would be fits nothing.
fn code(signature: &Signature, entry: &str) -> Option<Vec<u8>> {
    let text = entry.strip_prefix(signature.prefix)?;
    let size = match signature.hash {
        SignatureHash::Sha1 => 20,
        SignatureHash::Sha256 => 32,
        SignatureHash::Sha512 => 64,
    };
    match signature.encoding {
        SignatureEncoding::Hex => hexadecimal(text).filter(|code| code.len() == size),
        SignatureEncoding::Base64 => {
            let decoded = LENIENT.decode(text).ok()?;
            let is_canonical = STANDARD.encode(&decoded) == text;
            (decoded.len() == size).then(|| if is_canonical { decoded } else { Vec::new() })
        }
    }
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    let pairs = digits.chunks_exact(2);
    pairs
        .map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        })
        .collect()
}

fn timestamp<'h>(
    signature: &Signature,
    headers: &'h HeaderMap,
    entries: &[&'h str],
) -> Result<Option<Timestamp<'h>>, WebhookError> {
    let Some(described) = &signature.timestamp else {
        return Ok(None);
    };
    let (name, text) = match described.place {
        TimestampPlace::Header(name) => (name, Some(header(headers, name)?)),
        TimestampPlace::Entry(prefix) => {
            let mut times = entries
                .iter()
                .filter_map(|entry| entry.strip_prefix(prefix));
            let first = times.next();
            (signature.header, first.filter(|_| times.next().is_none()))
        }
    };
    let text = text.ok_or(WebhookError::MalformedHeader(name))?;
    match time::seconds(text, described.format) {
        Some(seconds) => Ok(Some(Timestamp {
            text,
            seconds,
            tolerance: described.tolerance,
        })),
        None => Err(WebhookError::MalformedHeader(name)),
    }
}

/// What is signed.
fn content(
    signature: &Signature,
    headers: &HeaderMap,
    body: &[u8],
    timestamp: Option<&Timestamp<'_>>,
) -> Result<Vec<u8>, WebhookError> {
    let mut content = Vec::with_capacity(body.len() + 64);
    for piece in signature.content {
        content.extend_from_slice(match piece {
            Signed::Text(text) => text.as_bytes(),
            Signed::Body => body,
            Signed::Timestamp => timestamp.map_or("", |timestamp| timestamp.text).as_bytes(),
            Signed::Header(name) => header(headers, name)?.as_bytes(),
        });
    }
    Ok(content)
}

/// Whether this is the code of the content, in constant time.
fn is_code(hash: SignatureHash, key: &[u8], content: &[u8], code: &[u8]) -> bool {
    match hash {
        SignatureHash::Sha1 => is_code_of::<Hmac<Sha1>>(key, content, code),
        SignatureHash::Sha256 => is_code_of::<Hmac<Sha256>>(key, content, code),
        SignatureHash::Sha512 => is_code_of::<Hmac<Sha512>>(key, content, code),
    }
}

fn is_code_of<M: Mac + KeyInit>(key: &[u8], content: &[u8], code: &[u8]) -> bool {
    // HMAC takes keys of any length.
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else {
        return false;
    };
    mac.update(content);
    mac.verify_slice(code).is_ok()
}

/// The value of a header that must be there once.
fn header<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<&'h str, WebhookError> {
    let mut values = headers.get_all(name).iter();
    let first = values.next().ok_or(WebhookError::MissingHeader(name))?;
    let text = first.to_str().ok().map(trimmed);
    text.filter(|text| !text.is_empty() && values.next().is_none())
        .ok_or(WebhookError::MalformedHeader(name))
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}
