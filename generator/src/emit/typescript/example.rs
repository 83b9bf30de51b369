//! Example programs: one for each operation, from the description's own examples.

use askama::Template;
use serde_json::Value;

use super::client;
use super::layout::Doc;
use super::literal;
use super::package::{
    has_chosen_body, is_positional, params, OperationNames, Package, ServiceNames,
};
use super::value;
use crate::config::PackageOptions;
use crate::emit::environment::{Credentials, Environment};
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, Operation, OperationExample, Part, PartKind, Presence, RequestContent, ResponseKind,
    SecuritySchemeKind, Type,
};

/// The program of an operation.
#[derive(Template)]
#[template(path = "typescript/example.ts.jinja")]
pub struct ExampleFile {
    title: Code,
    package: Code,
    uses: Code,
    models: Code,
    run: Code,
}

/// The client of all programs.
#[derive(Template)]
#[template(path = "typescript/example_client.ts.jinja")]
pub struct ExampleClientFile {
    package: Code,
    base_url: Code,
    credentials: Vec<Code>,
    /// The default server has no host.
    local: bool,
}

/// Makes the program of an operation.
pub fn program(
    package: &Package<'_>,
    service: &ServiceNames,
    operation: &Operation,
    names: &OperationNames,
    options: &PackageOptions,
) -> ExampleFile {
    let run = run(package, service, operation, names, 0);
    let uses: Vec<Code> = value::uses(&run)
        .into_iter()
        .map(|name| code!("{}", name))
        .collect();
    let title = operation
        .docs
        .summary
        .clone()
        .unwrap_or_else(|| format!("Calls `{}`.", literal::span(&operation.id)));
    ExampleFile {
        title: literal::comment(&[title], false, 0),
        package: literal::string(&options.name),
        uses: Code::join(&uses, ", "),
        models: value::import_of_models(&run, &options.name),
        run,
    }
}

/// Makes the client of all programs.
pub fn example_client(package: &Package<'_>, options: &PackageOptions) -> ExampleClientFile {
    let environment = Environment::new(package.api);
    let schemes = package
        .api
        .security_schemes
        .iter()
        .zip(&environment.credentials);
    let credentials = schemes.map(|(scheme, variables)| {
        let key = literal::object_key(&scheme.name.wire);
        let env = |name: &str| code!("process.env[{}]", literal::string(name));
        let (first, value) = match variables {
            Credentials::Basic { username, password } => {
                let members = vec![
                    Doc::Text(code!("username: {}", env(username))),
                    Doc::Text(code!("password: {} ?? ''", env(password))),
                ];
                (username, Doc::inline(members))
            }
            Credentials::Token(name) | Credentials::Key(name) => (name, Doc::Text(env(name))),
        };
        let head = code!("    ...({} !== undefined && ", env(first));
        let column = head.as_str().chars().count();
        let value = Doc::inline(vec![Doc::after(code!("{}: ", key), value)]).print(4, column, 2);
        code!("{}{}),\n", head, value)
    });
    let url = package
        .api
        .servers
        .first()
        .map(client::default_url)
        .unwrap_or_default();
    ExampleClientFile {
        package: literal::string(&options.name),
        base_url: literal::string(&environment.base_url),
        credentials: credentials.collect(),
        local: !url.contains("://"),
    }
}

/// Statements that make the call and show what comes of it.
pub fn run(
    package: &Package<'_>,
    service: &ServiceNames,
    operation: &Operation,
    names: &OperationNames,
    indent: usize,
) -> Code {
    let space = super::layout::spaces(indent);
    match operation.common_success() {
        Some(None) => {
            let call = call(package, service, operation, names, indent, 6, 1);
            code!("{}await {};\n{}console.log('done');\n", space, call, space)
        }
        Some(Some(ResponseKind::Binary)) => {
            let call = call(package, service, operation, names, indent, 23, 1);
            code!(
                "{}const download = await {};\n{}const bytes = await download.bytes(64 * 1024 * 1024);\n{}console.log(`${{bytes.length}} bytes`);\n",
                space, call, space, space
            )
        }
        Some(Some(ResponseKind::EventStream(_) | ResponseKind::JsonLines(_))) => {
            let call = call(package, service, operation, names, indent, 21, 1);
            code!("{}const stream = await {};\n{}for await (const item of stream) {{\n{}  console.log(item);\n{}}}\n", space, call, space, space, space)
        }
        _ => {
            let call = call(package, service, operation, names, indent, 21, 1);
            code!(
                "{}const result = await {};\n{}console.log(result);\n",
                space,
                call,
                space
            )
        }
    }
}

/// The call of an operation with the values of its first example: `client.pets.list(…)`.
pub fn call(
    package: &Package<'_>,
    service: &ServiceNames,
    operation: &Operation,
    names: &OperationNames,
    indent: usize,
    column: usize,
    behind: usize,
) -> Code {
    let empty = OperationExample {
        name: String::new(),
        parameters: Vec::new(),
        body: None,
        response: None,
    };
    let example = operation.examples.first().unwrap_or(&empty);
    let given = |index: usize| {
        example
            .parameters
            .iter()
            .find(|(of, _)| *of == index)
            .map(|(_, value)| value)
    };
    let mut arguments = Vec::new();
    let mut further = Vec::new();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        match (is_positional(operation, index), given(index)) {
            (true, Some(one)) => arguments.push(value::value(package, &parameter.ty, one)),
            (true, None) => arguments.push(default(&parameter.ty)),
            (false, one) => {
                let value = match one {
                    Some(one) => value::value(package, &parameter.ty, one),
                    None if parameter.presence == Presence::Required => default(&parameter.ty),
                    None => continue,
                };
                let key = literal::object_key(&names.parameters[index]);
                further.push(Doc::after(code!("{}: ", key), value));
            }
        }
    }
    let body = body(package, operation, example);
    let has_params = !further.is_empty() || params(operation).1;
    match (body, operation.body.is_some()) {
        (Some(body), _) => arguments.push(body),
        (None, true) if has_params => arguments.push(Doc::Text(code!("undefined"))),
        (None, _) => {}
    }
    if has_params {
        arguments.push(Doc::inline(further));
    }
    let head = code!(
        "client{}{}",
        literal::access(&service.property),
        literal::access(&names.method)
    );
    let column = indent + column + head.as_str().chars().count();
    code!("{}{}", head, hugged(&arguments, indent, column, behind))
}

