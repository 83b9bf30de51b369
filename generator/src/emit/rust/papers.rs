//! What a package has besides its code: manifest, README, licences, changelog, the root of the library.

use std::iter;

use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

use super::package::{Decided, Package};
use super::{client, features, manifest, names, snippet, types};
use crate::config::PackageOptions;
use crate::emit::body_examples;
use crate::emit::environment::{Credentials, Environment};
use crate::emit::{markdown, papers, response_headers, webhooks};
use crate::ir::SecuritySchemeKind;

#[derive(Template)]
#[template(path = "rust/CHANGELOG.md.j2")]
struct Changelog<'a> {
    version: &'a str,
    api_version: String,
    title: String,
}

#[derive(Template)]
#[template(path = "rust/README.md.j2")]
struct Readme<'a> {
    name: &'a str,
    version: &'a str,
    title: String,
    api_version: String,
    about: String,
    notes: Vec<String>,
    features: String,
    some_features: String,
    first_call: String,
    options_call: String,
    operations: Vec<OperationRow>,
    first_example: String,
    environment: Vec<String>,
    errors: String,
    pages: String,
    upload: String,
    library: String,
    /// The struct of headers that is shown; empty: no response describes any.
    headers: String,
    /// Whether an enum has several names.
    equal_enums: bool,
    webhooks: Vec<String>,
    webhook: String,
    /// The program that receives the first webhook that is signed; empty: none is.
    verification: String,
}

/// A row of the README's table.
struct OperationRow {
    call: String,
    request: String,
    summary: String,
}

/// The files that are text, not Rust.
pub fn papers(package: &Package<'_>, options: &PackageOptions) -> Vec<(String, String)> {
    let mut files = vec![
        (
            "Cargo.toml".to_owned(),
            manifest::manifest(package, options),
        ),
        ("README.md".to_owned(), readme(package, options).to_string()),
        (
            "CHANGELOG.md".to_owned(),
            changelog(package, options).to_string(),
        ),
        // rustfmt leaves the package alone: it is printed by another printer, and nobody edits it.
        (
            "rustfmt.toml".to_owned(),
            "disable_all_formatting = true\n".to_owned(),
        ),
    ];
    files.extend(papers::licenses(options));
    if body_examples::any(package.api) {
        files.push((
            "tests/examples.json".to_owned(),
            body_examples::values(&body_examples::list(package.api)),
        ));
    }
    files
}

/// The name of the library: that of the package as an identifier.
pub fn library_name(options: &PackageOptions) -> String {
    options.name.replace('-', "_")
}

/// The root of the library. Its documentation is the README, whose programs are compiled as its tests.
pub fn library(package: &Package<'_>) -> Vec<TokenStream> {
    let docs = if package.features.is_empty() {
        quote!(#![doc = include_str!("../README.md")])
    } else {
        // The programs of the README need all parts.
        quote! {
            #![cfg_attr(feature = "full", doc = include_str!("../README.md"))]
            #![cfg_attr(not(feature = "full"), doc = "A client with some of the parts that its README describes.")]
        }
    };
    let dates = package.dates;
    let (date, time) = (
        dates.map(|_| quote!(Date, DateTime,)),
        dates.map(|_| quote!(Time,)),
    );
    let webhooks = super::webhooks::declared(package);
    let xml = (!package.api.xml.is_empty()).then(|| {
        quote!(
            mod xml;
        )
    });
    let foreign = (!package.foreign.is_empty()).then(|| {
        quote!(
            mod foreign;
        )
    });
    vec![
        quote! {
            #docs
            #![forbid(unsafe_code)]
            #![deny(missing_docs)]
            // What is deprecated is still generated, and names and prose come from the description.
            #![allow(
                deprecated,
                confusable_idents,
                mixed_script_confusables,
                uncommon_codepoints,
                clippy::disallowed_names,
                clippy::doc_lazy_continuation,
                clippy::doc_overindented_list_items,
                clippy::enum_variant_names,
                clippy::large_enum_variant,
                clippy::module_inception,
                clippy::self_named_constructors,
                clippy::should_implement_trait,
                clippy::too_many_arguments,
                clippy::type_complexity,
                clippy::upper_case_acronyms
            )]
        },
        quote! {
            mod client;
            #foreign
            pub mod models;
            #[doc(hidden)]
            pub mod runtime;
            pub mod services;
            #webhooks
            #xml
        },
        quote! {
            pub use client::*;
            pub use runtime::{
                ApiError, Attempt, Base64, Base64Url, Body, ByteStream, Bytes, Call, Client, ClientBuilder, Credential, #date
                Decimal, Decode, DecodeError, DecodeErrorKind, Download, Encode, Error, Event, EventStream, Head,
                Items, JsonLines, LocalError, LocalErrorKind, Nullable, Outcome, PagedCall, Pages, ProviderError,
                RedirectError, RedirectReason, Response, ResponseError, Secret, ServerUrl, #time TimeoutError, TimeoutKind,
                TransportError, Upload, Value, WithRest,
            };
        },
    ]
}

