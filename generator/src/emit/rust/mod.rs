//! The Rust backend: `ir::Api` -> [`package::Package`] -> tokens -> `syn` -> `prettyplease` -> files.
//!
//! Only identifiers and literals made by `quote` reach the output, so no text of a description can become code. Files are
//! rendered side by side on all cores; what they hold does not depend on it.

mod body;
mod calendar;
mod client;
mod docs;
mod driver;
mod driver_operation;
mod equal_enums;
mod example;
mod features;
pub mod foreign;
mod headers;
mod manifest;
mod model;
mod names;
mod nodes;
mod package;
mod paging;
mod papers;
mod parameters;
mod render;
mod response;
mod round_trip;
mod service;
mod snippet;
mod structs;
mod table;
mod types;
mod unions;
mod value;
mod webhooks;
mod xml;

use crate::config::PackageOptions;
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::output::FileSet;

/// Makes the package.
///
/// # Errors
///
/// Names both places where something of the description cannot be said in Rust.
pub fn generate(api: &Api, options: &PackageOptions) -> Result<FileSet, Diagnostics> {
    let package = package::Package::new(api, options);
    render::render(&package, options)
}

/// Makes the driver: a crate that depends on the package in the folder `../<folder>`.
///
/// # Errors
///
/// Those of [`generate`].
pub fn driver(api: &Api, options: &PackageOptions, folder: &str) -> Result<FileSet, Diagnostics> {
    let package = package::Package::new(api, options);
    driver::render(&package, options, folder)
}
