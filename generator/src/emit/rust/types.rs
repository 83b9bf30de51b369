//! Rust types of IR types.

use proc_macro2::TokenStream;
use quote::{quote, ToTokens};

use super::nodes;
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
    node(package, ty).into_token_stream()
}

/// The type of an owned value, as a node of `syn`.
pub fn node(package: &Package<'_>, ty: &Type) -> syn::Type {
    match ty {
        Type::Any => any(),
        Type::Never => nodes::ty(&["std", "convert", "Infallible"], []),
        Type::Null => nodes::tuple(std::iter::empty()),
        Type::Boolean => nodes::ty(&["bool"], []),
        Type::Integer(format) => nodes::ty(&[integer(*format)], []),
        Type::Number(format) => nodes::ty(number(*format), []),
        Type::String(format) => nodes::ty(string(*format), []),
        Type::Array { item, unique: _ } => nodes::ty(&["Vec"], [node(package, item)]),
        Type::Tuple { items, .. } if items.is_empty() || items.len() > LONGEST_TUPLE => {
            nodes::ty(&["Vec"], [any()])
        }
        Type::Tuple { items, rest } => {
            let tuple = nodes::tuple(items.iter().map(|item| node(package, item)));
            match rest {
                None => tuple,
                Some(rest) => nodes::ty(&["rt", "WithRest"], [tuple, node(package, rest)]),
            }
        }
        Type::Map(value) => map(node(package, value)),
        Type::Named(id) => nodes::ty(&["models", &package.names(*id).name], []),
        Type::Nullable(inner) => nodes::ty(&["Option"], [node(package, inner)]),
        Type::Foreign { id, described } => match package.foreign.get(*id) {
            Some(foreign) => foreign.node(),
            None => node(package, described),
        },
    }
}

/// The type of any value.
pub fn any() -> syn::Type {
    nodes::ty(&["rt", "Value"], [])
}

/// The type of a map from texts.
pub fn map(value: syn::Type) -> syn::Type {
    let key = nodes::ty(&["String"], []);
    nodes::ty(&["std", "collections", "BTreeMap"], [key, value])
}

/// The type of a field: its value's, boxed where it closes a cycle, in the wrapper of its presence.
pub fn field(package: &Package<'_>, ty: &Type, presence: Presence, boxed: bool) -> syn::Type {
    let mut inner = node(package, ty);
    if boxed {
        inner = nodes::ty(&["Box"], [inner]);
    }
    match presence {
        Presence::Required => inner,
        Presence::RequiredNullable | Presence::Optional => nodes::ty(&["Option"], [inner]),
        Presence::OptionalNullable => nodes::ty(&["rt", "Nullable"], [inner]),
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
        | Type::Nullable(_)
        | Type::Foreign { .. } => Passing::Reference,
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

fn integer(format: IntegerFormat) -> &'static str {
    match format {
        IntegerFormat::Int32 => "i32",
        IntegerFormat::Int64 => "i64",
        IntegerFormat::Uint32 => "u32",
        IntegerFormat::Uint64 => "u64",
    }
}

fn number(format: NumberFormat) -> &'static [&'static str] {
    match format {
        NumberFormat::Float => &["f32"],
        NumberFormat::Double => &["f64"],
        NumberFormat::Decimal => &["rt", "Decimal"],
    }
}

fn string(format: StringFormat) -> &'static [&'static str] {
    match format {
        StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri => {
            &["String"]
        }
        StringFormat::DateTime => &["rt", "DateTime"],
        StringFormat::Date => &["rt", "Date"],
        StringFormat::Time => &["rt", "Time"],
        StringFormat::Base64 => &["rt", "Base64"],
        StringFormat::Base64Url => &["rt", "Base64Url"],
        StringFormat::Password => &["rt", "Secret"],
    }
}
