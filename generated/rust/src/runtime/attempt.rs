//! One attempt: credentials, sending, redirects, reading the answer.

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderValue, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, LOCATION};
use reqwest::{Method, StatusCode, Url};

use super::auth;
use super::clock::{self, Instant};
use super::credential::Credential;
use super::download::{collect, Download};
use super::error::{
    ApiError, Error, LocalErrorKind, RedirectError, RedirectReason, TimeoutKind, TransportError,
};
use super::head::Head;
use super::json::DecodeError;
use super::notation::notation;
use super::operation::{Operation, Scheme};
use super::parts::Content;
use super::reply::{unreadable, Reply, ReplyContent};
use super::retry::{self, Failure};
use super::send::{timed_out, Prepared};
use super::{origin, upload};

/// So many redirects in a row are followed.
const MAX_REDIRECTS: u32 = 5;
/// So much of an error's body is kept.
const ERROR_BODY_LIMIT: usize = 1 << 20;

/// What the attempts of a call have in common.
pub(super) struct Exchange<'a> {
    pub prepared: &'a Prepared,
    pub url: Url,
    pub headers: HeaderMap,
    pub schemes: Vec<(&'static Scheme, Credential)>,
    pub timeout: Duration,
    pub deadline: Option<Instant>,
    pub streams: fn(&Head) -> bool,
}

/// An attempt that failed, and how.
pub(super) struct Failed {
    pub failure: Failure,
    pub error: Error,
}

impl From<Error> for Failed {
    /// An error that another attempt would not mend.
    fn from(error: Error) -> Self {
        Self {
            failure: Failure::Final,
            error,
        }
    }
}

/// Makes attempt `number`, within the limits of time.
pub(super) async fn run(exchange: &Exchange<'_>, number: u32) -> Result<Reply, Failed> {
    let end = Instant::now().checked_add(exchange.timeout);
    let (limit, kind) = match (end, exchange.deadline) {
        (Some(end), Some(deadline)) if deadline < end => (Some(deadline), TimeoutKind::Deadline),
        (Some(end), _) => (Some(end), TimeoutKind::Attempt),
        (None, deadline) => (deadline, TimeoutKind::Deadline),
    };
    let attempt = exchange.attempt(number);
    match limit {
        None => attempt.await,
        Some(limit) => match clock::until(limit, attempt).await {
            Some(result) => result,
            None => Err(timed_out(exchange.operation(), kind, number)),
        },
    }
}

