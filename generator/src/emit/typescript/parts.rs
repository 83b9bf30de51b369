//! What an operation takes and gives: types of its arguments, bodies and answers, and how the table of the operation names them.

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::{has_chosen_body, is_positional, params, OperationNames, Package};
use super::types::{self, Place};
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, Multipart, Operation, Parameter, ParameterEncoding, ParameterLocation,
    ParameterStyle, PartKind, Presence, RequestContent, Response, ResponseContent, ResponseKind,
    StatusPattern, Type,
};

/// A word of the runtime.
pub fn rt(word: &'static str) -> Doc {
    Doc::Text(code!("rt.{}", word))
}

/// `name: value` in an object literal.
pub fn property(name: &'static str, value: Doc) -> Doc {
    Doc::after(code!("{}: ", name), value)
}

/// The row of a parameter in the table of its operation.
pub fn parameter_row(package: &Package<'_>, parameter: &Parameter) -> Doc {
    let (put, details) = match &parameter.encoding {
        ParameterEncoding::Json => (
            plain_put(parameter.location),
            vec![property("json", Doc::Text(code!("true")))],
        ),
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => style_of(parameter.location, *style, *explode, *allow_reserved),
    };
    let mut row = vec![
        rt(put),
        Doc::Text(literal::string(&parameter.name.wire)),
        types::schema(package, &parameter.ty, Place::Elsewhere),
    ];
    if !details.is_empty() {
        row.push(Doc::inline(details));
    }
    Doc::array(row)
}

fn plain_put(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "inPath",
        ParameterLocation::Query => "inQuery",
        ParameterLocation::Header => "inHeader",
        ParameterLocation::Cookie => "inCookie",
    }
}

