//! The arguments of operations: in which order they stand, and how they are written in Ruby, RBS and YARD.

use super::literal::{comment, wrapped};
use super::models::{paragraphs, shifted};
use super::names;
use super::package::{Decided, Package};
use super::types::{rbs, yard};
use crate::emit::sink::{code, Code};
use crate::ir::{BodyKind, Docs, Parameter, ParameterLocation, Presence, RequestBody};

/// What an argument is for.
pub enum Role<'p> {
    /// A parameter, by its index.
    Parameter(usize, &'p Parameter),
    /// The body.
    Body(&'p RequestBody),
    /// Which content type the body has.
    ContentType,
    /// What applies to the call.
    Options,
}

/// An argument of the method of an operation.
pub struct Argument<'p> {
    /// Its name.
    pub name: &'p str,
    /// What it is for.
    pub role: Role<'p>,
    /// Given by position; the others are given by keyword.
    pub positional: bool,
    /// Whether it must be given.
    pub required: bool,
}

/// The arguments, in their order: path parameters, the body, then by keyword the required ones and the others.
pub fn of<'p>(decided: Decided<'p>) -> Vec<Argument<'p>> {
    let operation = decided.operation;
    let mut positional = Vec::new();
    let (mut required, mut optional) = (Vec::new(), Vec::new());
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let is_path = parameter.location == ParameterLocation::Path;
        let argument = Argument {
            name: &decided.names.arguments[index],
            role: Role::Parameter(index, parameter),
            positional: is_path,
            required: is_path || parameter.presence == Presence::Required,
        };
        match (argument.positional, argument.required) {
            (true, _) => positional.push(argument),
            (false, true) => required.push(argument),
            (false, false) => optional.push(argument),
        }
    }
    if let Some(body) = &operation.body {
        positional.push(Argument {
            name: "body",
            role: Role::Body(body),
            positional: true,
            required: body.required,
        });
        if has_choice(body) {
            optional.push(Argument {
                name: "content_type",
                role: Role::ContentType,
                positional: false,
                required: false,
            });
        }
    }
    optional.push(Argument {
        name: "options",
        role: Role::Options,
        positional: false,
        required: false,
    });
    positional.extend(required);
    positional.extend(optional);
    positional
}

/// Whether the caller may say which content type the body has.
pub fn has_choice(body: &RequestBody) -> bool {
    body.content.len() > 1
        || body
            .content
            .iter()
            .any(|content| content.media_type.contains('*'))
}

