//! Failures that are known. The list can only get shorter: what is on it has to fail.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sdkwright::config::Language;

use super::{Entry, OPERATIONS, READ};
use crate::exit::Failure;

/// What fails, and the path of the description.
pub type Known = BTreeSet<(String, String)>;

/// Reads a list; what it says of languages that are not looked at is left out.
pub fn read(file: Option<&Path>, languages: &[Language]) -> Result<Known, Failure> {
    let Some(file) = file else {
        return Ok(Known::new());
    };
    let text = fs::read_to_string(file)
        .map_err(|error| Failure::Broken(format!("cannot read {}: {error}", file.display())))?;
    parse(&text, languages)
        .map_err(|problem| Failure::Usage(format!("{}:{problem}", file.display())))
}

fn parse(text: &str, languages: &[Language]) -> Result<Known, String> {
    let mut known = Known::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let problem = |what: &str| format!("{}: {what}: `{line}`", index + 1);
        let (what, path) = line
            .split_once(char::is_whitespace)
            .ok_or_else(|| problem("no path"))?;
        let language: Result<Language, _> = what.parse();
        match language {
            Ok(language) if !languages.contains(&language) => continue,
            Err(_) if ![READ, OPERATIONS].contains(&what) => {
                return Err(problem("neither `read`, `operations` nor a language"));
            }
            _ => {}
        }
        if !known.insert((what.to_owned(), path.trim().to_owned())) {
            return Err(problem("listed twice"));
        }
    }
    Ok(known)
}

/// A line for each failure that is not known, and for each known one that is none.
pub fn differences(entries: &[Entry], known: &Known) -> Vec<String> {
    let mut left = known.clone();
    let mut lines = Vec::new();
    for entry in entries {
        for (what, how) in &entry.failures {
            if !left.remove(&(what.clone(), entry.path.clone())) {
                lines.push(format!("failed: {what} {}: {how}", entry.path));
            }
        }
    }
    let left = left.into_iter();
    lines.extend(left.map(|(what, path)| format!("known, but does not fail: {what} {path}")));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_read_for_the_languages_that_are_looked_at() {
        let text = "# later\n\nread a b.yaml\ngo c.yaml # why\nruby c.yaml\n";
        let known = parse(text, &[Language::Go]).expect("a list");
        let known: Vec<_> = known
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(known, [("go", "c.yaml"), ("read", "a b.yaml")]);
    }

    #[test]
    fn a_line_that_means_nothing_is_refused() {
        for text in ["go", "perl a.yaml", "go a.yaml\ngo a.yaml"] {
            assert!(parse(text, Language::ALL).is_err(), "{text:?}");
        }
    }
}
