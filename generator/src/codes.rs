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
    /// Two things of one scope would have the same name.
    NAME_COLLISION = "name-collision";
    /// One of our own extensions (`x-sdk-…`) has a value that it cannot have.
    EXTENSION_VALUE = "extension-value";
    /// Elements of one `allOf` contradict each other.
    ALL_OF_CONFLICT = "all-of-conflict";
    /// An `allOf` contains itself.
    ALL_OF_CYCLE = "all-of-cycle";
    /// A schema is defined by nothing but itself.
    SCHEMA_LOOP = "schema-loop";
    /// A value of an `enum` is not of the declared type.
    ENUM_VALUE_TYPE = "enum-value-type";
    /// A `discriminator` does not fit the cases of its union.
    DISCRIMINATOR = "discriminator";
    /// `x-sdk-pagination` does not fit the operation.
    PAGINATION = "pagination";
    /// The parameters of a path and its template differ.
    PATH_PARAMETER = "path-parameter";
    /// The key of a response is no status.
    RESPONSE_STATUS = "response-status";
    /// A security requirement names a scheme that does not exist.
    SECURITY_SCHEME = "security-scheme";
    /// The URL of a server has a variable that is not declared.
    SERVER_VARIABLE = "server-variable";
}
