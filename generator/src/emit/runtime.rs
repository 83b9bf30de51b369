//! The hand-written runtimes that are copied into packages, collected by the build script.

include!(concat!(env!("OUT_DIR"), "/runtime.rs"));

/// The manifest of the Rust runtime: packages carry its features and dependencies, so that they cannot differ.
const RUST_MANIFEST: &str = include_str!("../../../templates/rust/runtime/Cargo.toml");

/// The sections of features and dependencies, with which the manifest ends.
pub fn rust_features_and_dependencies() -> &'static str {
    RUST_MANIFEST
        .find("[features]")
        .map_or("", |at| &RUST_MANIFEST[at..])
}

/// The oldest Rust that compiles the runtime.
pub fn rust_msrv() -> &'static str {
    between(RUST_MANIFEST, "\nrust-version = \"", "\"\n").trim_start_matches("\nrust-version = \"")
}

/// The text from `start` on, up to `end`; empty if either is missing.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let Some(at) = text.find(start) else {
        return "";
    };
    let length = text[at + start.len()..]
        .find(end)
        .map_or(0, |length| start.len() + length);
    &text[at..at + length]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_of_the_runtime_has_what_packages_take() {
        assert!(rust_features_and_dependencies().contains("\nreqwest = "));
        assert!(rust_msrv().starts_with("1."), "{}", rust_msrv());
    }
}
