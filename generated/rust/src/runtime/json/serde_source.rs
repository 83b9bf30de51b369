//! [`Source`] over any `serde::Deserializer`.
//!
//! A mismatch is noted as a [`DecodeError`] in a place of its own while the format's error only carries the failure up: the
//! format's errors know neither the path nor what was found. For the same reason values are asked for by `deserialize_any`: asked
//! for a string, `serde_json` would report a number by itself. So the format must be one that says what its values are.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::Value;

use super::accept::{
    note, Accept, AnyNumber, Bool, Borrowed, Failure, Maybe, Null, Owned, Receiver,
};
use super::decode::{Each, EachOther};
use super::error::shorten;
use super::{Decode, DecodeError, Fields, Number, Slot, Source};

/// Reads a `T` with any deserializer.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::decode(&mut SerdeSource::new(deserializer)).map_err(D::Error::custom)
}

/// One value of a deserializer.
pub(super) struct SerdeSource<'de, D> {
    deserializer: Option<D>,
    format: PhantomData<&'de ()>,
}

impl<'de, D: Deserializer<'de>> SerdeSource<'de, D> {
    pub(super) fn new(deserializer: D) -> Self {
        Self {
            deserializer: Some(deserializer),
            format: PhantomData,
        }
    }

    /// Runs one of the deserializer's methods with a visitor around `accept`.
    #[inline]
    fn read<A: Accept>(
        &mut self,
        accept: A,
        start: impl FnOnce(D, Receiver<'_, A>) -> Result<A::Output, D::Error>,
    ) -> Result<A::Output, DecodeError> {
        let Some(deserializer) = self.deserializer.take() else {
            return Err(DecodeError::syntax("a value was read twice"));
        };
        let mut problem = None;
        match start(
            deserializer,
            Receiver {
                accept,
                problem: &mut problem,
            },
        ) {
            Ok(output) => Ok(output),
            Err(error) => Err(problem.unwrap_or_else(|| DecodeError::syntax(error))),
        }
    }
}

impl<'de, D: Deserializer<'de>> Source for SerdeSource<'de, D> {
    fn null(&mut self) -> Result<(), DecodeError> {
        self.read(Null, |d, v| d.deserialize_any(v))
    }

    fn bool(&mut self) -> Result<bool, DecodeError> {
        self.read(Bool, |d, v| d.deserialize_any(v))
    }

    fn number(&mut self, expected: &'static str) -> Result<Number, DecodeError> {
        self.read(AnyNumber { expected }, |d, v| d.deserialize_any(v))
    }

    fn number_text(&mut self) -> Result<String, DecodeError> {
        let text = self.json_text()?;
        match text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            true => Ok(text),
            false => Err(DecodeError::mismatch("number", shorten(&text))),
        }
    }

    fn json_text(&mut self) -> Result<String, DecodeError> {
        let Some(deserializer) = self.deserializer.take() else {
            return Err(DecodeError::syntax("a value was read twice"));
        };
        let raw = Box::<RawValue>::deserialize(deserializer).map_err(DecodeError::syntax)?;
        Ok(Box::<str>::from(raw).into_string())
    }

    fn string(&mut self) -> Result<String, DecodeError> {
        self.read(Owned, |d, v| d.deserialize_any(v))
    }

    fn text(
        &mut self,
        read: &mut dyn FnMut(&str) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.read(Borrowed { read }, |d, v| d.deserialize_any(v))
    }

    fn value(&mut self) -> Result<Value, DecodeError> {
        match self.deserializer.take() {
            Some(deserializer) => Value::deserialize(deserializer).map_err(DecodeError::syntax),
            None => Err(DecodeError::syntax("a value was read twice")),
        }
    }

    fn nullable(&mut self, read: &mut Each<'_>) -> Result<(), DecodeError> {
        self.read(Maybe { read }, |d, v| d.deserialize_option(v))
    }

    fn array(&mut self, each: &mut Each<'_>) -> Result<(), DecodeError> {
        self.read(Array { each }, |d, v| d.deserialize_any(v))
    }

    fn object(
        &mut self,
        fields: &'static Fields,
        slots: &mut [&mut dyn Slot],
    ) -> Result<(), DecodeError> {
        self.read(
            Object {
                fields,
                slots,
                other: None,
            },
            |d, v| d.deserialize_any(v),
        )
    }

    fn object_with(
        &mut self,
        fields: &'static Fields,
        slots: &mut [&mut dyn Slot],
        other: &mut EachOther<'_>,
    ) -> Result<(), DecodeError> {
        self.read(
            Object {
                fields,
                slots,
                other: Some(other),
            },
            |d, v| d.deserialize_any(v),
        )
    }
}

struct Array<'a, 'f> {
    each: &'a mut Each<'f>,
}

impl Accept for Array<'_, '_> {
    type Output = ();

