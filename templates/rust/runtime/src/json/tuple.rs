//! Arrays whose items have types of their own: Rust tuples, with or without more items after them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Decode, DecodeError, Encode, EncodeError, Held, Slot, Source, Target};

/// A tuple followed by any number of items of one type: `WithRest<(String, i64), bool>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WithRest<H, T> {
    /// The first items.
    pub head: H,
    /// The items after those.
    pub rest: Vec<T>,
}

/// A Rust tuple as the beginning of an array.
pub trait Head: Sized {
    /// Its items.
    fn items(&self) -> Vec<&dyn Encode>;

    /// Reads an array that begins with these items and hands all later ones to `rest`.
    fn decode_head(
        source: &mut dyn Source,
        rest: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<Self, DecodeError>;
}

macro_rules! tuple {
    ($count:literal: $($index:tt $type:ident $item:ident),+) => {
        impl<$($type: Encode + Decode),+> Head for ($($type,)+) {
            fn items(&self) -> Vec<&dyn Encode> {
                vec![$(&self.$index),+]
            }

            fn decode_head(
                source: &mut dyn Source,
                rest: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
            ) -> Result<Self, DecodeError> {
                let mut slots = ($(Held::<$type>(None),)+);
                let mut index = 0;
                source.array(&mut |source| {
                    let at = index;
                    index += 1;
                    match at {
                        $($index => slots.$index.read(source),)+
                        _ => rest(source),
                    }
                })?;
                let found = index;
                match ($(slots.$index.0,)+) {
                    ($(Some($item),)+) => Ok(($($item,)+)),
                    _ => Err(DecodeError::mismatch(
                        concat!("an array of at least ", $count, " items"),
                        format!("{found} items"),
                    )),
                }
            }
        }

        impl<$($type: Encode + Decode),+> Encode for ($($type,)+) {
            fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
                out.array(&mut self.items().into_iter())
            }
        }

        impl<$($type: Encode + Decode),+> Decode for ($($type,)+) {
            /// Items after the known ones are ignored.
            fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
                Self::decode_head(source, &mut |source| source.value().map(drop))
            }
        }
    };
}

tuple!(1: 0 A a);
tuple!(2: 0 A a, 1 B b);
tuple!(3: 0 A a, 1 B b, 2 C c);
tuple!(4: 0 A a, 1 B b, 2 C c, 3 D d);
tuple!(5: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e);
tuple!(6: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f);
tuple!(7: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g);
tuple!(8: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h);

impl<H: Head, T: Encode> Encode for WithRest<H, T> {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.array(
            &mut self
                .head
                .items()
                .into_iter()
                .chain(self.rest.iter().map(|item| item as &dyn Encode)),
        )
    }
}

impl<H: Head, T: Encode> Serialize for WithRest<H, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize(self, serializer)
    }
}

impl<'de, H: Head, T: Decode> Deserialize<'de> for WithRest<H, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}

impl<H: Head, T: Decode> Decode for WithRest<H, T> {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        let mut rest = Vec::new();
        let head = H::decode_head(source, &mut |source| {
            rest.push(T::decode(source)?);
            Ok(())
        })?;
        Ok(Self { head, rest })
    }
}
