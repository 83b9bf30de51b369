//! Words: what identifiers are made of, from the spelling in the description.
//!
//! The rule, in this order:
//! 1. A symbol with a meaning at the very start becomes a word: `+1` is "plus 1", `-created` is "minus created".
//! 2. Everything that is neither letter nor digit separates words.
//! 3. A capital after a small letter or a digit starts a word (`userID`: "user id"), unless all before it are digits (`2FA`: "2fa").
//! 4. The last capital of two or more starts a word if a small letter follows (`HTTPServer`: "http server"), unless that
//!    leaves a single letter (`OAuth2Token`: "oauth2 token") or only a plural `s` follows (`APIs`: "apis").
//! 5. Letters become small. Where no letter or digit is left every symbol becomes a word, by name or by code point.

use crate::ir::Name;

/// The name of a thing that is spelt like this.
pub(super) fn name(wire: &str) -> Name {
    Name {
        wire: wire.to_owned(),
        words: words(wire),
    }
}

/// The words of a spelling: at least one, each of small letters and digits only.
pub(super) fn words(wire: &str) -> Vec<String> {
    let mut found: Vec<String> = leading_symbols(wire).map(str::to_owned).collect();
    let before = found.len();
    for piece in wire.split(|c: char| !c.is_alphanumeric()) {
        split_piece(piece, &mut found);
    }
    if found.len() == before {
        found = wire.chars().map(symbol_word).collect();
    }
    if found.is_empty() {
        found.push("empty".to_owned());
    }
    found
}

/// The words of the symbols before the first letter or digit, none where one of them has no meaning there.
fn leading_symbols(wire: &str) -> impl Iterator<Item = &'static str> + '_ {
    wire.chars()
        .map_while(|c| meaning(c).filter(|_| !is_separator(c)))
}

/// Splits letters and digits at their capitals.
fn split_piece(piece: &str, words: &mut Vec<String>) {
    if piece
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    {
        // By far the most pieces are one word already.
        if !piece.is_empty() {
            words.push(piece.to_owned());
        }
        return;
    }
    let letters: Vec<char> = piece.chars().collect();
    let mut start = 0;
    for at in 1..letters.len() {
        if starts_word(&letters[start..], at - start) {
            push(&letters[start..at], words);
            start = at;
        }
    }
    push(&letters[start..], words);
}

/// Whether a word starts at `at` (at least 1) in letters that begin with one.
fn starts_word(letters: &[char], at: usize) -> bool {
    let (before, from) = letters.split_at(at);
    let (Some(previous), Some(current)) = (before.last(), from.first()) else {
        return false;
    };
    if !current.is_uppercase() {
        return false;
    }
    if !previous.is_uppercase() {
        return !before.iter().all(|c| c.is_numeric());
    }
    let plural = matches!(from, [_, 's'] | [_, 's', '0'..='9', ..])
        || matches!(from, [_, 's', next, ..] if next.is_uppercase());
    let ends_acronym = from.get(1).is_some_and(|next| next.is_lowercase()) && !plural;
    ends_acronym && before.len() > 1
}

fn push(letters: &[char], words: &mut Vec<String>) {
    let word: String = letters
        .iter()
        .flat_map(|c| c.to_lowercase())
        .filter(|c| c.is_alphanumeric())
        .collect();
    if !word.is_empty() {
        words.push(word);
    }
}

fn symbol_word(symbol: char) -> String {
    match meaning(symbol) {
        Some(word) => word.to_owned(),
        None => format!("u{:04x}", u32::from(symbol)),
    }
}

/// Symbols that only separate words unless nothing else is there.
fn is_separator(symbol: char) -> bool {
    matches!(symbol, '_' | ' ' | '.' | ',' | '/' | ':' | ';')
}

fn meaning(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '~' => "tilde",
        '^' => "caret",
        '&' => "and",
        '|' => "or",
        '%' => "percent",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        '?' => "question",
        '_' => "underscore",
        ' ' => "space",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_follow_the_rule() {
        for (wire, expected) in [
            ("HTTPServer", "http server"),
            ("OAuth2Token", "oauth2 token"),
            ("userID", "user id"),
            ("userIDs", "user ids"),
            ("APIs", "apis"),
            ("listAPIsByTeam", "list apis by team"),
            ("user_id", "user id"),
            ("2FA", "2fa"),
            ("MD5Hash", "md5 hash"),
            ("page[size]", "page size"),
            ("repos/list-for-user", "repos list for user"),
            ("+1", "plus 1"),
            ("-1", "minus 1"),
            ("$ref", "dollar ref"),
            ("@type", "at type"),
            ("<=", "less equal"),
            ("*", "star"),
            ("_links", "links"),
            ("_", "underscore"),
            ("", "empty"),
            ("\u{1f44d}", "u1f44d"),
            ("größeÄ", "größe ä"),
            ("日本語", "日本語"),
            ("a\u{0}b\r\n", "a b"),
        ] {
            assert_eq!(words(wire).join(" "), expected, "{wire:?}");
        }
    }

    #[test]
    fn every_word_is_small_letters_and_digits() {
        for wire in ["İstanbul", "ẞ", "Ⅷ", "e\u{301}", "x\u{200b}y", "ﬀ", "ǅ"] {
            for word in words(wire) {
                assert!(
                    !word.is_empty() && word.chars().all(char::is_alphanumeric),
                    "{wire:?}: {word:?}"
                );
            }
        }
    }
}
