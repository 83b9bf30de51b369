//! Lines of a stream that comes in arbitrary pieces.

use bytes::{Buf, BytesMut};

/// What has come and is not yet taken.
#[derive(Default)]
pub(super) struct Lines {
    buffer: BytesMut,
    /// So much of the buffer is known to hold no end of a line.
    searched: usize,
    /// The last line ended with CR: an LF right after it belongs to it.
    after_cr: bool,
    /// By what the last line ended.
    last_end: u8,
}

impl Lines {
    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    /// How many bytes have come since the last end of a line.
    pub(super) fn pending(&self) -> usize {
        self.buffer.len()
    }

    /// The next line that ends with LF.
    pub(super) fn next_lf(&mut self) -> Option<Vec<u8>> {
        self.take(|byte| byte == b'\n')
    }

    /// The next line that ends with LF, CR, or both.
    pub(super) fn next_any(&mut self) -> Option<Vec<u8>> {
        if self.after_cr && !self.buffer.is_empty() {
            self.after_cr = false;
            if self.buffer.first() == Some(&b'\n') {
                self.buffer.advance(1);
            }
        }
        let line = self.take(|byte| matches!(byte, b'\n' | b'\r'))?;
        self.after_cr = self.last_end == b'\r';
        Some(line)
    }

    /// All that is left, if anything is.
    pub(super) fn rest(&mut self) -> Option<Vec<u8>> {
        self.searched = 0;
        let rest = std::mem::take(&mut self.buffer);
        (!rest.is_empty()).then(|| rest.to_vec())
    }

    fn take(&mut self, is_end: impl Fn(u8) -> bool) -> Option<Vec<u8>> {
        match self
            .buffer
            .get(self.searched..)?
            .iter()
            .position(|byte| is_end(*byte))
        {
            Some(found) => Some(self.split(self.searched + found)),
            None => {
                self.searched = self.buffer.len();
                None
            }
        }
    }

    fn split(&mut self, end: usize) -> Vec<u8> {
        let line = self.buffer.split_to(end).to_vec();
        self.last_end = self.buffer.get_u8();
        self.searched = 0;
        line
    }
}
