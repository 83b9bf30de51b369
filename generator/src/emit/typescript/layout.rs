//! Layout of expressions and types: on one line where they fit, else broken as the formatter of the language would break them.

use crate::emit::sink::{code, Code};

/// The longest line.
pub const WIDTH: usize = 120;

/// As much white space as is ever needed at the start of a line.
const SPACES: &str = "                                                                                                    ";

/// Something that can be laid out.
#[derive(Clone, Debug)]
pub enum Doc {
    /// What never breaks.
    Text(Code),
    /// One after another.
    Sequence(Vec<Doc>),
    /// Items in brackets.
    List(List),
    /// Types joined by `|`.
    Union(Vec<Doc>),
}

/// Items in brackets.
#[derive(Clone, Debug)]
pub struct List {
    kind: Kind,
    items: Vec<Doc>,
}

/// What a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// An object literal, which is always broken.
    Object,
    /// An object literal that stands on one line where it fits.
    Inline,
    /// An array literal.
    Array,
    /// Arguments or parameters.
    Arguments,
    /// Members of an object type.
    Members,
    /// Arguments of a type.
    Types,
}

impl Doc {
    /// An object literal, one property a line.
    pub fn object(items: Vec<Self>) -> Self {
        Self::List(List {
            kind: Kind::Object,
            items,
        })
    }

    /// An object literal, on one line where it fits.
    pub fn inline(items: Vec<Self>) -> Self {
        Self::List(List {
            kind: Kind::Inline,
            items,
        })
    }

    /// An array literal.
    pub fn array(items: Vec<Self>) -> Self {
        Self::List(List {
            kind: Kind::Array,
            items,
        })
    }

    /// Arguments or parameters.
    pub fn arguments(items: Vec<Self>) -> Self {
        Self::List(List {
            kind: Kind::Arguments,
            items,
        })
    }

    /// An object type.
    pub fn members(items: Vec<Self>) -> Self {
        Self::List(List {
            kind: Kind::Members,
            items,
        })
    }

    /// A type with its arguments.
    pub fn generic(name: Code, arguments: Vec<Code>) -> Self {
        let items = arguments.into_iter().map(Self::Text).collect();
        Self::after(
            name,
            Self::List(List {
                kind: Kind::Types,
                items,
            }),
        )
    }

    /// A text in front of something.
    pub fn after(text: Code, doc: Self) -> Self {
        Self::Sequence(vec![Self::Text(text), doc])
    }

    /// The text, where it begins at `column` of a line indented by `indent`, and `behind` more characters follow.
    pub fn print(&self, indent: usize, column: usize, behind: usize) -> Code {
        if let Some(flat) = self.flat() {
            if column + width(&flat) + behind <= WIDTH {
                return flat;
            }
        }
        match self {
            Self::Text(text) => text.clone(),
            Self::Sequence(parts) => {
                let mut at = column;
                let mut printed = Vec::new();
                for part in parts {
                    let text = part.print(indent, at, behind);
                    let last = text.as_str().rsplit('\n').next().unwrap_or_default();
                    at = if last.len() == text.as_str().len() {
                        at
                    } else {
                        0
                    } + last.chars().count();
                    printed.push(text);
                }
                Code::join(&printed, "")
            }
            Self::Union(parts) => {
                let lines: Vec<Code> = parts
                    .iter()
                    .map(|part| {
                        code!(
                            "\n{}| {}",
                            spaces(indent + 2),
                            part.print(indent + 4, indent + 4, 0)
                        )
                    })
                    .collect();
                Code::join(&lines, "")
            }
            Self::List(list) => list.broken(indent),
        }
    }

    /// The text on one line, if it may stand on one.
    fn flat(&self) -> Option<Code> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Sequence(parts) => flat(parts, ""),
            Self::Union(parts) => flat(parts, " | "),
            Self::List(list) => list.flat(),
        }
    }

    /// How many items a list of this kind has, for the rule about lists of lists.
    fn items_of(&self, wanted: Kind) -> usize {
        match self {
            Self::List(list) if list.kind == wanted => list.items.len(),
            _ => 0,
        }
    }
}

