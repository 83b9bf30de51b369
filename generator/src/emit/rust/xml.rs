//! XML: the tables, and how bodies and answers name them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::package::Package;
use crate::emit::xml;
use crate::ir::XmlRoot;

/// The file of the tables.
pub fn tables(package: &Package<'_>) -> Vec<TokenStream> {
    let lines = xml::tables(package.api);
    vec![quote! {
        /// How values are laid out in XML.
        pub(crate) static FORMS: rt::XmlForms = rt::XmlForms::new(concat!(#(#lines),*));
    }]
}

/// What writes and reads the documents with a root element.
pub fn notation(root: XmlRoot) -> TokenStream {
    let index = Literal::u32_unsuffixed(root.0);
    quote!(&rt::XmlRoot { forms: &crate::xml::FORMS, index: #index })
}
