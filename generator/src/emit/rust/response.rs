//! Responses: what a method gives back, and how it is read.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs;
use super::names;
use super::package::{OperationNames, Package};
use super::types;
use super::xml;
use crate::emit::scope;
use crate::ir::{Operation, Response, ResponseContent, ResponseKind, StatusPattern};

/// What an operation gives back.
pub struct Outcome {
    /// Types and functions made for it.
    pub items: Vec<TokenStream>,
    /// The type of success.
    pub ty: TokenStream,
    /// A reader that makes it of an answer.
    pub reader: TokenStream,
    /// The value of `Accept`.
    pub accept: String,
}

/// One way a call can succeed.
struct Case<'a> {
    status: StatusPattern,
    content: Option<&'a ResponseContent>,
}

/// What the successes of an operation have in common.
pub enum Success<'a> {
    /// All are of one kind, or have no body.
    Alike(Option<&'a ResponseKind>),
    /// An enum of this name has a variant for each kind of body, or of none.
    Several(Ident, Vec<(Ident, Option<&'a ResponseKind>)>),
}

/// The successes of an operation, as its method gives them back.
pub fn success<'a>(operation: &'a Operation, names: &OperationNames) -> Success<'a> {
    let kind = |case: &Case<'a>| case.content.map(|content| &content.kind);
    match cases(operation) {
        Cases::Alike(content) => Success::Alike(content.map(|content| &content.kind)),
        Cases::Several(cases) => {
            let variants = variants(operation, &cases);
            let kinds = variants.into_iter().zip(cases.iter().map(kind));
            Success::Several(enum_name(names), kinds.collect())
        }
    }
}

/// All ways a call can succeed.
enum Cases<'a> {
    Alike(Option<&'a ResponseContent>),
    Several(Vec<Case<'a>>),
}

fn cases(operation: &Operation) -> Cases<'_> {
    let cases: Vec<Case<'_>> = operation.success.iter().flat_map(cases_of).collect();
    let first = cases.first().and_then(|case| case.content);
    if cases.iter().all(|case| same(case.content, first)) {
        Cases::Alike(first)
    } else {
        Cases::Several(cases)
    }
}

/// The enum of what an operation with several successes gives back.
fn enum_name(names: &OperationNames) -> Ident {
    names::ident(&format!("{}Response", names.prefix))
}

/// Decides the outcome of an operation.
pub fn outcome(package: &Package<'_>, operation: &Operation, names: &OperationNames) -> Outcome {
    let accept = operation.accept();
    match cases(operation) {
        Cases::Alike(content) => {
            let (ty, reader) = single(package, content);
            Outcome {
                items: Vec::new(),
                ty,
                reader,
                accept,
            }
        }
        Cases::Several(cases) => several(package, operation, names, &cases, accept),
    }
}

