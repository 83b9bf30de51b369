//! `client.py` and `servers.py`: where the API is, what credentials it takes, and the way to its services.

use askama::Template;

use super::layout::{pad, Doc};
use super::names::{self, scope_of};
use super::package::Package;
use super::{docs, literal, operation};
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{Docs, Name, SecurityScheme, SecuritySchemeKind, Server, ServerVariable, UrlPart};
use crate::spec::ParameterLocation;

#[derive(Template)]
#[template(path = "python/client.py.jinja")]
struct ClientTemplate {
    title: Code,
    services: Vec<Code>,
    package: Code,
    clients: Vec<ClientView>,
}

/// One of the two clients.
struct ClientView {
    name: Code,
    base: Code,
    http: Code,
    docs: Code,
    credentials: Vec<Code>,
    credential_table: Code,
    accessors: Vec<Code>,
}

#[derive(Template)]
#[template(path = "python/servers.py.jinja")]
struct ServersTemplate {
    functions: Vec<Code>,
    typing: bool,
}

/// `client.py`.
pub fn client(package: &Package<'_>) -> Result<Code, askama::Error> {
    let mut services: Vec<(Code, Code)> = package
        .services
        .iter()
        .map(|service| (names::ident(&service.module), names::ident(&service.name)))
        .collect();
    services.sort();
    let title = docs::prose(
        &Docs {
            summary: Some(package.api.info.title.clone()),
            description: None,
        },
        "The API.",
    );
    Code::render(&ClientTemplate {
        title: literal::docstring(&format!("Clients of {}.", literal::title(&title)), &[], 0),
        services: services
            .iter()
            .map(|(module, name)| {
                let mut items = vec![code!("Async{}", name), name.clone()];
                items.sort();
                super::models::import(
                    &code!("services.{}", module),
                    items.into_iter().map(Doc::Text).collect(),
                )
            })
            .collect(),
        package: code!("PACKAGE: t.Final = {}", facts(package).print(0, 19, 0)),
        clients: vec![view(package, false), view(package, true)],
    })
}

/// The arguments for credentials, by scheme.
pub fn credential_names(package: &Package<'_>) -> Vec<String> {
    scope_of(
        package
            .api
            .security_schemes
            .iter()
            .map(|scheme| &scheme.name),
        names::credential_name,
        &[],
    )
}

fn facts(package: &Package<'_>) -> Doc {
    let mut items = vec![
        Doc::Text(code!("module={}", literal::string(&package.module))),
        Doc::Text(code!("name={}", literal::string(&package.options.name))),
        Doc::Text(code!(
            "version={}",
            literal::string(literal::version(&package.options.version).as_str())
        )),
    ];
    let url = package
        .api
        .servers
        .first()
        .map(operation::default_url)
        .filter(|url| url.contains("://"));
    items.extend(url.map(|url| Doc::Text(code!("server={}", literal::string(&url)))));
    let schemes: Vec<Doc> = package.api.security_schemes.iter().map(scheme).collect();
    if !schemes.is_empty() {
        items.push(Doc::tuple(schemes).after(&code!("schemes=")));
    }
    Doc::call(code!("rt.Package"), items)
}

fn scheme(scheme: &SecurityScheme) -> Doc {
    let mut items = vec![Doc::Text(literal::string(&scheme.name.wire))];
    let url = |name: &'static str, url: &Option<String>, items: &mut Vec<Doc>| {
        items.extend(
            url.as_ref()
                .map(|url| Doc::Text(code!("{}={}", name, literal::string(url)))),
        );
    };
    match &scheme.kind {
        SecuritySchemeKind::Basic => items.push(Doc::Text(code!("\"basic\""))),
        SecuritySchemeKind::Bearer => items.push(Doc::Text(code!("\"bearer\""))),
        SecuritySchemeKind::ApiKey { location, key } => {
            let kind = match location {
                ParameterLocation::Query => "query",
                ParameterLocation::Cookie => "cookie",
                ParameterLocation::Header | ParameterLocation::Path => "header",
            };
            items.extend([
                Doc::Text(code!("\"{}\"", kind)),
                Doc::Text(code!("key={}", literal::string(key))),
            ]);
        }
        SecuritySchemeKind::OAuth2 {
            client_credentials_url,
            refresh_url,
            ..
        } => {
            items.push(Doc::Text(code!("\"oauth2\"")));
            url("token_url", client_credentials_url, &mut items);
            url("refresh_url", refresh_url, &mut items);
        }
    }
    Doc::call(code!("rt.Scheme"), items)
}