/// The function that puts a parameter, and what differs from what the function does by itself.
fn style_of(
    location: ParameterLocation,
    style: ParameterStyle,
    explode: bool,
    reserved: bool,
) -> (&'static str, Vec<Doc>) {
    let usual_explode = matches!(
        location,
        ParameterLocation::Query | ParameterLocation::Cookie
    );
    let mut details = Vec::new();
    let styled = match location {
        ParameterLocation::Path => style != ParameterStyle::Simple,
        ParameterLocation::Query => style != ParameterStyle::Form || reserved,
        ParameterLocation::Header | ParameterLocation::Cookie => false,
    };
    if styled {
        details.push(property(
            "style",
            Doc::Text(code!("'{}'", style_name(style))),
        ));
    }
    if explode != usual_explode {
        details.push(property("explode", Doc::Text(code!("{}", explode))));
    }
    if styled && reserved {
        details.push(property("reserved", Doc::Text(code!("true"))));
    }
    let put = match (location, styled) {
        (ParameterLocation::Path, true) => "inPathStyled",
        (ParameterLocation::Query, true) => "inQueryStyled",
        _ => plain_put(location),
    };
    (put, details)
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

/// The interface of an operation's further parameters, if it has any.
pub fn params_interface(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> Option<Code> {
    if !params(operation).0 {
        return None;
    }
    let further = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .enumerate();
    let further = further.filter(|(index, _)| !is_positional(operation, *index));
    let members: Vec<Code> = further
        .map(|(_, (parameter, name))| {
            let title = format!("Parameter `{}`.", literal::span(&parameter.name.wire));
            let default = parameter.default.iter();
            let notes: Vec<String> = default
                .map(|value| format!("Default: `{}`.", literal::span(&value.to_string())))
                .collect();
            let docs = literal::comment(
                &literal::prose(&parameter.docs, &title, &notes),
                parameter.deprecated,
                2,
            );
            let ty = types::value(package, &parameter.ty, Place::Elsewhere);
            let key = literal::key(name);
            match parameter.presence {
                Presence::Required | Presence::RequiredNullable => {
                    code!("{}  {}: {};\n", docs, key, ty)
                }
                Presence::Optional | Presence::OptionalNullable => {
                    code!("{}  {}?: {} | undefined;\n", docs, key, ty)
                }
            }
        })
        .collect();
    let docs = code!(
        "/** Further parameters of `{}`. */\n",
        names::ident(&names.function)
    );
    Some(code!(
        "{}export interface {}Params {{\n{}}}",
        docs,
        names::ident(&names.prefix),
        Code::join(&members, "")
    ))
}

/// The type of the argument `body`, and the types that are made for it.
pub fn body_type(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> (Option<Code>, Vec<Code>) {
    let Some(body) = &operation.body else {
        return (None, Vec::new());
    };
    let mut made = Vec::new();
    let mut number = 0;
    let mut cases = Vec::new();
    for content in &body.content {
        let ty = match &content.kind {
            BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
                types::value(package, ty, Place::Elsewhere)
            }
            BodyKind::Binary => code!("rt.Binary"),
            BodyKind::Text => code!("string"),
            BodyKind::Multipart(multipart) => {
                number += 1;
                let suffix = if number == 1 {
                    Code::empty()
                } else {
                    code!("{}", number as usize)
                };
                let name = code!("{}Form{}", names::ident(&names.prefix), suffix);
                made.push(multipart_interface(package, multipart, &name, names));
                name
            }
        };
        cases.push((content, ty));
    }
    if !has_chosen_body(operation) {
        return (cases.pop().map(|(_, ty)| ty), made);
    }
    let name = code!("{}Body", names::ident(&names.prefix));
    let cases = cases.iter().map(|(content, ty)| {
        let members = vec![
            Doc::Text(code!(
                "readonly contentType: {}",
                content_type(&content.media_type)
            )),
            Doc::Text(code!("readonly value: {}", ty)),
        ];
        Doc::members(members)
    });
    let head = code!("export type {} =", name);
    let column = head.as_str().chars().count() + 1;
    let text = union(cases.collect()).print(0, column, 1);
    let space = if text.as_str().starts_with('\n') {
        ""
    } else {
        " "
    };
    made.push(code!(
        "/** Bodies of `{}`, by content type. */\n{}{}{};",
        names::ident(&names.function),
        head,
        space,
        text
    ));
    (Some(name), made)
}

fn union(mut cases: Vec<Doc>) -> Doc {
    match cases.len() {
        1 => cases.remove(0),
        _ => Doc::Union(cases),
    }
}

/// A media type, or any of a range.
fn content_type(media_type: &str) -> Code {
    match media_type.split_once('*') {
        None => literal::string(media_type),
        Some(("*/" | "", _)) => code!("string"),
        Some((prefix, _)) => literal::template_prefix(prefix),
    }
}

fn multipart_interface(
    package: &Package<'_>,
    multipart: &Multipart,
    name: &Code,
    names: &OperationNames,
) -> Code {
    let members: Vec<Code> = multipart
        .parts
        .iter()
        .map(|part| {
            let ty = match &part.kind {
                PartKind::File => code!("rt.Upload"),
                PartKind::Text(ty) | PartKind::Json(ty) => {
                    types::value(package, ty, Place::Elsewhere)
                }
            };
            let ty = if part.repeated {
                code!("readonly ({})[]", ty)
            } else {
                ty
            };
            let title = format!("Part `{}`.", literal::span(&part.name.wire));
            let docs = literal::comment(&literal::prose(&part.docs, &title, &[]), false, 2);
            let key = literal::key(&part.name.wire);
            match part.presence {
                Presence::Required | Presence::RequiredNullable => {
                    code!("{}  {}: {};\n", docs, key, ty)
                }
                Presence::Optional | Presence::OptionalNullable => {
                    code!("{}  {}?: {} | undefined;\n", docs, key, ty)
                }
            }
        })
        .collect();
    let docs = code!(
        "/** The multipart body of `{}`. */\n",
        names::ident(&names.function)
    );
    if members.is_empty() {
        return code!("{}export type {} = {{ [key: string]: never }};", docs, name);
    }
    code!(
        "{}export interface {} {{\n{}}}",
        docs,
        name,
        Code::join(&members, "")
    )
}

/// The body in the table of the operation.
pub fn body_row(package: &Package<'_>, operation: &Operation) -> Option<Doc> {
    let body = operation.body.as_ref()?;
    let mut rows: Vec<Doc> = body
        .content
        .iter()
        .map(|content| content_row(package, content))
        .collect();
    if !has_chosen_body(operation) {
        return rows.pop();
    }
    let cases = Doc::inline(vec![property("cases", Doc::array(rows))]);
    Some(Doc::array(vec![
        Doc::Text(code!("''")),
        rt("chosenBody"),
        cases,
    ]))
}

fn content_row(package: &Package<'_>, content: &RequestContent) -> Doc {
    let mut row = vec![Doc::Text(literal::string(&content.media_type))];
    let schema = |ty: &Type| property("schema", types::schema(package, ty, Place::Elsewhere));
    match &content.kind {
        BodyKind::Json(ty) => row.extend([rt("jsonBody"), Doc::inline(vec![schema(ty)])]),
        BodyKind::Form { ty, encodings } => {
            let mut details = vec![schema(ty)];
            if !encodings.is_empty() {
                let encodings = encodings.iter().map(|(name, encoding)| {
                    Doc::after(
                        code!("{}: ", literal::object_key(name)),
                        Doc::inline(encoding_details(encoding)),
                    )
                });
                details.push(property("encodings", Doc::inline(encodings.collect())));
            }
            row.extend([rt("formBody"), Doc::inline(details)]);
        }
        BodyKind::Multipart(multipart) => {
            let parts = multipart.parts.iter().map(|part| {
                let (kind, ty) = match &part.kind {
                    PartKind::File => ("'file'", None),
                    PartKind::Text(ty) => ("'text'", Some(ty)),
                    PartKind::Json(ty) => ("'json'", Some(ty)),
                };
                let mut details = vec![
                    property("name", Doc::Text(literal::string(&part.name.wire))),
                    property("as", Doc::Text(code!("{}", kind))),
                ];
                details.extend(ty.map(schema));
                if part.repeated {
                    details.push(property("repeated", Doc::Text(code!("true"))));
                }
                if part.presence == Presence::Required {
                    details.push(property("required", Doc::Text(code!("true"))));
                }
                let own = part.content_type.iter();
                details.extend(
                    own.map(|own| property("contentType", Doc::Text(literal::string(own)))),
                );
                Doc::inline(details)
            });
            let parts = property("parts", Doc::array(parts.collect()));
            row.extend([rt("multipartBody"), Doc::inline(vec![parts])]);
        }
        BodyKind::Binary => row.push(rt("binaryBody")),
        BodyKind::Text => row.push(rt("textBody")),
    }
    Doc::array(row)
}

fn encoding_details(encoding: &ParameterEncoding) -> Vec<Doc> {
    match encoding {
        ParameterEncoding::Json => vec![property("json", Doc::Text(code!("true")))],
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved: _,
        } => vec![
            property("style", Doc::Text(code!("'{}'", style_name(*style)))),
            property("explode", Doc::Text(code!("{}", *explode))),
        ],
    }
}

/// An answer that means success.
struct Case<'a> {
    status: StatusPattern,
    content: Option<&'a ResponseContent>,
}

