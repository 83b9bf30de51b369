//! What identifiers and file names of all languages have in common.

use crate::ir::Name;

/// The longest file or module name made from a name, in bytes.
pub const LONGEST_MODULE: usize = 80;

/// The words as heck takes them: it splits at underscores only after it has split at case, and the words are lower case, so it
/// finds just our words.
pub fn joined(name: &Name) -> String {
    name.words.join("_")
}

/// A text that is an identifier: characters outside XID are spelt by code point, a first character that cannot start one gets
/// `first` before it.
pub fn valid(text: &str, first: char) -> String {
    let mut result = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if c == '_' || unicode_ident::is_xid_continue(c) {
            result.push(c);
        } else {
            result.push_str(&format!("u{:x}", u32::from(c)));
        }
    }
    match result.chars().next() {
        Some(c) if unicode_ident::is_xid_start(c) => result,
        _ => format!("{first}{result}"),
    }
}

/// The name of a file that every file system takes: characters outside ASCII are spelt by code point, a name that Windows keeps
/// for a device gets an underscore, and names above [`LONGEST_MODULE`] are cut and told apart by a checksum of the whole.
pub fn shortened(name: String) -> String {
    let mut name = if name.is_ascii() { name } else { spelt(&name) };
    if is_device(&name) {
        name.push('_');
    }
    if name.len() <= LONGEST_MODULE {
        return name;
    }
    let checksum = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    // Two underscores in a row are no snake case.
    let beginning = name[..LONGEST_MODULE - 9].trim_end_matches('_');
    format!("{beginning}_{checksum:08x}")
}

fn spelt(name: &str) -> String {
    let mut result = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii() {
            result.push(c);
        } else {
            result.push_str(&format!("u{:x}", u32::from(c)));
        }
    }
    result
}

/// Windows opens a device for these names, whatever the extension.
fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let numbered = |rest: &str| matches!(rest.as_bytes(), [b'0'..=b'9']);
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul")
        || name.strip_prefix("com").is_some_and(numbered)
        || name.strip_prefix("lpt").is_some_and(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_names_for_every_system() {
        for (name, expected) in [
            ("pet", "pet"),
            ("aux", "aux_"),
            ("Com1", "Com1_"),
            ("com10", "com10"),
            ("名前", "u540du524d"),
        ] {
            assert_eq!(shortened(name.to_owned()), expected);
        }
    }
}
