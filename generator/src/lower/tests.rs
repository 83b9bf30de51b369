//! Tests of the whole stage that need no description of their own; descriptions and what comes of them are in `tests/specs`.

use std::path::Path;

/// Languages that the IR must know nothing of.
const LANGUAGES: [&str; 10] = [
    "rust",
    "typescript",
    "javascript",
    "python",
    "golang",
    "java",
    "kotlin",
    "ruby",
    "csharp",
    "swift",
];

#[test]
fn no_file_names_a_language() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![source.join("ir"), source.join("lower")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("lower/tests.rs") {
                names_no_language(&path);
                seen += 1;
            }
        }
    }
    assert!(seen > 40);
}

fn names_no_language(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap().to_lowercase();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let is_language = LANGUAGES.contains(&word);
        assert!(!is_language, "{} names {word}", path.display());
    }
}
