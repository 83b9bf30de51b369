//! Bodies of requests: the argument of a method, and how it becomes part of the request.

use askama::Template;

use super::literal::{self, Tag};
use super::names;
use super::package::{FormNames, OperationNames, Package};
use super::paging::local;
use super::parameters::style_constant;
use super::structs::{self, Object, Property};
use super::types;
use super::xml;
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, Docs, Multipart, Operation, ParameterEncoding, Part, PartKind, Presence,
    RequestContent,
};

/// The body of an operation, as its method sees it.
pub struct Body {
    /// The type of the argument.
    pub ty: Code,
    /// Whether the caller says of what content type it is.
    pub is_range: bool,
    /// Whether it must be given.
    pub required: bool,
    /// Statements that put `{value}` into `{request}`.
    pub put: Code,
}

#[derive(Template)]
#[template(path = "java/src/main/java/services/body.java.jinja")]
struct BodyFile {
    docs: Code,
    annotations: Code,
    name: Code,
    factories: Vec<Code>,
}

/// Decides the argument; `request` and `value` are the names of locals, `content_type` that of the argument.
pub fn body(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
    request: &Code,
    value: &Code,
) -> Option<Body> {
    let body = operation.body.as_ref()?;
    if let [content] = body.content.as_slice() {
        return Some(Body {
            ty: content_type_of(package, content, names, 0),
            is_range: is_range(content),
            required: body.required,
            put: put(
                package,
                content,
                names,
                0,
                &names.parameters,
                request,
                value,
            ),
        });
    }
    Some(Body {
        ty: names::code(&names.body),
        is_range: false,
        required: body.required,
        put: code!("{}.putInto({});", value, request),
    })
}

/// A media type range: the caller says which type it is.
pub fn is_range(content: &RequestContent) -> bool {
    content.media_type.contains('*')
}

/// The type of one content.
pub fn content_type_of(
    package: &Package<'_>,
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
) -> Code {
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => types::plain(package, ty),
        BodyKind::Multipart(_) => names
            .forms
            .get(&index)
            .map_or_else(Code::empty, |form| names::code(&form.name)),
        BodyKind::Binary => code!("Body"),
        BodyKind::Text => code!("String"),
    }
}

/// Statements that put `value` into `request`.
fn put(
    package: &Package<'_>,
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
    taken: &[String],
    request: &Code,
    value: &Code,
) -> Code {
    let form = names.forms.get(&index);
    let media_type = if is_range(content) {
        code!("contentType")
    } else {
        literal::string(&content.media_type)
    };
    match &content.kind {
        BodyKind::Json(ty) => {
            let codec = types::codec(package, ty);
            match content.xml {
                Some(root) => code!(
                    "{}.value({}, {}, {}, {});",
                    request,
                    media_type,
                    codec,
                    value,
                    xml::notation(Some(root))
                ),
                None => code!("{}.json({}, {}, {});", request, media_type, codec, value),
            }
        }
        BodyKind::Form { ty, encodings } => {
            let encodings = encodings.iter().map(|(property, encoding)| {
                let property = literal::string(property);
                match encoding {
                    ParameterEncoding::Json => code!(", FormEncoding.json({})", property),
                    ParameterEncoding::Style {
                        style,
                        explode,
                        allow_reserved,
                    } => code!(
                        ", FormEncoding.of({}, {}, {}, {})",
                        property,
                        style_constant(*style),
                        *explode,
                        *allow_reserved
                    ),
                }
            });
            let encodings: Vec<Code> = encodings.collect();
            let encodings = Code::join(&encodings, "");
            let codec = types::codec(package, ty);
            code!("{}.form({}, {}{});", request, codec, value, encodings)
        }
        BodyKind::Multipart(multipart) => {
            let mut statements = vec![code!("{}.multipart();", request)];
            let parts = form.map(|form| form.parts.as_slice()).unwrap_or_default();
            for (part, name) in multipart.parts.iter().zip(parts) {
                let given = code!("{}.{}()", value, names::code(name));
                statements.push(put_part(package, part, taken, request, &given));
            }
            Code::join(&statements, "\n    ")
        }
        BodyKind::Binary => code!("{}.bytes({}, {});", request, media_type, value),
        BodyKind::Text => code!("{}.text({}, {});", request, media_type, value),
    }
}

