//! Papers that packages of all languages have: licence texts.

use askama::Template;

use crate::config::PackageOptions;

/// The MIT licence with its holder.
#[derive(Template)]
#[template(path = "common/LICENSE-MIT.txt.j2")]
struct Mit<'a> {
    holder: &'a str,
}

/// The text of the Apache licence, version 2.0.
const APACHE: &str = include_str!("../../../LICENSE-APACHE");

/// Licence files for the SPDX expression of the options: those whose texts are known, which are MIT and Apache-2.0.
pub fn licenses(options: &PackageOptions) -> Vec<(String, String)> {
    let expression = options.license.as_deref().unwrap_or_default();
    let named = |id: &str| {
        expression
            .split(|c: char| c.is_whitespace() || "()/".contains(c))
            .any(|part| part == id)
    };
    let mut files = Vec::new();
    if named("MIT") {
        let authors = options.authors.join(", ");
        let holder = if authors.is_empty() {
            format!("the authors of {}", options.name)
        } else {
            single_line(&authors)
        };
        let mit = Mit { holder: &holder };
        files.push(("LICENSE-MIT".to_owned(), mit.to_string()));
    }
    if named("Apache-2.0") {
        files.push(("LICENSE-APACHE".to_owned(), APACHE.to_owned()));
    }
    files
}

fn single_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
