//! Rust expressions of JSON values, for example programs: what a person would have written for that value of that type.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::calendar;
use super::package::Package;
use super::types::{self, Passing};
use crate::ir::{
    Additional, Enum, Field, IntegerFormat, NumberFormat, Presence, StringFormat, Struct, Tagging,
    Type, TypeId, TypeKind, Union,
};

/// An expression of the owned type, for a program that has `models`, `Nullable` and `?` at hand. A value that has no literal
/// form (or does not fit the type) is decoded from JSON at run time.
pub fn owned(package: &Package<'_>, ty: &Type, value: &Value) -> TokenStream {
    literal(package, ty, value).unwrap_or_else(|| decoded(value))
}

/// An expression for an argument of [`types::argument`].
pub fn argument(package: &Package<'_>, ty: &Type, value: &Value) -> TokenStream {
    match (types::passing(ty), value) {
        (Passing::Text, Value::String(text)) => quote!(#text),
        (Passing::Slice, Value::Array(_)) => {
            let items = items(package, ty, value).unwrap_or_default();
            quote!(&[#(#items),*])
        }
        (Passing::Value, _) => owned(package, ty, value),
        (Passing::Text | Passing::Slice | Passing::Reference, _) => {
            let by_value = owned(package, ty, value);
            quote!(&#by_value)
        }
    }
}

/// A value of which no example is known.
pub fn any(package: &Package<'_>, ty: &Type) -> TokenStream {
    match package.behind_aliases(ty) {
        Type::Never => never(),
        ty if has_default(package, ty) => quote!(Default::default()),
        _ => decoded(&Value::Null),
    }
}

/// An argument of which no example is known.
pub fn any_argument(package: &Package<'_>, ty: &Type) -> TokenStream {
    let any = any(package, ty);
    match types::passing(ty) {
        Passing::Reference => quote!(&#any),
        Passing::Text | Passing::Slice | Passing::Value => any,
    }
}

/// Whether every value of a type, which is no alias, can be left to `Default`.
fn has_default(package: &Package<'_>, ty: &Type) -> bool {
    match ty {
        Type::Any
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(NumberFormat::Float | NumberFormat::Double)
        | Type::Array { .. }
        | Type::Map(_)
        | Type::Nullable(_) => true,
        Type::String(_) => takes_into(ty),
        Type::Named(id) => package.names(*id).default,
        Type::Never
        | Type::Number(NumberFormat::Decimal)
        | Type::Tuple { .. }
        | Type::Foreign { .. } => false,
    }
}

/// An expression of a field: the value in the wrapper of its presence.
pub fn field(package: &Package<'_>, field: &Field, value: &Value) -> TokenStream {
    if value.is_null() && !matches!(package.behind_aliases(&field.ty), Type::Any | Type::Null) {
        return match field.presence {
            Presence::OptionalNullable => quote!(Nullable::Null),
            Presence::RequiredNullable | Presence::Optional | Presence::Required => quote!(None),
        };
    }
    let inner = owned(package, &field.ty, value);
    let inner = if field.closes_cycle {
        quote!(Box::new(#inner))
    } else {
        inner
    };
    match field.presence {
        Presence::Required => inner,
        Presence::RequiredNullable | Presence::Optional => quote!(Some(#inner)),
        Presence::OptionalNullable => quote!(Nullable::Value(#inner)),
    }
}

/// Fields that `new` asks for: those that must be there. `None`: the type has no `new`, because its
/// default serves or because the list would be too long to read.
pub fn constructor_fields(s: &Struct) -> Option<Vec<&Field>> {
    let asked = |field: &&Field| {
        matches!(
            field.presence,
            Presence::Required | Presence::RequiredNullable
        ) && !field.is_constant()
    };
    let fields: Vec<_> = s.fields.iter().filter(asked).collect();
    (1..=6).contains(&fields.len()).then_some(fields)
}

/// A literal of a JSON number as it stands.
pub fn number(number: &serde_json::Number) -> TokenStream {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(n), ..) => signed(n),
        (None, Some(n), _) => {
            let literal = Literal::u64_unsuffixed(n);
            quote!(#literal)
        }
        (None, None, n) => float(Literal::f64_unsuffixed, n.unwrap_or_default()),
    }
}

/// A number whose literal says its type where Rust would take it for an `i32` that it does not fit.
pub fn typed_number(number: &serde_json::Number) -> TokenStream {
    match (number.as_i64(), number.as_u64()) {
        (Some(n), _) if i32::try_from(n).is_err() => format!("{n}_i64").parse().unwrap_or_default(),
        (None, Some(n)) => {
            let literal = Literal::u64_suffixed(n);
            quote!(#literal)
        }
        _ => self::number(number),
    }
}

/// A constant as a reference to something the runtime can encode.
pub fn encoded_constant(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => quote!(&#text),
        Value::Bool(b) => quote!(&#b),
        Value::Number(n) => match (n.as_i64(), n.as_u64()) {
            (Some(n), _) => {
                let n: TokenStream = format!("{n}_i64").parse().unwrap_or_default();
                quote!(&#n)
            }
            (None, Some(n)) => {
                let n = Literal::u64_suffixed(n);
                quote!(&#n)
            }
            (None, None) => {
                let n = float(Literal::f64_suffixed, n.as_f64().unwrap_or_default());
                quote!(&#n)
            }
        },
        Value::Null | Value::Array(_) | Value::Object(_) => quote!(&()),
    }
}

/// A position, without the suffix of its type.
pub fn index(index: usize) -> Literal {
    Literal::usize_unsuffixed(index)
}

/// A value of a type that has none: a program that needs one says so when it runs.
fn never() -> TokenStream {
    quote!(Err::<std::convert::Infallible, _>(
        "no value fits this type"
    )?)
}

fn decoded(value: &Value) -> TokenStream {
    let json = value.to_string();
    quote!(serde_json::from_str(#json)?)
}

fn literal(package: &Package<'_>, ty: &Type, value: &Value) -> Option<TokenStream> {
    match ty {
        Type::Any | Type::Foreign { .. } => None,
        Type::Never => Some(never()),
        Type::Null => Some(quote!(())),
        Type::Boolean => value.as_bool().map(|b| quote!(#b)),
        Type::Integer(format) => integer(*format, value),
        Type::Number(NumberFormat::Double) => {
            value.as_f64().map(|n| float(Literal::f64_unsuffixed, n))
        }
        Type::Number(NumberFormat::Float) => value
            .as_f64()
            .map(|n| float(|n| Literal::f32_unsuffixed(n as f32), n)),
        Type::Number(NumberFormat::Decimal) => None,
        Type::String(format) => string(package, *format, value.as_str()?),
        Type::Array { .. } => {
            let items = items(package, ty, value)?;
            // Only what is not the input of a macro is laid out by the printer.
            let is_plain = items.iter().all(|item| !item.to_string().contains('{'));
            Some(if is_plain {
                quote!(vec![#(#items),*])
            } else {
                quote!(Vec::from([#(#items),*]))
            })
        }
        Type::Tuple { items, rest: None } => {
            let values = value
                .as_array()
                .filter(|values| values.len() == items.len())?;
            let items = items
                .iter()
                .zip(values)
                .map(|(item, value)| owned(package, item, value));
            Some(quote!((#(#items,)*)))
        }
        Type::Tuple { rest: Some(_), .. } => None,
        Type::Map(inner) => {
            let entries = value.as_object()?.iter().map(|(key, value)| {
                let value = owned(package, inner, value);
                quote!((#key.to_owned(), #value))
            });
            Some(quote!([#(#entries),*].into()))
        }
        Type::Named(id) => named(package, *id, value),
        Type::Nullable(_) if value.is_null() => Some(quote!(None)),
        Type::Nullable(inner) => {
            let inner = owned(package, inner, value);
            Some(quote!(Some(#inner)))
        }
    }
}

fn items(package: &Package<'_>, ty: &Type, value: &Value) -> Option<Vec<TokenStream>> {
    let Type::Array { item, .. } = ty else {
        return None;
    };
    Some(
        value
            .as_array()?
            .iter()
            .map(|value| owned(package, item, value))
            .collect(),
    )
}

fn integer(format: IntegerFormat, value: &Value) -> Option<TokenStream> {
    let fits = match format {
        IntegerFormat::Int32 => i32::try_from(value.as_i64()?).is_ok(),
        IntegerFormat::Int64 => value.is_i64(),
        IntegerFormat::Uint32 => u32::try_from(value.as_u64()?).is_ok(),
        IntegerFormat::Uint64 => value.is_u64(),
    };
    fits.then(|| value.as_number().map(number)).flatten()
}

/// A literal token has no sign.
fn signed(number: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(number.unsigned_abs());
    if number < 0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

/// A literal of a negative number panics, so the sign stands before it.
fn float(literal: impl Fn(f64) -> Literal, number: f64) -> TokenStream {
    let digits = literal(number.abs());
    if number.is_sign_negative() {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

fn string(package: &Package<'_>, format: StringFormat, text: &str) -> Option<TokenStream> {
    match format {
        StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri => {
            Some(quote!(#text.to_owned()))
        }
        StringFormat::DateTime | StringFormat::Date => {
            Some(calendar::literal(package.dates, format, text))
        }
        StringFormat::Password => Some(quote!(#text.into())),
        StringFormat::Time | StringFormat::Base64 | StringFormat::Base64Url => None,
    }
}

fn named(package: &Package<'_>, id: TypeId, value: &Value) -> Option<TokenStream> {
    match &package.api.type_def(id).kind {
        TypeKind::Struct(s) => structure(package, id, s, value),
        TypeKind::Enum(e) => enumeration(package, id, e, value),
        TypeKind::Union(u) => union(package, id, u, value),
        TypeKind::Alias(ty) if !package.names(id).newtype => literal(package, ty, value),
        TypeKind::Alias(_) => None,
    }
}

fn structure(package: &Package<'_>, id: TypeId, s: &Struct, value: &Value) -> Option<TokenStream> {
    let object = value.as_object()?;
    let known = object
        .keys()
        .all(|key| s.fields.iter().any(|field| field.name.wire == *key));
    let rest_is_empty = matches!(s.additional, Additional::Ignored | Additional::Forbidden);
    if !known || !(rest_is_empty || package.names(id).default || constructor_fields(s).is_some()) {
        return None;
    }
    let path = package.type_path(id);
    let given = |wanted: &dyn Fn(&Field) -> bool| -> Vec<TokenStream> {
        s.fields
            .iter()
            .enumerate()
            .filter(|(_, field)| !field.is_constant() && wanted(field))
            .filter_map(|(index, field)| {
                let value = self::field(package, field, object.get(&field.name.wire)?);
                let name = package.field(id, index);
                Some(quote!(#name: #value))
            })
            .collect()
    };
    if package.names(id).default {
        let fields = given(&|_| true);
        let members = s.fields.iter().filter(|field| !field.is_constant()).count();
        let complete = fields.len() == members && rest_is_empty;
        return Some(match (fields.is_empty(), complete) {
            (true, _) => quote!(#path::default()),
            (false, true) => quote!(#path { #(#fields),* }),
            (false, false) => quote!(#path { #(#fields,)* ..Default::default() }),
        });
    }
    let required = constructor_fields(s)?;
    let arguments = required
        .iter()
        .map(|field| {
            let value = object.get(&field.name.wire)?;
            Some(match (&field.ty, value, field.presence) {
                (ty, Value::String(text), Presence::Required) if takes_into(ty) => quote!(#text),
                (ty, _, Presence::Required) => owned(package, ty, value),
                _ => self::field(package, field, value),
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let optional = given(&|field| {
        matches!(
            field.presence,
            Presence::Optional | Presence::OptionalNullable
        )
    });
    if optional.is_empty() {
        Some(quote!(#path::new(#(#arguments),*)))
    } else {
        Some(quote!(#path { #(#optional,)* ..#path::new(#(#arguments),*) }))
    }
}

/// Whether `new` takes the type by `impl Into<String>`.
pub fn takes_into(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String(
            StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri
        )
    )
}

fn enumeration(package: &Package<'_>, id: TypeId, e: &Enum, value: &Value) -> Option<TokenStream> {
    let index = e
        .variants
        .iter()
        .position(|variant| variant.value == *value)?;
    let (path, variant) = (package.type_path(id), package.field(id, index));
    Some(quote!(#path::#variant))
}

fn union(package: &Package<'_>, id: TypeId, u: &Union, value: &Value) -> Option<TokenStream> {
    let Tagging::Property(tag) = &u.tagging else {
        return None;
    };
    let tag = value.get(&tag.wire)?.as_str()?;
    let index = u
        .variants
        .iter()
        .position(|variant| variant.tags.iter().any(|t| t == tag))?;
    let variant = &u.variants[index];
    let inner = literal(package, &variant.ty, value)?;
    let inner = if variant.closes_cycle {
        quote!(Box::new(#inner))
    } else {
        inner
    };
    let (path, name) = (package.type_path(id), package.field(id, index));
    Some(quote!(#path::#name(#inner)))
}
