//! Members of a map that another thread reads into the typed model, a few ahead of their use: the next ones are read while one is
//! resolved, and there are never many at a time.

use std::sync::mpsc;
use std::thread;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::node::Node;

/// How many members are read before their use.
const AHEAD: usize = 32;

/// Hands each member of the map at `node` to `then`, with its name, in the order of the description.
pub(super) fn each<T: DeserializeOwned + Send>(
    node: &Node<'_, ()>,
    mut then: impl FnMut(&str, &Node<'_, Result<T, serde_json::Error>>),
) {
    let Value::Object(members) = node.raw else {
        return;
    };
    let (sender, receiver) = mpsc::sync_channel(AHEAD);
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut read = members
                .iter()
                .map(|(name, raw)| (name, raw, T::deserialize(raw)));
            // It is only refused when nobody wants more.
            let _ = read.try_for_each(|member| sender.send(member));
        });
        for (name, raw, typed) in receiver {
            then(name, &Node::new(typed, raw, node.pointer.key(name)));
        }
    });
}
