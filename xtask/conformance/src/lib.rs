//! Behaviour of generated SDKs, seen from the server.
//!
//! [`Server`] is a scenario server: it listens on the loopback interface, records each request byte for byte, and answers as
//! the test says, also in ways no decent server would: cut off, stalled, reset, malformed.

mod reply;
mod request;
mod server;

pub use reply::Reply;
pub use request::Recorded;
pub use server::Server;
