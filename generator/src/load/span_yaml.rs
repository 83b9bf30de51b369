//! The spans of a YAML file.

use std::collections::HashMap;

use granit_parser::{Event, Parser, Span};

use super::span::{Bytes, SpanBuilder, SpanTree};
use super::yaml_check::byte;

/// The spans up to the first error in the syntax.
pub(super) fn spans(text: &str) -> SpanTree {
    let mut walk = Walk {
        builder: SpanBuilder::default(),
        anchors: HashMap::new(),
        open: Vec::new(),
        key_depth: 0,
    };
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        walk.event(&event, bytes(span));
    }
    walk.builder.finish(text.len())
}

struct Walk {
    builder: SpanBuilder,
    /// Nodes by the number of their anchor.
    anchors: HashMap<usize, u32>,
    /// For each open collection: in a mapping, whether a key comes next; `None` in a sequence.
    open: Vec<Option<bool>>,
    /// How deep the walk is within a key that is itself a collection.
    key_depth: usize,
}

fn bytes(span: Span) -> Bytes {
    let start = byte(&span.start);
    start..byte(&span.end).max(start)
}

impl Walk {
    fn event(&mut self, event: &Event<'_>, span: Bytes) {
        match event {
            Event::SequenceEnd | Event::MappingEnd if self.key_depth > 0 => self.key_depth -= 1,
            Event::SequenceStart(..) | Event::MappingStart(..)
                if self.key_depth > 0 || self.is_key() =>
            {
                if self.key_depth == 0 {
                    self.builder.key(span, "");
                    self.turn();
                }
                self.key_depth += 1;
            }
            _ if self.key_depth > 0 => {}
            Event::Scalar(text, ..) if self.is_key() => {
                self.builder.key(span, text);
                self.turn();
            }
            Event::Alias(_) if self.is_key() => {
                self.builder.key(span, "");
                self.turn();
            }
            Event::Scalar(_, _, anchor, _) => {
                let id = self.builder.leaf(span);
                self.value(*anchor, id);
            }
            Event::Alias(anchor) => {
                let target = self.anchors.get(anchor).copied();
                self.builder.alias(span, target);
                self.turn();
            }
            Event::SequenceStart(_, anchor, _) => self.begin(*anchor, span, None),
            Event::MappingStart(_, anchor, _) => self.begin(*anchor, span, Some(true)),
            Event::SequenceEnd | Event::MappingEnd => {
                // A block collection has no end of its own; the parser reports where the next thing starts.
                self.builder.end((!span.is_empty()).then_some(span.end));
                self.open.pop();
            }
            // The ends of the stream and of documents; all else is not asked for.
            _ => {}
        }
    }

    fn begin(&mut self, anchor: usize, span: Bytes, inside: Option<bool>) {
        let id = self.builder.begin(span.start);
        self.value(anchor, id);
        self.open.push(inside);
    }

    fn value(&mut self, anchor: usize, id: u32) {
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        self.turn();
    }

    fn is_key(&self) -> bool {
        self.open.last() == Some(&Some(true))
    }

    fn turn(&mut self) {
        if let Some(Some(key_next)) = self.open.last_mut() {
            *key_next = !*key_next;
        }
    }
}
