//! The grammar must be at least as strict as the typed model: whatever it accepts, the model must read, because the model's own
//! errors help nobody and take it exponential time in deep schemas. And nothing may panic.
//!
//! The description is changed at random places, from a fixed seed, and loaded.

use sdkwright::codes;
use sdkwright::load::load_text;
use serde_json::{json, Value};

const CHANGES: usize = 400;

#[test]
fn the_model_reads_what_the_grammar_accepts() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../openapi/side_conversations.yaml"
    );
    let text = std::fs::read_to_string(path).expect("the description is there");
    let original: Value = serde_yaml::from_str(&text).expect("the description is YAML");
    // Examples are half of the nodes, and anything is allowed in them.
    let original = without(original, "examples");
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..CHANGES {
        let mut changed = original.clone();
        let place = change(&mut changed, &mut random);
        let loaded = load_text("changed.json", changed.to_string().as_bytes());
        let mut found = loaded.diagnostics.iter();
        let refused = found.find(|found| found.code == codes::REFUSED_BY_MODEL);
        assert_eq!(refused, None, "after a change {place}");
    }
}

/// An xorshift generator: the same numbers on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Changes one value somewhere, and says where and how.
fn change(value: &mut Value, random: &mut Random) -> String {
    let count = match value {
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    };
    if count == 0 || random.below(12) == 0 {
        *value = replacement(random);
        return format!("to {value}");
    }
    let index = random.below(count);
    match value {
        Value::Array(items) => format!("/{index}{}", change(&mut items[index], random)),
        Value::Object(members) => {
            let key = members.keys().nth(index).expect("it is there").clone();
            match random.below(15) {
                0 => {
                    members.shift_remove(&key);
                    format!("/{key} removed")
                }
                1 => {
                    let other = members
                        .keys()
                        .nth(random.below(count))
                        .expect("it is there");
                    let other = members[other].clone();
                    members.insert(key.clone(), other);
                    format!("/{key} replaced by a sibling")
                }
                _ => format!("/{key}{}", change(&mut members[&key], random)),
            }
        }
        _ => unreachable!("only collections have members"),
    }
}

fn replacement(random: &mut Random) -> Value {
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(18_446_744_073_709_551_615_u64),
        json!("text"),
        json!("object"),
        json!([]),
        json!(["text"]),
        json!({}),
        json!({"$ref": "#/components/schemas/Message"}),
        json!({"$ref": "#/components/responses/NotFound"}),
        json!({"type": "array", "nullable": true, "enum": [1, "a", null]}),
        json!({"description": "text"}),
        json!({"$ref": 1}),
    ];
    values[random.below(values.len())].clone()
}

fn without(value: Value, name: &str) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| without(item, name)).collect(),
        Value::Object(members) => members
            .into_iter()
            .filter(|(key, _)| key != name)
            .map(|(key, member)| (key, without(member, name)))
            .collect(),
        other => other,
    }
}
