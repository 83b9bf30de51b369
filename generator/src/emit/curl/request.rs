//! The request of an operation with the values of its first example, encoded.

use serde_json::{Map, Value};

use super::literal::is_deceptive;
use super::{style, xml};
use crate::ir::{
    Api, BodyKind, Multipart, Operation, OperationExample, Parameter, ParameterEncoding,
    ParameterLocation, ParameterStyle, Part, PartKind, PathPart, Presence, RequestContent, Type,
};

/// A request without its server and its credentials.
#[derive(Debug, Default)]
pub struct Request {
    /// Path and query.
    pub target: String,
    /// Header fields.
    pub headers: Vec<(String, String)>,
    /// Pairs of encoded names and values.
    pub cookies: Vec<(String, String)>,
    /// What is sent.
    pub payload: Payload,
}

/// A body.
#[derive(Debug, Default)]
pub enum Payload {
    /// None.
    #[default]
    None,
    /// A text of this content type.
    Inline(String, String),
    /// A file of this content type.
    File(String),
    /// A multipart body.
    Form(Vec<FormPart>),
}

/// A part of a multipart body.
#[derive(Debug)]
pub struct FormPart {
    /// Its name.
    pub name: String,
    /// Its content; `None`: a file.
    pub content: Option<String>,
    /// Its content type, if it has one of its own.
    pub content_type: Option<String>,
}

impl Request {
    /// The request of an operation.
    pub fn new(api: &Api, operation: &Operation) -> Self {
        let none = OperationExample {
            name: String::new(),
            parameters: Vec::new(),
            body: None,
            response: None,
        };
        let example = operation.examples.first().unwrap_or(&none);
        let mut request = Self::default();
        let mut query = Vec::new();
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let Some(value) = value_of(example, index, parameter) else {
                continue;
            };
            match parameter.location {
                ParameterLocation::Path => {}
                ParameterLocation::Query => query.extend(pairs(parameter, &value)),
                ParameterLocation::Cookie => request.cookies.extend(pairs(parameter, &value)),
                ParameterLocation::Header => request.headers.push(header(parameter, &value)),
            }
        }
        request.target = path(operation, example);
        for (index, (name, value)) in query.iter().enumerate() {
            let mark = if index == 0 { '?' } else { '&' };
            request.target.push_str(&format!("{mark}{name}={value}"));
        }
        request.payload = payload(api, operation, example);
        request
    }

    /// How many files it sends.
    pub fn files(&self) -> usize {
        match &self.payload {
            Payload::None | Payload::Inline(..) => 0,
            Payload::File(_) => 1,
            Payload::Form(parts) => parts.iter().filter(|part| part.content.is_none()).count(),
        }
    }
}

/// The value of a parameter; one that must be there has some value in any case.
fn value_of(example: &OperationExample, index: usize, parameter: &Parameter) -> Option<Value> {
    let given = example.parameters.iter().find(|(of, _)| *of == index);
    match given {
        Some((_, value)) => Some(value.clone()),
        None if parameter.presence == Presence::Required => Some(placeholder(&parameter.ty)),
        None => None,
    }
}

/// A value for where the description's own cannot be made.
fn placeholder(ty: &Type) -> Value {
    match ty {
        Type::Integer(_) | Type::Number(_) => Value::from(1),
        Type::Boolean => Value::from(true),
        Type::Any
        | Type::Never
        | Type::Null
        | Type::String(_)
        | Type::Array { .. }
        | Type::Tuple { .. }
        | Type::Map(_)
        | Type::Named(_)
        | Type::Nullable(_)
        | Type::Foreign { .. } => Value::from("example"),
    }
}

fn path(operation: &Operation, example: &OperationExample) -> String {
    let part = |part: &PathPart| match part {
        // As it is described, but for what cannot stand in a URL.
        PathPart::Literal(text) => style::encode_but(text, "/:@!$&'()*+,;=%"),
        PathPart::Parameter(index) => {
            let parameter = &operation.parameters[*index];
            let value = value_of(example, *index, parameter).unwrap_or_default();
            match &parameter.encoding {
                ParameterEncoding::Json => style::encode(&value.to_string()),
                ParameterEncoding::Style { style, explode, .. } => {
                    style::path(&parameter.name.wire, *style, *explode, &value)
                }
            }
        }
    };
    operation.path.iter().map(part).collect()
}

fn pairs(parameter: &Parameter, value: &Value) -> Vec<(String, String)> {
    encoded(&parameter.name.wire, &parameter.encoding, value)
}

