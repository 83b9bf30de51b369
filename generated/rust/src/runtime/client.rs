//! The client: what all calls share, and how it is configured.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;

use super::auth::Tokens;
use super::budget::Budget;
use super::credential::Credential;
use super::error::{Error, LocalErrorKind};
use super::hook::{Attempt, Hooks, Outcome};
use super::operation::{Operation, Package};
use super::origin;
use super::parts::check_header;
use super::retry::Policy;
use super::server::ServerUrl;

/// A client of the API. Cheap to clone; clones share connections, tokens and limits.
#[derive(Clone)]
pub struct Client(pub(super) Arc<Shared>);

/// What all calls of a client share.
pub(super) struct Shared {
    pub package: &'static Package,
    pub http: reqwest::Client,
    pub base: Url,
    /// Whether the base is the description's own server: then servers of single operations count, else all go to the base.
    pub is_described: bool,
    pub user_agent: HeaderValue,
    pub headers: HeaderMap,
    pub credentials: BTreeMap<String, Credential>,
    pub tokens: Tokens,
    pub policy: Policy,
    pub budget: Budget,
    pub hooks: Hooks,
    pub timeout: Duration,
    pub deadline: Option<Duration>,
    pub body_limit: usize,
    pub allow_plain_http: bool,
    pub id_headers: Vec<HeaderName>,
}

impl Shared {
    /// The base URL of an operation.
    pub fn base_of(&self, operation: &Operation) -> Result<Url, Error> {
        match operation.server.filter(|_| self.is_described) {
            Some(server) => origin::base(server),
            None => Ok(self.base.clone()),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("package", &self.0.package.name)
            .field("origin", &origin::text(&self.0.base))
            .field(
                "credentials",
                &self.0.credentials.keys().collect::<Vec<_>>(),
            )
            .finish_non_exhaustive()
    }
}

/// Configures and makes a [`Client`].
///
/// What is wrong with the configuration is reported by [`ClientBuilder::build`].
#[must_use]
pub struct ClientBuilder {
    package: &'static Package,
    base_url: Result<Option<String>, Error>,
    http: Http,
    user_agent_suffix: Option<String>,
    headers: Vec<(String, String)>,
    credentials: BTreeMap<String, Credential>,
    policy: Policy,
    hooks: Hooks,
    connect_timeout: Duration,
    timeout: Duration,
    deadline: Option<Duration>,
    body_limit: usize,
    allow_plain_http: bool,
    id_headers: Vec<String>,
}

enum Http {
    Builder(Box<reqwest::ClientBuilder>),
    Client(reqwest::Client),
}

impl ClientBuilder {
    /// A client of the package's API, with the defaults said at each method.
    pub fn new(package: &'static Package) -> Self {
        Self {
            package,
            base_url: Ok(package.server.map(str::to_owned)),
            http: Http::Builder(Box::new(reqwest::Client::builder())),
            user_agent_suffix: None,
            headers: Vec::new(),
            credentials: BTreeMap::new(),
            policy: Policy::default(),
            hooks: Hooks::default(),
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(60),
            deadline: None,
            body_limit: 64 << 20,
            allow_plain_http: false,
            id_headers: ["x-request-id", "request-id", "x-correlation-id"]
                .map(str::to_owned)
                .to_vec(),
        }
    }

    /// The URL of the server, without the paths of the operations. Default: the description's first server.
    ///
    /// Credentials are sent to its origin (scheme, host and port) only. Servers that the description gives to single operations
    /// count only where this is not set.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Ok(Some(url.into()));
        self
    }

