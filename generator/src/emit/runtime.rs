//! The hand-written runtimes that are copied into packages, collected by the build script.

use std::collections::BTreeMap;

use crate::config::DateCrate;
use crate::emit::{response_headers, webhooks};
use crate::ir::Api;

include!(concat!(env!("OUT_DIR"), "/runtime.rs"));

/// A file of a runtime: its path and its text.
type File = (&'static str, &'static str);

/// With what the names of those files begin, in whichever language, that only some packages need and this one does not. In Rust
/// these are the names of modules, too.
pub fn unneeded(api: &Api, has_foreign: bool) -> Vec<&'static str> {
    let has_headers = response_headers::first(api).is_some();
    let parts: [(bool, &[&str]); 4] = [
        (has_foreign, OF_FOREIGN),
        (has_headers, OF_HEADERS),
        (webhooks::any_signed(api), OF_SIGNATURES),
        (!api.xml.is_empty(), OF_XML),
    ];
    let unneeded = parts.into_iter().filter(|(is_needed, _)| !is_needed);
    unneeded.flat_map(|(_, names)| names).copied().collect()
}

/// The files of a runtime without those that are unneeded.
pub fn without<'a>(
    files: &'static [File],
    unneeded: &'a [&str],
) -> impl Iterator<Item = &'static File> + 'a {
    let is_unneeded = |path: &str| unneeded.iter().any(|name| path.starts_with(name));
    files.iter().filter(move |(path, _)| !is_unneeded(path))
}

/// What reads and writes types of a user's own.
const OF_FOREIGN: &[&str] = &["foreign", "Foreign"];

/// What reads headers, where the runtime can do without.
const OF_HEADERS: &[&str] = &["header.go", "HeaderReader.java", "HeaderText.java"];

/// What verifies the signatures of webhooks.
const OF_SIGNATURES: &[&str] = &["signature", "Webhook"];

/// What reads and writes XML.
const OF_XML: &[&str] = &["xml", "Xml"];

/// The manifest of the Rust runtime: packages carry its features and dependencies, so that they cannot differ.
const RUST_MANIFEST: &str = include_str!("../../../templates/rust/runtime/Cargo.toml");

/// The crates with which the Rust runtime verifies signatures.
const CRATES_OF_SIGNATURES: [&str; 3] = ["hmac", "sha1", "sha2"];

/// The lines of the section of features.
pub fn rust_features() -> &'static str {
    let head = "[features]\n";
    between(RUST_MANIFEST, head, "\n\n").trim_start_matches(head)
}

/// The sections of dependencies, with which the manifest ends. Of the crates of dates, which are there to be tested, a package
/// has the one that is named; those that verify signatures it has only if anything is signed, and what types of a user's own need
/// comes on top.
pub fn rust_dependencies(
    dates: Option<&str>,
    is_signed: bool,
    more: &BTreeMap<String, String>,
) -> String {
    let from = RUST_MANIFEST.find("[dependencies]").unwrap_or_default();
    let is_of = |line: &str, name: &str| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(" = "))
    };
    let lines = || RUST_MANIFEST[from..].lines();
    let dates = dates.and_then(|name| lines().find(|line| is_of(line, name)));
    let mut wanted: Vec<_> = dates
        .into_iter()
        .chain(more.values().map(String::as_str))
        .collect();
    wanted.sort_unstable_by(|one, other| other.cmp(one));
    let mut text = String::new();
    for line in lines() {
        if DateCrate::ALL.iter().any(|one| is_of(line, one.name())) {
            continue;
        }
        if !is_signed && CRATES_OF_SIGNATURES.iter().any(|one| is_of(line, one)) {
            continue;
        }
        // The lines of the first section are sorted.
        while let Some(wanted) = wanted.pop_if(|wanted| line.is_empty() || line > *wanted) {
            text.push_str(wanted);
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Whether the runtime depends on a crate, or has it to be tested with.
pub fn rust_depends_on(name: &str) -> bool {
    let mut lines = RUST_MANIFEST.lines();
    lines.any(|line| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(" = {") || rest.starts_with(" = \""))
    })
}

/// The oldest Rust that compiles the runtime.
pub fn rust_msrv() -> &'static str {
    between(RUST_MANIFEST, "\nrust-version = \"", "\"\n").trim_start_matches("\nrust-version = \"")
}

/// The text from `start` on, up to `end`; empty if either is missing.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let Some(at) = text.find(start) else {
        return "";
    };
    let length = text[at + start.len()..]
        .find(end)
        .map_or(0, |length| start.len() + length);
    &text[at..at + length]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name with which no file begins would be that of a file which all packages have.
    #[test]
    fn files_that_some_packages_do_without_are_found_by_their_names() {
        let runtimes = [RUST, TYPESCRIPT, PYTHON, GO, JAVA, RUBY, RUBY_SIGNATURES].concat();
        let names = [OF_FOREIGN, OF_HEADERS, OF_SIGNATURES, OF_XML].concat();
        for name in names {
            let is_there = runtimes.iter().any(|(path, _)| path.starts_with(name));
            assert!(is_there, "{name}");
        }
        for files in [RUST, TYPESCRIPT, PYTHON, GO, JAVA, RUBY] {
            for names in [OF_FOREIGN, OF_SIGNATURES, OF_XML] {
                assert!(without(files, names).count() < files.len(), "{names:?}");
            }
            assert_eq!(without(files, &[]).count(), files.len());
        }
    }

    #[test]
    fn the_manifest_of_the_runtime_has_what_packages_take() {
        let none = BTreeMap::new();
        let all = rust_dependencies(None, false, &none);
        for (name, present) in [
            ("reqwest", true),
            ("chrono", false),
            ("jiff", false),
            ("hmac", false),
        ] {
            assert_eq!(all.contains(&format!("\n{name} = ")), present, "{name}");
        }
        for name in ["chrono", "jiff", "time"] {
            let dependencies = rust_dependencies(Some(name), false, &none);
            let (own, _) = dependencies.split_once("\n\n").unwrap_or_default();
            assert!(own.contains(&format!("\n{name} = ")), "{own}");
            assert_eq!(dependencies.lines().count(), all.lines().count() + 1);
            assert!(own.lines().is_sorted(), "{own}");
        }
        let signed = rust_dependencies(None, true, &none);
        assert_eq!(signed.lines().count(), all.lines().count() + 3);
        let more = ["aaa", "zzz"].map(|name| (name.to_owned(), format!("{name} = \"1\"")));
        let dependencies = rust_dependencies(Some("jiff"), false, &more.into());
        let (own, _) = dependencies.split_once("\n\n").unwrap_or_default();
        assert!(own.lines().is_sorted(), "{own}");
        assert_eq!(dependencies.lines().count(), all.lines().count() + 3);
        assert!(rust_depends_on("serde") && !rust_depends_on("serd") && !rust_depends_on("uuid"));
        assert!(rust_features().starts_with("default = ["));
        assert!(rust_features().ends_with("tracing = [\"dep:tracing\"]"));
        assert!(rust_msrv().starts_with("1."), "{}", rust_msrv());
    }
}
