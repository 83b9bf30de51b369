//! An operation in the driver: a function that decodes arguments and body, and starts the call.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body;
use super::names;
use super::package::{OperationNames, ServiceNames};
use super::parameters;
use super::response::{self, Success};
use super::types::{self, Passing};
use super::value;
use crate::ir::{
    BodyKind, Multipart, Operation, Parameter, ParameterLocation, Part, PartKind, Presence,
    RequestBody, RequestContent, ResponseKind,
};

/// A body as the method takes it.
#[derive(Default)]
struct Body {
    /// Statements that decode it.
    statements: TokenStream,
    /// The arguments.
    arguments: Vec<TokenStream>,
}

/// The function of an operation.
pub fn function(
    service: &ServiceNames,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let (arguments, params) = arguments(operation, names);
    let body = match &operation.body {
        Some(body) => self::body(body, names),
        None => Body::default(),
    };
    let reads = !operation.parameters.is_empty() || operation.body.is_some();
    let mutable = reads.then(|| quote!(mut));
    let (accessor, method) = (names::ident(&service.module), names::ident(&names.method));
    let (statements, body) = (body.statements, body.arguments);
    let arguments = arguments.iter().chain(&body).chain(&params);
    let start = start(operation, names);
    quote! {
        pub fn #method(session: &Session, #mutable input: Input) -> Started {
            #statements
            let call = session.client.#accessor().#method(#(#arguments),*);
            #start
        }
    }
}

