//! Example programs: one for each operation, from the description's own examples.

use askama::Template;
use serde_json::Value;

use super::body;
use super::client;
use super::file::{ended, Classes, HEADER};
use super::literal;
use super::names;
use super::package::{Decided, Package};
use super::parameters;
use super::structs;
use super::value;
use crate::emit::environment::{Credentials, Environment};
use crate::emit::sink::{code, Code};
use crate::ir::{BodyKind, Operation, OperationExample, Part, PartKind, Presence, RequestContent};

#[derive(Template)]
#[template(path = "java/examples/example.java.jinja")]
struct Program {
    header: Code,
    imports: Code,
    title: Code,
    annotations: Code,
    name: Code,
    body: Code,
}

/// The example program of an operation.
pub fn program(
    package: &Package<'_>,
    classes: &Classes,
    decided: Decided<'_>,
) -> Result<String, askama::Error> {
    let (_, operation, names) = decided;
    let body = code!("{}{}", client_lines(package), run(package, decided));
    let title = format!("Calls `{}`.", operation.id.replace('`', "'"));
    let text = Code::render(&Program {
        header: code!("{}", HEADER),
        imports: classes.imports(&body, &Code::empty()),
        title: literal::javadoc(0, &Default::default(), &title, &[], &[]),
        annotations: structs::annotations(package, false),
        name: names::code(&names.example),
        body,
    })?;
    Ok(ended(&text))
}

/// Statements that make a client as the environment says.
fn client_lines(package: &Package<'_>) -> Code {
    let environment = Environment::new(package.api);
    let class = names::code(&package.client);
    let mut lines = vec![code!(
        "    {}.Builder builder = {}.builder();\n",
        class,
        class
    )];
    let condition = |name: &str, then: Code| {
        let name = literal::string(name);
        code!(
            "    if (System.getenv({}) != null) {{\n      builder.{};\n    }}\n",
            name,
            then
        )
    };
    let get = |name: &str| code!("System.getenv({})", literal::string(name));
    let base = code!("baseUrl({})", get(&environment.base_url));
    lines.push(condition(&environment.base_url, base));
    let schemes = client::credential_names(package.api);
    let mut seen: Vec<&str> = Vec::new();
    for ((credentials, scheme), spec) in environment
        .credentials
        .iter()
        .zip(&schemes)
        .zip(&package.api.security_schemes)
    {
        let method = names::code(scheme);
        let (name, call) = match credentials {
            Credentials::Basic { username, password } => (
                username,
                code!("{}({}, {})", method, get(username), get(password)),
            ),
            Credentials::Token(name) | Credentials::Key(name) => {
                (name, client::token_call(spec, &method, get(name)))
            }
        };
        if !seen.contains(&name.as_str()) {
            seen.push(name);
            lines.push(condition(name, call));
        }
    }
    Code::join(&lines, "")
}

/// Statements that make the call and show what comes of it.
fn run(package: &Package<'_>, decided: Decided<'_>) -> Code {
    let class = names::code(&package.client);
    let call = call(package, decided, 3);
    let operation = decided.1;
    let shown = shown(operation, &call);
    code!(
        "    try ({} client = builder.build()) {{\n{}    }}\n",
        class,
        shown
    )
}

/// Statements for the answer of a call.
pub fn shown(operation: &Operation, call: &Code) -> Code {
    let mut contents = operation.success.iter().map(|response| &response.content);
    if contents.all(Vec::is_empty) {
        return code!(
            "      {}.execute();\n      System.out.println(\"done\");\n",
            call
        );
    }
    if operation.is_download() {
        return code!(
            "      try (Download download = {}.execute()) {{\n        System.out.println(download.readAll(64 << 20).length + \" bytes\");\n      }}\n",
            call
        );
    }
    code!(
        "      System.out.println(\n          {}.execute());\n",
        call
    )
}

