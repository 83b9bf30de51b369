//! Models: structs, enums, unions and aliases with their JSON form.
//!
//! The JSON form is written over tables and non-generic functions of the runtime instead of derived, because derived code is
//! what users of large generated crates wait for.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;

use super::docs;
use super::names::ident;
use super::nodes::{self, Part};
use super::package::{ModelFile, Package, TypeNames};
use super::structs;
use super::types;
use super::unions;
use crate::ir::{Enum, EnumBase, Type, TypeDef, TypeKind};

/// The items of a file of models.
pub fn models(package: &Package<'_>, file: &ModelFile) -> Vec<Part> {
    let mut items = Vec::new();
    for &id in &file.types {
        let (def, names) = (package.api.type_def(id), package.names(id));
        items.extend(match &def.kind {
            TypeKind::Struct(s) => structs::structure(package, id, def, s),
            TypeKind::Enum(e) => match names.same_as {
                Some(one) => vec![alias(package, def, &Type::Named(one), names).into()],
                None => enumeration(def, e, names),
            },
            TypeKind::Union(u) => unions::union(package, id, def, u),
            TypeKind::Alias(ty) if names.newtype => newtype(package, def, ty, names),
            TypeKind::Alias(ty) => vec![alias(package, def, ty, names).into()],
        });
    }
    items
}

/// The attributes of a type: its prose and whether it is deprecated.
pub fn attributes(def: &TypeDef, otherwise: &str) -> Vec<Attribute> {
    let mut attributes = docs::nodes(&docs::text(&def.docs, otherwise, &[]));
    attributes.extend(def.deprecated.then(|| nodes::marker("deprecated")));
    attributes
}

/// A title for a type without prose.
pub fn title(def: &TypeDef) -> String {
    format!("`{}`.", docs::code(&def.name.wire))
}

fn enumeration(def: &TypeDef, e: &Enum, names: &TypeNames) -> Vec<Part> {
    let name = ident(&names.name);
    let mut attributes = attributes(def, &title(def));
    let members: Vec<_> = names.members.iter().map(|member| ident(member)).collect();
    let variants = e.variants.iter().zip(&members).map(|(variant, member)| {
        let otherwise = format!("`{}`", docs::code(&variant.value.to_string()));
        let docs = docs::nodes(&docs::text(&variant.docs, &otherwise, &[]));
        nodes::variant(docs, member.clone(), None)
    });
    let rest = ident(&names.rest);
    let held = match e.base {
        EnumBase::String => nodes::ty(&["String"], []),
        EnumBase::Integer => nodes::ty(&["i64"], []),
        EnumBase::Number | EnumBase::Mixed => types::any(),
    };
    let unknown = e.open.then(|| {
        let docs = docs::nodes("Any other value, kept as it came.");
        nodes::variant(docs, rest.clone(), Some(held))
    });
    let derived = match e.base {
        // The table says the rest.
        EnumBase::String => quote!(Clone),
        EnumBase::Integer => quote!(Clone, Debug, PartialEq, Eq, Hash),
        EnumBase::Number | EnumBase::Mixed => quote!(Clone, Debug, PartialEq),
    };
    let values = e
        .variants
        .iter()
        .map(|variant| match (e.base, &variant.value) {
            (EnumBase::Number | EnumBase::Mixed, serde_json::Value::Number(number)) => {
                super::value::typed_number(number)
            }
            (_, value) => literal(value),
        });
    let table = match e.base {
        EnumBase::String => "text_enum",
        EnumBase::Integer => "integer_enum",
        EnumBase::Number | EnumBase::Mixed => "value_enum",
    };
    let otherwise = e.open.then(|| quote!(else #rest));
    attributes.push(nodes::derive(derived));
    attributes.push(nodes::marker("non_exhaustive"));
    let variants = variants.chain(unknown).collect();
    let entries = quote!(#name { #(#members = #values),* } #otherwise);
    vec![
        nodes::enumeration(attributes, name, variants),
        nodes::table(table, entries),
    ]
}

/// A scalar as a literal.
fn literal(value: &serde_json::Value) -> TokenStream {
    match value {
        serde_json::Value::String(text) => quote!(#text),
        serde_json::Value::Bool(b) => quote!(#b),
        serde_json::Value::Number(number) => super::value::number(number),
        // Enums hold scalars only; `null` is a matter of presence.
        serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
            quote!("")
        }
    }
}

fn alias(package: &Package<'_>, def: &TypeDef, ty: &Type, names: &TypeNames) -> TokenStream {
    let name = ident(&names.name);
    let attributes = attributes(def, &title(def));
    let ty = types::owned(package, ty);
    quote!(#(#attributes)* pub type #name = #ty;)
}

fn newtype(package: &Package<'_>, def: &TypeDef, ty: &Type, names: &TypeNames) -> Vec<Part> {
    let name = ident(&names.name);
    let attributes = attributes(def, &title(def));
    let ty = types::owned(package, ty);
    let definition = quote! {
        #(#attributes)*
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #ty);
    };
    let encode = quote! {
        impl rt::Encode for #name {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                rt::Encode::encode(&self.0, out)
            }
        }
    };
    let decode = quote! {
        impl rt::Decode for #name {
            fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                rt::Decode::decode(source).map(Self)
            }
        }
    };
    vec![
        definition.into(),
        encode.into(),
        decode.into(),
        nodes::table("impl_serde", quote!(#name)),
    ]
}
