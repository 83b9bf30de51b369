//! What comes of a call: a value or a failure, as JSON.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use sdk::runtime::{from_slice, to_bytes, HeaderMap};
use sdk::{Base64, DecodeError, Download, Encode, Error, EventStream, JsonLines};
use serde::Serialize;
use serde_json::value::{to_raw_value, RawValue};

/// A JSON text, with all its digits.
pub type Json = Box<RawValue>;

/// What a call ends in.
pub type Outcome = Result<Success, Failure>;

/// A call that is under way.
pub type Pending = Pin<Box<dyn Future<Output = Outcome>>>;

/// A call that succeeded.
#[derive(Debug)]
pub struct Success {
    pub status: u16,
    pub headers: HeaderMap,
    pub value: Json,
    /// How many pages the value was collected from.
    pub pages: Option<usize>,
}

/// A call that failed.
#[derive(Debug, Serialize)]
pub struct Failure {
    kind: &'static str,
    /// Why a webhook is not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Json>,
    pub message: String,
    /// Of the answer, where there was one.
    #[serde(skip)]
    pub headers: Option<Box<HeaderMap>>,
}

/// Reads the headers of an answer into their struct, and gives its JSON text.
pub type ReadHeaders = fn(&HeaderMap) -> Result<Json, Failure>;

/// The JSON text of headers that were read.
pub fn typed<T: Encode>(headers: Result<T, DecodeError>) -> Result<Json, Failure> {
    value(&headers.map_err(|error| Failure::of("decode", error.to_string()))?)
}

impl Failure {
    /// A call that was refused before anything was sent.
    pub fn local(message: impl Into<String>) -> Self {
        Self::of("local", message)
    }

    /// A webhook that is not taken.
    pub fn webhook(reason: &'static str, message: impl Into<String>) -> Self {
        Self {
            reason: Some(reason),
            ..Self::of("webhook", message)
        }
    }

    /// A call that the SDK has no way to make.
    pub fn unsupported(message: impl Into<String>) -> Self {
        Self::of("unsupported", message)
    }

    fn of(kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            kind,
            reason: None,
            status: None,
            value: None,
            message: message.into(),
            headers: None,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let kind = match &error {
            Error::Api(_) => "api",
            Error::Timeout(_) => "timeout",
            Error::Decode(_) => "decode",
            Error::Local(_) => "local",
            Error::Redirect(_) => "redirect",
            // The enum may grow; whatever it is, there was no usable answer.
            Error::Transport(_) | _ => "transport",
        };
        let value = error.api().and_then(|answer| match answer.any_body() {
            Some(body) => value(body).ok(),
            None => to_raw_value(&String::from_utf8_lossy(answer.raw_body())).ok(),
        });
        Self {
            status: error.status().map(|status| status.as_u16()),
            value,
            headers: error.api().map(|answer| Box::new(answer.headers().clone())),
            ..Self::of(kind, error.to_string())
        }
    }
}

/// What a webhook sent: there is no answer to it that had a status.
pub fn payload(payload: &dyn Encode) -> Outcome {
    Ok(Success {
        status: 0,
        headers: HeaderMap::new(),
        value: value(payload)?,
        pages: None,
    })
}

/// A value as the SDK writes it.
pub fn value(value: &dyn Encode) -> Result<Json, Failure> {
    let text = to_bytes(value).map_err(|error| Failure::local(error.to_string()))?;
    let text = String::from_utf8_lossy(&text).into_owned();
    RawValue::from_string(text).map_err(|error| Failure::local(error.to_string()))
}

/// No value.
pub fn nothing() -> Json {
    RawValue::NULL.to_owned()
}

/// A download, read to its end.
pub async fn binary(download: Download) -> Result<Json, Failure> {
    let bytes = download.bytes(usize::MAX).await?;
    let content = value(&Base64(bytes.to_vec()))?;
    raw(&BTreeMap::from([("base64", content)]))
}

/// The data of all events of a stream.
pub async fn events<T: Encode>(mut stream: EventStream<T>) -> Result<Json, Failure> {
    let mut items = Vec::new();
    while let Some(event) = stream.next_item().await {
        items.push(value(&event?.data)?);
    }
    raw(&items)
}

/// All values of a stream.
pub async fn lines<T: Encode>(mut stream: JsonLines<T>) -> Result<Json, Failure> {
    let mut items = Vec::new();
    while let Some(item) = stream.next_item().await {
        items.push(value(&item?)?);
    }
    raw(&items)
}

/// A case that came after this driver was made.
pub fn unknown() -> Result<Json, Failure> {
    Err(Failure::unsupported("the answer is of an unknown case"))
}

/// The JSON text of something that is made of JSON texts.
pub fn raw(value: &impl Serialize) -> Result<Json, Failure> {
    to_raw_value(value).map_err(|error| Failure::local(error.to_string()))
}

/// The bytes behind a base64 text.
pub fn bytes(text: &str) -> Result<Vec<u8>, Failure> {
    let text = serde_json::to_vec(text).unwrap_or_default();
    let decoded: Result<Base64, _> = from_slice(&text);
    let decoded = decoded.map_err(|error| Failure::local(format!("base64: {error}")))?;
    Ok(decoded.0)
}
