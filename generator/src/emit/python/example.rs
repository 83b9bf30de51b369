//! Example programs, one for each operation, from the description's own examples; and the pieces of the README made of them.

use askama::Template;
use serde_json::Value;

use super::layout::{pad, Doc};
use super::names;
use super::package::{Decided, Package};
use super::uses::Uses;
use super::value::{placeholder, Values};
use super::{answers, docs, literal};
use crate::emit::environment::{Credentials, Environment};
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, Operation, OperationExample, ParameterLocation, Part, PartKind, Presence,
    RequestContent,
};

#[derive(Template)]
#[template(path = "python/examples/example.py.jinja")]
struct ExampleTemplate {
    title: Code,
    imports: Vec<Code>,
    package_imports: Code,
    statements: Code,
}

#[derive(Template)]
#[template(path = "python/examples/new_client.py.jinja")]
struct ClientTemplate {
    module: Code,
    arguments: Vec<Code>,
    has_pairs: bool,
}

/// A call of an operation as code.
pub struct Example {
    /// The expression, without `await` and without what is done with its value.
    pub call: Doc,
    /// Names of the package's root that it needs.
    pub names: Vec<&'static str>,
    /// Modules of the standard library.
    pub uses: Uses,
}

/// The example program of an operation.
pub fn program(package: &Package<'_>, decided: Decided<'_>) -> Result<Code, askama::Error> {
    let (_, operation, names) = decided;
    let example = call(package, decided);
    let title = docs::prose(&operation.docs, &format!("Calls `{}`.", operation.id));
    let run = code!(
        "Run it with `python examples/{}.py`.",
        names::ident(&names.example)
    );
    let root: Vec<Code> = example
        .names
        .iter()
        .map(|name| code!("{}", *name))
        .collect();
    Code::render(&ExampleTemplate {
        title: literal::docstring(&literal::title(&title), &[run], 0),
        imports: example.uses.standard(),
        package_imports: if root.is_empty() {
            Code::empty()
        } else {
            code!(
                "\nfrom {} import {}\n",
                names::ident(&package.module),
                Code::join(&root, ", ")
            )
        },
        statements: statements(operation, &example.call, 8),
    })
}

/// `examples/new_client.py`.
pub fn client(package: &Package<'_>) -> Result<Code, askama::Error> {
    let environment = Environment::new(package.api);
    let variable = |name: &str| literal::string(name);
    let mut arguments = vec![code!(
        "base_url=os.environ.get({})",
        variable(&environment.base_url)
    )];
    let mut has_pairs = false;
    let arguments_of = super::client::credential_names(package);
    for (credentials, argument) in environment.credentials.iter().zip(arguments_of) {
        let argument = names::ident(&argument);
        arguments.push(match credentials {
            Credentials::Basic { username, password } => {
                has_pairs = true;
                Doc::call(
                    code!("pair"),
                    vec![Doc::Text(variable(username)), Doc::Text(variable(password))],
                )
                .after(&code!("{}=", argument))
                .print(8, 0, 1)
            }
            Credentials::Token(name) | Credentials::Key(name) => {
                code!("{}=os.environ.get({})", argument, variable(name))
            }
        });
    }
    Code::render(&ClientTemplate {
        module: names::ident(&package.module),
        arguments,
        has_pairs,
    })
}

/// Statements that make the call and show what comes of it.
pub fn statements(operation: &Operation, call: &Doc, indent: usize) -> Code {
    let p = pad(indent);
    if operation.pagination.is_some() {
        return code!(
            "{}page = {}.first()\n{}print(page)",
            p,
            call.print(indent, 7, 8),
            p
        );
    }
    if answers::is_empty(operation) {
        return code!("{}{}\n{}print(\"done\")", p, call.print(indent, 0, 0), p);
    }
    if operation.is_download() {
        let inner = pad(indent + 4);
        return code!(
            "{}with {} as download:\n{}print(len(download.read()), \"bytes\")",
            p,
            call.print(indent, 5, 13),
            inner
        );
    }
    if answers::is_stream(operation) {
        let (inner, innermost) = (pad(indent + 4), pad(indent + 8));
        return code!(
            "{}with {} as stream:\n{}for value in stream:\n{}print(value)",
            p,
            call.print(indent, 5, 11),
            inner,
            innermost
        );
    }
    code!(
        "{}result = {}\n{}print(result)",
        p,
        call.print(indent, 9, 0),
        p
    )
}

/// The same with an asynchronous client.
pub fn awaited(operation: &Operation, call: &Doc, indent: usize) -> Code {
    let (p, inner) = (pad(indent), pad(indent + 4));
    if operation.pagination.is_some() {
        let call = call.print(indent, 13, 8);
        return code!("{}page = await {}.first()\n{}print(page)", p, call, p);
    }
    if answers::is_empty(operation) {
        let call = call.print(indent, 6, 0);
        return code!("{}await {}\n{}print(\"done\")", p, call, p);
    }
    if operation.is_download() {
        return code!(
            "{}async with await {} as download:\n{}print(len(await download.read()), \"bytes\")",
            p,
            call.print(indent, 17, 13),
            inner
        );
    }
    if answers::is_stream(operation) {
        return code!(
            "{}async with await {} as stream:\n{}async for value in stream:\n{}print(value)",
            p,
            call.print(indent, 17, 11),
            inner,
            pad(indent + 8)
        );
    }
    let call = call.print(indent, 15, 0);
    code!("{}result = await {}\n{}print(result)", p, call, p)
}

