//! `client.rs` of a package: where the API is, what credentials it takes, and the way to its services.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::features;
use super::names;
use super::package::Package;
use crate::emit::scope;
use crate::ir::{Name, SecurityScheme, SecuritySchemeKind, Server, UrlPart};
use crate::spec::ParameterLocation;

/// Methods of the runtime's builder: a scheme cannot have them for its own.
const BUILDER_METHODS: &[&str] = &[
    "new",
    "base_url",
    "server",
    "credential",
    "connect_timeout",
    "timeout",
    "deadline",
    "max_attempts",
    "backoff",
    "retry_after_limit",
    "user_agent_suffix",
    "default_header",
    "body_limit",
    "http_builder",
    "http_client",
    "before_attempt",
    "after_attempt",
    "allow_plain_http",
    "request_id_headers",
    "build",
];

/// The items of the file.
pub fn client(package: &Package<'_>) -> Vec<TokenStream> {
    let mut items = vec![package_static(package)];
    items.extend(servers(&package.api.servers));
    items.extend(credentials(&package.api.security_schemes));
    items.push(accessors(package));
    items
}

/// The URL of a server with its variables at their defaults.
pub fn default_url(server: &Server) -> String {
    server
        .url
        .iter()
        .map(|part| match part {
            UrlPart::Literal(text) => text.as_str(),
            UrlPart::Variable(index) => server.variables[*index].default.as_str(),
        })
        .collect()
}