fn view(package: &Package<'_>, asynchronous: bool) -> ClientView {
    let schemes = package
        .api
        .security_schemes
        .iter()
        .zip(credential_names(package));
    let (mut credentials, mut table, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for (scheme, argument) in schemes {
        let argument = names::ident(&argument);
        let (ty, what) = match &scheme.kind {
            SecuritySchemeKind::Basic => ("rt.BasicCredential", "User name and password."),
            SecuritySchemeKind::Bearer => ("rt.TokenCredential", "A bearer token."),
            SecuritySchemeKind::ApiKey { .. } => ("rt.TokenCredential", "An API key."),
            SecuritySchemeKind::OAuth2 { .. } => {
                ("rt.OAuthCredential", "OAuth 2: a token, or how to get one.")
            }
        };
        credentials.push(code!("{}: {} | None = None,", argument, ty));
        table.push(Doc::Text(code!(
            "{}: {}",
            literal::string(&scheme.name.wire),
            argument
        )));
        rows.push(code!(
            "    {}: {}",
            argument,
            literal::hanging(&docs::prose(&scheme.docs, what), 8)
        ));
    }
    let rows: Vec<Code> = rows.into_iter().chain(options(asynchronous)).collect();
    let title = match asynchronous {
        false => {
            "A client whose calls block. Close it, or use it in a `with`; threads may share it."
        }
        true => "A client whose calls are awaited. Close it, or use it in an `async with`.",
    };
    let prefix = if asynchronous { "Async" } else { "" };
    ClientView {
        name: code!("{}Client", prefix),
        base: if asynchronous {
            code!("rt.AsynchronousClient")
        } else {
            code!("rt.BlockingClient")
        },
        http: if asynchronous {
            code!("httpx.AsyncClient")
        } else {
            code!("httpx.Client")
        },
        docs: literal::docstring(title, &[code!("Args:\n{}", Code::join(&rows, "\n"))], 4),
        credentials,
        credential_table: Doc::dict(table).print(12, 12, 1),
        accessors: accessors(package, prefix),
    }
}

/// What the docstring says of the other arguments.
fn options(asynchronous: bool) -> Vec<Code> {
    let http = if asynchronous {
        "httpx.AsyncClient"
    } else {
        "httpx.Client"
    };
    vec![
        code!("    base_url: The server; without it, the first one of the description."),
        code!("    timeout: Seconds for each attempt."),
        code!("    connect_timeout: Seconds for connecting."),
        code!("    deadline: Seconds for a whole call, waiting included."),
        code!("    retry: How often and when a call is tried again."),
        code!("    headers: Headers that are sent with each request."),
        code!("    user_agent_suffix: Text behind the `User-Agent`."),
        code!("    body_limit: Bytes that an answer may have which is not streamed."),
        code!(
            "    allow_plain_http: Whether credentials may go over plain HTTP to other machines."
        ),
        code!("    hooks: Functions that are called around each attempt."),
        code!(
            "    http_client: An `{}` of your own; it is not closed with the client.",
            http
        ),
    ]
}

fn accessors(package: &Package<'_>, prefix: &'static str) -> Vec<Code> {
    let services = package.api.services.iter().zip(&package.services);
    let accessors = services.map(|(service, decided)| {
        let prose = docs::prose(&service.docs, &format!("Operations on {}.", service.name.words.join(" ")));
        let (name, module) = (names::ident(&decided.name), names::ident(&decided.module));
        code!(
            "    @functools.cached_property\n    def {}(self) -> {}{}:\n{}\n        from .services.{} import {}{}\n\n        return {}{}(self)",
            names::ident(&decided.accessor),
            prefix,
            name,
            literal::docstring(&prose, &[], 8),
            module,
            prefix,
            name,
            prefix,
            name
        )
    });
    accessors.collect()
}

/// `servers.py`.
pub fn servers(package: &Package<'_>) -> Result<Code, askama::Error> {
    let servers = &package.api.servers;
    let names = server_names(servers);
    let functions: Vec<Code> = servers
        .iter()
        .zip(names)
        .map(|(server, name)| function(server, &name))
        .collect();
    let typing = functions
        .iter()
        .any(|function| function.as_str().contains(": t.Literal["));
    Code::render(&ServersTemplate { functions, typing })
}

/// The first is `default`; the others are called as their description begins, or by their host.
fn server_names(servers: &[Server]) -> Vec<String> {
    let mut entries = vec![("default".to_owned(), String::new())];
    for server in servers.iter().skip(1) {
        let url = operation::default_url(server);
        let text = server
            .description
            .as_deref()
            .filter(|text| !text.trim().is_empty())
            .unwrap_or(&url);
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(4);
        let mut words: Vec<String> = words.map(str::to_lowercase).collect();
        if words.is_empty() {
            words.push("other".to_owned());
        }
        entries.push((
            names::server_name(&Name {
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
    scope::distinct(&entries, &[])
}

fn function(server: &Server, name: &str) -> Code {
    let arguments = scope_of(
        server.variables.iter().map(|variable| &variable.name),
        names::credential_name,
        &[],
    );
    let mut signature = Vec::new();
    for (variable, argument) in server.variables.iter().zip(&arguments) {
        let default = literal::string(&variable.default);
        signature.push(Doc::Text(code!(
            "{}: {} = {}",
            names::ident(argument),
            annotation(variable),
            default
        )));
    }
    if !signature.is_empty() {
        signature.insert(0, Doc::Text(code!("*")));
    }
    let parts = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => literal::string(text),
        UrlPart::Variable(index) => names::ident(&arguments[*index]),
    });
    let parts: Vec<Code> = parts.collect();
    let url = Code::join(&parts, " + ");
    let rows: Vec<Code> = server
        .variables
        .iter()
        .zip(&arguments)
        .map(|(variable, argument)| {
            let prose = variable
                .description
                .clone()
                .unwrap_or_else(|| format!("Variable `{}`.", variable.name.wire));
            code!(
                "    {}: {}",
                names::ident(argument),
                literal::hanging(&prose, 8)
            )
        })
        .collect();
    let more = if rows.is_empty() {
        Vec::new()
    } else {
        vec![code!("Args:\n{}", Code::join(&rows, "\n"))]
    };
    let docs = Docs {
        summary: None,
        description: server.description.clone(),
    };
    let docs = literal::docstring(
        &docs::prose(&docs, &format!("`{}`", operation::default_url(server))),
        &more,
        4,
    );
    let head = Doc::call(code!("def {}", names::ident(name)), signature).print(0, 0, 14);
    code!(
        "{} -> rt.Server:\n{}\n{}return rt.Server({})",
        head,
        docs,
        pad(4),
        url
    )
}

fn annotation(variable: &ServerVariable) -> Code {
    let mut allowed: Vec<Code> = variable
        .allowed
        .iter()
        .map(|value| literal::string(value))
        .collect();
    if allowed.is_empty() {
        return code!("str");
    }
    let default = literal::string(&variable.default);
    if !allowed.contains(&default) {
        allowed.push(default);
    }
    code!("t.Literal[{}]", Code::join(&allowed, ", "))
}
