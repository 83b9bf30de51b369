//! Text to raw tree, by the parser of its syntax.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::report::Report;
use super::source::{Source, Syntax};
use super::syntax;
use super::tree::{Builder, Finding, Problem, Token};
use super::yaml_check;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::{FileId, Pointer};

/// The raw tree of a file; `None` if it has none, the reason being in the report.
///
/// Keys keep their order. Of two equal keys the first is kept and the second reported.
pub(super) fn parse(file: FileId, source: &Source, report: &mut Report) -> Option<Value> {
    let mut builder = Builder::default();
    let parsed = match source.syntax() {
        Syntax::Json => parse_json(source, &mut builder),
        Syntax::Yaml => {
            if !yaml_check::check(source.text(), report) {
                return None;
            }
            parse_yaml(source, &mut builder)
        }
    };
    for finding in builder.findings {
        report.push(describe(file, source, &finding));
    }
    match parsed {
        Ok(value) => Some(value),
        Err(problem) => {
            report.push(problem);
            None
        }
    }
}

fn parse_json(source: &Source, builder: &mut Builder) -> Result<Value, Diagnostic> {
    let mut parser = serde_json::Deserializer::from_str(source.text());
    let parsed = builder
        .seed()
        .deserialize(&mut parser)
        .and_then(|value| parser.end().map(|()| value));
    parsed.map_err(|problem| {
        let offset = source.offset_of_bytes(problem.line(), problem.column());
        match builder.exceeded {
            Some(limit) => syntax::limit_error(limit, offset),
            None => syntax::json_error(&problem.to_string(), offset),
        }
    })
}

fn parse_yaml(source: &Source, builder: &mut Builder) -> Result<Value, Diagnostic> {
    let parser = serde_yaml::Deserializer::from_str(source.text());
    builder.seed().deserialize(parser).map_err(|problem| {
        let (line, column) = problem
            .location()
            .map_or((1, 1), |place| (place.line(), place.column()));
        let offset = source.offset_of_chars(line, column);
        match builder.exceeded {
            Some(limit) => syntax::limit_error(limit, offset),
            None => syntax::yaml_error(&problem.to_string(), offset),
        }
    })
}

fn describe(file: FileId, source: &Source, finding: &Finding) -> Diagnostic {
    let pointer = finding
        .path
        .iter()
        .rev()
        .fold(Pointer::root(file), |at, token| match token {
            Token::Key(key) => at.key(key),
            Token::Index(index) => at.index(*index),
        });
    match finding.problem {
        Problem::DuplicateKey => duplicate_key(source, &pointer),
        Problem::KeyIsNoText => Diagnostic::error(
            codes::KEY_IS_NOT_TEXT,
            &pointer,
            "a key must be text or an integer",
        )
        .at_key()
        .help("put the key in quotes"),
        Problem::NotFinite => Diagnostic::error(
            codes::NUMBER_NOT_FINITE,
            &pointer,
            "infinity and not-a-number have no counterpart in JSON",
        )
        .help("write a finite number, or text in quotes"),
    }
}

fn duplicate_key(source: &Source, pointer: &Pointer) -> Diagnostic {
    let key = pointer.last().unwrap_or_default();
    let message = format!("the key {key:?} occurs twice in this object");
    let error = Diagnostic::error(codes::DUPLICATE_KEY, pointer, message)
        .at_key()
        .help("remove one of the two");
    match source.duplicate_key(pointer) {
        Some(second) => error
            .at_offset(second.start)
            .related(pointer, "the first one"),
        None => error,
    }
}
