//! Papers that packages of all languages have, or parts of them: licence texts, what is said of the API.

use askama::Template;

use crate::config::PackageOptions;
use crate::ir::Info;

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

/// What the description says of the API besides its prose, a line each: text for the sinks of the language.
pub fn notes(info: &Info) -> Vec<String> {
    let line = |label: &str, parts: &[&Option<String>]| {
        let parts: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).collect();
        (!parts.is_empty()).then(|| single_line(&format!("{label}: {}", parts.join(", "))))
    };
    let contact = [&info.contact_name, &info.contact_email, &info.contact_url];
    let license = [
        &info.license_name,
        &info.license_identifier,
        &info.license_url,
    ];
    let notes = [
        line("Contact of the API", &contact),
        line("Terms of service of the API", &[&info.terms_of_service]),
        line("License of the API", &license),
    ];
    notes.into_iter().flatten().collect()
}

fn single_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
