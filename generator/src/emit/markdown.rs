//! Text of a description inside Markdown of our own: sinks for one line and for one cell.

/// One line of prose: white space folded, nothing in it is markup, links or HTML.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '{' | '}' => {
                    out.push('\\');
                    out.push(c);
                }
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
                c if c.is_control() => out.push('\u{fffd}'),
                c => out.push(c),
            }
        }
    }
    out
}

/// Prose, each paragraph on one line as by [`line`].
pub fn paragraphs(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(line);
    let paragraphs: Vec<_> = paragraphs.filter(|text| !text.is_empty()).collect();
    paragraphs.join("\n\n")
}

/// A code span in a table.
pub fn code_cell(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() || c == '`' { '\'' } else { c })
        .collect();
    format!("`{}`", clean.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_markup() {
        assert_eq!(line("a *b*\n <c> | [d](e)"), r"a \*b\* \<c\> \| \[d\](e)");
        assert_eq!(code_cell("a`b|c"), r"`a'b\|c`");
    }
}
