//! Text, CDATA and maps of lists, for which no description of the vectors has a keyword.

use crate::rt::{self, Notation};

static FORMS: rt::XmlForms = rt::XmlForms::new(
    r#"{"roots":[{"name":"doc","shape":3}],"shapes":[{"is":"string"},{"is":"number"},{"is":"boolean"},{"is":"object","fields":[{"key":"lang","name":"lang","at":"attribute","shape":0,"absent":"null"},{"key":"count","at":"text","shape":1}],"rest":{"each":true,"shape":4}},{"is":"object","fields":[{"key":"code","at":"cdata","shape":0}]}]}"#,
);
static ROOT: rt::XmlRoot = rt::XmlRoot {
    forms: &FORMS,
    index: 0,
};

#[test]
fn text_and_cdata() {
    let value = r#"{"lang":null,"count":3,"b":[{"code":"x]]>y\r<"},{"code":""}],"a":[]}"#;
    let document = r#"<?xml version="1.0" encoding="UTF-8"?><doc>3<b><![CDATA[x]]]]><![CDATA[>y]]>&#13;<![CDATA[<]]></b><b/></doc>"#;
    let written = ROOT.write(value.as_bytes()).expect("it has a form");
    assert_eq!(written, document);
    let read = ROOT.read(document.as_bytes()).expect("it is as described");
    assert_eq!(
        String::from_utf8(read).expect("it is UTF-8"),
        r#"{"lang":null,"count":3,"b":[{"code":"x]]>y\r<"},{"code":""}]}"#
    );
}

#[test]
fn document_types_are_refused() {
    assert!(ROOT.read(b"<!DOCTYPE doc><doc/>").is_err());
}
