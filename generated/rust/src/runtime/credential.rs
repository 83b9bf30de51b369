//! Credentials, as the user gives them.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use super::clock::BoxFuture;
use super::json::Secret;

/// What failed in a credential provider.
pub type ProviderError = Box<dyn std::error::Error + Send + Sync>;

type Provider = Arc<dyn Fn() -> BoxFuture<Result<Secret, ProviderError>> + Send + Sync>;

/// The credentials for one security scheme.
#[derive(Clone)]
pub struct Credential(pub(super) Kind);

#[derive(Clone)]
pub(super) enum Kind {
    Basic {
        user: String,
        password: Secret,
    },
    /// A bearer token or an API key.
    Token(Secret),
    Provider(Provider),
    ClientCredentials(Grant),
    Refresh {
        grant: Grant,
        refresh_token: Secret,
    },
}

/// A client that fetches tokens (RFC 6749).
#[derive(Clone)]
pub(super) struct Grant {
    pub client_id: String,
    pub client_secret: Secret,
    pub scopes: Vec<String>,
    pub token_url: Option<String>,
}

impl Credential {
    /// User name and password (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Kind::Basic {
            user: user.into(),
            password: password.into(),
        })
    }

    /// A token, for schemes of bearer tokens and of OAuth 2.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self(Kind::Token(token.into()))
    }

    /// A key, for schemes of API keys.
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Self(Kind::Token(key.into()))
    }

    /// A token or key that is asked for before every attempt.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn provider<F>(provider: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Secret, ProviderError>> + Send + 'static,
    {
        Self(Kind::Provider(Arc::new(move || Box::pin(provider()))))
    }

    /// A token or key that is asked for before every attempt.
    #[cfg(target_arch = "wasm32")]
    pub fn provider<F>(provider: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Secret, ProviderError>> + 'static,
    {
        Self(Kind::Provider(Arc::new(move || Box::pin(provider()))))
    }

    /// OAuth 2 client credentials (RFC 6749, section 4.4): a token is fetched when one is needed, once for all calls that wait.
    pub fn client_credentials(
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        Self(Kind::ClientCredentials(Grant {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            scopes: Vec::new(),
            token_url: None,
        }))
    }

    /// An OAuth 2 refresh token (RFC 6749, section 6), exchanged as client credentials are.
    pub fn refresh_token(
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
        refresh_token: impl Into<Secret>,
    ) -> Self {
        let grant = Grant {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            scopes: Vec::new(),
            token_url: None,
        };
        Self(Kind::Refresh {
            grant,
            refresh_token: refresh_token.into(),
        })
    }

    /// The scopes to ask for; of OAuth 2 only.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        if let Kind::ClientCredentials(grant) | Kind::Refresh { grant, .. } = &mut self.0 {
            grant.scopes = scopes.into_iter().map(Into::into).collect();
        }
        self
    }

    /// The token URL, where it is not that of the description; of OAuth 2 only.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        if let Kind::ClientCredentials(grant) | Kind::Refresh { grant, .. } = &mut self.0 {
            grant.token_url = Some(url.into());
        }
        self
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential([redacted])")
    }
}
