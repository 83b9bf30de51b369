//! A text that a regular expression matches, for the simple ones that descriptions have.

use std::iter::Peekable;
use std::str::Chars;

/// A matching text; `None` where the expression is not of the simple kind: characters, classes, groups and their repetition.
pub fn matching(pattern: &str) -> Option<String> {
    let mut rest = pattern.chars().peekable();
    let text = sequence(&mut rest)?;
    rest.next().is_none().then_some(text)
}

/// Up to the end, or the end of a group.
fn sequence(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut text = String::new();
    while let Some(c) = rest.peek().copied() {
        if c == ')' {
            break;
        }
        rest.next();
        let piece = match c {
            '^' | '$' => continue,
            '|' => {
                // The first alternative is as good as any.
                sequence(rest)?;
                break;
            }
            '(' => group(rest)?,
            '[' => class(rest)?,
            '\\' => escape(rest.next()?)?,
            '.' => "a".to_owned(),
            c => c.to_string(),
        };
        text.push_str(&piece.repeat(times(rest)?));
    }
    Some(text)
}

fn group(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    if rest.next_if_eq(&'?').is_some() {
        // Of those that begin so, only the group that is not captured stands for itself.
        rest.next_if_eq(&':')?;
    }
    let text = sequence(rest)?;
    rest.next_if_eq(&')')?;
    Some(text)
}

/// The first character of a class.
fn class(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    let negated = rest.next_if_eq(&'^').is_some();
    let mut first = None;
    loop {
        match rest.next()? {
            ']' => break,
            '\\' => {
                let found = escape(rest.next()?)?;
                first.get_or_insert(found);
            }
            c => {
                first.get_or_insert(c.to_string());
            }
        }
    }
    match negated {
        true => Some("a".to_owned()),
        false => first,
    }
}

fn escape(c: char) -> Option<String> {
    match c {
        'd' => Some("1".to_owned()),
        'w' | 'S' | 'D' => Some("a".to_owned()),
        's' => Some(" ".to_owned()),
        'b' | 'B' | 'A' | 'z' | 'Z' => Some(String::new()),
        c if c.is_alphanumeric() => None,
        c => Some(c.to_string()),
    }
}

/// How often the piece before comes.
fn times(rest: &mut Peekable<Chars<'_>>) -> Option<usize> {
    let count = match rest.peek() {
        Some('*' | '+' | '?') => {
            rest.next();
            1
        }
        Some('{') => {
            rest.next();
            let mut least = String::new();
            while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                least.push(digit);
            }
            while rest.next()? != '}' {}
            least.parse().ok()?
        }
        _ => 1,
    };
    // Whether as much or as little as possible is taken makes no difference here.
    rest.next_if_eq(&'?');
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn simple_expressions() {
        for (pattern, text) in [
            (
                "^VA[0-9a-fA-F]{32}$",
                Some("VA00000000000000000000000000000000"),
            ),
            (r"^[a-zA-Z0-9\-_.]+$", Some("a")),
            (r"^(asc|desc)$", Some("asc")),
            (r"^\d{4}-\d{2}(?:T\d+)?$", Some("1111-11T1")),
            ("[^/]+", Some("a")),
            ("^.{3,8}$", Some("aaa")),
            (r"^\p{L}$", None),
            ("^(?=a)b$", None),
        ] {
            assert_eq!(matching(pattern).as_deref(), text, "{pattern}");
        }
    }
}
