//! What a webhook sent, and what it is verified with.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

use crate::answer::{self, Failure, Json, Outcome};

/// Verifies a webhook, and gives its payload.
pub type Verify = fn(&Sent) -> Outcome;

/// A line of input that is about a webhook.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Sent {
    pub id: Json,
    #[serde(rename = "baseUrl")]
    _base_url: Option<String>,
    webhook: String,
    headers: BTreeMap<String, Values>,
    body: Body,
    secrets: Vec<String>,
    now: u64,
}

/// The values of a header.
#[derive(Deserialize)]
#[serde(untagged)]
enum Values {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    text: Option<String>,
    base64: Option<String>,
}

impl Sent {
    /// Verifies it.
    pub fn verify(&self, webhooks: &[(&str, Verify)]) -> Outcome {
        let found = webhooks.iter().find(|(words, _)| *words == self.webhook);
        match found {
            Some((_, verify)) => verify(self),
            None => Err(Failure::unsupported(format!(
                "the SDK has no webhook {:?}",
                self.webhook
            ))),
        }
    }

    pub fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.now)
    }

    pub fn headers(&self) -> Result<HeaderMap, Failure> {
        let mut headers = HeaderMap::new();
        for (name, values) in &self.headers {
            let values = match values {
                Values::One(value) => std::slice::from_ref(value),
                Values::Several(values) => values.as_slice(),
            };
            for value in values {
                let name: Result<HeaderName, _> = name.parse();
                let value = HeaderValue::from_bytes(value.as_bytes());
                match (name, value) {
                    (Ok(name), Ok(value)) => headers.append(name, value),
                    _ => return Err(Failure::local("no header")),
                };
            }
        }
        Ok(headers)
    }

    pub fn body(&self) -> Result<Vec<u8>, Failure> {
        match &self.body.base64 {
            Some(text) => answer::bytes(text),
            None => Ok(self.body.text.clone().unwrap_or_default().into_bytes()),
        }
    }

    pub fn secrets(&self) -> Vec<&str> {
        self.secrets.iter().map(String::as_str).collect()
    }
}
