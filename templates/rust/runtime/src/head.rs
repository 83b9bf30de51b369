//! The head of a response: status, headers, request id.

use std::fmt;

use reqwest::header::{HeaderMap, HeaderName, CONTENT_TYPE};
use reqwest::StatusCode;

use super::operation::StatusPattern;

/// Status and headers of a response.
#[derive(Clone)]
pub struct Head {
    status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
}

impl Head {
    /// `id_headers`: where the request id may stand, the first present one counts; then any header whose name ends in
    /// `-request-id`, as many services put their own name before it.
    pub(super) fn new(status: StatusCode, headers: HeaderMap, id_headers: &[HeaderName]) -> Self {
        let named = id_headers.iter().find_map(|name| headers.get(name));
        let own = || {
            let mut all = headers.iter();
            all.find_map(|(name, value)| name.as_str().ends_with("-request-id").then_some(value))
        };
        let request_id = named
            .or_else(own)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        Self {
            status,
            headers,
            request_id,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The server's name for the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The media type without parameters, as sent; empty if there is none.
    pub fn content_type(&self) -> &str {
        let value = self
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim()
    }

    /// Whether the response is the one described under a status and a media type.
    ///
    /// `media_type` may be a range (`text/*`, `*/*`); empty: the response has no body, whatever it says.
    pub fn matches(&self, status: StatusPattern, media_type: &str) -> bool {
        status.matches(self.status.as_u16())
            && (media_type.is_empty() || is_within(self.content_type(), media_type))
    }
}

fn is_within(found: &str, range: &str) -> bool {
    let range = range.split(';').next().unwrap_or_default().trim();
    match range.strip_suffix('*') {
        Some("*/") => true,
        Some(prefix) => found
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix)),
        None => found.eq_ignore_ascii_case(range),
    }
}

impl fmt::Debug for Head {
    /// Headers by name only: their values may be secrets (`Set-Cookie`, signed links).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Head")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("headers", &names)
            .finish()
    }
}
