//! `Node`: a typed object, its raw value and its pointer, which walk through the description together.

use indexmap::IndexMap;
use serde_json::Value;

use crate::pointer::Pointer;

/// A place of the description.
#[derive(Clone)]
pub(super) struct Node<'a, T> {
    /// What the typed model says.
    pub typed: T,
    /// The same in the raw tree; null if it is not there.
    pub raw: &'a Value,
    /// Where it is.
    pub pointer: Pointer,
}

impl<'a, T> Node<'a, T> {
    /// These three, which the caller knows to belong together.
    pub fn new(typed: T, raw: &'a Value, pointer: Pointer) -> Self {
        Self {
            typed,
            raw,
            pointer,
        }
    }

    /// The same place, seen as something else.
    pub fn with<U>(&self, typed: U) -> Node<'a, U> {
        Node::new(typed, self.raw, self.pointer.clone())
    }

    /// The member `key`, whose typed value the caller has.
    pub fn member<U>(&self, key: &str, typed: U) -> Node<'a, U> {
        let raw = self.raw.get(key).unwrap_or(&Value::Null);
        Node::new(typed, raw, self.pointer.key(key))
    }

    /// The item at `index`, whose typed value the caller has.
    pub fn item<U>(&self, index: usize, typed: U) -> Node<'a, U> {
        let raw = self.raw.get(index).unwrap_or(&Value::Null);
        Node::new(typed, raw, self.pointer.index(index))
    }

    /// The items of the member `key`.
    pub fn items<'i, U>(&self, key: &str, typed: &'i [U]) -> Vec<Node<'a, &'i U>> {
        if typed.is_empty() {
            return Vec::new();
        }
        let list = self.member(key, ());
        let typed = typed.iter().enumerate();
        typed.map(|(index, item)| list.item(index, item)).collect()
    }

    /// The members of the member `key`, which is a map, with their names.
    pub fn entries<'m, U>(
        &self,
        key: &str,
        typed: &'m IndexMap<String, U>,
    ) -> Vec<(&'m String, Node<'a, &'m U>)> {
        if typed.is_empty() {
            return Vec::new();
        }
        let map = self.member(key, ());
        let typed = typed.iter();
        typed
            .map(|(name, value)| (name, map.member(name, value)))
            .collect()
    }

    /// The value of a keyword as written, which may be null.
    pub fn keyword(&self, key: &str) -> Option<Value> {
        self.raw.get(key).cloned()
    }

    /// The text of a keyword.
    pub fn text(&self, key: &str) -> Option<String> {
        Some(self.raw.get(key)?.as_str()?.to_owned())
    }

    /// The boolean of a keyword.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.raw.get(key)?.as_bool()
    }
}