fn package_static(package: &Package<'_>) -> TokenStream {
    let url = package
        .api
        .servers
        .first()
        .map(default_url)
        .filter(|url| url.contains("://"));
    let server = match url {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    let schemes = package.api.security_schemes.iter().map(|scheme| {
        let name = &scheme.name.wire;
        let kind = scheme_kind(&scheme.kind);
        quote!(rt::Scheme { name: #name, kind: #kind })
    });
    quote! {
        static PACKAGE: rt::Package = rt::Package {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            server: #server,
            schemes: &[#(#schemes),*],
        };
    }
}

fn scheme_kind(kind: &SecuritySchemeKind) -> TokenStream {
    let option = |url: &Option<String>| match url {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    match kind {
        SecuritySchemeKind::Basic => quote!(rt::SchemeKind::Basic),
        SecuritySchemeKind::Bearer => quote!(rt::SchemeKind::Bearer),
        SecuritySchemeKind::OAuth2 {
            client_credentials_url,
            refresh_url,
            ..
        } => {
            let (token, refresh) = (option(client_credentials_url), option(refresh_url));
            quote!(rt::SchemeKind::OAuth2 { token_url: #token, refresh_url: #refresh })
        }
        SecuritySchemeKind::ApiKey { location, key } => match location {
            ParameterLocation::Query => quote!(rt::SchemeKind::QueryKey(#key)),
            ParameterLocation::Cookie => quote!(rt::SchemeKind::CookieKey(#key)),
            ParameterLocation::Header | ParameterLocation::Path => {
                quote!(rt::SchemeKind::HeaderKey(#key))
            }
        },
    }
}

fn servers(servers: &[Server]) -> Vec<TokenStream> {
    let mut variables: Vec<&Name> = Vec::new();
    for variable in servers.iter().flat_map(|server| &server.variables) {
        if !variables.iter().any(|name| name.wire == variable.name.wire) {
            variables.push(&variable.name);
        }
    }
    let entries: Vec<_> = variables
        .iter()
        .map(|name| (names::method_name(name), name.wire.as_str()))
        .collect();
    let setters = scope::distinct(&entries, &["new"]);
    let constructors = constructor_names(servers, &setters);
    let constructors = servers
        .iter()
        .zip(constructors)
        .map(|(server, name)| constructor(server, &name));
    let setters = variables.iter().zip(&setters).map(|(variable, setter)| {
        let wire = &variable.wire;
        let prose = servers
            .iter()
            .flat_map(|server| &server.variables)
            .find(|other| other.name.wire == *wire);
        let docs = crate::ir::Docs {
            summary: None,
            description: prose.and_then(|other| other.description.clone()),
        };
        let docs = docs::docs(
            &docs,
            &format!("Sets the variable `{}`.", docs::code(wire)),
            &[],
        );
        let setter = names::ident(setter);
        quote! {
            #docs
            #[must_use]
            pub fn #setter(self, value: impl Into<String>) -> Self {
                Self(self.0.with(#wire, value.into()))
            }
        }
    });
    vec![
        quote! {
            /// A server of the API, with its variables.
            #[derive(Clone, Debug)]
            pub struct Server(rt::ServerUrl);
        },
        quote! {
            impl Server {
                #(#constructors)*
                #(#setters)*
            }
        },
        quote! {
            impl Default for Server {
                fn default() -> Self {
                    Self::new()
                }
            }
        },
        quote! {
            impl From<Server> for rt::ServerUrl {
                fn from(server: Server) -> Self {
                    server.0
                }
            }
        },
    ]
}

/// The first server is `new`; the others are called as their description begins, or by their host.
fn constructor_names(servers: &[Server], setters: &[String]) -> Vec<String> {
    let mut entries = vec![("new".to_owned(), String::new())];
    for server in servers.iter().skip(1) {
        let url = default_url(server);
        let text = server
            .description
            .as_deref()
            .filter(|text| !text.trim().is_empty())
            .unwrap_or(&url);
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(4)
            .map(str::to_lowercase)
            .collect();
        let words = if words.is_empty() {
            vec!["other".to_owned()]
        } else {
            words
        };
        entries.push((
            names::method_name(&Name {
                wire: url.clone(),
                words,
            }),
            url,
        ));
    }
    let entries: Vec<(String, &str)> = entries
        .iter()
        .map(|(name, wire)| (name.clone(), wire.as_str()))
        .collect();
    let taken: Vec<&str> = setters.iter().map(String::as_str).collect();
    scope::distinct(&entries, &taken)
}

fn constructor(server: &Server, name: &str) -> TokenStream {
    let name = names::ident(name);
    let docs = crate::ir::Docs {
        summary: None,
        description: server.description.clone(),
    };
    let docs = docs::docs(&docs, &format!("`{}`", docs::code(&template(server))), &[]);
    let parts = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => quote!(rt::UrlPart::Literal(#text)),
        UrlPart::Variable(index) => {
            let variable = &server.variables[*index];
            let (name, default, allowed) = (&variable.name.wire, &variable.default, &variable.allowed);
            quote!(rt::UrlPart::Variable { name: #name, default: #default, allowed: &[#(#allowed),*] })
        }
    });
    quote! {
        #docs
        pub fn #name() -> Self {
            Self(rt::ServerUrl::new(&[#(#parts),*]))
        }
    }
}

/// The URL with its variables in braces.
fn template(server: &Server) -> String {
    server
        .url
        .iter()
        .map(|part| match part {
            UrlPart::Literal(text) => text.clone(),
            UrlPart::Variable(index) => format!("{{{}}}", server.variables[*index].name.wire),
        })
        .collect()
}

/// The method of the builder that takes a scheme's credentials.
pub fn credential_names(schemes: &[SecurityScheme]) -> Vec<String> {
    let entries: Vec<_> = schemes
        .iter()
        .map(|scheme| (names::method_name(&scheme.name), scheme.name.wire.as_str()))
        .collect();
    scope::distinct(&entries, BUILDER_METHODS)
}

fn credentials(schemes: &[SecurityScheme]) -> Vec<TokenStream> {
    if schemes.is_empty() {
        return Vec::new();
    }
    let methods = schemes
        .iter()
        .zip(credential_names(schemes))
        .map(|(scheme, name)| {
            let name = names::ident(&name);
            credential(scheme, &name)
        });
    vec![quote!(impl rt::ClientBuilder { #(#methods)* })]
}

fn credential(scheme: &SecurityScheme, name: &Ident) -> TokenStream {
    let wire = &scheme.name.wire;
    match &scheme.kind {
        SecuritySchemeKind::Basic => {
            let docs = docs::docs(&scheme.docs, "HTTP basic authentication.", &[]);
            quote! {
                #docs
                pub fn #name(self, user: impl Into<String>, password: impl Into<rt::Secret>) -> Self {
                    self.credential(#wire, rt::Credential::basic(user, password))
                }
            }
        }
        SecuritySchemeKind::Bearer => {
            let docs = docs::docs(&scheme.docs, "A bearer token.", &[]);
            quote! {
                #docs
                pub fn #name(self, token: impl Into<rt::Secret>) -> Self {
                    self.credential(#wire, rt::Credential::bearer(token))
                }
            }
        }
        SecuritySchemeKind::OAuth2 { .. } => {
            let more = "A token, or how to get one: [`rt::Credential`]".replace("rt::", "crate::");
            let docs = docs::docs(&scheme.docs, "OAuth 2.", &[more]);
            quote! {
                #docs
                pub fn #name(self, credential: rt::Credential) -> Self {
                    self.credential(#wire, credential)
                }
            }
        }
        SecuritySchemeKind::ApiKey { .. } => {
            let docs = docs::docs(&scheme.docs, "An API key.", &[]);
            quote! {
                #docs
                pub fn #name(self, key: impl Into<rt::Secret>) -> Self {
                    self.credential(#wire, rt::Credential::api_key(key))
                }
            }
        }
    }
}

fn accessors(package: &Package<'_>) -> TokenStream {
    let accessors = package
        .api
        .services
        .iter()
        .zip(&package.services)
        .map(|(service, decided)| {
            let (module, name) = (names::ident(&decided.module), names::ident(&decided.name));
            let docs = docs::docs(&service.docs, "Operations.", &[]);
            let on = features::condition(decided.feature.as_slice());
            quote! {
                #docs
                #on
                pub fn #module(&self) -> crate::services::#name {
                    crate::services::#name::new(self.clone())
                }
            }
        });
    quote! {
        impl rt::Client {
            /// Starts a client: choose the server and the credentials, then build it.
            pub fn builder() -> rt::ClientBuilder {
                rt::ClientBuilder::new(&PACKAGE)
            }

            #(#accessors)*
        }
    }
}
