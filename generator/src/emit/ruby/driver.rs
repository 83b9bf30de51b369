//! The driver: a program written by hand, and the table of what it can call.

use askama::Template;

use super::arguments::has_choice;
use super::headers;
use super::literal::{hash, indented, list, string, wrapped};
use super::models::form_reference;
use super::names;
use super::package::{Decided, Package};
use super::render::ended;
use super::types::descriptor;
use super::webhooks;
use crate::diagnostic::Diagnostics;
use crate::emit::files;
use crate::emit::sink::{code, Code};
use crate::ir::{BodyKind, ParameterLocation};
use crate::output::FileSet;

/// The program.
const DRIVER: &str = include_str!("../../../../templates/ruby/driver/driver.rb");

#[derive(Template)]
#[template(path = "ruby/driver/_operations.jinja")]
struct OperationsView {
    library: Code,
    gem: Code,
    module: Code,
    schemes: Code,
    operations: Vec<Code>,
    headers: Code,
    webhooks: Vec<Code>,
}

/// The files of the driver of the package in the folder `../<folder>`.
pub fn render(package: &Package<'_>, folder: &str) -> Result<FileSet, Diagnostics> {
    files::collect(&[()], |()| {
        let table = table(package, folder);
        let table = table.map(ended).map_err(|error| error.to_string());
        vec![
            ("driver.rb".to_owned(), Ok(DRIVER.to_owned())),
            ("operations.rb".to_owned(), table),
        ]
    })
}

fn table(package: &Package<'_>, folder: &str) -> Result<Code, askama::Error> {
    let schemes = package.api.security_schemes.iter();
    let schemes = schemes
        .zip(&package.credentials)
        .map(|(scheme, name)| code!("{} => {}", string(&scheme.name.wire), names::symbol(name)));
    Code::render(&OperationsView {
        library: string(&format!("../{folder}/lib")),
        gem: names::code(&package.gem),
        module: names::code(&package.module),
        schemes: hash(&schemes.collect::<Vec<_>>()),
        operations: package
            .operations()
            .map(|decided| indented(&operation(package, decided), 4))
            .collect(),
        headers: headers::driver_table(package),
        webhooks: webhooks::driver_rows(package),
    })
}

fn operation(package: &Package<'_>, decided: Decided<'_>) -> Code {
    let operation = decided.operation;
    let parameters = operation.parameters.iter().zip(&decided.names.arguments);
    let parameters: Vec<Code> = parameters
        .map(|(parameter, name)| {
            let (location, keyword) = match parameter.location {
                ParameterLocation::Path => ("\"path\"", code!("nil")),
                ParameterLocation::Query => ("\"query\"", names::symbol(name)),
                ParameterLocation::Header => ("\"header\"", names::symbol(name)),
                ParameterLocation::Cookie => ("\"cookie\"", names::symbol(name)),
            };
            list(&[
                code!("{}", location),
                string(&parameter.name.wire),
                keyword,
                descriptor(package, &parameter.ty),
            ])
        })
        .collect();
    let mut facts = vec![
        code!("service: {}", names::symbol(&decided.service.accessor)),
        code!("method: {}", names::symbol(&decided.names.method)),
        wrapped(&code!("parameters: ["), &parameters, "]", 6),
    ];
    if let Some(body) = &operation.body {
        let bodies = body.content.iter().enumerate().map(|(index, content)| {
            let media_type = string(&content.media_type);
            match &content.kind {
                BodyKind::Json(ty) => list(&[media_type, code!(":json"), descriptor(package, ty)]),
                BodyKind::Form { ty, .. } => {
                    list(&[media_type, code!(":form"), descriptor(package, ty)])
                }
                BodyKind::Multipart(_) => list(&[
                    media_type,
                    code!(":multipart"),
                    form_reference(&decided.names.forms[&index]),
                ]),
                BodyKind::Binary => list(&[media_type, code!(":binary")]),
                BodyKind::Text => list(&[media_type, code!(":text")]),
            }
        });
        let bodies: Vec<_> = bodies.collect();
        facts.push(wrapped(&code!("bodies: ["), &bodies, "]", 6));
        facts.push(code!("choice: {}", has_choice(body)));
    }
    wrapped(&code!("{} => {{", string(&operation.id)), &facts, "}", 200)
}
