//! The driver: a program beside the package that makes its calls by JSON lines, through the methods that users call.

use askama::Template;

use super::layout::Doc;
use super::package::{Decided, Package};
use super::{client, headers, literal, names, operation, types, webhooks};
use crate::diagnostic::Diagnostics;
use crate::emit::files;
use crate::emit::sink::{code, Code};
use crate::ir::{BodyKind, ParameterLocation};
use crate::output::FileSet;

#[derive(Template)]
#[template(path = "python/driver.py.jinja")]
struct DriverTemplate {
    folder: Code,
    module: Code,
    credentials: Vec<Code>,
    operations: Vec<Code>,
    answers: Vec<Code>,
    headers: Vec<Code>,
    has_xml: bool,
    webhooks: Vec<Code>,
}

/// Renders the program; `folder` is that of the package beside it.
pub fn render(package: &Package<'_>, folder: &str) -> Result<FileSet, Diagnostics> {
    files::collect(&[()], |()| {
        let text = program(package, folder).map(|code| format!("{}\n", code.as_str()));
        vec![(
            "driver.py".to_owned(),
            text.map_err(|error| error.to_string()),
        )]
    })
}

fn program(package: &Package<'_>, folder: &str) -> Result<Code, askama::Error> {
    let schemes = package
        .api
        .security_schemes
        .iter()
        .zip(client::credential_names(package));
    let credentials = schemes.map(|(scheme, argument)| {
        code!(
            "{}: \"{}\",",
            literal::string(&scheme.name.wire),
            names::ident(&argument)
        )
    });
    Code::render(&DriverTemplate {
        has_xml: !package.api.xml.is_empty(),
        folder: literal::string(folder),
        module: names::ident(&package.module),
        credentials: credentials.collect(),
        operations: package
            .operations()
            .map(|decided| row(package, decided))
            .collect(),
        answers: package
            .operations()
            .map(|decided| answers(package, decided))
            .collect(),
        headers: headers::driver_rows(package),
        webhooks: webhooks::driver_rows(package),
    })
}

/// How an operation is called.
fn row(package: &Package<'_>, (service, operation, names): Decided<'_>) -> Code {
    let text = |text: &str| Doc::Text(literal::string(text));
    let parameters = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .map(|(parameter, name)| {
            let place = match parameter.location {
                ParameterLocation::Path => "path",
                ParameterLocation::Query => "query",
                ParameterLocation::Header => "header",
                ParameterLocation::Cookie => "cookie",
            };
            let annotation = types::annotation(package, &parameter.ty);
            Doc::tuple(vec![
                text(place),
                text(&parameter.name.wire),
                text(name),
                Doc::Text(literal::quoted(&annotation)),
            ])
        });
    let contents = operation
        .body
        .iter()
        .flat_map(|body| &body.content)
        .enumerate();
    let bodies = contents.map(|(index, content)| {
        let (kind, of) = match &content.kind {
            BodyKind::Json(ty) => ("json", literal::quoted(&types::annotation(package, ty))),
            BodyKind::Form { ty, .. } => ("form", literal::quoted(&types::annotation(package, ty))),
            BodyKind::Multipart(_) => ("multipart", literal::string(&names.forms[&index].0)),
            BodyKind::Binary => ("binary", literal::string("")),
            BodyKind::Text => ("text", literal::string("")),
        };
        Doc::tuple(vec![text(&content.media_type), text(kind), Doc::Text(of)])
    });
    let value = Doc::tuple(vec![
        text(&service.accessor),
        text(&names.method),
        Doc::list(parameters.collect()),
        Doc::list(bodies.collect()),
    ]);
    let row = value.after(&code!("{}: ", literal::string(&operation.id)));
    code!("{},", row.print(4, 0, 1))
}

/// What an operation answers, and the type of the items of its pages.
fn answers(package: &Package<'_>, (_, operation, _): Decided<'_>) -> Code {
    let item = operation.pagination.as_ref().map_or_else(
        || code!("None"),
        |pagination| literal::quoted(&types::annotation(package, &pagination.item)),
    );
    let value = Doc::tuple(vec![
        Doc::tuple(operation::cases(package, &operation.success)),
        Doc::tuple(operation::cases(package, &operation.errors)),
        Doc::Text(item),
    ]);
    let row = value.after(&code!("{}: ", literal::string(&operation.id)));
    code!("{},", row.print(4, 0, 1))
}
