//! XML: a second form of values that are otherwise written as JSON.
//!
//! Types do not know it. A content whose media type is XML leads to a root, a root to shapes, and shapes say how a JSON value is
//! laid out in elements and attributes. Serialised, the tables are what packages carry: every language reads the same text.

use std::collections::BTreeMap;

/// An index into [`Xml::roots`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct XmlRoot(pub u32);

/// An index into [`Xml::shapes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct XmlShapeId(pub u32);

/// How values are laid out in XML.
#[derive(Clone, Debug, Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Xml {
    /// The root elements of bodies, each once.
    pub roots: Vec<XmlNode>,
    /// What elements and attributes contain.
    pub shapes: Vec<XmlShape>,
}

impl Xml {
    /// Whether no body is XML.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }
}

/// A place in a document: an element, an attribute or the text of an element.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct XmlNode {
    /// The property whose value stands there; empty of items, entries of maps and roots.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// The local name. Empty: when read any; when written, the key of an entry, else the name of the element around it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The prefix it is written with; only beside a namespace.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// The namespace that is declared where it is written; it does not matter when read.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub namespace: String,
    /// What it is.
    #[serde(skip_serializing_if = "is_element")]
    pub at: XmlPlace,
    /// What it contains.
    pub shape: XmlShapeId,
    /// The value is an array, of which each item is such an element.
    #[serde(skip_serializing_if = "is_false")]
    pub each: bool,
    /// What the property is where no such node is there.
    #[serde(skip_serializing_if = "XmlAbsent::is_nothing")]
    pub absent: XmlAbsent,
}

/// What a place in a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum XmlPlace {
    /// An element.
    #[default]
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element around it.
    Text,
    /// The same, written as a CDATA section.
    Cdata,
}

/// What a property is that a document does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum XmlAbsent {
    /// Absent.
    #[default]
    Nothing,
    /// An empty array: one of repeated elements that must be there.
    Empty,
    /// Null: an attribute that must be there and may be null.
    Null,
}

impl XmlAbsent {
    fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

/// What an element or attribute contains.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum XmlShape {
    /// Text that stands for a string.
    String,
    /// Text that stands for a number.
    Number,
    /// Text that stands for true or false.
    Boolean,
    /// Elements, one for each item of an array.
    List {
        /// Such an element.
        item: Box<XmlNode>,
    },
    /// The properties of an object.
    Object {
        /// Those that are known.
        fields: Vec<XmlNode>,
        /// All others, each an element named by its key.
        #[serde(skip_serializing_if = "Option::is_none")]
        rest: Option<Box<XmlNode>>,
    },
    /// An object that is one of several, told by a property.
    Choice {
        /// Where the property stands in all of them.
        tag: Box<XmlNode>,
        /// The objects, by the value of the property.
        cases: BTreeMap<String, XmlShapeId>,
    },
}

fn is_element(place: &XmlPlace) -> bool {
    *place == XmlPlace::Element
}

fn is_false(flag: &bool) -> bool {
    !flag
}
