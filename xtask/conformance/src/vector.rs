//! Vectors: calls with what a server does and what must come of it, the same for every language.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use serde::Deserialize;
use serde_json::Value;

use crate::Reply;

/// The vectors of one family of rules: one file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// What the family is about.
    pub about: String,
    /// Its vectors.
    pub vectors: Vec<Vector>,
}

/// A call, and all that can be seen of it from outside.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Vector {
    /// What it shows.
    pub name: String,
    /// What the driver is told, without `id` and `baseUrl`. `{origin}` and `{elsewhere}` stand for the two servers,
    /// `{host}` for host and port of the first.
    pub call: Value,
    /// What the server does, request by request; the last one again and again.
    #[serde(default)]
    pub replies: Vec<ReplyText>,
    /// The requests that must arrive: as many, in this order.
    #[serde(default)]
    pub requests: Vec<Expected>,
    /// Header fields that all requests must have, each with one and the same value.
    #[serde(default)]
    pub same: Vec<String>,
    /// How often the call is made, one after another.
    #[serde(default = "once")]
    pub repeat: usize,
    /// Instead of `requests`: how many may arrive in all, at least and at most.
    #[serde(default)]
    pub arrivals: Option<(usize, usize)>,
    /// What the driver must answer, see [`crate::judge::answer`].
    pub answer: Value,
    /// Texts that must not stand in the answer or in what the driver logs.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// The shortest time the call may take, in milliseconds.
    #[serde(default)]
    pub at_least: u64,
    /// The longest time the call may take, in milliseconds.
    #[serde(default = "patience")]
    pub at_most: u64,
    /// Left out of the quick subset, because it takes long.
    #[serde(default)]
    pub slow: bool,
    /// Languages that are known to differ, with the reason. One that no longer differs is a failure too.
    #[serde(default)]
    pub known: BTreeMap<String, String>,
}

fn once() -> usize {
    1
}

fn patience() -> u64 {
    20_000
}

/// What the server does with a request.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ReplyText {
    #[serde(default)]
    status: Option<u16>,
    #[serde(default)]
    headers: Vec<(String, String)>,
    #[serde(default)]
    json: Option<Value>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    base64: Option<String>,
    /// The text is sent this many times.
    #[serde(default)]
    times: Option<usize>,
    /// The body is filled up with spaces to this many bytes.
    #[serde(default)]
    fill: usize,
    /// The body is sent compressed.
    #[serde(default)]
    gzip: bool,
    /// Nothing is sent, not even a head.
    #[serde(default)]
    silent: bool,
    /// Only so many bytes of the body are sent, then the connection ends.
    #[serde(default)]
    cut: Option<usize>,
    /// After what is sent nothing follows for this many milliseconds.
    #[serde(default)]
    stall: Option<u64>,
    /// The connection is reset.
    #[serde(default)]
    reset: bool,
    /// The body is sent in chunks.
    #[serde(default)]
    chunked: bool,
}

impl ReplyText {
    /// The reply, with the addresses of the servers in place.
    ///
    /// # Errors
    /// A body that is not base64.
    pub fn reply(&self, places: &dyn Fn(&str) -> String) -> Result<Reply, String> {
        if self.reset {
            return Ok(Reply::Reset);
        }
        let status = self.status.unwrap_or(204);
        let mut headers: Vec<(String, String)> = self
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), places(value)))
            .collect();
        if self.json.is_some() {
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
        }
        let mut body = self.body(places)?;
        body.resize(body.len().max(self.fill), b' ');
        if self.gzip {
            headers.push(("content-encoding".to_owned(), "gzip".to_owned()));
            body = compressed(&body).map_err(|error| error.to_string())?;
        }
        let borrowed: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let bytes = if self.chunked {
            chunks(&Reply::bytes(status, &borrowed, b""), &body)
        } else {
            Reply::bytes(status, &borrowed, &body)
        };
        let sent = match self.cut {
            Some(kept) => bytes[..bytes.len() - body.len() + kept.min(body.len())].to_vec(),
            None => bytes,
        };
        let (sent, ends) = match self.silent {
            true => (Vec::new(), true),
            false => (sent, self.cut.is_some()),
        };
        Ok(match (self.stall, ends) {
            (Some(time), _) => Reply::SendAndStall(sent, Duration::from_millis(time)),
            (None, true) => Reply::SendAndClose(sent),
            (None, false) => Reply::Send(sent),
        })
    }

    fn body(&self, places: &dyn Fn(&str) -> String) -> Result<Vec<u8>, String> {
        if let Some(json) = &self.json {
            return Ok(places(&json.to_string()).into_bytes());
        }
        if let Some(bytes) = &self.base64 {
            return STANDARD.decode(bytes).map_err(|error| error.to_string());
        }
        let text = places(self.text.as_deref().unwrap_or_default());
        Ok(text.repeat(self.times.unwrap_or(1)).into_bytes())
    }
}

fn compressed(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(body)?;
    encoder.finish()
}

/// A head without its length, and the body in chunks of 7 bytes.
fn chunks(head: &[u8], body: &[u8]) -> Vec<u8> {
    let head =
        String::from_utf8_lossy(head).replace("content-length: 0", "transfer-encoding: chunked");
    let mut bytes = head.into_bytes();
    for chunk in body.chunks(7) {
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}

/// What a request must be; what is left out is not looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Expected {
    /// The method.
    #[serde(default)]
    pub method: Option<String>,
    /// Path and query, byte for byte.
    #[serde(default)]
    pub target: Option<String>,
    /// Header fields; `null`: not sent.
    #[serde(default)]
    pub headers: BTreeMap<String, Option<String>>,
    /// The body, byte for byte.
    #[serde(default)]
    pub text: Option<String>,
    /// The body as a JSON value.
    #[serde(default)]
    pub json: Option<Value>,
    /// The body in base64.
    #[serde(default)]
    pub base64: Option<String>,
    /// The parts of a multipart body: `[content disposition, content type or null, text]`.
    #[serde(default)]
    pub parts: Option<Vec<(String, Option<String>, String)>>,
}

/// Reads every family of a folder, by name.
///
/// # Errors
/// The file that cannot be read, and why.
pub fn families(folder: &Path) -> Result<BTreeMap<String, Family>, String> {
    let mut families = BTreeMap::new();
    let fail = |what: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", what.display());
    for entry in std::fs::read_dir(folder).map_err(|error| fail(folder, &error))? {
        let path = entry.map_err(|error| fail(folder, &error))?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).map_err(|error| fail(&path, &error))?;
        let family = serde_json::from_str(&text).map_err(|error| fail(&path, &error))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        families.insert(name.into_owned(), family);
    }
    Ok(families)
}
