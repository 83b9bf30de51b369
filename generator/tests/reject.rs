//! One mistake at a time in the hand-written description, and what is said about it.
//!
//! Each `*.edit` file in `specs/reject` and `specs/warn` holds one or more replacements, each of a text that occurs exactly once:
//!
//! ```text
//! # What the mistake is.
//! replace:
//! |      summary: List
//! with:
//! |      sumary: List
//! ```
//!
//! The `*.txt` file beside it holds the diagnostics as they are shown. `UPDATE_EXPECT=1 cargo test` writes these files; read
//! them before you commit them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use sdkwright::load::{load_text, Loaded};

const DESCRIPTION: &str = "side_conversations.yaml";

#[test]
fn every_mistake_is_an_error_at_its_place() {
    let cases = check_folder("reject", |loaded, case| {
        assert!(loaded.diagnostics.has_errors(), "{case} must be refused");
    });
    assert!(cases >= 60, "only {cases} mistakes are tested");
}

#[test]
fn what_does_not_hinder_generation_is_a_warning() {
    check_folder("warn", |loaded, case| {
        assert!(!loaded.diagnostics.has_errors(), "{case} must be accepted");
        assert!(!loaded.diagnostics.is_empty(), "{case} must be warned of");
        assert!(loaded.spec.is_some(), "{case} must be resolved");
    });
}

#[test]
fn the_description_itself_is_flawless() {
    let loaded = load_text(DESCRIPTION, description().as_bytes());
    assert_eq!(rendered(&loaded), "");
    assert!(loaded.spec.is_some());
}

#[test]
fn no_output_is_left_without_its_case() {
    for folder in ["reject", "warn"] {
        let stems = |extension| stems(&folder_of(folder), extension);
        assert_eq!(stems("txt"), stems("edit"), "in specs/{folder}");
    }
}

fn check_folder(folder: &str, check: impl Fn(&Loaded, &str)) -> usize {
    let folder = folder_of(folder);
    let cases = stems(&folder, "edit");
    for case in &cases {
        let edit = read(&folder.join(format!("{case}.edit")));
        let text = edited(&description(), &edit, case);
        let loaded = load_text(DESCRIPTION, text.as_bytes());
        check(&loaded, case);
        expect_file![folder.join(format!("{case}.txt"))].assert_eq(&rendered(&loaded));
    }
    cases.len()
}

fn rendered(loaded: &Loaded) -> String {
    let shown = loaded.diagnostics.iter();
    shown
        .map(|diagnostic| loaded.sources.render(diagnostic, false) + "\n")
        .collect::<Vec<_>>()
        .join("\n")
}

/// Applies all replacements of a case.
fn edited(text: &str, edit: &str, case: &str) -> String {
    let mut text = text.to_owned();
    let mut from = String::new();
    let mut to = String::new();
    let mut is_replacement = false;
    for line in edit.lines().chain(["replace:"]) {
        match line.strip_prefix('|') {
            Some(line) if is_replacement => to = to + line + "\n",
            Some(line) => from = from + line + "\n",
            None if line == "with:" => is_replacement = true,
            None if line == "replace:" => {
                text = replaced_once(&text, &from, &to, case);
                (from, to, is_replacement) = (String::new(), String::new(), false);
            }
            None => assert!(line.starts_with('#'), "{case}: what is {line:?}?"),
        }
    }
    text
}

fn replaced_once(text: &str, from: &str, to: &str, case: &str) -> String {
    if from.is_empty() {
        return text.to_owned() + to;
    }
    let count = text.matches(from).count();
    assert_eq!(count, 1, "{case}: the text must occur once:\n{from}");
    text.replacen(from, to, 1)
}

fn description() -> String {
    read(&root().join("../openapi").join(DESCRIPTION))
}

fn folder_of(name: &str) -> PathBuf {
    root().join("tests/specs").join(name)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stems(folder: &Path, extension: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension() == Some(OsStr::new(extension)))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}
