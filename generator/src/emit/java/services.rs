//! A service: a class whose methods are the operations of one tag.

use askama::Template;

use super::body::{self, Body};
use super::literal::{self, Tag};
use super::names;
use super::package::{OperationNames, Package, ServiceNames};
use super::{paging, parameters, response, structs, types};
use crate::emit::sink::{code, Code};
use crate::ir::{Docs, Operation, PathPart, RetrySafety, Server, Service, UrlPart};

#[derive(Template)]
#[template(path = "java/src/main/java/services/service.java.jinja")]
struct ServiceFile {
    docs: Code,
    annotations: Code,
    name: Code,
    methods: Vec<Code>,
}

/// An argument of a method.
#[derive(Clone)]
struct Argument {
    ty: Code,
    name: Code,
    docs: String,
}

/// The class of a service.
pub fn service(
    package: &Package<'_>,
    service: &Service,
    names: &ServiceNames,
) -> Result<Code, askama::Error> {
    let rows = service.operations.iter().zip(&names.operations);
    let methods = rows.flat_map(|(operation, names)| methods(package, operation, names));
    let otherwise = format!("Operations of `{}`.", service.name.wire.replace('`', "'"));
    Code::render(&ServiceFile {
        docs: literal::javadoc(0, &service.docs, &otherwise, &[], &[]),
        annotations: structs::annotations(package, false),
        name: names::code(&names.name),
        methods: methods.collect(),
    })
}

/// What the methods of an operation have in common.
struct Method<'a> {
    operation: &'a Operation,
    name: Code,
    ty: Code,
    positional: Vec<Argument>,
    body: Option<Body>,
    params: Option<Code>,
}

/// The method of an operation, and those that leave out what may be left out.
fn methods(package: &Package<'_>, operation: &Operation, names: &OperationNames) -> Vec<Code> {
    let positional = parameters::positional(operation);
    let taken = names.parameters.iter().zip(positional);
    let taken = taken.filter(|(_, positional)| *positional);
    let taken: Vec<String> = taken.map(|(name, _)| name.clone()).collect();
    let taken = taken.as_slice();
    let request = paging::local("request", taken);
    let value = paging::local("value", taken);
    let outcome = response::outcome(package, operation, names);
    let paged = operation.pagination.as_ref().map(|pagination| {
        (
            pagination,
            paging::paging(package, operation, pagination, taken),
        )
    });
    let ty = match &paged {
        Some((_, (item, _))) => code!("PagedCall<{}, {}>", outcome.ty, item),
        None => code!("Call<{}>", outcome.ty),
    };
    let rows = operation.parameters.iter().zip(&names.parameters);
    let rows = rows.zip(parameters::positional(operation));
    let positional = rows.filter(|(_, positional)| *positional);
    let positional = positional.map(|((parameter, name), _)| Argument {
        ty: types::plain(package, &parameter.ty),
        name: names::code(name),
        docs: literal::first_line(&parameter.docs, "the parameter"),
    });
    let mut body = body::body(package, operation, names, &request, &value);
    if let Some(body) = body.as_mut().filter(|body| body.required) {
        // A body that is always there needs no local of its own.
        let again = body::body(package, operation, names, &request, &code!("body"));
        body.put = again.map_or_else(Code::empty, |again| again.put);
    }
    let params = parameters::object(package, operation, names).map(|object| object.name);
    let method = Method {
        operation,
        name: names::code(&names.method),
        ty,
        positional: positional.collect(),
        body,
        params,
    };
    let chain = chain(package, operation, names, &outcome);
    let tail = match &paged {
        None => code!("return this.core.call({}, {});", request, outcome.reader),
        Some((pagination, (item, paging))) => {
            let local = paging::local("paging", taken);
            let key = paging::unique_key(package, pagination, taken);
            let key = if key.is_empty() {
                key
            } else {
                code!("    {}\n", key)
            };
            code!(
                "Paging<{}, {}> {} =\n        {};\n{}    return this.core.call({}, {}, {});",
                outcome.ty,
                item,
                local,
                paging,
                key,
                request,
                outcome.reader,
                local
            )
        }
    };
    let put = match &method.body {
        None => Code::empty(),
        Some(body) if body.required => code!("    {}\n", body.put),
        Some(body) => code!(
            "    body.ifPresent(\n        {} -> {{\n          {}\n        }});\n",
            value,
            body.put
        ),
    };
    let text = code!(
        "    Request {} =\n        this.core\n            {};\n{}    {}\n",
        request,
        Code::join(&chain, "\n            "),
        put,
        tail
    );
    all_forms(&method, &text)
}

