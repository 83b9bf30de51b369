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
    let mut seen = 0;
    for folder in ["ir", "lower"] {
        for entry in std::fs::read_dir(source.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("lower/tests.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
            for word in text.split(|c: char| !c.is_alphanumeric()) {
                assert!(
                    !LANGUAGES.contains(&word),
                    "{} names {word}",
                    path.display()
                );
            }
            seen += 1;
        }
    }
    assert!(seen > 20);
}
