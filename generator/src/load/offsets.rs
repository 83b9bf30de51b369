//! Character offsets to byte offsets.

/// Converts character offsets, asked for in mostly rising order, to byte offsets of one text.
pub(super) struct CharOffsets<'t> {
    text: &'t str,
    ascii: bool,
    chars: usize,
    bytes: usize,
}

impl<'t> CharOffsets<'t> {
    /// For this text.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
            chars: 0,
            bytes: 0,
        }
    }

    /// The byte offset of the character number `index`, or the length of the text.
    pub fn byte(&mut self, index: usize) -> usize {
        if self.ascii {
            return index.min(self.text.len());
        }
        // Parsers report a few places behind the last one, so walking back is short, and starting over would not be.
        while self.chars > index {
            self.bytes -= 1;
            while !self.text.is_char_boundary(self.bytes) {
                self.bytes -= 1;
            }
            self.chars -= 1;
        }
        let rest = self.text.get(self.bytes..).unwrap_or_default();
        for character in rest.chars().take(index - self.chars) {
            self.bytes += character.len_utf8();
            self.chars += 1;
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_forwards_and_backwards() {
        let text = "aä€𝄞b";
        let expected = [0, 1, 3, 6, 10, 11, 11];
        let mut offsets = CharOffsets::new(text);
        for index in [0, 4, 1, 3, 2, 5, 6, 0] {
            assert_eq!(offsets.byte(index), expected[index], "{index}");
        }
    }
}
