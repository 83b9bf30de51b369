//! Descriptions and what lowering makes of them.
//!
//! Each file of `specs/ok` is lowered without a problem to the IR beside it (`.ir.json`); each of `specs/reject` has the problems
//! beside it (`.txt`). `UPDATE_EXPECT=1 cargo test` writes what is there now; read it before you commit it.

use std::path::{Path, PathBuf};

use expect_test::expect_file;

#[test]
fn what_can_be_lowered() {
    let mut refused = String::new();
    for path in descriptions("ok") {
        let description = sdkwright::read(&path);
        if !description.diagnostics.is_empty() {
            refused.push_str(&format!("{}\n{}", path.display(), problems(&description)));
            continue;
        }
        let api = description.api.expect("without problems there is an API");
        let mut json = serde_json::to_string_pretty(&api).expect("the IR has a JSON form");
        json.push('\n');
        expect_file![path.with_extension("ir.json")].assert_eq(&json);
    }
    assert!(refused.is_empty(), "{refused}");
}

#[test]
fn what_cannot_be_lowered() {
    for path in descriptions("reject") {
        let description = sdkwright::read(&path);
        assert!(
            !description.diagnostics.is_empty(),
            "{} has no problem",
            path.display()
        );
        expect_file![path.with_extension("txt")].assert_eq(&problems(&description));
    }
}

/// The descriptions in a folder of `specs`, in order.
fn descriptions(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/specs")
        .join(folder);
    let entries = std::fs::read_dir(&folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

fn problems(description: &sdkwright::Description) -> String {
    let mut text = String::new();
    for problem in &description.diagnostics {
        text.push_str(&format!(
            "{:?} {} {}\n  {}\n",
            problem.severity, problem.code, problem.pointer, problem.message
        ));
        for (pointer, label) in &problem.related {
            text.push_str(&format!("  {pointer}: {label}\n"));
        }
        if let Some(help) = &problem.help {
            text.push_str(&format!("  help: {help}\n"));
        }
    }
    text
}
