//! Emission: from the IR to the files of a package, one backend a language.
//!
//! A backend is a function from [`Api`] and [`PackageOptions`] to a [`FileSet`]; it neither reads nor writes the disk.

mod curl;
pub mod environment;
mod files;
mod identifier;
mod markdown;
mod papers;
mod runtime;
mod rust;
mod scope;
mod sink;

use crate::config::{Language, PackageOptions};
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::output::FileSet;

/// Makes the package of one language.
///
/// # Errors
///
/// Tells, with places in the description, what cannot be said in that language.
pub fn generate(
    api: &Api,
    language: Language,
    options: &PackageOptions,
) -> Result<FileSet, Diagnostics> {
    match language {
        Language::Rust => rust::generate(api, options),
        Language::Curl => curl::generate(api, options),
    }
}

/// Makes the driver of one language: a program that calls the package in the folder `../<package>` beside it by JSON lines. It is
/// without files for a language that has none.
///
/// # Errors
///
/// Those of [`generate`].
pub fn driver(
    api: &Api,
    language: Language,
    options: &PackageOptions,
    package: &str,
) -> Result<FileSet, Diagnostics> {
    match language {
        Language::Rust => rust::driver(api, options, package),
        // There is no SDK to drive: see `Language::has_driver`.
        Language::Curl => Ok(FileSet::new()),
    }
}
