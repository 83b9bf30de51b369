//! The table of objects as rows, for documentation and tests.

use super::{Fate, Keyword, Kind, Object, Version, OPENAPI};

/// A keyword of an object, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The object, as the specification calls it.
    pub object: &'static str,
    /// The keyword.
    pub keyword: &'static str,
    /// The first minor version that has it.
    pub since: &'static str,
    /// The last minor version that has it.
    pub until: &'static str,
    /// What becomes of it.
    pub fate: Fate,
    /// What is lost, as the rest of a sentence that begins with the keyword; empty if nothing is.
    pub how: &'static str,
}

/// All keywords of all objects, each object where it is first mentioned.
pub(crate) fn rows() -> Vec<Row> {
    let mut objects = vec![&OPENAPI];
    let mut next = 0;
    while let Some(object) = objects.get(next) {
        next += 1;
        let kinds = keywords(object).map(|keyword| &keyword.kind);
        let others = object.others.iter().map(|others| &others.kind);
        for kind in kinds.chain(others) {
            if let Some(found) = object_of(kind) {
                if !objects.iter().any(|known| std::ptr::eq(*known, found)) {
                    objects.push(found);
                }
            }
        }
    }
    let rows = objects.into_iter().flat_map(|object| {
        keywords(object).map(|keyword| Row {
            object: object.name,
            keyword: keyword.name,
            since: keyword.since.minor(),
            until: keyword.until.minor(),
            fate: keyword.treatment.fate,
            how: keyword.treatment.how,
        })
    });
    rows.collect()
}

/// The keywords that descriptions may have; what only 2.0 has was moved before they are held against the table.
fn keywords(object: &'static Object) -> impl Iterator<Item = &'static Keyword> {
    let keywords = object.keywords.iter();
    keywords.filter(|keyword| keyword.until > Version::V20)
}

/// The object that values of this kind are or hold.
fn object_of(kind: &Kind) -> Option<&'static Object> {
    match kind {
        Kind::Object(object) | Kind::Reference(object) | Kind::SchemaName(object) => Some(object),
        Kind::List(kind) | Kind::Map(kind) | Kind::FlagOr(kind) | Kind::OneOrMany(kind) => {
            object_of(kind)
        }
        Kind::Any
        | Kind::Text
        | Kind::Flag
        | Kind::Count
        | Kind::Positive
        | Kind::Integer
        | Kind::Number
        | Kind::Scalar
        | Kind::Name
        | Kind::HeaderName
        | Kind::JsonPointer
        | Kind::ForeignType
        | Kind::OneOf(_) => None,
    }
}
