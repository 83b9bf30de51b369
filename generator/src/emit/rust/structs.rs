//! Structs: their fields, how they are made, and their JSON form.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::model::{attributes, title};
use super::names::ident;
use super::package::{Package, TypeNames};
use super::types;
use super::value;
use crate::emit::scope;
use crate::ir::{Additional, Field, Presence, Struct, Type, TypeDef, TypeId};

/// The items of a struct.
pub fn structure(package: &Package<'_>, id: TypeId, def: &TypeDef, s: &Struct) -> Vec<TokenStream> {
    let names = package.names(id);
    let members: Vec<_> = names.members.iter().map(|member| ident(member)).collect();
    let rest = rest_type(package, &s.additional);
    let mut items = vec![definition(package, def, s, names, &members, rest.as_ref())];
    items.push(inherent(package, def, s, names, &members, rest.is_some()));
    items.push(encode(s, names, &members, rest.is_some()));
    items.push(decode(package, s, names, &members, rest.is_some()));
    let name = ident(&names.name);
    items.push(quote!(rt::impl_serde!(#name);));
    items
}

/// The type of the values of properties beyond the known ones, if they are kept. Patterns of different types share one.
fn rest_type(package: &Package<'_>, additional: &Additional) -> Option<TokenStream> {
    match additional {
        Additional::Ignored | Additional::Forbidden => None,
        Additional::Kept(ty) => Some(types::owned(package, ty)),
        Additional::Patterns(patterns, otherwise) => {
            let mut all = patterns.iter().map(|(_, ty)| ty).chain(otherwise);
            let first = all.next()?;
            Some(types::owned(package, if all.all(|ty| ty == first) { first } else { &Type::Any }))
        }
    }
}

fn definition(
    package: &Package<'_>,
    def: &TypeDef,
    s: &Struct,
    names: &TypeNames,
    members: &[Ident],
    rest: Option<&TokenStream>,
) -> TokenStream {
    let name = ident(&names.name);
    let attributes = attributes(def, &title(def));
    let fields = stored(s, members).map(|(_, field, member)| {
        let docs = docs::docs(&field.docs, &format!("`{}`.", docs::code(&field.name.wire)), &docs::default_value(field.default.as_ref()));
        let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
        let ty = types::field(package, &field.ty, field.presence, field.closes_cycle);
        quote!(#docs #deprecated pub #member: #ty)
    });
    let rest = rest.map(|rest| {
        let member = ident(&names.rest);
        quote! {
            /// Properties beyond the ones above.
            pub #member: std::collections::BTreeMap<String, #rest>,
        }
    });
    let default = names.default.then(|| quote!(, Default));
    quote! {
        #attributes
        #[derive(Clone, Debug, PartialEq #default)]
        pub struct #name { #(#fields,)* #rest }
    }
}

/// Fields that are members of the struct, with their index: a constant is written without being held.
fn stored<'s>(s: &'s Struct, members: &'s [Ident]) -> impl Iterator<Item = (usize, &'s Field, &'s Ident)> {
    let all = s.fields.iter().zip(members).enumerate().map(|(index, (field, member))| (index, field, member));
    all.filter(|(_, field, _)| !field.is_constant())
}

/// Whether a property must be there.
fn required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::RequiredNullable)
}

/// The names on the wire, and `new` where the struct is sent and has no default.
fn inherent(
    package: &Package<'_>,
    def: &TypeDef,
    s: &Struct,
    names: &TypeNames,
    members: &[Ident],
    rest: bool,
) -> TokenStream {
    let name = ident(&names.name);
    let wire = s.fields.iter().map(|field| &field.name.wire);
    let required = stored(s, members).filter(|(_, field, _)| required(field)).map(|(index, ..)| value::index(index));
    let new = if def.usage.sent && !names.default { constructor(package, s, names, members, rest) } else { None };
    quote! {
        impl #name {
            const FIELDS: &'static rt::Fields = &rt::Fields { names: &[#(#wire),*], required: &[#(#required),*] };

            #new
        }
    }
}

fn constructor(package: &Package<'_>, s: &Struct, names: &TypeNames, members: &[Ident], rest: bool) -> Option<TokenStream> {
    let asked = value::constructor_fields(s)?;
    let is_asked = |field: &Field| asked.iter().any(|other| std::ptr::eq(*other, field));
    let arguments = stored(s, members).filter(|(_, field, _)| is_asked(field)).map(|(_, field, member)| {
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
    Some(quote! {
        /// The required properties, none of the others.
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values,)* #rest }
        }
    })
}

