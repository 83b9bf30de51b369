//! Documents to elements.
//!
//! The parser is our own and the same in every language: it knows no document types and no entities but the five of XML itself,
//! so that nothing can be fetched or blown up, and names count without their prefixes.

use std::collections::{HashMap, HashSet};

/// How deep elements may be nested.
const DEPTH: usize = 64;

const SPACE: [char; 3] = [' ', '\t', '\n'];

/// An element; its name is without the prefix.
#[derive(Debug)]
pub(super) struct Element {
    pub name: String,
    pub attributes: Vec<Attribute>,
    pub children: Vec<Element>,
    /// Its own text, without that of its children.
    pub text: String,
}

/// An attribute that declares no namespace.
#[derive(Debug)]
pub(super) struct Attribute {
    pub prefix: String,
    pub name: String,
    pub value: String,
}

impl Element {
    /// Whether `xsi:nil` says that the value is null.
    pub fn is_null(&self) -> bool {
        self.attributes.iter().any(|one| {
            one.name == "nil" && !one.prefix.is_empty() && matches!(&*one.value, "true" | "1")
        })
    }

    /// The children by name, in the order of the first of each.
    pub fn by_name(&self) -> Vec<(&str, Vec<&Self>)> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut found: Vec<(&str, Vec<&Self>)> = Vec::new();
        for child in &self.children {
            let at = *places.entry(&child.name).or_insert(found.len());
            match found.get_mut(at) {
                Some((_, children)) => children.push(child),
                None => found.push((&child.name, vec![child])),
            }
        }
        found
    }
}

/// The first character that XML 1.0 cannot carry.
pub(super) fn foreign(text: &str) -> Option<String> {
    let wrong = text.chars().find(|c| !is_character(*c))?;
    Some(format!("U+{:04X}", u32::from(wrong)))
}

fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Whether a text is the name of an element, without a prefix.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && name_length(text) == text.len()
}

fn name_length(text: &str) -> usize {
    let starts = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    if !text.starts_with(starts) {
        return 0;
    }
    let goes_on = |c: char| starts(c) || c.is_ascii_digit() || matches!(c, '-' | '.');
    text.find(|c| !goes_on(c)).unwrap_or(text.len())
}

