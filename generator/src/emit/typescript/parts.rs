//! Parameters: the object of those that are no arguments, and how the table of an operation says to write them.

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::{is_positional, params, OperationNames, Package};
use super::types::{self, Place};
use crate::emit::sink::{code, Code};
use crate::ir::{
    EnumBase, Operation, Parameter, ParameterEncoding, ParameterLocation, ParameterStyle, Presence,
    Type, TypeKind,
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
    let (put, details) = put_of(package, parameter);
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

/// The function that puts a parameter, and what differs from what the function does by itself.
fn put_of(package: &Package<'_>, parameter: &Parameter) -> (&'static str, Vec<Doc>) {
    let location = parameter.location;
    // `fetch` knows the length of a body, and nobody else may say it.
    if location == ParameterLocation::Header
        && parameter.name.wire.eq_ignore_ascii_case("content-length")
    {
        return ("unsent", Vec::new());
    }
    let styled = match location {
        ParameterLocation::Path => "inPathStyled",
        ParameterLocation::Query => "inQueryStyled",
        ParameterLocation::Header => "inHeaderStyled",
        ParameterLocation::Cookie => "inCookieStyled",
    };
    let ParameterEncoding::Style {
        style,
        explode,
        allow_reserved,
    } = parameter.encoding
    else {
        return (styled, vec![property("json", Doc::Text(code!("true")))]);
    };
    let (usual_style, usual_explode) = match location {
        ParameterLocation::Path | ParameterLocation::Header => (ParameterStyle::Simple, false),
        ParameterLocation::Query | ParameterLocation::Cookie => (ParameterStyle::Form, true),
    };
    if style == usual_style && !allow_reserved && is_single(package, &parameter.ty, 0) {
        let put = match location {
            ParameterLocation::Path => "inPath",
            ParameterLocation::Query => "inQuery",
            ParameterLocation::Header => "inHeader",
            ParameterLocation::Cookie => "inCookie",
        };
        return (put, Vec::new());
    }
    let mut details = Vec::new();
    if style != usual_style {
        let name = Doc::Text(code!("'{}'", style_name(style)));
        details.push(property("style", name));
    }
    if explode != usual_explode {
        details.push(property("explode", Doc::Text(code!("{}", explode))));
    }
    if allow_reserved {
        details.push(property("reserved", Doc::Text(code!("true"))));
    }
    (styled, details)
}

/// Whether all values of a type are without parts: the usual styles write them all alike.
fn is_single(package: &Package<'_>, ty: &Type, depth: usize) -> bool {
    match ty {
        Type::Boolean | Type::Integer(_) | Type::Number(_) | Type::String(_) | Type::Null => true,
        Type::Any
        | Type::Never
        | Type::Array { .. }
        | Type::Tuple { .. }
        | Type::Map(_)
        | Type::Foreign { .. } => false,
        Type::Nullable(inner) => is_single(package, inner, depth),
        Type::Named(id) => match &package.api.type_def(*id).kind {
            TypeKind::Enum(e) => e.base != EnumBase::Mixed,
            TypeKind::Alias(ty) => depth < 20 && is_single(package, ty, depth + 1),
            TypeKind::Struct(_) | TypeKind::Union(_) => false,
        },
    }
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
