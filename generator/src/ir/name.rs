//! Names: how a thing is spelt on the wire, and the words its identifiers are made of.

/// A name, not yet cased for any language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Name {
    /// The spelling in the description, and on the wire where the thing has one.
    pub wire: String,
    /// The words of its identifiers, each lower case, letters and digits only (Unicode), at least one. A word may start with a
    /// digit; two names may have equal words: both are for the backend to decide.
    pub words: Vec<String>,
}
