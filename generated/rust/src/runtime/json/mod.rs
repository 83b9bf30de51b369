//! JSON: models to text and back, without `serde`'s derived code.

mod accept;
mod convert;
mod decode;
mod encode;
mod enums;
mod error;
mod nullable;
mod object;
mod scalars;
mod serde_source;
mod serde_target;
mod strings;
mod tuple;
mod union;

pub use convert::*;
pub use decode::*;
pub use encode::*;
pub use enums::{decode_open, decode_text, show_text};
#[allow(unused_imports)]
pub(crate) use enums::{impl_serde, integer_enum, text_enum, value_enum};
pub use error::*;
pub use nullable::*;
#[allow(unused_imports)]
pub(crate) use object::object;
pub use object::{equal, incomplete, show, write, Object, Take};
pub use scalars::Constant;
pub use serde_source::deserialize;
pub use serde_target::serialize;
pub(crate) use strings::base64;
pub use strings::{Base64, Base64Url, Decimal, Secret};
pub use tuple::*;
pub use union::*;
