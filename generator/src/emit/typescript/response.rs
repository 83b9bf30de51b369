//! Responses: what an operation gives, its errors, and how the table of the operation says to read them.

use super::body::union;
use super::layout::Doc;
use super::literal;
use super::names;
use super::package::{OperationNames, Package};
use super::parts::rt;
use super::types::{self, Place};
use crate::emit::sink::{code, Code};
use crate::ir::{Operation, Response, ResponseContent, ResponseKind, StatusPattern, Type};

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

/// Whether a value says which of several answers it is.
pub fn is_tagged(operation: &Operation) -> bool {
    let mut kinds = operation
        .success
        .iter()
        .flat_map(cases_of)
        .map(|case| case.content.map(|content| &content.kind));
    let first = kinds.next();
    first.is_some_and(|first| kinds.any(|kind| kind != first))
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
    let schema = |word: &'static str, ty: &Type| vec![rt(word), types::schema(package, ty)];
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
        Doc::after(
            code!("{}: ", status_pattern(*status)),
            types::schema(package, ty),
        )
    });
    let rows = (!known.is_empty()).then(|| Doc::inline(rows.collect()));
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