/// Positional arguments in front of the body, and the struct behind it.
fn arguments(
    operation: &Operation,
    names: &OperationNames,
) -> (Vec<TokenStream>, Option<TokenStream>) {
    let mut positional = Vec::new();
    let mut fields = Vec::new();
    let parameters = operation.parameters.iter().zip(&names.parameters);
    for ((parameter, name), is_positional) in parameters.zip(parameters::positional(operation)) {
        if is_positional {
            positional.push(argument(parameter));
        } else {
            let (ident, value) = (names::ident(name), field(parameter));
            fields.push(quote!(#ident: #value));
        }
    }
    let params = (!fields.is_empty()).then(|| {
        let name = parameters::params_name(names);
        quote!(sdk::services::#name { #(#fields),* })
    });
    (positional, params)
}

fn argument(parameter: &Parameter) -> TokenStream {
    let (place, name) = (place(parameter.location), &parameter.name.wire);
    let passing = types::passing(&parameter.ty);
    let ty = held(passing);
    let reference = (passing != Passing::Value).then(|| quote!(&));
    quote!(#reference input.required #ty(#place, #name)?)
}

fn field(parameter: &Parameter) -> TokenStream {
    let (place, name) = (place(parameter.location), &parameter.name.wire);
    if parameter.presence == Presence::Required {
        quote!(input.required(#place, #name)?)
    } else {
        quote!(input.optional(#place, #name)?)
    }
}

fn place(location: ParameterLocation) -> TokenStream {
    match location {
        ParameterLocation::Path => quote!(In::Path),
        ParameterLocation::Query => quote!(In::Query),
        ParameterLocation::Header => quote!(In::Header),
        ParameterLocation::Cookie => quote!(In::Cookie),
    }
}

/// The type argument for a value that is passed as part of what owns it, which is not inferred.
fn held(passing: Passing) -> TokenStream {
    match passing {
        Passing::Value | Passing::Reference => TokenStream::new(),
        Passing::Text => quote!(::<String>),
        Passing::Slice => quote!(::<Vec<_>>),
    }
}

fn body(body: &RequestBody, names: &OperationNames) -> Body {
    match body.content.as_slice() {
        [content] => single(body, content, names),
        contents => several(body, contents, names),
    }
}

/// How the body argument of one content type is passed.
fn body_passing(content: &RequestContent) -> Passing {
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => types::passing(ty),
        BodyKind::Text => Passing::Text,
        BodyKind::Multipart(_) | BodyKind::Binary => Passing::Value,
    }
}

fn single(body: &RequestBody, content: &RequestContent, names: &OperationNames) -> Body {
    let passing = body_passing(content);
    let media_type = &content.media_type;
    let value = self::content(content, names, 0, held(passing));
    let pattern = pattern(content);
    let is_range = body::is_range(content);
    let content_type = is_range.then(|| quote!(let content_type = body.content_type();));
    let (statements, argument) = if body.required {
        let statements = quote! {
            let (_, #pattern) = input.required_body(&[#media_type])?;
            #content_type
            let body = #value;
        };
        let argument = match passing {
            Passing::Value => quote!(body),
            Passing::Text | Passing::Slice | Passing::Reference => quote!(&body),
        };
        (statements, argument)
    } else {
        let (target, some, none) = if is_range {
            (
                quote!((body, content_type)),
                quote!({ #content_type (Some(#value), content_type) }),
                quote!((None, String::new())),
            )
        } else {
            (quote!(body), quote!(Some(#value)), quote!(None))
        };
        let statements = quote! {
            let #target = match input.body(&[#media_type])? {
                Some((_, #pattern)) => #some,
                None => #none,
            };
        };
        let argument = match passing {
            Passing::Value => quote!(body),
            Passing::Text | Passing::Slice => quote!(body.as_deref()),
            Passing::Reference => quote!(body.as_ref()),
        };
        (statements, argument)
    };
    let mut arguments = vec![argument];
    arguments.extend(is_range.then(|| quote!(&content_type)));
    Body {
        statements,
        arguments,
    }
}

fn several(body: &RequestBody, contents: &[RequestContent], names: &OperationNames) -> Body {
    let name = body::enum_name(names);
    let variants = body::variant_names(contents);
    let media_types: Vec<_> = contents.iter().map(|content| &content.media_type).collect();
    let arms = contents.iter().zip(&variants).enumerate();
    let arms = arms.map(|(index, (content, variant))| {
        let number = if index + 1 == contents.len() {
            quote!(_)
        } else {
            let index = value::index(index);
            quote!(#index)
        };
        let pattern = pattern(content);
        let value = self::content(content, names, index, TokenStream::new());
        let value = if body::is_range(content) {
            quote! {{
                let content_type = body.content_type();
                sdk::services::#name::#variant(#value, content_type)
            }}
        } else {
            quote!(sdk::services::#name::#variant(#value))
        };
        if body.required {
            quote!((#number, #pattern) => #value)
        } else {
            quote!(Some((#number, #pattern)) => Some(#value))
        }
    });
    let (method, without) = if body.required {
        (quote!(required_body), None)
    } else {
        (quote!(body), Some(quote!(None => None,)))
    };
    Body {
        statements: quote! {
            let body = match input.#method(&[#(#media_types),*])? { #(#arms,)* #without };
        },
        arguments: vec![quote!(body)],
    }
}

/// Parts are taken out of a multipart body one by one.
fn pattern(content: &RequestContent) -> TokenStream {
    match &content.kind {
        BodyKind::Multipart(_) => quote!(mut body),
        BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Binary | BodyKind::Text => {
            quote!(body)
        }
    }
}

/// The owned value of the local `body`.
fn content(
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
    ty: TokenStream,
) -> TokenStream {
    match &content.kind {
        BodyKind::Json(_) | BodyKind::Form { .. } => quote!(body.json #ty()?),
        BodyKind::Text => quote!(body.text()?),
        BodyKind::Binary => quote!(body.binary()?),
        BodyKind::Multipart(multipart) => form(multipart, names, index),
    }
}

fn form(multipart: &Multipart, names: &OperationNames, index: usize) -> TokenStream {
    let name = body::multipart_name(names, index);
    let idents = body::part_idents(names, index);
    let fields = multipart.parts.iter().zip(idents).map(|(part, ident)| {
        let value = part_value(part);
        quote!(#ident: #value)
    });
    quote! {{
        let form = sdk::services::#name { #(#fields),* };
        body.finish()?;
        form
    }}
}

fn part_value(part: &Part) -> TokenStream {
    let name = &part.name.wire;
    let values = match &part.kind {
        PartKind::File => quote!(body.uploads(#name)?),
        PartKind::Text(_) | PartKind::Json(_) => quote!(body.values(#name)?),
    };
    match (part.repeated, part.presence) {
        (true, _) => values,
        (false, Presence::Required | Presence::RequiredNullable) => {
            quote!(crate::input::one(#values, #name)?)
        }
        (false, Presence::Optional | Presence::OptionalNullable) => {
            quote!(crate::input::at_most_one(#values, #name)?)
        }
    }
}

/// Starts the local `call` and says how its answer becomes JSON.
fn start(operation: &Operation, names: &OperationNames) -> TokenStream {
    if operation.pagination.is_some() {
        return quote!(session.pages(input, call));
    }
    match response::success(operation, names) {
        Success::Alike(None | Some(ResponseKind::Json(_) | ResponseKind::Text)) => {
            quote!(session.json(input, call))
        }
        Success::Alike(Some(ResponseKind::Binary)) => quote!(session.binary(input, call)),
        Success::Alike(Some(ResponseKind::EventStream(_))) => quote!(session.events(input, call)),
        Success::Alike(Some(ResponseKind::JsonLines(_))) => quote!(session.lines(input, call)),
        Success::Several(name, variants) => several_answers(&name, &variants),
    }
}

fn several_answers(name: &Ident, variants: &[(Ident, Option<&ResponseKind>)]) -> TokenStream {
    let arms = variants.iter().map(|(variant, kind)| {
        let shown = match kind {
            None => return quote!(#name::#variant => Ok(answer::nothing())),
            Some(ResponseKind::Json(_) | ResponseKind::Text) => quote!(answer::value(&value)),
            Some(ResponseKind::Binary) => quote!(answer::binary(value).await),
            Some(ResponseKind::EventStream(_)) => quote!(answer::events(value).await),
            Some(ResponseKind::JsonLines(_)) => quote!(answer::lines(value).await),
        };
        quote!(#name::#variant(value) => #shown)
    });
    quote! {
        session.with(input, call, |value| async move {
            use crate::answer;
            use sdk::services::#name;
            match value { #(#arms,)* _ => answer::unknown() }
        })
    }
}
