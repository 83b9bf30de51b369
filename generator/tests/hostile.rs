//! Files made to harm: each is refused or read within the limits, by a named error, and none takes long.
//!
//! They are read one after another, so that the work and the memory of each can be told. Memory is the most that the process has
//! ever held, which Linux tells.

use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sdkwright::load::load_text;

/// No file may take a second as users build; with the assertions of our own code it may take three.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 3 } else { 1 });

/// No file may take more, in KiB.
const MOST_MEMORY: u64 = 512 * 1024;

/// Held while a file is read.
static ALONE: Mutex<()> = Mutex::new(());

/// The most memory that this process has held so far, in KiB.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or(u64::MAX)
}

/// Other systems do not tell.
#[cfg(not(target_os = "linux"))]
fn peak() -> u64 {
    0
}

/// The time that processors have spent on this process so far, which does not depend on what else the machine does.
#[cfg(unix)]
fn work() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let nanoseconds = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(time.tv_sec.unsigned_abs(), nanoseconds)
}

/// Elsewhere the clock on the wall has to do.
#[cfg(not(unix))]
fn work() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

/// The codes of what is reported.
fn codes(name: &str, bytes: &[u8]) -> Vec<&'static str> {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let start = work();
    let loaded = load_text(name, bytes);
    let codes = loaded.diagnostics.iter().map(|found| found.code).collect();
    for diagnostic in loaded.diagnostics.iter().take(3) {
        assert!(loaded.sources.render(diagnostic, false).len() < 10_000);
    }
    drop(loaded);
    let taken = work() - start;
    assert!(taken < LIMIT, "{name} took {taken:?}");
    let peak = peak();
    assert!(peak < MOST_MEMORY, "{name}: {} MiB by now", peak / 1024);
    codes
}

fn refused(name: &str, text: &str, code: &str) {
    let codes = codes(name, text.as_bytes());
    assert_eq!(codes, [code], "{name}");
}

/// A description whose only content is an extension, which may be anything.
fn with_extension(text: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: a, version: b}}\npaths: {{}}\nx-a: {text}\n")
}

fn json_with_extension(text: &str) -> String {
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"a","version":"b"}},"paths":{{}},"x-a":{text}}}"#
    )
}

