use super::super as rt;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
struct Person {
    id: i64,
    name: Option<String>,
    email: rt::Nullable<String>,
    manager: Option<Option<Box<Person>>>,
    additional: BTreeMap<String, rt::Value>,
}
