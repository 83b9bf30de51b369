//! XML: the class of the tables, and how bodies and answers name them.

use super::literal;
use super::package::Package;
use crate::emit::sink::{code, Code};
use crate::emit::xml;
use crate::ir::XmlRoot;

/// The class of the tables.
pub const CLASS: &str = "XmlRoots";

/// A constant may have 65,535 bytes.
const LONGEST: usize = 10_000;

/// The text of the class.
pub fn class(package: &Package<'_>) -> Code {
    let lines: Vec<Code> = (xml::tables(package.api).iter())
        .flat_map(|line| pieces(line))
        .map(|line| literal::string(&line))
        .collect();
    code!(
        "/** How values are laid out in XML. */\nfinal class {} {{\n  static final XmlForms FORMS =\n      new XmlForms(\n          {});\n\n  private {}() {{}}\n}}\n",
        CLASS,
        Code::join(&lines, ",\n          "),
        CLASS
    )
}

/// What a value is written in.
pub fn notation(root: Option<XmlRoot>) -> Code {
    match root {
        Some(root) => code!("{}.FORMS.root({})", CLASS, root.0),
        None => code!("Notation.JSON"),
    }
}

fn pieces(line: &str) -> impl Iterator<Item = String> + '_ {
    let characters: Vec<char> = line.chars().collect();
    let pieces: Vec<String> = characters
        .chunks(LONGEST)
        .map(|piece| piece.iter().collect())
        .collect();
    pieces.into_iter()
}
