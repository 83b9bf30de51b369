//! Servers: URLs cut at their variables.

use super::extension;
use crate::ir::{Server, ServerVariable, UrlPart};
use crate::spec;

/// The servers of the API; without any, OpenAPI (4.7.1) says `/`.
pub(super) fn of_api(servers: &[spec::Server]) -> Vec<Server> {
    let mut lowered = lower(servers);
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
pub(super) fn lower(servers: &[spec::Server]) -> Vec<Server> {
    servers.iter().map(lower_server).collect()
}

fn lower_server(server: &spec::Server) -> Server {
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
        // `load` has checked that each variable is declared.
        let index = known.or_else(|| {
            variables.push(lower_variable(name, server.variables.get(name)?));
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
        name: extension::name(name, &variable.extensions),
        default: variable.default.clone(),
        allowed: variable.enumeration.clone(),
        description: variable.description.clone(),
    }
}
