//! Parameters and the paths they stand in.
//!
//! Header parameters named `Accept`, `Content-Type` and `Authorization` are ignored, as OpenAPI 3.0.3 (4.7.12.1) demands. A
//! parameter has no null: where its schema takes null, the null is dropped. Where two parameters of an operation have equal
//! words, both have the word of their location added.

use std::collections::HashMap;

use super::media_type::{self, MediaKind};
use super::null::without_null;
use super::shape::Shape;
use super::{extension, naming, Lowering};
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    Docs, Parameter, ParameterEncoding, ParameterLocation, ParameterStyle, PathPart, Presence,
    StringFormat, Type,
};
use crate::pointer::Pointer;
use crate::spec::{self, ParameterFormat};

/// What is lost with the media type of a parameter.
const WRITTEN: [&str; 2] = [
    "a parameter is not written as",
    "it is the text that the caller writes",
];

/// What is lost with the media type of a header of a response.
const READ: [&str; 2] = ["a header is not read as", "it is the text that came"];

impl Lowering<'_> {
    /// The parameters of an operation, those of the path first and in its order.
    pub(super) fn lower_parameters(&mut self, operation: &spec::Operation) -> Vec<Parameter> {
        let (ignored, mut described): (Vec<_>, Vec<_>) = operation
            .parameters
            .iter()
            .partition(|parameter| is_ignored(parameter));
        for parameter in ignored {
            self.note_reserved(parameter);
        }
        let order: Vec<&str> = variables(&operation.path).collect();
        described.sort_by_key(|parameter| match parameter.location {
            ParameterLocation::Path => order
                .iter()
                .position(|name| *name == parameter.name)
                .unwrap_or(order.len()),
            _ => usize::MAX,
        });
        let mut parameters: Vec<Parameter> = described
            .into_iter()
            .map(|p| self.lower_parameter(p))
            .collect();
        separate(&mut parameters, operation, &mut self.problems);
        parameters
    }

    fn lower_parameter(&mut self, parameter: &spec::Parameter) -> Parameter {
        let (ty, default, encoding) = self.lower_format(parameter, &WRITTEN);
        self.note_empty(parameter);
        Parameter {
            name: extension::name(&parameter.name, &parameter.extensions),
            pointer: parameter.pointer.clone(),
            location: parameter.location,
            docs: Docs {
                summary: None,
                description: parameter.description.clone(),
            },
            ty,
            presence: if parameter.required {
                Presence::Required
            } else {
                Presence::Optional
            },
            encoding,
            deprecated: parameter.deprecated,
            default,
        }
    }

    fn lower_format(
        &mut self,
        parameter: &spec::Parameter,
        loss: &[&str; 2],
    ) -> (Type, Option<serde_json::Value>, ParameterEncoding) {
        match &parameter.format {
            ParameterFormat::Schema {
                schema,
                style,
                explode,
            } => {
                let ty = without_null(self.lower(*schema));
                let default = self.merged_schema(*schema).default.clone();
                let encoding = ParameterEncoding::Style {
                    style: *style,
                    explode: *explode,
                    allow_reserved: parameter.allow_reserved
                        && parameter.location == ParameterLocation::Query,
                };
                (ty, default, encoding)
            }
            ParameterFormat::Content { media_type } => {
                if media_type::kind(&media_type.name) != MediaKind::Json {
                    return self.lower_text(parameter.location, media_type, loss);
                }
                let ty = media_type
                    .schema
                    .map_or(Type::Any, |schema| without_null(self.lower(schema)));
                let default = media_type
                    .schema
                    .and_then(|schema| self.merged_schema(schema).default.clone());
                (ty, default, ParameterEncoding::Json)
            }
        }
    }

    /// A parameter of another media type than JSON. One value is its own text; lists and objects have no text of their own.
    fn lower_text(
        &mut self,
        location: ParameterLocation,
        media_type: &spec::MediaType,
        [not, instead]: &[&str; 2],
    ) -> (Type, Option<serde_json::Value>, ParameterEncoding) {
        let encoding = ParameterEncoding::Style {
            style: match location {
                ParameterLocation::Path | ParameterLocation::Header => ParameterStyle::Simple,
                _ => ParameterStyle::Form,
            },
            explode: false,
            allow_reserved: false,
        };
        let schema = media_type.schema;
        let shape = schema.and_then(|schema| self.peeled(schema));
        if let (Some(schema), Some((_, Shape::Scalar(_) | Shape::Enum(_)))) = (schema, shape) {
            let ty = without_null(self.lower(schema));
            return (ty, self.merged_schema(schema).default.clone(), encoding);
        }
        let message = format!("{not} `{}`: {instead}", media_type.name);
        self.problems.push(
            Diagnostic::warning(codes::APPROXIMATED, &media_type.pointer, message)
                .at_key()
                .help("use `application/json`, or a `schema` with a `style`"),
        );
        (Type::String(StringFormat::Plain), None, encoding)
    }

    /// The type of a header of a response, its default, and how it is written.
    pub(super) fn lower_header_format(
        &mut self,
        header: &spec::Parameter,
    ) -> (Type, Option<serde_json::Value>, ParameterEncoding) {
        self.lower_format(header, &READ)
    }
}

