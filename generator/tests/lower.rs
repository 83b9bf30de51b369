//! Descriptions and what lowering makes of them.
//!
//! Each file of `specs/ok` is lowered without a problem, or with the warnings beside it (`.warnings.txt`), to the IR beside it
//! (`.ir.json`), or to the names in it (`.names.txt`); each of `specs/lower` has the problems beside it (`.txt`). `UPDATE_EXPECT=1 cargo test` writes what is there now; read it before you commit it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use expect_test::expect_file;

/// Descriptions that are about names and nothing else: their IR repeats one shape for hundreds of them.
const NAMES_ONLY: &[&str] = &["reserved_words"];

/// Descriptions that are about what is mended with a warning.
const MENDED: &[&str] = &["sloppy", "sloppy_30", "sloppy_31"];

fn trusted() -> sdkwright::load::Options {
    sdkwright::load::Options {
        own_types: true,
        ..Default::default()
    }
}

#[test]
fn what_can_be_lowered() {
    let mut refused = String::new();
    for path in descriptions("ok") {
        let description = sdkwright::read(&path, &trusted());
        let is_one_of = |stems: &[&str]| {
            stems
                .iter()
                .any(|stem| path.file_stem().is_some_and(|name| name == *stem))
        };
        if is_one_of(MENDED) {
            expect_file![path.with_extension("warnings.txt")].assert_eq(&problems(&description));
        } else if !description.diagnostics.is_empty() {
            refused.push_str(&format!("{}\n{}", path.display(), problems(&description)));
            continue;
        }
        let api = description.api.expect("without errors there is an API");
        if is_one_of(NAMES_ONLY) {
            let json = serde_json::to_value(&api).expect("the IR has a JSON form");
            let mut names = BTreeSet::new();
            collect_names(&json, &mut names);
            let names: String = names.into_iter().collect();
            expect_file![path.with_extension("names.txt")].assert_eq(&names);
            continue;
        }
        let mut json = serde_json::to_string_pretty(&api).expect("the IR has a JSON form");
        json.push('\n');
        expect_file![path.with_extension("ir.json")].assert_eq(&json);
    }
    assert!(refused.is_empty(), "{refused}");
}

/// A line for each name below: its spelling and its words.
fn collect_names(value: &serde_json::Value, names: &mut BTreeSet<String>) {
    let children: Vec<&serde_json::Value> = match value {
        serde_json::Value::Object(object) => object.values().collect(),
        serde_json::Value::Array(items) => items.iter().collect(),
        _ => return,
    };
    if let (Some(wire), Some(words)) = (value["wire"].as_str(), value["words"].as_array()) {
        let words: Vec<_> = words.iter().filter_map(|word| word.as_str()).collect();
        names.insert(format!("{wire}: {}\n", words.join(" ")));
    }
    for child in children {
        collect_names(child, names);
    }
}

/// The IR of the description that this project begins with.
#[test]
fn the_side_conversations() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let description = sdkwright::read(
        &root.join("../openapi/side_conversations.yaml"),
        &Default::default(),
    );
    assert!(
        description.diagnostics.is_empty(),
        "{}",
        problems(&description)
    );
    let mut json = serde_json::to_string_pretty(&description.api).expect("the IR has a JSON form");
    json.push('\n');
    expect_file![root.join("tests/golden/side_conversations.ir.json")].assert_eq(&json);
}

#[test]
fn what_cannot_be_lowered() {
    for path in descriptions("lower") {
        let description = sdkwright::read(&path, &trusted());
        assert!(
            !description.diagnostics.is_empty(),
            "{} has no problem",
            path.display()
        );
        expect_file![path.with_extension("txt")].assert_eq(&problems(&description));
    }
}

/// The time that processors have spent on this thread so far, which does not depend on what else the machine does.
#[cfg(unix)]
fn work() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let nanoseconds = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(time.tv_sec.unsigned_abs(), nanoseconds)
}

/// Elsewhere the clock on the wall has to do.
#[cfg(not(unix))]
fn work() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

/// More than any description takes, with the assertions of our own code.
const LIMIT: Duration = Duration::from_secs(3);

/// Chains and doublings that a careless walk would not come back from. `load` bounds chains of plain references.
#[test]
fn hostile_schemas_end_soon() {
    let reference = |index: usize| format!("{{$ref: '#/components/schemas/S{index}'}}");
    /// Writes the schema with this number.
    type Link<'a> = &'a dyn Fn(usize) -> String;
    let cases: [(&str, usize, Link<'_>); 5] = [
        ("wrappers", 2_000, &|i| {
            format!("{{nullable: true, allOf: [{}]}}", reference(i + 1))
        }),
        ("merges", 500, &|i| {
            format!(
                "{{allOf: [{}, {{type: object, properties: {{p{i}: {{type: string}}}}}}]}}",
                reference(i + 1)
            )
        }),
        ("unions", 500, &|i| {
            format!(
                "{{oneOf: [{}, {{type: array, items: {}}}]}}",
                reference(i + 1),
                reference(i + 1)
            )
        }),
        ("doubled unions", 40, &|i| {
            format!("{{oneOf: [{0}, {{nullable: true, allOf: [{0}]}}, {{type: object, required: [a{i}], properties: {{a{i}: {0}}}}}]}}", reference(i + 1))
        }),
        ("doubled objects", 40, &|i| {
            format!(
                "{{type: object, required: [a, b], properties: {{a: {0}, b: {0}}}}}",
                reference(i + 1)
            )
        }),
    ];
    for (name, count, schema) in cases {
        let mut text = String::from("openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    post:\n      operationId: a\n      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}\n      responses: {'204': {description: None.}}\ncomponents:\n  schemas:\n");
        for index in 0..count {
            text.push_str(&format!("    S{index}: {}\n", schema(index)));
        }
        text.push_str(&format!(
            "    S{count}: {{type: object, properties: {{x: {{type: string}}}}}}\n"
        ));
        let loaded = sdkwright::load::load_text(name, text.as_bytes());
        let spec = loaded
            .spec
            .unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics));
        let start = work();
        let (api, problems) = sdkwright::lower::lower(&spec);
        assert!(api.is_some() || problems.has_errors(), "{name}");
        let taken = work() - start;
        assert!(taken < LIMIT, "{name} took {taken:?}");
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
