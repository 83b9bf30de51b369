//! The driver of a package: a program that makes the calls it reads as JSON lines, through the public interface of the package.

use askama::Template;
use serde_json::json;

use super::headers;
use super::layout::Doc;
use super::literal;
use super::package::{has_chosen_body, is_positional, params, Decided, Package};
use super::parts::property;
use super::render::file;
use super::types;
use super::webhooks;
use crate::config::PackageOptions;
use crate::diagnostic::Diagnostics;
use crate::emit::files;
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, ParameterLocation, PartKind, Response, ResponseKind, SecuritySchemeKind, Type,
};
use crate::output::FileSet;

#[derive(Template)]
#[template(path = "typescript/driver.ts.jinja")]
struct DriverFile {
    package: Code,
    models: Code,
    runtime: Code,
    operations: Vec<Code>,
    schemes: Vec<Code>,
    headers: Vec<Code>,
    webhooks: Vec<Code>,
}

#[derive(Template)]
#[template(path = "typescript/json.jinja")]
struct JsonFile {
    value: Code,
}

/// Makes the driver of the package in the folder `folder` beside it.
///
/// # Errors
/// Faults of a template.
pub fn driver(
    package: &Package<'_>,
    options: &PackageOptions,
    folder: &str,
) -> Result<FileSet, Diagnostics> {
    files::collect(&[()], |()| {
        let name = &options.name;
        let schemes = package.api.security_schemes.iter().map(|scheme| {
            let kind = match &scheme.kind {
                SecuritySchemeKind::Basic => "basic",
                SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } => "token",
                SecuritySchemeKind::ApiKey { .. } => "value",
            };
            code!(
                "  {}: '{}',\n",
                literal::object_key(&scheme.name.wire),
                kind
            )
        });
        let program = DriverFile {
            package: literal::string(name),
            models: literal::string(&format!("{name}/models")),
            runtime: literal::string(&format!("{name}/runtime")),
            operations: package
                .operations()
                .map(|decided| operation(package, decided))
                .collect(),
            schemes: schemes.collect(),
            headers: headers::driver_rows(package),
            webhooks: webhooks::driver_rows(package),
        };
        let manifest = json!({
            "name": format!("{}-driver", name.rsplit('/').next().unwrap_or(name)),
            "private": true,
            "type": "module",
            "scripts": { "build": "tsc -p tsconfig.json", "start": "node driver.js" },
            "dependencies": { name.as_str(): format!("file:../{folder}") },
            "devDependencies": { "@types/node": "^18.19.0", "typescript": "~5.9.3" },
        });
        let compiler = json!({
            "compilerOptions": {
                "target": "ES2022",
                "lib": ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
                "types": ["node"],
                "module": "NodeNext",
                "moduleResolution": "NodeNext",
                "strict": true,
                "skipLibCheck": true,
            },
            "include": ["driver.ts"],
        });
        vec![
            file("driver.ts", &program),
            file(
                "package.json",
                &JsonFile {
                    value: literal::json(&manifest),
                },
            ),
            file(
                "tsconfig.json",
                &JsonFile {
                    value: literal::json(&compiler),
                },
            ),
        ]
    })
}

