//! The grammar of OpenAPI as a table, and the walk that holds a raw tree against it.

mod extensions;
mod names;
mod objects;
mod rules;
mod suggest;
mod walk;

use super::repair::Fill;
use super::version::Version;

pub(super) use objects::OPENAPI;
pub(super) use suggest::closest;
pub(super) use walk::{Reference, Walk};

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Anything.
    Any,
    /// A string.
    Text,
    /// `true` or `false`.
    Flag,
    /// An integer from 0.
    Count,
    /// An integer from 1.
    Positive,
    /// Any integer.
    Integer,
    /// A number.
    Number,
    /// A string, number, boolean or null.
    Scalar,
    /// A string with a letter or digit, from which identifiers are made.
    Name,
    /// The name of a header (RFC 9110, 5.1).
    HeaderName,
    /// An RFC 6901 pointer into a JSON value: `/a/0`.
    JsonPointer,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// The name of a component of this kind, or a reference to an object of it.
    SchemaName(&'static Object),
    /// An object of this kind.
    Object(&'static Object),
    /// An object of this kind or a Reference Object.
    Reference(&'static Object),
    /// An array of these.
    List(&'static Kind),
    /// An object whose keys are free.
    Map(&'static Kind),
    /// A boolean or this.
    FlagOr(&'static Kind),
    /// One of these or an array of them.
    OneOrMany(&'static Kind),
}

/// A kind of object.
#[derive(Debug)]
pub(super) struct Object {
    /// With its article-free name, as in the specification: `Schema Object`.
    pub name: &'static str,
    /// The member of `components` that holds objects of this kind.
    pub component: Option<&'static str>,
    /// Its keywords.
    pub keywords: &'static [Keyword],
    /// Which other keys it may have, besides `x-…`.
    pub others: Option<&'static Others>,
    /// What the table cannot say.
    pub rule: Rule,
}

/// A keyword of an object. One that means different things in different versions has an entry for each meaning.
#[derive(Debug)]
pub(super) struct Keyword {
    pub name: &'static str,
    pub kind: Kind,
    pub need: Need,
    /// The first version that has it.
    pub since: Version,
    /// The last version that has it.
    pub until: Version,
}

/// Whether a keyword must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    No,
    Yes,
    /// By the specification; many descriptions lack it, and this stands in for it.
    Expected(Fill),
}

/// Keys that follow a pattern.
#[derive(Debug)]
pub(super) struct Others {
    pub accepts: fn(&str) -> bool,
    pub kind: Kind,
    /// What such a key is, for messages: "a path, which starts with `/`".
    pub what: &'static str,
}

/// What is to be checked beyond the table, by object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    None,
    Components,
    Content,
    Example,
    Link,
    Operation,
    Pagination,
    Parameter,
    Schema,
    SecurityScheme,
}
