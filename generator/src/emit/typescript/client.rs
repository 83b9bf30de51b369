//! The client of a package: where the API is, what credentials it takes, and the way to its services.

use askama::Template;

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::Package;
use super::parts::rt;
use crate::config::PackageOptions;
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{Docs, Name, SecurityScheme, SecuritySchemeKind, Server, UrlPart};
use crate::spec::ParameterLocation;

/// `connection.ts`.
#[derive(Template)]
#[template(path = "typescript/connection.ts.jinja")]
pub struct ConnectionFile {
    agent: Code,
    server: Option<Code>,
    servers: Vec<ServerView>,
    credentials: Vec<Member>,
}

/// A server, ready to be printed.
struct ServerView {
    docs: Code,
    name: Code,
    variables: Vec<Member>,
    parts: Code,
}

/// A property with its documentation.
struct Member {
    docs: Code,
    key: Code,
    ty: Code,
}

/// `client.ts`.
#[derive(Template)]
#[template(path = "typescript/client.ts.jinja")]
pub struct ClientFile {
    title: Code,
    services: Vec<ServiceView>,
}

/// A service, ready to be printed.
struct ServiceView {
    docs: Code,
    property: Code,
    class: Code,
    file: Code,
}

/// Makes `connection.ts`.
pub fn connection(package: &Package<'_>, options: &PackageOptions) -> ConnectionFile {
    let api = package.api;
    let server = api
        .servers
        .first()
        .map(default_url)
        .filter(|url| url.contains("://"));
    let names = server_names(&api.servers);
    ConnectionFile {
        agent: literal::string(&agent(options)),
        server: server.map(|url| literal::string(&url)),
        servers: api
            .servers
            .iter()
            .zip(&names)
            .map(|(server, name)| server_view(server, name))
            .collect(),
        credentials: api.security_schemes.iter().map(credential).collect(),
    }
}

/// Makes `client.ts`.
pub fn client(package: &Package<'_>) -> ClientFile {
    let title = format!("A client for {}.", package.api.info.title);
    ClientFile {
        title: literal::comment(&[title], false, 0),
        services: package
            .services()
            .map(|(service, decided)| ServiceView {
                docs: literal::comment(
                    &literal::prose(&service.docs, "Operations.", &[]),
                    false,
                    2,
                ),
                property: names::ident(&decided.property),
                class: names::ident(&decided.class),
                file: names::path(&decided.file),
            })
            .collect(),
    }
}

/// The package as a product of `User-Agent`: the name of a package in a scope holds what no product name may.
fn agent(options: &PackageOptions) -> String {
    let name = options.name.trim_start_matches('@').replace('/', "-");
    format!("{name}/{}", options.version)
}

/// The URL of a server with its variables at their defaults.
pub fn default_url(server: &Server) -> String {
    let parts = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => text.as_str(),
        UrlPart::Variable(index) => server.variables[*index].default.as_str(),
    });
    parts.collect()
}

/// A scheme in the table of an operation: its name, and what puts its credentials on a request.
pub fn scheme_row(scheme: &SecurityScheme) -> Doc {
    let name = Doc::Text(literal::string(&scheme.name.wire));
    let put = credential_put(&scheme.kind);
    Doc::array(std::iter::once(name).chain(put).collect())
}

/// The function that puts the credentials of a scheme on a request, with what it has to know.
fn credential_put(kind: &SecuritySchemeKind) -> Vec<Doc> {
    let url = |url: &Option<String>| {
        Doc::Text(
            url.as_ref()
                .map_or(code!("undefined"), |url| literal::string(url)),
        )
    };
    match kind {
        SecuritySchemeKind::Basic => vec![rt("basic")],
        SecuritySchemeKind::Bearer => vec![rt("bearer")],
        SecuritySchemeKind::ApiKey { location, key } => {
            let put = match location {
                ParameterLocation::Query => "keyInQuery",
                ParameterLocation::Cookie => "keyInCookie",
                ParameterLocation::Header | ParameterLocation::Path => "keyInHeader",
            };
            vec![rt(put), Doc::Text(literal::string(key))]
        }
        SecuritySchemeKind::OAuth2 {
            client_credentials_url,
            refresh_url,
            scopes: _,
        } => {
            vec![rt("oauth2"), url(client_credentials_url), url(refresh_url)]
        }
    }
}

