//! Calls against a server of our own on a loopback port: what goes over the wire, and what comes of what comes back.

mod api;
mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
mod downloads;
mod pages;
mod redirects;
mod requests;
mod retries;
mod server;