fn put_part(
    package: &Package<'_>,
    part: &Part,
    taken: &[String],
    request: &Code,
    given: &Code,
) -> Code {
    let name = literal::string(&part.name.wire);
    let content_type = part
        .content_type
        .as_ref()
        .map_or_else(|| code!("null"), |text| literal::string(text));
    let call = |value: &Code| match &part.kind {
        PartKind::File => code!(
            "{}.filePart({}, {}, {})",
            request,
            name,
            content_type,
            value
        ),
        PartKind::Text(ty) => {
            let codec = types::codec(package, ty);
            code!(
                "{}.textPart({}, {}, {}, {})",
                request,
                name,
                content_type,
                codec,
                value
            )
        }
        PartKind::Json(ty) => {
            let codec = types::codec(package, ty);
            code!(
                "{}.jsonPart({}, {}, {}, {})",
                request,
                name,
                content_type,
                codec,
                value
            )
        }
    };
    let (part_name, list) = (local("part", taken), local("list", taken));
    match (part.repeated, part.presence) {
        (false, Presence::Required | Presence::RequiredNullable) => code!("{};", call(given)),
        (false, Presence::Optional | Presence::OptionalNullable) => {
            code!(
                "{}.ifPresent({} -> {});",
                given,
                part_name,
                call(&part_name)
            )
        }
        (true, Presence::Required | Presence::RequiredNullable) => {
            code!("{}.forEach({} -> {});", given, part_name, call(&part_name))
        }
        (true, Presence::Optional | Presence::OptionalNullable) => code!(
            "{}.ifPresent({} -> {}.forEach({} -> {}));",
            given,
            list,
            list,
            part_name,
            call(&part_name)
        ),
    }
}

/// The objects of multipart bodies.
pub fn forms(package: &Package<'_>, operation: &Operation, names: &OperationNames) -> Vec<Object> {
    let contents = operation.body.iter().flat_map(|body| &body.content);
    let mut objects = Vec::new();
    for (index, content) in contents.enumerate() {
        if let (BodyKind::Multipart(multipart), Some(form)) =
            (&content.kind, names.forms.get(&index))
        {
            objects.push(form_object(package, multipart, form, names));
        }
    }
    objects
}

fn form_object(
    package: &Package<'_>,
    multipart: &Multipart,
    form: &FormNames,
    names: &OperationNames,
) -> Object {
    let properties = multipart.parts.iter().zip(&form.parts).map(|(part, name)| {
        let (boxed, plain, codec) = part_types(package, part);
        Property {
            wire: literal::string(&part.name.wire),
            title: part.name.wire.clone(),
            member: names::code(name),
            boxed,
            plain,
            codec,
            presence: part.presence,
            constant: None,
            docs: part.docs.clone(),
            more: Vec::new(),
            deprecated: false,
        }
    });
    let title = format!("The parts of the body of `{}`.", names.method);
    Object {
        name: names::code(&form.name),
        docs: literal::javadoc(0, &Docs::default(), &title, &[], &[]),
        deprecated: false,
        properties: properties.collect(),
        rest: None,
        from_headers: Code::empty(),
    }
}

fn part_types(package: &Package<'_>, part: &Part) -> (Code, Code, Code) {
    let (boxed, plain, codec) = match &part.kind {
        PartKind::File => (code!("Upload"), code!("Upload"), code!("Codecs.UPLOAD")),
        PartKind::Text(ty) | PartKind::Json(ty) => (
            types::boxed(package, ty),
            types::plain(package, ty),
            types::codec(package, ty),
        ),
    };
    if part.repeated {
        let list = code!("List<{}>", boxed);
        return (list.clone(), list, code!("Codecs.list({})", codec));
    }
    (boxed, plain, codec)
}

/// The names of the factories of a body of several content types.
pub fn factory_names(contents: &[RequestContent]) -> Vec<String> {
    let entries: Vec<_> = contents
        .iter()
        .map(|content| {
            (
                names::member_name(&content.name),
                content.media_type.as_str(),
            )
        })
        .collect();
    scope::distinct(&entries, &[])
}

/// The class of a body of several content types, if the operation has one.
pub fn choice(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> Option<Result<Code, askama::Error>> {
    let body = operation.body.as_ref()?;
    if body.content.len() < 2 {
        return None;
    }
    let class = names::code(&names.body);
    let rows = body
        .content
        .iter()
        .zip(factory_names(&body.content))
        .enumerate();
    let factories = rows.map(|(index, (content, factory))| {
        let ty = content_type_of(package, content, names, index);
        let (request, value) = (code!("request"), code!("value"));
        let put = put(package, content, names, index, &[], &request, &value);
        let range = is_range(content);
        let mut tags = vec![Tag::param(&code!("value"), "the body")];
        tags.extend(range.then(|| Tag::param(&code!("contentType"), "its content type")));
        tags.push(Tag::returns("the body under its content type"));
        let title = format!("A body of `{}`.", content.media_type.replace('`', "'"));
        code!(
            "{}  public static {} {}({} value{}) {{\n    return new {}(\n        request -> {{\n          {}\n        }});\n  }}\n",
            literal::javadoc(2, &Docs::default(), &title, &[], &tags),
            class,
            names::code(&factory),
            ty,
            if range { ", String contentType" } else { "" },
            class,
            put
        )
    });
    let title = format!(
        "The body of `{}`, of one of several content types.",
        names.method
    );
    Some(Code::render(&BodyFile {
        docs: literal::javadoc(0, &Docs::default(), &title, &[], &[]),
        annotations: structs::annotations(package, false),
        name: class.clone(),
        factories: factories.collect(),
    }))
}