#[test]
fn deep_nesting() {
    refused("json arrays", &"[".repeat(1_000_000), "too-deep");
    refused("json objects", &r#"{"":["#.repeat(14_000), "too-deep");
    refused(
        "yaml flow",
        &format!("a: {}", "[".repeat(1_000_000)),
        "too-deep",
    );
    refused("yaml flow mappings", &"{a: [".repeat(14_000), "too-deep");
    refused(
        "yaml sequences in a line",
        &"- ".repeat(1_000_000),
        "too-deep",
    );
    let mut block = String::new();
    for depth in 0..2_000 {
        let _ = writeln!(block, "{}a:", " ".repeat(depth));
    }
    refused("yaml block", &block, "too-deep");
    refused("yaml keys", &"? ".repeat(100_000), "too-deep");
}

#[test]
fn nesting_hidden_from_one_parser() {
    let hidden = format!("a: b # \u{2028}{}", "[".repeat(100_000));
    refused("line separator", &hidden, "ambiguous-line-break");
    let quoted = format!("a: [\"{}\"]", "[".repeat(100_000));
    assert!(!codes("brackets in quotes", quoted.as_bytes()).contains(&"too-deep"));
}

#[test]
fn many_nodes() {
    refused("yaml items", &"- \n".repeat(1_100_000), "too-many-nodes");
    refused(
        "yaml commas",
        &format!("a: [{}", "a,".repeat(1_100_000)),
        "too-many-nodes",
    );
    let items = format!("[{}0]", "0,".repeat(1_100_000));
    refused("json items", &json_with_extension(&items), "too-many-nodes");
    let objects = format!("[{}{{}}]", r#"{"a":0},"#.repeat(300_000));
    refused(
        "json objects",
        &json_with_extension(&objects),
        "too-many-nodes",
    );
}

#[test]
fn as_many_nodes_as_are_allowed() {
    let objects = format!("[{}{{}}]", r#"{"a":0},"#.repeat(199_000));
    let text = json_with_extension(&objects);
    assert!(codes("json objects", text.as_bytes()).is_empty());
    let items = format!("[{}0]", "0,".repeat(990_000));
    assert!(codes("yaml items", with_extension(&items).as_bytes()).is_empty());
}

#[test]
fn aliases() {
    let mut laughs = String::from("a0: &a0 [l, l, l, l, l, l, l, l, l, l]\n");
    for level in 1..20 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(laughs, "a{level}: &a{level} [{aliases}]");
    }
    refused("billion laughs", &laughs, "too-many-nodes");
    refused("an alias of itself", "a: &a [*a]", "too-deep");
    let long = "x".repeat(1_000_000);
    let text = format!("a: &a {long}\nb: [{}]", vec!["*a"; 100_000].join(", "));
    refused("long text", &text, "too-much-text");
    let text = format!(
        "? &a {long}\n: b\nc: [{}]",
        vec!["{*a : b}"; 1_000].join(", ")
    );
    refused("long keys", &text, "key-too-long");
}

#[test]
fn many_anchors() {
    let anchors: String = (0..300_000)
        .map(|index| format!("  - &a{index} x\n"))
        .collect();
    refused(
        "anchors",
        &with_extension(&format!("\n{anchors}")),
        "too-many-nodes",
    );
}

#[test]
fn long_text() {
    let long = "x".repeat(8 << 20);
    assert!(codes("yaml text", with_extension(&long).as_bytes()).is_empty());
    assert!(codes(
        "json text",
        json_with_extension(&format!("{long:?}")).as_bytes()
    )
    .is_empty());
    refused("a huge key", &format!("{{{long:?}: 1}}"), "key-too-long");
    refused("yaml", &"a".repeat(17 << 20), "file-too-large");
    refused(
        "json",
        &format!("[{}", " ".repeat(65 << 20)),
        "file-too-large",
    );
}

#[test]
fn long_pointers() {
    let open = format!(r#"{{"properties":{{"{}":"#, "k".repeat(4_000)).repeat(25);
    let members = (0..50_000).map(|index| format!(r#""p{index}":{{"type":"string"}}"#));
    let members = members.collect::<Vec<_>>().join(",");
    let text = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"a","version":"b"}},"paths":{{}},"components":{{"schemas":{{"a":{open}{{"properties":{{{members}}}}}{}}}}}}}"#,
        "}}".repeat(25)
    );
    refused("long pointers", &text, "too-much-text");
}

#[test]
fn many_problems() {
    let mut text = String::from("openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\n");
    for number in 0..50_000 {
        let _ = writeln!(text, "a{number}: 0");
    }
    let codes_found = codes("unknown keywords", text.as_bytes());
    assert_eq!(codes_found.last(), Some(&"too-many-problems"));
    let same = format!("{}\n", "a: 0\n".repeat(20_000));
    assert!(codes("one key many times", same.as_bytes()).len() < 300);
}

#[test]
fn many_references() {
    let mut schemas = String::new();
    for number in 0..50_000 {
        let _ = write!(
            schemas,
            r##""a{number}":{{"$ref":"#/components/schemas/a{}"}},"##,
            number + 1
        );
    }
    let text = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"a","version":"b"}},"paths":{{}},"components":{{"schemas":{{{schemas}"a50000":{{}}}}}}}}"#
    );
    let found = codes("a chain", text.as_bytes());
    assert_eq!(found.first(), Some(&"cyclic-reference"));
}

