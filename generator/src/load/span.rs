//! `SpanTree`: where every node of a file stands in its text.
//!
//! It is built only when a diagnostic is shown, by a scan of its own, because the parsers of the raw tree keep no positions.
//! Aliases are links to the node with the anchor, never expanded.

use std::ops::Range;

use super::limits::MAX_DEPTH;
use super::tree::MERGE_KEY;
use crate::pointer::Pointer;

/// A place in the text, in bytes.
pub(super) type Bytes = Range<usize>;

/// The spans of one file; the root is the first node.
#[derive(Debug, Default)]
pub(super) struct SpanTree {
    nodes: Vec<Node>,
    /// The texts of all keys, one after the other.
    keys: String,
}

#[derive(Debug)]
struct Node {
    value: Range<u32>,
    key: Option<Key>,
    first_child: Option<u32>,
    next_sibling: Option<u32>,
    /// The node whose children are to be looked at instead.
    alias_of: Option<u32>,
    is_collection: bool,
}

#[derive(Clone, Debug)]
struct Key {
    span: Range<u32>,
    text: Range<u32>,
}

/// Where a pointer leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The key under which the node stands, if it is a member of an object.
    pub key: Option<Bytes>,
    /// The value.
    pub value: Bytes,
    /// Whether the value is an object or array.
    pub is_collection: bool,
    /// `false` if the node itself is not in the text, and this is its closest ancestor.
    pub is_exact: bool,
}

impl SpanTree {
    /// The node at the pointer, or its deepest ancestor that exists; `None` for a file without nodes.
    pub fn find(&self, pointer: &Pointer) -> Option<Found> {
        let mut at = 0;
        let mut is_exact = true;
        for token in pointer.tokens() {
            match self.child(at, &token) {
                Some(child) => at = child,
                None => {
                    is_exact = false;
                    break;
                }
            }
        }
        let node = self.node(at)?;
        Some(Found {
            key: node.key.as_ref().map(|key| bytes(&key.span)),
            value: bytes(&node.value),
            is_collection: node.is_collection,
            is_exact,
        })
    }

    /// The second key of the same name in the same object.
    pub fn duplicate_key(&self, pointer: &Pointer) -> Option<Bytes> {
        let mut at = 0;
        for token in pointer.parent()?.tokens() {
            at = self.child(at, &token)?;
        }
        let name = pointer.last()?;
        let mut same = self
            .children(at)
            .filter_map(|(_, node)| node.key.as_ref())
            .filter(|key| self.key_text(key) == name);
        same.nth(1).map(|key| bytes(&key.span))
    }

    fn node(&self, id: u32) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    fn child(&self, at: u32, token: &str) -> Option<u32> {
        self.own_child(at, token)
            .or_else(|| self.inherited_child(at, token, MAX_DEPTH))
    }

    /// A member that a merge key brings: of an object, or of the first object of a list that has it.
    fn inherited_child(&self, at: u32, token: &str, depth: usize) -> Option<u32> {
        let depth = depth.checked_sub(1)?;
        let merged = self.own_child(at, MERGE_KEY)?;
        let from = |object| {
            self.own_child(object, token)
                .or_else(|| self.inherited_child(object, token, depth))
        };
        let items = self.children(merged).filter(|(_, node)| node.key.is_none());
        let mut items = items.map(|(id, _)| id);
        from(merged).or_else(|| items.find_map(from))
    }

    fn own_child(&self, at: u32, token: &str) -> Option<u32> {
        let found = self
            .children(at)
            .enumerate()
            .find(|(index, (_, node))| match &node.key {
                Some(key) => self.key_text(key) == token,
                None => token.parse() == Ok(*index),
            });
        found.map(|(_, (id, _))| id)
    }

    fn children(&self, at: u32) -> impl Iterator<Item = (u32, &Node)> {
        let owner = self.node(at);
        let owner = match owner.and_then(|node| node.alias_of) {
            Some(target) => self.node(target),
            None => owner,
        };
        let mut next = owner.and_then(|node| node.first_child);
        std::iter::from_fn(move || {
            let id = next?;
            let node = self.node(id)?;
            next = node.next_sibling;
            Some((id, node))
        })
    }

    fn key_text(&self, key: &Key) -> &str {
        let text = bytes(&key.text);
        self.keys.get(text).unwrap_or_default()
    }
}

/// Builds a [`SpanTree`] from a stream of parser events.
#[derive(Debug, Default)]
pub(super) struct SpanBuilder {
    tree: SpanTree,
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    id: u32,
    last_child: Option<u32>,
    key: Option<Key>,
}

impl SpanBuilder {
    /// The next value of the open object stands under this key.
    pub fn key(&mut self, span: Bytes, text: &str) {
        let start = self.tree.keys.len();
        self.tree.keys.push_str(text);
        let text = narrow(&(start..self.tree.keys.len()));
        if let Some(open) = self.open.last_mut() {
            open.key = Some(Key {
                span: narrow(&span),
                text,
            });
        }
    }

    /// A scalar.
    pub fn leaf(&mut self, span: Bytes) -> u32 {
        self.add(span, false)
    }

    /// An alias of the node with this id.
    pub fn alias(&mut self, span: Bytes, target: Option<u32>) {
        let id = self.add(span, false);
        if let Some(node) = self.tree.nodes.get_mut(id as usize) {
            node.alias_of = target;
        }
    }

    /// The start of an object or array.
    pub fn begin(&mut self, start: usize) -> u32 {
        let id = self.add(start..start, true);
        self.open.push(Open {
            id,
            last_child: None,
            key: None,
        });
        id
    }

    /// The end of the innermost open object or array; `None`: where its last child ends.
    pub fn end(&mut self, end: Option<usize>) {
        let Some(open) = self.open.pop() else { return };
        let end = end.map(to_u32).or_else(|| {
            let child = self.tree.node(open.last_child?)?;
            Some(child.value.end)
        });
        if let (Some(node), Some(end)) = (self.tree.nodes.get_mut(open.id as usize), end) {
            node.value.end = end;
        }
    }

    /// The tree; what is still open ends with the text.
    pub fn finish(mut self, length: usize) -> SpanTree {
        while !self.open.is_empty() {
            self.end(Some(length));
        }
        self.tree
    }

    fn add(&mut self, span: Bytes, is_collection: bool) -> u32 {
        let id = to_u32(self.tree.nodes.len());
        let mut key = None;
        if let Some(open) = self.open.last_mut() {
            key = open.key.take();
            let previous = open.last_child.replace(id);
            let link = match previous {
                Some(previous) => self
                    .tree
                    .nodes
                    .get_mut(previous as usize)
                    .map(|node| &mut node.next_sibling),
                None => self
                    .tree
                    .nodes
                    .get_mut(open.id as usize)
                    .map(|node| &mut node.first_child),
            };
            if let Some(link) = link {
                *link = Some(id);
            }
        }
        self.tree.nodes.push(Node {
            value: narrow(&span),
            key,
            first_child: None,
            next_sibling: None,
            alias_of: None,
            is_collection,
        });
        id
    }
}

// Files are far below 4 GiB (see `limits`), so nothing is cut off here.
fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn narrow(span: &Bytes) -> Range<u32> {
    to_u32(span.start)..to_u32(span.end)
}

fn bytes(span: &Range<u32>) -> Bytes {
    span.start as usize..span.end as usize
}
