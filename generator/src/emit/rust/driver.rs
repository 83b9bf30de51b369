//! The driver of a package: a crate beside it that makes the calls it reads as JSON lines.
//!
//! Hand-written source (`templates/rust/driver/src`) reads the lines and writes the answers. What is generated is a function for
//! each operation that decodes its arguments into the SDK's own types, and the table of all of them.

use askama::Template;
use quote::quote;

use super::driver_operation;
use super::headers;
use super::package::{Package, ServiceNames};
use super::webhooks;
use super::{manifest, names, render};
use crate::config::PackageOptions;
use crate::diagnostic::Diagnostics;
use crate::emit::{files, runtime};
use crate::ir::Service;
use crate::output::FileSet;

#[derive(Template)]
#[template(path = "rust/driver/Cargo.toml.j2")]
struct Manifest {
    name: String,
    version: String,
    msrv: String,
    description: String,
    path: String,
    package: String,
}

/// What is rendered at a time.
enum Job<'a> {
    Papers,
    Main,
    Index,
    Service(&'a Service, &'a ServiceNames),
}

/// Renders all files.
pub fn render(
    package: &Package<'_>,
    options: &PackageOptions,
    folder: &str,
) -> Result<FileSet, Diagnostics> {
    let services = package.api.services.iter().zip(&package.services);
    let services = services.map(|(service, names)| Job::Service(service, names));
    let jobs: Vec<_> = [Job::Papers, Job::Main, Job::Index]
        .into_iter()
        .chain(services)
        .collect();
    files::collect(&jobs, |job| match job {
        Job::Papers => papers(options, folder),
        Job::Main => vec![("src/main.rs".to_owned(), main(options))],
        Job::Index => vec![("src/operations/mod.rs".to_owned(), index(package))],
        Job::Service(service, names) => vec![(
            format!("src/operations/{}.rs", names.module),
            operations(service, names),
        )],
    })
}

fn papers(options: &PackageOptions, folder: &str) -> Vec<files::Rendered> {
    let manifest = Manifest {
        name: manifest::toml(&format!("{}-driver", options.name)),
        version: manifest::toml(&options.version),
        msrv: manifest::toml(runtime::rust_msrv()),
        description: manifest::toml(&format!(
            "Makes calls of {} that it reads as JSON lines",
            options.name
        )),
        path: manifest::toml(&format!("../{folder}")),
        package: manifest::toml(&options.name),
    };
    let own = [
        ("Cargo.toml".to_owned(), manifest.to_string()),
        (
            "rustfmt.toml".to_owned(),
            "disable_all_formatting = true\n".to_owned(),
        ),
    ];
    let source = runtime::RUST_DRIVER
        .iter()
        .map(|(path, text)| (format!("src/{path}"), (*text).to_owned()));
    own.into_iter()
        .chain(source)
        .map(|(path, text)| (path, Ok(text)))
        .collect()
}

fn main(options: &PackageOptions) -> Result<String, String> {
    let title = format!(
        " Makes calls of `{}` that it reads as JSON lines from standard input, and prints a JSON line for each.",
        options.name
    );
    file(quote! {
        #![doc = #title]
        #![forbid(unsafe_code)]
        // The hand-written source is the same for all packages, and names come from the description.
        #![allow(
            dead_code,
            deprecated,
            confusable_idents,
            mixed_script_confusables,
            uncommon_codepoints,
            clippy::disallowed_names,
            clippy::module_inception
        )]
        mod answer;
        mod input;
        mod operations;
        mod run;
        mod session;
        mod webhook;
        #[tokio::main(worker_threads = 1)]
        async fn main() -> std::io::Result<()> {
            run::run(operations::OPERATIONS, operations::HEADERS, operations::WEBHOOKS).await
        }
    })
}

fn index(package: &Package<'_>) -> Result<String, String> {
    let modules = package.services.iter();
    let modules = modules.map(|service| names::ident(&service.module));
    let services = package.api.services.iter().zip(&package.services);
    let rows = services.flat_map(|(service, decided)| {
        let module = names::ident(&decided.module);
        let operations = service.operations.iter().zip(&decided.operations);
        operations.map(move |(operation, names)| {
            let (id, function) = (&operation.id, names::ident(&names.method));
            quote!((#id, #module::#function))
        })
    });
    let headers = headers::driver_table(package);
    let webhooks = webhooks::driver_table(package);
    file(quote! {
        //! All operations, by id.
        #(mod #modules;)*
        use crate::answer;
        use crate::session::Operation;
        /// All operations, by id.
        pub const OPERATIONS: &[(&str, Operation)] = &[#(#rows),*];
        #headers
        #webhooks
    })
}

fn operations(service: &Service, names: &ServiceNames) -> Result<String, String> {
    let operations = service.operations.iter().zip(&names.operations);
    let functions =
        operations.map(|(operation, own)| driver_operation::function(names, operation, own));
    let functions = quote!(#(#functions)*);
    let mut parameters = service
        .operations
        .iter()
        .map(|operation| &operation.parameters);
    let place = parameters.any(|list| !list.is_empty());
    let place = place.then(|| quote!(In,));
    file(quote! {
        use crate::input::{#place Input};
        use crate::session::{Session, Started};
        #functions
    })
}

fn file(tokens: proc_macro2::TokenStream) -> Result<String, String> {
    Ok([render::HEADER, &render::items(tokens)?].concat())
}
