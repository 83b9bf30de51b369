//! Headers of responses: how the fields of their structs are read, and how drivers find the struct of an answer.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::ident;
use super::package::{Package, TypeNames};
use crate::emit::response_headers;
use crate::ir::{HeaderForm, HeaderText, Struct};

/// The function that reads a struct from headers; nothing where the struct is no set of headers.
pub fn reader(s: &Struct, names: &TypeNames) -> Option<TokenStream> {
    let rows = s.fields.iter().zip(&s.headers).map(|(field, form)| {
        let name = &field.name.wire;
        match form {
            HeaderForm::Json => quote!(rt::Header::json(#name)),
            HeaderForm::Text(piece) => {
                let piece = text(*piece);
                quote!(rt::Header::text(#name, #piece))
            }
            HeaderForm::List(item) => {
                let item = text(*item);
                quote!(rt::Header::list(#name, #item))
            }
            HeaderForm::Object {
                explode,
                properties,
                others,
            } => {
                let properties = properties.iter().map(|(name, piece)| {
                    let piece = text(*piece);
                    quote!((#name, #piece))
                });
                let others = text(*others);
                quote!(rt::Header::object(#name, #explode, &[#(#properties),*], #others))
            }
        }
    });
    let name = ident(&names.name);
    (!s.headers.is_empty()).then(|| {
        quote! {
            impl #name {
                /// Reads the headers of an answer.
                ///
                /// # Errors
                /// A header is missing or malformed.
                pub fn from_headers(headers: &rt::HeaderMap) -> Result<Self, rt::DecodeError> {
                    rt::read_headers(headers, &[#(#rows),*])
                }
            }
        }
    })
}

fn text(piece: HeaderText) -> TokenStream {
    match piece {
        HeaderText::String => quote!(rt::HeaderText::String),
        HeaderText::Number => quote!(rt::HeaderText::Number),
        HeaderText::Boolean => quote!(rt::HeaderText::Boolean),
        HeaderText::Any => quote!(rt::HeaderText::Any),
    }
}

/// The table by which the driver reads headers.
pub fn driver_table(package: &Package<'_>) -> TokenStream {
    let rows = response_headers::rows(package.api).map(|row| {
        let key = &row.key;
        let read = match row.headers {
            Some(id) => {
                let name = ident(&package.names(id).name);
                quote!(Some(|headers| answer::typed(sdk::models::#name::from_headers(headers))))
            }
            None => quote!(None),
        };
        quote!((#key, #read))
    });
    quote! {
        /// What reads the headers of answers, by the id of the operation and the key of the response.
        pub const HEADERS: &[(&str, Option<answer::ReadHeaders>)] = &[#(#rows),*];
    }
}
