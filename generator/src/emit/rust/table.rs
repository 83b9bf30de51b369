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
    let tokens = flat(item.mac.tokens.clone());
    let line = format!("{}!({tokens});\n", path.join("::"));
    if line.len() <= WIDTH {
        return line;
    }
    let mut text = format!("{}!(", path.join("::"));
    let mut before = String::new();
    for token in item.mac.tokens.clone() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                text.push_str(&format!("{before} {{\n{}}}", entries(&group)));
                before.clear();
            }
            other => {
                if text.ends_with('}') || !before.is_empty() {
                    before.push(' ');
                }
                before.push_str(&other.to_string());
            }
        }
    }
    text.push_str(&format!("{before});\n"));
    text
}

/// The entries of a table, each on a line of its own or, where it is too long, filled over several.
fn entries(group: &Group) -> String {
    let mut text = String::new();
    for entry in split(group.stream()) {
        let line = format!("    {},\n", flat(entry.clone()));
        if line.len() <= WIDTH {
            text.push_str(&line);
        } else {
            text.push_str(&filled(entry));
        }
    }
    text
}

/// An entry that ends in a list: the list's items on lines of their own, as many on each as fit.
fn filled(entry: TokenStream) -> String {
    let mut head = Vec::new();
    let mut list = None;
    for token in entry {
        match token {
            TokenTree::Group(group) => list = Some(group),
            other => head.push(other),
        }
    }
    let Some(list) = list else {
        return format!("    {},\n", flat(head.into_iter().collect()));
    };
    let mut text = format!("    {} [\n", flat(head.into_iter().collect()));
    let mut line = String::new();
    for item in split(list.stream()) {
        let item = format!("{},", flat(item));
        if !line.is_empty() && 8 + line.len() + 1 + item.len() > WIDTH {
            text.push_str(&format!("        {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&item);
    }
    // The macros take no comma behind the last item.
    text.push_str(&format!("        {}\n    ],\n", line.trim_end_matches(',')));
    text
}

/// The tokens between commas.
fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![Vec::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => parts.push(Vec::new()),
            (_, Some(part)) => part.push(token),
            (_, None) => {}
        }
    }
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| part.into_iter().collect())
        .collect()
}

/// Tokens on one line.
fn flat(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut glued = true;
    for token in tokens {
        let tight = match &token {
            TokenTree::Punct(punct) => matches!(punct.as_char(), ',' | '.' | ':'),
            TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        if !glued && !tight {
            text.push(' ');
        }
        glued = match &token {
            TokenTree::Punct(punct) => {
                matches!(punct.as_char(), '&' | '.' | ':' | '-')
                    || punct.spacing() == Spacing::Joint
            }
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        match token {
            TokenTree::Group(group) => {
                let inner = flat(group.stream());
                text.push_str(&match group.delimiter() {
                    Delimiter::Parenthesis => format!("({inner})"),
                    Delimiter::Bracket => format!("[{inner}]"),
                    Delimiter::Brace if inner.is_empty() => "{}".to_owned(),
                    Delimiter::Brace => format!("{{ {inner} }}"),
                    Delimiter::None => inner,
                });
            }
            other => text.push_str(&other.to_string()),
        }
    }
    text
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
        let long = "rt::object!(Thing { names [\"a\"], this => [&this.a, &rt::OrNull(&this.bbbbbbbbbbbbbbbbbbbbbbb)], \
                    none [cccccccccccccccccccccc, r#type] } else Unknown);";
        assert_eq!(
            text(long),
            "rt::object!(Thing {\n    names [\"a\"],\n    this => [&this.a, &rt::OrNull(&this.bbbbbbbbbbbbbbbbbbbbbbb)],\n    \
             none [cccccccccccccccccccccc, r#type],\n} else Unknown);\n"
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