    fn expected(&self) -> &'static str {
        "array"
    }

    fn seq<'de, A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), Failure<A::Error>> {
        let mut index = 0;
        let mut problem = None;
        loop {
            let seed = Item {
                read: &mut *self.each,
                problem: &mut problem,
            };
            match seq.next_element_seed(seed) {
                Ok(Some(())) => index += 1,
                Ok(None) => return Ok(()),
                Err(error) => {
                    return Err(problem.map_or(Failure::Format(error), |noted| {
                        Failure::Noted(noted.at_index(index))
                    }))
                }
            }
        }
    }
}

struct Object<'a, 's, 'f> {
    fields: &'static Fields,
    slots: &'a mut [&'s mut dyn Slot],
    other: Option<&'a mut EachOther<'f>>,
}

impl Accept for Object<'_, '_, '_> {
    type Output = ();

    fn expected(&self) -> &'static str {
        "object"
    }

    fn map<'de, A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), Failure<A::Error>> {
        let mut problem = None;
        let mut next = 0;
        let mut seen = Seen::default();
        loop {
            let seed = KeySeed {
                names: self.fields.names,
                next,
                keep: self.other.is_some(),
            };
            match map.next_key_seed(seed).map_err(Failure::Format)? {
                None => return seen.check(self.fields).map_err(Failure::Noted),
                Some(Key::Known(index)) => {
                    next = index + 1;
                    seen.insert(index);
                    let mut slot = self.slots.get_mut(index);
                    let mut read = |source: &mut dyn Source| match &mut slot {
                        Some(slot) => slot.read(source),
                        None => Ok(()),
                    };
                    let seed = Item {
                        read: &mut read,
                        problem: &mut problem,
                    };
                    if let Err(error) = map.next_value_seed(seed) {
                        let name = self.fields.names.get(index).copied().unwrap_or_default();
                        return Err(problem.map_or(Failure::Format(error), |noted| {
                            Failure::Noted(noted.at_key(name))
                        }));
                    }
                }
                Some(Key::Other(key)) => match &mut self.other {
                    Some(other) => {
                        let mut key = Some(key);
                        let mut read =
                            |source: &mut dyn Source| other(key.take().unwrap_or_default(), source);
                        let seed = Item {
                            read: &mut read,
                            problem: &mut problem,
                        };
                        if let Err(error) = map.next_value_seed(seed) {
                            return Err(problem.map_or(Failure::Format(error), Failure::Noted));
                        }
                    }
                    None => {
                        map.next_value::<IgnoredAny>().map_err(Failure::Format)?;
                    }
                },
            }
        }
    }
}

/// Which known properties have occurred.
#[derive(Default)]
struct Seen {
    /// The first 64.
    few: u64,
    /// The others.
    more: Vec<bool>,
}

impl Seen {
    #[inline]
    fn insert(&mut self, index: usize) {
        match index.checked_sub(64) {
            None => self.few |= 1 << index,
            Some(later) => {
                if self.more.len() <= later {
                    self.more.resize(later + 1, false);
                }
                if let Some(seen) = self.more.get_mut(later) {
                    *seen = true;
                }
            }
        }
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        match index.checked_sub(64) {
            None => self.few & (1 << index) != 0,
            Some(later) => self.more.get(later).copied().unwrap_or(false),
        }
    }

    fn check(&self, fields: &Fields) -> Result<(), DecodeError> {
        match fields.required.iter().find(|index| !self.contains(**index)) {
            Some(index) => Err(DecodeError::missing(
                fields.names.get(*index).copied().unwrap_or_default(),
            )),
            None => Ok(()),
        }
    }
}

/// Hands one value of an array or object on.
struct Item<'a, 'f, 'p> {
    read: &'a mut Each<'f>,
    problem: &'p mut Option<DecodeError>,
}

impl<'de> DeserializeSeed<'de> for Item<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut source = SerdeSource::new(deserializer);
        if let Err(error) = (self.read)(&mut source) {
            return note(self.problem, error);
        }
        // A value that nobody has read, for example of a property that can have one value only.
        if let Some(unread) = source.deserializer {
            IgnoredAny::deserialize(unread)?;
        }
        Ok(())
    }
}

enum Key {
    Known(usize),
    Other(String),
}

/// Finds a property's name in the list. `next` is tried first: servers keep to one order, mostly that of the description.
struct KeySeed {
    names: &'static [&'static str],
    next: usize,
    keep: bool,
}

impl KeySeed {
    fn find(&self, key: &str) -> Option<usize> {
        if self.names.get(self.next).is_some_and(|name| *name == key) {
            return Some(self.next);
        }
        self.names.iter().position(|name| *name == key)
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Key, E> {
        Ok(match self.find(key) {
            Some(index) => Key::Known(index),
            None if self.keep => Key::Other(key.to_owned()),
            None => Key::Other(String::new()),
        })
    }
}