/// The calls that describe the request.
fn chain(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
    outcome: &response::Outcome,
) -> Vec<Code> {
    let mut calls = vec![code!(
        ".request({}, {})",
        literal::string(&operation.id),
        literal::string(&operation.method)
    )];
    if !outcome.accept.is_empty() {
        calls.push(code!(".accept({})", literal::string(&outcome.accept)));
    }
    for alternative in &operation.security.0 {
        let schemes = alternative
            .0
            .iter()
            .map(|used| literal::string(&package.api.security_schemes[used.scheme].name.wire));
        let schemes: Vec<Code> = schemes.collect();
        calls.push(code!(".security({})", Code::join(&schemes, ", ")));
    }
    match &operation.retry {
        RetrySafety::Idempotent => calls.push(code!(".retry(Retry.IDEMPOTENT)")),
        RetrySafety::Unsafe => {}
        RetrySafety::Never => calls.push(code!(".retry(Retry.NEVER)")),
        RetrySafety::Keyed(header) => {
            calls.push(code!(".idempotencyHeader({})", literal::string(header)));
        }
    }
    let own = operation.servers.first().map(default_url);
    if let Some(url) = own.filter(|url| url.contains("://")) {
        calls.push(code!(".server({})", literal::string(&url)));
    }
    let params = code!("params");
    let positional = parameters::positional(operation);
    let put = |index: usize| {
        let parameter = &operation.parameters[index];
        let name = &names.parameters[index];
        parameters::put(package, parameter, name, positional[index], &params)
    };
    for part in &operation.path {
        match part {
            PathPart::Literal(text) => {
                calls.push(code!(".literal({})", literal::string(text)));
            }
            PathPart::Parameter(index) => calls.push(put(*index)),
        }
    }
    let path = |index: &usize| {
        let mut parts = operation.path.iter();
        parts.any(|part| matches!(part, PathPart::Parameter(of) if of == index))
    };
    let others = (0..operation.parameters.len()).filter(|index| !path(index));
    calls.extend(others.map(put));
    calls.extend(response::errors(package, operation));
    calls.extend(response::notations(operation));
    calls
}

/// The URL of a server with its variables at their defaults.
pub fn default_url(server: &Server) -> String {
    let parts = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => text.as_str(),
        UrlPart::Variable(index) => server.variables[*index].default.as_str(),
    });
    parts.collect()
}

/// The method with everything, and one without each thing that may be left out.
fn all_forms(method: &Method<'_>, text: &Code) -> Vec<Code> {
    let optional_body = method.body.as_ref().is_some_and(|body| !body.required);
    let optional_params = method.params.is_some() && parameters::all_optional(method.operation);
    let bodies: &[bool] = match (&method.body, optional_body) {
        (None, _) => &[false],
        (Some(_), false) => &[true],
        (Some(_), true) => &[false, true],
    };
    let params: &[bool] = match (&method.params, optional_params) {
        (None, _) => &[false],
        (Some(_), false) => &[true],
        (Some(_), true) => &[false, true],
    };
    let mut result = Vec::new();
    for &with_body in bodies {
        for &with_params in params {
            let complete = with_params || method.params.is_none();
            let text = if complete && !optional_body {
                text.clone()
            } else {
                // An underscore tells the private form from all that a name of an operation makes.
                let mark = if complete { "_" } else { "" };
                let list = forwarded(method, with_body, with_params, complete);
                code!("    return {}{}({});\n", method.name, mark, list)
            };
            result.push(form(method, with_body, with_params, &text));
        }
    }
    if optional_body {
        let arguments = arguments(method, true, method.params.is_some());
        let list = signature(&arguments, true);
        result.push(code!(
            "  private {} {}_({}) {{\n{}  }}\n",
            method.ty,
            method.name,
            list,
            text
        ));
    }
    result
}

