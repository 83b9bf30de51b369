//! Types, in the very form in which they are emitted.

use std::collections::BTreeMap;

use crate::runtime as rt;

/// A struct with all cases of presence, recursion, and names that are used by the emitted text itself.
#[derive(Clone)]
pub struct Person {
    pub id: i64,
    pub name: Option<String>,
    pub email: rt::Nullable<String>,
    pub manager: Option<Box<Person>>,
    pub source: Option<String>,
    pub anything: Option<rt::Value>,
}
rt::object!(Person {
    names ["id", "name", "email", "manager", "source", "anything", "kind"],
    required [0, 3],
    this => [
        &this.id, &this.name, &this.email, &this.manager, &this.source, &this.anything, &"person"
    ],
    slots [
        id: rt::Held<i64>, name: Option<String>, email: rt::Nullable<String>,
        manager: rt::Held<Option<Box<Person>>>, source: Option<String>,
        anything: rt::Held<rt::Value>, kind: rt::Skip
    ],
    keep [name, email, source],
    any [anything],
    must [id, manager],
});

/// A struct that keeps what it does not know.
#[derive(Clone, Default)]
pub struct Labels {
    pub name: Option<String>,
    pub additional_properties: BTreeMap<String, i64>,
}
rt::object!(Labels {
    names ["name"],
    required [],
    this => [&this.name],
    slots [name: Option<String>],
    keep [name],
    any [],
    must [],
    rest additional_properties,
});

/// A struct without fields.
#[derive(Clone, Default)]
pub struct Nothing {}
rt::object!(Nothing {
    names [], required [], _this => [], slots [], keep [], any [], must []
});

#[derive(Clone)]
pub enum State {
    Open,
    Closed,
    Unknown(String),
}
rt::text_enum!(State { Open = "open", Closed = "closed" } else Unknown);

#[derive(Clone, Copy)]
pub enum Sort {
    Up,
    Down,
}
rt::text_enum!(Sort { Up = "asc", Down = "desc" });

#[derive(Clone, Debug, PartialEq)]
pub enum Priority {
    Low,
    High,
    Unknown(i64),
}
rt::integer_enum!(Priority { Low = -1, High = 2 } else Unknown);

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    One,
    Two,
}
rt::integer_enum!(Level { One = 1, Two = 2 });

#[derive(Clone, Debug, PartialEq)]
pub enum Size {
    Half,
    One,
    Auto,
    Yes,
    Unknown(rt::Value),
}
rt::value_enum!(Size { Half = 0.5, One = 1, Auto = "auto", Yes = true } else Unknown);

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Factor {
    Half,
    Double,
}
rt::value_enum!(Factor { Half = 0.5, Double = 2.0 });

/// By tag; `Labels` lacks the tag as a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Actor {
    Person(Box<Person>),
    Labels(Labels),
    Unknown(rt::Value),
}

impl rt::Encode for Actor {
    fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
        match self {
            Self::Person(value) => rt::Encode::encode(value, out),
            Self::Labels(value) => rt::encode_tagged(out, "kind", "labels", value),
            Self::Unknown(value) => rt::Encode::encode(value, out),
        }
    }
}

impl rt::Decode for Actor {
    fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
        rt::union_by_tag(
            source,
            "kind",
            &[
                (&["person", "user"], |value| rt::case(value, Self::Person)),
                (&["nothing"], |value| {
                    rt::case(value, |_: Nothing| Self::Labels(Labels::default()))
                }),
            ],
            Self::Unknown,
        )
    }
}

rt::impl_serde!(Actor);

/// By kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    Text(String),
    Count(i64),
    Many(Vec<Setting>),
    Unknown(rt::Value),
}

impl rt::Encode for Setting {
    fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
        match self {
            Self::Text(value) => rt::Encode::encode(value, out),
            Self::Count(value) => rt::Encode::encode(value, out),
            Self::Many(value) => rt::Encode::encode(value, out),
            Self::Unknown(value) => rt::Encode::encode(value, out),
        }
    }
}

impl rt::Decode for Setting {
    fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
        rt::union_by_kind(
            source,
            &[
                (&[rt::Kind::String], |value| rt::case(value, Self::Text)),
                (&[rt::Kind::Integer], |value| rt::case(value, Self::Count)),
                (&[rt::Kind::Array], |value| rt::case(value, Self::Many)),
            ],
            Self::Unknown,
        )
    }
}

rt::impl_serde!(Setting);

/// By structure.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Person(Box<Person>),
    Named(Labels),
    Number(f64),
    Unknown(rt::Value),
}

impl rt::Encode for Target {
    fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
        match self {
            Self::Person(value) => rt::Encode::encode(value, out),
            Self::Named(value) => rt::Encode::encode(value, out),
            Self::Number(value) => rt::Encode::encode(value, out),
            Self::Unknown(value) => rt::Encode::encode(value, out),
        }
    }
}

impl rt::Decode for Target {
    fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
        rt::union_by_structure(
            source,
            &[
                (&[rt::Evidence::Present("manager")], |value| {
                    rt::case(value, Self::Person)
                }),
                (&[rt::Evidence::Values("name", &["\"a\"", "1"])], |value| {
                    rt::case(value, Self::Named)
                }),
                (&[], |value| rt::case(value, Self::Number)),
            ],
            Self::Unknown,
        )
    }
}

rt::impl_serde!(Target);
