//! Types: what values an API sends and takes.

use serde_json::Value;

use super::{Docs, ForeignId, Name};
use crate::pointer::Pointer;
use crate::spec::Constraints;

/// A named type: an index into [`super::Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct TypeId(pub u32);

/// The definition of a named type.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeDef {
    /// The component's name, or owner and role for an inline schema.
    pub name: Name,
    /// The schema it was made from.
    pub pointer: Pointer,
    /// Prose.
    pub docs: Docs,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Where its values travel.
    pub usage: Usage,
    /// What it is.
    pub kind: TypeKind,
    /// What replaces it in some targets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foreign: Option<ForeignId>,
    /// Complete values of the type from the description.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Value>,
}

/// Where values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Usage {
    /// In a request: parameters and bodies.
    pub sent: bool,
    /// In a response.
    pub received: bool,
}

/// What a named type is.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TypeKind {
    /// An object with known properties.
    Struct(Struct),
    /// A set of scalar values.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a type: a named schema that is neither of the above.
    Alias(Type),
}

/// A type in use.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Type {
    /// Any JSON value, `null` included.
    Any,
    /// No value at all (`not: {}`, `false`, contradictions): a field of this type can never be present.
    Never,
    /// Only `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerFormat),
    /// A number.
    Number(NumberFormat),
    /// A string.
    String(StringFormat),
    /// An array.
    Array {
        /// Its items.
        item: Box<Type>,
        /// `uniqueItems`: still a list, its order kept.
        unique: bool,
    },
    /// An array whose first items have types of their own.
    Tuple {
        /// The first items, all required.
        items: Vec<Type>,
        /// Items after those; `None`: no more.
        rest: Option<Box<Type>>,
    },
    /// An object whose keys are free.
    Map(Box<Type>),
    /// A named type.
    Named(TypeId),
    /// The type or `null`; never nested, never around `Any`, `Null` or a nullable alias.
    Nullable(Box<Type>),
    /// A type of a user's own where a target has one, else the type that the schema describes.
    Foreign {
        /// What the user's type is.
        id: ForeignId,
        /// What is described; in an API that is made for one target without names.
        described: Box<Type>,
    },
}

impl Type {
    /// The named types it mentions, in order.
    pub fn named(&self) -> Vec<TypeId> {
        let mut found = Vec::new();
        self.visit_named(&mut |id| found.push(id));
        found
    }

    /// Calls `visit` for every named type in it, in order.
    pub(crate) fn visit_named(&self, visit: &mut dyn FnMut(TypeId)) {
        match self {
            Self::Named(id) => visit(*id),
            Self::Array { item, .. }
            | Self::Map(item)
            | Self::Nullable(item)
            | Self::Foreign {
                described: item, ..
            } => item.visit_named(visit),
            Self::Tuple { items, rest } => {
                items
                    .iter()
                    .chain(rest.as_deref())
                    .for_each(|item| item.visit_named(visit));
            }
            Self::Any
            | Self::Never
            | Self::Null
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_) => {}
        }
    }
}

/// Ranges of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum IntegerFormat {
    Int32,
    /// Also integers without a format.
    Int64,
    Uint32,
    Uint64,
}

/// Kinds of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum NumberFormat {
    Float,
    /// Also numbers without a format.
    Double,
    /// A decimal that must not be rounded.
    Decimal,
}

/// Kinds of strings that have a meaning for a typed client. Formats that only constrain the text are `Plain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum StringFormat {
    Plain,
    /// RFC 3339 `date-time`.
    DateTime,
    /// RFC 3339 `full-date`.
    Date,
    /// RFC 3339 `full-time`.
    Time,
    /// ISO 8601 duration, kept as text.
    Duration,
    /// RFC 9562, kept as text.
    Uuid,
    /// RFC 3986, kept as text.
    Uri,
    /// Bytes in base64 (RFC 4648, section 4).
    Base64,
    /// Bytes in base64url (RFC 4648, section 5).
    Base64Url,
    /// A secret: never shown in debug output.
    Password,
}

/// An object with known properties.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Struct {
    /// Its properties, in the order of the description.
    pub fields: Vec<Field>,
    /// What other properties may stand in it.
    pub additional: Additional,
    /// How each of its fields is read from the header of its name; empty: it is no set of headers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<HeaderForm>,
}