impl List {
    fn flat(&self) -> Option<Code> {
        let (open, close) = self.brackets();
        if self.items.is_empty() {
            return Some(code!("{}{}", open.trim_end(), close.trim_start()));
        }
        if self.kind == Kind::Object || self.is_table() {
            return None;
        }
        let items = flat(
            &self.items,
            if self.kind == Kind::Members {
                "; "
            } else {
                ", "
            },
        )?;
        Some(code!("{}{}{}", open, items, close))
    }

    /// A list of several lists, or of several objects, each of more than one item, is a table: a row a line.
    fn is_table(&self) -> bool {
        let all = |kind| self.items.iter().all(|item| item.items_of(kind) > 1);
        self.kind == Kind::Array && self.items.len() > 1 && (all(Kind::Array) || all(Kind::Inline))
    }

    fn brackets(&self) -> (&'static str, &'static str) {
        match self.kind {
            Kind::Object | Kind::Inline | Kind::Members => ("{ ", " }"),
            Kind::Array => ("[", "]"),
            Kind::Arguments => ("(", ")"),
            Kind::Types => ("<", ">"),
        }
    }

    fn broken(&self, indent: usize) -> Code {
        let (open, close) = self.brackets();
        let count = self.items.len();
        let lines = self.items.iter().enumerate().map(|(index, item)| {
            let end = match self.kind {
                Kind::Members => ";",
                // No comma may stand behind the last argument of a type.
                Kind::Types if index + 1 == count => "",
                Kind::Object | Kind::Inline | Kind::Array | Kind::Arguments | Kind::Types => ",",
            };
            code!(
                "\n{}{}{}",
                spaces(indent + 2),
                item.print(indent + 2, indent + 2, end.len()),
                end
            )
        });
        let lines: Vec<Code> = lines.collect();
        code!(
            "{}{}\n{}{}",
            open.trim_end(),
            Code::join(&lines, ""),
            spaces(indent),
            close.trim_start()
        )
    }
}

impl From<Code> for Doc {
    fn from(text: Code) -> Self {
        Self::Text(text)
    }
}

/// So much white space.
pub fn spaces(count: usize) -> &'static str {
    &SPACES[..count.min(SPACES.len())]
}

fn flat(parts: &[Doc], between: &'static str) -> Option<Code> {
    let parts: Option<Vec<Code>> = parts.iter().map(Doc::flat).collect();
    Some(Code::join(&parts?, between))
}

fn width(text: &Code) -> usize {
    text.as_str().chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &'static str) -> Doc {
        Doc::Text(code!("{}", text))
    }

    #[test]
    fn short_things_stand_on_one_line() {
        let list = Doc::array(vec![text("a"), Doc::inline(vec![text("b: 1")])]);
        assert_eq!(list.print(0, 0, 0).as_str(), "[a, { b: 1 }]");
        assert_eq!(Doc::array(Vec::new()).print(0, 0, 0).as_str(), "[]");
        assert_eq!(Doc::object(Vec::new()).print(0, 0, 0).as_str(), "{}");
    }

    #[test]
    fn long_things_are_broken() {
        let list = Doc::array(vec![text("a"), text("b")]);
        assert_eq!(list.print(2, 118, 0).as_str(), "[\n    a,\n    b,\n  ]");
        let union = Doc::Union(vec![text("A"), text("B")]);
        assert_eq!(union.print(0, 118, 0).as_str(), "\n  | A\n  | B");
    }

    #[test]
    fn a_list_of_lists_is_a_table() {
        let row = || Doc::array(vec![text("a"), text("b")]);
        assert_eq!(
            Doc::array(vec![row(), row()]).print(0, 0, 0).as_str(),
            "[\n  [a, b],\n  [a, b],\n]"
        );
    }
}
