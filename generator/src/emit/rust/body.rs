//! Request bodies: what a method takes for one, and how it becomes part of the request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::names;
use super::package::{OperationNames, Package};
use super::parameters;
use super::types;
use super::xml;
use crate::emit::scope;
use crate::ir::{
    BodyKind, Docs, Multipart, Operation, ParameterEncoding, Part, PartKind, Presence, RequestBody,
    RequestContent,
};

/// A body, as a method sees it.
#[derive(Default)]
pub struct BodyArgument {
    /// Types made for it: the struct of a multipart body, the enum of several content types.
    pub items: Vec<TokenStream>,
    /// The arguments: the body, and for a media type range its content type.
    pub arguments: Vec<TokenStream>,
    /// Statements after the parameters that put the arguments `body` and `content_type` into the request.
    pub statements: TokenStream,
    /// Or calls that do, where no decision is needed.
    pub chain: TokenStream,
}

/// The body of an operation; `request` is the local that holds the request.
pub fn body(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
    request: &Ident,
) -> BodyArgument {
    match &operation.body {
        None => BodyArgument::default(),
        Some(body) => match body.content.as_slice() {
            [content] => single(package, body, content, names, request),
            contents => several(package, body, contents, names, request),
        },
    }
}

fn single(
    package: &Package<'_>,
    body: &RequestBody,
    content: &RequestContent,
    names: &OperationNames,
    request: &Ident,
) -> BodyArgument {
    let items = content_items(package, content, names, 0);
    let ty = borrowed_type(package, content, names, 0);
    let mut arguments = Vec::new();
    let chain = put(content, names, 0, false);
    let (chain, statements) = if body.required {
        arguments.push(quote!(body: #ty));
        (chain, TokenStream::new())
    } else {
        // An `impl Into<…>` inside an `Option` could not be inferred for `None`.
        let ty = if matches!(content.kind, BodyKind::Binary) {
            quote!(rt::Body)
        } else {
            ty
        };
        arguments.push(quote!(body: Option<#ty>));
        let statements = quote! {
            let #request = match body {
                Some(body) => #request #chain,
                None => #request,
            };
        };
        (TokenStream::new(), statements)
    };
    if is_range(content) {
        arguments.push(quote!(content_type: &str));
    }
    BodyArgument {
        items,
        arguments,
        statements,
        chain,
    }
}

fn several(
    package: &Package<'_>,
    body: &RequestBody,
    contents: &[RequestContent],
    names: &OperationNames,
    request: &Ident,
) -> BodyArgument {
    let enum_name = enum_name(names);
    let variants = variant_names(contents);
    let mut items: Vec<_> = contents
        .iter()
        .enumerate()
        .flat_map(|(index, content)| content_items(package, content, names, index))
        .collect();
    let types = contents.iter().enumerate().map(|(index, content)| {
        let ty = owned_type(package, content, names, index);
        if is_range(content) {
            quote!(#ty, String)
        } else {
            ty
        }
    });
    let variant_docs = contents.iter().map(|content| {
        let range = if is_range(content) {
            ", with its content type"
        } else {
            ""
        };
        docs::own(&format!("`{}`{range}.", docs::code(&content.media_type)))
    });
    let title = docs::own(&format!("Bodies of `{}`, by content type.", names.method));
    items.push(quote! {
        #title
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #enum_name { #(#variant_docs #variants(#types),)* }
    });
    let option = |pattern: TokenStream| {
        if body.required {
            pattern
        } else {
            quote!(Some(#pattern))
        }
    };
    let arms = contents
        .iter()
        .zip(&variants)
        .enumerate()
        .map(|(index, (content, variant))| {
            let put = put(content, names, index, true);
            if is_range(content) {
                let pattern = option(quote!(#enum_name::#variant(body, content_type)));
                quote!(#pattern => #request #put)
            } else {
                let pattern = option(quote!(#enum_name::#variant(body)));
                quote!(#pattern => #request #put)
            }
        });
    let without = (!body.required).then(|| quote!(None => #request,));
    let statements = quote!(let #request = match body { #(#arms,)* #without };);
    let argument = if body.required {
        quote!(body: #enum_name)
    } else {
        quote!(body: Option<#enum_name>)
    };
    BodyArgument {
        items,
        arguments: vec![argument],
        statements,
        chain: TokenStream::new(),
    }
}

/// The enum of several content types.
pub fn enum_name(names: &OperationNames) -> Ident {
    names::ident(&format!("{}Body", names.prefix))
}

/// The variants of the enum of several content types.
pub fn variant_names(contents: &[RequestContent]) -> Vec<Ident> {
    let entries: Vec<_> = contents
        .iter()
        .map(|content| {
            (
                names::variant_name(&content.name),
                content.media_type.as_str(),
            )
        })
        .collect();
    scope::distinct(&entries, &[])
        .iter()
        .map(|variant| names::ident(variant))
        .collect()
}

/// A media type range: the caller says which type it is.
pub fn is_range(content: &RequestContent) -> bool {
    content.media_type.contains('*')
}

fn owned_type(
    package: &Package<'_>,
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
) -> TokenStream {
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => types::owned(package, ty),
        BodyKind::Multipart(_) => {
            let name = multipart_name(names, index);
            quote!(#name)
        }
        BodyKind::Binary => quote!(rt::Body),
        BodyKind::Text => quote!(String),
    }
}

fn borrowed_type(
    package: &Package<'_>,
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
) -> TokenStream {
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => types::argument(package, ty),
        BodyKind::Text => quote!(&str),
        BodyKind::Binary => quote!(impl Into<rt::Body>),
        BodyKind::Multipart(_) => owned_type(package, content, names, index),
    }
}

/// Multipart bodies of one operation are told apart by the position of their content type: at most one is usual.
pub fn multipart_name(names: &OperationNames, index: usize) -> Ident {
    let first = names.parts.keys().next() == Some(&index);
    let suffix = if first {
        String::new()
    } else {
        (index + 1).to_string()
    };
    names::ident(&format!("{}Form{suffix}", names.prefix))
}

fn content_items(
    package: &Package<'_>,
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
) -> Vec<TokenStream> {
    match &content.kind {
        BodyKind::Multipart(multipart) => vec![multipart_struct(package, multipart, names, index)],
        BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Binary | BodyKind::Text => Vec::new(),
    }
}

fn multipart_struct(
    package: &Package<'_>,
    multipart: &Multipart,
    names: &OperationNames,
    index: usize,
) -> TokenStream {
    let name = multipart_name(names, index);
    let idents = part_idents(names, index);
    let types: Vec<_> = multipart
        .parts
        .iter()
        .map(|part| part_type(package, part))
        .collect();
    let docs = multipart.parts.iter().map(|part| {
        docs::docs(
            &part.docs,
            &format!("Part `{}`.", docs::code(&part.name.wire)),
            &[],
        )
    });
    let title = docs::own(&format!(
        "The `multipart/form-data` body of `{}`.",
        names.method
    ));
    let all_optional = multipart
        .parts
        .iter()
        .all(|part| part.presence == Presence::Optional || part.repeated);
    let derive_default = if all_optional {
        quote!(, Default)
    } else {
        TokenStream::new()
    };
    let constructor = if all_optional {
        TokenStream::new()
    } else {
        let required = |part: &Part| part.presence != Presence::Optional;
        let arguments = multipart
            .parts
            .iter()
            .zip(&idents)
            .zip(&types)
            .filter(|((part, _), _)| required(part));
        let arguments = arguments.map(|((_, ident), ty)| quote!(#ident: #ty));
        let fields = multipart.parts.iter().zip(&idents).map(|(part, ident)| {
            if required(part) {
                quote!(#ident)
            } else if part.repeated {
                quote!(#ident: Vec::new())
            } else {
                quote!(#ident: None)
            }
        });
        quote! {
            impl #name {
                /// A body of the required parts.
                pub fn new(#(#arguments),*) -> Self {
                    Self { #(#fields),* }
                }
            }
        }
    };
    quote! {
        #title
        #[derive(Clone, Debug #derive_default)]
        pub struct #name { #(#docs pub #idents: #types,)* }
        #constructor
    }
}

/// Fields of a multipart body.
pub fn part_idents(names: &OperationNames, index: usize) -> Vec<Ident> {
    names
        .parts
        .get(&index)
        .into_iter()
        .flatten()
        .map(|name| names::ident(name))
        .collect()
}

fn part_type(package: &Package<'_>, part: &Part) -> TokenStream {
    let ty = match &part.kind {
        PartKind::File => quote!(rt::Upload),
        PartKind::Text(ty) | PartKind::Json(ty) => types::owned(package, ty),
    };
    match (part.repeated, part.presence) {
        (true, _) => quote!(Vec<#ty>),
        (false, Presence::Required | Presence::RequiredNullable) => ty,
        (false, Presence::Optional | Presence::OptionalNullable) => quote!(Option<#ty>),
    }
}

/// Calls that put `body` (and `content_type`) into the request; they are `owned`, or references where a method takes those.
fn put(content: &RequestContent, names: &OperationNames, index: usize, owned: bool) -> TokenStream {
    let media_type = &content.media_type;
    let borrow = owned.then(|| quote!(&));
    let content_type = if is_range(content) {
        quote!(#borrow content_type)
    } else {
        quote!(#media_type)
    };
    let value = quote!(body);
    match &content.kind {
        BodyKind::Json(_) => match content.xml {
            Some(root) => {
                let notation = xml::notation(root);
                quote!(.document(#content_type, &#value, #notation))
            }
            None => quote!(.json(#content_type, &#value)),
        },
        BodyKind::Form { encodings, .. } => {
            let encodings = encodings.iter().map(|(property, encoding)| {
                let (style, explode, reserved) = match encoding {
                    ParameterEncoding::Json => (quote!(None), false, false),
                    ParameterEncoding::Style {
                        style,
                        explode,
                        allow_reserved,
                    } => {
                        let style = parameters::query_style(*style);
                        (quote!(Some(#style)), *explode, *allow_reserved)
                    }
                };
                quote!(rt::FormEncoding { property: #property, style: #style, explode: #explode, reserved: #reserved })
            });
            quote!(.form(&[#(#encodings),*], &#value))
        }
        BodyKind::Multipart(multipart) => {
            let parts = multipart.parts.iter().zip(part_idents(names, index));
            let parts = parts.map(|(part, ident)| put_part(part, &quote!(#value.#ident)));
            quote!(.multipart() #(#parts)*)
        }
        BodyKind::Binary => quote!(.bytes(#content_type, #value)),
        BodyKind::Text => quote!(.text(#content_type, #borrow #value)),
    }
}

fn put_part(part: &Part, field: &TokenStream) -> TokenStream {
    let name = &part.name.wire;
    let content_type = match &part.content_type {
        Some(content_type) => quote!(Some(#content_type)),
        None => quote!(None),
    };
    let method = names::ident(match &part.kind {
        PartKind::File => "file_part",
        PartKind::Text(_) => "text_part",
        PartKind::Json(_) => "json_part",
    });
    let optional_file = matches!(part.kind, PartKind::File) && part.presence == Presence::Optional;
    if part.repeated || optional_file {
        quote!(.each(&#field, |request, part| request.#method(#name, #content_type, part)))
    } else {
        quote!(.#method(#name, #content_type, &#field))
    }
}

/// The prose of a body for the method's documentation.
pub fn body_docs(operation: &Operation) -> Option<Docs> {
    operation
        .body
        .as_ref()
        .map(|body| body.docs.clone())
        .filter(|docs| *docs != Docs::default())
}