/// What an operation gives: its type, how the table of the operation says to read it, and the types made for it.
pub struct Outcome {
    pub ty: Code,
    pub read: Doc,
    pub made: Vec<Code>,
}

/// Decides what an operation gives.
pub fn outcome(package: &Package<'_>, operation: &Operation, names: &OperationNames) -> Outcome {
    let cases: Vec<Case<'_>> = operation.success.iter().flat_map(cases_of).collect();
    let first = cases.first().and_then(|case| case.content);
    if cases
        .iter()
        .all(|case| case.content.map(|content| &content.kind) == first.map(|content| &content.kind))
    {
        let (ty, read) = reading(package, first);
        return Outcome {
            ty,
            read: Doc::array(read),
            made: Vec::new(),
        };
    }
    let members = cases.iter().map(|case| {
        let status = match case.status {
            StatusPattern::Exact(status) => code!("{}", status),
            StatusPattern::Range(_) | StatusPattern::Default => code!("number"),
        };
        let mut members = vec![Doc::Text(code!("readonly status: {}", status))];
        if let Some(content) = case.content {
            members.push(Doc::Text(code!(
                "readonly contentType: {}",
                literal::string(&content.media_type)
            )));
            members.push(Doc::Text(code!(
                "readonly value: {}",
                reading(package, case.content).0
            )));
        } else {
            members.push(Doc::Text(code!("readonly contentType?: undefined")));
            members.push(Doc::Text(code!("readonly value?: undefined")));
        }
        Doc::members(members)
    });
    let rows = cases.iter().map(|case| {
        let media_type = case.content.map_or("", |content| &content.media_type);
        let mut row = vec![
            Doc::Text(status_pattern(case.status)),
            Doc::Text(literal::string(media_type)),
        ];
        row.extend(reading(package, case.content).1);
        Doc::array(row)
    });
    let name = code!("{}Response", names::ident(&names.prefix));
    let head = code!("export type {} =", name);
    let text = Doc::Union(members.collect()).print(0, head.as_str().chars().count() + 1, 1);
    let space = if text.as_str().starts_with('\n') {
        ""
    } else {
        " "
    };
    let function = names::ident(&names.function);
    Outcome {
        ty: name,
        read: Doc::array(vec![rt("chosen"), Doc::array(rows.collect())]),
        made: vec![code!(
            "/** What `{}` gives back. */\n{}{}{};",
            function,
            head,
            space,
            text
        )],
    }
}

fn cases_of(response: &Response) -> Vec<Case<'_>> {
    if response.content.is_empty() {
        return vec![Case {
            status: response.status,
            content: None,
        }];
    }
    let contents = response.content.iter();
    contents
        .map(|content| Case {
            status: response.status,
            content: Some(content),
        })
        .collect()
}

