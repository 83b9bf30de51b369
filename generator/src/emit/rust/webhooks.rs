//! Webhooks: the module with what verifies them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::features;
use super::names::{self, ident};
use super::package::Package;
use super::types;
use crate::emit::scope::distinct;
use crate::emit::webhooks::{self, Signed};
use crate::ir::{
    Signature, SignatureAlgorithm, SignatureEncoding, SignatureKey, SignedPart, TimestampFormat,
    TimestampPlace,
};

/// A webhook that is verified, and its static.
struct Named<'a> {
    signed: Signed<'a>,
    name: proc_macro2::Ident,
}

fn named<'a>(package: &Package<'a>) -> Vec<Named<'a>> {
    let signed = webhooks::signed(package.api);
    let entries: Vec<(String, &str)> = (signed.iter())
        .map(|one| (names::constant_name(&one.name), one.name.wire.as_str()))
        .collect();
    let idents = distinct(&entries, &[]);
    let pairs = signed.into_iter().zip(idents);
    pairs
        .map(|(signed, name)| Named {
            signed,
            name: ident(&name),
        })
        .collect()
}

/// What the root of the package has for them.
pub fn declared(package: &Package<'_>) -> Option<TokenStream> {
    let on = condition(package);
    let docs = docs::own("What verifies the signatures of webhooks, and reads their payloads.");
    webhooks::any_signed(package.api).then(|| quote!(#docs #on pub mod webhooks;))
}

/// The condition that payloads are there.
fn condition(package: &Package<'_>) -> Option<TokenStream> {
    let mut features = package.features.iter();
    let feature = features.find(|one| *one == features::WEBHOOKS);
    features::condition(&feature.cloned().into_iter().collect::<Vec<_>>())
}

/// The module.
pub fn module(package: &Package<'_>) -> Vec<TokenStream> {
    let mut items = vec![quote!(
        pub use crate::runtime::{HeaderMap, Webhook, WebhookError};
    )];
    items.extend(named(package).iter().map(|one| {
        let docs = docs::own(&format!("The call `{}`.", docs::code(&one.signed.call)));
        let name = &one.name;
        let payload = types::owned(package, &one.signed.payload);
        let signature = signature(one.signed.signature);
        quote!(#docs pub static #name: rt::Webhook<#payload> = rt::Webhook::new(#signature);)
    }));
    items
}

fn signature(signature: &Signature) -> TokenStream {
    let Signature {
        algorithm,
        header,
        separator,
        prefix,
        encoding,
        content,
        timestamp,
        key,
    } = signature;
    let hash = match algorithm {
        SignatureAlgorithm::HmacSha1 => quote!(Sha1),
        SignatureAlgorithm::HmacSha256 => quote!(Sha256),
        SignatureAlgorithm::HmacSha512 => quote!(Sha512),
    };
    let separator = match separator {
        Some(separator) => quote!(Some(#separator)),
        None => quote!(None),
    };
    let encoding = match encoding {
        SignatureEncoding::Hex => quote!(Hex),
        SignatureEncoding::Base64 => quote!(Base64),
    };
    let content = content.iter().map(|part| match part {
        SignedPart::Literal(text) => quote!(rt::Signed::Text(#text)),
        SignedPart::Body => quote!(rt::Signed::Body),
        SignedPart::Timestamp => quote!(rt::Signed::Timestamp),
        SignedPart::Header(name) => quote!(rt::Signed::Header(#name)),
    });
    let timestamp = match timestamp {
        Some(timestamp) => {
            let place = match &timestamp.place {
                TimestampPlace::Header(name) => quote!(Header(#name)),
                TimestampPlace::Entry(prefix) => quote!(Entry(#prefix)),
            };
            let format = match timestamp.format {
                TimestampFormat::Unix => quote!(Unix),
                TimestampFormat::DateTime => quote!(DateTime),
            };
            let tolerance = Literal::u32_unsuffixed(timestamp.tolerance);
            quote!(Some(rt::SignatureTimestamp {
                place: rt::TimestampPlace::#place,
                format: rt::TimestampFormat::#format,
                tolerance: #tolerance,
            }))
        }
        None => quote!(None),
    };
    let key = match key {
        SignatureKey::Text => quote!(Text),
        SignatureKey::Base64(prefix) => quote!(Base64(#prefix)),
    };
    quote!(rt::Signature {
        hash: rt::SignatureHash::#hash,
        header: #header,
        separator: #separator,
        prefix: #prefix,
        encoding: rt::SignatureEncoding::#encoding,
        content: &[#(#content),*],
        timestamp: #timestamp,
        key: rt::SignatureKey::#key,
    })
}

/// A program that receives the first of them.
pub fn program(package: &Package<'_>, krate: &str) -> Option<TokenStream> {
    let Named { signed, name } = named(package).into_iter().next()?;
    let krate = ident(krate);
    let payload = types::owned(package, &signed.payload);
    Some(quote! {
        use #krate::models;
        use #krate::webhooks::{self, HeaderMap, WebhookError};

        fn verified(
            headers: &HeaderMap,
            body: &[u8],
        ) -> Result<#payload, WebhookError> {
            webhooks::#name.verify(headers, body, &["the secret"])
        }
    })
}

/// The table by which the driver verifies.
pub fn driver_table(package: &Package<'_>) -> TokenStream {
    let named = named(package);
    let rows = named.iter().map(|one| {
        let (words, name) = (&one.signed.name.wire, &one.name);
        quote!((#words, |sent| verified(sdk::webhooks::#name.verify_at(
            sent.now(),
            &sent.headers()?,
            &sent.body()?,
            &sent.secrets(),
        ))))
    });
    let verified = (!named.is_empty()).then(|| {
        quote! {
            fn verified<T: sdk::Encode>(payload: Result<T, sdk::webhooks::WebhookError>) -> answer::Outcome {
                use sdk::webhooks::WebhookError;
                let error = match payload {
                    Ok(payload) => return answer::payload(&payload),
                    Err(error) => error,
                };
                let reason = match &error {
                    WebhookError::Secret(_) => "secret",
                    WebhookError::MissingHeader(_) => "missing header",
                    WebhookError::MalformedHeader(_) => "malformed header",
                    WebhookError::NoSignatureFits => "no signature fits",
                    WebhookError::TooOld(_) => "too old",
                    WebhookError::InTheFuture(_) => "in the future",
                    // The enum may grow.
                    WebhookError::Body(_) | _ => "body",
                };
                Err(answer::Failure::webhook(reason, error.to_string()))
            }
        }
    });
    quote! {
        /// What verifies webhooks, by words.
        pub const WEBHOOKS: &[(&str, crate::webhook::Verify)] = &[#(#rows),*];
        #verified
    }
}
