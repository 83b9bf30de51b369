//! Where diagnostics point to.

use sdkwright::diagnostic::{Diagnostic, Part};
use sdkwright::load::{load_text, Loaded, Location};
use sdkwright::pointer::{FileId, Pointer};

const YAML: &str = "openapi: 3.0.3\r
info: {title: äöü, version: '1'}
paths: {}
x-a: &a
  one: 1
  two: [x, 'y']
x-b: *a
x-c:
- - deep
x-d: |
  text
  more
";

fn locate(loaded: &Loaded, path: &str, part: Part) -> (usize, usize, String) {
    let pointer = Pointer::from_text(FileId(0), path);
    let mut diagnostic = Diagnostic::error("test", &pointer, "test");
    diagnostic.part = part;
    let Location {
        line,
        column,
        bytes,
        ..
    } = loaded.sources.locate(&diagnostic);
    (line, column, format!("{}", bytes.len()))
}

fn value(loaded: &Loaded, path: &str) -> (usize, usize, usize) {
    let (line, column, length) = locate(loaded, path, Part::Value);
    (line, column, length.parse().expect("a number"))
}

#[test]
fn values_and_keys_of_yaml() {
    let loaded = load_text("a.yaml", YAML.as_bytes());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    assert_eq!(value(&loaded, "/openapi"), (1, 10, 5));
    // Columns are characters, lengths bytes.
    assert_eq!(value(&loaded, "/info/version"), (2, 29, 3));
    assert_eq!(value(&loaded, "/info"), (2, 7, 29));
    assert_eq!(value(&loaded, "/x-a/two/1"), (6, 12, 3));
    assert_eq!(value(&loaded, "/x-c/0/0"), (9, 5, 4));
    let (line, column, _) = locate(&loaded, "/x-a/one", Part::Key);
    assert_eq!((line, column), (5, 3));
}

#[test]
fn a_value_of_many_lines_is_shown_by_its_key() {
    let loaded = load_text("a.yaml", YAML.as_bytes());
    assert_eq!(value(&loaded, "/x-a"), (4, 1, 3));
    assert_eq!(value(&loaded, "/x-d"), (11, 3, 4));
}

#[test]
fn what_is_below_an_alias_is_where_its_anchor_is() {
    let loaded = load_text("a.yaml", YAML.as_bytes());
    assert_eq!(value(&loaded, "/x-b"), (7, 6, 2));
    assert_eq!(value(&loaded, "/x-b/one"), (5, 8, 1));
}

#[test]
fn what_is_not_there_is_shown_by_its_closest_ancestor() {
    let loaded = load_text("a.yaml", YAML.as_bytes());
    assert_eq!(value(&loaded, "/x-a/three/four"), (4, 1, 3));
    assert_eq!(value(&loaded, "/x-a/two/7"), (6, 3, 3));
}

#[test]
fn json_in_one_long_line() {
    let filler = "äx".repeat(100_000);
    let text = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"{filler}","version":1}},"paths":{{}},"x-a":"{filler}"}}"#
    );
    let loaded = load_text("a.json", text.as_bytes());
    let problem = loaded.diagnostics.iter().next().expect("a problem");
    let place = loaded.sources.locate(problem);
    let column = 1 + r#"{"openapi":"3.0.3","info":{"title":"","version":"#.len() + 200_000;
    assert_eq!((place.line, place.column), (1, column));
    let shown = loaded.sources.render(problem, false);
    assert!(shown.len() < 1_000, "{shown}");
    assert!(shown.contains(&format!("a.json:1:{column}")), "{shown}");
    assert!(shown.contains(r#","version":1},"paths""#), "{shown}");
}

#[test]
fn one_line_and_data() {
    let loaded = load_text(
        "dir/a.yaml",
        b"openapi: 3.0.3\ninfo: {title: a}\npaths: {}\n",
    );
    let problem = loaded.diagnostics.iter().next().expect("a problem");
    assert_eq!(
        loaded.sources.render_line(problem),
        "dir/a.yaml:2:1: warning[missing-keyword]: the Info Object lacks \"version\""
    );
    let data = serde_json::to_value(loaded.sources.located(problem)).expect("it is data");
    assert_eq!(data["location"]["line"], 2);
    assert_eq!(data["location"]["column"], 1);
    assert_eq!(data["code"], "missing-keyword");
    assert_eq!(data["pointer"], "#/info");
}

#[test]
fn a_file_that_is_not_there() {
    let loaded = sdkwright::load::load("no/such/file.yaml".as_ref(), &Default::default());
    let problem = loaded.diagnostics.iter().next().expect("a problem");
    assert_eq!(
        loaded.sources.render_line(problem),
        "no/such/file.yaml: error[unreadable-file]: the file cannot be read: there is no such file"
    );
    assert!(loaded
        .sources
        .render(problem, false)
        .contains("no/such/file.yaml"));
    assert!(loaded.spec.is_none());
}

#[test]
fn syntax_errors_of_json() {
    for (text, line, column, part) in [
        ("{\"a\": 1,}", 1, 9, "a comma stands after the last entry"),
        (
            "{\"a\": 1\n \"b\": 2}",
            2,
            2,
            "a comma or a closing brace is missing",
        ),
        ("{\"a\": tru}", 1, 10, "this word is none of JSON"),
        (
            "{\"a\": [1, 2}",
            1,
            12,
            "a comma or a closing bracket is missing",
        ),
        (
            "{\"a\": 1} x",
            1,
            10,
            "something follows the end of the document",
        ),
    ] {
        let loaded = load_text("a.json", text.as_bytes());
        let problem = loaded.diagnostics.iter().next().expect("a problem");
        let place = loaded.sources.locate(problem);
        assert!(
            problem.message.contains(part),
            "{text}: {}",
            problem.message
        );
        assert_eq!((place.line, place.column), (line, column), "{text}");
    }
}

#[test]
fn what_a_version_moved_is_shown_where_it_was() {
    let text = "swagger: '2.0'
info: {title: a, version: b}
paths:
  /a:
    post:
      parameters:
        - {name: body, in: body, schema: {type: string}}
        - {name: q, in: query, type: integer}
      responses: {'204': {description: c}}
definitions:
  D: {type: object}
";
    let loaded = load_text("a.yaml", text.as_bytes());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let line = |path: &str| value(&loaded, path).0;
    assert_eq!(line("/openapi"), 1);
    assert_eq!(line("/components/schemas/D/type"), 11);
    assert_eq!(line("/paths/~1a/post/parameters/0/schema/type"), 8);
    let schema = "/paths/~1a/post/requestBody/content/application~1json/schema/type";
    assert_eq!(value(&loaded, schema), (7, 49, 6));
}
