//! Request bodies: the types of the argument `body`, and how the table of an operation says to write them.

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::{has_chosen_body, OperationNames, Package};
use super::parts::{property, rt, style_name};
use super::types::{self, Place};
use super::xml;
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, Multipart, Operation, ParameterEncoding, PartKind, Presence, RequestContent, Type,
};

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

/// A union, unless it is of one case.
pub fn union(mut cases: Vec<Doc>) -> Doc {
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
    let one_of = |put, cases| row(rt(put), "", vec![property("cases", Doc::array(cases))]);
    let described = if matches!(operation.method.as_str(), "GET" | "HEAD") {
        row(rt("unsendableBody"), "", Vec::new())
    } else {
        let rows = body
            .content
            .iter()
            .map(|content| content_row(package, content));
        let mut rows: Vec<Doc> = rows.collect();
        if has_chosen_body(operation) {
            one_of("chosenBody", rows)
        } else {
            rows.pop()?
        }
    };
    Some(if body.required {
        described
    } else {
        one_of("optionalBody", vec![described])
    })
}

/// How a body is put into a request, its content type, and what else is known of it.
fn row(put: Doc, media_type: &str, details: Vec<Doc>) -> Doc {
    let mut row = vec![put, Doc::Text(literal::string(media_type))];
    if !details.is_empty() {
        row.push(Doc::inline(details));
    }
    Doc::array(row)
}

fn content_row(package: &Package<'_>, content: &RequestContent) -> Doc {
    let schema = |ty: &Type| property("schema", types::schema(package, ty));
    let (put, details) = match &content.kind {
        BodyKind::Json(ty) => {
            let put = content.xml.map_or_else(|| rt("jsonBody"), xml::body);
            (put, vec![schema(ty)])
        }
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
            (rt("formBody"), details)
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
            (rt("multipartBody"), vec![parts])
        }
        BodyKind::Binary => (rt("binaryBody"), Vec::new()),
        BodyKind::Text => (rt("textBody"), Vec::new()),
    };
    row(put, &content.media_type, details)
}

fn encoding_details(encoding: &ParameterEncoding) -> Vec<Doc> {
    match encoding {
        ParameterEncoding::Json => vec![property("json", Doc::Text(code!("true")))],
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let mut details = vec![
                property("style", Doc::Text(code!("'{}'", style_name(*style)))),
                property("explode", Doc::Text(code!("{}", *explode))),
            ];
            if *allow_reserved {
                details.push(property("reserved", Doc::Text(code!("true"))));
            }
            details
        }
    }
}
