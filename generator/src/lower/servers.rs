//! Servers: URLs cut at their variables.

use super::words;
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Server, ServerVariable, UrlPart};
use crate::spec;

/// The servers of the API; without any, OpenAPI (4.7.1) says `/`.
pub(super) fn of_api(servers: &[spec::Server], problems: &mut Diagnostics) -> Vec<Server> {
    let mut lowered = lower(servers, problems);
    if lowered.is_empty() {
        lowered.push(Server {
            url: vec![UrlPart::Literal("/".to_owned())],
            description: None,
            variables: Vec::new(),
        });
    }
    lowered
}

/// Servers in their order.
pub(super) fn lower(servers: &[spec::Server], problems: &mut Diagnostics) -> Vec<Server> {
    servers
        .iter()
        .map(|server| lower_server(server, problems))
        .collect()
}

fn lower_server(server: &spec::Server, problems: &mut Diagnostics) -> Server {
    let mut variables: Vec<ServerVariable> = Vec::new();
    let mut url = Vec::new();
    let mut rest = server.url.as_str();
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        push_literal(literal, &mut url);
        let known = variables
            .iter()
            .position(|variable| variable.name.wire == name);
        let index = known.or_else(|| {
            let variable = server.variables.get(name);
            if variable.is_none() {
                problems.push(undeclared(server, name));
            }
            variables.push(lower_variable(name, variable?));
            Some(variables.len() - 1)
        });
        url.extend(index.map(UrlPart::Variable));
        rest = after;
    }
    push_literal(rest, &mut url);
    Server {
        url,
        description: server.description.clone(),
        variables,
    }
}

fn push_literal(text: &str, url: &mut Vec<UrlPart>) {
    if !text.is_empty() {
        url.push(UrlPart::Literal(text.to_owned()));
    }
}

fn lower_variable(name: &str, variable: &spec::ServerVariable) -> ServerVariable {
    ServerVariable {
        name: words::name(name),
        default: variable.default.clone(),
        allowed: variable.enumeration.clone(),
        description: variable.description.clone(),
    }
}

fn undeclared(server: &spec::Server, name: &str) -> Diagnostic {
    Diagnostic::error(
        codes::SERVER_VARIABLE,
        &server.pointer.key("url"),
        format!("the server variable `{name}` is not declared"),
    )
    .help("declare it in `variables` with a `default`")
}