fn credential(scheme: &SecurityScheme) -> Member {
    let (otherwise, ty, more) = match &scheme.kind {
        SecuritySchemeKind::Basic => (
            "HTTP basic authentication.",
            code!("rt.BasicCredentials"),
            Vec::new(),
        ),
        SecuritySchemeKind::Bearer => (
            "A bearer token, or a function that is asked for one.",
            code!("rt.Token"),
            Vec::new(),
        ),
        SecuritySchemeKind::ApiKey { .. } => (
            "An API key, or a function that is asked for one.",
            code!("rt.Token"),
            Vec::new(),
        ),
        SecuritySchemeKind::OAuth2 { .. } => (
            "OAuth 2.",
            code!("rt.Token | rt.TokenSource"),
            vec![
                "A token, a function that is asked for one, `clientCredentials` or `refreshToken`."
                    .to_owned(),
            ],
        ),
    };
    Member {
        docs: literal::comment(&literal::prose(&scheme.docs, otherwise, &more), false, 2),
        key: literal::key(&scheme.name.wire),
        ty,
    }
}

fn server_view(server: &Server, name: &str) -> ServerView {
    let parts = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => Doc::Text(literal::string(text)),
        UrlPart::Variable(index) => {
            let variable = &server.variables[*index];
            let mut row = vec![
                Doc::Text(literal::string(&variable.name.wire)),
                Doc::Text(literal::string(&variable.default)),
            ];
            if !variable.allowed.is_empty() {
                row.push(Doc::array(
                    variable
                        .allowed
                        .iter()
                        .map(|value| Doc::Text(literal::string(value)))
                        .collect(),
                ));
            }
            Doc::array(row)
        }
    });
    let variables = server.variables.iter().map(|variable| {
        let docs = Docs {
            summary: None,
            description: variable.description.clone(),
        };
        let default = format!("Default: `{}`.", literal::span(&variable.default));
        let values: Vec<Code> = variable
            .allowed
            .iter()
            .map(|value| literal::string(value))
            .collect();
        Member {
            docs: literal::comment(&literal::prose(&docs, "", &[default]), false, 4),
            key: literal::key(&variable.name.wire),
            ty: if values.is_empty() {
                code!("string")
            } else {
                Code::join(&values, " | ")
            },
        }
    });
    let docs = Docs {
        summary: None,
        description: server.description.clone(),
    };
    let template = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => text.clone(),
        UrlPart::Variable(index) => format!("{{{}}}", server.variables[*index].name.wire),
    });
    let template = format!("`{}`", literal::span(&template.collect::<String>()));
    let arguments = Doc::array(parts.collect());
    ServerView {
        docs: literal::comment(&literal::prose(&docs, "", &[template]), false, 2),
        name: names::ident(name),
        variables: variables.collect(),
        parts: arguments.print(4, 24, 10),
    }
}

/// The first server is `standard`; the others are called as their description begins, or by their host.
pub fn server_names(servers: &[Server]) -> Vec<String> {
    let entries: Vec<(String, String)> = servers
        .iter()
        .enumerate()
        .map(|(index, server)| {
            if index == 0 {
                return ("standard".to_owned(), String::new());
            }
            let url = default_url(server);
            let text = server
                .description
                .as_deref()
                .filter(|text| !text.trim().is_empty())
                .unwrap_or(&url);
            let words = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty());
            let mut words: Vec<String> = words.take(4).map(str::to_lowercase).collect();
            if words.is_empty() {
                words.push("other".to_owned());
            }
            (
                names::member_name(&Name {
                    wire: url.clone(),
                    words,
                }),
                url,
            )
        })
        .collect();
    let entries: Vec<(String, &str)> = entries
        .iter()
        .map(|(name, wire)| (name.clone(), wire.as_str()))
        .collect();
    scope::distinct(&entries, &names::object_members())
}
