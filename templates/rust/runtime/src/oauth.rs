//! Tokens of OAuth 2 (RFC 6749): fetched when needed, once for all calls that wait, and kept until shortly before they expire.

use std::time::Duration;

use reqwest::header::{HeaderValue, ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use reqwest::{Method, Url};
use serde_json::Value;
use tokio::sync::Mutex;

use super::client::Shared;
use super::clock::{self, Instant};
use super::credential::Grant;
use super::download::collect;
use super::error::{Error, LocalErrorKind};
use super::json::{base64, Secret};
use super::operation::{Scheme, SchemeKind};
use super::parts::join_pairs;
use super::{origin, style};

/// A token is replaced this long before it expires, so that it does not expire on its way.
const MARGIN: Duration = Duration::from_secs(30);
/// A token response is small.
const RESPONSE_LIMIT: usize = 1 << 20;

/// The token of a scheme. The lock is held while one is fetched: that makes all others wait for it.
#[derive(Default)]
pub(super) struct TokenSlot(Mutex<State>);

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// The newest refresh token, where the server replaces them.
    refresh: Option<Secret>,
}

struct Token {
    secret: Secret,
    until: Option<Instant>,
}

impl TokenSlot {
    pub(super) async fn forget(&self) {
        self.0.lock().await.token = None;
    }
}

/// The token in the slot, or a new one.
pub(super) async fn token(
    client: &Shared,
    slot: &TokenSlot,
    scheme: &Scheme,
    grant: &Grant,
    refresh: Option<&Secret>,
) -> Result<Secret, Error> {
    let mut state = slot.0.lock().await;
    if let Some(token) = &state.token {
        if token.until.is_none_or(|until| Instant::now() < until) {
            return Ok(token.secret.clone());
        }
    }
    let newest = state.refresh.clone().or_else(|| refresh.cloned());
    let answer = fetch(client, scheme, grant, newest.as_ref()).await?;
    let Some(secret) = answer
        .get("access_token")
        .and_then(Value::as_str)
        .map(Secret::from)
    else {
        return Err(failed(scheme, "gave no access token"));
    };
    let lasts = answer
        .get("expires_in")
        .and_then(Value::as_u64)
        .map(Duration::from_secs);
    let until = lasts.and_then(|lasts| Instant::now().checked_add(lasts.saturating_sub(MARGIN)));
    state.token = Some(Token {
        secret: secret.clone(),
        until,
    });
    if let Some(next) = answer.get("refresh_token").and_then(Value::as_str) {
        state.refresh = Some(Secret::from(next));
    }
    Ok(secret)
}

async fn fetch(
    client: &Shared,
    scheme: &Scheme,
    grant: &Grant,
    refresh: Option<&Secret>,
) -> Result<Value, Error> {
    let request = request(client, scheme, grant, refresh)?;
    let answer = async {
        let response = client
            .http
            .execute(request)
            .await
            .map_err(|_| failed(scheme, "cannot be reached"))?;
        let status = response.status();
        if !status.is_success() {
            return Err(failed(scheme, &format!("answered {status}")));
        }
        let (text, complete) = collect(response, RESPONSE_LIMIT)
            .await
            .map_err(|_| failed(scheme, "broke off"))?;
        if !complete {
            return Err(failed(scheme, "sent too much"));
        }
        serde_json::from_slice(&text).map_err(|_| failed(scheme, "did not answer in JSON"))
    };
    let limit = Instant::now()
        .checked_add(client.timeout)
        .unwrap_or_else(Instant::now);
    clock::until(limit, answer)
        .await
        .unwrap_or_else(|| Err(failed(scheme, "did not answer in time")))
}

fn request(
    client: &Shared,
    scheme: &Scheme,
    grant: &Grant,
    refresh: Option<&Secret>,
) -> Result<reqwest::Request, Error> {
    let url = token_url(client, scheme, grant, refresh.is_some())?;
    let mut pairs = Vec::new();
    let mut pair = |name: &str, value: &str| pairs.push((name.to_owned(), style::encode(value)));
    match refresh {
        Some(token) => {
            pair("grant_type", "refresh_token");
            pair("refresh_token", token.expose());
        }
        None => pair("grant_type", "client_credentials"),
    }
    if !grant.scopes.is_empty() {
        pair("scope", &grant.scopes.join(" "));
    }
    // RFC 6749, section 2.3.1: both halves are form-encoded before they are joined.
    let id = style::encode(&grant.client_id);
    let basic = base64(format!("{id}:{}", style::encode(grant.client_secret.expose())).as_bytes());
    let mut authorization = HeaderValue::try_from(format!("Basic {basic}"))
        .map_err(|_| failed(scheme, "cannot be given these client credentials"))?;
    authorization.set_sensitive(true);

    let mut request = reqwest::Request::new(Method::POST, url);
    let headers = request.headers_mut();
    headers.insert(AUTHORIZATION, authorization);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    headers.insert(USER_AGENT, client.user_agent.clone());
    *request.body_mut() = Some(join_pairs(&pairs).into());
    Ok(request)
}

/// The token URL: the user's, else the description's, which may be relative to the server.
fn token_url(
    client: &Shared,
    scheme: &Scheme,
    grant: &Grant,
    refreshes: bool,
) -> Result<Url, Error> {
    let described = match scheme.kind {
        SchemeKind::OAuth2 {
            token_url,
            refresh_url,
        } if refreshes => refresh_url.or(token_url),
        SchemeKind::OAuth2 { token_url, .. } => token_url,
        _ => None,
    };
    let text = grant
        .token_url
        .as_deref()
        .or(described)
        .ok_or_else(|| failed(scheme, "is not known: set its URL"))?;
    let url = client
        .base
        .join(text)
        .map_err(|_| failed(scheme, "has no usable URL"))?;
    match url.scheme() == "https" || client.allow_plain_http || origin::is_loopback(&url) {
        true => Ok(url),
        false => Err(Error::local(
            LocalErrorKind::PlainHttp,
            format!(
                "credentials for {:?} are not sent over plain HTTP",
                scheme.name
            ),
        )),
    }
}

/// Without the server's words: they may repeat what was sent.
fn failed(scheme: &Scheme, why: &str) -> Error {
    Error::local(
        LocalErrorKind::Credentials,
        format!("the token endpoint of {:?} {why}", scheme.name),
    )
}