/// The call of an operation with the values of its first example.
pub fn call(package: &Package<'_>, (decided, operation, names): Decided<'_>) -> Example {
    let empty = OperationExample {
        name: String::new(),
        parameters: Vec::new(),
        body: None,
        response: None,
    };
    let example = operation.examples.first().unwrap_or(&empty);
    let values = Values::new(package);
    let mut positional = Vec::new();
    let mut by_keyword = Vec::new();
    for (index, (parameter, name)) in operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .enumerate()
    {
        let given = example
            .parameters
            .iter()
            .find(|(of, _)| *of == index)
            .map(|(_, value)| value.clone());
        let needed = parameter.presence == Presence::Required;
        let Some(given) = given.or_else(|| needed.then(|| placeholder(package, &parameter.ty, 3)))
        else {
            continue;
        };
        let doc = values.owned(&parameter.ty, &given);
        if parameter.location == ParameterLocation::Path {
            positional.push(doc);
        } else {
            by_keyword.push(doc.after(&code!("{}=", names::ident(name))));
        }
    }
    positional.extend(body(package, &values, operation, names, example));
    positional.extend(by_keyword);
    let method = code!(
        "client.{}.{}",
        names::ident(&decided.accessor),
        names::ident(&names.method)
    );
    let call = Doc::call(method, positional);
    let names = values.names();
    let mut uses = values.quoted();
    uses.note(&call.flat());
    Example { call, names, uses }
}

fn body(
    package: &Package<'_>,
    values: &Values<'_>,
    operation: &Operation,
    names: &super::package::OperationNames,
    example: &OperationExample,
) -> Vec<Doc> {
    let Some(body) = &operation.body else {
        return Vec::new();
    };
    let (index, given) = match &example.body {
        Some((index, given)) => (*index, Some(given)),
        None if body.required => (0, None),
        None => return Vec::new(),
    };
    let content = &body.content[index];
    let doc = content_value(package, values, content, names, index, given);
    let mut arguments = vec![doc.after(&code!("body="))];
    if content.media_type.contains('*') {
        arguments.push(Doc::Text(code!(
            "content_type=\"application/octet-stream\""
        )));
    } else if index > 0 {
        arguments.push(Doc::Text(code!(
            "content_type={}",
            literal::string(&content.media_type)
        )));
    }
    arguments
}

fn content_value(
    package: &Package<'_>,
    values: &Values<'_>,
    content: &RequestContent,
    names: &super::package::OperationNames,
    index: usize,
    given: Option<&Value>,
) -> Doc {
    let text = |otherwise: &str| {
        given
            .and_then(Value::as_str)
            .unwrap_or(otherwise)
            .to_owned()
    };
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
            let value = given
                .cloned()
                .unwrap_or_else(|| placeholder(package, ty, 3));
            values.owned(ty, &value)
        }
        BodyKind::Text => Doc::Text(literal::string(&text("text"))),
        BodyKind::Binary => bytes(&text("content")),
        BodyKind::Multipart(multipart) => {
            let (class, attributes) = &names.forms[&index];
            values.root("models");
            let parts = multipart
                .parts
                .iter()
                .zip(attributes)
                .filter_map(|(part, attribute)| {
                    let doc = part_value(
                        package,
                        values,
                        part,
                        given.and_then(|given| given.get(&part.name.wire)),
                    )?;
                    Some(doc.after(&code!("{}=", names::ident(attribute))))
                });
            Doc::call(code!("models.{}", names::ident(class)), parts.collect())
        }
    }
}

/// Text as bytes.
fn bytes(text: &str) -> Doc {
    if text.is_ascii() {
        return Doc::Text(code!("b{}", literal::string(text)));
    }
    Doc::Text(code!("{}.encode()", literal::string(text)))
}

fn part_value(
    package: &Package<'_>,
    values: &Values<'_>,
    part: &Part,
    given: Option<&Value>,
) -> Option<Doc> {
    if given.is_none() && part.presence != Presence::Required {
        return None;
    }
    let one = |given: Option<&Value>| match &part.kind {
        PartKind::File => {
            let content = given
                .and_then(Value::as_str)
                .unwrap_or("content of the file");
            Doc::call(
                values.root("File"),
                vec![bytes(content), Doc::Text(code!("name=\"example.txt\""))],
            )
        }
        PartKind::Text(ty) | PartKind::Json(ty) => {
            let value = given
                .cloned()
                .unwrap_or_else(|| placeholder(package, ty, 3));
            values.owned(ty, &value)
        }
    };
    Some(match (part.repeated, given) {
        (true, Some(Value::Array(items))) => {
            Doc::list(items.iter().map(|item| one(Some(item))).collect())
        }
        (true, _) => Doc::list(vec![one(given)]),
        (false, _) => one(given),
    })
}
