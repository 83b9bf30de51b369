//! The Go backend: `ir::Api` -> [`package::Package`] -> templates -> files.
//!
//! Templates accept only code that has passed a sink ([`literal`], [`names`]). Files are rendered side by side on all cores; what
//! they hold does not depend on it.

mod bodies;
mod client;
mod docs;
mod driver;
mod examples;
pub mod foreign;
mod headers;
mod layout;
mod literal;
mod models;
mod names;
mod package;
mod paging;
mod papers;
mod parameters;
mod render;
mod responses;
mod round_trip;
mod scopes;
mod services;
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
/// Names both places where something of the description cannot be said in Go.
pub fn generate(api: &Api, options: &PackageOptions) -> Result<FileSet, Diagnostics> {
    render::render(&package::Package::new(api, options))
}

/// Makes the driver.
///
/// # Errors
///
/// Those of [`generate`].
pub fn driver(api: &Api, options: &PackageOptions, package: &str) -> Result<FileSet, Diagnostics> {
    driver::driver(&package::Package::new(api, options), package)
}