/// The type of a content, and the function that reads it with its schema.
fn reading(package: &Package<'_>, content: Option<&ResponseContent>) -> (Code, Vec<Doc>) {
    let of = |ty: &Type| types::value(package, ty, Place::Elsewhere);
    let schema = |word: &'static str, ty: &Type| {
        vec![rt(word), types::schema(package, ty, Place::Elsewhere)]
    };
    match content.map(|content| &content.kind) {
        None => (code!("undefined"), vec![rt("empty")]),
        Some(ResponseKind::Json(ty)) => (of(ty), schema("json", ty)),
        Some(ResponseKind::Text) => (code!("string"), vec![rt("text")]),
        Some(ResponseKind::Binary) => (code!("rt.Download"), vec![rt("binary")]),
        Some(ResponseKind::EventStream(ty)) => (
            code!("rt.Stream<rt.ServerEvent<{}>>", of(ty)),
            schema("eventStream", ty),
        ),
        Some(ResponseKind::JsonLines(ty)) => {
            (code!("rt.Stream<{}>", of(ty)), schema("jsonLines", ty))
        }
    }
}

/// The media types of all responses, in order; none where no body is described.
pub fn accept(operation: &Operation) -> Option<Code> {
    let mut types: Vec<&str> = Vec::new();
    let responses = operation.success.iter().chain(&operation.errors);
    for content in responses.flat_map(|response| &response.content) {
        if !types.contains(&content.media_type.as_str()) {
            types.push(&content.media_type);
        }
    }
    (!types.is_empty()).then(|| literal::string(&types.join(", ")))
}

/// The type of the errors of an operation, and their rows in its table.
pub fn errors(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> (Code, Option<Doc>) {
    let mut known: Vec<(StatusPattern, &Type)> = operation
        .errors
        .iter()
        .filter_map(|response| json_type(response).map(|ty| (response.status, ty)))
        .collect();
    // What is as in any other status need not be said of one; but a range may stand between.
    let any = known
        .iter()
        .find(|(status, _)| *status == StatusPattern::Default)
        .map(|(_, ty)| *ty);
    let has_range = known
        .iter()
        .any(|(status, _)| matches!(status, StatusPattern::Range(_)));
    if let (Some(any), false) = (any, has_range) {
        known.retain(|(status, ty)| *status == StatusPattern::Default || *ty != any);
    }
    let rows = known.iter().map(|(status, ty)| {
        Doc::array(vec![
            Doc::Text(status_pattern(*status)),
            types::schema(package, ty, Place::Elsewhere),
        ])
    });
    let rows = (!known.is_empty()).then(|| Doc::array(rows.collect()));
    let mut cases: Vec<Code> = known
        .iter()
        .map(|(status, ty)| {
            let ty = types::value(package, ty, Place::Elsewhere);
            match status {
                StatusPattern::Exact(status) => code!("rt.ApiError<{}, {}>", *status, ty),
                StatusPattern::Range(_) | StatusPattern::Default => {
                    code!("rt.ApiError<number, {}>", ty)
                }
            }
        })
        .collect();
    if !known
        .iter()
        .any(|(status, _)| *status == StatusPattern::Default)
    {
        cases.push(code!("rt.ApiError"));
    }
    cases.dedup();
    let head = code!("export type {}Error =", names::ident(&names.prefix));
    let doc = union(cases.into_iter().map(Doc::Text).collect());
    let text = doc.print(0, head.as_str().chars().count() + 1, 1);
    let space = if text.as_str().starts_with('\n') {
        ""
    } else {
        " "
    };
    let docs = code!(
        "/** Errors of `{}`, by status. */\n",
        names::ident(&names.function)
    );
    (code!("{}{}{}{};", docs, head, space, text), rows)
}

/// The type of the JSON body of a response, if it has one.
pub fn json_type(response: &Response) -> Option<&Type> {
    response
        .content
        .iter()
        .find_map(|content| match &content.kind {
            ResponseKind::Json(ty) => Some(ty),
            ResponseKind::Text
            | ResponseKind::Binary
            | ResponseKind::EventStream(_)
            | ResponseKind::JsonLines(_) => None,
        })
}

/// A status as the runtime has it.
pub fn status_pattern(status: StatusPattern) -> Code {
    match status {
        StatusPattern::Exact(status) => code!("{}", status),
        StatusPattern::Range(hundred) => code!("{}", hundred),
        StatusPattern::Default => code!("0"),
    }
}

/// A status in prose.
pub fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}XX"),
        StatusPattern::Default => "any other status".to_owned(),
    }
}
