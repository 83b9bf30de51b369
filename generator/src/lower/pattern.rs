//! The shortest text that a regular expression takes, for the part of ECMA 262 that descriptions use.
//!
//! Anchors, literals, escapes, classes, groups, alternatives and counts are understood; look-around and back references are not,
//! and there is then no text.

use std::iter::Peekable;
use std::str::Chars;

/// Parts are repeated so often at most.
const MAX_COUNT: usize = 200;
/// Longer texts are not made.
const MAX_LENGTH: usize = 2000;
/// Groups in groups, at most.
const MAX_DEPTH: usize = 20;

/// A text that matches; `None` where the pattern is not understood.
pub(super) fn sample(pattern: &str) -> Option<String> {
    let mut parser = Parser {
        rest: pattern.chars().peekable(),
        depth: 0,
    };
    let text = parser.alternatives()?;
    parser.rest.next().is_none().then_some(text)
}

struct Parser<'p> {
    rest: Peekable<Chars<'p>>,
    depth: usize,
}

impl Parser<'_> {
    /// The first of several alternatives; the others only have to be well-formed.
    fn alternatives(&mut self) -> Option<String> {
        let first = self.sequence()?;
        while self.rest.next_if_eq(&'|').is_some() {
            self.sequence()?;
        }
        Some(first)
    }

    fn sequence(&mut self) -> Option<String> {
        let mut text = String::new();
        while let Some(next) = self.rest.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            let atom = self.atom()?;
            let count = self.count()?;
            if atom.len() * count + text.len() > MAX_LENGTH {
                return None;
            }
            text.push_str(&atom.repeat(count));
        }
        Some(text)
    }

    fn atom(&mut self) -> Option<String> {
        match self.rest.next()? {
            '^' | '$' => Some(String::new()),
            '.' => Some("a".to_owned()),
            '[' => self.class(),
            '(' => self.group(),
            '\\' => self.escape(),
            '*' | '+' | '?' | '{' => None,
            literal => Some(literal.to_string()),
        }
    }

    fn group(&mut self) -> Option<String> {
        if self.rest.next_if_eq(&'?').is_some() && self.rest.next()? != ':' {
            return None;
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let text = self.alternatives()?;
        self.depth -= 1;
        (self.rest.next()? == ')').then_some(text)
    }

    fn escape(&mut self) -> Option<String> {
        let text = match self.rest.next()? {
            'd' => "0",
            'w' | 'S' | 'D' => "a",
            's' | 'W' => " ",
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            'b' | 'B' => return None,
            other if other.is_alphanumeric() => return None,
            other => return Some(other.to_string()),
        };
        Some(text.to_owned())
    }

    /// A character of a class; of a negated one, the first letter, digit or mark that is not in it.
    fn class(&mut self) -> Option<String> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        let mut ranges: Vec<(char, char)> = Vec::new();
        loop {
            let start = match self.rest.next()? {
                ']' => break,
                '\\' => match self.rest.next()? {
                    'd' => {
                        ranges.push(('0', '9'));
                        continue;
                    }
                    'w' => {
                        ranges.extend([('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]);
                        continue;
                    }
                    's' => {
                        ranges.push((' ', ' '));
                        continue;
                    }
                    other if other.is_alphanumeric() => return None,
                    other => other,
                },
                other => other,
            };
            ranges.push((start, self.range_end(start)?));
        }
        let inside = |c: &char| ranges.iter().any(|(from, to)| (from..=to).contains(&c));
        let found = match negated {
            true => "a0A-_ .".chars().find(|c| !inside(c)),
            false => "a0A"
                .chars()
                .find(inside)
                .or(ranges.first().map(|range| range.0)),
        };
        found.map(String::from)
    }

    /// The end of a range that starts here; the start itself where none follows.
    fn range_end(&mut self, start: char) -> Option<char> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || ahead.next()? == ']' {
            return Some(start);
        }
        self.rest.next();
        match self.rest.next()? {
            '\\' => self.rest.next().filter(|c| !c.is_alphanumeric()),
            end => Some(end).filter(|end| *end >= start),
        }
    }

    /// How often the atom before stands at least.
    fn count(&mut self) -> Option<usize> {
        let count = match self.rest.peek() {
            Some('?' | '*') => 0,
            Some('+') => 1,
            Some('{') => {
                self.rest.next();
                let mut digits = String::new();
                while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
                    digits.push(digit);
                }
                while self
                    .rest
                    .next_if(|c| *c == ',' || c.is_ascii_digit())
                    .is_some()
                {}
                if self.rest.peek() != Some(&'}') {
                    return None;
                }
                digits.parse().ok().filter(|count| *count <= MAX_COUNT)?
            }
            _ => return Some(1),
        };
        self.rest.next();
        self.rest.next_if_eq(&'?');
        Some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn the_first_and_shortest_text_is_made() {
        for (pattern, expected) in [
            ("^[a-z]{3}$", Some("aaa")),
            (r"^\d{4}-\d{2}$", Some("0000-00")),
            ("^(cat|dog)s?$", Some("cat")),
            ("^[A-Z][a-z]+$", Some("Aa")),
            ("^[^/]+$", Some("a")),
            (r"^VA[0-9a-fA-F]{4}$", Some("VAaaaa")),
            (r"^\+[1-9]$", Some("+1")),
            ("[-x]", Some("-")),
            (r"[\w.-]+@x", Some("a@x")),
            ("(?=x)y", None),
            ("a{999999}", None),
            ("(a", None),
            ("a)", None),
            ("[a", None),
        ] {
            assert_eq!(sample(pattern).as_deref(), expected, "{pattern}");
        }
    }
}
