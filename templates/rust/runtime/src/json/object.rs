//! Structs as tables: what they can do besides being cloned is made of a list of their fields, by functions that are compiled once.
//!
//! In large crates, most of the time of a check goes into the functions that a derive macro writes for every struct.

use std::fmt;

use super::{DecodeError, EncodeError, Entries, Field, Fields, Target};

/// Takes the values of a struct's properties, in the order of their names, and the properties beyond these. Where a struct has a
/// field for the latter, it is the last of the values, too.
pub type Take<'t> = dyn FnMut(&[&dyn Field], &dyn Entries) + 't;

/// A struct that stands for a JSON object.
pub trait Object {
    /// The properties.
    const FIELDS: &'static Fields;

    /// Hands over the values.
    fn values(&self, take: &mut Take<'_>);
}

/// Writes a struct.
pub fn write<T: Object>(object: &T, out: &mut dyn Target) -> Result<(), EncodeError> {
    let mut outcome = Ok(());
    object.values(&mut |values, more| outcome = out.object(T::FIELDS, values, more));
    outcome
}

/// Whether all fields of two structs are equal.
pub fn equal<T: Object>(one: &T, other: &T) -> bool {
    let mut equal = false;
    one.values(&mut |ones, _| {
        other.values(&mut |others, _| {
            let mut pairs = ones.iter().zip(others);
            equal = pairs.all(|(one, other)| one.equals(*other));
        });
    });
    equal
}

/// Shows a struct as a derived `Debug` would, but with the names of the properties.
pub fn show<T: Object>(object: &T, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut outcome = Ok(());
    object.values(&mut |values, _| {
        let mut shown = f.debug_struct(name);
        let names = T::FIELDS.names.iter().chain(&["additional_properties"]);
        for (name, value) in names.zip(values) {
            shown.field(name, value);
        }
        outcome = shown.finish();
    });
    outcome
}

/// The way out for the compiler where a slot of a required property might be empty: `object` has seen to it that none is.
#[cold]
pub fn incomplete<T>() -> Result<T, DecodeError> {
    Err(DecodeError::mismatch("all required properties", "fewer"))
}

/// Makes a struct an [`Object`], which can be written, read, compared and shown.
///
/// ```text
/// rt::object!(Person {
///     names ["id", "kind", "name", "email"], required [0],
///     this => [&this.id, &"person", &this.name, &this.email],
///     slots [id: rt::Held<i64>, kind: rt::Skip, name: Option<String>, email: rt::Nullable<String>],
///     keep [name, email], any [], must [id],
/// });
/// ```
///
/// `names` are wire names in the order of the description, `required` the indexes of those that must be there. `this` are the
/// values to write, and `slots` the variables to read into, in the same order; their types are given because a compiler that has to
/// find them takes a tenth longer for the whole crate. They become the fields: `keep` as they are, `any` and `must` are held until
/// then, the first because `null` is a value of them, the others because nothing of them means "absent". `rest` behind it is the field
/// that keeps all other properties.
#[allow(unused_macros)]
macro_rules! object {
    ($type:ident {
        names [$($name:literal),*], required [$($required:literal),*],
        $this:ident => [$($value:expr),*],
        slots [$($slot:ident: $kind:ty),*], keep [$($keep:ident),*], any [$($any:ident),*], must [$($must:ident),*]
        $(, rest $rest:ident)? $(,)?
    }) => {
        impl rt::Object for $type {
            const FIELDS: &'static rt::Fields = &rt::Fields { names: &[$($name),*], required: &[$($required),*] };

            fn values(&self, take: &mut rt::Take<'_>) {
                let $this = self;
                rt::object!(@values take, [$($value),*] $(, $this.$rest)?);
            }
        }

        impl rt::Encode for $type {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                rt::write(self, out)
            }
        }

        impl rt::Decode for $type {
            fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                $(let mut $slot = <$kind as rt::Empty>::EMPTY;)*
                $(let mut $rest = std::collections::BTreeMap::new();)?
                rt::object!(@read source, [$(&mut $slot),*] $(, $rest)?);
                $(let Some($must) = $must.0 else { return rt::incomplete() };)*
                Ok(Self { $($keep,)* $($any: $any.0,)* $($must,)* $($rest)? })
            }
        }

