//! The driver: a program that calls the package by JSON lines, through its public typed methods only.

use askama::Template;

use super::body::{self, factory_names};
use super::file::{ended, Classes, HEADER};
use super::headers;
use super::literal;
use super::names;
use super::package::{Decided, Package};
use super::render::folder;
use super::{parameters, response, structs, types, webhooks};
use crate::diagnostic::Diagnostics;
use crate::emit::files::{self, Rendered};
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, ParameterLocation, Part, PartKind, RequestContent, ResponseContent, ResponseKind,
};
use crate::output::FileSet;

/// A method of Java has at most 64 KiB: so many operations are chosen from by one.
pub const GROUP: usize = 100;

/// The hand-written half.
const SOURCES: [(&str, &str); 2] = [
    (
        "Driver.java",
        include_str!("../../../../templates/java/driver/Driver.java"),
    ),
    (
        "DriverInput.java",
        include_str!("../../../../templates/java/driver/DriverInput.java"),
    ),
];

#[derive(Template)]
#[template(path = "java/driver/Operations.java.jinja")]
struct Operations {
    header: Code,
    package: Code,
    imports: Code,
    annotations: Code,
    client: Code,
    groups: Vec<Code>,
    texts: Vec<Code>,
}

#[derive(Template)]
#[template(path = "java/driver/pom.xml.jinja")]
struct Pom {
    group: Code,
    artifact: Code,
    package: Code,
    version: Code,
}

/// Renders all files of the driver.
pub fn render(package: &Package<'_>) -> Result<FileSet, Diagnostics> {
    files::collect(&[()], |()| all(package))
}

fn all(package: &Package<'_>) -> Vec<Rendered> {
    let folder = format!("src/main/java/{}/driver", folder(package));
    let mut files: Vec<Rendered> = SOURCES
        .iter()
        .map(|(name, text)| {
            let text = literal::driver_file(text, &package.at.package);
            (format!("{folder}/{name}"), Ok(text))
        })
        .collect();
    let pom = Pom {
        group: package.at.group.clone(),
        artifact: package.at.artifact.clone(),
        package: package.at.package.clone(),
        version: literal::xml(&package.version),
    };
    for (path, text) in [
        (format!("{folder}/Operations.java"), operations(package)),
        ("pom.xml".to_owned(), Code::render(&pom)),
    ] {
        let text = text.map(|text| ended(&text));
        files.push((path, text.map_err(|error| error.to_string())));
    }
    files
}

fn operations(package: &Package<'_>) -> Result<Code, askama::Error> {
    let decided: Vec<Decided<'_>> = package.operations().collect();
    let client = names::code(&package.client);
    let mut texts = Vec::new();
    let mut groups = Vec::new();
    for (number, chunk) in decided.chunks(GROUP).enumerate() {
        let first = number * GROUP;
        groups.push(code!("{}", number));
        texts.extend(group(&client, number, first, chunk));
        let methods = chunk.iter().enumerate();
        texts.extend(methods.map(|(at, decided)| method(package, first + at, *decided)));
    }
    texts.extend(headers::driver_methods(package));
    texts.push(webhooks::driver_method(package));
    // Every such file has a call that gives back a tree, so that its import is among these.
    let mentioned = code!("JsonNode {}", Code::join(&texts, ""));
    let classes = Classes::new(package);
    let imports = classes.imports(&mentioned, &code!("{}.driver", package.at.package));
    Code::render(&Operations {
        header: code!("{}", HEADER),
        package: package.at.package.clone(),
        imports,
        annotations: structs::annotations(package, false),
        client,
        groups,
        texts,
    })
}

/// The methods that find an operation of a group.
fn group(client: &Code, number: usize, first: usize, chunk: &[Decided<'_>]) -> [Code; 2] {
    let ids = chunk
        .iter()
        .map(|(_, operation, _)| literal::string(&operation.id));
    let ids: Vec<Code> = ids.map(|id| code!("      case {}:\n", id)).collect();
    let calls = chunk.iter().enumerate().map(|(at, (_, operation, _))| {
        code!(
            "      case {}:\n        return op{}(client, in);\n",
            literal::string(&operation.id),
            first + at
        )
    });
    let calls: Vec<Code> = calls.collect();
    [
        code!(
            "  private static boolean group{}(String id) {{\n    switch (id) {{\n{}        return true;\n      default:\n        return false;\n    }}\n  }}\n",
            number,
            Code::join(&ids, "")
        ),
        code!(
            "  private static JsonNode call{}({} client, DriverInput in) {{\n    switch (in.operationId()) {{\n{}      default:\n        throw in.unsupported();\n    }}\n  }}\n",
            number,
            client,
            Code::join(&calls, "")
        ),
    ]
}

/// The method of one operation.
fn method(package: &Package<'_>, number: usize, decided: Decided<'_>) -> Code {
    let (_, operation, names) = decided;
    let mut lines = Vec::new();
    let mut arguments = Vec::new();
    let positional = parameters::positional(operation);
    let params = parameters::object(package, operation, names).map(|object| object.name);
    if let Some(params) = &params {
        lines.push(code!(
            "    {}.Builder params = {}.builder();\n",
            params,
            params
        ));
    }
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let place = place(parameter.location);
        let wire = literal::string(&parameter.name.wire);
        let codec = types::codec(package, &parameter.ty);
        if positional[index] {
            arguments.push(code!("in.required(\"{}\", {}, {})", place, wire, codec));
        } else {
            let name = names::code(&names.parameters[index]);
            lines.push(code!(
                "    in.argument(\"{}\", {}, {}).ifPresent(params::{});\n",
                place,
                wire,
                codec,
                name
            ));
        }
    }
    let last = params.map(|_| code!("params.build()"));
    let run = |body: Vec<Code>| {
        let all = arguments.iter().cloned().chain(body).chain(last.clone());
        let all: Vec<Code> = all.collect();
        run(package, decided, &Code::join(&all, ", "))
    };
    match &operation.body {
        None => lines.push(code!("    {}\n", run(Vec::new()))),
        Some(body) => {
            if !body.required {
                let run = run(Vec::new());
                lines.push(code!("    if (!in.hasBody()) {{\n      {}\n    }}\n", run));
            }
            for (index, content) in body.content.iter().enumerate() {
                let run = run(content_arguments(package, decided, content, index));
                lines.push(code!(
                    "    if (in.isContent({})) {{\n      {}\n    }}\n",
                    literal::string(&content.media_type),
                    run
                ));
            }
            lines.push(code!("    throw in.unsupported();\n"));
        }
    }
    code!(
        "  private static JsonNode op{}({} client, DriverInput in) {{\n{}  }}\n",
        number,
        names::code(&package.client),
        Code::join(&lines, "")
    )
}

