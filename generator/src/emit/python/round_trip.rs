//! The test of a package's models: every example of the description, read and written again.

use askama::Template;
use serde_json::{Map, Value};

use super::literal;
use super::operation;
use super::package::Package;
use super::types;
use crate::emit::sink::{code, Code};
use crate::ir::{Additional, BodyKind, Example, Operation, ResponseKind, Type, TypeKind};

#[derive(Template)]
#[template(path = "python/tests/test_round_trip.py.jinja")]
struct TestTemplate {
    module: Code,
    rows: Vec<Code>,
}

/// An example with the type it is of.
struct Row<'a> {
    title: String,
    ty: &'a Type,
    value: &'a Value,
}

/// Whether the description has examples.
pub fn has_examples(package: &Package<'_>) -> bool {
    package
        .api
        .operations()
        .any(|operation| !of_operation(operation).is_empty())
}

/// The values, by title: `tests/examples.json`.
pub fn values(package: &Package<'_>) -> Code {
    let rows: Vec<Row<'_>> = package.api.operations().flat_map(of_operation).collect();
    let values: Map<String, Value> = rows
        .iter()
        .map(|row| (row.title.clone(), row.value.clone()))
        .collect();
    literal::json(&Value::Object(values))
}

/// The test program.
pub fn program(package: &Package<'_>) -> Result<Code, askama::Error> {
    let rows = package.api.operations().flat_map(of_operation).map(|row| {
        let whole = if knows_all(package, row.ty, row.value) {
            "True"
        } else {
            "False"
        };
        let ty = literal::quoted(&types::annotation(package, row.ty));
        code!("    ({}, {}, {}),", literal::string(&row.title), ty, whole)
    });
    Code::render(&TestTemplate {
        module: super::names::ident(&package.module),
        rows: rows.collect(),
    })
}

/// Whether nothing of the value is dropped when it is read: no property that its struct does not describe. Of unions it is not
/// foretold.
fn knows_all(package: &Package<'_>, ty: &Type, value: &Value) -> bool {
    match ty {
        Type::Array { item, .. } => value
            .as_array()
            .is_some_and(|items| items.iter().all(|value| knows_all(package, item, value))),
        Type::Map(item) => value.as_object().is_some_and(|entries| {
            entries
                .values()
                .all(|value| knows_all(package, item, value))
        }),
        Type::Nullable(inner) => value.is_null() || knows_all(package, inner, value),
        Type::Named(id) => match &package.api.type_def(*id).kind {
            TypeKind::Struct(s) => value.as_object().is_some_and(|entries| {
                entries.iter().all(|(key, value)| {
                    match s.fields.iter().find(|field| field.name.wire == *key) {
                        Some(field) => {
                            !value.is_null() && knows_all(package, &field.ty, value)
                                || value.is_null()
                        }
                        None => {
                            !matches!(s.additional, Additional::Ignored | Additional::Forbidden)
                        }
                    }
                })
            }),
            TypeKind::Alias(ty) => knows_all(package, ty, value),
            TypeKind::Enum(_) => true,
            TypeKind::Union(_) => !value.is_object() && !value.is_array(),
        },
        Type::Any
        | Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Tuple { .. } => true,
    }
}

fn of_operation(operation: &Operation) -> Vec<Row<'_>> {
    let contents = operation.body.iter().flat_map(|body| &body.content);
    let bodies = contents.filter_map(|content| match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
            Some(("body".to_owned(), ty, &content.examples))
        }
        BodyKind::Multipart(_) | BodyKind::Binary | BodyKind::Text => None,
    });
    let responses = operation
        .success
        .iter()
        .chain(&operation.errors)
        .flat_map(|response| {
            let status = operation::status(response.status).as_str().to_owned();
            response
                .content
                .iter()
                .filter_map(move |content| match &content.kind {
                    ResponseKind::Json(ty) => Some((status.clone(), ty, &content.examples)),
                    ResponseKind::Text
                    | ResponseKind::Binary
                    | ResponseKind::EventStream(_)
                    | ResponseKind::JsonLines(_) => None,
                })
        });
    let rows = bodies.chain(responses).flat_map(|(what, ty, examples)| {
        examples.iter().map(move |Example { name, value }| Row {
            title: format!("{} {what} {name}", operation.id).trim().to_owned(),
            ty,
            value,
        })
    });
    rows.collect()
}
