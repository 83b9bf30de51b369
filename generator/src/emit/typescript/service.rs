//! Operations: the file of a service, with a function for each operation and a class that has them as methods.

use askama::Template;

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::{is_positional, params, OperationNames, Package, ServiceNames};
use super::parts::{self, property};
use super::types::{self, Place};
use super::{body, response, xml};
use crate::emit::sink::{code, Code};
use crate::ir::{
    FieldPath, NextPage, Operation, Pagination, PathPart, RetrySafety, Service, TypeKind,
};

/// The file of a service.
#[derive(Template)]
#[template(path = "typescript/service.ts.jinja")]
pub struct ServiceFile {
    uses_models: bool,
    uses_xml: bool,
    operations: Vec<OperationView>,
    docs: Code,
    class: Code,
}

/// An operation, ready to be printed.
struct OperationView {
    /// Types made for it.
    types: Vec<Code>,
    constant: Code,
    table: Code,
    docs: Code,
    method_docs: Code,
    function: Code,
    method: Code,
    /// `(connection: …): rt.Call<…>`.
    signature: Code,
    /// The same of the method.
    method_signature: Code,
    call: Code,
    method_call: Code,
}

/// Makes the file of a service.
pub fn service(package: &Package<'_>, service: &Service, decided: &ServiceNames) -> ServiceFile {
    let operations: Vec<OperationView> = service
        .operations
        .iter()
        .zip(&decided.operations)
        .map(|(operation, names)| view(package, operation, names))
        .collect();
    let uses_models = operations.iter().any(|view| {
        let texts = view.types.iter().chain([&view.table, &view.signature]);
        texts.into_iter().any(|text| mentions_models(text.as_str()))
    });
    ServiceFile {
        uses_models,
        uses_xml: operations
            .iter()
            .any(|view| view.table.as_str().contains(xml::FORMS)),
        operations,
        docs: literal::comment(&literal::prose(&service.docs, "Operations.", &[]), false, 0),
        class: names::ident(&decided.class),
    }
}

/// Whether code names a model; comments and strings may do so without need for it, which an import of types bears.
fn mentions_models(text: &str) -> bool {
    text.lines()
        .filter(|line| !line.trim_start().starts_with(['*', '/']))
        .any(|line| line.contains("models."))
}

fn view(package: &Package<'_>, operation: &Operation, names: &OperationNames) -> OperationView {
    let outcome = response::outcome(package, operation, names);
    let (body, made) = body::body_type(package, operation, names);
    let (error, error_rows) = response::errors(package, operation, names);
    let mut types: Vec<Code> = parts::params_interface(package, operation, names)
        .into_iter()
        .collect();
    types.extend(made);
    types.extend(outcome.made);
    types.push(error);
    let constant = names::ident(&names.constant);
    let error = code!("{}Error", names::ident(&names.prefix));
    let (result, helper) = match &operation.pagination {
        None => (
            Doc::generic(code!("rt.Call"), vec![outcome.ty, error]),
            code!("rt.call"),
        ),
        Some(pagination) => {
            let item = types::value(package, &pagination.item, Place::Elsewhere);
            (
                Doc::generic(code!("rt.PagedCall"), vec![outcome.ty, item, error]),
                code!("rt.paged"),
            )
        }
    };
    let arguments = arguments(package, operation, names, body);
    let connection = Doc::Text(code!("connection: rt.Connection"));
    let of_function: Vec<Doc> = [connection]
        .into_iter()
        .chain(arguments.iter().map(|(doc, _)| doc.clone()))
        .collect();
    let of_method = arguments.iter().map(|(doc, _)| doc.clone()).collect();
    let function = names::ident(&names.function);
    let method = names::ident(&names.method);
    let names_of = arguments.iter().map(|(_, name)| Doc::Text(name.clone()));
    let names_of = [Doc::Text(code!("this.#connection"))]
        .into_iter()
        .chain(names_of)
        .collect();
    let method_call = Doc::arguments(names_of).print(4, 11 + function.as_str().chars().count(), 1);
    let signature = signature_of(
        of_function,
        &result,
        0,
        16 + function.as_str().chars().count(),
    );
    let method_signature = signature_of(of_method, &result, 2, 2 + method.as_str().chars().count());
    let title = format!("Calls `{}`.", literal::span(&operation.id));
    let docs = literal::prose(&operation.docs, &title, &notes(operation));
    OperationView {
        types,
        table: table(package, operation, outcome.read, error_rows),
        docs: literal::comment(&summary(&docs), operation.deprecated, 0),
        method_docs: literal::comment(&docs, operation.deprecated, 2),
        call: call(operation, names, &helper, &constant),
        method_call: code!("{}{}", function, method_call),
        constant,
        function,
        method,
        signature,
        method_signature,
    }
}

