//! How much memory references repeat: a `Spec` has a copy of an object for each use of it.

use std::collections::HashMap;

use serde_json::Value;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::limits::{MAX_REPEATED_BYTES, NODE_BYTES};
use crate::load::report::Report;
use crate::pointer::Pointer;

/// Counts what is repeated, and stops it at the limit.
#[derive(Default)]
pub(super) struct Repeats {
    bytes: usize,
    sizes: HashMap<Pointer, usize>,
}

impl Repeats {
    /// Whether the object at `target` may be copied once more, for its use at `user`; the first refusal is reported.
    pub fn allow(
        &mut self,
        user: &Pointer,
        target: &Pointer,
        raw: &Value,
        report: &mut Report,
    ) -> bool {
        if self.bytes > MAX_REPEATED_BYTES {
            return false;
        }
        let size = match self.sizes.get(target) {
            Some(size) => *size,
            None => {
                let size = bytes(raw);
                self.sizes.insert(target.clone(), size);
                size
            }
        };
        self.bytes += size;
        if self.bytes <= MAX_REPEATED_BYTES {
            return true;
        }
        let message = "the references repeat too much, here for one";
        report.push(
            Diagnostic::error(codes::TOO_MANY_NODES, user, message)
                .help("refer less often to objects that are large"),
        );
        false
    }
}

fn bytes(value: &Value) -> usize {
    NODE_BYTES
        + match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
            Value::String(text) => text.len(),
            Value::Array(items) => items.iter().map(bytes).sum(),
            Value::Object(members) => members
                .iter()
                .map(|(key, value)| key.len() + bytes(value))
                .sum(),
        }
}
