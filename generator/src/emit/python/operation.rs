//! The constant that describes an operation to the runtime.

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::{OperationNames, Package};
use super::types;
use super::xml;
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, FieldPath, NextPage, Operation, Pagination, Parameter, ParameterEncoding,
    ParameterLocation, ParameterStyle, PathPart, RequestContent, Response, ResponseContent,
    ResponseKind, RetrySafety, Server, UrlPart,
};

/// `rt.Operation(…)`.
pub fn operation(package: &Package<'_>, operation: &Operation) -> Doc {
    let mut items = vec![
        Doc::Text(literal::string(&operation.id)),
        Doc::Text(literal::string(&operation.method)),
        Doc::tuple(operation.path.iter().map(path_part).collect()),
    ];
    let mut list = |name: &'static str, docs: Vec<Doc>| {
        if !docs.is_empty() {
            items.push(Doc::tuple(docs).after(&code!("{}=", name)));
        }
    };
    list(
        "parameters",
        operation
            .parameters
            .iter()
            .map(|parameter| self::parameter(package, parameter))
            .collect(),
    );
    let contents = operation.body.iter().flat_map(|body| &body.content);
    list(
        "bodies",
        contents.map(|content| body(package, content)).collect(),
    );
    list("success", cases(package, &operation.success));
    list("errors", cases(package, &operation.errors));
    list("security", security(package, operation));
    match operation.accept().as_str() {
        "application/json" => {}
        "" => items.push(Doc::Text(code!("accept=\"*/*\""))),
        accept => items.push(Doc::Text(code!("accept={}", literal::string(accept)))),
    }
    if operation.body.as_ref().is_some_and(|body| !body.required) {
        items.push(Doc::Text(code!("body_required=False")));
    }
    match &operation.retry {
        RetrySafety::Idempotent => {}
        RetrySafety::Unsafe => items.push(Doc::Text(code!("retry=\"unsafe\""))),
        RetrySafety::Never => items.push(Doc::Text(code!("retry=\"never\""))),
        RetrySafety::Keyed(header) => {
            items.push(Doc::Text(code!("retry=\"keyed\"")));
            items.push(Doc::Text(code!(
                "idempotency_header={}",
                literal::string(header)
            )));
        }
    }
    if let Some(server) = operation
        .servers
        .first()
        .map(default_url)
        .filter(|url| url.contains("://"))
    {
        items.push(Doc::Text(code!("server={}", literal::string(&server))));
    }
    Doc::call(code!("rt.Operation"), items)
}

/// The URL of a server with its variables at their defaults.
pub fn default_url(server: &Server) -> String {
    let parts = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => text.as_str(),
        UrlPart::Variable(index) => server.variables[*index].default.as_str(),
    });
    parts.collect()
}

fn path_part(part: &PathPart) -> Doc {
    Doc::Text(match part {
        PathPart::Literal(text) => literal::string(text),
        PathPart::Parameter(index) => code!("{}", *index),
    })
}

/// `rt.Parameter(…)`, as far as it differs from the defaults of its place.
pub fn parameter(package: &Package<'_>, parameter: &Parameter) -> Doc {
    let place = match parameter.location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    };
    let mut items = vec![
        Doc::Text(literal::string(&parameter.name.wire)),
        Doc::Text(code!("\"{}\"", place)),
        Doc::Text(literal::quoted(&types::annotation(package, &parameter.ty))),
    ];
    match &parameter.encoding {
        ParameterEncoding::Json => items.push(Doc::Text(code!("json=True"))),
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let form = matches!(
                parameter.location,
                ParameterLocation::Query | ParameterLocation::Cookie
            );
            let usual = if form {
                ParameterStyle::Form
            } else {
                ParameterStyle::Simple
            };
            if *style != usual {
                items.push(Doc::Text(code!("style=\"{}\"", style_name(*style))));
            }
            if *explode != form {
                items.push(Doc::Text(if *explode {
                    code!("explode=True")
                } else {
                    code!("explode=False")
                }));
            }
            if *allow_reserved {
                items.push(Doc::Text(code!("reserved=True")));
            }
        }
    }
    Doc::call(code!("rt.Parameter"), items)
}

fn style_name(style: ParameterStyle) -> &'static str {
    match style {
        ParameterStyle::Matrix => "matrix",
        ParameterStyle::Label => "label",
        ParameterStyle::Form => "form",
        ParameterStyle::Simple => "simple",
        ParameterStyle::SpaceDelimited => "spaceDelimited",
        ParameterStyle::PipeDelimited => "pipeDelimited",
        ParameterStyle::DeepObject => "deepObject",
    }
}

