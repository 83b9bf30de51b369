//! Parameters: arguments of a method, or fields of its struct of further parameters, and how they become part of the request.

use super::docs::{self, Comment};
use super::literal;
use super::names::ident;
use super::package::OperationNames;
use super::types::Types;
use crate::emit::sink::{code, Code};
use crate::ir::{
    Operation, Parameter, ParameterEncoding, ParameterLocation, ParameterStyle, Presence,
};

/// More arguments than this (the body among them) are hard to read in their order: then all but the path's go into the struct.
const MOST_ARGUMENTS: usize = 5;

/// The parameters of an operation, as its method sees them.
#[derive(Default)]
pub struct Parameters {
    /// The struct of further parameters, if there is one.
    pub item: Option<Code>,
    /// Positional arguments in front of the body, with their types.
    pub arguments: Vec<(Code, Code)>,
    /// The argument for the struct.
    pub last: Option<(Code, Code)>,
    /// Statements that put all of them into the call.
    pub statements: Vec<Code>,
}

/// Which parameters are positional, by index of the IR.
pub fn positional(operation: &Operation) -> Vec<bool> {
    let required = |parameter: &Parameter| parameter.presence == Presence::Required;
    let count = operation
        .parameters
        .iter()
        .filter(|parameter| required(parameter))
        .count();
    let few = count + usize::from(operation.body.is_some()) <= MOST_ARGUMENTS;
    let path = |parameter: &Parameter| parameter.location == ParameterLocation::Path;
    let parameters = operation.parameters.iter();
    parameters
        .map(|parameter| path(parameter) || (few && required(parameter)))
        .collect()
}

/// Whether the struct of further parameters must be given, because something in it must.
pub fn params_required(operation: &Operation) -> bool {
    let positional = positional(operation);
    let mut rest = operation
        .parameters
        .iter()
        .zip(positional)
        .filter(|(_, positional)| !positional);
    rest.any(|(parameter, _)| parameter.presence == Presence::Required)
}

/// Whether there is a struct of further parameters.
pub fn has_params(operation: &Operation) -> bool {
    positional(operation).contains(&false)
}

/// Decides arguments, struct and statements.
pub fn parameters(types: Types<'_>, operation: &Operation, names: &OperationNames) -> Parameters {
    let mut result = Parameters::default();
    let mut fields = Vec::new();
    let mut in_struct = Vec::new();
    for (index, positional) in positional(operation).into_iter().enumerate() {
        let parameter = &operation.parameters[index];
        if positional {
            let name = ident(&names.arguments[index]);
            result.statements.push(put(parameter, &name));
            result.arguments.push((name, types.of(&parameter.ty)));
        } else {
            let name = ident(&names.fields[index]);
            in_struct.push(put(parameter, &code!("params.{}", name)));
            fields.push(field(types, parameter, &name));
        }
    }
    if fields.is_empty() {
        return result;
    }
    let required = params_required(operation);
    let comment = Comment::own(&format!(
        "{} is further parameters of {}.",
        names.params, names.method
    ))
    .code();
    let name = types.qualified(&names.params);
    let body = literal::indented(&Code::join(&fields, "\n"));
    result.item = Some(code!("{}\ntype {} struct {{\n{}\n}}", comment, name, body));
    if required {
        result.last = Some((code!("params"), name));
        result.statements.extend(in_struct);
    } else {
        result.last = Some((code!("params"), code!("*{}", name)));
        let puts = literal::indented(&Code::join(&in_struct, "\n"));
        result
            .statements
            .push(code!("if params != nil {{\n{}\n}}", puts));
    }
    result
}

fn field(types: Types<'_>, parameter: &Parameter, name: &Code) -> Code {
    let otherwise = format!("Parameter {}.", docs::quoted(&parameter.name.wire));
    let mut comment = Comment::new(&parameter.docs, &otherwise);
    if let Some(default) = &parameter.default {
        comment = comment.paragraph(&format!("Default: {}", docs::quoted(&default.to_string())));
    }
    let comment = comment.deprecated(parameter.deprecated).code();
    let ty = if parameter.presence == Presence::Required {
        types.of(&parameter.ty)
    } else {
        types.optional(&parameter.ty)
    };
    code!("{}\n{} {}", comment, name, ty)
}

/// The statement that puts one parameter into the call.
fn put(parameter: &Parameter, value: &Code) -> Code {
    let name = literal::string(&parameter.name.wire);
    let (style, explode, reserved) = match &parameter.encoding {
        ParameterEncoding::Json => (
            code!("sdk.StyleJSON"),
            parameter.location == ParameterLocation::Query,
            false,
        ),
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => (self::style(*style), *explode, *allow_reserved),
    };
    match parameter.location {
        ParameterLocation::Path if style.as_str() == "sdk.StyleSimple" && !explode => {
            code!("call.Path({}, {})", name, value)
        }
        ParameterLocation::Path => code!(
            "call.PathStyled({}, {}, {}, {})",
            name,
            style,
            explode,
            value
        ),
        ParameterLocation::Query if style.as_str() == "sdk.StyleForm" && explode && !reserved => {
            code!("call.Query({}, {})", name, value)
        }
        ParameterLocation::Query => code!(
            "call.QueryStyled({}, {}, {}, {}, {})",
            name,
            style,
            explode,
            reserved,
            value
        ),
        ParameterLocation::Header => {
            code!("call.Header({}, {}, {}, {})", name, style, explode, value)
        }
        ParameterLocation::Cookie => {
            code!("call.Cookie({}, {}, {}, {})", name, style, explode, value)
        }
    }
}

/// The runtime's name of a style.
pub fn style(style: ParameterStyle) -> Code {
    match style {
        ParameterStyle::Matrix => code!("sdk.StyleMatrix"),
        ParameterStyle::Label => code!("sdk.StyleLabel"),
        ParameterStyle::Form => code!("sdk.StyleForm"),
        ParameterStyle::Simple => code!("sdk.StyleSimple"),
        ParameterStyle::SpaceDelimited => code!("sdk.StyleSpace"),
        ParameterStyle::PipeDelimited => code!("sdk.StylePipe"),
        ParameterStyle::DeepObject => code!("sdk.StyleDeep"),
    }
}
