//! Descriptions as large as is allowed, read as `cargo xtask` reads them: none takes more memory than is promised.
//!
//! What is refused and how long it takes is tested beside the library, with another allocator.

#![cfg(target_os = "linux")]

use std::fs;
use std::process::Command;

/// KiB.
const MOST_MEMORY: u64 = 512 * 1024;

/// Reads a description with these members beside those that it must have.
fn read(what: &str, members: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("api.json");
    let text = format!(r#"{{"openapi":"3.0.3","info":{{"title":"a","version":"b"}},{members}}}"#);
    fs::write(&file, text).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("bench-read")
        .arg(&file)
        .output()
        .expect("xtask runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what} is as allowed: {said}");
    let peak = String::from_utf8_lossy(&output.stdout);
    let peak: u64 = peak.trim().parse().expect("a number");
    assert!(peak > 0, "the system tells");
    assert!(peak < MOST_MEMORY, "{what} took {} MiB", peak / 1024);
}

/// `count` members of an object.
fn members(count: usize, member: impl Fn(usize) -> String) -> String {
    (0..count).map(member).collect::<Vec<_>>().join(",")
}

fn schemas(members: &str) -> String {
    format!(r#""paths":{{}},"components":{{"schemas":{{{members}}}}}"#)
}

#[test]
fn objects_in_objects() {
    let open = r#"{"type":"object","properties":{"a":"#.repeat(20);
    let close = "}}".repeat(20);
    let all = members(3_500, |index| {
        format!(r#""a{index}":{open}{{"type":"string"}}{close}"#)
    });
    read("objects in objects", &schemas(&all));
}

#[test]
fn enums() {
    let all = members(74_000, |index| {
        format!(r#""a{index}":{{"type":"string","enum":["a","b"]}}"#)
    });
    read("enums", &schemas(&all));
}

#[test]
fn one_enum() {
    let all = members(900_000, |index| format!(r#""v{index}""#));
    read(
        "one enum",
        &schemas(&format!(r#""a":{{"type":"string","enum":[{all}]}}"#)),
    );
}

#[test]
fn operations() {
    let all = members(22_000, |index| {
        format!(
            r#""/p{index}":{{"get":{{"operationId":"o{index}","responses":{{"200":{{"description":"d","content":{{"application/json":{{"schema":{{"type":"object","properties":{{"a":{{"type":"string"}}}}}}}}}}}}}}}}}}"#
        )
    });
    read("operations", &format!(r#""paths":{{{all}}}"#));
}
