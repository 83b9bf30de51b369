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
    items.push(decode(s, names, &members, rest.is_some()));
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
    let fields = s.fields.iter().zip(members).map(|(field, member)| {
        let docs = docs::docs(&field.docs, &format!("`{}`.", docs::code(&field.name.wire)), &notes(field));
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

/// What a field's documentation says beyond the description's prose.
fn notes(field: &Field) -> Vec<String> {
    let mut notes = docs::default_value(field.default.as_ref());
    if let Some(constant) = &field.constant {
        notes.push(format!("Always `{}`.", docs::code(&constant.to_string())));
    }
    notes
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
    let new = if def.usage.sent && !names.default { constructor(package, s, names, members, rest) } else { None };
    quote! {
        impl #name {
            const NAMES: &'static [&'static str] = &[#(#wire),*];

            #new
        }
    }
}

fn constructor(package: &Package<'_>, s: &Struct, names: &TypeNames, members: &[Ident], rest: bool) -> Option<TokenStream> {
    let asked = value::constructor_fields(s)?;
    let is_asked = |field: &Field| asked.iter().any(|other| std::ptr::eq(*other, field));
    let fields = || s.fields.iter().zip(members);
    let arguments = fields().filter(|(field, _)| is_asked(field)).map(|(field, member)| {
        if value::takes_into(&field.ty) && field.presence == Presence::Required {
            return quote!(#member: impl Into<String>);
        }
        let ty = types::field(package, &field.ty, field.presence, field.closes_cycle && field.presence != Presence::Required);
        quote!(#member: #ty)
    });
    let values = fields().map(|(field, member)| match (is_asked(field), field.presence) {
        (true, Presence::Required) if value::takes_into(&field.ty) => quote!(#member: #member.into()),
        (true, Presence::Required) if field.closes_cycle => quote!(#member: Box::new(#member)),
        (true, _) => quote!(#member),
        (false, Presence::OptionalNullable) => quote!(#member: rt::Nullable::Absent),
        (false, Presence::Optional | Presence::RequiredNullable) => quote!(#member: None),
        (false, Presence::Required) => {
            let constant = constant(package, field);
            quote!(#member: #constant)
        }
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

/// The expression of a constant inside the package.
fn constant(package: &Package<'_>, field: &Field) -> TokenStream {
    field.constant.as_ref().and_then(|constant| value::constant(package, &field.ty, constant)).unwrap_or_default()
}

fn encode(s: &Struct, names: &TypeNames, members: &[Ident], rest: bool) -> TokenStream {
    let name = ident(&names.name);
    let values = s.fields.iter().zip(members).map(|(field, member)| match field.presence {
        Presence::RequiredNullable => quote!(&rt::OrNull(&self.#member)),
        Presence::Required | Presence::Optional | Presence::OptionalNullable => quote!(&self.#member),
    });
    let call = if rest {
        let rest = ident(&names.rest);
        quote!(out.object_with(Self::NAMES, &[#(#values),*], &self.#rest))
    } else {
        quote!(out.object(Self::NAMES, &[#(#values),*]))
    };
    quote! {
        impl rt::Encode for #name {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                #call
            }
        }
    }
}

fn decode(s: &Struct, names: &TypeNames, members: &[Ident], rest: bool) -> TokenStream {
    let name = ident(&names.name);
    let source = ident(&scope::fresh("source", &names.members));
    let body = if names.default {
        decode_into_default(s, names, members, rest, &source)
    } else {
        decode_by_slots(s, names, members, rest, &source)
    };
    quote! {
        impl rt::Decode for #name {
            fn decode(#source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                #body
            }
        }
    }
}

/// A struct whose properties are all optional is its default until they come.
fn decode_into_default(s: &Struct, names: &TypeNames, members: &[Ident], rest: bool, source: &Ident) -> TokenStream {
    let arms = members.iter().enumerate().map(|(index, member)| quote!(#index => rt::fill(&mut value.#member, source)));
    if rest {
        let rest = ident(&names.rest);
        let read = if s.fields.is_empty() {
            quote!(&mut |_, _| Ok(()))
        } else {
            quote!(&mut |index, source| match index { #(#arms,)* _ => Ok(()) })
        };
        // Two closures cannot both borrow the value.
        quote! {
            let mut value = Self::default();
            let mut rest = std::collections::BTreeMap::new();
            #source.object_with(Self::NAMES, #read, &mut |key, source| rt::keep(&mut rest, key, source))?;
            value.#rest = rest;
            Ok(value)
        }
    } else if s.fields.is_empty() {
        quote! {
            #source.object(Self::NAMES, &mut |_, _| Ok(()))?;
            Ok(Self::default())
        }
    } else {
        quote! {
            let mut value = Self::default();
            #source.object(Self::NAMES, &mut |index, source| match index { #(#arms,)* _ => Ok(()) })?;
            Ok(value)
        }
    }
}

/// A struct that must have some properties is put together when all have come.
fn decode_by_slots(s: &Struct, names: &TypeNames, members: &[Ident], rest: bool, source: &Ident) -> TokenStream {
    let mut taken = names.members.clone();
    taken.push(names.rest.clone());
    let index_name = ident(&scope::fresh("index", &taken));
    let inner = ident(&scope::fresh("input", &taken));
    let key = ident(&scope::fresh("key", &taken));
    let required = |field: &Field| matches!(field.presence, Presence::Required | Presence::RequiredNullable);
    let fields = || s.fields.iter().zip(members);
    let slots = fields().map(|(field, member)| match field.presence {
        Presence::OptionalNullable => quote!(let mut #member = rt::Nullable::Absent;),
        Presence::Required | Presence::RequiredNullable | Presence::Optional => quote!(let mut #member = None;),
    });
    let arms = fields().enumerate().map(|(index, (field, member))| {
        let read = if required(field) { quote!(rt::set) } else { quote!(rt::fill) };
        quote!(#index => #read(&mut #member, #inner))
    });
    let read = quote!(&mut |#index_name, #inner| match #index_name { #(#arms,)* _ => Ok(()) });
    let rest_member = ident(&names.rest);
    let walk = if rest {
        quote! {
            let mut #rest_member = std::collections::BTreeMap::new();
            #source.object_with(Self::NAMES, #read, &mut |#key, #inner| rt::keep(&mut #rest_member, #key, #inner))?;
        }
    } else {
        quote!(#source.object(Self::NAMES, #read)?;)
    };
    let must: Vec<_> = fields().filter(|(field, _)| required(field)).collect();
    let slots_of_must = must.iter().map(|(_, member)| member);
    let slots_of_must: Vec<_> = slots_of_must.collect();
    let wire = must.iter().map(|(field, _)| &field.name.wire);
    let rest_value = rest.then(|| quote!(, #rest_member));
    quote! {
        #(#slots)*
        #walk
        match (#(#slots_of_must,)*) {
            (#(Some(#slots_of_must),)*) => Ok(Self { #(#members),* #rest_value }),
            (#(#slots_of_must,)*) => Err(rt::DecodeError::missing(&[#(#wire),*], &[#(#slots_of_must.is_some()),*])),
        }
    }
}