/// How the text of a response header becomes a value. Several lines of one name are one text, joined by commas.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum HeaderForm {
    /// It is a JSON text.
    Json,
    /// It is one value.
    Text(HeaderText),
    /// Values with commas between.
    List(HeaderText),
    /// Names and values with commas between.
    Object {
        /// Whether a name and its value have a `=` between, not a comma.
        explode: bool,
        /// What the values of known names are.
        properties: Vec<(String, HeaderText)>,
        /// What those of other names are.
        others: HeaderText,
    },
}

/// What a piece of the text of a header can be besides a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum HeaderText {
    /// Nothing.
    String,
    /// A number, where it is one.
    Number,
    /// A boolean, where it is `true` or `false`.
    Boolean,
    /// A number or a boolean, where it is one.
    Any,
}

/// Properties of an object beyond the known ones.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Additional {
    /// Not described: ignored when read, never sent.
    Ignored,
    /// `additionalProperties: false`: ignored when read (servers grow), never sent.
    Forbidden,
    /// Kept, each of this type.
    Kept(Type),
    /// Kept where the key matches one of the patterns (regular expression, type), else of the last type, if any.
    Patterns(Vec<(String, Type)>, Option<Type>),
}

/// A property of an object.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// The schema it was made from.
    pub pointer: Pointer,
    /// Prose.
    pub docs: Docs,
    /// The type of its value, never `Nullable`: that is the matter of `presence`.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// The value a server assumes where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// The only value it can have: sent without being asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<Value>,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Only the server sends it.
    pub read_only: bool,
    /// Only the client sends it.
    pub write_only: bool,
    /// The struct can be reached again through this field by value only (no array or map between): a language whose values lie
    /// inside one another needs an indirection here.
    pub closes_cycle: bool,
    /// Validation keywords, for documentation.
    #[serde(skip_serializing_if = "is_default")]
    pub constraints: Constraints,
}

impl Field {
    /// Whether its value is known without being told: it must be there and can only be one.
    pub fn is_constant(&self) -> bool {
        self.constant.is_some() && self.presence == Presence::Required
    }
}

fn is_default(constraints: &Constraints) -> bool {
    *constraints == Constraints::default()
}

/// The four cases of a property: optional is not nullable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Presence {
    /// Always there, never null.
    Required,
    /// Always there, may be null.
    RequiredNullable,
    /// May be absent, never null.
    Optional,
    /// May be absent, may be null: three states.
    OptionalNullable,
}

/// A set of scalar values.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Enum {
    /// What its values are.
    pub base: EnumBase,
    /// Its values, in the order of the description, without `null`.
    pub variants: Vec<EnumVariant>,
    /// Whether a value outside the list can be held. Enums that are received are open, because servers grow, unless the
    /// description declares them closed (`x-sdk-enum`).
    pub open: bool,
}

/// What the values of an enum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum EnumBase {
    String,
    /// Whole numbers of 64 bits with a sign.
    Integer,
    Number,
    /// Of several kinds, or whole numbers beyond [`Self::Integer`]: values are compared as JSON.
    Mixed,
}

/// A value of an enum.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EnumVariant {
    /// Its name; the words of an empty string are `empty`.
    pub name: Name,
    /// The value: a scalar of the enum's base.
    pub value: Value,
    /// Prose.
    pub docs: Docs,
}

/// One of several types.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Union {
    /// The types, in the order of the description; at least two.
    pub variants: Vec<UnionVariant>,
    /// How to tell them apart.
    pub tagging: Tagging,
}

/// A case of a union.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnionVariant {
    /// Its name: that of its type, or its role.
    pub name: Name,
    /// Its type; not `Nullable`.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Prose.
    pub docs: Docs,
    /// The union can be reached again through this case by value only, see [`Field::closes_cycle`].
    pub closes_cycle: bool,
    /// What the tag is in this case (`Tagging::Property`), first the one that is sent; else empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// JSON kinds the case takes (`Tagging::Kind`); else empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<crate::spec::JsonType>,
    /// Properties a value must have to be of this case (`Tagging::Structure`); else empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// How the cases of a union are told apart. A received value that fits none is kept as raw JSON.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Tagging {
    /// By the string value of a property. Every case is an object; where its struct has the property as a field, that field
    /// holds the tag, else the encoder adds it.
    Property(Name),
    /// By the kind of JSON value; no kind occurs twice (`integer` is within `number`).
    Kind,
    /// By evidence in objects, tried in order: the first case all of whose evidence is found; then, and for cases without
    /// evidence, the first that decodes.
    Structure,
}

/// A property that speaks for a case of a union.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Evidence {
    /// The property is there.
    Present(String),
    /// The property has one of these values.
    Values(String, Vec<Value>),
}