fn place(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

/// The statement that makes the call.
fn run(package: &Package<'_>, (service, operation, names): Decided<'_>, list: &Code) -> Code {
    let (accessor, name) = (names::code(&service.accessor), names::code(&names.method));
    let cases = response::cases(operation);
    let encode = match response::alike(&cases) {
        Some(content) => encoder(package, content),
        None => {
            let members = response::member_names(operation, &cases);
            let rows = cases.iter().zip(members).map(|(case, member)| {
                let title = names::code(&names::capitalized(&member));
                match case.content {
                    None => code!("DriverInput.empty(value.is{}())", title),
                    Some(_) => {
                        code!(
                            "value.as{}().map({})",
                            title,
                            encoder(package, case.content)
                        )
                    }
                }
            });
            let rows: Vec<Code> = rows.collect();
            code!("value -> DriverInput.first({})", Code::join(&rows, ", "))
        }
    };
    let item = operation
        .pagination
        .as_ref()
        .map_or_else(Code::empty, |pagination| {
            code!(", {}::toNode", types::codec(package, &pagination.item))
        });
    code!(
        "return in.run(client.{}().{}({}), {}{});",
        accessor,
        name,
        list,
        encode,
        item
    )
}

fn encoder(package: &Package<'_>, content: Option<&ResponseContent>) -> Code {
    match content.map(|content| &content.kind) {
        None => code!("value -> DriverInput.text(\"\")"),
        Some(ResponseKind::Json(ty)) => code!("{}::toNode", types::codec(package, ty)),
        Some(ResponseKind::Text) => code!("DriverInput::text"),
        Some(ResponseKind::Binary) => code!("DriverInput::download"),
        Some(ResponseKind::EventStream(ty)) => {
            code!(
                "stream -> DriverInput.events(stream, {})",
                types::codec(package, ty)
            )
        }
        Some(ResponseKind::JsonLines(ty)) => {
            code!(
                "stream -> DriverInput.lines(stream, {})",
                types::codec(package, ty)
            )
        }
    }
}

/// The body as arguments of the method.
fn content_arguments(
    package: &Package<'_>,
    (_, operation, names): Decided<'_>,
    content: &RequestContent,
    index: usize,
) -> Vec<Code> {
    let value = match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
            code!("in.json({})", types::codec(package, ty))
        }
        BodyKind::Text => code!("in.text()"),
        BodyKind::Binary => code!("in.bytes()"),
        BodyKind::Multipart(multipart) => {
            let Some(form) = names.forms.get(&index) else {
                return Vec::new();
            };
            let rows = multipart.parts.iter().zip(&form.parts);
            let rows = rows.map(|(part, name)| part_call(package, part, &names::code(name)));
            let rows: Vec<Code> = rows.collect();
            let class = names::code(&form.name);
            code!(
                "in.fill({}.builder(), form -> {{{}\n            }}).build()",
                class,
                Code::join(&rows, "")
            )
        }
    };
    let mut arguments = vec![value];
    if body::is_range(content) {
        arguments.push(code!("in.contentType()"));
    }
    let contents = operation.body.as_ref().map(|body| body.content.as_slice());
    match contents {
        Some(contents) if contents.len() > 1 => {
            let class = names::code(&names.body);
            let factory = names::code(&factory_names(contents)[index]);
            vec![code!(
                "{}.{}({})",
                class,
                factory,
                Code::join(&arguments, ", ")
            )]
        }
        Some(_) | None => arguments,
    }
}

fn part_call(package: &Package<'_>, part: &Part, name: &Code) -> Code {
    let wire = literal::string(&part.name.wire);
    let value = match (&part.kind, part.repeated) {
        (PartKind::File, true) => code!("in.files({})", wire),
        (PartKind::File, false) => code!("in.file({})", wire),
        (PartKind::Text(ty) | PartKind::Json(ty), true) => {
            code!("in.parts({}, {})", wire, types::codec(package, ty))
        }
        (PartKind::Text(ty) | PartKind::Json(ty), false) => {
            code!("in.part({}, {})", wire, types::codec(package, ty))
        }
    };
    code!("\n              {}.ifPresent(form::{});", value, name)
}
