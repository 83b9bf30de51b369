//! The test of a package's models: every example of the description, read and written again.

use askama::Template;
use serde_json::{Map, Value};

use super::literal;
use super::models::imports;
use super::names::ident;
use super::package::Package;
use super::responses;
use super::types::Types;
use crate::emit::sink::{code, Code};
use crate::ir::{Additional, BodyKind, Example, Operation, ResponseKind, Type, TypeKind};

/// An example with the type it is of.
struct Row<'a> {
    title: String,
    ty: &'a Type,
    value: &'a Value,
}

#[derive(Template)]
#[template(path = "go/examples_test.go.jinja")]
struct Test {
    package: Code,
    imports: Code,
    rows: Vec<Code>,
}

/// Whether the description has examples.
pub fn has_examples(package: &Package<'_>) -> bool {
    package
        .api
        .operations()
        .any(|operation| !of_operation(operation).is_empty())
}

/// The values, by title: `testdata/examples.json`.
pub fn values(package: &Package<'_>) -> String {
    let rows = rows(package);
    let values: Map<String, Value> = rows
        .iter()
        .map(|row| (row.title.clone(), row.value.clone()))
        .collect();
    serde_json::to_string_pretty(&Value::Object(values)).unwrap_or_default() + "\n"
}

/// The test program: `examples_test.go`.
pub fn program(package: &Package<'_>) -> Result<Code, askama::Error> {
    let types = Types::imported(package);
    let rows: Vec<_> = rows(package)
        .iter()
        .map(|row| {
            let whole = knows_all(package, row.ty, row.value);
            code!(
                "{{{}, (*{})(nil), {}}},",
                literal::string(&row.title),
                types.of(row.ty),
                whole
            )
        })
        .collect();
    let mentioned = code!("sdk.Marshal {}", Code::join(&rows, "\n"));
    // The test itself needs these of the standard library.
    let mentioned = code!("json.Decoder os.ReadFile time.Time {}", mentioned);
    Code::render(&Test {
        package: ident(&package.name),
        imports: literal::with_imports(
            &imports(package, &mentioned, true),
            &["bytes", "reflect", "testing"],
        ),
        rows,
    })
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
                    match s.fields.iter().find(|field| field.name.wire == *key) {
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

fn rows<'a>(package: &Package<'a>) -> Vec<Row<'a>> {
    package.api.operations().flat_map(of_operation).collect()
}

fn of_operation(operation: &Operation) -> Vec<Row<'_>> {
    let bodies = operation
        .body
        .iter()
        .flat_map(|body| &body.content)
        .filter_map(|content| match &content.kind {
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
            let status = responses::status_pattern(response.status);
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
