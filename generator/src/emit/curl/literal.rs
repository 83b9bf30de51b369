//! Sinks: text of a description as words, comments and settings of a shell script, and as Markdown.

use super::style;
use crate::emit::markdown;
use crate::emit::sink::Code;

/// A word in single quotes, in which nothing means anything but the quote itself. A NUL cannot be in a word of a shell.
pub fn quoted(text: &str) -> Code {
    let text = text.replace('\0', "").replace('\'', r"'\''");
    Code::vouch(format!("'{text}'"))
}

/// Text between double quotes of curl's configuration, which stands in a here-document that expands.
pub fn setting(text: &str) -> Code {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Once for curl, and both characters once more for the shell.
            '\\' => out.push_str(r"\\\\"),
            '"' => out.push_str(r#"\\""#),
            '$' => out.push_str(r"\$"),
            '`' => out.push_str(r"\`"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    Code::vouch(out)
}

/// The name of a variable of the environment, which is letters, digits and underscores of ASCII.
pub fn variable(name: &str) -> Code {
    let clean = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_');
    Code::vouch(clean.collect())
}

/// The URL of a server within double quotes; what is no character of a URL is percent-encoded.
pub fn url(text: &str) -> Code {
    Code::vouch(style::encode_but(text, ":/?#[]@!&()*+,;=%"))
}

/// A name in a query or a cookie, percent-encoded.
pub fn component(text: &str) -> Code {
    Code::vouch(style::encode(text))
}

/// The name of a header field: what is no character of a token (RFC 9110, section 5.6.2) is left out.
pub fn field_name(text: &str) -> String {
    let is_token = |c: &char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(*c);
    text.chars().filter(is_token).collect()
}

/// Lines of a comment; empty text is none.
pub fn comment(text: &str) -> Vec<Code> {
    let lines = text.trim().lines().map(|line| {
        let clean: String = line.chars().map(visible).collect();
        let clean = clean.trim_end();
        // A line that begins so would be an order to the linter.
        let mark = if clean.trim_start().starts_with("shellcheck") {
            "- "
        } else {
            ""
        };
        let space = if clean.is_empty() { "" } else { " " };
        Code::vouch(format!("#{space}{mark}{clean}"))
    });
    if text.trim().is_empty() {
        Vec::new()
    } else {
        lines.collect()
    }
}

/// The command that runs a sample; names of scripts are letters, digits and underscores.
pub fn script_call(script: &str) -> Code {
    Code::vouch(format!("sh examples/{script}.sh"))
}

/// One line of prose in Markdown.
pub fn line(text: &str) -> Code {
    Code::vouch(markdown::line(text))
}

/// A code span in a table.
pub fn cell(text: &str) -> Code {
    Code::vouch(markdown::code_cell(text))
}

/// Whether a character would show a reader something else than what is there, or nothing.
pub fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn visible(c: char) -> char {
    if is_deceptive(c) {
        '\u{fffd}'
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_word() {
        assert_eq!(quoted("a'b$(c)`d`\\\0").as_str(), r"'a'\''b$(c)`d`\'");
    }

    #[test]
    fn nothing_expands_in_a_setting() {
        assert_eq!(
            setting("a\"b\\c$d`e`\nf").as_str(),
            r#"a\\"b\\\\c\$d\`e\`f"#
        );
    }

    #[test]
    fn comments_stay_comments() {
        let lines = comment("one\nshellcheck disable=all\n\ntwo\u{202e}\r");
        let lines: Vec<&str> = lines.iter().map(Code::as_str).collect();
        assert_eq!(
            lines,
            ["# one", "# - shellcheck disable=all", "#", "# two\u{fffd}"]
        );
    }
}
