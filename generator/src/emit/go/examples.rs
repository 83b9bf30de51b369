//! Example programs: one for each operation, from the description's own examples.

use askama::Template;
use serde_json::Value;

use super::bodies;
use super::docs::{self, Comment};
use super::layout;
use super::literal;
use super::models::imports;
use super::names::ident;
use super::package::{Decided, OperationNames, Package};
use super::parameters;
use super::responses;
use super::types::{is_nilable, Types};
use super::value;
use crate::emit::environment::{Credentials, Environment};
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, Operation, OperationExample, Part, PartKind, Presence, RequestBody, RequestContent,
    ResponseKind, SecuritySchemeKind,
};

#[derive(Template)]
#[template(path = "go/example.go.jinja")]
struct Program {
    comment: Code,
    imports: Code,
    run: Code,
}

/// The example program of an operation.
pub fn program(package: &Package<'_>, decided: Decided<'_>) -> Result<Code, askama::Error> {
    let (_, operation, names) = decided;
    let prose = docs::one_line(&operation.docs);
    let title = if prose.is_empty() {
        format!("calls {}.", docs::quoted(&operation.id))
    } else {
        format!("- {prose}")
    };
    let comment = Comment::own(&format!("Command {} {title}", names.example))
        .paragraph(&format!("```\ngo run ./examples/{}\n```", names.example));
    let run = run(package, decided, "log.Fatal(err)", "example.Print");
    let whole = code!("example.Client log.Fatal context.Background\n{}", run);
    let text = Code::render(&Program {
        comment: comment.code(),
        imports: imports(package, &whole, true),
        run: literal::indented(&run),
    })?;
    Ok(text)
}

/// Statements that make the call, leave by `fail`, and show what comes of it by `print`.
pub fn run(
    package: &Package<'_>,
    decided: Decided<'_>,
    fail: &'static str,
    print: &'static str,
) -> Code {
    let (_, operation, _) = decided;
    let call = call(package, decided);
    let cases = responses::cases(operation);
    let check = code!("if err != nil {{\n\t{}\n}}", fail);
    let stream = |next: &'static str| {
        code!(
            "result, err := {}\n{}\ndefer result.Close()\nfor result.Next() {{\n\t{}(result.{}())\n}}\nif err := result.Err(); err != nil {{\n\t{}\n}}",
            call, check, print, next, fail
        )
    };
    match responses::common(&cases) {
        Some(None) => code!("err = {}\n{}\n{}(\"done\")", call, check, print),
        Some(Some(content)) => match &content.kind {
            ResponseKind::EventStream(_) => stream("Event"),
            ResponseKind::JsonLines(_) => stream("Value"),
            ResponseKind::Binary => code!(
                "result, err := {}\n{}\ncontent, err := result.Bytes(64 << 20)\n{}\n{}(len(content), \"bytes\")",
                call, check, check, print
            ),
            ResponseKind::Json(_) | ResponseKind::Text => code!("result, err := {}\n{}\n{}(result)", call, check, print),
        },
        None => code!("result, err := {}\n{}\n{}(fmt.Sprintf(\"%+v\", *result))", call, check, print),
    }
}

/// The call of an operation with the values of its first example.
pub fn call(package: &Package<'_>, decided: Decided<'_>) -> Code {
    let (service, operation, names) = decided;
    let arguments = arguments(package, operation, names, "");
    code!(
        "client.{}.{}(context.Background(){})",
        ident(&service.field),
        ident(&names.method),
        arguments
    )
}

/// The call that walks all pages.
pub fn pages(package: &Package<'_>, decided: Decided<'_>) -> Code {
    let (service, operation, names) = decided;
    let arguments = arguments(package, operation, names, "");
    code!(
        "client.{}.{}(context.Background(){})",
        ident(&service.field),
        ident(&names.pages),
        arguments
    )
}

/// The call with an option behind its arguments.
pub fn call_with(package: &Package<'_>, decided: Decided<'_>, option: &'static str) -> Code {
    let (service, operation, names) = decided;
    let arguments = arguments(package, operation, names, option);
    code!(
        "client.{}.{}(context.Background(){})",
        ident(&service.field),
        ident(&names.method),
        arguments
    )
}