    /// A server of the description, with values for its variables.
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.base_url = server.into().text().map(Some);
        self
    }

    /// Credentials for the security scheme with this name. Default: none; operations that need some are refused.
    pub fn credential(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.credentials.insert(scheme.into(), credential);
        self
    }

    /// How long making a connection may take. Default: 5 s. Not used with a client of one's own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long one attempt may take; of a streamed answer, each wait for more of it. Default: 60 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long a call may take, all attempts and the waits between them included. Default: no limit.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// How often a request is sent at most. Default: 3; 1 is no retry.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.policy.max_attempts = attempts.max(1);
        self
    }

    /// The wait before retry `n` is random between 0 and `first` × 2ⁿ, never above `longest`. Default: 0.5 s and 8 s.
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.policy.first = first;
        self.policy.longest = longest;
        self
    }

    /// The longest `Retry-After` that is obeyed; where the server asks for more there is no retry. Default: 120 s.
    pub fn retry_after_limit(mut self, limit: Duration) -> Self {
        self.policy.retry_after_limit = limit;
        self
    }

    /// Text appended to `User-Agent`, for example `my-app/1.2`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// A header sent with every request.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// How many bytes a JSON or text body may have, after decompression. Default: 64 MiB. Downloads have no limit.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Settings of the HTTP client: proxies, certificates and the like. Redirects are switched off in it, as this runtime
    /// follows those that are safe.
    pub fn http_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.http = Http::Builder(Box::new(builder));
        self
    }

    /// An HTTP client of one's own, to share connections with other code.
    ///
    /// It must have been built with `reqwest::redirect::Policy::none()`: one that follows redirects by itself may carry
    /// credentials to other origins. Prefer [`ClientBuilder::http_builder`], which sees to that.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Http::Client(client);
        self
    }

    /// Called before each attempt.
    pub fn before_attempt(mut self, hook: impl Fn(&Attempt<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.before.push(Box::new(hook));
        self
    }

    /// Called after each attempt.
    pub fn after_attempt(
        mut self,
        hook: impl Fn(&Attempt<'_>, &Outcome<'_>) + Send + Sync + 'static,
    ) -> Self {
        self.hooks.after.push(Box::new(hook));
        self
    }

    /// Allows credentials over plain HTTP. Default: to this machine (loopback) only.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// Headers in which the server names a request; the first that is there counts, then any whose name ends in `-request-id`.
    /// Default: `x-request-id`, `request-id`, `x-correlation-id`.
    pub fn request_id_headers(
        mut self,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.id_headers = names.into_iter().map(Into::into).collect();
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    /// [`Error::Local`]: no or no usable URL, an unknown security scheme, a header that is none, an HTTP client that cannot be
    /// built.
    pub fn build(self) -> Result<Client, Error> {
        let Some(base) = self.base_url? else {
            return Err(configuration(
                "the description has no server: set a base URL",
            ));
        };
        let is_described = Some(base.as_str()) == self.package.server;
        let base = origin::base(&base)?;
        for scheme in self.credentials.keys() {
            if !self
                .package
                .schemes
                .iter()
                .any(|known| known.name == scheme)
            {
                return Err(configuration(format!(
                    "{scheme:?} is no security scheme of this API"
                )));
            }
        }
        let mut user_agent = format!(
            "{}/{} rust/reqwest",
            self.package.name, self.package.version
        );
        if let Some(suffix) = &self.user_agent_suffix {
            user_agent.push(' ');
            user_agent.push_str(suffix);
        }
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let (name, value) = header(name, value)?;
            headers.insert(name, value);
        }
        Ok(Client(Arc::new(Shared {
            package: self.package,
            http: self.http.build(self.connect_timeout)?,
            base,
            is_described,
            user_agent: header("user-agent", &user_agent)?.1,
            headers,
            credentials: self.credentials,
            tokens: Tokens::default(),
            policy: self.policy,
            budget: Budget::default(),
            hooks: self.hooks,
            timeout: self.timeout,
            deadline: self.deadline,
            body_limit: self.body_limit,
            allow_plain_http: self.allow_plain_http,
            id_headers: self
                .id_headers
                .iter()
                .filter_map(|name| name.parse().ok())
                .collect(),
        })))
    }
}

impl Http {
    fn build(self, connect_timeout: Duration) -> Result<reqwest::Client, Error> {
        match self {
            Self::Client(client) => Ok(client),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Builder(builder) => builder
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(connect_timeout)
                .build()
                .map_err(|error| {
                    configuration(format!(
                        "the HTTP client cannot be built: {}",
                        error.without_url()
                    ))
                }),
            #[cfg(target_arch = "wasm32")]
            Self::Builder(builder) => {
                let _ = connect_timeout;
                builder.build().map_err(|error| {
                    configuration(format!("the HTTP client cannot be built: {error}"))
                })
            }
        }
    }
}

fn configuration(message: impl Into<String>) -> Error {
    Error::local(LocalErrorKind::Configuration, message)
}

/// A header that is fit to be sent.
pub(super) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    check_header(name, value)?;
    let invalid = || {
        Error::local(
            LocalErrorKind::Header,
            format!("{name:?} is no header, or its value cannot be sent"),
        )
    };
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
    let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| invalid())?;
    Ok((name, value))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("package", &self.package.name)
            .field("credentials", &self.credentials.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
