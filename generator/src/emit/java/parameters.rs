//! Parameters: arguments of a method, or properties of its `…Params`, and how they become part of the request.

use super::literal;
use super::names;
use super::package::{OperationNames, Package};
use super::structs::{default_value, Object, Property};
use super::types;
use crate::emit::sink::{code, Code};
use crate::ir::{
    Docs, Operation, Parameter, ParameterEncoding, ParameterLocation, ParameterStyle, Presence,
};

/// More arguments than this (the body among them) are hard to read in their order: then all but the path's go into the object.
const MOST_ARGUMENTS: usize = 5;

/// Which parameters are positional, by index of the IR.
pub fn positional(operation: &Operation) -> Vec<bool> {
    let required = |parameter: &Parameter| parameter.presence == Presence::Required;
    let body = usize::from(operation.body.is_some());
    let count = operation.parameters.iter().filter(|p| required(p)).count();
    let few = count + body <= MOST_ARGUMENTS;
    let path = |parameter: &Parameter| parameter.location == ParameterLocation::Path;
    operation
        .parameters
        .iter()
        .map(|parameter| path(parameter) || (few && required(parameter)))
        .collect()
}

/// The object of an operation's further parameters, if it has any.
pub fn object(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> Option<Object> {
    let rows = operation.parameters.iter().zip(&names.parameters);
    let rows = rows.zip(positional(operation));
    let properties: Vec<_> = rows
        .filter(|(_, positional)| !positional)
        .map(|((parameter, name), _)| property(package, parameter, name))
        .collect();
    if properties.is_empty() {
        return None;
    }
    let title = format!("Further parameters of `{}`.", names.method);
    Some(Object {
        name: names::code(&names.params),
        docs: literal::javadoc(0, &Docs::default(), &title, &[], &[]),
        deprecated: false,
        properties,
        rest: None,
        from_headers: Code::empty(),
    })
}

fn property(package: &Package<'_>, parameter: &Parameter, name: &str) -> Property {
    Property {
        wire: literal::string(&parameter.name.wire),
        title: parameter.name.wire.clone(),
        member: names::code(name),
        boxed: types::boxed(package, &parameter.ty),
        plain: types::plain(package, &parameter.ty),
        codec: types::codec(package, &parameter.ty),
        presence: parameter.presence,
        constant: None,
        docs: parameter.docs.clone(),
        more: default_value(parameter.default.as_ref()),
        deprecated: parameter.deprecated,
    }
}

/// Whether the object of further parameters can be left out.
pub fn all_optional(operation: &Operation) -> bool {
    let rows = operation.parameters.iter().zip(positional(operation));
    let mut rows = rows.filter(|(_, positional)| !positional);
    rows.all(|(parameter, _)| parameter.presence != Presence::Required)
}

/// The call that puts one parameter into the request; `params` is the name of the object.
pub fn put(
    package: &Package<'_>,
    parameter: &Parameter,
    name: &str,
    positional: bool,
    params: &Code,
) -> Code {
    let wire = literal::string(&parameter.name.wire);
    let codec = types::codec(package, &parameter.ty);
    let name = names::code(name);
    let required = parameter.presence == Presence::Required;
    let value = match (positional, required) {
        (true, _) => name,
        (false, _) => code!("{}.{}()", params, name),
    };
    // All but the path take what may be absent.
    let optional = if positional || required {
        code!("Optional.of({})", value)
    } else {
        value.clone()
    };
    match (&parameter.encoding, parameter.location) {
        (ParameterEncoding::Json, ParameterLocation::Path) => {
            code!(".pathJson({}, {}, {})", wire, codec, value)
        }
        (ParameterEncoding::Json, ParameterLocation::Query) => {
            code!(".queryJson({}, {}, {})", wire, codec, optional)
        }
        (ParameterEncoding::Json, ParameterLocation::Header) => {
            code!(".headerJson({}, {}, {})", wire, codec, optional)
        }
        (ParameterEncoding::Json, ParameterLocation::Cookie) => {
            code!(".cookieJson({}, {}, {})", wire, codec, optional)
        }
        (ParameterEncoding::Style { style, explode, .. }, ParameterLocation::Path) => {
            if (*style, *explode) == (ParameterStyle::Simple, false) {
                return code!(".path({}, {}, {})", wire, codec, value);
            }
            let style = style_constant(*style);
            code!(
                ".path({}, {}, {}, {}, {})",
                wire,
                style,
                *explode,
                codec,
                value
            )
        }
        (
            ParameterEncoding::Style {
                style,
                explode,
                allow_reserved,
            },
            ParameterLocation::Query,
        ) => {
            if (*style, *explode, *allow_reserved) == (ParameterStyle::Form, true, false) {
                return code!(".query({}, {}, {})", wire, codec, optional);
            }
            code!(
                ".query({}, {}, {}, {}, {}, {})",
                wire,
                style_constant(*style),
                *explode,
                *allow_reserved,
                codec,
                optional
            )
        }
        (ParameterEncoding::Style { explode, .. }, ParameterLocation::Header) => {
            code!(".header({}, {}, {}, {})", wire, *explode, codec, optional)
        }
        (ParameterEncoding::Style { explode, .. }, ParameterLocation::Cookie) => {
            code!(".cookie({}, {}, {}, {})", wire, *explode, codec, optional)
        }
    }
}

/// The runtime's name of a style.
pub fn style_constant(style: ParameterStyle) -> &'static str {
    match style {
        ParameterStyle::Matrix => "Style.MATRIX",
        ParameterStyle::Label => "Style.LABEL",
        ParameterStyle::Simple => "Style.SIMPLE",
        ParameterStyle::Form => "Style.FORM",
        ParameterStyle::SpaceDelimited => "Style.SPACE_DELIMITED",
        ParameterStyle::PipeDelimited => "Style.PIPE_DELIMITED",
        ParameterStyle::DeepObject => "Style.DEEP_OBJECT",
    }
}