/// The error responses that have a JSON body, as rows of the operation's table.
pub fn error_cases(package: &Package<'_>, operation: &Operation) -> Vec<TokenStream> {
    operation
        .errors
        .iter()
        .filter_map(|response| {
            let ty = types::owned(package, json_type(response)?);
            let status = status_pattern(response.status);
            Some(quote!(rt::ErrorCase { status: #status, read: rt::error_body::<#ty> }))
        })
        .collect()
}

/// What the values of answers are written in, if one is XML, as rows of the operation's table.
pub fn notations(operation: &Operation) -> Vec<TokenStream> {
    let answers = crate::emit::xml::answers(operation).unwrap_or_default();
    let rows = answers.iter().map(|answer| {
        let (status, media_type) = (status_pattern(answer.status), answer.media_type);
        let notation = match answer.root {
            Some(root) => {
                let notation = xml::notation(root);
                quote!(Some(#notation))
            }
            None => quote!(None),
        };
        quote!(rt::NotationCase { status: #status, media_type: #media_type, notation: #notation })
    });
    rows.collect()
}

/// The type of the JSON body of a response, if it has one.
pub fn json_type(response: &Response) -> Option<&crate::ir::Type> {
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
    if response.content.is_empty() {
        return vec![Case {
            status: response.status,
            content: None,
        }];
    }
    response
        .content
        .iter()
        .map(|content| Case {
            status: response.status,
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

fn single(package: &Package<'_>, content: Option<&ResponseContent>) -> (TokenStream, TokenStream) {
    match content.map(|content| &content.kind) {
        None => (quote!(()), quote!(rt::empty())),
        Some(ResponseKind::Json(ty)) => {
            let ty = types::owned(package, ty);
            (ty.clone(), quote!(rt::json()))
        }
        Some(ResponseKind::Text) => (quote!(String), quote!(rt::text())),
        Some(ResponseKind::Binary) => (quote!(rt::Download), quote!(rt::binary())),
        Some(ResponseKind::EventStream(ty)) => {
            let ty = types::owned(package, ty);
            (quote!(rt::EventStream<#ty>), quote!(rt::event_stream()))
        }
        Some(ResponseKind::JsonLines(ty)) => {
            let ty = types::owned(package, ty);
            (quote!(rt::JsonLines<#ty>), quote!(rt::json_lines()))
        }
    }
}

fn several(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
    cases: &[Case<'_>],
    accept: String,
) -> Outcome {
    let name = enum_name(names);
    let variants = variants(operation, cases);
    let types: Vec<_> = cases
        .iter()
        .map(|case| single(package, case.content))
        .collect();
    let definitions = cases
        .iter()
        .zip(&variants)
        .zip(&types)
        .map(|((case, variant), (ty, _))| {
            let docs = docs::own(&case_docs(case));
            match case.content {
                Some(_) => quote!(#docs #variant(#ty)),
                None => quote!(#docs #variant),
            }
        });
    let title = docs::own(&format!("What `{}` gives back.", names.method));
    let arms = cases.iter().zip(&variants).map(|(case, variant)| {
        let (status, media_type) = (status_pattern(case.status), telling_media_type(cases, case));
        let read = match case.content.map(|content| &content.kind) {
            None => return quote!(if reply.matches(#status, #media_type) { return reply.empty().map(|()| #name::#variant); }),
            Some(ResponseKind::Json(_)) => quote!(json),
            Some(ResponseKind::Text) => quote!(text),
            Some(ResponseKind::Binary) => quote!(binary),
            Some(ResponseKind::EventStream(_)) => quote!(event_stream),
            Some(ResponseKind::JsonLines(_)) => quote!(json_lines),
        };
        quote!(if reply.matches(#status, #media_type) { return reply.#read().map(#name::#variant); })
    });
    let streamed = cases.iter().filter(|case| is_streamed(case)).map(|case| {
        let (status, media_type) = (status_pattern(case.status), telling_media_type(cases, case));
        quote!(head.matches(#status, #media_type))
    });
    let streamed: Vec<_> = streamed.collect();
    let streams = if streamed.is_empty() {
        quote!(|_| false)
    } else {
        quote!(|head| #(#streamed)||*)
    };
    let reader = names::ident(&format!("{}_READER", names.constant));
    let items = vec![
        quote! {
            #title
            #[derive(Debug)]
            #[non_exhaustive]
            pub enum #name { #(#definitions,)* }
        },
        quote! {
            const #reader: rt::Reader<#name> = rt::Reader {
                streams: #streams,
                read: |reply| {
                    #(#arms)*
                    reply.unexpected()
                },
            };
        },
    ];
    Outcome {
        items,
        ty: quote!(#name),
        reader: quote!(#reader),
        accept,
    }
}

fn is_streamed(case: &Case<'_>) -> bool {
    match case.content.map(|content| &content.kind) {
        None | Some(ResponseKind::Json(_) | ResponseKind::Text) => false,
        Some(ResponseKind::Binary | ResponseKind::EventStream(_) | ResponseKind::JsonLines(_)) => {
            true
        }
    }
}

fn alone_in_status(cases: &[Case<'_>], case: &Case<'_>) -> bool {
    cases
        .iter()
        .filter(|other| other.status == case.status)
        .count()
        == 1
}

/// The media type by which an answer is known to be of this case; empty where its status alone tells, since a content that is
/// alone in its status need not be named by the server.
fn telling_media_type<'a>(cases: &[Case<'_>], case: &Case<'a>) -> &'a str {
    case.content
        .filter(|_| !alone_in_status(cases, case))
        .map_or("", |content| &content.media_type)
}

fn case_docs(case: &Case<'_>) -> String {
    let status = case.status.in_prose();
    match case.content {
        Some(content) => format!("{status}: `{}`.", docs::code(&content.media_type)),
        None => format!("{status}: no body."),
    }
}

/// Variants are named by status where statuses differ, by content type where contents do.
fn variants(operation: &Operation, cases: &[Case<'_>]) -> Vec<Ident> {
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
                    names::variant_name(&content.name)
                }
                Some(_) | None => String::new(),
            };
            let name = if status.is_empty() && content.is_empty() {
                "Empty".to_owned()
            } else {
                status + &content
            };
            let wire = format!(
                "{} {}",
                case.status.in_prose(),
                case.content.map_or("", |content| &content.media_type)
            );
            (name, wire)
        })
        .collect();
    let entries: Vec<(String, &str)> = entries
        .iter()
        .map(|(name, wire)| (name.clone(), wire.as_str()))
        .collect();
    scope::distinct(&entries, &[])
        .iter()
        .map(|name| names::ident(name))
        .collect()
}

/// The tokens of a status pattern.
fn status_pattern(status: StatusPattern) -> TokenStream {
    match status {
        StatusPattern::Exact(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(rt::StatusPattern::Exact(#status))
        }
        StatusPattern::Range(hundred) => {
            let hundred = Literal::u8_unsuffixed(hundred);
            quote!(rt::StatusPattern::Range(#hundred))
        }
        StatusPattern::Default => quote!(rt::StatusPattern::Any),
    }
}

/// The reason phrase of a status (RFC 9110, section 15) as a variant.
fn status_name(status: StatusPattern) -> String {
    let name = match status {
        StatusPattern::Exact(status) => match status {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritativeInformation",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            207 => "MultiStatus",
            208 => "AlreadyReported",
            226 => "ImUsed",
            other => return format!("Status{other}"),
        },
        StatusPattern::Range(hundred) => return format!("Status{hundred}xx"),
        StatusPattern::Default => "Other",
    };
    name.to_owned()
}
