use std::collections::BTreeMap;

use crate::error;
use crate::rt::{self, DecodeErrorKind};
use crate::types::Person;

#[test]
fn an_error_names_the_place_and_both_sides() {
    let text = r#"{"side_conversations":[{"id":1,"manager":null},{"id":"x","manager":null}]}"#;
    let found = error::<BTreeMap<String, Vec<Person>>>(text);
    assert_eq!(
        found.to_string(),
        r#"$.side_conversations[1].id: expected integer, found string "x""#
    );
    assert_eq!(found.path(), "$.side_conversations[1].id");
    let expected = DecodeErrorKind::Mismatch {
        expected: "integer",
        found: "string \"x\"".to_owned(),
    };
    assert_eq!(found.kind(), &expected);
}

#[test]
fn every_kind_is_told_from_every_other() {
    assert_eq!(
        error::<i64>("null").to_string(),
        "expected integer, found null"
    );
    assert_eq!(
        error::<i64>("true").to_string(),
        "expected integer, found true"
    );
    assert_eq!(
        error::<String>("1").to_string(),
        "expected string, found number 1"
    );
    assert_eq!(
        error::<String>("-1.5").to_string(),
        "expected string, found number -1.5"
    );
    assert_eq!(
        error::<bool>("{}").to_string(),
        "expected true or false, found an object"
    );
    assert_eq!(
        error::<f64>("[]").to_string(),
        "expected number, found an array"
    );
    assert_eq!(
        error::<Vec<i64>>("{}").to_string(),
        "expected array, found an object"
    );
    assert_eq!(
        error::<()>("0").to_string(),
        "expected null, found number 0"
    );
    assert_eq!(
        error::<Person>("\"p\"").to_string(),
        "expected object, found string \"p\""
    );
    assert_eq!(
        error::<Option<Vec<i64>>>("[1,null]").to_string(),
        "$[1]: expected integer, found null"
    );
}

#[test]
fn a_byte_order_mark_is_ignored() {
    assert_eq!(rt::from_slice::<i64>("\u{feff} 1".as_bytes()).unwrap(), 1);
    assert!(rt::from_slice::<i64>("\u{feff}\u{feff}1".as_bytes()).is_err());
}

#[test]
fn syntax_errors_have_a_place_too() {
    let cut = error::<Person>(r#"{"id":1,"manager":{"id":2,"name":"#);
    assert!(
        cut.to_string()
            .starts_with("$.manager.name: invalid JSON: EOF while parsing"),
        "{cut}"
    );
    assert!(matches!(
        error::<i64>("1 2").kind(),
        DecodeErrorKind::Syntax { .. }
    ));
    assert!(matches!(
        error::<i64>("").kind(),
        DecodeErrorKind::Syntax { .. }
    ));
    assert!(matches!(
        error::<String>("\"\\ud800\"").kind(),
        DecodeErrorKind::Syntax { .. }
    ));
    assert!(matches!(
        rt::from_slice::<String>(b"\"\xff\"").unwrap_err().kind(),
        DecodeErrorKind::Syntax { .. }
    ));
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(
        error::<rt::Value>(&deep).kind(),
        DecodeErrorKind::Syntax { .. }
    ));
    // What is skipped is not nested in memory, so that its depth does not matter.
    assert!(rt::from_slice::<Person>(
        format!(r#"{{"id":1,"manager":null,"unknown":{deep}}}"#).as_bytes()
    )
    .is_ok());
    let persons = format!(
        "{}null{}",
        r#"{"id":1,"manager":"#.repeat(100_000),
        "}".repeat(100_000)
    );
    assert!(matches!(
        error::<Person>(&persons).kind(),
        DecodeErrorKind::Syntax { .. }
    ));
    let most = format!("{}1{}", "[".repeat(120), "]".repeat(120));
    assert!(rt::from_slice::<rt::Value>(most.as_bytes()).is_ok());
}

#[test]
fn long_values_are_cut() {
    let found = error::<i64>(&format!("\"{}\"", "ä".repeat(10_000)));
    assert!(found.to_string().len() < 250, "{found}");
}

#[test]
fn random_damage_never_panics() {
    let text = r#"{"id":1,"name":"näme \u00e9","email":null,"manager":{"id":2,"manager":null},"anything":[1.5e3,{"a":true}]}"#;
    for index in 0..text.len() {
        for byte in [b'"', b'{', b'}', b'[', b'0', b',', 0, 0xff] {
            let mut damaged = text.as_bytes().to_vec();
            damaged[index] = byte;
            let _ = rt::from_slice::<Person>(&damaged).map_err(|error| error.to_string());
        }
        let _ =
            rt::from_slice::<Person>(&text.as_bytes()[..index]).map_err(|error| error.to_string());
    }
}
