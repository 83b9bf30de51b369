use std::collections::BTreeMap;

use crate::rt::{self, Base64, Base64Url, Decimal, Secret, Time, WithRest};
use crate::{error, round_trip};

#[test]
fn integers_are_exact() {
    for text in [
        "9223372036854775807",
        "-9223372036854775808",
        "9007199254740993",
    ] {
        assert_eq!(round_trip::<i64>(text, text).to_string(), text);
    }
    assert_eq!(
        round_trip::<u64>("18446744073709551615", "18446744073709551615"),
        u64::MAX
    );
    assert_eq!(
        error::<i64>("9223372036854775808").to_string(),
        "\"9223372036854775808\" is not an integer of 64 bits"
    );
    assert_eq!(
        error::<i32>("2147483648").to_string(),
        "\"2147483648\" is not an integer of 32 bits"
    );
    assert_eq!(
        error::<u32>("-1").to_string(),
        "\"-1\" is not an unsigned integer of 32 bits"
    );
    assert_eq!(error::<u64>("18446744073709551616").path(), "$");
}

#[test]
fn integers_may_be_written_as_floats_without_a_fraction() {
    assert_eq!(round_trip::<i64>("1.0", "1"), 1);
    assert_eq!(round_trip::<i32>("-1e3", "-1000"), -1000);
    assert_eq!(
        error::<i64>("1.5").to_string(),
        "\"1.5\" is not an integer of 64 bits"
    );
    // Beyond 2^53 a float does not say which integer is meant.
    assert!(rt::from_slice::<i64>(b"1e18").is_err());
}

#[test]
fn floats() {
    assert_eq!(round_trip::<f64>("1", "1.0"), 1.0);
    assert_eq!(round_trip::<f32>("0.1", "0.1"), 0.1);
    assert!(rt::to_bytes(&f64::NAN)
        .unwrap_err()
        .to_string()
        .contains("not finite"));
    assert!(rt::to_bytes(&vec![f32::INFINITY]).is_err());
    assert!(rt::from_slice::<f64>(b"1e999").is_err());
}

#[test]
fn decimals_keep_their_digits() {
    let text = "12345678901234567890.1234567890123456789000";
    let decimal: Decimal = rt::from_slice(text.as_bytes()).unwrap();
    assert_eq!(decimal.as_str(), text);
    assert_eq!(
        &rt::to_bytes(&vec![decimal]).unwrap()[..],
        format!("[{text}]").as_bytes()
    );
    assert_eq!(
        error::<Vec<Decimal>>("[\"1\"]").to_string(),
        "$[0]: expected number, found \"1\""
    );
    assert!("1e5".parse::<Decimal>().is_ok());
    for bad in ["", " 1", "0x1", "1.", "NaN", "1,5", "01"] {
        assert!(bad.parse::<Decimal>().is_err(), "{bad:?}");
    }
}

#[test]
fn date_times_have_any_offset_and_fraction() {
    for (text, again) in [
        ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"),
        ("2024-02-29T23:59:59.1+02:30", "2024-02-29T21:29:59.100Z"),
        (
            "2024-02-29t23:59:59.123456789123z",
            "2024-02-29T23:59:59.123456789Z",
        ),
        ("2024-02-29T23:59:59-00:00", "2024-02-29T23:59:59Z"),
    ] {
        let again = format!("\"{again}\"");
        round_trip::<rt::DateTime>(&format!("\"{text}\""), &again);
    }
    for bad in [
        "2023-02-29T00:00:00Z",
        "2024-02-29T23:59:59",
        "2024-02-29",
        "now",
        "",
    ] {
        let found = error::<rt::DateTime>(&format!("\"{bad}\""));
        assert_eq!(
            found.to_string(),
            format!("{bad:?} is not an RFC 3339 date-time")
        );
    }
}

#[test]
fn dates_and_times() {
    round_trip::<rt::Date>("\"2024-02-29\"", "\"2024-02-29\"");
    assert!(rt::from_slice::<rt::Date>(b"\"2024-02-30\"").is_err());
    round_trip::<Time>("\"23:59:59\"", "\"23:59:59\"");
    round_trip::<Time>("\"23:59:59.250Z\"", "\"23:59:59.250Z\"");
    round_trip::<Time>("\"01:02:03+05:30\"", "\"01:02:03+05:30\"");
    assert!("24:00:00".parse::<Time>().is_err());
    assert!("12:00:00Z-".parse::<Time>().is_err());
}

#[test]
fn bytes_in_both_alphabets_with_and_without_padding() {
    assert_eq!(round_trip::<Base64>("\"+/8=\"", "\"+/8=\"").0, [0xfb, 0xff]);
    assert_eq!(round_trip::<Base64>("\"+/8\"", "\"+/8=\"").0, [0xfb, 0xff]);
    assert_eq!(
        round_trip::<Base64Url>("\"-_8=\"", "\"-_8\"").0,
        [0xfb, 0xff]
    );
    assert!(rt::from_slice::<Base64>(b"\"-_8=\"").is_err());
    assert_eq!(format!("{:?}", Base64(vec![1, 2, 3])), "Base64(3 bytes)");
}

#[test]
fn secrets_are_not_shown() {
    let secret: Secret = round_trip("\"hunter2\"", "\"hunter2\"");
    assert_eq!(secret.expose(), "hunter2");
    assert_eq!(
        format!("{secret:?} {:?}", Some(&secret)),
        "[redacted] Some([redacted])"
    );
}

#[test]
fn tuples() {
    let text = r#"["a",1,true]"#;
    assert_eq!(
        round_trip::<(String, i64, bool)>(text, text),
        ("a".to_owned(), 1, true)
    );
    assert_eq!(round_trip::<(String,)>(text, r#"["a"]"#).0, "a");
    assert_eq!(
        error::<(String, String)>(r#"["a"]"#).to_string(),
        "expected an array of at least 2 items, found 1 items"
    );
    assert_eq!(
        error::<(String, String)>(r#"["a",1]"#).to_string(),
        "$[1]: expected string, found number 1"
    );
    let rest: WithRest<(String, i64), bool> =
        round_trip(r#"["a",1,true,false]"#, r#"["a",1,true,false]"#);
    assert_eq!(rest.rest, [true, false]);
    assert_eq!(error::<WithRest<(i64,), bool>>("[1,true,2]").path(), "$[2]");
}

#[test]
fn maps_and_options() {
    let map: BTreeMap<String, Option<i64>> = round_trip(r#"{"b":null,"a":1}"#, r#"{"a":1}"#);
    assert_eq!(map.len(), 2);
    assert_eq!(
        round_trip::<Vec<Option<i64>>>("[null,1]", "[null,1]"),
        [None, Some(1)]
    );
    assert_eq!(round_trip::<Option<Box<i64>>>("null", "null"), None);
}