/// Arguments the last of which, if it is an object, may be broken while the others stay where they are.
fn hugged(arguments: &[Doc], indent: usize, column: usize, behind: usize) -> Code {
    if let [first @ .., last @ Doc::List(_)] = arguments {
        let first: Vec<Code> = first.iter().map(|doc| doc.print(indent, 0, 0)).collect();
        let is_flat = first.iter().all(|text| !text.as_str().contains('\n'));
        let head = Code::join(&first, ", ");
        let head = if head.is_empty() {
            head
        } else {
            code!("{}, ", head)
        };
        let start = column + 1 + head.as_str().chars().count();
        if is_flat && start < super::layout::WIDTH {
            return code!("({}{})", head, last.print(indent, start, behind + 1));
        }
    }
    Doc::arguments(arguments.to_vec()).print(indent, column, behind)
}

/// A value for something of which the description has no example.
fn default(ty: &Type) -> Doc {
    Doc::Text(match ty {
        Type::Integer(_) | Type::Number(_) => code!("1"),
        Type::Boolean => code!("true"),
        Type::Array { .. } | Type::Tuple { .. } => code!("[]"),
        Type::Map(_) => code!("{{}}"),
        _ => code!("'x' as never"),
    })
}

fn body(package: &Package<'_>, operation: &Operation, example: &OperationExample) -> Option<Doc> {
    let body = operation.body.as_ref()?;
    let (index, given) = match &example.body {
        Some((index, given)) => (*index, Some(given)),
        None if body.required => (0, None),
        None => return None,
    };
    let content = body.content.get(index)?;
    let one = content_value(package, content, given);
    if !has_chosen_body(operation) {
        return Some(one);
    }
    let media_type = match content.media_type.split_once('*') {
        None => content.media_type.clone(),
        Some(("", _) | ("*/", _)) => "application/octet-stream".to_owned(),
        Some((prefix, _)) => format!("{prefix}plain"),
    };
    Some(Doc::object(vec![
        Doc::Text(code!("contentType: {}", literal::string(&media_type))),
        Doc::after(code!("value: "), one),
    ]))
}

fn content_value(package: &Package<'_>, content: &RequestContent, given: Option<&Value>) -> Doc {
    let text =
        |otherwise: &str| literal::string(given.and_then(Value::as_str).unwrap_or(otherwise));
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => match given {
            Some(given) => value::value(package, ty, given),
            None => Doc::Text(code!("{{}} as never")),
        },
        BodyKind::Text => Doc::Text(text("text")),
        BodyKind::Binary => Doc::Text(text("content")),
        BodyKind::Multipart(multipart) => {
            let (mut rows, mut absent) = (Vec::new(), Vec::new());
            for part in &multipart.parts {
                let name = part.name.wire.as_str();
                match part_value(package, part, given.and_then(|given| given.get(name))) {
                    Some(one) => {
                        rows.push(Doc::after(code!("{}: ", literal::object_key(name)), one))
                    }
                    None => absent.push(name),
                }
            }
            value::object_literal(rows, absent.into_iter())
        }
    }
}

fn part_value(package: &Package<'_>, part: &Part, given: Option<&Value>) -> Option<Doc> {
    if given.is_none() && part.presence != Presence::Required {
        return None;
    }
    let one = |given: Option<&Value>| match &part.kind {
        PartKind::File => {
            let content = literal::string(
                given
                    .and_then(Value::as_str)
                    .unwrap_or("content of the file"),
            );
            Doc::inline(vec![
                Doc::Text(code!("fileName: 'example.txt'")),
                Doc::after(code!("content: "), Doc::Text(content)),
            ])
        }
        PartKind::Text(ty) | PartKind::Json(ty) => {
            given.map_or_else(|| default(ty), |given| value::value(package, ty, given))
        }
    };
    Some(match (part.repeated, given) {
        (true, Some(Value::Array(items))) => {
            Doc::array(items.iter().map(|item| one(Some(item))).collect())
        }
        (true, given) => Doc::array(vec![one(given)]),
        (false, given) => one(given),
    })
}

/// The credentials of the first scheme in a README: `{ name: … }`.
pub fn credentials(package: &Package<'_>) -> Option<Code> {
    let scheme = package.api.security_schemes.first()?;
    let one = match &scheme.kind {
        SecuritySchemeKind::Basic => code!("{{ username: 'user', password: 'password' }}"),
        SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } => code!("'token'"),
        SecuritySchemeKind::ApiKey { .. } => code!("'key'"),
    };
    Some(code!(
        "{{ {}: {} }}",
        literal::object_key(&scheme.name.wire),
        one
    ))
}
