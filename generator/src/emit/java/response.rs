//! Responses: what a method gives back, and how it is read.

use askama::Template;

use super::literal::{self, Tag};
use super::names;
use super::package::{OperationNames, Package};
use super::structs;
use super::types;
use super::xml;
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{Docs, Operation, Response, ResponseContent, ResponseKind, StatusPattern, Type};

/// What an operation gives back.
pub struct Outcome {
    /// Its type.
    pub ty: Code,
    /// An expression of a reader.
    pub reader: Code,
    /// The value of `Accept`.
    pub accept: String,
    /// The class made for it, where the operation can succeed in several ways.
    pub class: Option<Result<Code, askama::Error>>,
}

/// One way a call can succeed.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// Its status.
    pub status: StatusPattern,
    /// Its body.
    pub content: Option<&'a ResponseContent>,
}

#[derive(Template)]
#[template(path = "java/src/main/java/services/outcome.java.jinja")]
struct OutcomeFile {
    docs: Code,
    annotations: Code,
    name: Code,
    cases: Vec<CaseView>,
}

struct CaseView {
    index: Code,
    docs: Code,
    inner_docs: Code,
    getter: Code,
    ty: Code,
    has_body: bool,
    member: Code,
    title: Code,
    argument: Code,
    value: Code,
}

/// Decides the outcome of an operation.
pub fn outcome(package: &Package<'_>, operation: &Operation, names: &OperationNames) -> Outcome {
    let cases = cases(operation);
    let accept = operation.accept();
    if let Some(content) = alike(&cases) {
        let (ty, reader) = single(package, content);
        return Outcome {
            ty,
            reader,
            accept,
            class: None,
        };
    }
    let class = names::code(&names.outcome);
    let rows = cases.iter().map(|case| {
        let (_, reader) = single(package, case.content);
        code!(
            ",\n            Reader.when({}, {}, {})",
            status_code(case.status),
            literal::string(telling_media_type(&cases, case)),
            reader
        )
    });
    let rows: Vec<Code> = rows.collect();
    Outcome {
        reader: code!(
            "Reader.oneOf(\n            {}::new{})",
            class,
            Code::join(&rows, "")
        ),
        class: Some(class_text(package, operation, names, &cases)),
        ty: class,
        accept,
    }
}

/// All ways a call can succeed.
pub fn cases(operation: &Operation) -> Vec<Case<'_>> {
    operation.success.iter().flat_map(cases_of).collect()
}

/// The content that all ways have in common, if they have.
pub fn alike<'a>(cases: &[Case<'a>]) -> Option<Option<&'a ResponseContent>> {
    let first = cases.first().and_then(|case| case.content);
    cases
        .iter()
        .all(|case| same(case.content, first))
        .then_some(first)
}

fn cases_of(response: &Response) -> Vec<Case<'_>> {
    let status = response.status;
    if response.content.is_empty() {
        return vec![Case {
            status,
            content: None,
        }];
    }
    let contents = response.content.iter().map(Some);
    contents.map(|content| Case { status, content }).collect()
}

fn same(a: Option<&ResponseContent>, b: Option<&ResponseContent>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a.kind == b.kind,
        (None, Some(_)) | (Some(_), None) => false,
    }
}

fn single(package: &Package<'_>, content: Option<&ResponseContent>) -> (Code, Code) {
    match content.map(|content| &content.kind) {
        None => (code!("Void"), code!("Reader.empty()")),
        Some(ResponseKind::Json(ty)) => (
            types::boxed(package, ty),
            code!("Reader.json({})", types::codec(package, ty)),
        ),
        Some(ResponseKind::Text) => (code!("String"), code!("Reader.text()")),
        Some(ResponseKind::Binary) => (code!("Download"), code!("Reader.binary()")),
        Some(ResponseKind::EventStream(ty)) => (
            code!("EventStream<{}>", types::boxed(package, ty)),
            code!("Reader.eventStream({})", types::codec(package, ty)),
        ),
        Some(ResponseKind::JsonLines(ty)) => (
            code!("JsonLines<{}>", types::boxed(package, ty)),
            code!("Reader.jsonLines({})", types::codec(package, ty)),
        ),
    }
}

/// The calls that say what comes with error statuses.
pub fn errors(package: &Package<'_>, operation: &Operation) -> Vec<Code> {
    let rows = operation.errors.iter().filter_map(|response| {
        let codec = types::codec(package, json_type(response)?);
        Some(code!(".error({}, {})", status_code(response.status), codec))
    });
    rows.collect()
}

