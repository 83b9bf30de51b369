//! The code blocks of a text in Markdown.

/// A fenced block.
#[derive(Debug, PartialEq)]
pub struct Block {
    /// What follows the opening fence: `sh`, `rust`.
    pub kind: String,
    /// Its lines.
    pub text: String,
}

/// All fenced blocks, in order.
///
/// # Errors
/// The line of a block that does not say its kind, or that is never closed.
pub fn blocks(text: &str) -> Result<Vec<Block>, usize> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Block)> = None;
    for (index, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some("")) => return Err(index + 1),
            (None, Some(kind)) => {
                let kind = kind.to_owned();
                open = Some((
                    index + 1,
                    Block {
                        kind,
                        text: String::new(),
                    },
                ));
            }
            (None, None) => {}
            (Some((_, block)), None) => block.text.extend([line, "\n"]),
            (Some(_), Some(_)) => blocks.extend(open.take().map(|(_, block)| block)),
        }
    }
    open.map_or(Ok(blocks), |(line, _)| Err(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_in_order() {
        let text = "a\n```sh\none\ntwo\n```\n```rust\nfn main() {}\n```\n";
        let block = |kind: &str, text: &str| Block {
            kind: kind.to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(
            blocks(text),
            Ok(vec![
                block("sh", "one\ntwo\n"),
                block("rust", "fn main() {}\n")
            ])
        );
    }

    #[test]
    fn a_block_has_to_say_its_kind_and_to_end() {
        assert_eq!(blocks("a\n```\none\n```\n"), Err(2));
        assert_eq!(blocks("a\n\n```sh\none\n"), Err(3));
    }
}