/// `(arguments): result`, where the line begins with `column` characters and ends with a brace.
fn signature_of(arguments: Vec<Doc>, result: &Doc, indent: usize, column: usize) -> Code {
    let flat = result.print(0, 0, 0);
    let arguments =
        Doc::arguments(arguments).print(indent, column, flat.as_str().chars().count() + 4);
    let last = arguments.as_str().rsplit('\n').next().unwrap_or_default();
    let start = last.chars().count()
        + if arguments.as_str().contains('\n') {
            0
        } else {
            column
        };
    code!("{}: {}", arguments, result.print(indent, start + 2, 2))
}

/// The whole of the documentation is that of the method; the function has its beginning.
fn summary(paragraphs: &[String]) -> Vec<String> {
    paragraphs
        .first()
        .and_then(|first| first.lines().next())
        .map(str::to_owned)
        .into_iter()
        .collect()
}

/// What the documentation of a method says beyond the description's prose.
fn notes(operation: &Operation) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(body) = &operation.body {
        let texts = literal::prose(&body.docs, "", &[]);
        notes.extend(texts.first().map(|text| format!("Body: {text}")));
    }
    for limit in &operation.rate_limits {
        let group = limit.group.as_ref().map_or(String::new(), |group| {
            format!(
                ", counted together with all operations of `{}`",
                literal::span(group)
            )
        });
        notes.push(format!(
            "The server takes {} calls in {} seconds{group}.",
            limit.requests, limit.seconds
        ));
    }
    let errors: Vec<String> = operation
        .errors
        .iter()
        .map(|response| {
            let prose = literal::prose(&response.docs, "", &[]);
            let line = prose
                .first()
                .and_then(|text| text.lines().next())
                .unwrap_or_default();
            let colon = if line.is_empty() { "" } else { ": " };
            format!("- {}{colon}{line}", response.status.in_prose())
        })
        .collect();
    if !errors.is_empty() {
        notes.push(format!("Errors:\n{}", errors.join("\n")));
    }
    notes
}

/// The arguments of an operation beside the connection, each with its name.
fn arguments(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
    body: Option<Code>,
) -> Vec<(Doc, Code)> {
    let mut arguments = Vec::new();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        if is_positional(operation, index) {
            let name = names::ident(&names.parameters[index]);
            let ty = types::value(package, &parameter.ty, Place::Elsewhere);
            arguments.push((Doc::Text(code!("{}: {}", name, ty)), name));
        }
    }
    let (has_params, params_required) = params(operation);
    if let Some(ty) = body {
        let required = operation.body.as_ref().is_some_and(|body| body.required);
        let text = match (required, params_required) {
            (true, _) => code!("body: {}", ty),
            // What is required cannot stand behind what may be left out.
            (false, true) => code!("body: {} | undefined", ty),
            (false, false) => code!("body?: {}", ty),
        };
        arguments.push((Doc::Text(text), code!("body")));
    }
    if has_params {
        let ty = code!("{}Params", names::ident(&names.prefix));
        let text = if params_required {
            code!("params: {}", ty)
        } else {
            code!("params?: {}", ty)
        };
        arguments.push((Doc::Text(text), code!("params")));
    }
    arguments.push((
        Doc::Text(code!("options?: rt.CallOptions")),
        code!("options"),
    ));
    arguments
}

/// `rt.call(connection, TABLE, [values], body, options)`
fn call(operation: &Operation, names: &OperationNames, helper: &Code, constant: &Code) -> Code {
    let chain = if params(operation).1 { "" } else { "?" };
    let values = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .enumerate()
        .map(|(index, (_, name))| {
            if is_positional(operation, index) {
                return Doc::Text(names::ident(name));
            }
            let dot = if chain == "?" && names::plain(name).is_none() {
                "?."
            } else {
                chain
            };
            Doc::Text(code!("params{}{}", dot, literal::access(name)))
        });
    let mut arguments = Vec::new();
    arguments.extend([
        Doc::Text(code!("connection")),
        Doc::Text(constant.clone()),
        Doc::array(values.collect()),
    ]);
    let body = if operation.body.is_some() {
        code!("body")
    } else {
        code!("undefined")
    };
    arguments.extend([Doc::Text(body), Doc::Text(code!("options"))]);
    let column = 9 + helper.as_str().len();
    code!(
        "{}{}",
        helper,
        Doc::arguments(arguments).print(2, column, 1)
    )
}

