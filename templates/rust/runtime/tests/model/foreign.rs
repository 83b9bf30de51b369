use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use crate::rt;
use crate::{error, round_trip};

rt::foreign!(::std::net::IpAddr);
rt::foreign!(::std::time::Duration);

#[test]
fn a_type_of_others_is_read_and_written_by_serde() {
    let text = r#"{"a":["192.0.2.1","2001:db8::1"]}"#;
    let value: BTreeMap<String, Vec<IpAddr>> = round_trip(text, text);
    assert_eq!(value["a"][0], IpAddr::from([192, 0, 2, 1]));
    let text = br#"{"secs":1,"nanos":5}"#;
    let value: Duration = rt::from_slice(text).unwrap();
    let written = rt::to_value(&value).unwrap();
    assert_eq!(rt::from_value::<Duration>(&written).unwrap(), value);
    assert_eq!(value, Duration::new(1, 5));
}

#[test]
fn what_it_refuses_is_an_error_at_its_place() {
    let found = error::<BTreeMap<String, Vec<IpAddr>>>(r#"{"a":["192.0.2.1",7]}"#).to_string();
    let begin = "$.a[1]: not core::net::ip_addr::IpAddr: ";
    assert!(found.starts_with(begin), "{found}");
    assert_eq!(
        error::<IpAddr>(r#""nowhere""#).to_string(),
        "not core::net::ip_addr::IpAddr: invalid IP address syntax"
    );
}
