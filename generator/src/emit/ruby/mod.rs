//! The Ruby backend: `ir::Api` -> [`package::Package`] -> views -> templates -> files.
//!
//! Text of a description reaches the output only through `literal` and `names`.

mod arguments;
mod client;
mod driver;
mod example;
pub mod foreign;
mod headers;
mod literal;
mod models;
mod names;
mod operation;
mod package;
mod papers;
mod readme;
mod render;
mod round_trip;
mod service;
mod signatures;
mod types;
mod value;
mod webhooks;
mod xml;

use crate::config::PackageOptions;
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::output::FileSet;

/// Makes the gem.
///
/// # Errors
///
/// Names files that could not be made.
pub fn generate(api: &Api, options: &PackageOptions) -> Result<FileSet, Diagnostics> {
    let package = package::Package::new(api, options);
    render::render(&package, options)
}

/// Makes the driver.
///
/// # Errors
///
/// Those of [`generate`].
pub fn driver(api: &Api, options: &PackageOptions, package: &str) -> Result<FileSet, Diagnostics> {
    let decided = package::Package::new(api, options);
    driver::render(&decided, package)
}
