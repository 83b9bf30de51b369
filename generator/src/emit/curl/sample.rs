//! A sample: a script that makes one call, with nothing of its own but curl.

use super::credentials::Credentials;
use super::literal::{self, quoted};
use super::request::{FormPart, Payload, Request};
use crate::emit::environment::Environment;
use crate::emit::sink::{code, Code};
use crate::ir::{Api, Operation, ResponseKind, RetrySafety, Server, UrlPart};

#[derive(askama::Template)]
#[template(path = "curl/examples/operation.sh.jinja")]
struct Script {
    /// Texts that the linter takes for mistakes stand in the script.
    suppress: bool,
    about: Vec<Code>,
    base_url: Code,
    /// Variables that must be set.
    variables: Vec<Code>,
    /// Numbers of arguments that are files.
    files: Vec<Code>,
    has_credentials: bool,
    escapes: bool,
    encodes: bool,
    /// The variable without which no credentials are sent; empty: they must be there.
    condition: Code,
    /// Lines of curl's configuration.
    settings: Vec<Code>,
    /// The lines where credentials may be missing and are.
    otherwise: Vec<Code>,
    options: Vec<Code>,
}

/// The script of an operation.
///
/// # Errors
/// Those of the template.
pub fn script(api: &Api, operation: &Operation) -> Result<String, String> {
    let environment = Environment::new(api);
    let request = Request::new(api, operation);
    let credentials = Credentials::new(api, &environment, operation);
    let files = request.files();
    let settings = settings(&request, &credentials);
    let otherwise = settings_without(&request, &credentials);
    let script = Script {
        suppress: looks_odd(&request),
        about: about(operation),
        base_url: base_url(api, operation, &environment),
        variables: match credentials.optional {
            true => Vec::new(),
            false => credentials.variables.clone(),
        },
        files: (1..=files).map(|number| code!("{}", number)).collect(),
        has_credentials: !credentials.is_empty(),
        escapes: !settings.is_empty() || has_form_files(&request),
        encodes: !credentials.query.is_empty() || !credentials.cookies.is_empty(),
        condition: match (credentials.optional, credentials.variables.first()) {
            (true, Some(variable)) => variable.clone(),
            (true, None) | (false, _) => Code::empty(),
        },
        settings,
        otherwise,
        options: options(operation, &request, &credentials),
    };
    let text = Code::render(&script).map_err(|error| error.to_string())?;
    Ok(text.as_str().to_owned())
}

fn about(operation: &Operation) -> Vec<Code> {
    let docs = &operation.docs;
    let mut lines = Vec::new();
    let prose = [docs.summary.as_deref(), Some(&operation.request_line())];
    for text in prose.into_iter().flatten() {
        let text = text.lines().next().unwrap_or_default();
        let more = literal::comment(text);
        if !more.is_empty() && !lines.is_empty() {
            lines.push(code!("#"));
        }
        lines.extend(more);
    }
    if operation.deprecated {
        lines.push(code!("#"));
        lines.push(code!("# This operation is deprecated."));
    }
    lines
}

fn default_url(server: &Server) -> String {
    let parts = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => text.as_str(),
        UrlPart::Variable(index) => server.variables[*index].default.as_str(),
    });
    parts.collect()
}

fn base_url(api: &Api, operation: &Operation, environment: &Environment) -> Code {
    let variable = literal::variable(&environment.base_url);
    let server = operation.servers.first().or(api.servers.first());
    let url = server.map(default_url).filter(|url| url.contains("://"));
    match url {
        Some(url) => code!("\"${{{}:-{}}}\"", variable, literal::url(&url)),
        None => code!("\"${{{}:?is not set}}\"", variable),
    }
}

