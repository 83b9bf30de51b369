//! Unions: enums over the types a value can be of.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::model::{attributes, title};
use super::names::ident;
use super::nodes::{self, Part};
use super::package::Package;
use super::{docs, types};
use crate::ir::{
    Evidence, Presence, Tagging, Type, TypeDef, TypeId, TypeKind, Union, UnionVariant,
};
use crate::spec::JsonType;

/// The items of a union.
pub fn union(package: &Package<'_>, id: TypeId, def: &TypeDef, u: &Union) -> Vec<Part> {
    let names = package.names(id);
    let (name, rest) = (ident(&names.name), ident(&names.rest));
    let members: Vec<_> = names.members.iter().map(|member| ident(member)).collect();
    let mut attributes = attributes(def, &title(def));
    attributes.push(nodes::derive(quote!(Clone, Debug, PartialEq)));
    attributes.push(nodes::marker("non_exhaustive"));
    let variants = u.variants.iter().zip(&members).map(|(variant, member)| {
        let docs = docs::nodes(&docs::text(&variant.docs, &case_title(variant), &[]));
        let ty = types::field(
            package,
            &variant.ty,
            Presence::Required,
            variant.closes_cycle,
        );
        nodes::variant(docs, member.clone(), Some(ty))
    });
    let docs = docs::nodes("Anything else, kept as it came.");
    let unknown = nodes::variant(docs, rest.clone(), Some(types::any()));
    let variants = variants.chain([unknown]).collect();
    let mut items = vec![
        nodes::enumeration(attributes, name.clone(), variants),
        encode(package, u, &name, &members, &rest).into(),
        decode(u, &name, &members, &rest).into(),
    ];
    items.extend(conversions(package, u, &name, &members).map(Part::Tokens));
    items.push(nodes::table("impl_serde", quote!(#name)));
    items
}

fn case_title(variant: &UnionVariant) -> String {
    match variant.tags.first() {
        Some(tag) => format!("Tagged `{}`.", docs::code(tag)),
        None => format!("`{}`.", docs::code(&variant.name.wire)),
    }
}

fn encode(
    package: &Package<'_>,
    u: &Union,
    name: &Ident,
    members: &[Ident],
    rest: &Ident,
) -> TokenStream {
    let arms = u.variants.iter().zip(members).map(|(variant, member)| {
        match (&u.tagging, variant.tags.as_slice()) {
            (Tagging::Property(property), [tag, ..])
                if !holds_tag(package, &variant.ty, &property.wire) =>
            {
                let property = &property.wire;
                quote!(Self::#member(value) => rt::encode_tagged(out, #property, #tag, value))
            }
            (Tagging::Property(_) | Tagging::Kind | Tagging::Structure, _) => {
                quote!(Self::#member(value) => rt::Encode::encode(value, out))
            }
        }
    });
    quote! {
        impl rt::Encode for #name {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                match self {
                    #(#arms,)*
                    Self::#rest(value) => out.value(value),
                }
            }
        }
    }
}

/// Whether a case always writes the tag by itself: a struct that requires the property, or a union by it.
fn holds_tag(package: &Package<'_>, ty: &Type, property: &str) -> bool {
    let Type::Named(id) = ty else { return false };
    match &package.api.type_def(*id).kind {
        TypeKind::Struct(s) => s
            .fields
            .iter()
            .any(|field| field.name.wire == property && field.presence == Presence::Required),
        TypeKind::Union(u) => {
            matches!(&u.tagging, Tagging::Property(name) if name.wire == property)
        }
        TypeKind::Alias(ty) => holds_tag(package, ty, property),
        TypeKind::Enum(_) => false,
    }
}

fn decode(u: &Union, name: &Ident, members: &[Ident], rest: &Ident) -> TokenStream {
    let read = u.variants.iter().zip(members).map(|(variant, member)| {
        if variant.closes_cycle {
            quote!(|value| rt::case(value, |value| Self::#member(Box::new(value))))
        } else {
            quote!(|value| rt::case(value, Self::#member))
        }
    });
    let call = match &u.tagging {
        Tagging::Property(property) => {
            let property = &property.wire;
            let tags = u.variants.iter().map(|variant| &variant.tags);
            let tags = tags.map(|tags| quote!(&[#(#tags),*]));
            quote!(rt::union_by_tag(source, #property, &[#((#tags, #read)),*], Self::#rest))
        }
        Tagging::Kind => {
            let kinds = u.variants.iter().map(|variant| {
                let kinds = variant.kinds.iter().map(|kind| json_kind(*kind));
                quote!(&[#(#kinds),*])
            });
            quote!(rt::union_by_kind(source, &[#((#kinds, #read)),*], Self::#rest))
        }
        Tagging::Structure => {
            let evidence = u.variants.iter().map(|variant| {
                let evidence = variant.evidence.iter().map(evidence_row);
                quote!(&[#(#evidence),*])
            });
            quote!(rt::union_by_structure(source, &[#((#evidence, #read)),*], Self::#rest))
        }
    };
    quote! {
        impl rt::Decode for #name {
            fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                #call
            }
        }
    }
}

fn json_kind(kind: JsonType) -> TokenStream {
    match kind {
        JsonType::Null => quote!(rt::Kind::Null),
        JsonType::Boolean => quote!(rt::Kind::Boolean),
        JsonType::Integer => quote!(rt::Kind::Integer),
        JsonType::Number => quote!(rt::Kind::Number),
        JsonType::String => quote!(rt::Kind::String),
        JsonType::Array => quote!(rt::Kind::Array),
        JsonType::Object => quote!(rt::Kind::Object),
    }
}

fn evidence_row(evidence: &Evidence) -> TokenStream {
    match evidence {
        Evidence::Present(property) => quote!(rt::Evidence::Present(#property)),
        Evidence::Values(property, values) => {
            let values = values.iter().map(ToString::to_string);
            quote!(rt::Evidence::Values(#property, &[#(#values),*]))
        }
    }
}

/// `From` of each case that is a type of its own; aliases could make two of them the same.
fn conversions<'p>(
    package: &'p Package<'_>,
    u: &'p Union,
    name: &'p Ident,
    members: &'p [Ident],
) -> impl Iterator<Item = TokenStream> + 'p {
    u.variants
        .iter()
        .zip(members)
        .filter_map(move |(variant, member)| {
            let Type::Named(id) = variant.ty else {
                return None;
            };
            let same = u.variants.iter().filter(|other| {
                matches!(other.ty, Type::Named(other) if package.defined(other) == package.defined(id))
            });
            let is_alias = matches!(package.api.type_def(id).kind, TypeKind::Alias(_));
            if is_alias || same.count() > 1 {
                return None;
            }
            let ty = package.type_path(id);
            let value = if variant.closes_cycle {
                quote!(Box::new(value))
            } else {
                quote!(value)
            };
            Some(quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#member(#value)
                    }
                }
            })
        })
}
