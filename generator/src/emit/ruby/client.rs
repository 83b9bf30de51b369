//! Views of the client and of what the runtime has to know of the package.

use askama::Template;

use super::foreign;
use super::literal::{comment, hash, indented, string, wrapped};
use super::models::prose;
use super::names;
use super::operation::server;
use super::package::Package;
use crate::emit::sink::{code, Code};
use crate::emit::webhooks;
use crate::ir::{ParameterLocation, SecurityScheme, SecuritySchemeKind, Server};

#[derive(Template)]
#[template(path = "ruby/lib/_client.jinja")]
struct ClientView {
    docs: Code,
    servers: Vec<Code>,
    new_docs: Code,
    signature: Code,
    credentials: Code,
    variables: Code,
    services: Vec<AccessorView>,
}

struct AccessorView {
    docs: Code,
    accessor: Code,
    name: Code,
}

#[derive(Template)]
#[template(path = "ruby/lib/_package.jinja")]
struct PackageView {
    gem: Code,
    decimals: Code,
}

#[derive(Template)]
#[template(path = "ruby/lib/_schemes.jinja")]
struct SchemesView {
    schemes: Code,
}

#[derive(Template)]
#[template(path = "ruby/lib/_root.jinja")]
struct RootView {
    decimals: bool,
    has_foreign: bool,
    /// What types of others need, as literals.
    libraries: Vec<Code>,
    docs: Code,
    module: Code,
    gem: Code,
    xml: bool,
    is_signed: bool,
    models: Vec<Code>,
    services: Vec<Code>,
}

/// `package.rb`, which the runtime reads.
pub fn facts(package: &Package<'_>) -> Result<Code, askama::Error> {
    Code::render(&PackageView {
        gem: names::code(&package.gem),
        decimals: code!("{}", package.decimals),
    })
}

/// The root of the library.
pub fn root(package: &Package<'_>) -> Result<Code, askama::Error> {
    let title = &package.api.info.title;
    let models = super::render::model_constants(package);
    let models = models
        .iter()
        .map(|(name, file)| autoload(package, "models", name, file));
    let services = package
        .services
        .iter()
        .map(|service| autoload(package, "services", &service.name, &service.file));
    let about = package.api.info.description.as_deref().unwrap_or_default();
    Code::render(&RootView {
        decimals: package.decimals,
        has_foreign: !package.foreign.is_empty(),
        libraries: foreign::libraries(&package.foreign),
        docs: comment(&format!("A client for {title}.\n\n{about}")),
        module: names::code(&package.module),
        gem: names::code(&package.gem),
        is_signed: webhooks::any_signed(package.api),
        xml: !package.api.xml.is_empty(),
        models: models.collect(),
        services: services.collect(),
    })
}

fn autoload(package: &Package<'_>, folder: &'static str, name: &str, file: &str) -> Code {
    code!(
        "autoload {}, \"#{{__dir__}}/{}/{}/{}\"",
        names::symbol(name),
        names::code(&package.gem),
        folder,
        names::code(file)
    )
}

/// The client, behind the security schemes.
pub fn client(package: &Package<'_>) -> Result<Code, askama::Error> {
    let schemes = &package.api.security_schemes;
    let of_schemes: Vec<_> = schemes.iter().map(scheme).collect();
    let schemes_view = Code::render(&SchemesView {
        schemes: indented(&wrapped(&code!("SCHEMES = ["), &of_schemes, "]", 4), 4),
    })?;
    let arguments: Vec<&String> = package
        .credentials
        .iter()
        .chain(package.variables.iter().map(|(_, argument)| argument))
        .collect();
    let mut signature: Vec<Code> = arguments
        .iter()
        .map(|name| code!("{}: nil", names::code(name)))
        .collect();
    signature.push(code!("**settings"));
    let credentials = schemes
        .iter()
        .zip(&package.credentials)
        .map(|(scheme, name)| pair(&scheme.name.wire, name));
    let variables = package
        .variables
        .iter()
        .map(|(wire, name)| pair(wire, name));
    let client = Code::render(&ClientView {
        docs: indented(
            &comment(&format!("A client for {}.", package.api.info.title)),
            2,
        ),
        servers: package
            .api
            .servers
            .iter()
            .map(|of| indented(&described(of), 6))
            .collect(),
        new_docs: indented(&new_docs(package), 4),
        signature: indented(&wrapped(&code!("def initialize("), &signature, ")", 4), 4),
        credentials: indented(&hash(&credentials.collect::<Vec<_>>()), 8),
        variables: indented(&hash(&variables.collect::<Vec<_>>()), 8),
        services: accessors(package),
    })?;
    Ok(code!("{}\n\n{}", schemes_view, client))
}

