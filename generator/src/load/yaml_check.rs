//! A first pass over a YAML file by its events, which stops at the limits.
//!
//! The parser that builds the tree reads the whole file before it hands anything over, and its time is quadratic in the
//! nesting. So the shape of the file is checked before, by a parser that streams. The same pass finds what JSON has no
//! counterpart for: tags, merge keys, several documents.

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::limits::{ANCHOR_WEIGHT, MAX_DEPTH, MAX_NODES, OBJECT_WEIGHT};
use super::offsets::CharOffsets;
use super::report::{Fatal, Report};
use super::syntax;
use super::tree::Limit;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::{FileId, Pointer};

/// Reports what a YAML file may not contain; `false` means that it must not be given to the other parser.
pub(super) fn check(text: &str, report: &mut Report) -> bool {
    let mut check = Check {
        offsets: CharOffsets::new(text),
        report,
        stack: Vec::new(),
        nodes: 0,
        documents: 0,
        has_merge_keys: false,
    };
    for item in Parser::new_from_str(text) {
        let step = match item {
            Ok((event, span)) => check.event(&event, span),
            Err(problem) => {
                let offset = check.offsets.byte(problem.marker().index());
                Err(syntax::yaml_error(problem.info(), offset).into())
            }
        };
        if let Err(fatal) = step {
            check.report.push(fatal);
            return false;
        }
    }
    // Without what they bring, everything else that is said would be wrong.
    !check.has_merge_keys
}

struct Check<'a> {
    offsets: CharOffsets<'a>,
    report: &'a mut Report,
    /// For each open collection: whether the next node is a key of it.
    stack: Vec<Place>,
    nodes: usize,
    documents: usize,
    has_merge_keys: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Item,
    Key,
    Value,
}

impl Check<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) -> Result<(), Fatal> {
        match event {
            Event::DocumentStart(_) => return self.document(span),
            Event::Alias(_) => self.node(1, span)?,
            Event::Scalar(text, style, anchor, tag) => {
                let is_key = self.stack.last() == Some(&Place::Key);
                if is_key && text == "<<" && *style == ScalarStyle::Plain {
                    self.merge_key(span);
                }
                self.tag(tag.as_deref(), span);
                self.node(1 + anchor_weight(*anchor), span)?;
            }
            Event::SequenceStart(anchor, tag) => {
                self.tag(tag.as_deref(), span);
                self.node(1 + anchor_weight(*anchor), span)?;
                self.open(Place::Item, span)?;
            }
            Event::MappingStart(anchor, tag) => {
                self.tag(tag.as_deref(), span);
                self.node(OBJECT_WEIGHT + anchor_weight(*anchor), span)?;
                self.open(Place::Key, span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.stack.pop();
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn document(&mut self, span: Span) -> Result<(), Fatal> {
        self.documents += 1;
        if self.documents < 2 {
            return Ok(());
        }
        let message = "a second YAML document starts here";
        let error = self.error(codes::SEVERAL_DOCUMENTS, message, span);
        let help = "a description is one document; put the other one into its own file";
        Err(error.help(help).into())
    }

    fn node(&mut self, weight: usize, span: Span) -> Result<(), Fatal> {
        match self.stack.last_mut() {
            Some(place @ Place::Key) => *place = Place::Value,
            Some(place @ Place::Value) => *place = Place::Key,
            Some(Place::Item) | None => {}
        }
        self.nodes += weight;
        if self.nodes > MAX_NODES {
            let offset = self.offsets.byte(span.start.index());
            return Err(syntax::limit_error(Limit::Nodes, offset).into());
        }
        Ok(())
    }

    fn open(&mut self, place: Place, span: Span) -> Result<(), Fatal> {
        self.stack.push(place);
        if self.stack.len() > MAX_DEPTH {
            let offset = self.offsets.byte(span.start.index());
            return Err(syntax::limit_error(Limit::Depth, offset).into());
        }
        Ok(())
    }

    fn merge_key(&mut self, span: Span) {
        let error = self
            .error(codes::YAML_MERGE_KEY, "merge keys are not read", span)
            .help("write the members out, or use a reference: $ref: '#/components/…'");
        self.report.push(error);
        self.has_merge_keys = true;
    }

    fn tag(&mut self, tag: Option<&Tag>, span: Span) {
        let Some(tag) = tag else { return };
        let message = format!("the YAML tag {:?} is not read", tag.to_string());
        let error = self
            .error(codes::YAML_TAG, message, span)
            .help("remove the tag; write text in quotes");
        self.report.push(error);
    }

    fn error(&mut self, code: &'static str, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic::error(code, &Pointer::root(FileId(0)), message)
            .at_offset(self.offsets.byte(span.start.index()))
    }
}

/// What a node's anchor counts for; the parser numbers anchors from 1.
fn anchor_weight(anchor: usize) -> usize {
    if anchor == 0 {
        0
    } else {
        ANCHOR_WEIGHT
    }
}
