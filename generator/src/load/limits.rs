//! What a description may cost before it is refused.
//!
//! A description is untrusted input. These limits keep the worst file below one second and 512 MiB, and stand well above the
//! largest descriptions in use: the one of GitHub has 13 MB, 258,000 nodes of depth 22 and 3.9 MB of text.

/// The longest JSON file. The parser reads several hundred megabytes a second, and the text is held in memory.
pub(super) const MAX_JSON_BYTES: usize = 64 << 20;

/// The longest YAML file. Two YAML parsers read it, at 40 to 100 megabytes a second.
pub(super) const MAX_YAML_BYTES: usize = 16 << 20;

/// The deepest nesting. The YAML parser's time is quadratic in it, and every later stage recurses over it.
pub(super) const MAX_DEPTH: usize = 64;

/// The most nodes, aliases expanded, weighed by [`OBJECT_WEIGHT`].
pub(super) const MAX_NODES: usize = 1_000_000;

/// How many nodes an object counts for: even the smallest takes a hash table.
pub(super) const OBJECT_WEIGHT: usize = 4;

/// How many nodes an anchor of YAML counts for on top of what it marks: each is kept by name. No real description has hundreds.
pub(super) const ANCHOR_WEIGHT: usize = 20;

/// The most bytes of keys and strings, aliases expanded.
pub(super) const MAX_TEXT_BYTES: usize = 64 << 20;

/// The longest key. Keys are parts of the pointers to all that is below them.
pub(super) const MAX_KEY_BYTES: usize = 4 << 10;

/// The most bytes of the pointers to all objects together. GitHub's description has 13 million.
pub(super) const MAX_POINTER_BYTES: usize = 64 << 20;

/// The most characters of a message. Messages quote the description.
pub(super) const MAX_MESSAGE: usize = 500;

/// The most work for the typed model, which copies a schema once for each schema around it: the sum over all nodes of the
/// number of schemas around them. GitHub's description has 0.9 million.
pub(super) const MAX_SCHEMA_WORK: usize = 4_000_000;

/// The most schemas, references to schemas included. GitHub's description has 44,000.
pub(super) const MAX_SCHEMAS: usize = 75_000;

/// The most media types of a body, and the most security requirements of which one is enough: each is compared with the others, and
/// each operation has its copy of the requirements. Real descriptions have ten.
pub(super) const MAX_ALTERNATIVES: usize = 50;

/// The most members of an `allOf`, `oneOf` or `anyOf`, which are compared with one another.
pub(super) const MAX_MEMBERS: usize = 2_000;

/// The most memory, by [`NODE_BYTES`] and the length of texts, of what references repeat: each use of a parameter, response,
/// header or example has a copy of it. GitHub's description has 25 million.
pub(super) const MAX_REPEATED_BYTES: usize = 128 << 20;

/// What a node of the raw tree takes in memory, roughly.
pub(super) const NODE_BYTES: usize = 100;

/// The longest chain of references that point to references.
pub(super) const MAX_REFERENCE_CHAIN: usize = 16;

/// The most errors reported in one run. Nobody reads more, and a hostile file could make millions.
pub(super) const MAX_DIAGNOSTICS: usize = 200;

/// The most warnings of one run. A description that is read with a warning is read with thousands, too: what is lost of it has to
/// stand in the fidelity report.
pub(super) const MAX_WARNINGS: usize = 10_000;

/// The most files of one description. The largest public one that is written in many has 2,000.
pub(super) const MAX_FILES: usize = 10_000;
