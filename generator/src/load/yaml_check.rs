//! A first pass over a YAML file by its events, which stops at the limits.
//!
//! The parser that builds the tree reads the whole file before it hands anything over, and its time is quadratic in the
//! nesting. So the shape of the file is checked before, by a parser that streams. The same pass finds what JSON has no
//! counterpart for: tags, several documents.

use granit_parser::{options, ErrorKind, Event, Marker, Parser, ScanError, Span, Tag};

use super::limits::{ANCHOR_WEIGHT, MAX_DEPTH, MAX_NODES, OBJECT_WEIGHT};
use super::report::{Fatal, Report};
use super::syntax;
use super::tree::Limit;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::{FileId, Pointer};

/// Reports what a YAML file may not contain; an error means that it must not be given to the other parser.
pub(super) fn check(text: &str, report: &mut Report) -> Result<(), Fatal> {
    let mut check = Check {
        report,
        depth: 0,
        nodes: 0,
        documents: 0,
    };
    for item in Parser::new_from_str(text) {
        let (event, span) = item.map_err(|problem| error(text, problem))?;
        check.event(&event, span)?;
    }
    Ok(())
}

/// The error of a file that is not read even where its indentation is not by the letter of YAML. A quote that is never closed ends
/// at the next one, far below; held to the letter, the parser says where it begins.
fn error(text: &str, problem: ScanError) -> Diagnostic {
    let strict = options! { strict_indentation: true };
    let first = Parser::new_from_str_with_options(text, strict).find_map(Result::err);
    let open = first.filter(|first| *first.kind() == ErrorKind::InvalidQuotedScalarIndent);
    let problem = open.unwrap_or(problem);
    syntax::yaml_error(&problem.info(), byte(problem.marker()))
}

struct Check<'a> {
    report: &'a mut Report,
    depth: usize,
    nodes: usize,
    documents: usize,
}

impl Check<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) -> Result<(), Fatal> {
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Alias(_) => self.node(1, span),
            Event::Scalar(_, _, anchor, tag) => {
                self.tag(tag.as_deref(), span);
                self.node(1 + anchor_weight(*anchor), span)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.tag(tag.as_deref(), span);
                self.node(1 + anchor_weight(*anchor), span)?;
                self.open(span)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.tag(tag.as_deref(), span);
                self.node(OBJECT_WEIGHT + anchor_weight(*anchor), span)?;
                self.open(span)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.depth -= 1;
                Ok(())
            }
            // The ends of the stream and of documents; all else is not asked for.
            _ => Ok(()),
        }
    }

    fn document(&mut self, span: Span) -> Result<(), Fatal> {
        self.documents += 1;
        if self.documents < 2 {
            return Ok(());
        }
        let message = "a second YAML document starts here";
        let error = self.error(codes::SEVERAL_DOCUMENTS, message, &span.start);
        let help = "a description is one document; put the other one into its own file";
        Err(error.help(help).into())
    }

    fn node(&mut self, weight: usize, span: Span) -> Result<(), Fatal> {
        self.nodes += weight;
        match self.nodes > MAX_NODES {
            true => Err(syntax::limit_error(Limit::Nodes, byte(&span.start)).into()),
            false => Ok(()),
        }
    }

    fn open(&mut self, span: Span) -> Result<(), Fatal> {
        self.depth += 1;
        match self.depth > MAX_DEPTH {
            true => Err(syntax::limit_error(Limit::Depth, byte(&span.start)).into()),
            false => Ok(()),
        }
    }

    fn tag(&mut self, tag: Option<&Tag>, span: Span) {
        let Some(tag) = tag else { return };
        let message = format!("the YAML tag {:?} is not read", tag.to_string());
        let start = span.tag_start().unwrap_or(span.start);
        let error = self
            .error(codes::YAML_TAG, message, &start)
            .help("remove the tag; write text in quotes");
        self.report.push(error);
    }

    fn error(&self, code: &'static str, message: impl Into<String>, at: &Marker) -> Diagnostic {
        Diagnostic::error(code, &Pointer::root(FileId(0)), message).at_offset(byte(at))
    }
}

/// Where a mark stands. The parser knows it, because it was given the whole text.
pub(super) fn byte(mark: &Marker) -> usize {
    mark.byte_offset().unwrap_or_default()
}

/// What a node's anchor counts for; the parser numbers anchors from 1.
fn anchor_weight(anchor: usize) -> usize {
    if anchor == 0 {
        0
    } else {
        ANCHOR_WEIGHT
    }
}
