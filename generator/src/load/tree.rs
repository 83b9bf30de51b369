//! `TreeSeed`: builds the raw tree from either parser, within the limits, and keeps what a map would silently lose.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::limits::{
    MAX_DEPTH, MAX_DIAGNOSTICS, MAX_KEY_BYTES, MAX_NODES, MAX_TEXT_BYTES, OBJECT_WEIGHT,
};

/// What the builder saw besides the tree itself.
#[derive(Debug, Default)]
pub(super) struct Builder {
    depth: usize,
    nodes: usize,
    text: usize,
    /// Problems that do not stop the parser, at most [`MAX_DIAGNOSTICS`] and one.
    pub findings: Vec<Finding>,
    /// Set if the parser was stopped by a limit.
    pub exceeded: Option<Limit>,
    /// Whether `<<` brings the members of other objects.
    has_merge_keys: bool,
}

/// A limit of [`super::limits`] on the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    Depth,
    Nodes,
    Text,
    Key,
}

/// A problem at a node, whose path is kept last token first.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub problem: Problem,
    pub path: Vec<Token>,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Key(String),
    Index(usize),
}

/// What the raw tree cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// A key that its object already has; the first value is kept.
    DuplicateKey,
    /// A YAML key that is neither text nor an integer.
    KeyIsNoText,
    /// A YAML number without a finite value.
    NotFinite,
    /// A merge key whose value is neither an object nor a list of objects.
    MergeIsNoObject,
}

/// The key that brings the members of other objects (YAML 1.1, type `merge`).
pub(super) const MERGE_KEY: &str = "<<";

impl Builder {
    /// For YAML, whose authors use merge keys, although YAML 1.2 has none.
    pub fn of_yaml() -> Self {
        Self {
            has_merge_keys: true,
            ..Self::default()
        }
    }

    /// The seed of the root.
    pub fn seed(&mut self) -> TreeSeed<'_> {
        TreeSeed(self)
    }

    fn find(&mut self, problem: Problem, token: Option<Token>) {
        if self.findings.len() <= MAX_DIAGNOSTICS {
            self.findings.push(Finding {
                problem,
                path: token.into_iter().collect(),
            });
        }
    }

    /// Adds the step that leads to all findings made since there were `known` of them.
    fn extend_paths(&mut self, known: usize, token: impl Fn() -> Token) {
        for finding in self.findings.iter_mut().skip(known) {
            finding.path.push(token());
        }
    }

    fn node<E: Error>(&mut self, weight: usize) -> Result<(), E> {
        self.nodes += weight;
        self.within(self.nodes <= MAX_NODES, Limit::Nodes)
    }

    fn text<E: Error>(&mut self, text: &str) -> Result<(), E> {
        self.text += text.len();
        self.within(self.text <= MAX_TEXT_BYTES, Limit::Text)
    }

    fn key<E: Error>(&mut self, key: &str) -> Result<(), E> {
        self.within(key.len() <= MAX_KEY_BYTES, Limit::Key)?;
        self.text(key)
    }

    fn deeper<E: Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        self.within(self.depth <= MAX_DEPTH, Limit::Depth)
    }

    fn within<E: Error>(&mut self, fits: bool, limit: Limit) -> Result<(), E> {
        if fits {
            return Ok(());
        }
        self.exceeded = Some(limit);
        Err(E::custom("limit"))
    }
}

/// Deserializes one node and all below it.
pub(super) struct TreeSeed<'b>(&'b mut Builder);

impl<'de> DeserializeSeed<'de> for TreeSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TreeSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.0.node(1)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.0.node(1)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.0.node(1)?;
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.0.node(1)?;
        Ok(Value::from(value))
    }

    // JSON has no integers beyond 64 bits in its parser either: they become the nearest number there.
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.0.node(1)?;
        match Number::from_f64(value) {
            Some(number) => Ok(Value::Number(number)),
            None => {
                self.0.find(Problem::NotFinite, None);
                // A number that nothing else is said about.
                Ok(Value::from(f64::MAX.copysign(value)))
            }
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.0.node(1)?;
        self.0.text(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.0.node(1)?;
        self.0.text(&value)?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let builder = self.0;
        builder.node(1)?;
        builder.deeper()?;
        let mut array = Vec::new();
        loop {
            let known = builder.findings.len();
            let item = items.next_element_seed(TreeSeed(builder))?;
            builder.extend_paths(known, || Token::Index(array.len()));
            match item {
                Some(item) => array.push(item),
                None => break,
            }
        }
        builder.depth -= 1;
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let builder = self.0;
        builder.node(OBJECT_WEIGHT)?;
        builder.deeper()?;
        let mut object = Map::new();
        let mut inherited = Map::new();
        while let Some(key) = entries.next_key_seed(KeySeed(builder))? {
            let known = builder.findings.len();
            let value = entries.next_value_seed(TreeSeed(builder))?;
            let Key::Text(key) = key else {
                builder.findings.truncate(known);
                continue;
            };
            if key == MERGE_KEY && builder.has_merge_keys {
                if !inherit(&mut inherited, value) {
                    builder.find(Problem::MergeIsNoObject, None);
                }
                builder.extend_paths(known, || Token::Key(key.clone()));
                continue;
            }
            builder.extend_paths(known, || Token::Key(key.clone()));
            match object.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(value);
                }
                Entry::Occupied(place) => {
                    let token = Token::Key(place.key().clone());
                    builder.find(Problem::DuplicateKey, Some(token));
                }
            }
        }
        builder.depth -= 1;
        // What the object says itself prevails.
        inherited.extend(object);
        Ok(Value::Object(inherited))
    }

    // Tags are reported by the check of the YAML events; here only the content counts.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (IgnoredAny, content) = tagged.variant()?;
        content.newtype_variant_seed(self)
    }
}

