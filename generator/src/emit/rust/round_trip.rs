//! The test of a package's models: every example of the description, read and written again.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use super::names;
use super::package::Package;
use super::response;
use super::types;
use crate::ir::{Additional, BodyKind, Example, Operation, ResponseKind, Type, TypeKind};

/// An example with the type it is of.
struct Row<'a> {
    title: String,
    ty: &'a Type,
    value: &'a Value,
}

/// Whether the description has examples.
pub fn has_examples(package: &Package<'_>) -> bool {
    let mut operations = package.api.operations();
    operations.any(|operation| !of_operation(operation).is_empty())
}

/// The values, by title: `tests/examples.json`.
pub fn values(package: &Package<'_>) -> String {
    let rows = rows(package);
    let values: Map<String, Value> = rows
        .iter()
        .map(|row| (row.title.clone(), row.value.clone()))
        .collect();
    serde_json::to_string_pretty(&Value::Object(values)).unwrap_or_default() + "\n"
}

/// The test program: `tests/round_trip.rs`.
pub fn program(package: &Package<'_>, krate: &str) -> Vec<TokenStream> {
    let rows = rows(package);
    let krate = names::ident(krate);
    let checks = rows.iter().map(|row| {
        let (title, ty) = (&row.title, types::owned(package, row.ty));
        let whole = knows_all(package, row.ty, row.value);
        quote!((#title, round_trip::<#ty>, #whole))
    });
    let checks: Vec<_> = checks.collect();
    let models = checks
        .iter()
        .any(|check| check.to_string().contains("models ::"));
    let models = models.then(|| quote!(use #krate::models;));
    let runtime = checks
        .iter()
        .any(|check| check.to_string().contains("rt ::"));
    let runtime = runtime.then(|| quote!(use #krate::runtime as rt;));
    vec![
        quote! {
            //! Every example of the description, read and written again.
        },
        quote! {
            #models
            #runtime
            use serde_json::Value;
        },
        quote! {
            /// The value after it was read as `T` and written again.
            fn round_trip<T: serde::de::DeserializeOwned + serde::Serialize>(
                value: &Value,
            ) -> Result<Value, serde_json::Error> {
                serde_json::to_value(serde_json::from_value::<T>(value.clone())?)
            }
        },
        quote! {
            type RoundTrip = fn(&Value) -> Result<Value, serde_json::Error>;
        },
        quote! {
            /// The title of an example, what reads and writes it, and whether its type knows all that is in it.
            const CHECKS: &[(&str, RoundTrip, bool)] = &[#(#checks),*];
        },
        quote! {
            /// Whether all of a value is in another one too.
            fn is_within(written: &Value, given: &Value) -> bool {
                match (written, given) {
                    (Value::Object(written), Value::Object(given)) => {
                        written.iter().all(|(key, value)| given.get(key).is_some_and(|given| is_within(value, given)))
                    }
                    (Value::Array(written), Value::Array(given)) => {
                        written.len() == given.len()
                            && written.iter().zip(given).all(|(written, given)| is_within(written, given))
                    }
                    (Value::Number(written), Value::Number(given)) => written.as_f64() == given.as_f64(),
                    (Value::String(written), Value::String(given)) => {
                        written == given || same_instant(written, given)
                    }
                    _ => written == given,
                }
            }
        },
        quote! {
            /// A time is written in UTC, whatever its offset was.
            fn same_instant(left: &str, right: &str) -> bool {
                let instant = |text: &str| text.parse::<#krate::DateTime>().ok();
                instant(left).is_some_and(|left| Some(left) == instant(right))
            }
        },
        quote! {
            #[test]
            fn every_example_survives() {
                let examples: Value = serde_json::from_str(include_str!("examples.json")).unwrap();
                for (title, round_trip, whole) in CHECKS {
                    let given = &examples[*title];
                    let written = round_trip(given).unwrap_or_else(|error| panic!("{title}: {error}"));
                    let kept = !whole || is_within(given, &written);
                    assert!(kept && is_within(&written, given), "{title}: {given}\nbecame\n{written}");
                }
            }
        },
    ]
}

/// Whether nothing of the value is dropped when it is read: no property that its struct does not describe. Of unions it is not
/// foretold.
fn knows_all(package: &Package<'_>, ty: &Type, value: &Value) -> bool {
    match (ty, value) {
        (Type::Array { item, .. }, Value::Array(items)) => {
            items.iter().all(|value| knows_all(package, item, value))
        }
        (Type::Map(item), Value::Object(entries)) => entries
            .values()
            .all(|value| knows_all(package, item, value)),
        (Type::Nullable(inner), _) => value.is_null() || knows_all(package, inner, value),
        (Type::Tuple { .. }, _) => false,
        (Type::Named(id), _) => match &package.api.type_def(*id).kind {
            TypeKind::Struct(s) => value.as_object().is_some_and(|entries| {
                entries.iter().all(|(key, value)| {
                    let field = s.fields.iter().find(|field| field.name.wire == *key);
                    match field {
                        Some(field) => value.is_null() || knows_all(package, &field.ty, value),
                        None => {
                            !matches!(s.additional, Additional::Ignored | Additional::Forbidden)
                        }
                    }
                })
            }),
            TypeKind::Alias(ty) => knows_all(package, ty, value),
            TypeKind::Enum(_) => true,
            TypeKind::Union(_) => !value.is_object() && !value.is_array(),
        },
        _ => true,
    }
}

fn rows<'a>(package: &Package<'a>) -> Vec<Row<'a>> {
    package.api.operations().flat_map(of_operation).collect()
}

fn of_operation(operation: &Operation) -> Vec<Row<'_>> {
    let bodies = operation
        .body
        .iter()
        .flat_map(|body| &body.content)
        .filter_map(|content| match &content.kind {
            BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
                Some(("body".to_owned(), ty, &content.examples))
            }
            BodyKind::Multipart(_) | BodyKind::Binary | BodyKind::Text => None,
        });
    let responses = operation
        .success
        .iter()
        .chain(&operation.errors)
        .flat_map(|response| {
            let status = response::status_text(response.status);
            response
                .content
                .iter()
                .filter_map(move |content| match &content.kind {
                    ResponseKind::Json(ty) => Some((status.clone(), ty, &content.examples)),
                    ResponseKind::Text
                    | ResponseKind::Binary
                    | ResponseKind::EventStream(_)
                    | ResponseKind::JsonLines(_) => None,
                })
        });
    let rows = bodies.chain(responses).flat_map(|(what, ty, examples)| {
        examples.iter().map(move |Example { name, value }| Row {
            title: format!("{} {what} {name}", operation.id).trim().to_owned(),
            ty,
            value,
        })
    });
    rows.collect()
}
