//! Text to raw tree, by the parser of its syntax.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::report::{Fatal, Report};
use super::source::{Source, Sources, Syntax};
use super::tree::{Builder, Finding, Problem, Token};
use super::yaml_check;
use super::{syntax, text};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::{FileId, Pointer};

/// Adds a file to the sources, to be shown as `name`; with its raw tree, if it has one.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    sources: &mut Sources,
    report: &mut Report,
) -> (FileId, Option<Value>) {
    let mut own = Report::default();
    let (text, syntax) = match text::decode(bytes) {
        Ok((text, syntax)) => (text.to_owned(), Some(syntax)),
        Err(problem) => {
            own.push(problem);
            (text::lossy(bytes), None)
        }
    };
    let source = Source::new(name, text, syntax.unwrap_or(Syntax::Yaml));
    let tree = syntax.and_then(|_| parse(&source, &mut own));
    let file = sources.add(source);
    for problem in own.finish().iter().cloned() {
        report.push(problem.in_file(file));
    }
    (file, tree)
}

/// The raw tree of a file; `None` if it has none, the reason being in the report.
///
/// Keys keep their order. Of two equal keys the first is kept and the second reported.
fn parse(source: &Source, report: &mut Report) -> Option<Value> {
    let mut builder = match source.syntax() {
        Syntax::Json => Builder::default(),
        Syntax::Yaml => Builder::of_yaml(),
    };
    let parsed = match source.syntax() {
        Syntax::Json => parse_json(source, &mut builder),
        Syntax::Yaml => {
            if let Err(problem) = yaml_check::check(source.text(), report) {
                report.push(problem);
                return None;
            }
            parse_yaml(source, &mut builder)
        }
    };
    for finding in builder.findings {
        report.push(describe(source, &finding));
    }
    match parsed {
        Ok(value) => Some(value),
        Err(problem) => {
            report.push(problem);
            None
        }
    }
}

fn parse_json(source: &Source, builder: &mut Builder) -> Result<Value, Fatal> {
    let mut parser = serde_json::Deserializer::from_str(source.text());
    let parsed = builder
        .seed()
        .deserialize(&mut parser)
        .and_then(|value| parser.end().map(|()| value));
    parsed.map_err(|problem| {
        let offset = source.offset_of_bytes(problem.line(), problem.column());
        match builder.exceeded {
            Some(limit) => syntax::limit_error(limit, offset).into(),
            None => syntax::json_error(&problem.to_string(), offset).into(),
        }
    })
}

fn parse_yaml(source: &Source, builder: &mut Builder) -> Result<Value, Fatal> {
    let parser = serde_yaml::Deserializer::from_str(source.text());
    builder.seed().deserialize(parser).map_err(|problem| {
        let (line, column) = problem
            .location()
            .map_or((1, 1), |place| (place.line(), place.column()));
        let offset = source.offset_of_chars(line, column);
        match builder.exceeded {
            Some(limit) => syntax::limit_error(limit, offset).into(),
            None => syntax::yaml_error(&problem.to_string(), offset).into(),
        }
    })
}

fn describe(source: &Source, finding: &Finding) -> Diagnostic {
    let pointer =
        finding
            .path
            .iter()
            .rev()
            .fold(Pointer::root(FileId(0)), |at, token| match token {
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
        Problem::MergeIsNoObject => Diagnostic::error(
            codes::YAML_MERGE_KEY,
            &pointer,
            "a merge key brings the members of an object, or of a list of objects",
        )
        .help("write `<<: *name`, where `&name` marks an object"),
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
