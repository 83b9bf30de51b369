//! `multipart/form-data` (RFC 7578), with the exact length known beforehand where that of every part is.

use bytes::Bytes;

use super::body::Piece;

/// A multipart body.
#[derive(Clone)]
pub(super) struct Multipart {
    boundary: String,
    pieces: Vec<Piece>,
}

impl Multipart {
    /// An empty one, with a boundary of 128 random bits: no content can be made to contain it.
    pub(super) fn new() -> Result<Self, String> {
        Ok(Self {
            boundary: format!("sdk-{}", super::random::token()?),
            pieces: Vec::new(),
        })
    }

    pub(super) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    pub(super) fn push(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        content_type: Option<&str>,
        piece: Piece,
    ) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            quote(name)
        );
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quote(file_name)));
        }
        if let Some(content_type) = content_type {
            head.push_str(&format!("\r\nContent-Type: {content_type}"));
        }
        head.push_str("\r\n\r\n");
        self.pieces.push(Piece::Bytes(head.into()));
        self.pieces.push(piece);
        self.pieces.push(Piece::Bytes(Bytes::from_static(b"\r\n")));
    }

    /// All pieces in order, the closing boundary included.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = self.pieces.clone();
        pieces.push(Piece::Bytes(format!("--{}--\r\n", self.boundary).into()));
        pieces
    }
}

/// Quotes as browsers do (WHATWG HTML, multipart/form-data encoding algorithm): UTF-8 with the three characters that could end
/// the parameter percent-encoded; other control characters, which no server needs to see, become `_`.
fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("%22"),
            '\r' => quoted.push_str("%0D"),
            '\n' => quoted.push_str("%0A"),
            c if c.is_control() => quoted.push('_'),
            c => quoted.push(c),
        }
    }
    quoted
}
