//! What identifiers and file names of all languages have in common.

/// The longest file or module name made from a name, in bytes.
pub const LONGEST_MODULE: usize = 80;

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

/// Names above [`LONGEST_MODULE`] are cut and told apart by a checksum of the whole, because file systems take 255 bytes.
pub fn shortened(name: String) -> String {
    if name.len() <= LONGEST_MODULE {
        return name;
    }
    let mut end = LONGEST_MODULE - 9;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let checksum = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{}_{checksum:08x}", &name[..end])
}
