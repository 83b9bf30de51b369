//! A service: a struct whose methods are the operations of one tag.

use askama::Template;

use super::bodies;
use super::docs::{self, Comment};
use super::literal;
use super::models::{self, file};
use super::names::ident;
use super::package::{OperationNames, Package, ServiceNames};
use super::paging;
use super::parameters;
use super::responses;
use super::types::Types;
use super::xml;
use crate::emit::sink::{code, Code};
use crate::ir::{Operation, PathPart, RetrySafety, Security, Service};

#[derive(Template)]
#[template(path = "go/_service.jinja")]
struct ServiceView {
    comment: Code,
    name: Code,
}

#[derive(Template)]
#[template(path = "go/_operation.jinja")]
struct OperationView {
    comment: Code,
    service: Code,
    method: Code,
    /// `, name type` for each argument.
    arguments: Code,
    /// The same without `ctx`, for the function that makes the call.
    own_arguments: Code,
    /// The names of the arguments.
    names: Code,
    result: Code,
    variable: Code,
    fill: Code,
    statements: Code,
    pages: Option<Pages>,
}

/// The method that walks all pages.
struct Pages {
    comment: Code,
    method: Code,
    page: Code,
    item: Code,
    paging: Code,
}

/// The text of a service's file.
pub fn service(
    package: &Package<'_>,
    service: &Service,
    names: &ServiceNames,
) -> Result<Code, askama::Error> {
    let comment = Comment::named(&names.name, &service.docs, "is operations of the API.").code();
    let mut items = vec![Code::render(&ServiceView {
        comment,
        name: ident(&names.name),
    })?];
    for (operation, decided) in service.operations.iter().zip(&names.operations) {
        items.extend(operation_items(package, names, operation, decided)?);
    }
    Ok(file(package, &package.name, &items))
}

/// The method of an operation, and the items beside it.
fn operation_items(
    package: &Package<'_>,
    service: &ServiceNames,
    operation: &Operation,
    names: &OperationNames,
) -> Result<Vec<Code>, askama::Error> {
    let types = Types::own(package);
    let parameters = parameters::parameters(types, operation, names);
    let body = bodies::body(types, operation, names);
    let arguments: Vec<_> = parameters
        .arguments
        .into_iter()
        .chain(body.arguments)
        .chain(parameters.last)
        .collect();
    let argument_names: Vec<_> = arguments
        .iter()
        .map(|(name, _)| code!("{}, ", name))
        .collect();
    let argument_list: Vec<_> = arguments
        .iter()
        .map(|(name, ty)| code!("{} {}, ", name, ty))
        .collect();
    let own = Code::join(&argument_names, "");
    let call = match operation.pagination {
        None => code!("call"),
        Some(_) => code!("s.call{}({}opts)", ident(&names.method), own),
    };
    let outcome = responses::outcome(types, operation, names, &call);
    let mut items = Vec::new();
    let pages = operation
        .pagination
        .as_ref()
        .zip(outcome.page)
        .map(|(pagination, page)| {
            let (variable, item) = paging::paging(types, operation, pagination, &page, names);
            items.push(variable);
            let text = format!(
                "{} walks through the pages of {}, and by Items through the items of all of them.",
                names.pages, names.method
            );
            Pages {
                comment: Comment::own(&text).code(),
                method: ident(&names.pages),
                page,
                item,
                paging: ident(&names.paging),
            }
        });
    let fill: Vec<_> = parameters
        .statements
        .iter()
        .chain(&body.statements)
        .cloned()
        .collect();
    let method = Code::render(&OperationView {
        comment: comment(operation, names, types),
        service: ident(&service.name),
        method: ident(&names.method),
        arguments: Code::join(&argument_list, ""),
        own_arguments: Code::join(&argument_list, ""),
        names: own,
        result: outcome.result,
        variable: ident(&names.variable),
        fill: literal::indented(&Code::join(&fill, "\n")),
        statements: literal::indented(&outcome.statements),
        pages,
    })?;
    items.insert(0, method);
    items.insert(1, variable(types, operation, names));
    items.extend(parameters.item);
    items.extend(body.items);
    items.extend(outcome.item);
    Ok(items)
}