/// `def name(…)`.
pub fn definition(name: &str, arguments: &[Argument<'_>], indent: usize) -> Code {
    let list: Vec<Code> = arguments
        .iter()
        .map(|argument| {
            let name = names::code(argument.name);
            match (argument.positional, argument.required) {
                (true, true) => name,
                (true, false) => code!("{} = nil", name),
                (false, true) => code!("{}:", name),
                (false, false) => code!("{}: nil", name),
            }
        })
        .collect();
    wrapped(&code!("def {}(", names::code(name)), &list, ")", indent)
}

/// The comment lines of the arguments.
pub fn docs(package: &Package<'_>, decided: Decided<'_>, arguments: &[Argument<'_>]) -> Vec<Code> {
    let mut lines = Vec::new();
    for argument in arguments {
        let (ty, text) = match &argument.role {
            Role::Parameter(_, parameter) => (
                yard(package, &parameter.ty, true),
                parameter_text(parameter),
            ),
            Role::Body(body) => (
                Code::join(&body_types(package, decided, body, false), ", "),
                body.docs.clone(),
            ),
            Role::ContentType => (
                code!("String"),
                own("Which of the content types the body has; without it, the first"),
            ),
            Role::Options => (
                code!("RequestOptions, Hash"),
                own("What applies to this call only"),
            ),
        };
        let nil = match argument.required {
            true => "",
            false => ", nil",
        };
        lines.push(param(argument.name, code!("{}{}", ty, nil), &text));
    }
    lines
}

fn own(text: &str) -> Docs {
    Docs {
        summary: None,
        description: Some(text.to_owned()),
    }
}

fn parameter_text(parameter: &Parameter) -> Docs {
    let mut docs = parameter.docs.clone();
    let mut text = docs.description.take().unwrap_or_default();
    if let Some(default) = &parameter.default {
        let default = default.to_string().replace('`', "'");
        text = format!("{text}\n\nDefault: `{default}`.");
    }
    if parameter.deprecated {
        text = format!("{text}\n\nDeprecated.");
    }
    docs.description = Some(text);
    docs
}

fn param(name: &str, ty: Code, docs: &Docs) -> Code {
    let head = code!("# @param {} [{}]", names::code(name), ty);
    let text = paragraphs(docs);
    if text.is_empty() {
        return head;
    }
    let text = comment(&text);
    let (first, rest) = text
        .as_str()
        .split_once('\n')
        .unwrap_or((text.as_str(), ""));
    let first = super::literal::comment_text(first.trim_start_matches("# "));
    match rest.is_empty() {
        true => code!("{} {}", head, first),
        false => {
            let rest = comment(&paragraphs(docs));
            code!("{}\n{}", head, shifted(&rest))
        }
    }
}

/// The types that a body may be of.
pub fn body_types(
    package: &Package<'_>,
    decided: Decided<'_>,
    body: &RequestBody,
    is_rbs: bool,
) -> Vec<Code> {
    let module = names::code(&package.module);
    let mut types = Vec::new();
    for (index, content) in body.content.iter().enumerate() {
        let ty = match &content.kind {
            BodyKind::Json(ty) | BodyKind::Form { ty, .. } => match is_rbs {
                true => rbs(package, ty, true),
                false => yard(package, ty, true),
            },
            BodyKind::Multipart(_) => {
                let name = &decided.names.forms[&index].name;
                let form = names::code(name);
                match (is_rbs, name.is_ascii()) {
                    (true, true) => {
                        code!("::{}::Models::{} | ::Hash[::Symbol, untyped]", module, form)
                    }
                    (true, false) => code!("untyped"),
                    (false, _) => code!("Models::{}, Hash", form),
                }
            }
            BodyKind::Binary => match is_rbs {
                true => code!("::{}::Upload::content", module),
                false => code!("Upload, String, Pathname, IO"),
            },
            BodyKind::Text => match is_rbs {
                true => code!("::String"),
                false => code!("String"),
            },
        };
        if !types.contains(&ty) {
            types.push(ty);
        }
    }
    types
}

/// The arguments as RBS writes them.
pub fn signature(package: &Package<'_>, decided: Decided<'_>, arguments: &[Argument<'_>]) -> Code {
    let module = names::code(&package.module);
    // What is not of ASCII has no form in RBS.
    let spelt = |argument: &&Argument<'_>| argument.positional || argument.name.is_ascii();
    let unspelt = arguments.iter().any(|argument| !spelt(&argument));
    let list = arguments.iter().filter(spelt).map(|argument| {
        let ty = match &argument.role {
            Role::Parameter(_, parameter) => rbs(package, &parameter.ty, true),
            Role::Body(body) => {
                let types = body_types(package, decided, body, true);
                code!("({})", Code::join(&types, " | "))
            }
            Role::ContentType => code!("::String"),
            Role::Options => code!("::{}::RequestOptions::given", module),
        };
        let name = match argument.name.is_ascii() {
            true => names::code(argument.name),
            false => code!("argument"),
        };
        match (argument.positional, argument.required) {
            (true, true) => code!("{} `{}`", ty, name),
            (true, false) => code!("?{}? `{}`", ty, name),
            (false, true) => code!("{}: {}", name, ty),
            (false, false) => code!("?{}: {}?", name, ty),
        }
    });
    let more = unspelt.then(|| code!("**untyped"));
    let list: Vec<Code> = list.chain(more).collect();
    code!("({})", Code::join(&list, ", "))
}
