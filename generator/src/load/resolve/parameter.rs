//! Parameters and headers.

use openapiv3::{Components, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;

use super::node::Node;
use super::{Referable, Resolver};
use crate::load::version::v32;
use crate::spec::{Extensions, Parameter, ParameterFormat, ParameterLocation, ParameterStyle};

impl Referable for openapiv3::Parameter {
    const SECTION: Option<&'static str> = Some("parameters");
    fn component<'d>(components: &'d Components, name: &str) -> Option<&'d ReferenceOr<Self>> {
        components.parameters.get(name)
    }
}

impl Referable for openapiv3::Header {
    const SECTION: Option<&'static str> = Some("headers");
    fn component<'d>(components: &'d Components, name: &str) -> Option<&'d ReferenceOr<Self>> {
        components.headers.get(name)
    }
}

/// What the typed model says about the place and the writing of a parameter.
struct Manner {
    location: ParameterLocation,
    style: ParameterStyle,
    allow_reserved: bool,
    allow_empty_value: bool,
}

/// What a parameter and a header have in common.
struct Common<'a> {
    description: &'a Option<String>,
    required: bool,
    deprecated: bool,
    format: &'a ParameterSchemaOrContent,
    examples: &'a indexmap::IndexMap<String, ReferenceOr<openapiv3::Example>>,
    extensions: &'a Extensions,
}

impl Resolver<'_, '_> {
    /// The parameter here; `None` for one that is left out, or whose `content` is empty, which has been reported.
    pub(super) fn parameter(
        &mut self,
        node: &Node<'_, &openapiv3::Parameter>,
    ) -> Option<Parameter> {
        if node.raw.get(v32::LEFT_OUT).is_some() {
            return None;
        }
        let data = node.typed.parameter_data_ref();
        let common = Common {
            description: &data.description,
            required: data.required,
            deprecated: data.deprecated.unwrap_or_default(),
            format: &data.format,
            examples: &data.examples,
            extensions: &data.extensions,
        };
        self.common(node, &data.name, &manner(node.typed), &common)
    }

    /// The header of this name, as a parameter.
    pub(super) fn header(
        &mut self,
        node: &Node<'_, &openapiv3::Header>,
        name: &str,
    ) -> Option<Parameter> {
        let data = node.typed;
        let manner = Manner {
            location: ParameterLocation::Header,
            style: ParameterStyle::Simple,
            allow_reserved: false,
            allow_empty_value: false,
        };
        let common = Common {
            description: &data.description,
            required: data.required,
            deprecated: data.deprecated.unwrap_or_default(),
            format: &data.format,
            examples: &data.examples,
            extensions: &data.extensions,
        };
        self.common(node, name, &manner, &common)
    }

    fn common<T>(
        &mut self,
        node: &Node<'_, T>,
        name: &str,
        manner: &Manner,
        common: &Common<'_>,
    ) -> Option<Parameter> {
        let format = match common.format {
            ParameterSchemaOrContent::Schema(schema) => ParameterFormat::Schema {
                schema: self.schema(&node.member("schema", schema)),
                style: manner.style,
                // The default depends on the style (4.7.12.2).
                explode: node
                    .flag("explode")
                    .unwrap_or(manner.style == ParameterStyle::Form),
            },
            ParameterSchemaOrContent::Content(content) => ParameterFormat::Content {
                media_type: Box::new(self.content(&node.with(()), content).into_iter().next()?),
            },
        };
        Some(Parameter {
            pointer: node.pointer.clone(),
            name: name.to_owned(),
            location: manner.location,
            description: common.description.clone(),
            required: common.required,
            deprecated: common.deprecated,
            allow_empty_value: manner.allow_empty_value,
            allow_reserved: manner.allow_reserved,
            format,
            example: self.first_example(node, common.examples),
            extensions: common.extensions.clone(),
        })
    }

    fn first_example<T>(
        &mut self,
        node: &Node<'_, T>,
        examples: &indexmap::IndexMap<String, ReferenceOr<openapiv3::Example>>,
    ) -> Option<Value> {
        let all = self.examples(&node.with(()), examples);
        all.into_iter().next().map(|(_, value)| value)
    }
}

fn manner(parameter: &openapiv3::Parameter) -> Manner {
    use openapiv3::{Parameter as Typed, PathStyle, QueryStyle};
    let plain = |location, style| Manner {
        location,
        style,
        allow_reserved: false,
        allow_empty_value: false,
    };
    match parameter {
        Typed::Query {
            allow_reserved,
            style,
            allow_empty_value,
            ..
        } => Manner {
            location: ParameterLocation::Query,
            style: match style {
                QueryStyle::Form => ParameterStyle::Form,
                QueryStyle::SpaceDelimited => ParameterStyle::SpaceDelimited,
                QueryStyle::PipeDelimited => ParameterStyle::PipeDelimited,
                QueryStyle::DeepObject => ParameterStyle::DeepObject,
            },
            allow_reserved: *allow_reserved,
            allow_empty_value: allow_empty_value.unwrap_or_default(),
        },
        Typed::Header { .. } => plain(ParameterLocation::Header, ParameterStyle::Simple),
        Typed::Path { style, .. } => plain(
            ParameterLocation::Path,
            match style {
                PathStyle::Matrix => ParameterStyle::Matrix,
                PathStyle::Label => ParameterStyle::Label,
                PathStyle::Simple => ParameterStyle::Simple,
            },
        ),
        Typed::Cookie { .. } => plain(ParameterLocation::Cookie, ParameterStyle::Form),
    }
}
