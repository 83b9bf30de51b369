//! Which credentials a call gets, and how they are put on it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::header::{HeaderName, HeaderValue, AUTHORIZATION};

use super::client::Shared;
use super::credential::{Credential, Kind};
use super::error::{Error, LocalErrorKind};
use super::json::{base64, Secret};
use super::oauth::{self, TokenSlot};
use super::operation::{Operation, Scheme, SchemeKind};
use super::{origin, style};

/// Tokens fetched so far, by scheme.
#[derive(Default)]
pub(super) struct Tokens(Mutex<BTreeMap<&'static str, Arc<TokenSlot>>>);

impl Tokens {
    fn slot(&self, scheme: &'static str) -> Arc<TokenSlot> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slots.entry(scheme).or_default().clone()
    }
}

/// Credentials as they go on a request.
#[derive(Default)]
pub(super) struct Applied {
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// Encoded names and values.
    pub query: Vec<(String, String)>,
    /// Encoded names and values.
    pub cookies: Vec<(String, String)>,
}

/// The schemes to use for an operation: the first alternative all of whose credentials are there. Going without comes last,
/// since whoever gives credentials means them to be used.
pub(super) fn choose(
    client: &Shared,
    operation: &Operation,
) -> Result<Vec<(&'static Scheme, Credential)>, Error> {
    if operation.security.is_empty() {
        return Ok(Vec::new());
    }
    for alternative in operation
        .security
        .iter()
        .filter(|alternative| !alternative.is_empty())
    {
        let found: Option<Vec<_>> = alternative
            .iter()
            .map(|name| {
                let scheme = client
                    .package
                    .schemes
                    .iter()
                    .find(|scheme| scheme.name == *name)?;
                Some((scheme, client.credentials.get(*name)?.clone()))
            })
            .collect();
        if let Some(found) = found {
            require_privacy(client, operation)?;
            return Ok(found);
        }
    }
    if operation
        .security
        .iter()
        .any(|alternative| alternative.is_empty())
    {
        return Ok(Vec::new());
    }
    let alternatives: Vec<String> = operation
        .security
        .iter()
        .map(|names| names.join(" and "))
        .collect();
    Err(Error::local(
        LocalErrorKind::Credentials,
        format!(
            "{} needs credentials: {}",
            operation.id,
            alternatives.join(", or ")
        ),
    ))
}

fn require_privacy(client: &Shared, operation: &Operation) -> Result<(), Error> {
    let base = client.base_of(operation)?;
    if base.scheme() == "https" || client.allow_plain_http || origin::is_loopback(&base) {
        return Ok(());
    }
    Err(Error::local(
        LocalErrorKind::PlainHttp,
        format!(
            "{}: credentials are not sent over plain HTTP, unless the client builder allows it",
            operation.id
        ),
    ))
}

/// Puts credentials on a request; tokens are fetched and providers asked as needed.
pub(super) async fn apply(
    client: &Shared,
    schemes: &[(&'static Scheme, Credential)],
) -> Result<Applied, Error> {
    let mut applied = Applied::default();
    for (scheme, credential) in schemes {
        if let Kind::Basic { user, password } = &credential.0 {
            expect(scheme, matches!(scheme.kind, SchemeKind::Basic))?;
            let pair = base64(format!("{user}:{}", password.expose()).as_bytes());
            applied.headers.push((
                AUTHORIZATION,
                secret_header(scheme, &format!("Basic {pair}"))?,
            ));
            continue;
        }
        let secret = secret(client, scheme, credential).await?;
        match scheme.kind {
            SchemeKind::Basic => expect(scheme, false)?,
            SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => {
                let value = secret_header(scheme, &format!("Bearer {}", secret.expose()))?;
                applied.headers.push((AUTHORIZATION, value));
            }
            SchemeKind::HeaderKey(name) => {
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable(scheme))?;
                applied
                    .headers
                    .push((name, secret_header(scheme, secret.expose())?));
            }
            SchemeKind::QueryKey(name) => applied
                .query
                .push((style::encode(name), style::encode(secret.expose()))),
            SchemeKind::CookieKey(name) => applied
                .cookies
                .push((style::encode(name), style::encode(secret.expose()))),
        }
    }
    Ok(applied)
}

/// Forgets the tokens that a server has just refused, so that the next call fetches new ones.
pub(super) async fn forget(client: &Shared, schemes: &[(&'static Scheme, Credential)]) {
    for (scheme, credential) in schemes {
        if matches!(
            credential.0,
            Kind::ClientCredentials(_) | Kind::Refresh { .. }
        ) {
            client.tokens.slot(scheme.name).forget().await;
        }
    }
}

async fn secret(
    client: &Shared,
    scheme: &'static Scheme,
    credential: &Credential,
) -> Result<Secret, Error> {
    match &credential.0 {
        Kind::Basic { .. } => Err(unusable(scheme)),
        Kind::Token(secret) => Ok(secret.clone()),
        Kind::Provider(provider) => provider().await.map_err(|error| {
            // The provider's own words may hold what it was asked for; the kind of failure is all that is passed on.
            let _ = error;
            Error::local(
                LocalErrorKind::Credentials,
                format!("the provider of {:?} has failed", scheme.name),
            )
        }),
        Kind::ClientCredentials(grant) => {
            oauth::token(
                client,
                &client.tokens.slot(scheme.name),
                scheme,
                grant,
                None,
            )
            .await
        }
        Kind::Refresh {
            grant,
            refresh_token,
        } => {
            oauth::token(
                client,
                &client.tokens.slot(scheme.name),
                scheme,
                grant,
                Some(refresh_token),
            )
            .await
        }
    }
}

fn expect(scheme: &Scheme, fits: bool) -> Result<(), Error> {
    match fits {
        true => Ok(()),
        false => Err(unusable(scheme)),
    }
}

fn unusable(scheme: &Scheme) -> Error {
    Error::local(
        LocalErrorKind::Credentials,
        format!(
            "the credentials given for {:?} are of another kind, or cannot be sent",
            scheme.name
        ),
    )
}

/// A header value that `Debug` does not show.
fn secret_header(scheme: &Scheme, text: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| unusable(scheme))?;
    value.set_sensitive(true);
    Ok(value)
}
