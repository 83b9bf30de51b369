//! Servers: the variables in their addresses.

use super::template;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::grammar::closest;
use crate::load::report::Report;
use crate::spec::{Server, Spec};

pub(super) fn check(spec: &Spec, report: &mut Report) {
    let of_operations = spec
        .operations
        .iter()
        .flat_map(|operation| &operation.servers);
    for server in spec.servers.iter().chain(of_operations) {
        variables(server, report);
        defaults(server, report);
    }
}

fn variables(server: &Server, report: &mut Report) {
    let place = server.pointer.key("url");
    let names = match template::names(&server.url) {
        Ok(names) => names,
        Err(problem) => {
            let message = format!("the address {:?} is no template: {problem}", server.url);
            report.push(Diagnostic::error(
                codes::INVALID_SERVER_URL,
                &place,
                message,
            ));
            return;
        }
    };
    for name in &names {
        if server.variables.contains_key(*name) {
            continue;
        }
        let message = format!("the address has {{{name}}}, and `variables` does not define it");
        let known = server.variables.keys().map(String::as_str);
        let error = Diagnostic::error(codes::UNDEFINED_SERVER_VARIABLE, &place, message);
        report.push(error.help(match closest(name, known) {
            Some(near) => format!("did you mean {near:?}?"),
            None => format!("define {name:?} in `variables`, with a default"),
        }));
    }
    for (name, variable) in &server.variables {
        if !names.contains(&name.as_str()) {
            let message = format!("the address has no {{{name}}}");
            report.push(
                Diagnostic::warning(codes::UNUSED_SERVER_VARIABLE, &variable.pointer, message)
                    .at_key()
                    .help("remove the variable"),
            );
        }
    }
}

fn defaults(server: &Server, report: &mut Report) {
    for variable in server.variables.values() {
        let values = &variable.enumeration;
        if !values.is_empty() && !values.contains(&variable.default) {
            let message = format!("the default {:?} is not one of `enum`", variable.default);
            let pointer = variable.pointer.key("default");
            report.push(
                Diagnostic::error(codes::INVALID_DEFAULT, &pointer, message)
                    .help("add it to `enum`, or choose one of the values"),
            );
        }
    }
}
