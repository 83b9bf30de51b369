//! Credentials an API asks for.

use super::{Docs, Name};
use crate::pointer::Pointer;
use crate::spec::ParameterLocation;

/// A security scheme.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SecurityScheme {
    /// The component's name.
    pub name: Name,
    /// Where it is declared.
    pub pointer: Pointer,
    /// Prose of the description.
    pub docs: Docs,
    /// What it is.
    pub kind: SecuritySchemeKind,
}

/// What a security scheme is.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase", tag = "type")]
pub enum SecuritySchemeKind {
    /// User name and password (RFC 7617).
    Basic,
    /// A bearer token (RFC 6750); OpenID Connect is one too.
    Bearer,
    /// A key in a header, the query or a cookie.
    #[serde(rename_all = "camelCase")]
    ApiKey {
        /// Where; never `Path`.
        location: ParameterLocation,
        /// Under which name.
        key: String,
    },
    /// OAuth 2 (RFC 6749): a token fetched by client credentials or refresh where a token URL is declared, else a bearer token.
    #[serde(rename_all = "camelCase")]
    OAuth2 {
        /// The client credentials flow's token URL.
        client_credentials_url: Option<String>,
        /// The URL at which any flow's tokens are refreshed.
        refresh_url: Option<String>,
        /// All scopes of all flows with their prose, by name.
        scopes: Vec<(String, String)>,
    },
}

/// What an operation needs: any one of the alternatives. None at all: no credentials are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Security(pub Vec<SecurityAlternative>);

/// Credentials needed together; empty: the call may go without.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct SecurityAlternative(pub Vec<SecurityUse>);

/// One scheme in use.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SecurityUse {
    /// Index into [`super::Api::security_schemes`].
    pub scheme: usize,
    /// Scopes needed.
    pub scopes: Vec<String>,
}
