//! The spans of a JSON file.

use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

use super::span::{SpanBuilder, SpanTree};

/// The spans up to the first error in the syntax.
pub(super) fn spans(text: &str) -> SpanTree {
    let mut scanner = Scanner::new(text, &ScannerOptions::default());
    let mut builder = SpanBuilder::default();
    // For each open collection: `Some(true)` in an object before a key, `Some(false)` before a value, `None` in an array.
    let mut open: Vec<Option<bool>> = Vec::new();
    while let Ok(Some(token)) = scanner.scan() {
        let span = scanner.token_start()..scanner.token_end();
        match token {
            Token::OpenBrace => {
                builder.begin(span.start);
                open.push(Some(true));
            }
            Token::OpenBracket => {
                builder.begin(span.start);
                open.push(None);
            }
            Token::CloseBrace | Token::CloseBracket => {
                builder.end(Some(span.end));
                open.pop();
            }
            Token::Comma => {
                if let Some(Some(before_key)) = open.last_mut() {
                    *before_key = true;
                }
            }
            Token::Colon | Token::CommentLine(_) | Token::CommentBlock(_) => {}
            Token::String(text) => match open.last_mut() {
                Some(Some(before_key)) if *before_key => {
                    builder.key(span, &text);
                    *before_key = false;
                }
                _ => {
                    builder.leaf(span);
                }
            },
            Token::Word(_) | Token::Boolean(_) | Token::Number(_) | Token::Null => {
                builder.leaf(span);
            }
        }
    }
    builder.finish(text.len())
}
