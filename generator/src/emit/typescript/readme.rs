//! The README of a package, with programs that its tests compile.

use askama::Template;

use super::literal;
use super::package::{is_multipart, Decided, Package};
use super::{example, types, value};
use crate::config::PackageOptions;
use crate::emit::environment::Environment;
use crate::emit::markdown;
use crate::emit::papers;
use crate::emit::response_headers;
use crate::emit::sink::{code, Code};
use crate::emit::webhooks;
use crate::ir::Type;

/// `README.md`. Text of a description in it has passed the sinks of Markdown.
#[derive(Template)]
#[template(path = "typescript/README.md.j2")]
pub struct Readme {
    name: String,
    title: String,
    api_version: String,
    about: String,
    notes: Vec<String>,
    server: String,
    credentials: String,
    uses: String,
    models: String,
    first_run: String,
    first_call: String,
    pages: String,
    page_uses: String,
    page_models: String,
    upload: String,
    upload_uses: String,
    upload_models: String,
    operations: Vec<OperationRow>,
    first_example: String,
    first_function: String,
    environment: Vec<String>,
    /// The type of headers that is shown; empty: no response describes any.
    headers: String,
    webhooks: Vec<String>,
    webhook: String,
    /// What verifies the first webhook that is signed; empty: none is.
    verification: String,
}

/// A row of the table.
struct OperationRow {
    call: String,
    request: String,
    summary: String,
}

/// Makes the README.
pub fn readme(package: &Package<'_>, options: &PackageOptions) -> Readme {
    let first = package.operations().next();
    let call = |decided: Option<Decided<'_>>, column| {
        decided.map_or(Code::empty(), |(service, operation, names)| {
            example::call(package, service, operation, names, 0, column, 20)
        })
    };
    let run = first.map_or(Code::empty(), |(service, operation, names)| {
        example::run(package, service, operation, names, 0)
    });
    let paged = package
        .operations()
        .find(|(_, operation, _)| operation.pagination.is_some());
    let upload = package.operations().find(|(_, operation, _)| {
        operation
            .body
            .iter()
            .flat_map(|body| &body.content)
            .any(|content| is_multipart(&content.kind))
    });
    let (pages, upload) = (call(paged, 23), call(upload, 21));
    let about = package.api.info.description.as_deref().unwrap_or_default();
    let models = |code: &Code| text(&value::import_of_models(code, &options.name));
    let shown = |ty: &Type| text(&types::value(package, ty, types::Place::Elsewhere));
    Readme {
        name: options.name.clone(),
        title: markdown::line(&package.api.info.title),
        api_version: markdown::line(&package.api.info.version),
        about: markdown::paragraphs(about),
        notes: papers::notes(&package.api.info)
            .iter()
            .map(|note| markdown::line(note))
            .collect(),
        server: server(package),
        credentials: example::credentials(package)
            .map(|code| text(&code))
            .unwrap_or_default(),
        uses: uses(&run),
        models: models(&run),
        first_run: text(&run).trim_end().to_owned(),
        first_call: text(&call(first, 21)),
        page_uses: uses(&pages),
        page_models: models(&pages),
        pages: text(&pages),
        upload_uses: uses(&upload),
        upload_models: models(&upload),
        upload: text(&upload),
        operations: package.operations().map(row).collect(),
        first_example: first
            .map(|(_, _, names)| names.example.clone())
            .unwrap_or_default(),
        first_function: first
            .map(|(_, _, names)| names.function.clone())
            .unwrap_or_default(),
        environment: Environment::new(package.api)
            .names()
            .into_iter()
            .map(str::to_owned)
            .collect(),
        headers: response_headers::first(package.api)
            .map(|id| package.type_name(id).to_owned())
            .unwrap_or_default(),
        webhooks: webhooks::table(package.api, shown),
        webhook: webhooks::first_payload(package.api)
            .map(|ty| shown(&ty))
            .unwrap_or_default(),
        verification: super::webhooks::first(package),
    }
}

fn text(code: &Code) -> String {
    code.as_str().to_owned()
}

/// Further names of the package that a program needs, each with a comma before it.
fn uses(code: &Code) -> String {
    value::uses(code)
        .into_iter()
        .map(|name| format!(", {name}"))
        .collect()
}

/// The choice of a server, where the first one has variables.
fn server(package: &Package<'_>) -> String {
    let variable = package
        .api
        .servers
        .first()
        .and_then(|server| server.variables.first());
    let server = variable.map(|variable| {
        let (key, value) = (
            literal::object_key(&variable.name.wire),
            literal::string(&variable.default),
        );
        code!("servers.standard({{ {}: {} }})", key, value)
    });
    server.map(|code| text(&code)).unwrap_or_default()
}

fn row((service, operation, names): Decided<'_>) -> OperationRow {
    OperationRow {
        call: markdown::code_cell(&format!("client.{}.{}", service.property, names.method)),
        request: markdown::code_cell(&operation.request_line()),
        summary: markdown::line(operation.docs.headline()),
    }
}