/// The calls that say what answers are written in, if one is XML.
pub fn notations(operation: &Operation) -> Vec<Code> {
    let answers = crate::emit::xml::answers(operation).unwrap_or_default();
    let rows = answers.iter().map(|answer| {
        code!(
            ".notation({}, {}, {})",
            status_code(answer.status),
            literal::string(answer.media_type),
            xml::notation(answer.root)
        )
    });
    rows.collect()
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

fn status_code(status: StatusPattern) -> Code {
    match status {
        StatusPattern::Exact(status) => code!("Status.of({})", status),
        StatusPattern::Range(hundred) => code!("Status.range({})", hundred),
        StatusPattern::Default => code!("Status.ANY"),
    }
}

fn alone_in_status(cases: &[Case<'_>], case: &Case<'_>) -> bool {
    let others = cases.iter().filter(|other| other.status == case.status);
    others.count() == 1
}

/// The media type by which an answer is known to be of this case; empty where its status alone tells.
fn telling_media_type<'a>(cases: &[Case<'_>], case: &Case<'a>) -> &'a str {
    case.content
        .filter(|_| !alone_in_status(cases, case))
        .map_or("", |content| &content.media_type)
}

fn class_text(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
    cases: &[Case<'_>],
) -> Result<Code, askama::Error> {
    let rows = cases.iter().zip(member_names(operation, cases)).enumerate();
    let views = rows.map(|(index, (case, member))| {
        let (ty, _) = single(package, case.content);
        let has_body = case.content.is_some();
        let title = case_title(case);
        let none = Docs::default();
        let made = Tag::returns("what is made of it");
        let value = || Tag::param(&code!("value"), "the body");
        let inner = if has_body {
            vec![value(), made]
        } else {
            vec![made]
        };
        let read = [Tag::returns(if has_body {
            "the body, if this is how the call succeeded"
        } else {
            "whether this is how the call succeeded"
        })];
        CaseView {
            index: code!("{}", index),
            docs: literal::javadoc(2, &none, &title, &[], &read),
            inner_docs: literal::javadoc(4, &none, &title, &[], &inner),
            getter: names::code(if has_body { "as" } else { "is" }),
            has_body,
            member: names::code(&member),
            title: names::code(&names::capitalized(&member)),
            argument: if has_body {
                code!("{} value", ty)
            } else {
                Code::empty()
            },
            value: if has_body {
                code!("get()")
            } else {
                Code::empty()
            },
            ty,
        }
    });
    let title = format!("What `{}` gives back.", names.method);
    Code::render(&OutcomeFile {
        docs: literal::javadoc(0, &Docs::default(), &title, &[], &[]),
        annotations: structs::annotations(package, false),
        name: names::code(&names.outcome),
        cases: views.collect(),
    })
}

fn case_title(case: &Case<'_>) -> String {
    let status = case.status.in_prose();
    match case.content {
        Some(content) => format!("{status}: `{}`.", content.media_type.replace('`', "'")),
        None => format!("{status}: no body."),
    }
}

/// Cases are named by status where statuses differ, by content type where contents do.
pub fn member_names(operation: &Operation, cases: &[Case<'_>]) -> Vec<String> {
    let many_statuses = operation.success.len() > 1;
    let entries: Vec<(String, String)> = cases
        .iter()
        .map(|case| {
            let status = if many_statuses {
                status_name(case.status)
            } else {
                String::new()
            };
            let content = match case.content {
                Some(content) if !many_statuses || !alone_in_status(cases, case) => {
                    names::member_name(&content.name)
                }
                Some(_) | None => String::new(),
            };
            let name = match (status.is_empty(), content.is_empty()) {
                (true, true) => "empty".to_owned(),
                (true, false) => content,
                (false, _) => status + &names::capitalized(&content),
            };
            let media_type = case.content.map_or("", |content| &content.media_type);
            (name, format!("{} {media_type}", case.status.in_prose()))
        })
        .collect();
    let entries: Vec<(String, &str)> = entries
        .iter()
        .map(|(name, wire)| (name.clone(), wire.as_str()))
        .collect();
    scope::distinct(&entries, &[])
}

/// The reason phrase of a status (RFC 9110, section 15) as a method.
fn status_name(status: StatusPattern) -> String {
    let name = match status {
        StatusPattern::Exact(status) => match status {
            200 => "ok",
            201 => "created",
            202 => "accepted",
            203 => "nonAuthoritativeInformation",
            204 => "noContent",
            205 => "resetContent",
            206 => "partialContent",
            207 => "multiStatus",
            208 => "alreadyReported",
            226 => "imUsed",
            other => return format!("status{other}"),
        },
        StatusPattern::Range(hundred) => return format!("status{hundred}xx"),
        StatusPattern::Default => "other",
    };
    name.to_owned()
}
