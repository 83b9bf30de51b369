//! Example programs: one for each operation, from the description's own examples.

use askama::Template;
use serde_json::Value;

use super::arguments::{self, Role};
use super::literal::{comment, string, wrapped};
use super::names;
use super::package::{Decided, Package};
use super::value;
use crate::emit::environment::Credentials;
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, Operation, OperationExample, Part, PartKind, Presence, RequestBody, ResponseKind,
    Type, TypeKind,
};

#[derive(Template)]
#[template(path = "ruby/examples/_program.jinja")]
struct ProgramView {
    docs: Code,
    call: Code,
}

#[derive(Template)]
#[template(path = "ruby/examples/_common.jinja")]
struct CommonView {
    gem: Code,
    module: Code,
    arguments: Vec<Code>,
}

/// The example program of an operation.
pub fn program(package: &Package<'_>, decided: Decided<'_>) -> Result<Code, askama::Error> {
    let id = decided.operation.id.replace('`', "'");
    let title = decided
        .operation
        .docs
        .summary
        .clone()
        .unwrap_or_else(|| format!("Calls `{id}`."));
    let run = format!("Run it with `ruby examples/{}.rb`.", decided.names.example);
    Code::render(&ProgramView {
        docs: comment(&format!("{title}\n\n{run}")),
        call: shown(package, decided, 0),
    })
}

/// `examples/common.rb`: the client of all example programs.
pub fn common(package: &Package<'_>) -> Result<Code, askama::Error> {
    let environment = &package.environment;
    let mut arguments = vec![code!(
        "base_url: ENV.fetch({}, nil)",
        string(&environment.base_url)
    )];
    let credentials = package.credentials.iter().zip(&environment.credentials);
    for (argument, variables) in credentials {
        let argument = names::code(argument);
        arguments.push(match variables {
            Credentials::Basic { username, password } => code!(
                "{}: (ENV.values_at({}, {}) if ENV.key?({}))",
                argument,
                string(username),
                string(password),
                string(username)
            ),
            Credentials::Token(name) | Credentials::Key(name) => {
                code!("{}: ENV.fetch({}, nil)", argument, string(name))
            }
        });
    }
    Code::render(&CommonView {
        gem: names::code(&package.gem),
        module: names::code(&package.module),
        arguments,
    })
}

/// Statements that make the call and show what comes of it: a download is read to its end.
pub fn shown(package: &Package<'_>, decided: Decided<'_>, indent: usize) -> Code {
    let operation = decided.operation;
    if operation
        .success
        .iter()
        .all(|response| response.content.is_empty())
    {
        return code!("{}\nputs \"done\"", call(package, decided, indent));
    }
    let result = call(package, decided, indent);
    if operation.pagination.is_some() {
        return code!("page = {}.page\npp page", result);
    }
    match streamed(operation) {
        Some(ResponseKind::Binary) => {
            code!(
                "download = {}\nputs \"#{{download.read.bytesize}} bytes\"",
                result
            )
        }
        Some(_) => code!("stream = {}\nstream.each {{ |value| pp value }}", result),
        None => code!("result = {}\npp result", result),
    }
}

/// How the answer is read, where all answers are read bit by bit in the same way.
fn streamed(operation: &Operation) -> Option<&ResponseKind> {
    let kind = operation.common_success()??;
    (!matches!(kind, ResponseKind::Json(_) | ResponseKind::Text)).then_some(kind)
}

/// The call of an operation with the values of its first example.
pub fn call(package: &Package<'_>, decided: Decided<'_>, indent: usize) -> Code {
    let empty = OperationExample {
        name: String::new(),
        parameters: Vec::new(),
        body: None,
        response: None,
    };
    let example = decided.operation.examples.first().unwrap_or(&empty);
    let mut values = Vec::new();
    for argument in arguments::of(decided) {
        let name = names::code(argument.name);
        match &argument.role {
            Role::Parameter(index, parameter) => {
                let given = example.parameters.iter().find(|(of, _)| of == index);
                let value = given
                    .map(|(_, given)| value::expression(package, &parameter.ty, given, indent + 2));
                match (value, argument.positional) {
                    (Some(value), true) => values.push(value),
                    (Some(value), false) => values.push(code!("{}: {}", name, value)),
                    (None, true) => values.push(code!("nil")),
                    (None, false) if argument.required => values.push(code!("{}: nil", name)),
                    (None, false) => {}
                }
            }
            Role::Body(body) => values.extend(self::body(package, decided, body, example, indent)),
            Role::ContentType => values.extend(content_type(decided, example)),
            Role::Options => {}
        }
    }
    let open = code!(
        "client.{}.{}",
        names::code(&decided.service.accessor),
        names::code(&decided.names.method)
    );
    match values.is_empty() {
        true => open,
        false => wrapped(&code!("{}(", open), &values, ")", indent + 10),
    }
}

