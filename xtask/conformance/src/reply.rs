//! What the scenario server does with a request.

use std::time::Duration;

/// What the server does with a request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Sends these bytes and keeps the connection.
    Send(Vec<u8>),
    /// Sends these bytes and closes the connection, whether or not they are a whole response.
    SendAndClose(Vec<u8>),
    /// Sends these bytes, then nothing for this long, then closes.
    SendAndStall(Vec<u8>, Duration),
    /// Resets the connection (TCP RST).
    Reset,
}

impl Reply {
    /// A JSON response.
    pub fn json(status: u16, body: &str) -> Self {
        Self::response(
            status,
            &[("content-type", "application/json")],
            body.as_bytes(),
        )
    }

    /// A response with its length.
    pub fn response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        Self::Send(Self::bytes(status, headers, body))
    }

    /// The bytes of a response, to be cut or changed by a test.
    pub fn bytes(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
        let mut text = format!("HTTP/1.1 {status} Scenario\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if status != 204 && status != 304 {
            text.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        text.push_str("\r\n");
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(body);
        bytes
    }
}
