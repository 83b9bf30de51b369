use std::collections::HashSet;

use crate::rt;
use crate::types::{Factor, Level, Priority, Size, Sort, State};
use crate::{error, round_trip};

#[test]
fn enums_of_strings_are_what_their_texts_are() {
    let closed = State::from("closed");
    assert_eq!(closed, State::Closed);
    assert_eq!(State::Unknown("closed".to_owned()), closed);
    assert_ne!(State::Open, State::Unknown("Open".to_owned()));
    let states: HashSet<_> = [State::Open, closed.clone(), State::from("closed")].into();
    assert_eq!(states.len(), 2);
    assert_eq!(
        format!("{closed:?} {:?}", Sort::Up),
        r#"State("closed") Sort("asc")"#
    );
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    assert_eq!(round_trip::<State>("\"open\"", "\"open\""), State::Open);
    let new: State = round_trip("\"arc\\u0068ived\"", "\"archived\"");
    assert_eq!(new, State::from("archived"));
    assert_eq!(
        (new.as_str(), new.to_string()),
        ("archived", "archived".to_owned())
    );
    assert_eq!(
        error::<State>("1").to_string(),
        "expected string, found number 1"
    );

    assert_eq!(round_trip::<Priority>("-1", "-1"), Priority::Low);
    assert_eq!(round_trip::<Priority>("7", "7"), Priority::from(7));
    assert_eq!(Priority::High.as_i64(), 2);

    assert_eq!(round_trip::<Size>("0.5", "0.5"), Size::Half);
    assert_eq!(round_trip::<Size>("1.0", "1"), Size::One);
    assert_eq!(round_trip::<Size>("\"auto\"", "\"auto\""), Size::Auto);
    assert_eq!(round_trip::<Size>("true", "true"), Size::Yes);
    assert_eq!(
        round_trip::<Size>("[2]", "[2]"),
        Size::Unknown(serde_json::json!([2]))
    );
}

#[test]
fn closed_enums_refuse_what_they_do_not_know() {
    assert_eq!(round_trip::<Sort>("\"desc\"", "\"desc\""), Sort::Down);
    assert_eq!(
        error::<Vec<Sort>>("[\"up\"]").to_string(),
        "$[0]: \"up\" is not one of the values of Sort"
    );
    assert_eq!(round_trip::<Level>("2", "2"), Level::Two);
    assert_eq!(
        error::<Level>("3").to_string(),
        "\"3\" is not one of the values of Level"
    );
    assert_eq!(round_trip::<Factor>("2", "2.0"), Factor::Double);
    assert!(rt::from_slice::<Factor>(b"3").is_err());
    assert_eq!((Sort::Up.as_str(), Level::One.as_i64()), ("asc", 1));
    assert_eq!(rt::to_value(&Factor::Half).unwrap(), serde_json::json!(0.5));
}