        impl std::cmp::PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                rt::equal(self, other)
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                rt::show(self, stringify!($type), f)
            }
        }

        rt::impl_serde!($type);
    };
    (@values $take:ident, [$($value:expr),*]) => {
        $take(&[$($value),*], &rt::NoEntries)
    };
    (@values $take:ident, [$($value:expr),*], $this:ident.$rest:ident) => {
        $take(&[$($value,)* &$this.$rest], &$this.$rest)
    };
    (@read $source:ident, [$($slot:expr),*]) => {
        $source.object(<Self as rt::Object>::FIELDS, &mut [$($slot),*])?
    };
    (@read $source:ident, [$($slot:expr),*], $rest:ident) => {
        $source.object_with(<Self as rt::Object>::FIELDS, &mut [$($slot),*], &mut |key, source| rt::keep(&mut $rest, key, source))?
    };
}
#[allow(unused_imports)]
pub(crate) use object;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::super as rt;

    struct Person {
        id: i64,
        name: Option<String>,
        email: rt::Nullable<String>,
        manager: Option<String>,
        input: Option<rt::Value>,
        more: BTreeMap<String, i64>,
    }

    rt::object!(Person {
        names ["id", "kind", "name", "email", "manager", "input"], required [0, 4],
        this => [&this.id, &"person", &this.name, &this.email, &this.manager, &this.input],
        slots [
            id: rt::Held<i64>, kind: rt::Skip, name: Option<String>, email: rt::Nullable<String>,
            manager: rt::Held<Option<String>>, input: rt::Held<rt::Value>
        ],
        keep [name, email], any [input], must [id, manager], rest more
    });

    #[derive(Default)]
    struct Nothing {}

    rt::object!(Nothing {
        names [], required [], _this => [], slots [], keep [], any [], must []
    });

    fn read(text: &str) -> Result<Person, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = r#"{"id":1,"kind":"person","email":null,"manager":null,"input":null,"more":7}"#;
        let person = read(text).unwrap();
        assert_eq!(person.email, rt::Nullable::Null);
        assert_eq!(person.input, Some(rt::Value::Null));
        assert_eq!(person.more["more"], 7);
        assert_eq!(serde_json::to_string(&person).unwrap(), text);
    }

    #[test]
    fn structs_are_compared_and_shown_by_their_fields() {
        let text = r#"{"id":1,"email":null,"manager":"b","more":7}"#;
        let person = read(text).unwrap();
        assert_eq!(person, read(text).unwrap());
        for other in [
            r#"{"id":2,"email":null,"manager":"b","more":7}"#,
            r#"{"id":1,"manager":"b","more":7}"#,
            r#"{"id":1,"email":null,"manager":"b","more":8}"#,
        ] {
            assert_ne!(person, read(other).unwrap());
        }
        assert_eq!(
            format!("{person:?}"),
            r#"Person { id: 1, kind: "person", name: None, email: Null, manager: Some("b"), input: None, additional_properties: {"more": 7} }"#
        );
    }

    #[test]
    fn what_must_be_there_is_named_when_it_is_missing() {
        let error = read(r#"{"id":1}"#).unwrap_err();
        assert!(error.contains("manager"), "{error}");
        let error = read(r#"{"id":"x","manager":"y"}"#).unwrap_err();
        assert!(error.contains("id"), "{error}");
    }

    #[test]
    fn an_object_without_properties_takes_any() {
        assert_eq!(
            serde_json::from_str::<Nothing>(r#"{"a":1}"#).unwrap(),
            Nothing {}
        );
        assert_eq!(serde_json::to_string(&Nothing {}).unwrap(), "{}");
    }
}
