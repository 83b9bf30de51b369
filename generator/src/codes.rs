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

    // Files and their syntax.

    /// The file cannot be read.
    UNREADABLE_FILE = "unreadable-file";
    /// The file has no content.
    EMPTY_FILE = "empty-file";
    /// The file is longer than the limit.
    FILE_TOO_LARGE = "file-too-large";
    /// The file is not UTF-8 text.
    INVALID_ENCODING = "invalid-encoding";
    /// A character that one version of YAML takes for a line break and the other does not.
    AMBIGUOUS_LINE_BREAK = "ambiguous-line-break";
    /// The file is neither JSON nor YAML.
    SYNTAX = "syntax";
    /// The nesting is deeper than the limit.
    TOO_DEEP = "too-deep";
    /// There are more nodes than the limit.
    TOO_MANY_NODES = "too-many-nodes";
    /// There is more text than the limit.
    TOO_MUCH_TEXT = "too-much-text";
    /// A key is longer than the limit.
    KEY_TOO_LONG = "key-too-long";
    /// There are more problems than are shown.
    TOO_MANY_PROBLEMS = "too-many-problems";
    /// A file with more than one YAML document.
    SEVERAL_DOCUMENTS = "several-documents";
    /// A YAML tag.
    YAML_TAG = "yaml-tag";
    /// A YAML merge key, `<<`, that brings no objects.
    YAML_MERGE_KEY = "yaml-merge-key";
    /// A YAML key that is neither text nor an integer.
    KEY_IS_NOT_TEXT = "key-is-not-text";
    /// Infinity or not-a-number.
    NUMBER_NOT_FINITE = "number-not-finite";
    /// A key that occurs twice in one object.
    DUPLICATE_KEY = "duplicate-key";

    // The grammar of OpenAPI.

    /// A version of OpenAPI that is not read.
    UNSUPPORTED_VERSION = "unsupported-version";
    /// A value of a type that its keyword does not take.
    WRONG_TYPE = "wrong-type";
    /// A value that its keyword does not take.
    INVALID_VALUE = "invalid-value";
    /// A key that its object does not take.
    INVALID_KEY = "invalid-key";
    /// A name with characters that it may not have.
    INVALID_NAME = "invalid-name";
    /// A key that is no keyword of its object.
    UNKNOWN_KEYWORD = "unknown-keyword";
    /// A keyword of a later version, which is read as there.
    NEWER_KEYWORD = "newer-keyword";
    /// A keyword that must be there.
    MISSING_KEYWORD = "missing-keyword";
    /// Keywords that exclude each other.
    CONFLICTING_KEYWORDS = "conflicting-keywords";
    /// A keyword of JSON Schema that the generated types do not check.
    NOT_ENFORCED = "not-enforced";
    /// Something of the description that the generated types say less exactly.
    APPROXIMATED = "approximated";
    /// Something of the description from which nothing is generated.
    NOT_GENERATED = "not-generated";
    /// A keyword beside `$ref`.
    IGNORED_SIBLING = "ignored-sibling";
    /// A name that looks like one of our extensions.
    UNKNOWN_EXTENSION = "unknown-extension";
    /// The type of a user's own is in the form of another tool, and not used.
    FOREIGN_TYPE_OF_OTHERS = "foreign-type-of-others";
    /// One of our extensions where it has no meaning.
    MISPLACED_EXTENSION = "misplaced-extension";
    /// The typed model refuses what the grammar accepts.
    REFUSED_BY_MODEL = "refused-by-model";

    // References.

    /// A reference that is no URI reference with a JSON pointer.
    INVALID_REFERENCE = "invalid-reference";
    /// A reference where none is allowed.
    MISPLACED_REFERENCE = "misplaced-reference";
    /// A reference to nothing.
    DANGLING_REFERENCE = "dangling-reference";
    /// References that only lead to each other.
    CYCLIC_REFERENCE = "cyclic-reference";
    /// A reference to the network.
    REMOTE_REFERENCE = "remote-reference";
    /// A reference out of the folder of the description.
    REFERENCE_OUTSIDE_FOLDER = "reference-outside-folder";
    /// A reference to an object of another kind.
    WRONG_REFERENCE_KIND = "wrong-reference-kind";

    // Overlays.

    /// An overlay that is none.
    INVALID_OVERLAY = "invalid-overlay";
    /// An action of an overlay that selects nothing.
    OVERLAY_WITHOUT_EFFECT = "overlay-without-effect";

    /// A filter that selects no operation.
    FILTER_WITHOUT_EFFECT = "filter-without-effect";

    // The meaning of a description.

    /// A discriminator mapping that leads to no schema.
    UNKNOWN_MAPPING_TARGET = "unknown-mapping-target";
    /// An operationId that another operation has.
    DUPLICATE_OPERATION_ID = "duplicate-operation-id";
    /// A tag that is declared twice.
    DUPLICATE_TAG = "duplicate-tag";
    /// Two parameters of one name and location.
    DUPLICATE_PARAMETER = "duplicate-parameter";
    /// An operation without responses.
    NO_RESPONSES = "no-responses";
    /// A path that is no template.
    INVALID_PATH = "invalid-path";
    /// Two paths that match the same addresses.
    AMBIGUOUS_PATH = "ambiguous-path";
    /// A name in a path without a parameter.
    UNDECLARED_PATH_PARAMETER = "undeclared-path-parameter";
    /// A path parameter whose name is not in the path.
    UNUSED_PATH_PARAMETER = "unused-path-parameter";
    /// A security requirement that names no scheme.
    UNKNOWN_SECURITY_SCHEME = "unknown-security-scheme";
    /// A server address that is no template.
    INVALID_SERVER_URL = "invalid-server-url";
    /// A name in a server address without a variable.
    UNDEFINED_SERVER_VARIABLE = "undefined-server-variable";
    /// A server variable that is not in the address.
    UNUSED_SERVER_VARIABLE = "unused-server-variable";
    /// A default that does not fit.
    INVALID_DEFAULT = "invalid-default";
    /// A value of `enum` that does not fit the type.
    INVALID_ENUM_VALUE = "invalid-enum-value";
    /// A value that occurs twice in `enum`.
    DUPLICATE_ENUM_VALUE = "duplicate-enum-value";
    /// A required property that is not described.
    UNKNOWN_REQUIRED_PROPERTY = "unknown-required-property";
    /// Bounds that no value fits.
    CONTRADICTORY_BOUNDS = "contradictory-bounds";
    /// A path parameter without `required: true`.
    PATH_PARAMETER_NOT_REQUIRED = "path-parameter-not-required";

    // What it all comes to.

    /// Two things of one scope would have the same name.
    NAME_COLLISION = "name-collision";
    /// Elements of one `allOf` contradict each other.
    ALL_OF_CONFLICT = "all-of-conflict";
    /// An `allOf` contains itself.
    ALL_OF_CYCLE = "all-of-cycle";
    /// A union is one of its own cases.
    UNION_CYCLE = "union-cycle";
    /// A schema is defined by nothing but itself.
    SCHEMA_LOOP = "schema-loop";
    /// A `discriminator` does not fit the cases of its union.
    DISCRIMINATOR = "discriminator";
    /// The type of a user's own cannot be said in its language, or not used where it stands.
    FOREIGN_TYPE = "foreign-type";
    /// `x-sdk-pagination` does not fit the operation.
    PAGINATION = "pagination";
    /// `x-sdk-signature` describes no signature that could be verified.
    SIGNATURE = "signature";
}
