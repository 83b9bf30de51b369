use crate::rt::{self, Nullable};
use crate::types::{Labels, Nothing, Person};
use crate::{error, round_trip};

#[test]
fn four_cases_of_presence() {
    let person: Person = round_trip(
        r#"{"id": 1, "name": "a", "email": "b", "manager": null}"#,
        r#"{"id":1,"name":"a","email":"b","manager":null,"kind":"person"}"#,
    );
    assert_eq!(person.email, Nullable::Value("b".to_owned()));
    let person: Person = round_trip(
        r#"{"manager":null,"id":1}"#,
        r#"{"id":1,"manager":null,"kind":"person"}"#,
    );
    assert_eq!((person.name, person.email), (None, Nullable::Absent));
    let person: Person = round_trip(
        r#"{"id":1,"email":null,"manager":null}"#,
        r#"{"id":1,"email":null,"manager":null,"kind":"person"}"#,
    );
    assert_eq!(person.email, Nullable::Null);
}

#[test]
fn null_where_only_absent_is_declared_is_absent() {
    let person: Person = round_trip(
        r#"{"id":1,"name":null,"manager":null}"#,
        r#"{"id":1,"manager":null,"kind":"person"}"#,
    );
    assert_eq!(person.name, None);
}

#[test]
fn null_of_any_type_is_kept() {
    let text = r#"{"id":1,"manager":null,"anything":null,"kind":"person"}"#;
    assert_eq!(
        round_trip::<Person>(text, text).anything,
        Some(rt::Value::Null)
    );
}

#[test]
fn missing_required_properties_are_named_with_their_place() {
    assert_eq!(
        error::<Person>("{}").to_string(),
        r#"required property "id" is missing"#
    );
    assert_eq!(
        error::<Person>(r#"{"id":1}"#).to_string(),
        r#"required property "manager" is missing"#
    );
    let nested = error::<Vec<Person>>(r#"[{"id":1,"manager":{"id":2}}]"#);
    assert_eq!(
        nested.to_string(),
        r#"$[0].manager: required property "manager" is missing"#
    );
    assert_eq!(
        nested.kind(),
        &rt::DecodeErrorKind::Missing { field: "manager" }
    );
}

#[test]
fn unknown_properties_are_skipped_whatever_they_are() {
    let text = r#"{"new":{"a":[1,{"b":null}]},"id":1,"x":"\u00e9","manager":null,"y":[[]]}"#;
    assert_eq!(
        round_trip::<Person>(text, r#"{"id":1,"manager":null,"kind":"person"}"#).id,
        1
    );
}

#[test]
fn of_repeated_properties_the_last_wins() {
    let person: Person = round_trip(
        r#"{"id":1,"id":2,"manager":null}"#,
        r#"{"id":2,"manager":null,"kind":"person"}"#,
    );
    assert_eq!(person.id, 2);
}

#[test]
fn escaped_names_are_names() {
    let person: Person = round_trip(
        r#"{"\u0069d":3,"manager":null}"#,
        r#"{"id":3,"manager":null,"kind":"person"}"#,
    );
    assert_eq!(person.id, 3);
}

#[test]
fn additional_properties_are_kept_and_cannot_replace_known_ones() {
    let mut labels: Labels =
        round_trip(r#"{"b":2,"name":"n","a":1}"#, r#"{"name":"n","a":1,"b":2}"#);
    assert_eq!(labels.additional_properties.len(), 2);
    labels.additional_properties.insert("name".to_owned(), 7);
    assert_eq!(
        rt::to_value(&labels).unwrap(),
        serde_json::json!({"name": "n", "a": 1, "b": 2})
    );
    labels.name = None;
    assert_eq!(
        rt::to_value(&labels).unwrap(),
        serde_json::json!({"a": 1, "b": 2})
    );
    assert_eq!(
        error::<Labels>(r#"{"a b":"x"}"#).to_string(),
        r#"$["a b"]: expected integer, found string "x""#
    );
}

#[test]
fn empty_structs_are_objects() {
    round_trip::<Nothing>(r#"{"a":1}"#, "{}");
    assert_eq!(
        error::<Nothing>("[]").to_string(),
        "expected object, found an array"
    );
}

#[test]
fn more_than_64_properties() {
    struct Wide([rt::Held<i64>; 70]);
    static NAMES: [&str; 70] = {
        const ALL: &str = "p00p01p02p03p04p05p06p07p08p09p10p11p12p13p14p15p16p17p18p19p20p21p22p23p24p25p26p27p28p29p30p31p32p33p34\
            p35p36p37p38p39p40p41p42p43p44p45p46p47p48p49p50p51p52p53p54p55p56p57p58p59p60p61p62p63p64p65p66p67p68p69";
        let mut names = [""; 70];
        let mut index = 0;
        while index < 70 {
            names[index] = ALL.split_at(index * 3).1.split_at(3).0;
            index += 1;
        }
        names
    };
    static FIELDS: rt::Fields = rt::Fields {
        names: &NAMES,
        required: &[0, 63, 64, 69],
    };
    impl rt::Decode for Wide {
        fn decode(source: &mut dyn rt::Source) -> Result<Self, rt::DecodeError> {
            let mut held = std::array::from_fn(|_| rt::Held(None));
            let mut slots = held.each_mut().map(|slot| slot as &mut dyn rt::Slot);
            source.object(&FIELDS, &mut slots)?;
            Ok(Self(held))
        }
    }
    let all = rt::from_slice::<Wide>(br#"{"p69":69,"p00":0,"p63":63,"p64":64}"#).unwrap();
    for (index, held) in all.0.iter().enumerate() {
        let expected = [0, 63, 64, 69].contains(&index).then_some(index as i64);
        assert_eq!(held.0, expected);
    }
    assert_eq!(
        error::<Wide>(r#"{"p00":0,"p63":63,"p64":64}"#).to_string(),
        r#"required property "p69" is missing"#
    );
    assert_eq!(
        error::<Wide>(r#"{"p00":0,"p63":63,"p69":69}"#).to_string(),
        r#"required property "p64" is missing"#
    );
}

#[test]
fn serde_works_for_users() {
    let person: Person = serde_json::from_str(r#"{"id":1,"manager":null}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&person).unwrap(),
        r#"{"id":1,"manager":null,"kind":"person"}"#
    );
    let failed = serde_json::from_str::<Person>(r#"{"id":1,"manager":{"id":"x"}}"#).unwrap_err();
    assert!(
        failed
            .to_string()
            .starts_with(r#"$.manager.id: expected integer, found string "x""#),
        "{failed}"
    );
}

#[test]
fn constants_are_written_as_given() {
    assert_eq!(
        rt::to_value(&rt::Constant(r#"[1,null]"#)).unwrap(),
        serde_json::json!([1, null])
    );
    assert!(rt::to_value(&rt::Constant("[")).is_err());
}

#[test]
fn nullable_says_what_it_is() {
    assert_eq!(Nullable::from(3).value(), Some(&3));
    assert_eq!(Nullable::<i64>::from(None), Nullable::Null);
    assert_eq!(Nullable::<i64>::default(), Nullable::Absent);
    assert_eq!(Nullable::from(3).as_option(), Some(Some(&3)));
    assert_eq!(Nullable::<i64>::Null.as_option(), Some(None));
    assert_eq!(Nullable::<i64>::Absent.as_option(), None);
    assert_eq!(Nullable::from(3).into_value(), Some(3));
    assert!(Nullable::<i64>::Null.is_null() && Nullable::<i64>::Absent.is_absent());
}
