//! The client of a package: where the API is, what credentials it takes, and the way to its services.

use askama::Template;

use super::literal::{self, Tag};
use super::names;
use super::package::Package;
use super::services::default_url;
use super::structs;
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{Api, Docs, SecurityScheme, SecuritySchemeKind, Server, UrlPart};
use crate::spec::ParameterLocation;

/// Methods of the runtime's builder: a scheme cannot have them for its own.
const BUILDER_METHODS: &[&str] = &[
    "allowPlainHttp",
    "backoff",
    "baseUrl",
    "bodyLimit",
    "connectTimeout",
    "core",
    "credential",
    "deadline",
    "defaultHeader",
    "httpClient",
    "maxAttempts",
    "observer",
    "requestIdHeaders",
    "retryAfterLimit",
    "server",
    "timeout",
    "transport",
    "userAgentSuffix",
];

#[derive(Template)]
#[template(path = "java/src/main/java/client.java.jinja")]
struct ClientFile {
    docs: Code,
    annotations: Code,
    name: Code,
    info: Code,
    accessors: Vec<Code>,
    credentials: Vec<Code>,
}

#[derive(Template)]
#[template(path = "java/src/main/java/servers.java.jinja")]
struct ServersFile {
    title: Code,
    name: Code,
    servers: Vec<Code>,
}

/// The class of the client.
pub fn client(package: &Package<'_>) -> Result<Code, askama::Error> {
    let api = package.api;
    let schemes = api.security_schemes.iter();
    let credentials = schemes.zip(credential_names(api));
    let title = Docs {
        summary: Some(format!("A client for {}.", api.info.title)),
        description: api.info.description.clone(),
    };
    let more = [
        "It is safe for use by several threads. Closing it ends all calls that are under way."
            .to_owned(),
    ];
    Code::render(&ClientFile {
        docs: literal::javadoc(0, &title, "", &more, &[]),
        annotations: structs::annotations(package, false),
        name: names::code(&package.client),
        info: info(package),
        accessors: accessors(package),
        credentials: credentials
            .map(|(scheme, name)| credential(scheme, &name))
            .collect(),
    })
}

fn info(package: &Package<'_>) -> Code {
    let url = package.api.servers.first().map(default_url);
    let url = url.filter(|url| url.contains("://"));
    let url = url.map_or_else(|| code!("null"), |url| literal::string(&url));
    let schemes = package.api.security_schemes.iter().map(|scheme| {
        let name = literal::string(&scheme.name.wire);
        let text = |text: &Option<String>| match text {
            Some(text) => literal::string(text),
            None => code!("null"),
        };
        match &scheme.kind {
            SecuritySchemeKind::Basic => code!("Scheme.basic({})", name),
            SecuritySchemeKind::Bearer => code!("Scheme.bearer({})", name),
            SecuritySchemeKind::OAuth2 {
                client_credentials_url,
                refresh_url,
                ..
            } => code!(
                "Scheme.oauth2({}, {}, {})",
                name,
                text(client_credentials_url),
                text(refresh_url)
            ),
            SecuritySchemeKind::ApiKey { location, key } => {
                let kind = match location {
                    ParameterLocation::Query => "queryKey",
                    ParameterLocation::Cookie => "cookieKey",
                    ParameterLocation::Header | ParameterLocation::Path => "headerKey",
                };
                code!("Scheme.{}({}, {})", kind, name, literal::string(key))
            }
        }
    });
    let mut arguments = vec![
        literal::string(package.at.artifact.as_str()),
        literal::string(&package.version),
        url,
    ];
    arguments.extend(schemes);
    Code::join(&arguments, ",\n          ")
}

fn accessors(package: &Package<'_>) -> Vec<Code> {
    let rows = package.api.services.iter().zip(&package.services);
    let accessors = rows.map(|(service, names)| {
        let otherwise = format!("Operations of `{}`.", service.name.wire.replace('`', "'"));
        let tags = [Tag::returns("the service")];
        let class = names::code(&names.name);
        code!(
            "{}  public {} {}() {{\n    return new {}(core);\n  }}\n",
            literal::javadoc(2, &service.docs, &otherwise, &[], &tags),
            class,
            names::code(&names.accessor),
            class
        )
    });
    accessors.collect()
}

