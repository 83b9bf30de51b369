//! The runtime of a generated SDK: everything that does not depend on the description.
//!
//! Generated code names it `rt` and stays a thin layer over it. `README.md` beside this crate lists the text that the generator
//! emits for each construct.

mod attempt;
mod auth;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking;
mod body;
mod budget;
mod calendar;
mod call;
mod client;
mod clock;
mod credential;
mod download;
mod error;
mod events;
mod head;
mod headers;
mod hook;
mod http_date;
mod json;
mod lines;
mod multipart;
mod notation;
mod oauth;
mod operation;
mod origin;
mod page;
mod parts;
mod random;
mod reply;
mod request;
mod retry;
mod send;
mod server;
mod style;
mod tree;
mod upload;

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use blocking::{wait, Blocking};
pub use body::{Body, ByteStream, Upload};
// A package whose dates are texts has an empty one.
#[allow(unused_imports)]
pub use calendar::*;
pub use call::Call;
pub use client::{Client, ClientBuilder};
pub use clock::BoxFuture;
pub use credential::{Credential, ProviderError};
pub use download::Download;
pub use error::*;
pub use events::{Event, EventStream, JsonLines};
pub use head::Head;
pub use headers::{read_headers, Header, HeaderText};
pub use hook::{Attempt, Outcome};
pub use json::*;
#[allow(unused_imports)]
pub(crate) use json::{impl_serde, integer_enum, object, text_enum, value_enum};
pub use notation::{Notation, NotationCase};
pub use operation::*;
pub use page::{Items, Next, PagedCall, Pages, Paging};
pub use reply::{binary, empty, event_stream, json, json_lines, text, Reader, Reply, Response};
pub use request::{FormEncoding, Request};
pub use server::{ServerUrl, UrlPart};
pub use style::{PathStyle, QueryStyle};
pub use {bytes::Bytes, reqwest::header::HeaderMap, serde, serde_json::Value};
