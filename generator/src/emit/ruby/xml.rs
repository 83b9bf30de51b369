//! XML: the tables, and how bodies and answers name them.

use askama::Template;

use super::literal::{list, string};
use super::package::Package;
use crate::emit::sink::{code, Code};
use crate::emit::xml;
use crate::ir::{Response, ResponseKind, XmlRoot};

#[derive(Template)]
#[template(path = "ruby/lib/_xml.jinja")]
struct File {
    lines: Vec<Code>,
}

/// The tables.
pub fn file(package: &Package<'_>) -> Result<Code, askama::Error> {
    let lines = xml::tables(package.api);
    Code::render(&File {
        lines: lines.iter().map(|line| string(line)).collect(),
    })
}

/// `, notation: …` where a value is written as XML.
pub fn notation(root: Option<XmlRoot>) -> Code {
    root.map_or_else(Code::empty, |root| code!(", notation: {}", of(Some(root))))
}

/// The notations of an error by their media types, if one is XML.
pub fn notations(response: &Response) -> Option<Code> {
    let values = response.content.iter();
    let values = values.filter(|content| matches!(content.kind, ResponseKind::Json(_)));
    let any = values.clone().any(|content| content.xml.is_some());
    let rows = values.map(|content| list(&[string(&content.media_type), of(content.xml)]));
    any.then(|| list(&rows.collect::<Vec<_>>()))
}

fn of(root: Option<XmlRoot>) -> Code {
    match root {
        Some(root) => code!("Runtime::XML.root({})", root.0),
        None => code!("Runtime::Json"),
    }
}