/// The methods of the builder for the security schemes, in their order.
pub fn credential_names(api: &Api) -> Vec<String> {
    let schemes = api.security_schemes.iter();
    let entries: Vec<_> = schemes
        .map(|scheme| (names::member_name(&scheme.name), scheme.name.wire.as_str()))
        .collect();
    scope::distinct(&entries, BUILDER_METHODS)
}

/// A call of the builder's method for a scheme of one token.
pub fn token_call(scheme: &SecurityScheme, method: &Code, token: Code) -> Code {
    match &scheme.kind {
        SecuritySchemeKind::OAuth2 { .. } => code!("{}(Credential.bearer({}))", method, token),
        SecuritySchemeKind::Basic
        | SecuritySchemeKind::Bearer
        | SecuritySchemeKind::ApiKey { .. } => code!("{}({})", method, token),
    }
}

fn credential(scheme: &SecurityScheme, name: &str) -> Code {
    let wire = literal::string(&scheme.name.wire);
    let (title, arguments, call) = match &scheme.kind {
        SecuritySchemeKind::Basic => (
            "HTTP basic authentication.",
            vec![
                ("String", "username", "the user name"),
                ("String", "password", "the password"),
            ],
            "Credential.basic(username, password)",
        ),
        SecuritySchemeKind::Bearer => (
            "A bearer token.",
            vec![("String", "token", "the token")],
            "Credential.bearer(token)",
        ),
        SecuritySchemeKind::OAuth2 { .. } => (
            "OAuth 2.",
            vec![("Credential", "credential", "a token, or how to get one")],
            "credential",
        ),
        SecuritySchemeKind::ApiKey { .. } => (
            "An API key.",
            vec![("String", "key", "the key")],
            "Credential.apiKey(key)",
        ),
    };
    let mut tags: Vec<Tag> = arguments
        .iter()
        .map(|(_, name, docs)| Tag::param(&names::code(name), docs))
        .collect();
    tags.push(Tag::returns("this builder"));
    let list = arguments
        .iter()
        .map(|(ty, name, _)| code!("{} {}", *ty, *name));
    let list: Vec<Code> = list.collect();
    code!(
        "{}    public Builder {}({}) {{\n      return credential({}, {});\n    }}\n",
        literal::javadoc(4, &scheme.docs, title, &[], &tags),
        names::code(name),
        Code::join(&list, ", "),
        wire,
        call
    )
}

/// The class of the servers, if there is one that can be named by itself.
pub fn servers(package: &Package<'_>) -> Option<Result<Code, askama::Error>> {
    let servers: Vec<&Server> = package
        .api
        .servers
        .iter()
        .filter(|server| default_url(server).contains("://"))
        .collect();
    if servers.is_empty() {
        return None;
    }
    let rows = servers.iter().enumerate().map(|(index, server)| {
        let number = if index == 0 { Code::empty() } else { code!("{}", index + 1) };
        let parts: Vec<Code> = server.url.iter().map(|part| url_part(server, part)).collect();
        let docs = Docs {
            summary: server.description.clone(),
            description: None,
        };
        let more = server.variables.iter().map(|variable| {
            let prose = variable.description.clone().unwrap_or_default();
            format!("Variable `{}`: {prose}", variable.name.wire.replace('`', "'"))
        });
        let more: Vec<String> = more.collect();
        let tags = [Tag::returns("the server, its variables at their defaults")];
        code!(
            "{}  public static ServerUrl server{}() {{\n    return ServerUrl.of(\n        {});\n  }}\n",
            literal::javadoc(2, &docs, "A server.", &more, &tags),
            number,
            Code::join(&parts, ",\n        ")
        )
    });
    let title = format!("The servers of {}.", package.api.info.title);
    Some(Code::render(&ServersFile {
        title: literal::javadoc(0, &Docs::default(), &title, &[], &[]),
        name: names::code(&package.servers),
        servers: rows.collect(),
    }))
}

fn url_part(server: &Server, part: &UrlPart) -> Code {
    match part {
        UrlPart::Literal(text) => code!("ServerUrl.literal({})", literal::string(text)),
        UrlPart::Variable(index) => {
            let variable = &server.variables[*index];
            let allowed = variable.allowed.iter();
            let allowed = allowed.map(|value| code!(", {}", literal::string(value)));
            let allowed: Vec<Code> = allowed.collect();
            code!(
                "ServerUrl.variable({}, {}{})",
                literal::string(&variable.name.wire),
                literal::string(&variable.default),
                Code::join(&allowed, "")
            )
        }
    }
}