fn is_ignored(parameter: &spec::Parameter) -> bool {
    let reserved = ["accept", "content-type", "authorization"];
    parameter.location == ParameterLocation::Header
        && reserved.contains(&parameter.name.to_ascii_lowercase().as_str())
}

/// Adds the location to all names that clash.
fn separate(parameters: &mut [Parameter], operation: &spec::Operation, problems: &mut Diagnostics) {
    let words: Vec<Vec<String>> = parameters.iter().map(|p| p.name.words.clone()).collect();
    let mut sorted: Vec<&Vec<String>> = words.iter().collect();
    sorted.sort_unstable();
    let clash = |own: &Vec<String>| {
        sorted.partition_point(|w| *w <= own) - sorted.partition_point(|w| *w < own) > 1
    };
    for (parameter, own) in parameters.iter_mut().zip(&words) {
        if clash(own) {
            parameter
                .name
                .words
                .push(location_word(parameter.location).to_owned());
        }
    }
    let mut taken: HashMap<String, Pointer> = HashMap::new();
    let mut numbers = naming::Numbers::default();
    for parameter in parameters.iter_mut() {
        let mut name = parameter.name.words.join(" ");
        if let Some(other) = taken.get(&name) {
            let free = numbers.numbered(&name, |name| taken.contains_key(name));
            problems.push(
                Diagnostic::warning(
                    codes::NAME_COLLISION,
                    &parameter.pointer,
                    format!(
                        "another parameter is called \"{name}\" too: this one is called \"{free}\""
                    ),
                )
                .related(other, "the other one")
                .related(&operation.pointer, "the operation")
                .help("give one of them another name by `x-sdk-name`"),
            );
            parameter.name.words = free.split(' ').map(str::to_owned).collect();
            name = free;
        }
        taken.insert(name, parameter.pointer.clone());
    }
}

fn location_word(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

/// The names between braces in a path, in order.
fn variables(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}

/// The path cut at its parameters. `load` has checked that each is described.
pub(super) fn path_parts(path: &str, parameters: &[Parameter]) -> Vec<PathPart> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        push_literal(literal, &mut parts);
        let is_named = |p: &Parameter| p.location == ParameterLocation::Path && p.name.wire == name;
        parts.extend(
            parameters
                .iter()
                .position(is_named)
                .map(PathPart::Parameter),
        );
        rest = after;
    }
    push_literal(rest, &mut parts);
    parts
}

fn push_literal(text: &str, parts: &mut Vec<PathPart>) {
    if !text.is_empty() {
        parts.push(PathPart::Literal(text.to_owned()));
    }
}
