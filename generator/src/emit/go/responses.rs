//! Responses: what a method gives back, and how it is read.

use super::docs::{self, Comment};
use super::literal;
use super::names::{self, ident};
use super::package::OperationNames;
use super::types::{is_struct, Types};
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{Operation, Response, ResponseContent, ResponseKind, StatusPattern, Type};

/// What an operation gives back.
pub struct Outcome {
    /// The type made for several ways to succeed.
    pub item: Option<Code>,
    /// What stands behind the arguments: `error`, or `(T, error)`.
    pub result: Code,
    /// The statements that make the call.
    pub statements: Code,
    /// The type of a page, if the only outcome is JSON.
    pub page: Option<Code>,
}

/// One way a call can succeed.
pub struct Case<'a> {
    /// By status.
    pub status: StatusPattern,
    /// And content.
    pub content: Option<&'a ResponseContent>,
}

/// The ways a call can succeed.
pub fn cases(operation: &Operation) -> Vec<Case<'_>> {
    operation.success.iter().flat_map(cases_of).collect()
}

/// The content that all ways to succeed have in common; `None`: they differ.
pub fn common<'a>(cases: &[Case<'a>]) -> Option<Option<&'a ResponseContent>> {
    let first = cases.first().and_then(|case| case.content);
    cases
        .iter()
        .all(|case| same(case.content, first))
        .then_some(first)
}

/// Decides the outcome of an operation; `call` is the expression of the call.
pub fn outcome(
    types: Types<'_>,
    operation: &Operation,
    names: &OperationNames,
    call: &Code,
) -> Outcome {
    let cases = cases(operation);
    match common(&cases) {
        Some(content) => single(types, content, call),
        None => several(types, operation, names, &cases, call),
    }
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

fn cases_of(response: &Response) -> Vec<Case<'_>> {
    let status = response.status;
    if response.content.is_empty() {
        return vec![Case {
            status,
            content: None,
        }];
    }
    response
        .content
        .iter()
        .map(|content| Case {
            status,
            content: Some(content),
        })
        .collect()
}

fn same(a: Option<&ResponseContent>, b: Option<&ResponseContent>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a.kind == b.kind,
        _ => false,
    }
}

fn single(types: Types<'_>, content: Option<&ResponseContent>, call: &Code) -> Outcome {
    let mut page = None;
    let (result, function) = match content.map(|content| &content.kind) {
        None => (code!("error"), code!("sdk.DoEmpty")),
        Some(ResponseKind::Json(ty)) => {
            let name = types.of(ty);
            page = Some(name.clone());
            if is_struct(types.package, ty) {
                (code!("(*{}, error)", name), code!("sdk.Do[{}]", name))
            } else {
                (code!("({}, error)", name), code!("sdk.DoValue[{}]", name))
            }
        }
        Some(ResponseKind::Text) => (code!("(string, error)"), code!("sdk.DoText")),
        Some(ResponseKind::Binary) => (code!("(*sdk.Download, error)"), code!("sdk.DoBinary")),
        Some(ResponseKind::EventStream(ty)) => {
            let name = types.of(ty);
            (
                code!("(*sdk.Events[{}], error)", name),
                code!("sdk.DoEvents[{}]", name),
            )
        }
        Some(ResponseKind::JsonLines(ty)) => {
            let name = types.of(ty);
            (
                code!("(*sdk.Lines[{}], error)", name),
                code!("sdk.DoLines[{}]", name),
            )
        }
    };
    Outcome {
        item: None,
        result,
        statements: code!("return {}(ctx, {})", function, call),
        page,
    }
}