fn encode(s: &Struct, names: &TypeNames, members: &[Ident], rest: bool) -> TokenStream {
    let name = ident(&names.name);
    let values = s.fields.iter().zip(members).map(|(field, member)| match (&field.constant, field.presence) {
        (Some(constant), Presence::Required) => value::encoded_constant(constant),
        (_, Presence::RequiredNullable) => quote!(&rt::OrNull(&self.#member)),
        (_, Presence::Required | Presence::Optional | Presence::OptionalNullable) => quote!(&self.#member),
    });
    let call = if rest {
        let rest = ident(&names.rest);
        quote!(out.object_with(Self::FIELDS.names, &[#(#values),*], &self.#rest))
    } else {
        quote!(out.object(Self::FIELDS.names, &[#(#values),*]))
    };
    quote! {
        impl rt::Encode for #name {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                #call
            }
        }
    }
}

fn decode(package: &Package<'_>, s: &Struct, names: &TypeNames, members: &[Ident], rest: bool) -> TokenStream {
    let name = ident(&names.name);
    let source = ident(&scope::fresh("source", &names.members));
    let body = if names.default {
        decode_into_default(package, s, names, members, rest, &source)
    } else {
        decode_by_slots(package, s, names, members, rest, &source)
    };
    quote! {
        impl rt::Decode for #name {
            fn decode(#source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                #body
            }
        }
    }
}

/// The function that reads a property into its slot. An optional value of any type keeps `null`, which would mean "absent".
fn reader(package: &Package<'_>, field: &Field) -> TokenStream {
    if required(field) || (field.presence == Presence::Optional && package.is_any(&field.ty)) {
        quote!(rt::set)
    } else {
        quote!(rt::fill)
    }
}

/// A struct whose properties are all optional is its default until they come.
fn decode_into_default(
    package: &Package<'_>,
    s: &Struct,
    names: &TypeNames,
    members: &[Ident],
    rest: bool,
    source: &Ident,
) -> TokenStream {
    let arms: Vec<_> = stored(s, members)
        .map(|(index, field, member)| {
            let (index, read) = (value::index(index), reader(package, field));
            quote!(#index => #read(&mut value.#member, source))
        })
        .collect();
    let read = if arms.is_empty() {
        quote!(&mut |_, _| Ok(()))
    } else {
        quote!(&mut |index, source| match index { #(#arms,)* _ => Ok(()) })
    };
    if rest {
        let rest = ident(&names.rest);
        // Two closures cannot both borrow the value.
        quote! {
            let mut value = Self::default();
            let mut rest = std::collections::BTreeMap::new();
            #source.object_with(Self::FIELDS, #read, &mut |key, source| rt::keep(&mut rest, key, source))?;
            value.#rest = rest;
            Ok(value)
        }
    } else if arms.is_empty() {
        quote! {
            #source.object(Self::FIELDS, #read)?;
            Ok(Self::default())
        }
    } else {
        quote! {
            let mut value = Self::default();
            #source.object(Self::FIELDS, #read)?;
            Ok(value)
        }
    }
}

/// A struct that must have some properties is put together when all have come.
fn decode_by_slots(
    package: &Package<'_>,
    s: &Struct,
    names: &TypeNames,
    members: &[Ident],
    rest: bool,
    source: &Ident,
) -> TokenStream {
    let mut taken = names.members.clone();
    taken.push(names.rest.clone());
    let [index_name, input, key] = ["index", "input", "key"].map(|name| ident(&scope::fresh(name, &taken)));
    let fields: Vec<_> = stored(s, members).collect();
    let slots = fields.iter().map(|(_, field, member)| match field.presence {
        Presence::OptionalNullable => quote!(let mut #member = rt::Nullable::Absent;),
        Presence::Required | Presence::RequiredNullable | Presence::Optional => quote!(let mut #member = None;),
    });
    let arms = fields.iter().map(|(index, field, member)| {
        let (index, read) = (value::index(*index), reader(package, field));
        quote!(#index => #read(&mut #member, #input))
    });
    let read = quote!(&mut |#index_name, #input| match #index_name { #(#arms,)* _ => Ok(()) });
    let rest_member = ident(&names.rest);
    let walk = if rest {
        quote! {
            let mut #rest_member = std::collections::BTreeMap::new();
            #source.object_with(Self::FIELDS, #read, &mut |#key, #input| rt::keep(&mut #rest_member, #key, #input))?;
        }
    } else {
        quote!(#source.object(Self::FIELDS, #read)?;)
    };
    let must: Vec<_> = fields.iter().filter(|(_, field, _)| required(field)).map(|(.., member)| member).collect();
    let unwrap = match must.as_slice() {
        [one] => quote!(let Some(#one) = #one else { return rt::incomplete() };),
        several => quote!(let (#(Some(#several)),*) = (#(#several),*) else { return rt::incomplete() };),
    };
    let values = fields.iter().map(|(.., member)| member);
    let rest_value = rest.then(|| quote!(#rest_member));
    quote! {
        #(#slots)*
        #walk
        #unwrap
        Ok(Self { #(#values,)* #rest_value })
    }
}
