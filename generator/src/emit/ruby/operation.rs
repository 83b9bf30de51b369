//! The constant of an operation: all that the runtime has to know of it.

use super::literal::{hash, indented, list, string, wrapped};
use super::models::form_reference;
use super::names;
use super::package::{Decided, Package};
use super::types::descriptor;
use super::xml;
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, FieldPath, Multipart, NextPage, Pagination, Parameter, ParameterEncoding,
    ParameterLocation, ParameterStyle, PartKind, PathPart, RequestContent, Response, ResponseKind,
    RetrySafety, Security, Server, StatusPattern, TypeKind, UrlPart,
};

/// Column at which facts of an operation stand.
const FACTS: usize = 8;

/// The definition of the constant.
pub fn constant(package: &Package<'_>, decided: Decided<'_>) -> Code {
    let operation = decided.operation;
    let path: Vec<Code> = operation
        .path
        .iter()
        .map(|part| match part {
            PathPart::Literal(text) => string(text),
            PathPart::Parameter(index) => code!("{}", *index),
        })
        .collect();
    let head = [
        string(&operation.id),
        string(&operation.method),
        list(&path),
    ];
    let mut facts = vec![Code::join(&head, ", ")];
    let parameters = operation.parameters.iter();
    push(
        &mut facts,
        "parameters: [",
        &parameters
            .map(|of| parameter(package, of))
            .collect::<Vec<_>>(),
    );
    let bodies = operation.body.iter().flat_map(|body| &body.content);
    let bodies = bodies.enumerate();
    push(
        &mut facts,
        "bodies: [",
        &bodies
            .map(|(index, of)| content(package, decided, index, of))
            .collect::<Vec<_>>(),
    );
    if operation.body.as_ref().is_some_and(|body| body.required) {
        facts.push(code!("body_required: true"));
    }
    push(
        &mut facts,
        "security: [",
        &security(package, &operation.security),
    );
    match operation.accept().as_str() {
        "application/json" => {}
        "" => facts.push(code!("accept: \"*/*\"")),
        accept => facts.push(code!("accept: {}", string(accept))),
    }
    let answers: Vec<_> = operation
        .success
        .iter()
        .flat_map(|of| answer(package, of))
        .collect();
    push(&mut facts, "answers: [", &answers);
    let errors: Vec<_> = operation
        .errors
        .iter()
        .map(|of| error(package, of))
        .collect();
    push(&mut facts, "errors: [", &errors);
    facts.extend(retry(&operation.retry));
    facts.extend(
        operation
            .servers
            .first()
            .map(|of| code!("server: server({})", server(of))),
    );
    facts.extend(operation.pagination.as_ref().map(|of| {
        let paging = pagination(package, decided, of);
        code!("paging: {}", paging)
    }));
    let facts = indented(&Code::join(&facts, ",\n"), 2);
    code!(
        "{} = operation(\n{}\n)",
        names::code(&decided.names.constant),
        facts
    )
}

fn push(facts: &mut Vec<Code>, open: &'static str, items: &[Code]) {
    if !items.is_empty() {
        facts.push(wrapped(&code!("{}", open), items, "]", FACTS));
    }
}

fn parameter(package: &Package<'_>, parameter: &Parameter) -> Code {
    let mut words = vec![
        string(&parameter.name.wire),
        descriptor(package, &parameter.ty),
    ];
    match &parameter.encoding {
        ParameterEncoding::Json => words.push(code!("json: true")),
        ParameterEncoding::Style {
            style: by,
            explode,
            allow_reserved,
        } => {
            let is_usual = matches!(
                (parameter.location, by),
                (
                    ParameterLocation::Path | ParameterLocation::Header,
                    ParameterStyle::Simple
                ) | (
                    ParameterLocation::Query | ParameterLocation::Cookie,
                    ParameterStyle::Form
                )
            );
            let has_style = matches!(
                parameter.location,
                ParameterLocation::Path | ParameterLocation::Query
            );
            if has_style && !is_usual {
                words.push(code!("style: {}", style(*by)));
            }
            let usually = matches!(
                parameter.location,
                ParameterLocation::Query | ParameterLocation::Cookie
            );
            if *explode != usually {
                words.push(code!("explode: {}", *explode));
            }
            if *allow_reserved && parameter.location == ParameterLocation::Query {
                words.push(code!("reserved: true"));
            }
        }
    }
    let place = match parameter.location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    };
    code!("{}({})", place, Code::join(&words, ", "))
}

fn style(style: ParameterStyle) -> &'static str {
    match style {
        ParameterStyle::Matrix => ":matrix",
        ParameterStyle::Label => ":label",
        ParameterStyle::Form => ":form",
        ParameterStyle::Simple => ":simple",
        ParameterStyle::SpaceDelimited => ":space",
        ParameterStyle::PipeDelimited => ":pipe",
        ParameterStyle::DeepObject => ":deep",
    }
}

fn content(
    package: &Package<'_>,
    decided: Decided<'_>,
    index: usize,
    content: &RequestContent,
) -> Code {
    let media_type = string(&content.media_type);
    match &content.kind {
        BodyKind::Json(ty) => code!(
            "content({}, :json, {}{})",
            media_type,
            descriptor(package, ty),
            xml::notation(content.xml)
        ),
        BodyKind::Form { ty, encodings } => {
            let ty = descriptor(package, ty);
            if encodings.is_empty() {
                return code!("content({}, :form, {})", media_type, ty);
            }
            let encodings = encodings.iter().map(|(property, encoding)| {
                let encoding = match encoding {
                    ParameterEncoding::Json => code!("[:json, false]"),
                    ParameterEncoding::Style {
                        style: by,
                        explode,
                        allow_reserved: true,
                    } => code!("[{}, {}, true]", style(*by), *explode),
                    ParameterEncoding::Style {
                        style: by, explode, ..
                    } => code!("[{}, {}]", style(*by), *explode),
                };
                code!("{} => {}", string(property), encoding)
            });
            let encodings: Vec<_> = encodings.collect();
            code!(
                "content({}, :form, {}, {})",
                media_type,
                ty,
                hash(&encodings)
            )
        }
        BodyKind::Multipart(multipart) => code!(
            "content({}, :multipart, {}, {})",
            media_type,
            form_reference(&decided.names.forms[&index]),
            parts(multipart)
        ),
        BodyKind::Binary => code!("content({}, :binary)", media_type),
        BodyKind::Text => code!("content({}, :text)", media_type),
    }
}