fn several(
    types: Types<'_>,
    operation: &Operation,
    names: &OperationNames,
    cases: &[Case<'_>],
    call: &Code,
) -> Outcome {
    let fields = case_fields(operation, cases);
    let mut lines = Vec::new();
    let mut rows = Vec::new();
    for (case, field) in cases.iter().zip(&fields) {
        let field = ident(field);
        let (ty, read, streams) = case_code(types, case);
        lines.push(code!(
            "{}\n{} {}",
            Comment::own(&case_docs(case)).code(),
            field,
            ty
        ));
        let mut pairs = vec![code!(
            "Status: {}",
            literal::string(&case.status.to_string())
        )];
        if let Some(content) = case.content.filter(|_| !alone_in_status(cases, case)) {
            pairs.push(code!("MediaType: {}", literal::string(&content.media_type)));
        }
        if streams {
            pairs.push(code!("Streams: true"));
        }
        pairs.push(code!("Read: {}(&result.{})", read, field));
        rows.push(code!("sdk.Case{{{}}},", Code::join(&pairs, ", ")));
    }
    let name = types.qualified(&names.response);
    let text = format!(
        "{} is what {} gives back: one field is set.",
        names.response, names.method
    );
    let body = literal::indented(&Code::join(&lines, "\n"));
    let item = code!(
        "{}\ntype {} struct {{\n{}\n}}",
        Comment::own(&text).code(),
        name,
        body
    );
    let rows = literal::indented(&Code::join(&rows, "\n"));
    let statements = code!(
        "result := new({})\nerr := sdk.DoCases(ctx, {},\n{}\n)\nif err != nil {{\n\treturn nil, err\n}}\nreturn result, nil",
        name, call, rows
    );
    Outcome {
        item: Some(item),
        result: code!("(*{}, error)", name),
        statements,
        page: None,
    }
}

/// The type of a case's field, the function that fills it, and whether the answer is streamed.
fn case_code(types: Types<'_>, case: &Case<'_>) -> (Code, Code, bool) {
    match case.content.map(|content| &content.kind) {
        None => (code!("bool"), code!("sdk.ReadEmpty"), false),
        Some(ResponseKind::Json(ty)) => (code!("*{}", types.of(ty)), code!("sdk.ReadJSON"), false),
        Some(ResponseKind::Text) => (code!("*string"), code!("sdk.ReadText"), false),
        Some(ResponseKind::Binary) => (code!("*sdk.Download"), code!("sdk.ReadBinary"), true),
        Some(ResponseKind::EventStream(ty)) => (
            code!("*sdk.Events[{}]", types.of(ty)),
            code!("sdk.ReadEvents"),
            true,
        ),
        Some(ResponseKind::JsonLines(ty)) => (
            code!("*sdk.Lines[{}]", types.of(ty)),
            code!("sdk.ReadLines"),
            true,
        ),
    }
}

fn alone_in_status(cases: &[Case<'_>], case: &Case<'_>) -> bool {
    cases
        .iter()
        .filter(|other| other.status == case.status)
        .count()
        == 1
}

fn case_docs(case: &Case<'_>) -> String {
    let status = match case.status {
        StatusPattern::Default => "Any other status".to_owned(),
        StatusPattern::Exact(_) | StatusPattern::Range(_) => {
            format!("Status {}", case.status)
        }
    };
    match case.content {
        Some(content) => format!(
            "{status}, content type {}.",
            docs::quoted(&content.media_type)
        ),
        None => format!("{status}, no body."),
    }
}

/// Fields are named by status where statuses differ, by content type where contents do.
pub fn case_fields(operation: &Operation, cases: &[Case<'_>]) -> Vec<String> {
    let many = operation.success.len() > 1;
    let entries: Vec<(String, String)> = cases
        .iter()
        .map(|case| {
            let status = if many {
                status_name(case.status)
            } else {
                String::new()
            };
            let content = match case.content {
                Some(content) if !many || !alone_in_status(cases, case) => {
                    names::exported(&content.name)
                }
                Some(_) | None => String::new(),
            };
            let name = if status.is_empty() && content.is_empty() {
                "Empty".to_owned()
            } else {
                status + &content
            };
            let media_type = case.content.map_or("", |content| &content.media_type);
            (name, format!("{} {media_type}", case.status))
        })
        .collect();
    let entries: Vec<(String, &str)> = entries
        .iter()
        .map(|(name, wire)| (name.clone(), wire.as_str()))
        .collect();
    scope::distinct(&entries, &[])
}

/// The reason phrase of a status (RFC 9110, section 15).
fn status_name(status: StatusPattern) -> String {
    let name = match status {
        StatusPattern::Exact(status) => match status {
            200 => "OK",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritativeInformation",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            207 => "MultiStatus",
            208 => "AlreadyReported",
            226 => "IMUsed",
            other => return format!("Status{other}"),
        },
        StatusPattern::Range(hundred) => return format!("Status{hundred}XX"),
        StatusPattern::Default => "Other",
    };
    name.to_owned()
}
