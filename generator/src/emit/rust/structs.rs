//! Structs: their fields, how they are made, and their JSON form.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, ToTokens};

use super::docs;
use super::headers;
use super::model::{attributes, title};
use super::names::ident;
use super::nodes::{self, Part};
use super::package::{Package, TypeNames};
use super::types;
use super::value;
use crate::ir::{Additional, Field, Presence, Struct, Type, TypeDef, TypeId};

/// The items of a struct.
pub fn structure(package: &Package<'_>, id: TypeId, def: &TypeDef, s: &Struct) -> Vec<Part> {
    let names = package.names(id);
    let members: Vec<_> = names.members.iter().map(|member| ident(member)).collect();
    let rest = rest_type(package, &s.additional);
    let has_rest = rest.is_some();
    let mut items = vec![definition(package, def, s, names, &members, rest)];
    if def.usage.sent && !names.default {
        items.extend(constructor(package, s, names, &members, has_rest).map(Part::Tokens));
    }
    items.push(json_form(package, s, names, &members, has_rest));
    items.extend(headers::reader(s, names).map(Part::Tokens));
    items
}

/// The type of the values of properties beyond the known ones, if they are kept. Patterns of different types share one.
fn rest_type(package: &Package<'_>, additional: &Additional) -> Option<syn::Type> {
    match additional {
        Additional::Ignored | Additional::Forbidden => None,
        Additional::Kept(ty) => Some(types::node(package, ty)),
        Additional::Patterns(patterns, otherwise) => {
            let mut all = patterns.iter().map(|(_, ty)| ty).chain(otherwise);
            let first = all.next()?;
            Some(types::node(
                package,
                if all.all(|ty| ty == first) {
                    first
                } else {
                    &Type::Any
                },
            ))
        }
    }
}

fn definition(
    package: &Package<'_>,
    def: &TypeDef,
    s: &Struct,
    names: &TypeNames,
    members: &[Ident],
    rest: Option<syn::Type>,
) -> Part {
    let fields = stored(s, members).map(|(_, field, member)| {
        let mut attributes = docs::nodes(&docs::text(
            &field.docs,
            &format!("`{}`.", docs::code(&field.name.wire)),
            &docs::default_value(field.default.as_ref()),
        ));
        attributes.extend(field.deprecated.then(|| nodes::marker("deprecated")));
        let ty = types::field(package, &field.ty, field.presence, field.closes_cycle);
        nodes::field(attributes, member.clone(), ty)
    });
    let rest = rest.map(|rest| {
        let docs = docs::nodes("Properties beyond the ones above.");
        nodes::field(docs, ident(&names.rest), types::map(rest))
    });
    let mut attributes = attributes(def, &title(def));
    let default = names.default.then(|| quote!(, Default));
    attributes.push(nodes::derive(quote!(Clone #default)));
    nodes::structure(attributes, ident(&names.name), fields.chain(rest).collect())
}

/// Fields that are members of the struct, with their index: a constant is written without being held.
fn stored<'s>(
    s: &'s Struct,
    members: &'s [Ident],
) -> impl Iterator<Item = (usize, &'s Field, &'s Ident)> {
    let all = s
        .fields
        .iter()
        .zip(members)
        .enumerate()
        .map(|(index, (field, member))| (index, field, member));
    all.filter(|(_, field, _)| !field.is_constant())
}

/// `new`, for those who send the struct.
fn constructor(
    package: &Package<'_>,
    s: &Struct,
    names: &TypeNames,
    members: &[Ident],
    rest: bool,
) -> Option<TokenStream> {
    let asked = value::constructor_fields(s)?;
    let is_asked = |field: &Field| asked.iter().any(|other| std::ptr::eq(*other, field));
    let arguments = stored(s, members)
        .filter(|(_, field, _)| is_asked(field))
        .map(|(_, field, member)| {
            if value::takes_into(&field.ty) && field.presence == Presence::Required {
                return quote!(#member: impl Into<String>);
            }
            let boxed = field.closes_cycle && field.presence != Presence::Required;
            let ty = types::field(package, &field.ty, field.presence, boxed);
            quote!(#member: #ty)
        });
    let values = stored(s, members).map(|(_, field, member)| match field.presence {
        Presence::Required if value::takes_into(&field.ty) => quote!(#member: #member.into()),
        Presence::Required if field.closes_cycle => quote!(#member: Box::new(#member)),
        Presence::Required | Presence::RequiredNullable => quote!(#member),
        Presence::OptionalNullable => quote!(#member: rt::Nullable::Absent),
        Presence::Optional => quote!(#member: None),
    });
    let rest = rest.then(|| {
        let member = ident(&names.rest);
        quote!(#member: std::collections::BTreeMap::new())
    });
    let name = ident(&names.name);
    Some(quote! {
        impl #name {
            /// The required properties, none of the others.
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* #rest }
            }
        }
    })
}

/// The table from which the runtime's macro makes the JSON form, and what compares and shows the struct.
fn json_form(
    package: &Package<'_>,
    s: &Struct,
    names: &TypeNames,
    members: &[Ident],
    rest: bool,
) -> Part {
    let name = ident(&names.name);
    let wire = s.fields.iter().map(|field| &field.name.wire);
    let fields: Vec<_> = stored(s, members).collect();
    let of = |hold: Hold| {
        let fields = fields.iter();
        let fields = fields.filter(move |(_, field, _)| Hold::of(package, field) == hold);
        fields.map(|(.., member)| member)
    };
    let (keep, any, must) = (of(Hold::No), of(Hold::Any), of(Hold::Must));
    let required = fields
        .iter()
        .filter(|(_, field, _)| Hold::of(package, field) == Hold::Must);
    let required = required.map(|(index, ..)| value::index(*index));
    let this = ident(if fields.is_empty() { "_this" } else { "this" });
    let values = s
        .fields
        .iter()
        .zip(members)
        .map(|(field, member)| match &field.constant {
            Some(constant) if field.is_constant() => value::encoded_constant(constant),
            _ => quote!(&this.#member),
        });
    let slots = s.fields.iter().zip(members).map(|(field, member)| {
        let slot = slot(package, field);
        quote!(#member: #slot)
    });
    let rest = rest.then(|| {
        let member = ident(&names.rest);
        quote!(, rest #member)
    });
    let table = quote! {
        #name {
            names [#(#wire),*], required [#(#required),*], #this => [#(#values),*],
            slots [#(#slots),*], keep [#(#keep),*], any [#(#any),*], must [#(#must),*] #rest
        }
    };
    nodes::table("object", table)
}

/// Why a field that was read is held until the struct is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// It is not.
    No,
    /// An optional value of any type may be `null`, which is not "absent".
    Any,
    /// No value means "absent".
    Must,
}

impl Hold {
    fn of(package: &Package<'_>, field: &Field) -> Self {
        match field.presence {
            Presence::Required | Presence::RequiredNullable => Self::Must,
            Presence::Optional if package.is_any(&field.ty) => Self::Any,
            Presence::Optional | Presence::OptionalNullable => Self::No,
        }
    }
}

/// The type of the variable that a property is read into.
fn slot(package: &Package<'_>, field: &Field) -> TokenStream {
    let of = |presence| types::field(package, &field.ty, presence, field.closes_cycle);
    match Hold::of(package, field) {
        _ if field.is_constant() => quote!(rt::Skip),
        Hold::No => of(field.presence).into_token_stream(),
        Hold::Any => {
            let value = of(Presence::Required);
            quote!(rt::Held<#value>)
        }
        Hold::Must => {
            let value = of(field.presence);
            quote!(rt::Held<#value>)
        }
    }
}
