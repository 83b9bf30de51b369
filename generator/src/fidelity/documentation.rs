//! What becomes of each keyword, as a page for people: `openapi/FIDELITY.md`.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Fate;
use crate::load::{rows, Row};

const HEAD: &str = "\
# What becomes of each keyword

Made from the table that descriptions are held against, by `UPDATE_EXPECT=1 cargo test -p sdkwright --test fidelity`. For one
description, `cargo xtask lint --fidelity FILE` says what becomes of each of its constructs, with its place, and also what is lost
by the way in which keywords meet: formats without a type of their own, unions that cannot be told apart, media types that are
handed over as text. A description of OpenAPI 2.0 is read as one of 3.0.

";

/// How values are laid out in XML, as the SDKs of all languages read and write it.
const XML: &str = r#"
## XML

A body of a media type `application/xml`, `text/xml` or `…+xml` whose schema is an object, an array or a union with a discriminator
is a value of the type that the schema has in JSON; the keyword `xml` says how it is laid out. Where the same answer is described in
JSON and in XML, a call gives the same value, whichever comes.

- An element or attribute is called by `xml.name`, of the schema in its place or of the one that it refers to, else by the property;
  a root by `xml.name`, else by the component. Items of a repeated element are called by `xml.name` of the items. A document that is
  an array is wrapped in its root element; where that has no name, any is read, and such a request is a text.
- Read are local names: namespaces and prefixes do not matter. Written are they as described, each declared where it begins.
  Unknown elements and attributes are passed over; of an element that may be there once the last one counts.
- Null is `xsi:nil="true"`; when read, so is an empty element of a number or boolean. An attribute or a text that is null is left out.
- Text is taken as it stands, of numbers and booleans without the space around it; booleans are `true`, `false`, `1` or `0`, numbers
  as JSON has them.
- Maps are elements that are called by their keys; a key that is no name is refused before anything is sent, and so are characters
  that XML 1.0 cannot carry.
- A document type, an entity that XML does not know by itself, another encoding than UTF-8, and more than 64 elements within one
  another are refused, whatever is in them; the limit of a JSON body holds.
- Which case a union without a discriminator is follows from its elements and attributes, as it does from the properties in JSON; a
  property that several cases have must stand in the same place in all of them.
- Values of any kind, tuples, arrays of arrays that are not wrapped, and unions of other values than objects have no form in XML. A
  body that has one is handed over as text, and the report says what it was. Of a value whose tag is not known only the tag is kept.
"#;

/// All keywords of all objects, as Markdown.
pub fn documentation() -> String {
    let mut text = HEAD.to_owned();
    for fate in Fate::ALL {
        let _ = writeln!(text, "- *{}*: {}.", fate.label(), fate.meaning());
    }
    let rows = rows();
    text.push_str(XML);
    text.push_str("\n## What loses something\n\n| Object | Keywords | Versions | Fate | |\n| --- | --- | --- | --- | --- |\n");
    // Keywords of one object that fare alike share a line.
    let mut lines: Vec<(&Row, Vec<&str>)> = Vec::new();
    for row in rows.iter().filter(|row| row.fate.is_lossy()) {
        let alike = |(other, _): &&mut (&Row, _)| {
            (other.object, other.how, other.since, other.until)
                == (row.object, row.how, row.since, row.until)
        };
        match lines.iter_mut().find(alike) {
            Some((_, keywords)) => keywords.push(row.keyword),
            None => lines.push((row, vec![row.keyword])),
        }
    }
    for (row, mut keywords) in lines {
        keywords.dedup();
        let (object, versions, fate, how) = (row.object, versions(row), row.fate.label(), row.how);
        let keywords = quoted(&keywords);
        let _ = writeln!(
            text,
            "| {object} | {keywords} | {versions} | {fate} | {how} |"
        );
    }
    for fate in [Fate::Exact, Fate::Annotation] {
        let _ = writeln!(text, "\n## What is {}\n", article(fate));
        let mut objects: Vec<&str> = rows.iter().map(|row| row.object).collect();
        objects.dedup();
        for object in objects {
            let of_object = rows
                .iter()
                .filter(|row| row.object == object && row.fate == fate);
            let keywords: BTreeSet<_> = of_object.map(|row| row.keyword).collect();
            if !keywords.is_empty() {
                let keywords: Vec<_> = keywords.into_iter().collect();
                let _ = writeln!(text, "- {object}: {}", quoted(&keywords));
            }
        }
    }
    text
}

fn quoted(keywords: &[&str]) -> String {
    let quoted: Vec<_> = keywords
        .iter()
        .map(|keyword| format!("`{keyword}`"))
        .collect();
    quoted.join(", ")
}

fn article(fate: Fate) -> &'static str {
    match fate {
        Fate::Annotation => "an annotation",
        other => other.label(),
    }
}

fn versions(row: &Row) -> String {
    match row.since == row.until {
        true => row.since.to_owned(),
        false => format!("{} to {}", row.since, row.until),
    }
}
