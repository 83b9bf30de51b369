//! The tests of a package: everything loads, every example of the description survives being read and written, and every
//! operation can be called.

use askama::Template;
use serde_json::Value;

use super::literal::{indented, string};
use super::package::{of_service, Decided, Package, ServiceNames};
use super::render::ended;
use super::types::descriptor;
use super::{example, names};
use crate::emit::body_examples;
use crate::emit::files::Rendered;
use crate::emit::sink::{code, Code};
use crate::ir::{Operation, ParameterLocation, SecuritySchemeKind, Service};

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
    let examples = body_examples::list(package.api);
    if examples.is_empty() {
        return files;
    }
    let checks = examples.iter().map(|example| {
        let ty = descriptor(package, &example.ty);
        code!("{} => [{}, {}]", string(&example.title), ty, example.whole)
    });
    let test = Code::render(&RoundTripView {
        gem,
        module,
        checks: checks.collect(),
    });
    files.push(rendered("test/round_trip_test.rb", test));
    let values = body_examples::values(&examples);
    files.push(("test/examples.json".to_owned(), Ok(values)));
    files
}
