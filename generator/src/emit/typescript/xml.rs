//! XML: the tables, and which bodies and answers are written with them.

use askama::Template;

use super::layout::Doc;
use super::literal;
use super::package::Package;
use super::response::status_pattern;
use crate::emit::sink::{code, Code};
use crate::emit::xml;
use crate::ir::{Operation, XmlRoot};

/// The name of the tables.
pub const FORMS: &str = "xmlForms";

/// The file of the tables.
#[derive(Template)]
#[template(path = "typescript/xml.ts.jinja")]
pub struct File {
    lines: Code,
}

/// Makes the file of the tables.
pub fn file(package: &Package<'_>) -> File {
    let lines = xml::tables(package.api);
    let lines = lines.iter().map(|line| Doc::Text(literal::string(line)));
    File {
        lines: Doc::array(lines.collect()).print(0, usize::MAX / 2, 0),
    }
}

/// What makes a body with a root element.
pub fn body(root: XmlRoot) -> Doc {
    Doc::Text(code!("{}.body({})", FORMS, root.0))
}

/// What makes JSON of the values in answers, if one is XML.
pub fn answers(operation: &Operation) -> Option<Doc> {
    let rows = xml::answers(operation)?.into_iter().map(|answer| {
        Doc::array(vec![
            Doc::Text(status_pattern(answer.status)),
            Doc::Text(literal::string(answer.media_type)),
            Doc::Text(match answer.root {
                Some(root) => code!("{}", root.0),
                None => code!("-1"),
            }),
        ])
    });
    // A list that is the only argument is broken inside, not around.
    Some(Doc::Sequence(vec![
        Doc::Text(code!("{}.answers(", FORMS)),
        Doc::array(rows.collect()),
        Doc::Text(code!(")")),
    ]))
}
