//! `client.go` of a package: where the API is, what credentials it takes, and its services.

use askama::Template;

use super::docs::{self, Comment};
use super::layout;
use super::literal;
use super::models::{self, file};
use super::names::{self, ident};
use super::package::Package;
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{Docs, SecurityScheme, SecuritySchemeKind, Server, UrlPart};
use crate::spec::ParameterLocation;

#[derive(Template)]
#[template(path = "go/_client.jinja")]
struct ClientView {
    version: Code,
    facts: Code,
    fields: Code,
    has_fields: bool,
    services: Code,
}

/// The text of the file.
pub fn client(package: &Package<'_>) -> Result<Code, askama::Error> {
    let services = package.api.services.iter().zip(&package.services);
    let fields = services.map(|(service, names)| {
        let comment = Comment::new(
            &service.docs,
            &format!("Operations of {}.", docs::quoted(&service.name.wire)),
        )
        .code();
        code!(
            "{}\n{} *{}",
            comment,
            ident(&names.field),
            ident(&names.name)
        )
    });
    let fields: Vec<_> = fields.collect();
    let services = package.services.iter().map(|names| {
        (
            ident(&names.field),
            code!("&{}{{core}}", ident(&names.name)),
        )
    });
    let mut services: Vec<_> = services.collect();
    services.insert(0, (code!("core"), code!("core")));
    let view = ClientView {
        version: literal::string(&package.options.version),
        facts: facts(package),
        has_fields: !fields.is_empty(),
        fields: literal::indented(&Code::join(&fields, "\n")),
        services: literal::hanging(&layout::literal_of(&code!("&Client"), &services)),
    };
    let mut items = vec![Code::render(&view)?];
    items.extend(servers(package));
    items.extend(credentials(package));
    Ok(file(package, &package.name, &items))
}

/// The URL of a server with its variables at their defaults.
pub fn default_url(server: &Server) -> String {
    let parts = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => text.as_str(),
        UrlPart::Variable(index) => server.variables[*index].default.as_str(),
    });
    parts.collect()
}

fn facts(package: &Package<'_>) -> Code {
    let mut pairs = vec![
        ("Name", literal::string(&package.name)),
        ("Version", code!("Version")),
    ];
    if let Some(url) = package
        .api
        .servers
        .first()
        .map(default_url)
        .filter(|url| url.contains("://"))
    {
        pairs.push(("Server", literal::string(&url)));
    }
    let schemes: Vec<_> = package.api.security_schemes.iter().map(scheme).collect();
    if !schemes.is_empty() {
        let rows = literal::indented(&Code::join(&schemes, "\n"));
        pairs.push(("Schemes", code!("[]sdk.Scheme{{\n{}\n}}", rows)));
    }
    models::fields(&code!("sdk.Package"), &pairs)
}

fn scheme(scheme: &SecurityScheme) -> Code {
    let name = literal::string(&scheme.name.wire);
    let rest = match &scheme.kind {
        SecuritySchemeKind::Basic => code!("Kind: sdk.SchemeBasic"),
        SecuritySchemeKind::Bearer => code!("Kind: sdk.SchemeBearer"),
        SecuritySchemeKind::ApiKey { location, key } => {
            let kind = match location {
                ParameterLocation::Query => "sdk.SchemeQueryKey",
                ParameterLocation::Cookie => "sdk.SchemeCookieKey",
                ParameterLocation::Header | ParameterLocation::Path => "sdk.SchemeHeaderKey",
            };
            code!("Kind: {}, Key: {}", kind, literal::string(key))
        }
        SecuritySchemeKind::OAuth2 {
            client_credentials_url,
            refresh_url,
            scopes: _,
        } => {
            let mut rest = vec![code!("Kind: sdk.SchemeOAuth2")];
            rest.extend(
                client_credentials_url
                    .as_deref()
                    .map(|url| code!("TokenURL: {}", literal::string(url))),
            );
            rest.extend(
                refresh_url
                    .as_deref()
                    .map(|url| code!("RefreshURL: {}", literal::string(url))),
            );
            Code::join(&rest, ", ")
        }
    };
    code!("{{Name: {}, {}}},", name, rest)
}

