//! Rust types of IR types.

use proc_macro2::TokenStream;
use quote::quote;

use super::package::Package;
use crate::ir::{IntegerFormat, NumberFormat, Presence, StringFormat, Type};

/// The Rust type as a reader writes it: `models::Pet`.
pub fn shown(package: &Package<'_>, ty: &Type) -> String {
    owned(package, ty).to_string().replace(' ', "")
}

/// Tuples for which the runtime has a JSON form; longer ones are lists of values.
const LONGEST_TUPLE: usize = 8;

/// The type of an owned value.
pub fn owned(package: &Package<'_>, ty: &Type) -> TokenStream {
    match ty {
        Type::Any => quote!(rt::Value),
        Type::Never => quote!(std::convert::Infallible),
        Type::Null => quote!(()),
        Type::Boolean => quote!(bool),
        Type::Integer(format) => integer(*format),
        Type::Number(format) => number(*format),
        Type::String(format) => string(*format),
        Type::Array { item, unique: _ } => {
            let item = owned(package, item);
            quote!(Vec<#item>)
        }
        Type::Tuple { items, .. } if items.is_empty() || items.len() > LONGEST_TUPLE => {
            quote!(Vec<rt::Value>)
        }
        Type::Tuple { items, rest } => {
            let items = items.iter().map(|item| owned(package, item));
            match rest {
                None => quote!((#(#items,)*)),
                Some(rest) => {
                    let rest = owned(package, rest);
                    quote!(rt::WithRest<(#(#items,)*), #rest>)
                }
            }
        }
        Type::Map(value) => {
            let value = owned(package, value);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Type::Named(id) => package.type_path(*id),
        Type::Nullable(inner) => {
            let inner = owned(package, inner);
            quote!(Option<#inner>)
        }
    }
}

/// The type of a field: its value's, boxed where it closes a cycle, in the wrapper of its presence.
pub fn field(package: &Package<'_>, ty: &Type, presence: Presence, boxed: bool) -> TokenStream {
    let inner = owned(package, ty);
    let inner = if boxed { quote!(Box<#inner>) } else { inner };
    match presence {
        Presence::Required => inner,
        Presence::RequiredNullable | Presence::Optional => quote!(Option<#inner>),
        Presence::OptionalNullable => quote!(rt::Nullable<#inner>),
    }
}

/// How an argument that is only read is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passing {
    /// By value: it is copied.
    Value,
    /// As a `&str`.
    Text,
    /// As a slice.
    Slice,
    /// By reference.
    Reference,
}

/// How an argument of a type is passed.
pub fn passing(ty: &Type) -> Passing {
    match ty {
        Type::Boolean
        | Type::Integer(_)
        | Type::Number(NumberFormat::Float | NumberFormat::Double) => Passing::Value,
        Type::String(
            StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri,
        ) => Passing::Text,
        Type::Array { .. } => Passing::Slice,
        Type::Any
        | Type::Never
        | Type::Null
        | Type::Number(NumberFormat::Decimal)
        | Type::String(_)
        | Type::Tuple { .. }
        | Type::Map(_)
        | Type::Named(_)
        | Type::Nullable(_) => Passing::Reference,
    }
}

/// The type of an argument that is only read.
pub fn argument(package: &Package<'_>, ty: &Type) -> TokenStream {
    match (passing(ty), ty) {
        (Passing::Text, _) => quote!(&str),
        (Passing::Slice, Type::Array { item, .. }) => {
            let item = owned(package, item);
            quote!(&[#item])
        }
        (Passing::Value, _) => owned(package, ty),
        (Passing::Slice | Passing::Reference, _) => {
            let ty = owned(package, ty);
            quote!(&#ty)
        }
    }
}

fn integer(format: IntegerFormat) -> TokenStream {
    match format {
        IntegerFormat::Int32 => quote!(i32),
        IntegerFormat::Int64 => quote!(i64),
        IntegerFormat::Uint32 => quote!(u32),
        IntegerFormat::Uint64 => quote!(u64),
    }
}

fn number(format: NumberFormat) -> TokenStream {
    match format {
        NumberFormat::Float => quote!(f32),
        NumberFormat::Double => quote!(f64),
        NumberFormat::Decimal => quote!(rt::Decimal),
    }
}

fn string(format: StringFormat) -> TokenStream {
    match format {
        StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri => {
            quote!(String)
        }
        StringFormat::DateTime => quote!(rt::DateTime),
        StringFormat::Date => quote!(rt::Date),
        StringFormat::Time => quote!(rt::Time),
        StringFormat::Base64 => quote!(rt::Base64),
        StringFormat::Base64Url => quote!(rt::Base64Url),
        StringFormat::Password => quote!(rt::Secret),
    }
}