/// Adds what a merge key brings; of equal keys the first prevails. `false`: there is more than objects.
fn inherit(inherited: &mut Map<String, Value>, value: Value) -> bool {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                inherited.entry(key).or_insert(member);
            }
            true
        }
        Value::Array(items) => items
            .into_iter()
            .all(|item| item.is_object() && inherit(inherited, item)),
        _ => false,
    }
}

/// A key of a mapping.
enum Key {
    Text(String),
    Other,
}

/// Deserializes a key; YAML integers (`200:`) become text.
struct KeySeed<'b>(&'b mut Builder);

impl KeySeed<'_> {
    fn other(self, text: String) -> Key {
        self.0.find(Problem::KeyIsNoText, Some(Token::Key(text)));
        Key::Other
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        self.0.key(key)?;
        Ok(Key::Text(key.to_owned()))
    }

    fn visit_string<E: Error>(self, key: String) -> Result<Key, E> {
        self.0.key(&key)?;
        Ok(Key::Text(key))
    }

    fn visit_u64<E: Error>(self, key: u64) -> Result<Key, E> {
        Ok(Key::Text(key.to_string()))
    }

    fn visit_i64<E: Error>(self, key: i64) -> Result<Key, E> {
        Ok(Key::Text(key.to_string()))
    }

    fn visit_u128<E: Error>(self, key: u128) -> Result<Key, E> {
        Ok(Key::Text(key.to_string()))
    }

    fn visit_i128<E: Error>(self, key: i128) -> Result<Key, E> {
        Ok(Key::Text(key.to_string()))
    }

    fn visit_f64<E: Error>(self, key: f64) -> Result<Key, E> {
        Ok(self.other(key.to_string()))
    }

    fn visit_bool<E: Error>(self, key: bool) -> Result<Key, E> {
        Ok(self.other(key.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Key, E> {
        Ok(self.other("null".into()))
    }

    fn visit_none<E: Error>(self) -> Result<Key, E> {
        self.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Key, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(self.other(String::new()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Key, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(self.other(String::new()))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Key, A::Error> {
        let (IgnoredAny, content) = tagged.variant()?;
        content.newtype_variant_seed(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yaml(text: &str) -> (Value, Builder) {
        let mut builder = Builder::of_yaml();
        let deserializer = serde_yaml::Deserializer::from_str(text);
        let value = builder.seed().deserialize(deserializer).expect("parses");
        (value, builder)
    }

    #[test]
    fn integer_keys_become_text_and_other_keys_are_found() {
        let (value, builder) = yaml("a:\n- {200: x, true: y, 1.5: z}");
        assert_eq!(value, serde_json::json!({"a": [{"200": "x"}]}));
        let path = |key: &str| {
            vec![
                Token::Key(key.into()),
                Token::Index(0),
                Token::Key("a".into()),
            ]
        };
        assert_eq!(
            builder.findings,
            ["true", "1.5"].map(|key| Finding {
                problem: Problem::KeyIsNoText,
                path: path(key)
            })
        );
    }

    #[test]
    fn the_first_of_two_equal_keys_is_kept() {
        let mut builder = Builder::default();
        let mut json = serde_json::Deserializer::from_str(r#"{"a":{"b":1,"b":2}}"#);
        let value = builder.seed().deserialize(&mut json).expect("parses");
        assert_eq!(value, serde_json::json!({"a": {"b": 1}}));
        assert_eq!(builder.findings.len(), 1);
        assert_eq!(builder.findings[0].problem, Problem::DuplicateKey);
    }

    #[test]
    fn merge_keys_bring_members_that_the_object_prevails_over() {
        let (value, builder) =
            yaml("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: [*a, *b], x: 5, w: 6}");
        assert_eq!(
            value["c"],
            serde_json::json!({"x": 5, "y": 2, "z": 4, "w": 6})
        );
        assert_eq!(builder.findings, []);
        let (value, builder) = yaml("{<<: 1, a: 2}");
        assert_eq!(value, serde_json::json!({"a": 2}));
        assert_eq!(builder.findings[0].problem, Problem::MergeIsNoObject);
        assert_eq!(builder.findings[0].path, [Token::Key("<<".into())]);
    }

    #[test]
    fn numbers_keep_their_value() {
        let (value, builder) = yaml("[18446744073709551615, -9, 1.5, .inf, 0x10, 010]");
        assert_eq!(
            value,
            serde_json::json!([18446744073709551615u64, -9, 1.5, f64::MAX, 16, "010"])
        );
        assert_eq!(builder.findings[0].problem, Problem::NotFinite);
    }
}