impl Exchange<'_> {
    fn operation(&self) -> &'static Operation {
        self.prepared.operation()
    }

    async fn attempt(&self, number: u32) -> Result<Reply, Failed> {
        let client = &self.prepared.client;
        let applied = auth::apply(client, &self.schemes).await?;
        let mut url = self.url.clone();
        let mut redirects = 0;
        let response = loop {
            let request = self.request(&url, &applied).await?;
            let sent_to = request.url().clone();
            let response = client
                .http
                .execute(request)
                .await
                .map_err(|error| self.broken(error, number))?;
            if has_strayed(&sent_to, response.url()) {
                // An HTTP client of the user's that follows redirects by itself.
                return Err(self
                    .refused(
                        response.status(),
                        RedirectReason::OtherOrigin,
                        Some(response.url()),
                    )
                    .into());
            }
            match self.redirect(&url, &response, redirects)? {
                Some(next) => url = next,
                None => break response,
            }
            redirects += 1;
        };
        let head = Head::new(
            response.status(),
            response.headers().clone(),
            &client.id_headers,
        );
        if !head.status().is_success() {
            return Err(self.api_error(head, response, number).await);
        }
        let operation = self.operation().id;
        let content = match (self.streams)(&head) {
            true => ReplyContent::Streamed(Download::new(
                operation,
                head.clone(),
                response,
                self.timeout,
            )),
            false => ReplyContent::Whole(self.whole(&head, response, number).await?),
        };
        Ok(Reply {
            operation,
            notations: self.operation().notations,
            head,
            content,
        })
    }

    /// The request as it goes on the wire.
    async fn request(
        &self,
        url: &Url,
        applied: &auth::Applied,
    ) -> Result<reqwest::Request, Failed> {
        let parts = &self.prepared.parts;
        let method = Method::from_bytes(self.operation().method.as_bytes())
            .map_err(|_| Error::local(LocalErrorKind::Value, "the operation's method is none"))?;
        let mut url = url.clone();
        if !applied.query.is_empty() {
            let own = super::parts::join_pairs(&applied.query);
            let query = match url.query() {
                Some(query) if !query.is_empty() => format!("{query}&{own}"),
                _ => own,
            };
            url.set_query(Some(&query));
        }
        let mut request = reqwest::Request::new(method, url);
        let mut headers = self.headers.clone();
        for (name, value) in &applied.headers {
            headers.insert(name, value.clone());
        }
        let cookies: Vec<_> = parts
            .cookies
            .iter()
            .chain(&applied.cookies)
            .cloned()
            .collect();
        if !cookies.is_empty() {
            let pairs: Vec<String> = cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let mut value = super::client::header("cookie", &pairs.join("; "))?.1;
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        // Some descriptions have the length of the body for a parameter, but only its own is true.
        headers.remove(CONTENT_LENGTH);
        if matches!(self.operation().method, "POST" | "PUT" | "PATCH") {
            // Where a body is expected, that there is none is said too (RFC 9110, 8.6).
            headers.insert(CONTENT_LENGTH, HeaderValue::from(0_u64));
        }
        let (content_type, pieces) = match &parts.content {
            Content::None => (None, Vec::new()),
            Content::Single {
                content_type,
                piece,
            } => (Some(content_type.clone()), vec![piece.clone()]),
            Content::Multipart(multipart) => (Some(multipart.content_type()), multipart.pieces()),
        };
        if let Some(content_type) = content_type {
            headers.insert(
                CONTENT_TYPE,
                super::client::header("content-type", &content_type)?.1,
            );
            let (body, length) = upload::open(pieces).await.map_err(|error| {
                Error::local(
                    LocalErrorKind::File,
                    format!("a file to be sent cannot be read: {error}"),
                )
            })?;
            headers.remove(CONTENT_LENGTH);
            if let Some(length) = length {
                headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
            }
            *request.body_mut() = Some(body);
        }
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// Where an answer redirects to, if it does and may be followed.
    fn redirect(
        &self,
        url: &Url,
        response: &reqwest::Response,
        redirects: u32,
    ) -> Result<Option<Url>, Error> {
        let status = response.status();
        if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let location = response
            .headers()
            .get(LOCATION)
            .and_then(|value| value.to_str().ok());
        let Some(next) = location.and_then(|location| origin::join(url, location)) else {
            return Err(self.refused(status, RedirectReason::Location, None));
        };
        let reason = match () {
            () if !origin::may_follow(&self.url, &next) => Some(RedirectReason::OtherOrigin),
            () if !matches!(self.operation().method, "GET" | "HEAD") => {
                Some(RedirectReason::Method)
            }
            () if redirects >= MAX_REDIRECTS => Some(RedirectReason::TooMany),
            () => None,
        };
        match reason {
            Some(reason) => Err(self.refused(status, reason, Some(&next))),
            None => Ok(Some(next)),
        }
    }

    fn refused(&self, status: StatusCode, reason: RedirectReason, to: Option<&Url>) -> Error {
        let operation = self.operation().id;
        Error::Redirect(Box::new(RedirectError {
            operation,
            status,
            reason,
            origin: to.map(origin::text),
        }))
    }

    fn broken(&self, error: reqwest::Error, number: u32) -> Failed {
        let connected = !is_unconnected(&error);
        if error.is_timeout() {
            let kind = if connected {
                TimeoutKind::Attempt
            } else {
                TimeoutKind::Connect
            };
            return timed_out(self.operation(), kind, number);
        }
        let failure = match (error.is_builder(), connected) {
            (true, _) => Failure::Final,
            (false, true) => Failure::Unanswered,
            (false, false) => Failure::NotSent,
        };
        Failed {
            failure,
            error: transport(self.operation().id, number, connected, error),
        }
    }

    /// The body of a successful answer, as a whole.
    async fn whole(
        &self,
        head: &Head,
        response: reqwest::Response,
        number: u32,
    ) -> Result<Bytes, Failed> {
        let limit = self.prepared.client.body_limit;
        let (body, complete) = collect(response, limit)
            .await
            .map_err(|error| self.broken(error, number))?;
        match complete {
            true => Ok(body),
            false => Err(unreadable(
                self.operation().id,
                head.clone(),
                Bytes::new(),
                DecodeError::too_large(limit),
            )
            .into()),
        }
    }

    async fn api_error(&self, head: Head, response: reqwest::Response, number: u32) -> Failed {
        if head.status() == StatusCode::UNAUTHORIZED {
            auth::forget(&self.prepared.client, &self.schemes).await;
        }
        let operation = self.operation();
        // A body that breaks off takes nothing from what the status says.
        let (raw, complete) = collect(response, ERROR_BODY_LIMIT)
            .await
            .unwrap_or_default();
        let code = head.status().as_u16();
        let case = operation
            .errors
            .iter()
            .find(|case| case.status.matches(code))
            .filter(|_| complete);
        let body = case.and_then(|case| match notation(operation.notations, &head) {
            Some(notation) => (case.read)(&notation.read(&raw).ok()?).ok(),
            None => (case.read)(&raw).ok(),
        });
        let retry_after = retry::retry_after(head.headers());
        let error = ApiError {
            operation: operation.id,
            head,
            raw,
            body,
            retry_after,
            attempts: number,
        };
        Failed {
            failure: Failure::Status { code, retry_after },
            error: Error::Api(Box::new(error)),
        }
    }
}

/// A failure of the connection, without its URL: the query may hold a key.
pub(super) fn transport(
    operation: &'static str,
    attempts: u32,
    connected: bool,
    error: reqwest::Error,
) -> Error {
    let source = Box::new(error.without_url());
    Error::Transport(Box::new(TransportError {
        operation,
        attempts,
        connected,
        source,
    }))
}

/// Whether no connection was made.
#[cfg(not(target_arch = "wasm32"))]
fn is_unconnected(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// Whether no connection was made; a browser does not say.
#[cfg(target_arch = "wasm32")]
fn is_unconnected(_: &reqwest::Error) -> bool {
    false
}

/// Whether the HTTP client has followed a redirect by itself. A browser always does; there only the origin can be checked.
fn has_strayed(sent_to: &Url, answered: &Url) -> bool {
    match cfg!(target_arch = "wasm32") {
        true => !origin::same(sent_to, answered),
        false => sent_to != answered,
    }
}
