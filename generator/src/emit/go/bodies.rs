//! Request bodies: what a method takes for one, and how it becomes part of the call.

use super::docs::{self, Comment};
use super::literal;
use super::names::{self, ident};
use super::package::{Form, OperationNames};
use super::parameters;
use super::types::{is_nilable, Types};
use super::xml;
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, Multipart, Operation, ParameterEncoding, Part, PartKind, Presence, RequestBody,
    RequestContent,
};

/// A body, as a method sees it.
#[derive(Default)]
pub struct Body {
    /// Types made for it: multipart bodies, and the choice of several content types.
    pub items: Vec<Code>,
    /// Arguments with their types: the body, and for a range of media types its content type.
    pub arguments: Vec<(Code, Code)>,
    /// Statements that put it into the call.
    pub statements: Vec<Code>,
}

/// The body of an operation.
pub fn body(types: Types<'_>, operation: &Operation, names: &OperationNames) -> Body {
    let Some(body) = &operation.body else {
        return Body::default();
    };
    let items: Vec<Code> = body
        .content
        .iter()
        .enumerate()
        .filter_map(|(index, content)| match &content.kind {
            BodyKind::Multipart(multipart) => {
                Some(form(types, multipart, names.forms.get(&index)?, names))
            }
            BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Binary | BodyKind::Text => None,
        })
        .collect();
    let mut result = match body.content.as_slice() {
        [content] => single(types, body, content, names),
        contents => several(types, body, contents, names),
    };
    result.items.splice(0..0, items);
    result
}

/// A media type range: the caller says which type it is.
pub fn is_range(content: &RequestContent) -> bool {
    content.media_type.contains('*')
}

fn single(
    types: Types<'_>,
    body: &RequestBody,
    content: &RequestContent,
    names: &OperationNames,
) -> Body {
    let media_type = if is_range(content) {
        code!("contentType")
    } else {
        literal::string(&content.media_type)
    };
    let ty = if body.required {
        content_type_of(types, content, names, 0)
    } else {
        optional_type(types, content, names, 0)
    };
    let mut arguments = vec![(code!("body"), ty)];
    if is_range(content) {
        arguments.push((code!("contentType"), code!("string")));
    }
    let statements = if body.required {
        put(content, names, 0, &media_type, &code!("body"), false)
    } else {
        let pointer = !is_nilable_content(types, content);
        let puts = put(content, names, 0, &media_type, &code!("body"), pointer);
        vec![guarded(&code!("body"), &puts)]
    };
    Body {
        items: Vec::new(),
        arguments,
        statements,
    }
}

fn guarded(value: &Code, statements: &[Code]) -> Code {
    code!(
        "if {} != nil {{\n{}\n}}",
        value,
        literal::indented(&Code::join(statements, "\n"))
    )
}

fn is_nilable_content(types: Types<'_>, content: &RequestContent) -> bool {
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => is_nilable(types.package, ty),
        BodyKind::Multipart(_) | BodyKind::Binary | BodyKind::Text => false,
    }
}

fn several(
    types: Types<'_>,
    body: &RequestBody,
    contents: &[RequestContent],
    names: &OperationNames,
) -> Body {
    let fields = content_fields(contents);
    let mut lines = Vec::new();
    let mut statements = Vec::new();
    let values: Vec<_> = fields
        .iter()
        .map(|field| code!("body.{}", ident(field)))
        .collect();
    statements.push(code!("call.OneBody({})", Code::join(&values, ", ")));
    for (index, (content, field)) in contents.iter().zip(&fields).enumerate() {
        let comment = Comment::own(&format!(
            "Content type {}.",
            docs::quoted(&content.media_type)
        ))
        .code();
        lines.push(code!(
            "{}\n{} {}",
            comment,
            ident(field),
            optional_type(types, content, names, index)
        ));
        let media_type = if is_range(content) {
            code!("body.ContentType")
        } else {
            literal::string(&content.media_type)
        };
        let pointer = !is_nilable_content(types, content);
        statements.push(guarded(
            &values[index],
            &put(content, names, index, &media_type, &values[index], pointer),
        ));
    }
    if contents.iter().any(is_range) {
        let comment = Comment::own(
            "The content type of a body for which the description gives only a range of them.",
        )
        .code();
        lines.push(code!("{}\nContentType string", comment));
    }
    let text = format!(
        "{} is a body of {}: one field is set, by content type.",
        names.body, names.method
    );
    let name = types.qualified(&names.body);
    let lines = literal::indented(&Code::join(&lines, "\n"));
    let item = code!(
        "{}\ntype {} struct {{\n{}\n}}",
        Comment::own(&text).code(),
        name,
        lines
    );
    let (ty, statements) = if body.required {
        (name, statements)
    } else {
        (
            code!("*{}", name),
            vec![guarded(&code!("body"), &statements)],
        )
    };
    Body {
        items: vec![item],
        arguments: vec![(code!("body"), ty)],
        statements,
    }
}

