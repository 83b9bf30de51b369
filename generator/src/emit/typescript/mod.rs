//! The TypeScript backend: `ir::Api` -> [`package::Package`] -> views -> templates -> files.
//!
//! Only what has passed a sink of [`literal`] or [`names`] reaches a template. Files are rendered side by side on all cores; what
//! they hold does not depend on it.

mod body;
mod client;
mod driver;
mod example;
pub mod foreign;
mod headers;
mod layout;
mod literal;
mod models;
mod names;
mod package;
mod papers;
mod parts;
mod readme;
mod render;
mod response;
mod round_trip;
mod service;
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
/// Faults of the backend; there is nothing that cannot be said in TypeScript.
pub fn generate(api: &Api, options: &PackageOptions) -> Result<FileSet, Diagnostics> {
    let package = package::Package::new(api);
    render::render(&package, options)
}

/// Makes the driver.
///
/// # Errors
///
/// Those of [`generate`].
pub fn driver(api: &Api, options: &PackageOptions, package: &str) -> Result<FileSet, Diagnostics> {
    driver::driver(&package::Package::new(api), options, package)
}