fn encoded(name: &str, encoding: &ParameterEncoding, value: &Value) -> Vec<(String, String)> {
    match encoding {
        ParameterEncoding::Json => vec![(style::encode(name), style::encode(&value.to_string()))],
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => style::query(name, *style, *explode, *allow_reserved, value),
    }
}

fn header(parameter: &Parameter, value: &Value) -> (String, String) {
    let text = match &parameter.encoding {
        ParameterEncoding::Json => value.to_string(),
        ParameterEncoding::Style { explode, .. } => style::header(*explode, value),
    };
    (parameter.name.wire.clone(), text)
}

fn payload(api: &Api, operation: &Operation, example: &OperationExample) -> Payload {
    let Some(body) = &operation.body else {
        return Payload::None;
    };
    let (index, value) = match &example.body {
        Some((index, value)) => (*index, value.clone()),
        None if body.required => (0, Value::Object(Map::new())),
        None => return Payload::None,
    };
    match body.content.get(index) {
        Some(content) => payload_of(api, content, &value),
        None => Payload::None,
    }
}

fn payload_of(api: &Api, content: &RequestContent, value: &Value) -> Payload {
    let content_type = media_type(&content.media_type).to_owned();
    match &content.kind {
        BodyKind::Json(_) => {
            let text = match content.xml {
                Some(root) => xml::document(&api.xml, root, value),
                None => json(value),
            };
            Payload::Inline(content_type, text)
        }
        BodyKind::Form { encodings, .. } => {
            let pairs = value.as_object().into_iter().flatten();
            let pairs = pairs.flat_map(|(name, value)| {
                let own = encodings.iter().find(|(property, _)| property == name);
                let encoding = own.map_or(FORM, |(_, encoding)| encoding.clone());
                encoded(name, &encoding, value)
            });
            let pairs = pairs.map(|(name, value)| format!("{name}={value}"));
            Payload::Inline(content_type, pairs.collect::<Vec<_>>().join("&"))
        }
        BodyKind::Multipart(multipart) => Payload::Form(parts(multipart, value)),
        BodyKind::Binary => Payload::File(content_type),
        BodyKind::Text => match value.as_str() {
            // What a reader could not see, or a shell could not hold, comes from a file.
            Some(text) if !text.chars().any(|c| c != '\n' && is_deceptive(c)) => {
                Payload::Inline(content_type, text.to_owned())
            }
            Some(_) | None => Payload::File(content_type),
        },
    }
}

/// How properties of a form are written that have no encoding of their own.
const FORM: ParameterEncoding = ParameterEncoding::Style {
    style: ParameterStyle::Form,
    explode: true,
    allow_reserved: false,
};

/// A content type for a range.
fn media_type(described: &str) -> &str {
    match described {
        "image/*" => "image/png",
        "text/*" => "text/plain",
        "audio/*" => "audio/mpeg",
        "video/*" => "video/mp4",
        other if other.contains('*') => "application/octet-stream",
        other => other,
    }
}

/// Indented JSON; characters that a reader could not see are escaped.
fn json(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    escaped(&text)
}

fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        // All line feeds are those of the layout: in strings they are escaped already.
        if is_deceptive(c) && c != '\n' {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

fn parts(multipart: &Multipart, value: &Value) -> Vec<FormPart> {
    let mut found = Vec::new();
    for part in &multipart.parts {
        let given = value.get(&part.name.wire);
        let values: Vec<Option<&Value>> = match (given, part.repeated) {
            (None, _) if part.presence != Presence::Required => Vec::new(),
            (Some(Value::Array(items)), true) => items.iter().map(Some).collect(),
            (given, _) => vec![given],
        };
        found.extend(values.into_iter().map(|value| form_part(part, value)));
    }
    if found.is_empty() {
        // A multipart body has at least one part.
        found.extend(multipart.parts.first().map(|part| form_part(part, None)));
    }
    found
}

fn form_part(part: &Part, value: Option<&Value>) -> FormPart {
    let null = Value::Null;
    let value = value.unwrap_or(&null);
    let (content, default_type) = match &part.kind {
        PartKind::File => (None, Some("application/octet-stream")),
        PartKind::Text(_) => (Some(style::text(value)), None),
        PartKind::Json(_) => (Some(escaped(&value.to_string())), Some("application/json")),
    };
    let content_type = part.content_type.as_deref().or(default_type);
    FormPart {
        name: part.name.wire.clone(),
        content,
        content_type: content_type.map(|text| media_type(text).to_owned()),
    }
}