/// The arguments with which a shorter form calls a longer one.
fn forwarded(method: &Method<'_>, with_body: bool, with_params: bool, complete: bool) -> Code {
    let mut given: Vec<Code> = method.positional.iter().map(|a| a.name.clone()).collect();
    let range = method.body.as_ref().is_some_and(|body| body.is_range);
    let optional = method.body.as_ref().is_some_and(|body| !body.required);
    if let Some(body) = &method.body {
        given.push(match (with_body, optional && complete) {
            (true, true) => code!("Optional.of(body)"),
            (true, false) => code!("body"),
            (false, true) => code!("Optional.<{}>empty()", boxed(&body.ty)),
            (false, false) => Code::empty(),
        });
        if range {
            given.push(match (with_body, complete) {
                (true, _) => code!("contentType"),
                (false, true) => code!("\"\""),
                (false, false) => Code::empty(),
            });
        }
    }
    if let Some(params) = &method.params {
        given.push(if with_params {
            code!("params")
        } else {
            code!("{}.builder().build()", params)
        });
    }
    given.retain(|code| !code.is_empty());
    Code::join(&given, ", ")
}

fn boxed(ty: &Code) -> Code {
    match ty.as_str() {
        "boolean" => code!("Boolean"),
        "int" => code!("Integer"),
        "long" => code!("Long"),
        "float" => code!("Float"),
        "double" => code!("Double"),
        _ => ty.clone(),
    }
}

fn arguments(method: &Method<'_>, with_body: bool, with_params: bool) -> Vec<Argument> {
    let mut arguments = method.positional.clone();
    if let Some(body) = method.body.as_ref().filter(|_| with_body) {
        let docs = method.operation.body.as_ref().map(|body| body.docs.clone());
        arguments.push(Argument {
            ty: body.ty.clone(),
            name: code!("body"),
            docs: literal::first_line(&docs.unwrap_or_default(), "the body"),
        });
        if body.is_range {
            arguments.push(Argument {
                ty: code!("String"),
                name: code!("contentType"),
                docs: "the content type of the body".to_owned(),
            });
        }
    }
    if let Some(params) = method.params.as_ref().filter(|_| with_params) {
        arguments.push(Argument {
            ty: params.clone(),
            name: code!("params"),
            docs: "further parameters".to_owned(),
        });
    }
    arguments
}

fn signature(arguments: &[Argument], optional_body: bool) -> Code {
    let list = arguments.iter().map(|argument| {
        if optional_body && argument.name.as_str() == "body" {
            code!("Optional<{}> body", boxed(&argument.ty))
        } else {
            code!("{} {}", argument.ty, argument.name)
        }
    });
    let list: Vec<Code> = list.collect();
    let one_line = Code::join(&list, ", ");
    if one_line.as_str().len() <= 70 {
        return one_line;
    }
    code!("\n      {}", Code::join(&list, ",\n      "))
}

fn form(method: &Method<'_>, with_body: bool, with_params: bool, text: &Code) -> Code {
    let complete = (with_body || method.body.is_none()) && (with_params || method.params.is_none());
    let arguments = arguments(method, with_body, with_params);
    let operation = method.operation;
    let mut tags: Vec<Tag> = arguments
        .iter()
        .map(|argument| Tag::param(&argument.name, &argument.docs))
        .collect();
    tags.push(Tag::returns("the call, not yet made"));
    tags.extend(operation.deprecated.then(Tag::deprecated));
    let request = format!("`{}`.", operation.request_line().replace('`', "'"));
    let title = format!("Calls `{}`.", operation.id.replace('`', "'"));
    // The shorter forms leave the prose to the complete one.
    let docs = if complete {
        operation.docs.clone()
    } else {
        Docs {
            summary: Some(literal::first_line(&operation.docs, &title)),
            description: None,
        }
    };
    code!(
        "{}{}  public {} {}({}) {{\n{}  }}\n",
        literal::javadoc(2, &docs, &title, &[request], &tags),
        if operation.deprecated {
            "  @Deprecated\n"
        } else {
            ""
        },
        method.ty,
        method.name,
        signature(&arguments, false),
        text
    )
}
