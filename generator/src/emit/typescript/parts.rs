//! Parameters: the object of those that are no arguments, and how the table of an operation says to write them.

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::{is_positional, params, OperationNames, Package};
use super::types::{self, Place};
use crate::emit::sink::{code, Code};
use crate::ir::{
    Operation, Parameter, ParameterEncoding, ParameterLocation, ParameterStyle, Presence,
};

/// A word of the runtime.
pub fn rt(word: &'static str) -> Doc {
    Doc::Text(code!("rt.{}", word))
}

/// `name: value` in an object literal.
pub fn property(name: &'static str, value: Doc) -> Doc {
    Doc::after(code!("{}: ", name), value)
}

/// The row of a parameter in the table of its operation.
pub fn parameter_row(package: &Package<'_>, parameter: &Parameter) -> Doc {
    let (put, details) = match &parameter.encoding {
        ParameterEncoding::Json => (
            plain_put(parameter.location),
            vec![property("json", Doc::Text(code!("true")))],
        ),
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => style_of(parameter.location, *style, *explode, *allow_reserved),
    };
    let mut row = vec![
        rt(put),
        Doc::Text(literal::string(&parameter.name.wire)),
        types::schema(package, &parameter.ty),
    ];
    if !details.is_empty() {
        row.push(Doc::inline(details));
    }
    Doc::array(row)
}

fn plain_put(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "inPath",
        ParameterLocation::Query => "inQuery",
        ParameterLocation::Header => "inHeader",
        ParameterLocation::Cookie => "inCookie",
    }
}

/// The function that puts a parameter, and what differs from what the function does by itself.
fn style_of(
    location: ParameterLocation,
    style: ParameterStyle,
    explode: bool,
    reserved: bool,
) -> (&'static str, Vec<Doc>) {
    let usual_explode = matches!(
        location,
        ParameterLocation::Query | ParameterLocation::Cookie
    );
    let mut details = Vec::new();
    let styled = match location {
        ParameterLocation::Path => style != ParameterStyle::Simple,
        ParameterLocation::Query => style != ParameterStyle::Form || reserved,
        ParameterLocation::Header | ParameterLocation::Cookie => false,
    };
    if styled {
        details.push(property(
            "style",
            Doc::Text(code!("'{}'", style_name(style))),
        ));
    }
    if explode != usual_explode {
        details.push(property("explode", Doc::Text(code!("{}", explode))));
    }
    if styled && reserved {
        details.push(property("reserved", Doc::Text(code!("true"))));
    }
    let put = match (location, styled) {
        (ParameterLocation::Path, true) => "inPathStyled",
        (ParameterLocation::Query, true) => "inQueryStyled",
        _ => plain_put(location),
    };
    (put, details)
}

/// The name of a style.
pub fn style_name(style: ParameterStyle) -> &'static str {
    match style {
        ParameterStyle::Matrix => "matrix",
        ParameterStyle::Label => "label",
        ParameterStyle::Form => "form",
        ParameterStyle::Simple => "simple",
        ParameterStyle::SpaceDelimited => "spaceDelimited",
        ParameterStyle::PipeDelimited => "pipeDelimited",
        ParameterStyle::DeepObject => "deepObject",
    }
}

/// The interface of an operation's further parameters, if it has any.
pub fn params_interface(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> Option<Code> {
    if !params(operation).0 {
        return None;
    }
    let further = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .enumerate();
    let further = further.filter(|(index, _)| !is_positional(operation, *index));
    let members: Vec<Code> = further
        .map(|(_, (parameter, name))| {
            let title = format!("Parameter `{}`.", literal::span(&parameter.name.wire));
            let default = parameter.default.iter();
            let notes: Vec<String> = default
                .map(|value| format!("Default: `{}`.", literal::span(&value.to_string())))
                .collect();
            let docs = literal::comment(
                &literal::prose(&parameter.docs, &title, &notes),
                parameter.deprecated,
                2,
            );
            let ty = types::value(package, &parameter.ty, Place::Elsewhere);
            let key = literal::key(name);
            match parameter.presence {
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
        "/** Further parameters of `{}`. */\n",
        names::ident(&names.function)
    );
    Some(code!(
        "{}export interface {}Params {{\n{}}}",
        docs,
        names::ident(&names.prefix),
        Code::join(&members, "")
    ))
}
