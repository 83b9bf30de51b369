//! XML: the tables, and which answers are read with them.

use super::literal;
use super::models;
use super::package::Package;
use crate::emit::sink::{code, Code};
use crate::emit::xml;
use crate::ir::{Operation, XmlRoot};

/// The file of the tables.
pub fn file(package: &Package<'_>) -> Code {
    let lines: Vec<Code> = (xml::tables(package.api).iter())
        .map(|line| literal::string(line))
        .collect();
    let item = code!(
        "// xmlForms says how values are laid out in XML.\nvar xmlForms = sdk.NewXML({})",
        literal::hanging(&Code::join(&lines, " +\n"))
    );
    models::file(package, &package.name, &[item])
}

/// The notation of the documents with a root element.
pub fn notation(root: XmlRoot) -> Code {
    code!("xmlForms.Root({})", root.0)
}

/// The notations of all values in answers, if one is XML.
pub fn notations(operation: &Operation) -> Option<Code> {
    let rows: Vec<Code> = (xml::answers(operation)?.iter())
        .map(|answer| {
            let notation = answer
                .root
                .map(|root| code!(", Notation: {}", notation(root)))
                .unwrap_or_default();
            code!(
                "{{Status: {}, MediaType: {}{}}},",
                literal::string(&answer.status.to_string()),
                literal::string(answer.media_type),
                notation
            )
        })
        .collect();
    let rows = literal::indented(&Code::join(&rows, "\n"));
    Some(code!("[]sdk.NotationCase{{\n{}\n}}", rows))
}
