//! What a package has besides its code: manifest, README, licences, changelog, the root of the library.

use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

use super::package::{Decided, Package};
use super::{client, names, snippet, types};
use crate::config::PackageOptions;
use crate::emit::body_examples;
use crate::emit::environment::{Credentials, Environment};
use crate::emit::{markdown, papers, runtime, webhooks};
use crate::ir::SecuritySchemeKind;

#[derive(Template)]
#[template(path = "rust/Cargo.toml.j2")]
struct Manifest {
    name: String,
    version: String,
    msrv: String,
    description: String,
    metadata: Vec<String>,
    features_and_dependencies: &'static str,
}

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
    first_call: String,
    options_call: String,
    operations: Vec<OperationRow>,
    first_example: String,
    environment: Vec<String>,
    errors: String,
    pages: String,
    upload: String,
    webhooks: Vec<String>,
    webhook: String,
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
            manifest(package, options).to_string(),
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
pub fn library(has_xml: bool) -> Vec<TokenStream> {
    let xml = has_xml.then(|| {
        quote!(
            mod xml;
        )
    });
    vec![
        quote! {
            #![doc = include_str!("../README.md")]
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
                clippy::too_many_arguments,
                clippy::type_complexity,
                clippy::upper_case_acronyms
            )]
        },
        quote! {
            mod client;
            pub mod models;
            #[doc(hidden)]
            pub mod runtime;
            pub mod services;
            #xml
        },
        quote! {
            pub use client::*;
            pub use runtime::{
                ApiError, Attempt, Base64, Base64Url, Body, ByteStream, Bytes, Call, Client, ClientBuilder, Credential, Date,
                DateTime, Decimal, Decode, DecodeError, DecodeErrorKind, Download, Encode, Error, Event, EventStream, Head,
                Items, JsonLines, LocalError, LocalErrorKind, Nullable, Outcome, PagedCall, Pages, ProviderError,
                RedirectError, RedirectReason, Response, ResponseError, Secret, ServerUrl, Time, TimeoutError, TimeoutKind,
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

/// A TOML basic string, which for these characters is written as a JSON string is.
pub fn toml(text: &str) -> String {
    toml::Value::from(text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

fn manifest(package: &Package<'_>, options: &PackageOptions) -> Manifest {
    let mut metadata = Vec::new();
    let pairs = [
        ("license", &options.license),
        ("repository", &options.repository),
        ("homepage", &options.homepage),
        ("documentation", &options.documentation),
    ];
    for (key, value) in pairs {
        metadata.extend(
            value
                .as_ref()
                .map(|value| format!("{key} = {}", toml(value))),
        );
    }
    for (key, values) in [
        ("authors", &options.authors),
        ("keywords", &options.keywords),
    ] {
        if !values.is_empty() {
            let values: Vec<_> = values.iter().map(|value| toml(value)).collect();
            metadata.push(format!("{key} = [{}]", values.join(", ")));
        }
    }
    Manifest {
        name: toml(&options.name),
        version: toml(&options.version),
        msrv: toml(runtime::rust_msrv()),
        description: toml(&format!("Client for {}", package.api.info.title)),
        metadata,
        features_and_dependencies: runtime::rust_features_and_dependencies(),
    }
}

fn changelog<'a>(package: &Package<'_>, options: &'a PackageOptions) -> Changelog<'a> {
    Changelog {
        version: &options.version,
        api_version: markdown::line(&package.api.info.version),
        title: markdown::line(&package.api.info.title),
    }
}

fn operations<'p>(package: &'p Package<'_>) -> impl Iterator<Item = Decided<'p>> {
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
        webhooks: webhooks::table(package.api, |ty| types::shown(package, ty)),
        webhook: webhooks::first_payload(package.api)
            .map(|ty| snippet::webhook(package, &krate, &ty))
            .unwrap_or_default(),
    }
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
