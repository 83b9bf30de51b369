//! Parameters: arguments of a method, or fields of its `…Params`, and how they become part of the request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::names;
use super::package::{OperationNames, Package};
use super::types;
use crate::ir::{
    Operation, Parameter, ParameterEncoding, ParameterLocation, ParameterStyle, Presence,
};

/// More arguments than this (the body among them) are hard to read in their order: then all but the path's go into the struct.
const MOST_ARGUMENTS: usize = 5;

/// The parameters of an operation, as its method sees them.
pub struct Parameters {
    /// The `…Params` struct, if there is one, with its impls.
    pub items: Vec<TokenStream>,
    /// Positional arguments in front of the body.
    pub arguments: Vec<TokenStream>,
    /// The argument `params` behind the body, if there is a struct.
    pub last_argument: Option<TokenStream>,
    /// Calls that put all of them into the request: `.path(…).query(…)`.
    pub chain: TokenStream,
}

/// Which parameters are positional, by index of the IR.
pub fn positional(operation: &Operation) -> Vec<bool> {
    let required = |parameter: &Parameter| parameter.presence == Presence::Required;
    let body = usize::from(operation.body.is_some());
    let few = operation
        .parameters
        .iter()
        .filter(|parameter| required(parameter))
        .count()
        + body
        <= MOST_ARGUMENTS;
    let path = |parameter: &Parameter| parameter.location == ParameterLocation::Path;
    operation
        .parameters
        .iter()
        .map(|parameter| path(parameter) || (few && required(parameter)))
        .collect()
}

/// The name of the struct of an operation's further parameters.
pub fn params_name(names: &OperationNames) -> Ident {
    names::ident(&format!("{}Params", names.prefix))
}

/// Decides arguments, struct and calls.
pub fn parameters(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> Parameters {
    let mut result = Parameters {
        items: Vec::new(),
        arguments: Vec::new(),
        last_argument: None,
        chain: TokenStream::new(),
    };
    let mut in_struct = Vec::new();
    for ((parameter, name), positional) in operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .zip(positional(operation))
    {
        let ident = names::ident(name);
        if positional {
            let ty = types::argument(package, &parameter.ty);
            result.arguments.push(quote!(#ident: #ty));
            result.chain.extend(put(parameter, &quote!(&#ident)));
        } else {
            // An absent value adds nothing to the request.
            result.chain.extend(put(parameter, &quote!(&params.#ident)));
            in_struct.push((parameter, ident, parameter.presence == Presence::Required));
        }
    }
    if !in_struct.is_empty() {
        let name = params_name(names);
        result.items = params_struct(package, names, &name, &in_struct);
        result.last_argument = Some(quote!(params: #name));
    }
    result
}

fn params_struct(
    package: &Package<'_>,
    names: &OperationNames,
    name: &Ident,
    fields: &[(&Parameter, Ident, bool)],
) -> Vec<TokenStream> {
    let title = docs::own(&format!("Further parameters of `{}`.", names.method));
    let definitions = fields.iter().map(|(parameter, ident, required)| {
        let docs = docs::docs(
            &parameter.docs,
            &format!("Parameter `{}`.", docs::code(&parameter.name.wire)),
            &docs::default_value(parameter.default.as_ref()),
        );
        let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
        let ty = types::owned(package, &parameter.ty);
        let ty = if *required { ty } else { quote!(Option<#ty>) };
        quote!(#docs #deprecated pub #ident: #ty)
    });
    let any_required = fields.iter().any(|(_, _, required)| *required);
    let default = (!any_required).then(|| quote!(, Default));
    let mut items = vec![quote! {
        #title
        #[derive(Clone, Debug, PartialEq #default)]
        pub struct #name { #(#definitions,)* }
    }];
    if any_required {
        let arguments =
            fields
                .iter()
                .filter(|(_, _, required)| *required)
                .map(|(parameter, ident, _)| {
                    let ty = types::owned(package, &parameter.ty);
                    quote!(#ident: #ty)
                });
        let values = fields.iter().map(|(_, ident, required)| {
            if *required {
                quote!(#ident)
            } else {
                quote!(#ident: None)
            }
        });
        items.push(quote! {
            impl #name {
                /// The required parameters, none of the others.
                pub fn new(#(#arguments),*) -> Self {
                    Self { #(#values),* }
                }
            }
        });
    }
    items
}

/// The call that puts one parameter into the request; `value` is a reference.
fn put(parameter: &Parameter, value: &TokenStream) -> TokenStream {
    let name = &parameter.name.wire;
    match (&parameter.encoding, parameter.location) {
        (ParameterEncoding::Json, ParameterLocation::Query) => quote!(.query_json(#name, #value)),
        (ParameterEncoding::Json, ParameterLocation::Path) => quote!(.path_json(#name, #value)),
        (ParameterEncoding::Json, ParameterLocation::Header) => quote!(.header_json(#name, #value)),
        (ParameterEncoding::Json, ParameterLocation::Cookie) => quote!(.cookie_json(#name, #value)),
        (ParameterEncoding::Style { style, explode, .. }, ParameterLocation::Path) => {
            match (path_style(*style), *explode) {
                (None, false) => quote!(.path(#name, #value)),
                (style, explode) => {
                    let style = style.unwrap_or_else(|| quote!(rt::PathStyle::Simple));
                    quote!(.path_styled(#name, #style, #explode, #value))
                }
            }
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
                return quote!(.query(#name, #value));
            }
            let style = query_style(*style);
            quote!(.query_styled(#name, #style, #explode, #allow_reserved, #value))
        }
        (ParameterEncoding::Style { explode, .. }, ParameterLocation::Header) => {
            quote!(.header(#name, #explode, #value))
        }
        (ParameterEncoding::Style { explode, .. }, ParameterLocation::Cookie) => {
            quote!(.cookie(#name, #explode, #value))
        }
    }
}

/// The style of a path parameter; `None`: `simple`.
fn path_style(style: ParameterStyle) -> Option<TokenStream> {
    match style {
        ParameterStyle::Matrix => Some(quote!(rt::PathStyle::Matrix)),
        ParameterStyle::Label => Some(quote!(rt::PathStyle::Label)),
        ParameterStyle::Simple
        | ParameterStyle::Form
        | ParameterStyle::SpaceDelimited
        | ParameterStyle::PipeDelimited
        | ParameterStyle::DeepObject => None,
    }
}

/// The style of a query parameter or a form property.
pub fn query_style(style: ParameterStyle) -> TokenStream {
    match style {
        ParameterStyle::SpaceDelimited => quote!(rt::QueryStyle::SpaceDelimited),
        ParameterStyle::PipeDelimited => quote!(rt::QueryStyle::PipeDelimited),
        ParameterStyle::DeepObject => quote!(rt::QueryStyle::DeepObject),
        ParameterStyle::Form
        | ParameterStyle::Simple
        | ParameterStyle::Label
        | ParameterStyle::Matrix => {
            quote!(rt::QueryStyle::Form)
        }
    }
}