/// `, value` for each argument.
fn arguments(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
    option: &'static str,
) -> Code {
    let types = Types::imported(package);
    let empty = OperationExample {
        name: String::new(),
        parameters: Vec::new(),
        body: None,
        response: None,
    };
    let example = operation.examples.first().unwrap_or(&empty);
    let mut arguments = Vec::new();
    let mut in_struct = Vec::new();
    for (index, positional) in parameters::positional(operation).into_iter().enumerate() {
        let parameter = &operation.parameters[index];
        let given = example
            .parameters
            .iter()
            .find(|(of, _)| *of == index)
            .map(|(_, value)| value);
        let required = parameter.presence == Presence::Required;
        let expression = match given {
            Some(given) if positional || required => {
                Some(value::expression(types, &parameter.ty, given))
            }
            Some(given) => Some(value::optional(types, &parameter.ty, given)),
            None => required.then(|| value::nothing(types, &parameter.ty)),
        };
        match expression {
            Some(expression) if positional => arguments.push(expression),
            Some(expression) => in_struct.push((ident(&names.fields[index]), expression)),
            None => {}
        }
    }
    arguments.extend(body_arguments(types, operation, names, example));
    if parameters::has_params(operation) {
        let and = if parameters::params_required(operation) {
            ""
        } else {
            "&"
        };
        let literal = layout::literal_of(&types.qualified(&names.params), &in_struct);
        let nothing = in_struct.is_empty() && !and.is_empty();
        arguments.push(if nothing {
            code!("nil")
        } else {
            code!("{}{}", and, literal)
        });
    }
    if !option.is_empty() {
        arguments.push(code!("{}", option));
    }
    let arguments: Vec<_> = arguments
        .iter()
        .map(|argument| code!(", {}", argument))
        .collect();
    Code::join(&arguments, "")
}

fn body_arguments(
    types: Types<'_>,
    operation: &Operation,
    names: &OperationNames,
    example: &OperationExample,
) -> Vec<Code> {
    let Some(body) = &operation.body else {
        return Vec::new();
    };
    let (index, given) = match &example.body {
        Some((index, given)) => (*index, Some(given)),
        None => (0, None),
    };
    let content = &body.content[index.min(body.content.len() - 1)];
    if body.content.len() > 1 {
        return vec![several(types, body, index, names, given)];
    }
    let one = match (given, body.required) {
        (None, false) => code!("nil"),
        (_, true) => content_value(types, content, names, index, given),
        (Some(_), false) => optional(types, content, names, index, given),
    };
    let mut arguments = vec![one];
    if bodies::is_range(content) {
        arguments.push(code!("\"application/octet-stream\""));
    }
    arguments
}

fn several(
    types: Types<'_>,
    body: &RequestBody,
    index: usize,
    names: &OperationNames,
    given: Option<&Value>,
) -> Code {
    if given.is_none() && !body.required {
        return code!("nil");
    }
    let fields = bodies::content_fields(&body.content);
    let content = &body.content[index];
    let mut pairs = vec![(
        ident(&fields[index]),
        optional(types, content, names, index, given),
    )];
    if bodies::is_range(content) {
        pairs.push((code!("ContentType"), code!("\"application/octet-stream\"")));
    }
    let literal = layout::literal_of(&types.qualified(&names.body), &pairs);
    if body.required {
        literal
    } else {
        code!("&{}", literal)
    }
}

/// The expression of a body that may be left out.
fn optional(
    types: Types<'_>,
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
    given: Option<&Value>,
) -> Code {
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
            value::optional(types, ty, given.unwrap_or(&Value::Null))
        }
        BodyKind::Multipart(_) => code!("&{}", content_value(types, content, names, index, given)),
        BodyKind::Binary | BodyKind::Text => code!(
            "sdk.Ptr({})",
            content_value(types, content, names, index, given)
        ),
    }
}

