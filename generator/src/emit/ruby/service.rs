//! Views of services: a class of `Services`, a method an operation.

use askama::Template;

use super::arguments::{self, Argument, Role};
use super::literal::{comment, indented, list, wrapped};
use super::models::{paragraphs, prose};
use super::names;
use super::operation;
use super::package::{of_service, Decided, Package, ServiceNames};
use super::types::yard;
use crate::emit::sink::{code, Code};
use crate::ir::{Operation, RateLimit, Response, ResponseKind, Service, StatusPattern};

#[derive(Template)]
#[template(path = "ruby/lib/services/_service.jinja")]
struct ServiceView {
    docs: Code,
    name: Code,
    operations: Vec<OperationView>,
}

struct OperationView {
    constant: Code,
    constant_name: Code,
    docs: Code,
    method: Code,
}

/// The inside of the package's module for a service.
pub fn file(
    package: &Package<'_>,
    service: &Service,
    names: &ServiceNames,
) -> Result<Code, askama::Error> {
    let docs = prose(&service.docs, &service.name.wire, false);
    Code::render(&ServiceView {
        docs: indented(&docs, 4),
        name: names::code(&names.name),
        operations: of_service(service, names)
            .map(|decided| operation(package, decided))
            .collect(),
    })
}

fn operation(package: &Package<'_>, decided: Decided<'_>) -> OperationView {
    let arguments = arguments::of(decided);
    OperationView {
        constant: indented(&operation::constant(package, decided), 6),
        constant_name: names::code(&decided.names.constant),
        docs: indented(&docs(package, decided, &arguments), 6),
        method: indented(&method(decided, &arguments), 6),
    }
}

fn method(decided: Decided<'_>, arguments: &[Argument<'_>]) -> Code {
    let mut values = vec![Code::empty(); decided.operation.parameters.len()];
    let mut more = Vec::new();
    for argument in arguments {
        match argument.role {
            Role::Parameter(index, _) => values[index] = names::code(argument.name),
            Role::Body(_) | Role::ContentType => more.push(names::code(argument.name)),
            Role::Options => {}
        }
    }
    let mut words = vec![
        names::code(&decided.names.constant),
        list(&values),
        code!("options"),
    ];
    words.extend(more);
    code!(
        "{}\n{}\nend",
        arguments::definition(&decided.names.method, arguments, 6),
        indented(&wrapped(&code!("__call__("), &words, ")", 8), 2)
    )
}

fn docs(package: &Package<'_>, decided: Decided<'_>, arguments: &[Argument<'_>]) -> Code {
    let operation = decided.operation;
    let mut text = paragraphs(&operation.docs);
    if text.is_empty() {
        text = format!("`{}`.", operation.id.replace('`', "'"));
    }
    for limit in &operation.rate_limits {
        text.push_str("\n\n");
        text.push_str(&rate_limit(limit));
    }
    let mut lines = vec![comment(&text), code!("#")];
    lines.extend(arguments::docs(package, decided, arguments));
    lines.push(code!("# @return [{}]", returned(package, operation)));
    lines.extend(operation.errors.iter().map(|error| raised(package, error)));
    if operation.deprecated {
        lines.push(code!("# @deprecated"));
    }
    Code::join(&lines, "\n")
}

fn rate_limit(limit: &RateLimit) -> String {
    let together = limit
        .group
        .as_ref()
        .map(|group| format!(", counted together with all operations of `{group}`"));
    format!(
        "The server takes {} calls in {} seconds{}.",
        limit.requests,
        limit.seconds,
        together.unwrap_or_default()
    )
}

/// What the method gives, for YARD.
fn returned(package: &Package<'_>, operation: &Operation) -> Code {
    if let Some(pagination) = &operation.pagination {
        return code!("Paged<{}>", yard(package, &pagination.item, false));
    }
    let mut types = Vec::new();
    for response in &operation.success {
        if response.content.is_empty() {
            push(&mut types, code!("nil"));
        }
        for content in &response.content {
            let ty = match &content.kind {
                ResponseKind::Json(ty) => yard(package, ty, false),
                ResponseKind::Text => code!("String"),
                ResponseKind::Binary => code!("Download"),
                ResponseKind::EventStream(_) => code!("Stream<Event>"),
                ResponseKind::JsonLines(ty) => code!("Stream<{}>", yard(package, ty, false)),
            };
            push(&mut types, ty);
        }
    }
    Code::join(&types, ", ")
}

fn push(types: &mut Vec<Code>, ty: Code) {
    if !types.contains(&ty) {
        types.push(ty);
    }
}

fn raised(package: &Package<'_>, error: &Response) -> Code {
    let status = match error.status {
        StatusPattern::Default => code!("any other status"),
        status => code!("{}", status),
    };
    let ty = error
        .content
        .iter()
        .find_map(|content| match &content.kind {
            ResponseKind::Json(ty) => Some(yard(package, ty, false)),
            ResponseKind::Text
            | ResponseKind::Binary
            | ResponseKind::EventStream(_)
            | ResponseKind::JsonLines(_) => None,
        });
    let body = ty.map_or(Code::empty(), |ty| code!(" ({})", ty));
    let text = super::literal::prose(&paragraphs(&error.docs));
    if text.as_str().is_empty() {
        return code!("# @raise [ApiError] {}{}", status, body);
    }
    code!("# @raise [ApiError] {}{}: {}", status, body, text)
}
