//! The test of a package's models: every example of the description, read and written again.

use askama::Template;
use serde_json::{Map, Value};

use super::file::Classes;
use super::literal;
use super::package::Package;
use super::{response, structs, types};
use crate::emit::files::Rendered;
use crate::emit::sink::{code, Code};
use crate::ir::{Additional, BodyKind, Example, Operation, ResponseKind, Type, TypeKind};

#[derive(Template)]
#[template(path = "java/src/test/java/RoundTripTest.java.jinja")]
struct TestFile {
    annotations: Code,
    checks: Vec<Code>,
}

/// An example with the type it is of.
struct Row<'a> {
    title: String,
    ty: &'a Type,
    value: &'a Value,
}

/// The test and its values; nothing where the description has no examples.
pub fn files(package: &Package<'_>, classes: &Classes, folder: &str) -> Vec<Rendered> {
    let rows: Vec<Row<'_>> = package.api.operations().flat_map(of_operation).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let values: Map<String, Value> = rows
        .iter()
        .map(|row| (row.title.clone(), row.value.clone()))
        .collect();
    let checks = rows.iter().map(|row| {
        code!(
            "    check(\n        {},\n        {},\n        {});\n",
            literal::string(&row.title),
            types::codec(package, row.ty),
            knows_all(package, row.ty, row.value)
        )
    });
    let test = Code::render(&TestFile {
        annotations: structs::annotations(package, false),
        checks: checks.collect(),
    });
    let test = test.map(|text| classes.file(&package.at.package, &text));
    vec![
        (
            format!("src/test/java/{folder}/RoundTripTest.java"),
            test.map_err(|error| error.to_string()),
        ),
        (
            format!("src/test/resources/{folder}/examples.json"),
            Ok(literal::json(&Value::Object(values))),
        ),
    ]
}

/// Whether nothing of the value is dropped when it is read: no property that its struct does not describe. Of unions it is not
/// foretold.
fn knows_all(package: &Package<'_>, ty: &Type, value: &Value) -> bool {
    match (ty, value) {
        (Type::Array { item, .. }, Value::Array(items)) => {
            items.iter().all(|value| knows_all(package, item, value))
        }
        (Type::Map(item), Value::Object(entries)) => entries
            .values()
            .all(|value| knows_all(package, item, value)),
        (Type::Nullable(inner), _) => value.is_null() || knows_all(package, inner, value),
        (Type::Tuple { .. }, _) => false,
        (Type::Named(id), _) => match &package.api.type_def(*id).kind {
            TypeKind::Struct(s) => value.as_object().is_some_and(|entries| {
                entries.iter().all(|(key, value)| {
                    let field = s.fields.iter().find(|field| field.name.wire == *key);
                    match field {
                        Some(field) => value.is_null() || knows_all(package, &field.ty, value),
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
        _ => true,
    }
}

fn of_operation(operation: &Operation) -> Vec<Row<'_>> {
    let bodies = operation.body.iter().flat_map(|body| &body.content);
    let bodies = bodies.filter_map(|content| match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
            Some(("body".to_owned(), ty, &content.examples))
        }
        BodyKind::Multipart(_) | BodyKind::Binary | BodyKind::Text => None,
    });
    let responses = operation.success.iter().chain(&operation.errors);
    let responses = responses.flat_map(|response| {
        let status = response::status_text(response.status);
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
