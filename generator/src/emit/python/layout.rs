//! Laying code out as the formatter of the language would: on one line if it fits, else an item a line.

use crate::emit::sink::{code, Code};

/// The longest line.
pub const WIDTH: usize = 120;

/// An expression or a list of arguments.
#[derive(Clone, Debug)]
pub enum Doc {
    /// Text on one line.
    Text(Code),
    /// Items between brackets; `head` stands before the opening one.
    Group {
        head: Code,
        brackets: (&'static str, &'static str),
        items: Vec<Doc>,
    },
}

impl Doc {
    /// A call.
    pub fn call(head: Code, items: Vec<Doc>) -> Self {
        Self::Group {
            head,
            brackets: ("(", ")"),
            items,
        }
    }

    /// A list.
    pub fn list(items: Vec<Doc>) -> Self {
        Self::Group {
            head: Code::empty(),
            brackets: ("[", "]"),
            items,
        }
    }

    /// A tuple.
    pub fn tuple(items: Vec<Doc>) -> Self {
        Self::Group {
            head: Code::empty(),
            brackets: ("(", ")"),
            items,
        }
    }

    /// A dictionary of `key: value` items.
    pub fn dict(items: Vec<Doc>) -> Self {
        Self::Group {
            head: Code::empty(),
            brackets: ("{", "}"),
            items,
        }
    }

    /// The same with text in front: `name=` or `key: `.
    pub fn after(self, prefix: &Code) -> Self {
        match self {
            Self::Text(text) => Self::Text(code!("{}{}", prefix, text)),
            Self::Group {
                head,
                brackets,
                items,
            } => Self::Group {
                head: code!("{}{}", prefix, head),
                brackets,
                items,
            },
        }
    }

    /// The code, where it begins at an indentation after `before` columns and `behind` columns follow.
    pub fn print(&self, indent: usize, before: usize, behind: usize) -> Code {
        let flat = self.flat();
        let width = flat.as_str().chars().count();
        if indent + before + width + behind <= WIDTH && !flat.as_str().contains('\n') {
            return flat;
        }
        match self {
            Self::Text(text) => text.clone(),
            Self::Group { items, .. } if items.is_empty() => flat,
            Self::Group {
                head,
                brackets,
                items,
            } => {
                let pad = super::layout::pad(indent + 4);
                let lines: Vec<Code> = items
                    .iter()
                    .map(|item| code!("{}{},\n", pad, item.print(indent + 4, 0, 1)))
                    .collect();
                code!(
                    "{}{}\n{}{}{}",
                    head,
                    brackets.0,
                    Code::join(&lines, ""),
                    super::layout::pad(indent),
                    brackets.1
                )
            }
        }
    }

    /// The code on one line.
    pub fn flat(&self) -> Code {
        match self {
            Self::Text(text) => text.clone(),
            Self::Group {
                head,
                brackets,
                items,
            } => {
                let inner: Vec<Code> = items.iter().map(Self::flat).collect();
                // A tuple of one has a comma.
                let alone = items.len() == 1
                    && brackets.0 == "("
                    && (head.is_empty() || head.as_str().ends_with('='));
                let comma = if alone { "," } else { "" };
                code!(
                    "{}{}{}{}{}",
                    head,
                    brackets.0,
                    Code::join(&inner, ", "),
                    comma,
                    brackets.1
                )
            }
        }
    }
}

/// `head = value` on one line; where that is too long, the value stands in parentheses on a line of its own, if it fits there.
pub fn assignment(indent: usize, head: &Code, value: &Code) -> Code {
    let width = |code: &Code| code.as_str().chars().count();
    let too_long = indent + width(head) + 3 + width(value) > WIDTH;
    let helps = indent + width(head) + 4 <= WIDTH && indent + 4 + width(value) <= WIDTH;
    let value = if too_long && helps {
        code!("(\n{}{}\n{})", pad(indent + 4), value, pad(indent))
    } else {
        value.clone()
    };
    code!("{}{} = {}", pad(indent), head, value)
}

/// Spaces.
pub fn pad(indent: usize) -> Code {
    let spaces = [code!("    ")];
    let times = std::iter::repeat_n(&spaces[0], indent / 4);
    Code::join(times, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stands_on_one_line() {
        let short = Doc::call(
            code!("f"),
            vec![
                Doc::Text(code!("a")),
                Doc::tuple(vec![Doc::Text(code!("b"))]),
            ],
        );
        assert_eq!(short.print(0, 0, 0).as_str(), "f(a, (b,))");
        assert_eq!(
            short.print(4, 110, 0).as_str(),
            "f(\n        a,\n        (b,),\n    )"
        );
    }
}
