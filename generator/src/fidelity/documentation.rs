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

/// All keywords of all objects, as Markdown.
pub fn documentation() -> String {
    let mut text = HEAD.to_owned();
    for fate in Fate::ALL {
        let _ = writeln!(text, "- *{}*: {}.", fate.label(), fate.meaning());
    }
    let rows = rows();
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
