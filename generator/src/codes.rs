//! The stable codes of diagnostics: one constant a kind of problem, so that users can search for them.
//!
//! A code never changes its meaning; a code that is no longer reported is removed, not reused.

/// Declares the codes as constants and as a list.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = $text;)*

        /// All codes, in the order of this file.
        pub const ALL: &[&str] = &[$($text),*];
    };
}

codes! {
    /// A construct of OpenAPI that is valid but that this version does not generate.
    UNSUPPORTED = "unsupported";
    /// A fault of the generator itself.
    INTERNAL = "internal";
}