#[test]
fn references_that_repeat_large_objects() {
    let text = "x".repeat(100_000);
    let uses: Vec<_> = (0..5_000)
        .map(|number| format!(r##""/b{number}":{{"$ref":"#/paths/~1a"}}"##))
        .collect();
    let text = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"a","version":"b"}},"paths":{{"/a":{{"parameters":[{{"name":"p","in":"query","schema":{{}},"example":"{text}"}}],"get":{{"responses":{{"200":{{"description":""}}}}}},"put":{{"responses":{{"200":{{"description":""}}}}}}}},{}}}}}"#,
        uses.join(",")
    );
    refused("repeated", &text, "too-many-nodes");
}

#[test]
fn many_schemas() {
    let schemas: Vec<_> = (0..75_001)
        .map(|number| format!(r#""a{number}":{{}}"#))
        .collect();
    let text = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"a","version":"b"}},"paths":{{}},"components":{{"schemas":{{{}}}}}}}"#,
        schemas.join(",")
    );
    refused("schemas", &text, "too-many-nodes");
}

#[test]
fn many_that_are_compared() {
    let numbers = |count: usize, item: &dyn Fn(usize) -> String| {
        (0..count).map(item).collect::<Vec<_>>().join(",")
    };
    let media_types = numbers(51, &|i| format!(r#""application/x{i}":{{}}"#));
    let text = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"a","version":"b"}},"paths":{{"/a":{{"get":{{"responses":{{"200":{{"description":"","content":{{{media_types}}}}}}}}}}}}}}}"#
    );
    refused("media types", &text, "too-many-nodes");
    let security = numbers(51, &|_| "{}".to_owned());
    let text = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"a","version":"b"}},"paths":{{}},"security":[{security}]}}"#
    );
    refused("requirements", &text, "too-many-nodes");
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let members = numbers(2_001, &|_| r#"{"type":"string"}"#.to_owned());
        let text = format!(
            r#"{{"openapi":"3.0.3","info":{{"title":"a","version":"b"}},"paths":{{}},"components":{{"schemas":{{"a":{{"{keyword}":[{members}]}}}}}}}}"#
        );
        refused(keyword, &text, "too-many-nodes");
    }
}

#[test]
fn schemas_as_deep_as_allowed() {
    let depth = 28;
    let open = r#"{"allOf":["#.repeat(depth);
    let close = "]}".repeat(depth);
    let schema = format!(r#"{open}{{"type":"string"}}{close}"#);
    let text = |schema: &str| {
        format!(
            r#"{{"openapi":"3.0.3","info":{{"title":"a","version":"b"}},"paths":{{}},"components":{{"schemas":{{"a":{schema}}}}}}}"#
        )
    };
    assert!(codes("deep", text(&schema).as_bytes()).is_empty());
    let values = vec!["0"; 190_000].join(",");
    let heavy = format!(r#"{open}{{"example":[{values}]}}{close}"#);
    assert_eq!(
        codes("deep and heavy", text(&heavy).as_bytes()),
        ["too-deep"]
    );
}

#[test]
fn encodings() {
    refused("utf-16", "\u{feff}a", "wrong-type");
    assert_eq!(codes("utf-16", b"\xFF\xFEa\0:\0"), ["invalid-encoding"]);
    assert_eq!(codes("invalid", b"a: \xFF"), ["invalid-encoding"]);
    assert_eq!(codes("nul", b"a: \0"), ["invalid-encoding"]);
    assert_eq!(codes("nothing", b""), ["empty-file"]);
}

#[test]
fn the_output_holds_no_control_characters() {
    let text = "openapi: 3.0.3\n\"\\e[31mred\\a\\u009b\": 1\ninfo: 2\n";
    let loaded = load_text("a\u{1b}[31m.yaml", text.as_bytes());
    assert!(!loaded.diagnostics.is_empty());
    for diagnostic in &loaded.diagnostics {
        let shown =
            loaded.sources.render(diagnostic, false) + &loaded.sources.render_line(diagnostic);
        let control = shown.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(control, None, "{shown:?}");
    }
}
