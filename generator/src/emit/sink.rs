//! Sinks: the only way for text to become code of a package that is made by templates.
//!
//! Templates with the extension `jinja` accept nothing but the inside of a [`Code`]: the escaper that is configured for them,
//! [`Sealed`], is none, so that a `String` in such a template does not compile. A `Code` is made by [`code!`] from format strings
//! of our own and other `Code`, or by [`Code::vouch`], which only the modules `literal` and `names` of a language call: there
//! text of a description becomes a literal, a comment or an identifier. Write `{{ name.0 }}` in a template.

use std::fmt;

use askama::filters::Safe;

use crate::ir::StatusPattern;

/// The escaper of templates that accept only [`Code`]: it escapes nothing because it accepts nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Sealed;

/// Text that is what it should be in the target language, whatever the description holds.
pub struct Code(pub Safe<Text>);

/// The inside of a [`Code`], which nothing else can make.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Code {
    /// Nothing.
    pub fn empty() -> Self {
        Self::vouch(String::new())
    }

    /// Text for which the caller answers: it was made harmless for the place it goes to.
    pub fn vouch(text: String) -> Self {
        Self(Safe(Text(text)))
    }

    /// What a template makes, which holds only `Code` itself.
    ///
    /// # Errors
    /// Those of the template, which come from `Display` only.
    pub fn render(template: &impl askama::Template) -> Result<Self, askama::Error> {
        template.render().map(Self::vouch)
    }

    /// The parts with `separator` between them.
    pub fn join<'c>(parts: impl IntoIterator<Item = &'c Self>, separator: &'static str) -> Self {
        let parts: Vec<&str> = parts.into_iter().map(Self::as_str).collect();
        Self::vouch(parts.join(separator))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0 .0 .0
    }

    /// Whether it is nothing.
    pub fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }
}

impl Clone for Code {
    fn clone(&self) -> Self {
        Self::vouch(self.as_str().to_owned())
    }
}

impl Default for Code {
    fn default() -> Self {
        Self::empty()
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Code {}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::FastWritable for Text {
    fn write_into(&self, out: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(out.write_str(&self.0)?)
    }
}

/// What may stand in the arguments of [`code!`]: code, numbers, and text of the generator's own source.
pub trait Sink {
    /// What is written.
    fn shown(&self) -> &dyn fmt::Display;
}

impl Sink for Code {
    fn shown(&self) -> &dyn fmt::Display {
        &self.0 .0
    }
}

impl Sink for &'static str {
    fn shown(&self) -> &dyn fmt::Display {
        self
    }
}

/// Digits, and `XX` or `default`.
impl Sink for StatusPattern {
    fn shown(&self) -> &dyn fmt::Display {
        self
    }
}

impl<T: Sink> Sink for &T {
    fn shown(&self) -> &dyn fmt::Display {
        (*self).shown()
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl Sink for $number {
            fn shown(&self) -> &dyn fmt::Display {
                self
            }
        })*
    };
}

numbers!(u8 u16 u32 u64 usize i64 bool);

/// `format!` that takes only [`Sink`] arguments, by position, and makes a [`Code`].
macro_rules! code {
    ($format:literal $(, $argument:expr)* $(,)?) => {
        $crate::emit::sink::Code::vouch(format!($format $(, $crate::emit::sink::Sink::shown(&$argument))*))
    };
}

pub(super) use code;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(askama::Template)]
    #[template(source = "{{ name.0 }};", ext = "jinja")]
    struct Line {
        name: Code,
    }

    #[test]
    fn code_is_made_of_code() -> askama::Result<()> {
        let list = code!("List<{}>", Code::vouch("Pet".to_owned()));
        let line = Code::render(&Line {
            name: code!("{}[{}]", list, 3_usize),
        })?;
        assert_eq!(line.as_str(), "List<Pet>[3];");
        Ok(())
    }

    /// Whoever vouches stands in a module that is read for it.
    #[test]
    fn only_literals_and_names_vouch() -> std::io::Result<()> {
        let mut folders = vec![std::path::PathBuf::from("src/emit")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let path = entry?.path();
                let name = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                if path.is_dir() {
                    folders.push(path);
                } else if !["literal.rs", "names.rs", "sink.rs"].contains(&name.as_str()) {
                    let text = std::fs::read_to_string(&path)?;
                    assert!(
                        !text.contains("::vouch("),
                        "{} vouches for code",
                        path.display()
                    );
                    assert!(
                        !text.contains("Safe("),
                        "{} makes code by itself",
                        path.display()
                    );
                }
            }
        }
        Ok(())
    }
}