/// What each part is, whether it is repeated, and its content type.
fn parts(multipart: &Multipart) -> Code {
    let parts = multipart.parts.iter().map(|part| {
        let kind = match part.kind {
            PartKind::File => ":file",
            PartKind::Text(_) => ":text",
            PartKind::Json(_) => ":json",
        };
        let content_type = part.content_type.as_deref().map_or(code!("nil"), string);
        code!(
            "{} => [{}, {}, {}]",
            string(&part.name.wire),
            kind,
            part.repeated,
            content_type
        )
    });
    hash(&parts.collect::<Vec<_>>())
}

fn security(package: &Package<'_>, security: &Security) -> Vec<Code> {
    let alternatives = security.0.iter().map(|alternative| {
        let names = alternative
            .0
            .iter()
            .map(|used| string(&package.api.security_schemes[used.scheme].name.wire));
        list(&names.collect::<Vec<_>>())
    });
    alternatives.collect()
}

fn status(status: StatusPattern) -> Code {
    match status {
        StatusPattern::Exact(status) => code!("{}", status),
        StatusPattern::Range(hundreds) => code!("\"{}XX\"", hundreds),
        StatusPattern::Default => code!("nil"),
    }
}

fn answer(package: &Package<'_>, response: &Response) -> Vec<Code> {
    let of = status(response.status);
    if response.content.is_empty() {
        return vec![code!("answer({})", of)];
    }
    let answers = response.content.iter().map(|content| {
        let kind = match &content.kind {
            ResponseKind::Json(ty) => code!(":json, {}", descriptor(package, ty)),
            ResponseKind::Text => code!(":text"),
            ResponseKind::Binary => code!(":binary"),
            ResponseKind::EventStream(ty) => code!(":events, {}", descriptor(package, ty)),
            ResponseKind::JsonLines(ty) => code!(":lines, {}", descriptor(package, ty)),
        };
        code!(
            "answer({}, {}, {}{})",
            of,
            string(&content.media_type),
            kind,
            xml::notation(content.xml)
        )
    });
    answers.collect()
}

fn error(package: &Package<'_>, response: &Response) -> Code {
    let ty = response
        .content
        .iter()
        .find_map(|content| match &content.kind {
            ResponseKind::Json(ty) => Some(descriptor(package, ty)),
            ResponseKind::Text
            | ResponseKind::Binary
            | ResponseKind::EventStream(_)
            | ResponseKind::JsonLines(_) => None,
        });
    let mut row = vec![status(response.status), ty.unwrap_or_else(|| code!("nil"))];
    row.extend(xml::notations(response));
    list(&row)
}

fn retry(safety: &RetrySafety) -> Option<Code> {
    match safety {
        RetrySafety::Idempotent => None,
        RetrySafety::Unsafe => Some(code!("retry_safety: :unsafe")),
        RetrySafety::Keyed(header) => Some(code!("retry_safety: {}", string(header))),
        RetrySafety::Never => Some(code!("retry_safety: :never")),
    }
}

/// The URL of a server, cut at its variables.
pub fn server(server: &Server) -> Code {
    let parts = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => string(text),
        UrlPart::Variable(index) => {
            let variable = &server.variables[*index];
            let mut words = vec![string(&variable.name.wire), string(&variable.default)];
            if !variable.allowed.is_empty() {
                let allowed: Vec<_> = variable.allowed.iter().map(|value| string(value)).collect();
                words.push(list(&allowed));
            }
            code!("Runtime::Server.variable({})", Code::join(&words, ", "))
        }
    });
    Code::join(&parts.collect::<Vec<_>>(), ", ")
}

fn pagination(package: &Package<'_>, decided: Decided<'_>, pagination: &Pagination) -> Code {
    let parameter = |index: usize| string(&decided.operation.parameters[index].name.wire);
    let next = match &pagination.next {
        NextPage::Link(path) => code!("[:link, {}]", way(package, path)),
        NextPage::Cursor {
            value,
            parameter: index,
        } => code!("[:cursor, {}, {}]", way(package, value), parameter(*index)),
        NextPage::PageNumber {
            parameter: index,
            first,
        } => code!("[:page, {}, {}]", parameter(*index), *first),
        NextPage::Offset { parameter: index } => code!("[:offset, {}, 0]", parameter(*index)),
    };
    let mut words = vec![way(package, &pagination.items), next];
    words.extend(
        pagination
            .unique_key
            .as_ref()
            .map(|path| code!("unique: {}", way(package, path))),
    );
    code!("pages({})", Code::join(&words, ", "))
}

/// The readers that lead to a value.
fn way(package: &Package<'_>, path: &FieldPath) -> Code {
    let steps = path.0.iter().map(|step| {
        debug_assert!(matches!(
            package.api.type_def(step.of).kind,
            TypeKind::Struct(_)
        ));
        names::symbol(&package.names(step.of).members[step.field])
    });
    list(&steps.collect::<Vec<_>>())
}
