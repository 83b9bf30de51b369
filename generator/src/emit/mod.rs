//! Stand-in until the real stage is merged.

use crate::config::{Language, PackageOptions};
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::output::FileSet;

/// IR to the files of a package.
///
/// # Errors
/// What the language cannot express.
pub fn generate(
    api: &Api,
    language: Language,
    options: &PackageOptions,
) -> Result<FileSet, Diagnostics> {
    let Language::Rust = language;
    let manifest = format!(
        "[package]\nname = \"{}\"\nversion = \"{}\"\nedition = \"2021\"\ndescription = \"stub\"\nlicense = \"MIT OR Apache-2.0\"\nrepository = \"https://example.com\"\n\n[workspace]\n",
        options.name, options.version
    );
    let mut files = FileSet::new();
    for (path, text) in [
        ("Cargo.toml", manifest),
        ("src/lib.rs", format!("//! {}\n", api.info.title)),
    ] {
        if files.insert(path, text).is_err() {
            return Err(Diagnostics::new());
        }
    }
    Ok(files)
}