/// The table of an operation.
fn table(package: &Package<'_>, operation: &Operation, read: Doc, errors: Option<Doc>) -> Code {
    let text = |text: Code| Doc::Text(text);
    let path = operation.path.iter().map(|part| match part {
        PathPart::Literal(part) => text(literal::string(part)),
        PathPart::Parameter(index) => text(code!("{}", *index)),
    });
    let mut rows = vec![
        property("id", text(literal::string(&operation.id))),
        property("method", text(literal::string(&operation.method))),
        property("path", Doc::array(path.collect())),
    ];
    if !operation.parameters.is_empty() {
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| parts::parameter_row(package, parameter));
        rows.push(property("parameters", Doc::array(parameters.collect())));
    }
    let accept = operation.accept();
    let accept = if accept.is_empty() { "*/*" } else { &accept };
    let accept = property("Accept", text(literal::string(accept)));
    rows.push(property("headers", Doc::inline(vec![accept])));
    if let Some(body) = body::body_row(package, operation) {
        rows.push(property("body", body));
    }
    if !operation.security.0.is_empty() {
        let schemes = &package.api.security_schemes;
        // Whoever gives credentials means them to be used: to go without comes last.
        let (with, without): (Vec<_>, Vec<_>) = operation
            .security
            .0
            .iter()
            .partition(|alternative| !alternative.0.is_empty());
        let alternatives = with.into_iter().chain(without).map(|alternative| {
            let used = alternative.0.iter();
            let rows = used.map(|used| super::client::scheme_row(&schemes[used.scheme]));
            Doc::array(rows.collect())
        });
        rows.push(property("security", Doc::array(alternatives.collect())));
    }
    let (retry, key) = match &operation.retry {
        RetrySafety::Idempotent => (Some(code!("'idempotent'")), None),
        RetrySafety::Unsafe => (None, None),
        RetrySafety::Keyed(header) => (Some(code!("'idempotent'")), Some(header)),
        RetrySafety::Never => (Some(code!("'never'")), None),
    };
    rows.extend(retry.map(|retry| property("retry", text(retry))));
    rows.extend(key.map(|header| {
        let key = vec![text(literal::string(header)), text(code!("rt.uuid"))];
        property("key", Doc::array(key))
    }));
    rows.push(property("read", read));
    rows.extend(xml::answers(operation).map(|answers| property("notation", answers)));
    rows.extend(errors.map(|errors| property("errors", errors)));
    let pages = operation
        .pagination
        .as_ref()
        .map(|pagination| paging(package, operation, pagination));
    rows.extend(pages.map(|pages| property("pages", pages)));
    let server = operation.servers.first().map(super::client::default_url);
    rows.extend(server.map(|url| property("server", text(literal::string(&url)))));
    Doc::object(rows).print(0, 0, 1)
}

/// How the pages of an operation hang together.
fn paging(package: &Package<'_>, operation: &Operation, pagination: &Pagination) -> Doc {
    let text = |text: Code| Doc::Text(text);
    let way = |path: &FieldPath| {
        let steps = path
            .0
            .iter()
            .map(|step| match &package.api.type_def(step.of).kind {
                TypeKind::Struct(s) => text(literal::string(&s.fields[step.field].name.wire)),
                TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => text(code!("''")),
            });
        Doc::array(steps.collect())
    };
    let parameter = |index: usize| text(literal::string(&operation.parameters[index].name.wire));
    let next = match &pagination.next {
        NextPage::Link(path) => vec![parts::rt("byLink"), way(path)],
        NextPage::Cursor {
            value,
            parameter: index,
        } => vec![parts::rt("byCursor"), way(value), parameter(*index)],
        NextPage::PageNumber {
            parameter: index,
            first,
        } => {
            vec![
                parts::rt("byNumber"),
                parameter(*index),
                text(code!("{}", *first)),
            ]
        }
        NextPage::Offset { parameter: index } => vec![parts::rt("byOffset"), parameter(*index)],
    };
    let mut rows = vec![
        property("items", way(&pagination.items)),
        property("next", Doc::array(next)),
    ];
    rows.extend(
        pagination
            .unique_key
            .as_ref()
            .map(|path| property("key", way(path))),
    );
    Doc::object(rows)
}
