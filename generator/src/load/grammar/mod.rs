//! The grammar of OpenAPI as a table, and the walk that holds a raw tree against it.

mod extensions;
mod names;
mod objects;
mod rules;
mod suggest;
mod table;
mod walk;

use super::repair::Fill;
use super::version::Version;
use crate::fidelity::Fate;

pub(crate) use names::is_token;
pub(super) use names::media_types;
pub(super) use objects::OPENAPI;
pub(super) use suggest::closest;
pub(crate) use table::rows;
pub use table::Row;
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
    /// The type of a user's own in one language, see [`crate::config::ForeignKeyword`].
    ForeignType,
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
    pub treatment: Treatment,
    pub need: Need,
    /// The first version that has it.
    pub since: Version,
    /// The last version that has it.
    pub until: Version,
}

/// What becomes of a keyword. It is decided in the table, so that no keyword is accepted without a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Treatment {
    pub fate: Fate,
    /// What is done instead, as the rest of a sentence that begins with the keyword; empty if nothing is lost.
    pub how: &'static str,
    /// How to do without the keyword.
    pub help: Option<&'static str>,
    /// Whether `lint` warns of it.
    pub is_warned: bool,
}

impl Treatment {
    /// Nothing is lost.
    const EXACT: Self = Self::new(Fate::Exact, "");
    /// It says nothing of values, calls or meaning.
    const ANNOTATION: Self = Self::new(Fate::Annotation, "");

    const fn new(fate: Fate, how: &'static str) -> Self {
        Self {
            fate,
            how,
            help: None,
            is_warned: false,
        }
    }
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
    SignatureTimestamp,
}
