//! Pagination: the static that tells the runtime how to walk the pages of an operation.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::package::Package;
use super::types;
use crate::ir::{FieldPath, FieldStep, NextPage, Operation, Pagination, Presence, TypeKind};

/// The type of the items and the static, named `name`, for pages of type `page`.
pub fn paging(
    package: &Package<'_>,
    operation: &Operation,
    pagination: &Pagination,
    page: &TokenStream,
    name: &Ident,
) -> (TokenStream, TokenStream) {
    let item = types::owned(package, &pagination.item);
    let items = by_value(package, &pagination.items, &quote!(page));
    let count = length(package, &pagination.items);
    let parameter = |index: usize| operation.parameters[index].name.wire.as_str();
    let next = match &pagination.next {
        NextPage::Link(path) => {
            let link = text(package, path, &quote!(page));
            quote!(rt::Next::Link(|page| #link))
        }
        NextPage::Cursor {
            value,
            parameter: index,
        } => {
            let (parameter, value) = (parameter(*index), text(package, value, &quote!(page)));
            quote!(rt::Next::Cursor(#parameter, |page| #value))
        }
        NextPage::PageNumber {
            parameter: index,
            first,
        } => {
            let parameter = parameter(*index);
            let first = super::value::number(&(*first).into());
            quote!(rt::Next::PageNumber { parameter: #parameter, first: #first })
        }
        NextPage::Offset { parameter: index } => {
            let parameter = parameter(*index);
            quote!(rt::Next::Offset { parameter: #parameter })
        }
    };
    let unique_key = match &pagination.unique_key {
        None => quote!(None),
        Some(path) => {
            let key = text(package, path, &quote!(item));
            quote!(Some(|item| #key))
        }
    };
    let definition = quote! {
        static #name: rt::Paging<#page, #item> = rt::Paging {
            items: |page| #items,
            count: |page| #count,
            next: #next,
            unique_key: #unique_key,
        };
    };
    (item, definition)
}

fn presence(package: &Package<'_>, step: FieldStep) -> (Presence, bool) {
    match &package.api.type_def(step.of).kind {
        TypeKind::Struct(s) => (
            s.fields[step.field].presence,
            s.fields[step.field].closes_cycle,
        ),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => (Presence::Required, false),
    }
}

/// The value at the end of the path, taken out of `root`, or its default.
fn by_value(package: &Package<'_>, path: &FieldPath, root: &TokenStream) -> TokenStream {
    let mut expression = quote!(#root);
    let mut optional = false;
    for &step in &path.0 {
        let field = package.field(step.of, step.field);
        let (presence, boxed) = presence(package, step);
        let unbox = boxed.then(|| quote!(.map(|value| *value)));
        expression = match (presence, optional) {
            (Presence::Required, false) => quote!(#expression.#field),
            (Presence::Required, true) => quote!(#expression.map(|value| value.#field)),
            (Presence::RequiredNullable | Presence::Optional, false) => {
                quote!(#expression.#field #unbox)
            }
            (Presence::RequiredNullable | Presence::Optional, true) => {
                quote!(#expression.and_then(|value| value.#field) #unbox)
            }
            (Presence::OptionalNullable, false) => quote!(#expression.#field.into_value() #unbox),
            (Presence::OptionalNullable, true) => {
                quote!(#expression.and_then(|value| value.#field.into_value()) #unbox)
            }
        };
        optional |= presence != Presence::Required;
    }
    if optional {
        quote!(#expression.unwrap_or_default())
    } else {
        expression
    }
}

/// The length of the list at the end of the path; 0 where there is none.
fn length(package: &Package<'_>, path: &FieldPath) -> TokenStream {
    let list = by_reference(package, path, &quote!(page));
    quote!(#list.map_or(0, Vec::len))
}

/// The scalar at the end of the path as `Option<String>`; `root` is a reference.
fn text(package: &Package<'_>, path: &FieldPath, root: &TokenStream) -> TokenStream {
    let value = by_reference(package, path, root);
    quote!(#value.map(ToString::to_string))
}

/// The value at the end of the path as an `Option` of a reference; `root` is a reference.
fn by_reference(package: &Package<'_>, path: &FieldPath, root: &TokenStream) -> TokenStream {
    let mut expression = quote!(Some(#root));
    for &step in &path.0 {
        let field = package.field(step.of, step.field);
        let (presence, boxed) = presence(package, step);
        let unbox = boxed.then(|| quote!(.map(|value| &**value)));
        expression = match presence {
            Presence::Required => quote!(#expression.map(|value| &value.#field)),
            Presence::RequiredNullable | Presence::Optional => {
                quote!(#expression.and_then(|value| value.#field.as_ref()) #unbox)
            }
            Presence::OptionalNullable => {
                quote!(#expression.and_then(|value| value.#field.value()) #unbox)
            }
        };
    }
    expression
}