/// A server below its description.
fn described(of: &Server) -> Code {
    let new = code!("Runtime::Server.new([{}])", server(of));
    match of.description.as_deref().map(comment) {
        Some(text) if !text.as_str().is_empty() => code!("{}\n{}", text, new),
        _ => new,
    }
}

fn pair(wire: &str, name: &str) -> Code {
    code!("{} => {}", string(wire), names::code(name))
}

fn accessors(package: &Package<'_>) -> Vec<AccessorView> {
    let services = package.api.services.iter().zip(&package.services);
    services
        .map(|(service, names)| AccessorView {
            docs: indented(
                &code!(
                    "{}\n#\n# @return [Services::{}]",
                    prose(&service.docs, &service.name.wire, false),
                    names::code(&names.name)
                ),
                4,
            ),
            accessor: names::code(&names.accessor),
            name: names::code(&names.name),
        })
        .collect()
}

fn new_docs(package: &Package<'_>) -> Code {
    let mut lines = Vec::new();
    let schemes = package.api.security_schemes.iter();
    for (scheme, name) in schemes.zip(&package.credentials) {
        let ty = match scheme.kind {
            SecuritySchemeKind::Basic => code!("Credential, Array(String, String)"),
            SecuritySchemeKind::Bearer
            | SecuritySchemeKind::ApiKey { .. }
            | SecuritySchemeKind::OAuth2 { .. } => code!("Credential, String, #call"),
        };
        let text = super::literal::prose(&super::models::paragraphs(&scheme.docs));
        let head = code!("# @param {} [{}, nil] {}", names::code(name), ty, text);
        lines.push(trimmed(&head));
    }
    for (wire, name) in &package.variables {
        let variables = package.api.servers.iter().flat_map(|of| &of.variables);
        let text = variables
            .filter(|variable| variable.name.wire == *wire)
            .find_map(|variable| variable.description.as_deref())
            .unwrap_or_default();
        let head = code!(
            "# @param {} [String, nil] {}",
            names::code(name),
            super::literal::prose(text)
        );
        lines.push(trimmed(&head));
    }
    lines.push(code!(
        "# @param settings [Hash] see the README: +base_url+, +server+, +timeout+, +connect_timeout+, +deadline+,\n#   +max_attempts+, +retry_base+, +retry_max+, +retry_after_limit+, +body_limit+, +transport+, +logger+,\n#   +before_attempt+, +after_attempt+, +allow_plain_http+, +headers+, +user_agent_suffix+, +request_id_headers+"
    ));
    Code::join(&lines, "\n")
}

fn trimmed(line: &Code) -> Code {
    super::literal::same(line.as_str().trim_end())
}

fn scheme(scheme: &SecurityScheme) -> Code {
    let mut words = vec![code!("name: {}", string(&scheme.name.wire))];
    match &scheme.kind {
        SecuritySchemeKind::Basic => words.push(code!("kind: :basic")),
        SecuritySchemeKind::Bearer => words.push(code!("kind: :bearer")),
        SecuritySchemeKind::ApiKey { location, key } => {
            let kind = match location {
                ParameterLocation::Query => ":query",
                ParameterLocation::Cookie => ":cookie",
                ParameterLocation::Header | ParameterLocation::Path => ":header",
            };
            words.push(code!("kind: {}", kind));
            words.push(code!("key: {}", string(key)));
        }
        SecuritySchemeKind::OAuth2 {
            client_credentials_url,
            refresh_url,
            scopes: _,
        } => {
            words.push(code!("kind: :oauth2"));
            let urls = [
                (client_credentials_url, "token_url"),
                (refresh_url, "refresh_url"),
            ];
            for (url, key) in urls {
                words.extend(url.as_deref().map(|url| code!("{}: {}", key, string(url))));
            }
        }
    }
    code!("Runtime::Scheme.new({})", Code::join(&words, ", "))
}