/// Whether the linter would take text in quotes for something that was meant to be expanded, or for a slip of the keyboard.
fn looks_odd(request: &Request) -> bool {
    let odd = |text: &str| {
        text.contains(|c| {
            matches!(
                c,
                '$' | '`' | '\\' | '\'' | '\u{2018}'..='\u{201f}' | '\u{a0}'
            )
        })
    };
    let payload = match &request.payload {
        Payload::None => false,
        Payload::Inline(media_type, text) => odd(media_type) || odd(text),
        Payload::File(media_type) => odd(media_type),
        Payload::Form(parts) => parts.iter().any(|part| {
            odd(&part.name)
                || part.content.is_some()
                || part.content_type.as_deref().is_some_and(odd)
        }),
    };
    let headers = request.headers.iter();
    payload || odd(&request.target) || headers.into_iter().any(|(_, value)| odd(value))
}

fn has_form_files(request: &Request) -> bool {
    match &request.payload {
        Payload::Form(parts) => parts.iter().any(|part| part.content.is_none()),
        Payload::None | Payload::Inline(..) | Payload::File(_) => false,
    }
}

fn settings(request: &Request, credentials: &Credentials) -> Vec<Code> {
    let mut settings = credentials.settings.clone();
    if !credentials.query.is_empty() {
        settings.push(url(request, &credentials.query));
    }
    if !credentials.cookies.is_empty() {
        settings.push(cookie(request, &credentials.cookies));
    }
    settings
}

/// What stands in the configuration together with credentials only, but is sent without them too.
fn settings_without(request: &Request, credentials: &Credentials) -> Vec<Code> {
    let mut settings = Vec::new();
    if credentials.optional && !credentials.query.is_empty() {
        settings.push(url(request, &[]));
    }
    if credentials.optional && !credentials.cookies.is_empty() && !request.cookies.is_empty() {
        settings.push(cookie(request, &[]));
    }
    settings
}

fn url(request: &Request, more: &[(Code, Code)]) -> Code {
    let pairs = more.iter().enumerate().map(|(index, (name, value))| {
        let is_first = index == 0 && !request.target.contains('?');
        let mark = if is_first { "?" } else { "&" };
        code!("{}{}={}", mark, name, value)
    });
    let pairs: Vec<Code> = pairs.collect();
    code!(
        "url = \"$(escape \"${{base_url%/}}\"){}{}\"",
        literal::setting(&request.target),
        Code::join(&pairs, "")
    )
}

fn cookie(request: &Request, more: &[(Code, Code)]) -> Code {
    let own = request.cookies.iter();
    let own = own.map(|(name, value)| literal::setting(&format!("{name}={value}")));
    let more = more.iter().map(|(name, value)| code!("{}={}", name, value));
    let all: Vec<Code> = own.chain(more).collect();
    code!("cookie = \"{}\"", Code::join(&all, "; "))
}

fn options(operation: &Operation, request: &Request, credentials: &Credentials) -> Vec<Code> {
    let mut options = vec![
        code!("--silent --show-error --fail-with-body"),
        limits(operation),
        code!("--globoff"),
    ];
    let path = request.target.split('?').next().unwrap_or_default();
    if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        options.push(code!("--path-as-is"));
    }
    if !credentials.is_empty() {
        options.push(code!("--config -"));
    }
    options.extend(method(operation, request));
    options.extend(headers(operation, request));
    if !request.cookies.is_empty() && credentials.cookies.is_empty() {
        let cookies = request.cookies.iter();
        let cookies = cookies.map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        options.push(code!("--cookie {}", quoted(&cookies)));
    }
    options.extend(payload(request));
    if credentials.query.is_empty() {
        options.push(code!(
            "--url \"${{base_url%/}}\"{}",
            quoted(&request.target)
        ));
    }
    options
}

/// Limits of time: downloads and streams take the time they take. A second attempt is left to the user, since what the first one
/// has written to standard output would stay there.
fn limits(operation: &Operation) -> Code {
    let mut contents = operation
        .success
        .iter()
        .flat_map(|response| &response.content);
    let streams = contents.any(|content| match &content.kind {
        ResponseKind::Json(_) | ResponseKind::Text => false,
        ResponseKind::Binary | ResponseKind::EventStream(_) | ResponseKind::JsonLines(_) => true,
    });
    if streams {
        code!("--connect-timeout 5 --no-buffer")
    } else {
        code!("--connect-timeout 5 --max-time 60")
    }
}

