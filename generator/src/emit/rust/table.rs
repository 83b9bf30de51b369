//! Text of the runtime's table macros. `prettyplease` prints the tokens of a macro as they come; these are laid out to be read.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// The longest line.
const WIDTH: usize = 100;

/// The text of `path!(Name { entries } more);`: on one line if it fits, else an entry a line.
pub fn print(item: &syn::ItemMacro) -> String {
    let path: Vec<_> = item
        .mac
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    let mut text = format!("{}!(", path.join("::"));
    let mut line = Line::new(WIDTH - text.len() - 2);
    if line.push_all(item.mac.tokens.clone()) {
        text.push_str(&format!("{});\n", line.text));
        return text;
    }
    for token in item.mac.tokens.clone() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                text.push_str(&format!(" {{\n{}}}", entries(&group)));
            }
            other => {
                if !text.ends_with('(') {
                    text.push(' ');
                }
                text.push_str(&other.to_string());
            }
        }
    }
    text.push_str(");\n");
    text
}

/// The entries of a table, each on a line of its own or, where it is too long, filled over several.
fn entries(group: &Group) -> String {
    let mut text = String::new();
    for entry in split(group.stream()) {
        let mut line = Line::new(WIDTH - 5);
        if line.push_all(entry.iter().cloned()) {
            text.push_str(&format!("    {},\n", line.text));
        } else {
            text.push_str(&filled(entry));
        }
    }
    text
}

/// An entry that ends in a list: the list's items on lines of their own, as many on each as fit.
fn filled(mut entry: Vec<TokenTree>) -> String {
    let list = match entry.pop() {
        Some(TokenTree::Group(list)) => list,
        other => {
            entry.extend(other);
            return format!("    {},\n", flat(entry));
        }
    };
    let mut text = format!("    {} [\n", flat(entry));
    let mut line = String::new();
    for item in split(list.stream()) {
        let item = flat(item);
        if !line.is_empty() && 8 + line.len() + 1 + item.len() + 1 > WIDTH {
            text.push_str(&format!("        {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&item);
        line.push(',');
    }
    // The macros take no comma behind the last item.
    text.push_str(&format!("        {}\n    ],\n", line.trim_end_matches(',')));
    text
}

/// The tokens between commas, those between the arguments of a type aside.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let mut depth = 0;
    let mut in_arrow = false;
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' if !in_arrow => depth -= 1,
                _ => {}
            }
            in_arrow = punct.as_char() == '=' && punct.spacing() == Spacing::Joint;
        }
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' && depth == 0 => {
                parts.push(Vec::new());
            }
            (_, Some(part)) => part.push(token),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Tokens on one line, however long.
fn flat(tokens: Vec<TokenTree>) -> String {
    let mut line = Line::new(usize::MAX);
    line.push_all(tokens);
    line.text
}

/// A line under construction, given up when it gets too long.
struct Line {
    text: String,
    longest: usize,
    /// Whether the next token follows without a space.
    glued: bool,
    /// Whether the last token was the first half of `::`.
    in_path: bool,
}

impl Line {
    fn new(longest: usize) -> Self {
        Self {
            text: String::new(),
            longest,
            glued: true,
            in_path: false,
        }
    }

    /// Adds tokens; whether they fit.
    fn push_all(&mut self, tokens: impl IntoIterator<Item = TokenTree>) -> bool {
        tokens.into_iter().all(|token| self.push(token))
    }

    fn push(&mut self, token: TokenTree) -> bool {
        let tight = match &token {
            TokenTree::Punct(punct) => matches!(punct.as_char(), ',' | '.' | ':' | '<' | '>'),
            TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        if !self.glued && !tight {
            self.text.push(' ');
        }
        self.glued = match &token {
            TokenTree::Punct(punct) => {
                matches!(punct.as_char(), '&' | '.' | '-' | '<')
                    || punct.spacing() == Spacing::Joint
                    || self.in_path
            }
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        self.in_path = matches!(&token, TokenTree::Punct(punct)
            if punct.as_char() == ':' && punct.spacing() == Spacing::Joint);
        match token {
            TokenTree::Group(group) => self.push_group(&group),
            TokenTree::Punct(punct) => self.text.push(punct.as_char()),
            TokenTree::Ident(_) | TokenTree::Literal(_) => self.text.push_str(&token.to_string()),
        }
        self.text.len() <= self.longest
    }

    fn push_group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace if group.stream().is_empty() => ("{", "}"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        self.text.push_str(open);
        self.glued = true;
        if self.push_all(group.stream()) {
            self.text.push_str(close);
        }
        self.glued = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        syn::parse_str(source)
            .map(|item| print(&item))
            .unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn a_short_table_stands_on_one_line() {
        let line = "rt::text_enum!(State { Open = \"open\", Closed = \"closed\" } else Unknown);\n";
        assert_eq!(text(line), line);
        assert_eq!(
            text("rt::value_enum!(Half { Less = -0.5 });"),
            "rt::value_enum!(Half { Less = -0.5 });\n"
        );
    }

    #[test]
    fn a_long_table_has_an_entry_a_line() {
        let long = "rt::object!(Thing { names [\"a\"], this => [&this.a, &this.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb], \
                    keep [cccccccccccccccccccccc, r#type] } else Unknown);";
        assert_eq!(
            text(long),
            "rt::object!(Thing {\n    names [\"a\"],\n    this => [&this.a, &this.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb],\n    \
             keep [cccccccccccccccccccccc, r#type],\n} else Unknown);\n"
        );
    }

    #[test]
    fn types_are_written_as_rustfmt_does() {
        let types = "a: rt::Held<i64>, b: Option<Map<String, Vec<(i64, f64)>>>";
        let line = format!("rt::object!(Thing {{ slots [{types}] }});\n");
        assert_eq!(text(&line), line);
        let longer = format!("rt::object!(Thing {{ slots [{types}, ccccccccccccccccccc: rt::Skip, d: Option<i64>] }});");
        assert_eq!(
            text(&longer),
            format!(
                "rt::object!(Thing {{\n    slots [\n        {types}, ccccccccccccccccccc: rt::Skip,\n        d: Option<i64>\n    ],\n}});\n"
            )
        );
    }

    #[test]
    fn a_long_list_is_filled() {
        let names: Vec<_> = (0..30).map(|index| format!("\"name_{index}\"")).collect();
        let printed = text(&format!(
            "rt::object!(Thing {{ names [{}] }});",
            names.join(", ")
        ));
        assert!(printed.lines().all(|line| line.len() <= WIDTH), "{printed}");
        assert!(
            printed.contains("    names [\n        \"name_0\", "),
            "{printed}"
        );
        assert!(printed.contains("\"name_29\"\n    ],\n});\n"), "{printed}");
    }
}