/// The fields of the choice of several content types.
pub fn content_fields(contents: &[RequestContent]) -> Vec<String> {
    let entries: Vec<_> = contents
        .iter()
        .map(|content| (names::exported(&content.name), content.media_type.as_str()))
        .collect();
    scope::distinct(&entries, &["ContentType"])
}

/// The type of a body of one content type.
pub fn content_type_of(
    types: Types<'_>,
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
) -> Code {
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => types.of(ty),
        BodyKind::Multipart(_) => names
            .forms
            .get(&index)
            .map(|form| types.qualified(&form.name))
            .unwrap_or_default(),
        BodyKind::Binary => code!("sdk.Body"),
        BodyKind::Text => code!("string"),
    }
}

fn optional_type(
    types: Types<'_>,
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
) -> Code {
    let ty = content_type_of(types, content, names, index);
    if is_nilable_content(types, content) {
        ty
    } else {
        code!("*{}", ty)
    }
}

/// Statements that put a body into the call; `pointer`: the value is one to it.
fn put(
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
    media_type: &Code,
    value: &Code,
    pointer: bool,
) -> Vec<Code> {
    let star = if pointer { "*" } else { "" };
    match &content.kind {
        BodyKind::Json(_) => vec![match content.xml {
            Some(root) => code!(
                "call.Value({}, {}, {})",
                media_type,
                value,
                xml::notation(root)
            ),
            None => code!("call.JSON({}, {})", media_type, value),
        }],
        BodyKind::Text => vec![code!("call.Text({}, {}{})", media_type, star, value)],
        BodyKind::Binary => vec![code!("call.Binary({}, {}{})", media_type, star, value)],
        BodyKind::Form { encodings, .. } => {
            let encodings = encodings
                .iter()
                .map(|(property, encoding)| encoding_code(property, encoding));
            let arguments: Vec<_> = std::iter::once(value.clone()).chain(encodings).collect();
            vec![code!("call.Form({})", Code::join(&arguments, ", "))]
        }
        BodyKind::Multipart(multipart) => {
            let mut statements = vec![code!("call.Multipart()")];
            if let Some(form) = names.forms.get(&index) {
                let parts = multipart.parts.iter().zip(&form.fields);
                statements
                    .extend(parts.map(|(part, field)| {
                        part_code(part, &code!("{}.{}", value, ident(field)))
                    }));
            }
            statements
        }
    }
}

fn encoding_code(property: &str, encoding: &ParameterEncoding) -> Code {
    let (style, explode, reserved) = match encoding {
        ParameterEncoding::Json => (code!("sdk.StyleJSON"), true, false),
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => (parameters::style(*style), *explode, *allow_reserved),
    };
    let reserved = if reserved { ", Reserved: true" } else { "" };
    code!(
        "sdk.FormEncoding{{Property: {}, Style: {}, Explode: {}{}}}",
        literal::string(property),
        style,
        explode,
        reserved
    )
}

fn form(types: Types<'_>, multipart: &Multipart, form: &Form, names: &OperationNames) -> Code {
    let fields = multipart
        .parts
        .iter()
        .zip(&form.fields)
        .map(|(part, field)| {
            let comment = Comment::new(
                &part.docs,
                &format!("Part {}.", docs::quoted(&part.name.wire)),
            )
            .code();
            code!("{}\n{} {}", comment, ident(field), part_type(types, part))
        });
    let fields: Vec<_> = fields.collect();
    let text = format!("{} is a multipart body of {}.", form.name, names.method);
    let body = literal::indented(&Code::join(&fields, "\n"));
    let line_break = if fields.is_empty() { "" } else { "\n" };
    code!(
        "{}\ntype {} struct {{\n{}{}}}",
        Comment::own(&text).code(),
        types.qualified(&form.name),
        body,
        line_break
    )
}

fn part_type(types: Types<'_>, part: &Part) -> Code {
    let optional = part.presence != Presence::Required;
    match &part.kind {
        PartKind::File if part.repeated => code!("[]sdk.File"),
        PartKind::File if optional => code!("*sdk.File"),
        PartKind::File => code!("sdk.File"),
        PartKind::Text(ty) | PartKind::Json(ty) if part.repeated => code!("[]{}", types.of(ty)),
        PartKind::Text(ty) | PartKind::Json(ty) if optional => types.optional(ty),
        PartKind::Text(ty) | PartKind::Json(ty) => types.of(ty),
    }
}

fn part_code(part: &Part, value: &Code) -> Code {
    let name = literal::string(&part.name.wire);
    let media_type = literal::string(part.content_type.as_deref().unwrap_or_default());
    let add = |value: &Code, star: &'static str| match &part.kind {
        PartKind::File => code!("call.FilePart({}, {}, {}{})", name, media_type, star, value),
        PartKind::Text(_) => code!("call.TextPart({}, {}, {})", name, media_type, value),
        PartKind::Json(_) => code!("call.JSONPart({}, {}, {})", name, media_type, value),
    };
    if part.repeated {
        let one = literal::indented(&add(&code!("part"), ""));
        return code!("for _, part := range {} {{\n{}\n}}", value, one);
    }
    if part.presence == Presence::Required {
        add(value, "")
    } else {
        guarded(value, &[add(value, "*")])
    }
}