/// For each server an option, and a type of its variables if it has some.
fn servers(package: &Package<'_>) -> Vec<Code> {
    let mut items = Vec::new();
    for (server, (ty, function)) in package.api.servers.iter().zip(&package.functions.servers) {
        let url = default_url(server);
        let docs = Docs {
            summary: None,
            description: server.description.clone(),
        };
        let comment = Comment::named(function, &docs, &format!("chooses {}.", docs::quoted(&url)));
        if server.variables.is_empty() {
            if url.contains("://") {
                items.push(code!(
                    "{}\nfunc {}() sdk.Option {{\n\treturn sdk.WithBaseURL({})\n}}",
                    comment.code(),
                    ident(function),
                    literal::string(&url)
                ));
            }
            continue;
        }
        let variables: Vec<(String, &str)> = server
            .variables
            .iter()
            .map(|variable| (names::exported(&variable.name), variable.name.wire.as_str()))
            .collect();
        let fields = scope::distinct(&variables, &[]);
        let lines = server
            .variables
            .iter()
            .zip(&fields)
            .map(|(variable, field)| {
                let docs = Docs {
                    summary: None,
                    description: variable.description.clone(),
                };
                let default = format!("Empty: {}", docs::quoted(&variable.default));
                let comment = Comment::new(
                    &docs,
                    &format!("Variable {}.", docs::quoted(&variable.name.wire)),
                )
                .paragraph(&default);
                let comment = if variable.allowed.is_empty() {
                    comment
                } else {
                    let allowed: Vec<_> = variable
                        .allowed
                        .iter()
                        .map(|value| docs::quoted(value))
                        .collect();
                    comment.paragraph(&format!("One of: {}", allowed.join(", ")))
                };
                code!("{}\n{} string", comment.code(), ident(field))
            });
        let lines: Vec<_> = lines.collect();
        let text = Comment::own(&format!("{ty} is the variables of the server of {function}. Those left empty have their defaults.")).code();
        items.push(code!(
            "{}\ntype {} struct {{\n{}\n}}",
            text,
            ident(ty),
            literal::indented(&Code::join(&lines, "\n"))
        ));
        items.push(server_option(
            server,
            &fields,
            ty,
            function,
            &comment.code(),
        ));
    }
    items
}

fn server_option(
    server: &Server,
    fields: &[String],
    ty: &str,
    function: &str,
    comment: &Code,
) -> Code {
    let parts = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => code!("sdk.ServerPart{{Text: {}}},", literal::string(text)),
        UrlPart::Variable(index) => {
            let variable = &server.variables[*index];
            let allowed: Vec<_> = variable
                .allowed
                .iter()
                .map(|value| literal::string(value))
                .collect();
            let allowed = if allowed.is_empty() {
                Code::empty()
            } else {
                code!(", Allowed: []string{{{}}}", Code::join(&allowed, ", "))
            };
            code!(
                "sdk.ServerPart{{Text: {}, Variable: {}{}}},",
                literal::string(&variable.default),
                literal::string(&variable.name.wire),
                allowed
            )
        }
    });
    let parts: Vec<_> = parts.collect();
    let parts = literal::indented(&literal::indented(&Code::join(&parts, "\n")));
    let values = server
        .variables
        .iter()
        .zip(fields)
        .map(|(variable, field)| {
            let (wire, field) = (literal::string(&variable.name.wire), ident(field));
            code!(
                "\tif server.{} != \"\" {{\n\t\tchosen = chosen.With({}, server.{})\n\t}}",
                field,
                wire,
                field
            )
        });
    let values: Vec<_> = values.collect();
    code!(
        "{}\nfunc {}(server {}) sdk.Option {{\n\tchosen := sdk.NewServer(\n{}\n\t)\n{}\n\treturn sdk.WithServer(chosen)\n}}",
        comment, ident(function), ident(ty), parts, Code::join(&values, "\n")
    )
}

/// An option for each security scheme.
fn credentials(package: &Package<'_>) -> Vec<Code> {
    let schemes = package
        .api
        .security_schemes
        .iter()
        .zip(&package.functions.schemes);
    let options = schemes.map(|(scheme, function)| {
        let wire = literal::string(&scheme.name.wire);
        let comment = Comment::named(
            function,
            &scheme.docs,
            &format!(
                "sets the credentials of {}.",
                docs::quoted(&scheme.name.wire)
            ),
        );
        let (arguments, credential) = match &scheme.kind {
            SecuritySchemeKind::Basic => ("user, password string", "sdk.BasicAuth(user, password)"),
            SecuritySchemeKind::Bearer => ("token string", "sdk.BearerToken(token)"),
            SecuritySchemeKind::ApiKey { .. } => ("key string", "sdk.APIKey(key)"),
            SecuritySchemeKind::OAuth2 { .. } => ("credential sdk.Credential", "credential"),
        };
        code!(
            "{}\nfunc {}({}) sdk.Option {{\n\treturn sdk.WithCredential({}, {})\n}}",
            comment.code(),
            ident(function),
            arguments,
            wire,
            credential
        )
    });
    options.collect()
}
