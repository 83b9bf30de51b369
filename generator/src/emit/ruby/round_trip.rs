//! The tests of a package: everything loads, every example of the description survives being read and written, and every
//! operation can be called.

use std::collections::BTreeMap;

use askama::Template;
use serde_json::{Map, Value};

use super::literal::{indented, string};
use super::package::{of_service, Decided, Package, ServiceNames};
use super::render::ended;
use super::types::descriptor;
use super::{example, names};
use crate::emit::files::Rendered;
use crate::emit::sink::{code, Code};
use crate::ir::{
    Additional, BodyKind, Example, Operation, ParameterLocation, ResponseKind, SecuritySchemeKind,
    Service, StatusPattern, Type, TypeKind,
};

#[derive(Template)]
#[template(path = "ruby/test/_round_trip.jinja")]
struct RoundTripView {
    gem: Code,
    module: Code,
    checks: Vec<Code>,
}

#[derive(Template)]
#[template(path = "ruby/test/_load.jinja")]
struct LoadView {
    gem: Code,
    module: Code,
}

#[derive(Template)]
#[template(path = "ruby/test/_service.jinja")]
struct ServiceView {
    gem: Code,
    module: Code,
    name: Code,
    calls: Vec<CallView>,
    arguments: Vec<Code>,
}

struct CallView {
    method: Code,
    http_method: Code,
    id: Code,
    call: Code,
}

/// The test of a service: every operation that has an example is called.
pub fn service(package: &Package<'_>, service: &Service, names: &ServiceNames) -> Option<Rendered> {
    let calls: Vec<_> = of_service(service, names)
        .filter(|decided| can_be_sent(decided.operation))
        .map(|decided| CallView {
            method: names::code(&decided.names.method),
            http_method: names::code(&decided.operation.method),
            id: string(&decided.operation.id),
            call: indented(&call(package, decided), 8),
        })
        .collect();
    if calls.is_empty() {
        return None;
    }
    let schemes = package.api.security_schemes.iter();
    let credentials = schemes.zip(&package.credentials).map(|(scheme, name)| {
        let credential = match scheme.kind {
            SecuritySchemeKind::Basic => "%w[user password]",
            SecuritySchemeKind::Bearer
            | SecuritySchemeKind::ApiKey { .. }
            | SecuritySchemeKind::OAuth2 { .. } => "\"token\"",
        };
        code!("{}: {}", names::code(name), credential)
    });
    let mut arguments = vec![
        code!("base_url: \"http://127.0.0.1\""),
        code!("transport: @transport"),
    ];
    arguments.extend(credentials);
    let view = ServiceView {
        gem: names::code(&package.gem),
        module: names::code(&package.module),
        name: names::code(&names.name),
        calls,
        arguments,
    };
    let text = Code::render(&view)
        .map(ended)
        .map_err(|error| error.to_string());
    Some((format!("test/services/{}_test.rb", names.file), text))
}

/// Whether the example makes a request: a path parameter of nothing is refused.
fn can_be_sent(operation: &Operation) -> bool {
    let Some(example) = operation.examples.first() else {
        return false;
    };
    let is_nothing = |value: &Value| match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    };
    example.parameters.iter().all(|(index, value)| {
        operation.parameters[*index].location != ParameterLocation::Path || !is_nothing(value)
    })
}

fn call(package: &Package<'_>, decided: Decided<'_>) -> Code {
    let call = example::call(package, decided, 8);
    match &decided.operation.pagination {
        Some(_) => code!("{}.page", call),
        None => call,
    }
}

/// An example with the type it is of.
struct Row<'a> {
    title: String,
    ty: &'a Type,
    value: &'a Value,
}

/// The files of `test/`.
pub fn files(package: &Package<'_>) -> Vec<Rendered> {
    let rendered = |path: &str, code: Result<Code, askama::Error>| {
        let text = code.map(ended).map_err(|error| error.to_string());
        (path.to_owned(), text)
    };
    let gem = names::code(&package.gem);
    let module = names::code(&package.module);
    let load = Code::render(&LoadView {
        gem: gem.clone(),
        module: module.clone(),
    });
    let mut files = vec![rendered("test/load_test.rb", load)];
    let rows = rows(package);
    if rows.is_empty() {
        return files;
    }
    let checks = rows.iter().map(|row| {
        let whole = knows_all(package, row.ty, row.value);
        let ty = descriptor(package, row.ty);
        code!("{} => [{}, {}]", string(&row.title), ty, whole)
    });
    let test = Code::render(&RoundTripView {
        gem,
        module,
        checks: checks.collect(),
    });
    files.push(rendered("test/round_trip_test.rb", test));
    let values: Map<String, Value> = rows
        .iter()
        .map(|row| (row.title.clone(), row.value.clone()))
        .collect();
    let values = serde_json::to_string_pretty(&Value::Object(values)).unwrap_or_default();
    files.push(("test/examples.json".to_owned(), Ok(values + "\n")));
    files
}

/// All examples, each with a title of its own: content types of one answer may have examples of one name.
fn rows<'a>(package: &Package<'a>) -> Vec<Row<'a>> {
    let mut rows: Vec<_> = package.api.operations().flat_map(of_operation).collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in &mut rows {
        let count = seen.entry(row.title.clone()).or_default();
        *count += 1;
        if *count > 1 {
            row.title = format!("{} ({count})", row.title);
        }
    }
    rows
}

/// Whether nothing of the value is dropped when it is read. Of unions it is not foretold.
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
    let responses = operation.success.iter().chain(&operation.errors);
    let responses = responses.flat_map(|response| {
        let status = status(response.status);
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

fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundreds) => format!("{hundreds}XX"),
        StatusPattern::Default => "any other status".to_owned(),
    }
}
