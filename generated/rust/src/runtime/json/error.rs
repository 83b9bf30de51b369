//! What can go wrong between a value and its JSON: errors that name the place.

use std::fmt;

/// A JSON text does not fit the type it is read as.
///
/// Displayed as `$.side_conversations[3].user_id: expected integer, found string "x"`. The path is collected while the error
/// travels up, so that reading without an error pays nothing for it.
pub struct DecodeError(Box<Inner>);

struct Inner {
    /// Innermost first.
    path: Vec<Step>,
    kind: DecodeErrorKind,
}

enum Step {
    Key(String),
    Index(usize),
}

/// What is wrong at the place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The value is of another kind.
    Mismatch {
        /// What the type reads, for example `integer`.
        expected: &'static str,
        /// What is there, for example `string "x"`, cut where it is long.
        found: String,
    },
    /// The value is of the right kind and out of the type's range or form.
    Invalid {
        /// What the type reads, for example `an RFC 3339 date-time`.
        expected: &'static str,
        /// What is there, cut where it is long.
        found: String,
    },
    /// A type of others does not take the value.
    Refused {
        /// The type.
        expected: &'static str,
        /// What it says.
        message: String,
    },
    /// A required property is not there.
    Missing {
        /// Its name.
        field: &'static str,
    },
    /// The text is longer than the client's limit.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The text is not JSON, or nested too deeply.
    Syntax {
        /// The parser's message, with line and column.
        message: String,
    },
}

impl DecodeError {
    pub(super) fn new(kind: DecodeErrorKind) -> Self {
        Self(Box::new(Inner {
            path: Vec::new(),
            kind,
        }))
    }

    /// A value of another kind than `expected`.
    pub fn mismatch(expected: &'static str, found: impl Into<String>) -> Self {
        Self::new(DecodeErrorKind::Mismatch {
            expected,
            found: found.into(),
        })
    }

    /// A value of the right kind that is not `expected`.
    pub fn invalid(expected: &'static str, found: &str) -> Self {
        Self::new(DecodeErrorKind::Invalid {
            expected,
            found: shorten(found),
        })
    }

    /// A value that the type `expected` refuses for the reason of `message`.
    pub fn refused(expected: &'static str, message: &str) -> Self {
        Self::new(DecodeErrorKind::Refused {
            expected,
            message: shorten(message),
        })
    }

    pub(super) fn missing(field: &'static str) -> Self {
        Self::new(DecodeErrorKind::Missing { field })
    }

    pub(in super::super) fn too_large(limit: usize) -> Self {
        Self::new(DecodeErrorKind::TooLarge { limit })
    }

    pub(super) fn syntax(message: impl fmt::Display) -> Self {
        Self::new(DecodeErrorKind::Syntax {
            message: message.to_string(),
        })
    }

    /// The error as seen from the object that has the failing value under `key`.
    pub fn at_key(mut self, key: &str) -> Self {
        self.0.path.push(Step::Key(key.to_owned()));
        self
    }

    /// The error as seen from the array that has the failing value at `index`.
    pub fn at_index(mut self, index: usize) -> Self {
        self.0.path.push(Step::Index(index));
        self
    }

    /// What is wrong.
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }

    /// The place in the JSON text (RFC 9535), for example `$.events[0].actor.id`; `$` for the text as a whole.
    ///
    /// A key that is not a plain word is written as a JSON string in brackets: `$.fields["a b"]`.
    pub fn path(&self) -> String {
        let mut text = "$".to_owned();
        for step in self.0.path.iter().rev() {
            match step {
                Step::Index(index) => text.push_str(&format!("[{index}]")),
                Step::Key(key) if is_word(key) => {
                    text.push('.');
                    text.push_str(key);
                }
                Step::Key(key) => {
                    text.push_str(&format!("[{}]", serde_json::Value::from(key.as_str())))
                }
            }
        }
        text
    }
}

fn is_word(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '-' || c == '$' || c == '@')
}

/// At most 80 characters of `text`: an error is no place for a whole body.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        match &self.0.kind {
            DecodeErrorKind::Mismatch { expected, found } => {
                write!(f, "expected {expected}, found {found}")
            }
            DecodeErrorKind::Invalid { expected, found } => {
                write!(f, "{found:?} is not {expected}")
            }
            DecodeErrorKind::Refused { expected, message } => {
                write!(f, "not {expected}: {message}")
            }
            DecodeErrorKind::Missing { field } => {
                write!(f, "required property {field:?} is missing")
            }
            DecodeErrorKind::TooLarge { limit } => {
                write!(f, "the body has more than {limit} bytes")
            }
            DecodeErrorKind::Syntax { message } => write!(f, "invalid JSON: {message}"),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.path())
            .field("kind", &self.0.kind)
            .finish()
    }
}

impl std::error::Error for DecodeError {}

/// A value cannot be written as JSON: a number that is not finite, or a failure of the writer.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError(Box<str>);

impl EncodeError {
    /// An error with a message.
    pub fn new(message: impl fmt::Display) -> Self {
        Self(message.to_string().into_boxed_str())
    }

    pub(super) fn at_key(self, key: &str) -> Self {
        Self(format!("{key}: {}", self.0).into_boxed_str())
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncodeError({:?})", self.0)
    }
}

impl std::error::Error for EncodeError {}
