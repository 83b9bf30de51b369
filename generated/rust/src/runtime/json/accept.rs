//! What a deserializer finds, and what is made of it: visitors that take one kind of value and name any other.

use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use super::decode::Each;
use super::error::shorten;
use super::serde_source::SerdeSource;
use super::{DecodeError, Number, Source};

/// What is done with the value that a deserializer finds: by default it is of the wrong kind.
pub(super) trait Accept: Sized {
    type Output;

    fn expected(&self) -> &'static str;

    fn mismatch(self, found: String) -> Result<Self::Output, DecodeError> {
        Err(DecodeError::mismatch(self.expected(), found))
    }

    fn null(self) -> Result<Self::Output, DecodeError> {
        self.mismatch("null".to_owned())
    }

    fn bool(self, value: bool) -> Result<Self::Output, DecodeError> {
        self.mismatch(value.to_string())
    }

    fn number(self, value: Number) -> Result<Self::Output, DecodeError> {
        self.mismatch(match value {
            Number::Unsigned(value) => format!("number {value}"),
            Number::Signed(value) => format!("number {value}"),
            Number::Float(value) => format!("number {value}"),
        })
    }

    fn str(self, value: &str) -> Result<Self::Output, DecodeError> {
        self.mismatch(format!("string {:?}", shorten(value)))
    }

    fn string(self, value: String) -> Result<Self::Output, DecodeError> {
        self.str(&value)
    }

    fn some(self, _source: &mut dyn Source) -> Result<Self::Output, DecodeError> {
        self.mismatch("a value".to_owned())
    }

    fn seq<'de, A: SeqAccess<'de>>(self, _seq: A) -> Result<Self::Output, Failure<A::Error>> {
        self.mismatch("an array".to_owned()).map_err(Failure::Noted)
    }

    fn map<'de, A: MapAccess<'de>>(self, _map: A) -> Result<Self::Output, Failure<A::Error>> {
        self.mismatch("an object".to_owned())
            .map_err(Failure::Noted)
    }
}

/// A failure on the way through an array or an object: ours, or the format's.
pub(super) enum Failure<E> {
    Noted(DecodeError),
    Format(E),
}

/// The visitor around an [`Accept`].
pub(super) struct Receiver<'p, A> {
    pub accept: A,
    pub problem: &'p mut Option<DecodeError>,
}

/// Notes our error and gives the format one of its own to carry up.
#[cold]
pub(super) fn note<T, E: serde::de::Error>(
    problem: &mut Option<DecodeError>,
    error: DecodeError,
) -> Result<T, E> {
    *problem = Some(error);
    Err(E::custom("a value does not fit"))
}

macro_rules! forward {
    ($self:ident, $call:expr) => {
        match $call {
            Ok(output) => Ok(output),
            Err(error) => note($self.problem, error),
        }
    };
}

impl<'de, A: Accept> Visitor<'de> for Receiver<'_, A> {
    type Value = A::Output;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.accept.expected())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<A::Output, E> {
        forward!(self, self.accept.null())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<A::Output, E> {
        forward!(self, self.accept.null())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<A::Output, D::Error> {
        forward!(self, self.accept.some(&mut SerdeSource::new(deserializer)))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<A::Output, E> {
        forward!(self, self.accept.bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<A::Output, E> {
        forward!(
            self,
            self.accept
                .number(u64::try_from(value).map_or(Number::Signed(value), Number::Unsigned))
        )
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<A::Output, E> {
        forward!(self, self.accept.number(Number::Unsigned(value)))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<A::Output, E> {
        forward!(self, self.accept.number(Number::Float(value)))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<A::Output, E> {
        forward!(self, self.accept.str(value))
    }

    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<A::Output, E> {
        forward!(self, self.accept.string(value))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, seq: S) -> Result<A::Output, S::Error> {
        match self.accept.seq(seq) {
            Ok(output) => Ok(output),
            Err(Failure::Noted(error)) => note(self.problem, error),
            Err(Failure::Format(error)) => Err(error),
        }
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<A::Output, M::Error> {
        match self.accept.map(map) {
            Ok(output) => Ok(output),
            Err(Failure::Noted(error)) => note(self.problem, error),
            Err(Failure::Format(error)) => Err(error),
        }
    }
}

pub(super) struct Null;

impl Accept for Null {
    type Output = ();

    fn expected(&self) -> &'static str {
        "null"
    }

    fn null(self) -> Result<(), DecodeError> {
        Ok(())
    }
}

pub(super) struct Bool;

impl Accept for Bool {
    type Output = bool;

    fn expected(&self) -> &'static str {
        "true or false"
    }

    fn bool(self, value: bool) -> Result<bool, DecodeError> {
        Ok(value)
    }
}

pub(super) struct AnyNumber {
    pub expected: &'static str,
}

impl Accept for AnyNumber {
    type Output = Number;

    fn expected(&self) -> &'static str {
        self.expected
    }

    fn number(self, value: Number) -> Result<Number, DecodeError> {
        Ok(value)
    }
}

pub(super) struct Owned;

impl Accept for Owned {
    type Output = String;

    fn expected(&self) -> &'static str {
        "string"
    }

    fn str(self, value: &str) -> Result<String, DecodeError> {
        Ok(value.to_owned())
    }

    fn string(self, value: String) -> Result<String, DecodeError> {
        Ok(value)
    }
}

pub(super) struct Borrowed<'a> {
    pub read: &'a mut dyn FnMut(&str) -> Result<(), DecodeError>,
}

impl Accept for Borrowed<'_> {
    type Output = ();

    fn expected(&self) -> &'static str {
        "string"
    }

    fn str(self, value: &str) -> Result<(), DecodeError> {
        (self.read)(value)
    }
}

pub(super) struct Maybe<'a, 'f> {
    pub read: &'a mut Each<'f>,
}

impl Accept for Maybe<'_, '_> {
    type Output = ();

    fn expected(&self) -> &'static str {
        "a value or null"
    }

    fn null(self) -> Result<(), DecodeError> {
        Ok(())
    }

    fn some(self, source: &mut dyn Source) -> Result<(), DecodeError> {
        (self.read)(source)
    }
}