fn chosen<'e>(
    body: &RequestBody,
    example: &'e OperationExample,
) -> Option<(usize, Option<&'e Value>)> {
    match &example.body {
        Some((index, given)) => Some((*index, Some(given))),
        None => body.required.then_some((0, None)),
    }
}

/// `new` with its arguments in parentheses, if there are any.
fn constructor(open: &Code, arguments: &[Code], indent: usize) -> Code {
    match arguments.is_empty() {
        true => code!("{}.new", open),
        false => wrapped(&code!("{}.new(", open), arguments, ")", indent),
    }
}

/// Which content type is sent, where it is not the first or a range.
fn content_type(decided: Decided<'_>, example: &OperationExample) -> Option<Code> {
    let body = decided.operation.body.as_ref()?;
    let (index, _) = chosen(body, example)?;
    let media_type = body.content[index].media_type.as_str();
    match media_type.strip_suffix("/*") {
        Some("*") => Some(code!("content_type: \"application/octet-stream\"")),
        Some(range) => Some(code!(
            "content_type: {}",
            string(&format!("{range}/octet-stream"))
        )),
        None => (index > 0).then(|| code!("content_type: {}", string(media_type))),
    }
}

fn body(
    package: &Package<'_>,
    decided: Decided<'_>,
    body: &RequestBody,
    example: &OperationExample,
    indent: usize,
) -> Option<Code> {
    let (index, given) = chosen(body, example)?;
    let null = Value::Null;
    let given = given.unwrap_or(&null);
    let models = code!("{}::Models", names::code(&package.module));
    Some(match &body.content[index].kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => model(package, ty, given, indent),
        BodyKind::Text => string(given.as_str().unwrap_or("text")),
        BodyKind::Binary => string(given.as_str().unwrap_or("content")),
        BodyKind::Multipart(multipart) => {
            let form = &decided.names.forms[&index];
            let parts = multipart.parts.iter().zip(&form.members);
            let parts: Vec<Code> = parts
                .filter_map(|(part, name)| {
                    let value = self::part(package, part, given.get(&part.name.wire), indent)?;
                    Some(code!("{}: {}", names::code(name), value))
                })
                .collect();
            let open = code!("{}::{}", models, names::code(&form.name));
            constructor(&open, &parts, indent + 2)
        }
    })
}

/// A model with its name, other values as they are.
fn model(package: &Package<'_>, ty: &Type, given: &Value, indent: usize) -> Code {
    if let Type::Named(id) = ty {
        if let TypeKind::Struct(s) = &package.api.type_def(*id).kind {
            if let Some(entries) = value::properties(package, *id, s, given, indent + 2) {
                let open = code!(
                    "{}::Models::{}",
                    names::code(&package.module),
                    names::code(&package.names(*id).name)
                );
                return constructor(&open, &entries, indent + 2);
            }
        }
    }
    value::expression(package, ty, given, indent + 2)
}

fn part(package: &Package<'_>, part: &Part, given: Option<&Value>, indent: usize) -> Option<Code> {
    if given.is_none() && part.presence != Presence::Required {
        return None;
    }
    let null = Value::Null;
    let one = |given: &Value| match &part.kind {
        PartKind::File => {
            let content = string(given.as_str().unwrap_or("content of the file"));
            let upload = code!("{}::Upload.new(", names::code(&package.module));
            wrapped(
                &upload,
                &[content, code!("filename: \"example.txt\"")],
                ")",
                indent + 4,
            )
        }
        PartKind::Text(ty) | PartKind::Json(ty) => {
            value::expression(package, ty, given, indent + 4)
        }
    };
    Some(match (part.repeated, given) {
        (true, Some(Value::Array(items))) => {
            let items: Vec<_> = items.iter().map(one).collect();
            wrapped(&code!("["), &items, "]", indent + 4)
        }
        (true, _) => code!("[{}]", one(given.unwrap_or(&null))),
        (false, _) => one(given.unwrap_or(&null)),
    })
}