fn content_value(
    types: Types<'_>,
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
    given: Option<&Value>,
) -> Code {
    let text =
        |otherwise: &str| literal::string(given.and_then(Value::as_str).unwrap_or(otherwise));
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => match given {
            Some(given) => value::expression(types, ty, given),
            None => value::nothing(types, ty),
        },
        BodyKind::Text => text("text"),
        BodyKind::Binary => code!("sdk.BodyString({})", text("content")),
        BodyKind::Multipart(multipart) => {
            let Some(form) = names.forms.get(&index) else {
                return Code::empty();
            };
            let parts = multipart.parts.iter().zip(&form.fields);
            let pairs = parts.filter_map(|(part, field)| {
                let given = given.and_then(|given| given.get(&part.name.wire));
                Some((ident(field), part_value(types, part, given)?))
            });
            layout::literal_of(&types.qualified(&form.name), &pairs.collect::<Vec<_>>())
        }
    }
}

fn part_value(types: Types<'_>, part: &Part, given: Option<&Value>) -> Option<Code> {
    let optional = part.presence != Presence::Required;
    if optional && given.is_none() {
        return None;
    }
    let one = |given: Option<&Value>| match &part.kind {
        PartKind::File => {
            let content = given
                .and_then(Value::as_str)
                .unwrap_or("content of the file");
            code!(
                "sdk.NewFile(\"example.txt\", []byte({}))",
                literal::string(content)
            )
        }
        PartKind::Text(ty) | PartKind::Json(ty) => match given {
            Some(given) => value::expression(types, ty, given),
            None => value::nothing(types, ty),
        },
    };
    if part.repeated {
        let items: Vec<_> = match given {
            Some(Value::Array(items)) => items.iter().map(|item| one(Some(item))).collect(),
            other => vec![one(other)],
        };
        let ty = match &part.kind {
            PartKind::File => code!("sdk.File"),
            PartKind::Text(ty) | PartKind::Json(ty) => types.of(ty),
        };
        return Some(layout::list_of(&code!("[]{}", ty), &items));
    }
    Some(match (&part.kind, given) {
        (PartKind::Text(ty) | PartKind::Json(ty), Some(given)) if optional => {
            value::optional(types, ty, given)
        }
        (PartKind::Text(ty) | PartKind::Json(ty), _)
            if optional && !is_nilable(types.package, ty) =>
        {
            code!("sdk.Ptr({})", one(given))
        }
        (PartKind::File, _) if optional => code!("sdk.Ptr({})", one(given)),
        _ => one(given),
    })
}

#[derive(Template)]
#[template(path = "go/example_client.go.jinja")]
struct ExampleClient {
    imports: Code,
    client: Code,
    new_client: Code,
    base_url: Code,
    credentials: Vec<Code>,
}

/// `examples/internal/example/example.go`: the client of all example programs.
pub fn client(package: &Package<'_>) -> Result<Code, askama::Error> {
    let types = Types::imported(package);
    let environment = Environment::new(package.api);
    let schemes = package
        .api
        .security_schemes
        .iter()
        .zip(&environment.credentials)
        .zip(&package.functions.schemes);
    let credentials = schemes.map(|((scheme, variables), function)| {
        let option = types.qualified(function);
        let wrap = |value: &'static str| match scheme.kind {
            SecuritySchemeKind::OAuth2 { .. } => code!("sdk.BearerToken({})", value),
            SecuritySchemeKind::Basic | SecuritySchemeKind::Bearer | SecuritySchemeKind::ApiKey { .. } => code!("{}", value),
        };
        match variables {
            Credentials::Basic { username, password } => code!(
                "if password := os.Getenv({}); password != \"\" {{\n\toptions = append(options, {}(os.Getenv({}), password))\n}}",
                literal::string(password), option, literal::string(username)
            ),
            Credentials::Token(name) | Credentials::Key(name) => code!(
                "if secret := os.Getenv({}); secret != \"\" {{\n\toptions = append(options, {}({}))\n}}",
                literal::string(name), option, wrap("secret")
            ),
        }
    });
    let own = code!(
        "{}.Client sdk.Option encoding json.Encoder fmt.Println os.Getenv",
        ident(&package.name)
    );
    Code::render(&ExampleClient {
        imports: imports(package, &own, true),
        client: types.qualified("Client"),
        new_client: types.qualified("NewClient"),
        base_url: literal::string(&environment.base_url),
        credentials: credentials.map(|code| literal::indented(&code)).collect(),
    })
}