fn body(package: &Package<'_>, content: &RequestContent) -> Doc {
    let (kind, ty) = match &content.kind {
        BodyKind::Json(ty) => ("json", Some(ty)),
        BodyKind::Form { ty, .. } => ("form", Some(ty)),
        BodyKind::Multipart(_) => ("multipart", None),
        BodyKind::Binary => ("binary", None),
        BodyKind::Text => ("text", None),
    };
    let mut items = vec![
        Doc::Text(literal::string(&content.media_type)),
        Doc::Text(code!("\"{}\"", kind)),
    ];
    items.extend(ty.map(|ty| Doc::Text(literal::quoted(&types::annotation(package, ty)))));
    items.extend(content.xml.map(xml::notation));
    match &content.kind {
        BodyKind::Form { encodings, .. } if !encodings.is_empty() => {
            let rows = encodings.iter().map(|(property, encoding)| {
                self::encoding(encoding).after(&code!("{}: ", literal::string(property)))
            });
            items.push(Doc::dict(rows.collect()).after(&code!("encodings=")));
        }
        BodyKind::Form { .. }
        | BodyKind::Json(_)
        | BodyKind::Multipart(_)
        | BodyKind::Binary
        | BodyKind::Text => {}
    }
    Doc::call(code!("rt.Body"), items)
}

fn encoding(encoding: &ParameterEncoding) -> Doc {
    let mut items = Vec::new();
    match encoding {
        ParameterEncoding::Json => items.push(Doc::Text(code!("json=True"))),
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            if *style != ParameterStyle::Form {
                items.push(Doc::Text(code!("style=\"{}\"", style_name(*style))));
            }
            if !explode {
                items.push(Doc::Text(code!("explode=False")));
            }
            if *allow_reserved {
                items.push(Doc::Text(code!("reserved=True")));
            }
        }
    }
    Doc::call(code!("rt.Encoding"), items)
}

/// `rt.Case(…)` of each content type of some responses.
pub fn cases(package: &Package<'_>, responses: &[Response]) -> Vec<Doc> {
    responses
        .iter()
        .flat_map(|response| {
            let status = code!("{}", response.status);
            if response.content.is_empty() {
                return vec![Doc::call(
                    code!("rt.Case"),
                    vec![Doc::Text(code!("\"{}\"", status))],
                )];
            }
            response
                .content
                .iter()
                .map(|content| case(package, &status, content))
                .collect()
        })
        .collect()
}

fn case(package: &Package<'_>, status: &Code, content: &ResponseContent) -> Doc {
    let (kind, ty) = match &content.kind {
        ResponseKind::Json(ty) => ("json", Some(ty)),
        ResponseKind::Text => ("text", None),
        ResponseKind::Binary => ("binary", None),
        ResponseKind::EventStream(ty) => ("events", Some(ty)),
        ResponseKind::JsonLines(ty) => ("lines", Some(ty)),
    };
    let mut items = vec![
        Doc::Text(code!("\"{}\"", status)),
        Doc::Text(literal::string(&content.media_type)),
        Doc::Text(code!("\"{}\"", kind)),
    ];
    items.extend(ty.map(|ty| Doc::Text(literal::quoted(&types::annotation(package, ty)))));
    items.extend(content.xml.map(xml::notation));
    Doc::call(code!("rt.Case"), items)
}

fn security(package: &Package<'_>, operation: &Operation) -> Vec<Doc> {
    let alternatives = operation.security.0.iter().map(|alternative| {
        let schemes = alternative.0.iter().map(|usage| {
            let scheme = &package.api.security_schemes[usage.scheme];
            Doc::Text(literal::string(&scheme.name.wire))
        });
        Doc::tuple(schemes.collect())
    });
    alternatives.collect()
}

/// `rt.Paging(…)`.
pub fn paging(package: &Package<'_>, operation: &Operation, pagination: &Pagination) -> Doc {
    let parameter = |index: usize| {
        Doc::Text(code!(
            "parameter={}",
            literal::string(&operation.parameters[index].name.wire)
        ))
    };
    let value = |path: &FieldPath| steps(package, path).after(&code!("value="));
    let mut items = vec![steps(package, &pagination.items).after(&code!("items="))];
    match &pagination.next {
        NextPage::Link(path) => items.extend([Doc::Text(code!("next=\"link\"")), value(path)]),
        NextPage::Cursor {
            value: path,
            parameter: index,
        } => {
            items.extend([
                Doc::Text(code!("next=\"cursor\"")),
                value(path),
                parameter(*index),
            ]);
        }
        NextPage::PageNumber {
            parameter: index,
            first,
        } => {
            items.extend([
                Doc::Text(code!("next=\"page\"")),
                parameter(*index),
                Doc::Text(code!("first={}", *first)),
            ]);
        }
        NextPage::Offset { parameter: index } => {
            items.extend([Doc::Text(code!("next=\"offset\"")), parameter(*index)]);
        }
    }
    items.extend(
        pagination
            .unique_key
            .as_ref()
            .map(|path| steps(package, path).after(&code!("unique_key="))),
    );
    Doc::call(code!("rt.Paging"), items)
}

fn steps(package: &Package<'_>, path: &FieldPath) -> Doc {
    let steps = path
        .0
        .iter()
        .map(|step| Doc::Text(code!("\"{}\"", package.member(step.of, step.field))));
    Doc::tuple(steps.collect())
}

/// The constant's name.
pub fn constant(names: &OperationNames) -> Code {
    names::ident(&names.constant)
}