/// What the driver has to know of an operation: how values of JSON become arguments of the method, and back.
fn operation(package: &Package<'_>, (service, operation, names): Decided<'_>) -> Code {
    let text = |text: Code| Doc::Text(text);
    let schema = |ty: &Type| alias(types::schema(package, ty));
    let parameters = operation
        .parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| {
            let location = match parameter.location {
                ParameterLocation::Path => "path",
                ParameterLocation::Query => "query",
                ParameterLocation::Header => "header",
                ParameterLocation::Cookie => "cookie",
            };
            Doc::array(vec![
                text(code!("'{}'", location)),
                text(literal::string(&parameter.name.wire)),
                schema(&parameter.ty),
                text(if is_positional(operation, index) {
                    code!("null")
                } else {
                    literal::string(&names.parameters[index])
                }),
            ])
        });
    let mut rows = vec![property("parameters", Doc::array(parameters.collect()))];
    if let Some(body) = &operation.body {
        let contents = body.content.iter().map(|content| {
            let (kind, detail) = match &content.kind {
                BodyKind::Json(ty) | BodyKind::Form { ty, .. } => ("json", schema(ty)),
                BodyKind::Binary => ("binary", text(code!("undefined"))),
                BodyKind::Text => ("text", text(code!("undefined"))),
                BodyKind::Multipart(multipart) => {
                    let parts = multipart.parts.iter().map(|part| {
                        let schema = match &part.kind {
                            PartKind::File => text(code!("null")),
                            PartKind::Text(ty) | PartKind::Json(ty) => schema(ty),
                        };
                        Doc::array(vec![
                            text(literal::string(&part.name.wire)),
                            schema,
                            text(code!("{}", part.repeated)),
                        ])
                    });
                    ("multipart", Doc::array(parts.collect()))
                }
            };
            Doc::array(vec![
                text(literal::string(&content.media_type)),
                text(code!("'{}'", kind)),
                detail,
            ])
        });
        rows.push(property("contents", Doc::array(contents.collect())));
        rows.push(property(
            "chosen",
            text(code!("{}", has_chosen_body(operation))),
        ));
    }
    rows.push(property("params", text(code!("{}", params(operation).0))));
    rows.push(property(
        "success",
        Doc::array(answers(package, &operation.success)),
    ));
    let errors = operation.errors.iter().filter_map(|response| {
        let ty = super::response::json_type(response)?;
        Some(Doc::array(vec![
            text(super::response::status_pattern(response.status)),
            schema(ty),
        ]))
    });
    rows.push(property("errors", Doc::array(errors.collect())));
    if let Some(pagination) = &operation.pagination {
        rows.push(property("item", schema(&pagination.item)));
    }
    rows.push(property(
        "tagged",
        text(code!("{}", super::response::is_tagged(operation))),
    ));
    let access = code!(
        "client{}{}",
        literal::access(&service.property),
        literal::access(&names.method)
    );
    // Calls are made by values that are only known when they are read: the types of the arguments are checked by the schemas.
    rows.push(Doc::after(
        code!("call: (client, args) => "),
        text(code!(
            "({} as Method).apply(client{}, args)",
            access,
            literal::access(&service.property)
        )),
    ));
    code!(
        "  {}: {},\n",
        literal::object_key(&operation.id),
        Doc::object(rows).print(2, 2, 1)
    )
}

/// The schemas of answers, in the order in which the runtime tells them apart.
fn answers(package: &Package<'_>, responses: &[Response]) -> Vec<Doc> {
    let mut answers = Vec::new();
    for response in responses {
        let status = || Doc::Text(super::response::status_pattern(response.status));
        if response.content.is_empty() {
            answers.push(Doc::array(vec![
                status(),
                Doc::Text(code!("''")),
                Doc::Text(code!("'empty'")),
            ]));
        }
        for content in &response.content {
            let (kind, ty) = match &content.kind {
                ResponseKind::Json(ty) => ("json", Some(ty)),
                ResponseKind::Text => ("text", None),
                ResponseKind::Binary => ("binary", None),
                ResponseKind::EventStream(ty) => ("events", Some(ty)),
                ResponseKind::JsonLines(ty) => ("lines", Some(ty)),
            };
            let mut row = vec![
                status(),
                Doc::Text(literal::string(&content.media_type)),
                Doc::Text(code!("'{}'", kind)),
            ];
            row.extend(ty.map(|ty| alias(types::schema(package, ty))));
            answers.push(Doc::array(row));
        }
    }
    answers
}

fn alias(schema: Doc) -> Doc {
    Doc::array(vec![Doc::Text(code!("rt.alias")), schema])
}