fn method(operation: &Operation, request: &Request) -> Option<Code> {
    let has_body = !matches!(request.payload, Payload::None);
    match operation.method.as_str() {
        "GET" if !has_body => None,
        "HEAD" => Some(code!("--head")),
        "GET" => Some(code!("--request GET")),
        "POST" => Some(code!("--request POST")),
        "PUT" => Some(code!("--request PUT")),
        "PATCH" => Some(code!("--request PATCH")),
        "DELETE" => Some(code!("--request DELETE")),
        other => Some(code!("--request {}", quoted(other))),
    }
}

fn headers(operation: &Operation, request: &Request) -> Vec<Code> {
    let is_given = |name: &str| {
        let mut headers = request.headers.iter();
        headers.any(|(given, _)| given.eq_ignore_ascii_case(name))
    };
    let mut headers = Vec::new();
    let accept = operation.accept();
    if !is_given("Accept") && !accept.is_empty() {
        headers.push(header("Accept", &accept));
    }
    match &request.payload {
        Payload::Inline(media_type, _) | Payload::File(media_type) if !is_given("Content-Type") => {
            headers.push(header("Content-Type", media_type));
        }
        // Some servers want to hear that there is no body.
        Payload::None if matches!(operation.method.as_str(), "POST" | "PUT" | "PATCH") => {
            headers.push(header("Content-Length", "0"));
        }
        Payload::None | Payload::Inline(..) | Payload::File(_) | Payload::Form(_) => {}
    }
    if let RetrySafety::Keyed(name) = &operation.retry {
        if !is_given(name) {
            let name = quoted(&format!("{}: ", literal::field_name(name)));
            headers.push(code!(
                "--header {}\"$(od -An -v -N16 -tx1 /dev/urandom | tr -d ' \\n')\"",
                name
            ));
        }
    }
    let given = request.headers.iter();
    headers.extend(given.map(|(name, value)| header(name, value)));
    headers
}

/// A header; curl takes an empty one only with a semicolon.
fn header(name: &str, value: &str) -> Code {
    let name = literal::field_name(name);
    let field = if value.is_empty() {
        format!("{name};")
    } else {
        format!("{name}: {value}")
    };
    code!("--header {}", quoted(&field))
}

fn payload(request: &Request) -> Vec<Code> {
    match &request.payload {
        Payload::None => Vec::new(),
        Payload::Inline(_, text) => vec![code!("--data-raw {}", quoted(text))],
        Payload::File(_) => {
            let path = request.target.split('?').next().unwrap_or_default();
            // To a path that ends in a slash curl would add the name of an uploaded file.
            vec![if path.ends_with('/') {
                code!("--data-binary \"@$1\"")
            } else {
                code!("--upload-file \"$1\"")
            }]
        }
        Payload::Form(parts) => form(parts),
    }
}

fn form(parts: &[FormPart]) -> Vec<Code> {
    let mut file = 0_usize;
    let options = parts.iter().map(|part| {
        let media_type = match &part.content_type {
            Some(media_type) => format!(";type={media_type}"),
            None => String::new(),
        };
        match &part.content {
            // In double quotes of curl's own only the quote and the backslash mean anything.
            Some(content) => {
                let content = content.replace('\\', "\\\\").replace('"', "\\\"");
                code!(
                    "--form {}",
                    quoted(&format!("{}=\"{content}\"{media_type}", part.name))
                )
            }
            None => {
                file += 1;
                code!(
                    "--form {}\"$(escape \"${}\")\"{}",
                    quoted(&format!("{}=@\"", part.name)),
                    file,
                    quoted(&format!("\"{media_type}"))
                )
            }
        }
    });
    options.collect()
}
