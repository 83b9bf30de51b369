use serde_json::json;

use crate::rt;
use crate::types::{Actor, Labels, Setting, Target};
use crate::{error, round_trip};

#[test]
fn by_tag() {
    let text = r#"{"id":1,"manager":null,"kind":"person"}"#;
    assert!(matches!(round_trip::<Actor>(text, text), Actor::Person(_)));
    let alias = r#"{"kind":"user","id":1,"manager":null}"#;
    assert!(matches!(round_trip::<Actor>(alias, text), Actor::Person(_)));
    for unknown in [
        r#"{"a":[1],"kind":"robot"}"#,
        r#"{"kind":7}"#,
        "{}",
        "[1]",
        "null",
    ] {
        assert!(matches!(
            round_trip::<Actor>(unknown, unknown),
            Actor::Unknown(_)
        ));
    }
}

#[test]
fn a_known_tag_with_a_broken_value_is_an_error_with_its_place() {
    let found = error::<Vec<Actor>>(r#"[{"kind":"person","id":"x","manager":null}]"#);
    assert_eq!(
        found.to_string(),
        "$[0].id: expected integer, found string \"x\""
    );
}

#[test]
fn a_tag_that_the_type_lacks_is_added() {
    let mut labels = Labels::default();
    labels.additional_properties.insert("a".to_owned(), 1);
    assert_eq!(
        rt::to_value(&Actor::Labels(labels)).unwrap(),
        json!({"kind": "labels", "a": 1})
    );
}

#[test]
fn by_kind() {
    assert_eq!(
        round_trip::<Setting>("\"a\"", "\"a\""),
        Setting::Text("a".to_owned())
    );
    assert_eq!(round_trip::<Setting>("1", "1"), Setting::Count(1));
    let many = Setting::Many(vec![Setting::Count(1), Setting::Text("b".to_owned())]);
    assert_eq!(round_trip::<Setting>("[1,\"b\"]", "[1,\"b\"]"), many);
    assert_eq!(
        round_trip::<Setting>("1.5", "1.5"),
        Setting::Unknown(json!(1.5))
    );
    assert_eq!(
        round_trip::<Setting>("true", "true"),
        Setting::Unknown(json!(true))
    );
}

#[test]
fn by_structure() {
    let text = r#"{"id":1,"manager":null,"kind":"person"}"#;
    assert!(matches!(
        round_trip::<Target>(text, text),
        Target::Person(_)
    ));
    let named = r#"{"name":"a","x":1}"#;
    assert!(matches!(
        round_trip::<Target>(named, named),
        Target::Named(_)
    ));
    assert_eq!(round_trip::<Target>("2", "2.0"), Target::Number(2.0));
    // No evidence, but the first case that it can be read as.
    assert!(matches!(
        round_trip::<Target>(r#"{"name":"b"}"#, r#"{"name":"b"}"#),
        Target::Named(_)
    ));
    // Evidence of a person that cannot be read as one, nor as anything else.
    let broken = r#"{"manager":"x"}"#;
    assert!(matches!(
        round_trip::<Target>(broken, broken),
        Target::Unknown(_)
    ));
}
