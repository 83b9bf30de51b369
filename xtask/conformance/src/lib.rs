//! Behaviour of generated SDKs, seen from the server.
//!
//! [`Server`] is a scenario server: it listens on the loopback interface, records each request byte for byte, and answers as
//! the test says, also in ways no decent server would: cut off, stalled, reset, malformed.
//!
//! [`bulk::Bulk`] is one for bodies that nobody should hold in memory.
//!
//! [`described::Described`] makes it one that a description describes.
//!
//! [`vector`] are the calls that every language must make alike, [`run`] makes them through a [`Driver`].

pub mod bulk;
pub mod described;
mod driver;
pub mod judge;
mod reply;
mod request;
pub mod run;
mod server;
pub mod vector;

pub use driver::Driver;
pub use reply::Reply;
pub use request::Recorded;
pub use server::Server;
