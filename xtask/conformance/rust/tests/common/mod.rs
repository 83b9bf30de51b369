//! A server and a client for it.

#![allow(dead_code)]

use std::time::Duration;

use conformance::{Reply, Server};
use zendesk_side_conversations::{Client, ClientBuilder};

/// What every operation on one conversation may answer.
pub const CONVERSATION: &str = r#"{"side_conversation":{"id":"c-1","state":"open"}}"#;
/// The answer to an update.
pub const ANSWER: &str = CONVERSATION;
/// The answer to a creation.
pub const CREATED: &str = r#"{"side_conversation":{"id":"c-1"},"event":{"id":"e-1"}}"#;

/// A server that gives these replies in turn, the last one again and again.
pub async fn server(replies: Vec<Reply>) -> Server {
    Server::replies(replies)
        .await
        .expect("the loopback interface has a free port")
}

/// A client for the server that waits only milliseconds between attempts.
pub fn builder(server: &Server) -> ClientBuilder {
    Client::builder()
        .base_url(server.url())
        .basic_auth("agent@example.com/token", "secret")
        .backoff(Duration::from_millis(1), Duration::from_millis(5))
}

/// See [`builder`].
pub fn client(server: &Server) -> Client {
    builder(server)
        .build()
        .expect("the configuration is in order")
}
