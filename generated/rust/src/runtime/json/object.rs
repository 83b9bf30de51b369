//! The macro that gives a struct its JSON form from a table.

/// Gives a struct its JSON form.
///
/// ```text
/// rt::object!(Person {
///     names ["id", "kind", "name", "email"], required [0],
///     this => [&this.id, &"person", &this.name, &this.email],
///     none [id, name], absent [email],
///     read [0 set id, 2 fill name, 3 fill email],
///     must [id],
/// });
/// ```
///
/// `names` are wire names in the order of the description, `required` the indexes of those that must be there. `this` are the
/// values to write, in the same order. `none` and `absent` are the fields, by the value they have until they are read: `None`
/// and `Nullable::Absent`. `read` says which function reads which field: `set` a required one, or an optional one of any type,
/// whose `null` is a value; `fill` an optional one, which takes `null` for absent. `must` are the fields that are no `Option`
/// once they are read. `rest` behind it is the field that keeps all other properties.
#[allow(unused_macros)]
macro_rules! object {
    ($type:ident {
        names [$($name:literal),*], required [$($required:literal),*],
        $this:ident => [$($value:expr),*],
        none [$($none:ident),*], absent [$($absent:ident),*],
        read [$($index:literal $read:ident $field:ident),*],
        must [$($must:ident),*] $(, rest $rest:ident)? $(,)?
    }) => {
        impl $type {
            const FIELDS: &'static rt::Fields = &rt::Fields { names: &[$($name),*], required: &[$($required),*] };
        }

        impl rt::Encode for $type {
            fn encode(&self, out: &mut dyn rt::Target) -> Result<(), rt::EncodeError> {
                let $this = self;
                rt::object!(@encode out, [$($value),*] $(, $this.$rest)?)
            }
        }

        impl rt::Decode for $type {
            fn decode(input: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
                $(let mut $none = None;)*
                $(let mut $absent = rt::Nullable::Absent;)*
                $(let mut $rest = std::collections::BTreeMap::new();)?
                // Of an object without properties nothing is read: hence the underscore.
                rt::object!(@decode input, |index, _input| match index {
                    $($index => rt::$read(&mut $field, _input),)*
                    _ => Ok(()),
                } $(, $rest)?);
                $(let Some($must) = $must else { return rt::incomplete() };)*
                Ok(Self { $($none,)* $($absent,)* $($rest)? })
            }
        }

        rt::impl_serde!($type);
    };
    (@encode $out:ident, [$($value:expr),*]) => {
        $out.object(Self::FIELDS.names, &[$($value),*])
    };
    (@encode $out:ident, [$($value:expr),*], $this:ident.$rest:ident) => {
        $out.object_with(Self::FIELDS.names, &[$($value),*], &$this.$rest)
    };
    (@decode $input:ident, $read:expr) => {
        $input.object(Self::FIELDS, &mut $read)?
    };
    (@decode $input:ident, $read:expr, $rest:ident) => {
        $input.object_with(Self::FIELDS, &mut $read, &mut |key, input| rt::keep(&mut $rest, key, input))?
    };
}
#[allow(unused_imports)]
pub(crate) use object;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::super as rt;

    #[derive(Clone, Debug, PartialEq)]
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
        this => [&this.id, &"person", &this.name, &this.email, &rt::OrNull(&this.manager), &this.input],
        none [id, name, manager, input], absent [email],
        read [0 set id, 2 fill name, 3 fill email, 4 set manager, 5 set input],
        must [id, manager], rest more
    });

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Nothing {}

    rt::object!(Nothing {
        names [], required [], _this => [], none [], absent [], read [], must []
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