/// The call of an operation with the values of its first example: `client.….` without `.execute()`.
pub fn call(
    package: &Package<'_>,
    (service, operation, names): Decided<'_>,
    indent: usize,
) -> Code {
    let empty = OperationExample {
        name: String::new(),
        parameters: Vec::new(),
        body: None,
        response: None,
    };
    let example = operation.examples.first().unwrap_or(&empty);
    let mut arguments = Vec::new();
    let mut further = Vec::new();
    let positional = parameters::positional(operation);
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let given = example.parameters.iter().find(|(of, _)| *of == index);
        let given = given.map(|(_, given)| given);
        let required = parameter.presence == Presence::Required;
        let given = given.or(required.then_some(&Value::Null));
        let Some(given) = given else { continue };
        let value = value::expression(package, &parameter.ty, given, indent + 1);
        if positional[index] {
            arguments.push(value);
        } else {
            let name = names::code(&names.parameters[index]);
            further.push(code!(".{}({})", name, value));
        }
    }
    arguments.extend(body_arguments(
        package,
        operation,
        names,
        example,
        indent + 1,
    ));
    let needs_params = parameters::object(package, operation, names).is_some()
        && !parameters::all_optional(operation);
    if !further.is_empty() || needs_params {
        let class = names::code(&names.params);
        arguments.push(code!(
            "{}.builder(){}.build()",
            class,
            Code::join(&further, "")
        ));
    }
    let (accessor, method) = (names::code(&service.accessor), names::code(&names.method));
    let list = Code::join(&arguments, ", ");
    if list.as_str().len() > 60 && arguments.len() > 1 {
        let list = Code::join(&arguments, ",\n                ");
        return code!(
            "client\n          .{}()\n          .{}(\n                {})\n          ",
            accessor,
            method,
            list
        );
    }
    code!("client.{}().{}({})", accessor, method, list)
}

fn body_arguments(
    package: &Package<'_>,
    operation: &Operation,
    names: &super::package::OperationNames,
    example: &OperationExample,
    indent: usize,
) -> Vec<Code> {
    let Some(body) = &operation.body else {
        return Vec::new();
    };
    let (index, given) = match &example.body {
        Some((index, given)) => (*index, Some(given)),
        None => (0, None),
    };
    if given.is_none() && !body.required {
        return Vec::new();
    }
    let content = &body.content[index.min(body.content.len() - 1)];
    let mut arguments = vec![one(package, content, names, index, given, indent)];
    if body::is_range(content) {
        arguments.push(code!("\"application/octet-stream\""));
    }
    if body.content.len() > 1 {
        let class = names::code(&names.body);
        let factory = names::code(&body::factory_names(&body.content)[index]);
        let list = Code::join(&arguments, ", ");
        return vec![code!("{}.{}({})", class, factory, list)];
    }
    arguments
}

fn one(
    package: &Package<'_>,
    content: &RequestContent,
    names: &super::package::OperationNames,
    index: usize,
    given: Option<&Value>,
    indent: usize,
) -> Code {
    let null = Value::Null;
    let given = given.unwrap_or(&null);
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
            value::expression(package, ty, given, indent)
        }
        BodyKind::Text => literal::string(given.as_str().unwrap_or("text")),
        BodyKind::Binary => {
            let text = literal::string(given.as_str().unwrap_or("content"));
            code!("Body.of({})", text)
        }
        BodyKind::Multipart(multipart) => {
            let Some(form) = names.forms.get(&index) else {
                return Code::empty();
            };
            let rows = multipart.parts.iter().zip(&form.parts);
            let calls = rows.filter_map(|(part, name)| {
                let given = given.get(&part.name.wire);
                if given.is_none() && part.presence != Presence::Required {
                    return None;
                }
                let value = part_value(package, part, given, indent + 1);
                Some(code!(".{}({})", names::code(name), value))
            });
            let calls: Vec<Code> = calls.collect();
            let class = names::code(&form.name);
            code!("{}.builder(){}.build()", class, Code::join(&calls, ""))
        }
    }
}

fn part_value(package: &Package<'_>, part: &Part, given: Option<&Value>, indent: usize) -> Code {
    let single = |given: Option<&Value>| match &part.kind {
        PartKind::File => {
            let content = given
                .and_then(Value::as_str)
                .unwrap_or("content of the file");
            code!(
                "Upload.of(\"example.txt\", Body.of({}))",
                literal::string(content)
            )
        }
        PartKind::Text(ty) | PartKind::Json(ty) => {
            value::expression(package, ty, given.unwrap_or(&Value::Null), indent)
        }
    };
    match (part.repeated, given) {
        (true, Some(Value::Array(items))) => {
            let items: Vec<Code> = items.iter().map(|item| single(Some(item))).collect();
            code!("List.of({})", Code::join(&items, ", "))
        }
        (true, given) => code!("List.of({})", single(given)),
        (false, given) => single(given),
    }
}
