//! The runtime of a generated SDK: everything that does not depend on the description.
//!
//! Generated code names it `rt` and stays a thin layer over it. `README.md` beside this crate lists the text that the generator
//! emits for each construct.

mod body;
mod clock;
mod credential;
mod error;
mod head;
mod json;
mod multipart;
mod operation;
mod random;
mod request;
mod style;

pub use body::*;
pub use clock::BoxFuture;
pub use credential::{Credential, ProviderError};
pub use error::*;
pub use head::*;
pub use json::*;
#[allow(unused_imports)]
pub(crate) use json::{impl_serde, integer_enum, text_enum, value_enum};
pub use operation::*;
pub use request::*;
pub use style::{PathStyle, QueryStyle};
pub use {bytes::Bytes, serde, serde_json::Value};

/// RFC 3339 `date-time`.
pub type DateTime = chrono::DateTime<chrono::Utc>;
/// RFC 3339 `full-date`.
pub type Date = chrono::NaiveDate;
