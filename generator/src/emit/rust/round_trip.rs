//! The test of a package's models: every example of the description, read and written again.

use super::names;
use super::package::Package;
use super::types;
use crate::emit::body_examples;
use proc_macro2::TokenStream;
use quote::quote;

/// The test program: `tests/round_trip.rs`.
pub fn program(package: &Package<'_>, krate: &str) -> Vec<TokenStream> {
    let krate = names::ident(krate);
    let checks = body_examples::list(package.api).into_iter().map(|example| {
        let (title, whole) = (example.title, example.whole);
        let ty = types::owned(package, &example.ty);
        quote!((#title, round_trip::<#ty>, #whole))
    });
    let checks: Vec<_> = checks.collect();
    let models = checks
        .iter()
        .any(|check| check.to_string().contains("models ::"));
    let models = models.then(|| quote!(use #krate::models;));
    let (instants, same_instant) = match package.dates {
        None => Default::default(),
        Some(_) => (
            quote! {
                (Value::String(_), Value::String(_)) => written == given || same_instant(written, given),
            },
            quote! {
                /// A time is written in UTC, whatever its offset was.
                fn same_instant(left: &Value, right: &Value) -> bool {
                    let instant = |value: &Value| rt::from_value::<rt::DateTime>(value).ok();
                    instant(left).is_some_and(|left| Some(left) == instant(right))
                }
            },
        ),
    };
    vec![
        quote! {
            //! Every example of the description, read and written again.
        },
        quote! {
            #models
            use #krate::runtime as rt;
            use serde_json::Value;
        },
        quote! {
            /// The value after it was read as `T` and written again.
            fn round_trip<T: rt::Decode + rt::Encode>(value: &Value) -> Result<Value, Box<dyn std::error::Error>> {
                Ok(rt::to_value(&rt::from_value::<T>(value)?)?)
            }
        },
        quote! {
            type RoundTrip = fn(&Value) -> Result<Value, Box<dyn std::error::Error>>;
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
                    #instants
                    _ => written == given,
                }
            }
        },
        same_instant,
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