/// The variable that describes an operation to the runtime.
fn variable(types: Types<'_>, operation: &Operation, names: &OperationNames) -> Code {
    let mut pairs = vec![
        ("ID", literal::string(&operation.id)),
        ("Method", literal::string(&operation.method)),
        ("Path", strings(&path(operation))),
    ];
    let accept = operation.accept();
    if !accept.is_empty() {
        pairs.push(("Accept", literal::string(&accept)));
    }
    if !operation.security.0.is_empty() {
        pairs.push(("Security", security(types.package, &operation.security)));
    }
    match &operation.retry {
        RetrySafety::Idempotent => {}
        RetrySafety::Unsafe => pairs.push(("Retry", code!("sdk.RetryUnsafe"))),
        RetrySafety::Never => pairs.push(("Retry", code!("sdk.RetryNever"))),
        RetrySafety::Keyed(header) => {
            pairs.push(("Retry", code!("sdk.RetryKeyed")));
            pairs.push(("KeyHeader", literal::string(header)));
        }
    }
    if let Some(server) = operation.servers.first() {
        pairs.push((
            "Server",
            literal::string(&super::client::default_url(server)),
        ));
    }
    let notations = xml::notations(operation);
    let errors = error_cases(types, operation);
    if !errors.is_empty() {
        let rows = literal::indented(&Code::join(&errors, "\n"));
        pairs.push(("Errors", code!("[]sdk.ErrorCase{{\n{}\n}}", rows)));
    }
    pairs.extend(notations.map(|rows| ("Notations", rows)));
    code!(
        "var {} = {}",
        ident(&names.variable),
        models::fields(&code!("sdk.Operation"), &pairs)
    )
}

fn error_cases(types: Types<'_>, operation: &Operation) -> Vec<Code> {
    let cases = operation.errors.iter().filter_map(|response| {
        let ty = types.of(responses::json_type(response)?);
        let status = literal::string(&response.status.to_string());
        Some(code!("{{Status: {}, Body: (*{})(nil)}},", status, ty))
    });
    cases.collect()
}

fn strings(texts: &[String]) -> Code {
    let texts: Vec<_> = texts.iter().map(|text| literal::string(text)).collect();
    code!("[]string{{{}}}", Code::join(&texts, ", "))
}

/// Text, name of a parameter, text, and so on.
fn path(operation: &Operation) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for part in &operation.path {
        match part {
            PathPart::Literal(text) => {
                if let Some(last) = pieces.last_mut() {
                    last.push_str(text);
                }
            }
            PathPart::Parameter(index) => {
                pieces.push(operation.parameters[*index].name.wire.clone());
                pieces.push(String::new());
            }
        }
    }
    if pieces.len() > 1 && pieces.last().is_some_and(String::is_empty) {
        pieces.pop();
    }
    pieces
}

/// Scheme names of each alternative.
fn security(package: &Package<'_>, security: &Security) -> Code {
    let name = |scheme: usize| package.api.security_schemes[scheme].name.wire.as_str();
    let alternatives = security.0.iter().map(|alternative| {
        let names: Vec<_> = alternative
            .0
            .iter()
            .map(|used| literal::string(name(used.scheme)))
            .collect();
        code!("{{{}}}", Code::join(&names, ", "))
    });
    let alternatives: Vec<_> = alternatives.collect();
    code!("[][]string{{{}}}", Code::join(&alternatives, ", "))
}

/// The documentation of a method: the description's prose, its body, limits and errors.
fn comment(operation: &Operation, names: &OperationNames, types: Types<'_>) -> Code {
    let otherwise = format!("calls {}.", docs::quoted(&operation.id));
    let mut comment = Comment::named(&names.method, &operation.docs, &otherwise);
    if let Some(body) = &operation.body {
        let prose = docs::one_line(&body.docs);
        if !prose.is_empty() {
            comment = comment.paragraph(&format!("Body: {prose}"));
        }
    }
    for limit in &operation.rate_limits {
        let group = match &limit.group {
            Some(group) => format!(
                ", counted together with all operations of {}",
                docs::quoted(group)
            ),
            None => String::new(),
        };
        comment = comment.paragraph(&format!(
            "The server takes {} calls in {} seconds{group}.",
            limit.requests, limit.seconds
        ));
    }
    let errors: Vec<String> = operation
        .errors
        .iter()
        .map(|response| error_line(types, response))
        .collect();
    if !errors.is_empty() {
        comment = comment.paragraph("Errors:").list(&errors);
    }
    comment.deprecated(operation.deprecated).code()
}

fn error_line(types: Types<'_>, response: &crate::ir::Response) -> String {
    let status = response.status.in_prose();
    let body = responses::json_type(response)
        .map(|ty| format!(" ({})", types.of(ty).as_str()))
        .unwrap_or_default();
    let prose = docs::one_line(&response.docs);
    let colon = if prose.is_empty() { "" } else { ": " };
    format!("{status}{body}{colon}{prose}")
}
