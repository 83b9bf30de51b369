//! [`Target`] over any `serde::Serializer`.

use serde::ser::{Error as _, SerializeMap, SerializeSeq, Serializer};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::Value;

use super::{Encode, EncodeError, Entries, Field, Fields, Target};

/// Serialises `value` with any serializer.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    let mut target = SerdeTarget {
        state: State::Ready(serializer),
    };
    let outcome = value.encode(&mut target);
    match (target.state, outcome) {
        (State::Done(Ok(done)), Ok(())) => Ok(done),
        (State::Done(Err(error)), _) => Err(error),
        (_, Err(error)) => Err(S::Error::custom(error)),
        (_, Ok(())) => Err(S::Error::custom("nothing was written")),
    }
}

/// Makes any [`Encode`] a `serde::Serialize`.
pub(super) struct Erased<'a>(pub &'a dyn Encode);

impl Serialize for Erased<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

struct SerdeTarget<S: Serializer> {
    state: State<S>,
}

enum State<S: Serializer> {
    Ready(S),
    Writing,
    Done(Result<S::Ok, S::Error>),
}

impl<S: Serializer> SerdeTarget<S> {
    fn write(
        &mut self,
        write: impl FnOnce(S) -> Result<S::Ok, S::Error>,
    ) -> Result<(), EncodeError> {
        match std::mem::replace(&mut self.state, State::Writing) {
            State::Ready(serializer) => {
                let outcome = write(serializer);
                let failed = outcome.as_ref().err().map(EncodeError::new);
                self.state = State::Done(outcome);
                failed.map_or(Ok(()), Err)
            }
            _ => Err(EncodeError::new("more than one value was written")),
        }
    }
}

impl<S: Serializer> Target for SerdeTarget<S> {
    fn null(&mut self) -> Result<(), EncodeError> {
        self.write(|s| s.serialize_unit())
    }

    fn bool(&mut self, value: bool) -> Result<(), EncodeError> {
        self.write(|s| s.serialize_bool(value))
    }

    fn i64(&mut self, value: i64) -> Result<(), EncodeError> {
        self.write(|s| s.serialize_i64(value))
    }

    fn u64(&mut self, value: u64) -> Result<(), EncodeError> {
        self.write(|s| s.serialize_u64(value))
    }

    fn f32(&mut self, value: f32) -> Result<(), EncodeError> {
        check_finite(f64::from(value))?;
        self.write(|s| s.serialize_f32(value))
    }

    fn f64(&mut self, value: f64) -> Result<(), EncodeError> {
        check_finite(value)?;
        self.write(|s| s.serialize_f64(value))
    }

    fn string(&mut self, value: &str) -> Result<(), EncodeError> {
        self.write(|s| s.serialize_str(value))
    }

    fn value(&mut self, value: &Value) -> Result<(), EncodeError> {
        self.write(|s| value.serialize(s))
    }

    fn number(&mut self, text: &str) -> Result<(), EncodeError> {
        let raw: &RawValue = serde_json::from_str(text).map_err(EncodeError::new)?;
        self.write(|s| raw.serialize(s))
    }

    fn array(&mut self, items: &mut dyn Iterator<Item = &dyn Encode>) -> Result<(), EncodeError> {
        self.write(|s| {
            let mut seq = s.serialize_seq(None)?;
            for item in items {
                seq.serialize_element(&Erased(item))?;
            }
            seq.end()
        })
    }

    fn object(
        &mut self,
        fields: &Fields,
        values: &[&dyn Field],
        more: &dyn Entries,
    ) -> Result<(), EncodeError> {
        self.write(|s| {
            let mut map = s.serialize_map(None)?;
            for (name, value) in fields.written(values) {
                map.serialize_entry(name, &Erased(value))?;
            }
            let mut failed = Ok(());
            let outcome = more.for_each(&mut |name, value| {
                if fields.names.contains(&name) || value.is_absent() {
                    return Ok(());
                }
                map.serialize_entry(name, &Erased(value)).map_err(|error| {
                    let message = EncodeError::new(&error).at_key(name);
                    failed = Err(error);
                    message
                })
            });
            failed?;
            outcome.map_err(S::Error::custom)?;
            map.end()
        })
    }
}

/// RFC 8259, section 6: infinities and NaN have no JSON form; a serializer would write `null` in silence.
fn check_finite(value: f64) -> Result<(), EncodeError> {
    match value.is_finite() {
        true => Ok(()),
        false => Err(EncodeError::new(
            "a number that is not finite has no JSON form",
        )),
    }
}
