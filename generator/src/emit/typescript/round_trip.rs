//! The tests of a package: every example of the description is read and written again, and a service is called with a fake
//! transport.

use askama::Template;
use serde_json::{Map, Value};

use super::layout::Doc;
use super::literal;
use super::package::Package;
use super::render::file;
use super::response::status_text;
use super::types;
use crate::config::PackageOptions;
use crate::emit::files::Rendered;
use crate::emit::sink::{code, Code};
use crate::ir::{Additional, BodyKind, Example, Operation, ResponseKind, Type, TypeKind};

#[derive(Template)]
#[template(path = "typescript/round_trip.test.ts.jinja")]
struct RoundTripFile {
    checks: Vec<Code>,
    package: Code,
    models: Code,
    runtime: Code,
    uses_models: bool,
}

#[derive(Template)]
#[template(path = "typescript/client.test.ts.jinja")]
struct ClientFile {
    package: Code,
    operations: Code,
}

/// An example with the type it is of.
struct Row<'a> {
    title: String,
    ty: &'a Type,
    value: &'a Value,
}

/// The files of the tests.
pub fn files(package: &Package<'_>, options: &PackageOptions) -> Vec<Rendered> {
    let mut rows: Vec<Row<'_>> = package.api.operations().flat_map(of_operation).collect();
    // Several contents of one answer may have examples of one name.
    let mut seen = std::collections::BTreeMap::new();
    for row in &mut rows {
        let count = seen.entry(row.title.clone()).or_insert(0_usize);
        *count += 1;
        if *count > 1 {
            row.title = format!("{} ({count})", row.title);
        }
    }
    let name = literal::string(&options.name);
    let mut files = vec![file(
        "test/client.test.ts",
        &ClientFile {
            package: name.clone(),
            operations: literal::string(&format!("{}/operations", options.name)),
        },
    )];
    if rows.is_empty() {
        return files;
    }
    let values: Map<String, Value> = rows
        .iter()
        .map(|row| (row.title.clone(), row.value.clone()))
        .collect();
    let text =
        serde_json::to_string_pretty(&Value::Object(values)).map_err(|error| error.to_string());
    files.push((
        "test/examples.json".to_owned(),
        text.map(|text| text + "\n"),
    ));
    let checks: Vec<Code> = rows
        .iter()
        .map(|row| {
            let schema = types::schema(package, row.ty);
            let row = Doc::array(vec![
                Doc::Text(literal::string(&row.title)),
                Doc::array(vec![Doc::Text(code!("rt.alias")), schema]),
                Doc::Text(code!("{}", knows_all(package, row.ty, row.value, 0))),
            ]);
            row.print(2, 2, 1)
        })
        .collect();
    let uses_models = checks
        .iter()
        .any(|check| check.as_str().contains("models."));
    files.push(file(
        "test/round_trip.test.ts",
        &RoundTripFile {
            checks,
            package: name,
            models: literal::string(&format!("{}/models", options.name)),
            runtime: literal::string(&format!("{}/runtime", options.name)),
            uses_models,
        },
    ));
    files
}

/// Whether nothing of the value is dropped when it is read: no property that its struct does not describe, no `null` where it may
/// only be absent. Of unions it is not foretold.
fn knows_all(package: &Package<'_>, ty: &Type, value: &Value, depth: usize) -> bool {
    let all = |ty: &Type, value: &Value| knows_all(package, ty, value, depth + 1);
    match (ty, value) {
        _ if depth > 60 => false,
        (Type::Array { item, .. }, Value::Array(items)) => {
            items.iter().all(|value| all(item, value))
        }
        (Type::Map(item), Value::Object(entries)) => entries.values().all(|value| all(item, value)),
        (Type::Nullable(inner), _) => value.is_null() || all(inner, value),
        (Type::Tuple { .. }, _) => false,
        (Type::Named(id), _) => match &package.api.type_def(*id).kind {
            TypeKind::Struct(s) => value.as_object().is_some_and(|entries| {
                entries.iter().all(|(key, value)| {
                    match s.fields.iter().find(|field| field.name.wire == *key) {
                        Some(field) => value.is_null() || all(&field.ty, value),
                        None => {
                            !matches!(s.additional, Additional::Ignored | Additional::Forbidden)
                        }
                    }
                })
            }),
            TypeKind::Alias(ty) => all(ty, value),
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
    let responses = operation
        .success
        .iter()
        .chain(&operation.errors)
        .flat_map(|response| {
            let status = status_text(response.status);
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