/// `examples/common/mod.rs`: the client of all example programs.
pub fn example_client(package: &Package<'_>, options: &PackageOptions) -> Vec<TokenStream> {
    let krate = names::ident(&library_name(options));
    let environment = Environment::new(package.api);
    let base_url = &environment.base_url;
    let schemes = &package.api.security_schemes;
    let names = client::credential_names(schemes);
    let credentials = schemes.iter().zip(&environment.credentials).zip(names);
    let credentials = credentials.map(|((scheme, variables), name)| {
        let constructor = names::ident(&name);
        match variables {
            Credentials::Basic { username, password } => quote! {
                if let (Ok(username), Ok(password)) = (env::var(#username), env::var(#password)) {
                    builder = builder.#constructor(username, password);
                }
            },
            Credentials::Token(token)
                if matches!(scheme.kind, SecuritySchemeKind::OAuth2 { .. }) =>
            {
                quote! {
                    if let Ok(token) = env::var(#token) {
                        builder = builder.#constructor(Credential::bearer(token));
                    }
                }
            }
            Credentials::Token(token) => quote! {
                if let Ok(token) = env::var(#token) {
                    builder = builder.#constructor(token);
                }
            },
            Credentials::Key(key) => quote! {
                if let Ok(key) = env::var(#key) {
                    builder = builder.#constructor(key);
                }
            },
        }
    });
    let oauth = schemes
        .iter()
        .any(|scheme| matches!(scheme.kind, SecuritySchemeKind::OAuth2 { .. }));
    let imports = if oauth {
        quote!({Client, Credential, Error})
    } else {
        quote!({Client, Error})
    };
    vec![
        quote! {
            //! The client of the example programs, configured by the environment.
        },
        quote! {
            use std::env;
            use #krate::#imports;
        },
        quote! {
            /// A client for the default server, or for the one under the variable.
            pub fn client() -> Result<Client, Error> {
                let mut builder = Client::builder();
                if let Ok(url) = env::var(#base_url) {
                    builder = builder.base_url(url);
                }
                #(#credentials)*
                builder.build()
            }
        },
    ]
}

fn changelog<'a>(package: &Package<'_>, options: &'a PackageOptions) -> Changelog<'a> {
    Changelog {
        version: &options.version,
        api_version: markdown::line(&package.api.info.version),
        title: markdown::line(&package.api.info.title),
    }
}

/// All operations, with what is decided of them.
pub fn operations<'p>(package: &'p Package<'_>) -> impl Iterator<Item = Decided<'p>> {
    package
        .api
        .services
        .iter()
        .zip(&package.services)
        .flat_map(|(service, decided)| {
            service
                .operations
                .iter()
                .zip(&decided.operations)
                .map(move |(operation, names)| (decided, operation, names))
        })
}

fn readme<'a>(package: &Package<'_>, options: &'a PackageOptions) -> Readme<'a> {
    let first = operations(package).next();
    let paginated = operations(package).find(|(_, operation, _)| operation.pagination.is_some());
    let upload = operations(package)
        .find(|(_, operation, names)| operation.body.is_some() && !names.parts.is_empty());
    let krate = library_name(options);
    Readme {
        name: &options.name,
        version: &options.version,
        title: markdown::line(&package.api.info.title),
        api_version: markdown::line(&package.api.info.version),
        about: package
            .api
            .info
            .description
            .as_deref()
            .map(super::docs::safe)
            .unwrap_or_default(),
        notes: papers::notes(&package.api.info)
            .iter()
            .map(|note| super::docs::safe(note))
            .collect(),
        features: parts(package),
        some_features: some_features(package),
        first_call: snippet::first_call(package, &krate, first),
        options_call: snippet::options_call(package, &krate, first),
        operations: operations(package).map(row).collect(),
        first_example: first
            .map(|(_, _, names)| names.example.clone())
            .unwrap_or_default(),
        environment: Environment::new(package.api)
            .names()
            .into_iter()
            .map(str::to_owned)
            .collect(),
        errors: snippet::errors(package, &krate, first),
        pages: paginated
            .map(|decided| snippet::pages(package, &krate, decided))
            .unwrap_or_default(),
        upload: upload
            .map(|decided| snippet::call(package, &krate, decided))
            .unwrap_or_default(),
        library: krate.clone(),
        equal_enums: package.types.iter().any(|names| names.same_as.is_some()),
        headers: response_headers::first(package.api)
            .map(|id| package.names(id).name.clone())
            .unwrap_or_default(),
        webhooks: webhooks::table(package.api, |ty| types::shown(package, ty)),
        webhook: webhooks::first_payload(package.api)
            .map(|ty| snippet::webhook(package, &krate, &ty))
            .unwrap_or_default(),
        verification: snippet::verification(package, &krate),
    }
}

/// What the features of the parts of the package bring; empty: there are none.
fn parts(package: &Package<'_>) -> String {
    if package.features.is_empty() {
        return String::new();
    }
    let has = |feature: &str| package.features.iter().any(|one| one == feature);
    let webhooks = match has(features::WEBHOOKS) {
        true => ", `webhooks` those of the calls that the server makes",
        false => "",
    };
    let others = match has(features::OTHERS) {
        true => ", `other-models` those that nothing else needs",
        false => "",
    };
    let names = package.features.iter().map(|name| format!("`{name}`"));
    format!(
        "A service brings the types that it needs{webhooks}{others}. There are {}.",
        names.collect::<Vec<_>>().join(", ")
    )
}

/// The features of a program that calls the first service only, as a list of TOML.
fn some_features(package: &Package<'_>) -> String {
    let first = package.features.iter().take(1).map(String::as_str);
    let names: Vec<_> = iter::once("rustls")
        .chain(first)
        .map(manifest::toml)
        .collect();
    names.join(", ")
}

fn row((service, operation, names): Decided<'_>) -> OperationRow {
    OperationRow {
        call: markdown::code_cell(&format!(
            "client.{}().{}",
            names::ident(&service.module),
            names::ident(&names.method)
        )),
        request: markdown::code_cell(&operation.request_line()),
        summary: markdown::line(operation.docs.headline()),
    }
}
