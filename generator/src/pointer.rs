//! `Pointer`: the identity of every node of a description.
//!
//! A pointer is a file of the description and an RFC 6901 JSON pointer into it. Every later stage keeps the pointer of
//! what it was made from, so that any decision can be reported at its place in the source.

use std::fmt;
use std::sync::Arc;

/// A file of the description: an index into the sources that were loaded, 0 being the file named by the user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u16);

/// A step of a [`Pointer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'k> {
    /// To the member of an object with this name, unescaped.
    Key(&'k str),
    /// To the item of an array, counted from 0.
    Index(usize),
}

/// A JSON pointer (RFC 6901) into one file of the description.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    file: FileId,
    path: Arc<str>,
}

impl Pointer {
    /// The root of a file.
    pub fn root(file: FileId) -> Self {
        Self {
            file,
            path: Arc::from(""),
        }
    }

    /// A pointer from its text form, which is empty or starts with `/`.
    pub fn from_text(file: FileId, path: &str) -> Self {
        Self {
            file,
            path: Arc::from(path),
        }
    }

    /// The same path in another file.
    #[must_use]
    pub fn in_file(&self, file: FileId) -> Self {
        Self {
            file,
            path: Arc::clone(&self.path),
        }
    }

    /// The file pointed into.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The text form, `""` for the root, tokens escaped as in RFC 6901.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The pointer to a member of an object; `key` is the unescaped name.
    pub fn key(&self, key: &str) -> Self {
        self.steps([Step::Key(key)])
    }

    /// The pointer through members and items.
    pub fn steps<'k>(&self, steps: impl IntoIterator<Item = Step<'k>>) -> Self {
        // Room for the step of most.
        let mut path = String::with_capacity(self.path.len() + 32);
        path.push_str(&self.path);
        for step in steps {
            path.push('/');
            match step {
                Step::Key(key) => escape(key, &mut path),
                Step::Index(index) => path.push_str(&index.to_string()),
            }
        }
        Self {
            file: self.file,
            path: path.into(),
        }
    }

    /// The pointer through several members.
    pub fn keys(&self, keys: &[&str]) -> Self {
        self.steps(keys.iter().map(|key| Step::Key(key)))
    }

    /// The pointer to an item of an array.
    pub fn index(&self, index: usize) -> Self {
        self.steps([Step::Index(index)])
    }

    /// The pointer to what contains this node, `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let end = self.path.rfind('/')?;
        Some(Self {
            file: self.file,
            path: Arc::from(&self.path[..end]),
        })
    }

    /// The unescaped reference tokens, first to last.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.path.split('/').skip(1).map(unescape)
    }

    /// The last token, unescaped; `None` for the root.
    pub fn last(&self) -> Option<String> {
        self.path.rsplit_once('/').map(|(_, token)| unescape(token))
    }
}

fn escape(key: &str, path: &mut String) {
    if !key.contains(['~', '/']) {
        return path.push_str(key);
    }
    for part in key.chars() {
        match part {
            '~' => path.push_str("~0"),
            '/' => path.push_str("~1"),
            other => path.push(other),
        }
    }
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.path)
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{self}", self.file.0)
    }
}

impl serde::Serialize for Pointer {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_unescapes_tokens() {
        let pointer = Pointer::root(FileId(0))
            .keys(&["paths", "/a~b/{c}", "get"])
            .index(3);
        assert_eq!(pointer.path(), "/paths/~1a~0b~1{c}/get/3");
        assert_eq!(
            pointer.tokens().collect::<Vec<_>>(),
            ["paths", "/a~b/{c}", "get", "3"]
        );
        assert_eq!(
            pointer.parent().map(|p| p.to_string()).as_deref(),
            Some("#/paths/~1a~0b~1{c}/get")
        );
    }

    #[test]
    fn the_root_has_no_parent() {
        assert_eq!(Pointer::root(FileId(0)).parent(), None);
        assert_eq!(Pointer::root(FileId(0)).last(), None);
    }
}
