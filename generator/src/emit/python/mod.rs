//! The Python backend: `ir::Api` -> [`package::Package`] -> code -> templates -> files.
//!
//! Text of a description reaches the output only through the sinks of `literal` and `names`. Code is laid out as the formatter
//! would lay it out, so that it leaves the package as it is.

mod answers;
mod client;
mod docs;
mod driver;
mod example;
pub mod foreign;
mod forms;
mod headers;
mod layout;
mod literal;
mod models;
mod names;
mod operation;
mod package;
mod papers;
mod render;
mod round_trip;
mod service;
mod types;
mod unions;
mod uses;
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
/// Faults of this backend only: every IR can be said in Python.
pub fn generate(api: &Api, options: &PackageOptions) -> Result<FileSet, Diagnostics> {
    render::render(&package::Package::new(api, options))
}

/// Makes the driver.
///
/// # Errors
///
/// Those of [`generate`].
pub fn driver(api: &Api, options: &PackageOptions, package: &str) -> Result<FileSet, Diagnostics> {
    driver::render(&package::Package::new(api, options), package)
}