/// The root element of a document, or what is wrong with it.
pub(super) fn parse(document: &[u8]) -> Result<Element, String> {
    let Ok(text) = std::str::from_utf8(document) else {
        return Err("the text is not UTF-8".to_owned());
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(wrong) = foreign(text) {
        return Err(format!("{wrong} is no character of XML"));
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut parser = Parser {
        rest: &text,
        open: Vec::new(),
        root: None,
    };
    parser.declaration()?;
    while !parser.rest.is_empty() {
        parser.next()?;
    }
    match (parser.root, &parser.open[..]) {
        (Some(root), []) => Ok(root),
        _ => Err("the document ends before its root element does".to_owned()),
    }
}

fn refused<T>(reason: &str) -> Result<T, String> {
    Err(reason.to_owned())
}

/// A document on its way to elements.
struct Parser<'t> {
    rest: &'t str,
    /// The open elements, each with its name as it stands.
    open: Vec<(&'t str, Element)>,
    root: Option<Element>,
}

impl<'t> Parser<'t> {
    /// Reads `<?xml … ?>`, of which only the encoding matters.
    fn declaration(&mut self) -> Result<(), String> {
        let Some(inner) = self.rest.strip_prefix("<?xml") else {
            return Ok(());
        };
        let Some(end) = inner.find("?>") else {
            return Ok(());
        };
        let mut pairs = Parser {
            rest: &inner[..end],
            open: Vec::new(),
            root: None,
        };
        let version = pairs.pair();
        if !version.is_some_and(|(_, name, value)| name == "version" && is_version(value)) {
            return Ok(());
        }
        let encoding = pairs.pair().filter(|(_, name, _)| *name == "encoding");
        let encoding = encoding.map_or("UTF-8", |(_, _, value)| value);
        let is_known = |name: &str| encoding.eq_ignore_ascii_case(name);
        if !(is_known("UTF-8") || is_known("US-ASCII")) {
            return Err(format!("the encoding is {encoding}, not UTF-8"));
        }
        self.rest = &inner[end + 2..];
        Ok(())
    }

    /// Reads text, a comment, an instruction, or the start or end of an element.
    fn next(&mut self) -> Result<(), String> {
        if !self.rest.starts_with('<') {
            let end = self.rest.find('<').unwrap_or(self.rest.len());
            let text = self.cut(end);
            self.add_text(text)
        } else if self.take("<!--") {
            self.skip("--", "-->")
        } else if self.take("<?") {
            let (_, name) = self.name().unwrap_or(("", "xml"));
            if name.eq_ignore_ascii_case("xml") {
                return refused("an instruction without a name of its own");
            }
            self.skip("?>", "?>")
        } else if self.take("<![CDATA[") {
            let (Some(end), Some((_, parent))) = (self.rest.find("]]>"), self.open.last_mut())
            else {
                return refused("a CDATA section out of place or without an end");
            };
            parent.text.push_str(&self.rest[..end]);
            self.rest = &self.rest[end + 3..];
            Ok(())
        } else if self.rest.starts_with("<!") {
            refused("document types are refused")
        } else if self.take("</") {
            self.end()
        } else {
            self.take("<");
            self.start()
        }
    }

    fn take(&mut self, start: &str) -> bool {
        let rest = self.rest.strip_prefix(start);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn cut(&mut self, length: usize) -> &'t str {
        let (head, rest) = self.rest.split_at(length);
        self.rest = rest;
        head
    }

    fn space(&mut self) -> bool {
        let rest = self.rest.trim_start_matches(SPACE);
        let any = rest.len() < self.rest.len();
        self.rest = rest;
        any
    }

    /// Leaves out what ends with `end`; what first looks like it must be it.
    fn skip(&mut self, mark: &str, end: &str) -> Result<(), String> {
        match self.rest.find(mark) {
            Some(at) if self.rest[at..].starts_with(end) => {
                self.cut(at + end.len());
                Ok(())
            }
            _ => Err(format!("a comment or an instruction without {end}")),
        }
    }

    /// A name: its prefix, and the rest of it.
    fn name(&mut self) -> Option<(&'t str, &'t str)> {
        let first = name_length(self.rest);
        let behind = self
            .rest
            .get(first + 1..)
            .filter(|_| self.rest[first..].starts_with(':'));
        let second = behind.map_or(0, name_length);
        match (first, second) {
            (0, _) => None,
            (_, 0) => Some(("", self.cut(first))),
            _ => {
                let prefix = self.cut(first);
                self.take(":");
                Some((prefix, self.cut(second)))
            }
        }
    }

    /// An attribute: prefix, name and value as it stands. Nothing is read where there is none.
    fn pair(&mut self) -> Option<(&'t str, &'t str, &'t str)> {
        let before = self.rest;
        let found = self.pair_here();
        if found.is_none() {
            self.rest = before;
        }
        found
    }

    fn pair_here(&mut self) -> Option<(&'t str, &'t str, &'t str)> {
        if !self.space() {
            return None;
        }
        let (prefix, name) = self.name()?;
        self.space();
        if !self.take("=") {
            return None;
        }
        self.space();
        let quote = if self.take("\"") {
            '"'
        } else if self.take("'") {
            '\''
        } else {
            return None;
        };
        let end = self.rest.find([quote, '<'])?;
        let value = self.cut(end);
        self.rest = self.rest.strip_prefix(quote)?;
        Some((prefix, name, value))
    }

    fn add_text(&mut self, text: &str) -> Result<(), String> {
        let Some((_, parent)) = self.open.last_mut() else {
            return match text.trim_matches(SPACE) {
                "" => Ok(()),
                _ => refused("text outside of the root element"),
            };
        };
        if text.contains("]]>") {
            return refused("]]> in a text");
        }
        resolve(text, &mut parent.text)
    }

    fn start(&mut self) -> Result<(), String> {
        let before = self.rest;
        let Some((_, name)) = self.name() else {
            return refused("< without the name of an element");
        };
        let tag = &before[..before.len() - self.rest.len()];
        if self.root.is_some() {
            return refused("more than one root element");
        }
        if self.open.len() == DEPTH {
            return Err(format!("elements are nested more than {DEPTH} deep"));
        }
        let element = Element {
            name: name.to_owned(),
            attributes: self.attributes()?,
            children: Vec::new(),
            text: String::new(),
        };
        self.space();
        let is_empty = self.take("/");
        if !self.take(">") {
            return Err(format!("the start of the element {name:?} is malformed"));
        }
        if is_empty {
            self.close(element);
        } else {
            self.open.push((tag, element));
        }
        Ok(())
    }

    fn close(&mut self, element: Element) {
        match self.open.last_mut() {
            Some((_, parent)) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }

    /// Reads attributes; declarations of namespaces are none.
    fn attributes(&mut self) -> Result<Vec<Attribute>, String> {
        let mut attributes = Vec::new();
        let mut seen = HashSet::new();
        while let Some((prefix, name, text)) = self.pair() {
            if !seen.insert((prefix, name)) {
                return Err(format!("the attribute {name:?} is there twice"));
            }
            let mut value = String::new();
            resolve(&text.replace(['\t', '\n'], " "), &mut value)?;
            if prefix != "xmlns" && (prefix, name) != ("", "xmlns") {
                attributes.push(Attribute {
                    prefix: prefix.to_owned(),
                    name: name.to_owned(),
                    value,
                });
            }
        }
        Ok(attributes)
    }

    fn end(&mut self) -> Result<(), String> {
        let before = self.rest;
        let found = self
            .name()
            .map(|_| &before[..before.len() - self.rest.len()]);
        self.space();
        let (Some(tag), true) = (found, self.take(">")) else {
            return refused("the end of an element that is not open");
        };
        match self.open.pop() {
            Some((open, element)) if open == tag => {
                self.close(element);
                Ok(())
            }
            _ => refused("the end of an element that is not open"),
        }
    }
}

fn is_version(value: &str) -> bool {
    (value.strip_prefix("1."))
        .is_some_and(|minor| !minor.is_empty() && minor.chars().all(|c| c.is_ascii_digit()))
}

/// Adds a text with its references to characters and to the five entities replaced.
fn resolve(text: &str, out: &mut String) -> Result<(), String> {
    let mut pieces = text.split('&');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, behind) = piece.split_once(';').unwrap_or(("", ""));
        let found = match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "apos" => '\'',
            "quot" => '"',
            _ => character(name)?,
        };
        out.push(found);
        out.push_str(behind);
    }
    Ok(())
}

fn character(reference: &str) -> Result<char, String> {
    let (digits, base, longest) = match reference.strip_prefix("#x") {
        Some(digits) => (digits, 16, 6),
        None => (reference.strip_prefix('#').unwrap_or_default(), 10, 7),
    };
    let is_plain = digits.chars().all(|c| c.is_digit(base)) && digits.len() <= longest;
    let Some(code) = is_plain
        .then(|| u32::from_str_radix(digits, base).ok())
        .flatten()
    else {
        return refused("& without an entity that XML knows by itself");
    };
    (char::from_u32(code).filter(|c| is_character(*c)))
        .ok_or_else(|| format!("&{reference}; is no character of XML"))
}
