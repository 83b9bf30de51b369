//! The Java backend: `ir::Api` -> [`package::Package`] -> views -> templates -> files of a Maven project.

mod body;
mod client;
mod driver;
mod example;
mod file;
pub mod foreign;
mod headers;
mod literal;
mod models;
pub mod names;
mod package;
mod paging;
mod papers;
mod parameters;
mod render;
mod response;
mod round_trip;
mod services;
mod structs;
mod types;
mod value;
mod webhooks;
mod words;
mod xml;

use crate::config::PackageOptions;
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::output::FileSet;

/// Makes the package.
///
/// # Errors
///
/// Faults of this backend, so that nothing is written.
pub fn generate(api: &Api, options: &PackageOptions) -> Result<FileSet, Diagnostics> {
    let package = package::Package::new(api, options);
    render::render(&package, options)
}

/// Makes the driver.
///
/// # Errors
///
/// Those of [`generate`].
pub fn driver(api: &Api, options: &PackageOptions, _package: &str) -> Result<FileSet, Diagnostics> {
    let decided = package::Package::new(api, options);
    driver::render(&decided)
}
