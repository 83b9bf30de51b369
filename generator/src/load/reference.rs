//! What the text of a `$ref` points to (RFC 3986; RFC 6901, 6).

use crate::pointer::{FileId, Pointer};

/// Where a `$ref` leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A place in the same file.
    Here(Pointer),
    /// Another file in the folder of the description, or below it.
    File,
    /// A file elsewhere.
    OutsideFolder,
    /// Something in the network, or of another URI scheme.
    Remote,
    /// No reference.
    Invalid,
}

/// Reads the text of a `$ref` that stands in `file`.
pub(super) fn target(file: FileId, text: &str) -> Target {
    match text.split_once('#') {
        Some(("", fragment)) => match percent_decoded(fragment) {
            Some(path) if is_pointer(&path) => Target::Here(Pointer::from_text(file, &path)),
            _ => Target::Invalid,
        },
        Some((document, _)) => document_target(document),
        None => document_target(text),
    }
}

fn is_pointer(path: &str) -> bool {
    path.is_empty() || path.starts_with('/')
}

fn document_target(document: &str) -> Target {
    let Some(document) = percent_decoded(document) else {
        return Target::Invalid;
    };
    if document.is_empty() {
        return Target::Invalid;
    }
    if document.starts_with("//") || document.starts_with("\\\\") {
        return Target::Remote;
    }
    match document.split_once(':') {
        // A single letter is a drive, not a scheme.
        Some((scheme, _)) if scheme.len() == 1 => return Target::OutsideFolder,
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("file") => return Target::OutsideFolder,
        Some((scheme, _)) if !scheme.contains(['/', '\\']) => return Target::Remote,
        _ => {}
    }
    if document.starts_with(['/', '\\', '~']) || climbs_out(&document) {
        return Target::OutsideFolder;
    }
    Target::File
}

/// Whether `..` leads above the start at any step.
fn climbs_out(path: &str) -> bool {
    let mut depth = 0_usize;
    for part in path.split(['/', '\\']) {
        match part {
            ".." => match depth.checked_sub(1) {
                Some(above) => depth = above,
                None => return true,
            },
            "" | "." => {}
            _ => depth += 1,
        }
    }
    false
}

/// `None` if an escape is incomplete or the result is no UTF-8.
pub(super) fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_decoded() {
        let read = |text| target(FileId(0), text);
        let here = |path| Target::Here(Pointer::from_text(FileId(0), path));
        assert_eq!(read("#/paths/~1a~1%7Bid%7D"), here("/paths/~1a~1{id}"));
        assert_eq!(read("#"), here(""));
        assert_eq!(read("#%2Fa"), here("/a"));
        for invalid in ["#a", "#/%", "#/%zz", "#/%ff", ""] {
            assert_eq!(read(invalid), Target::Invalid, "{invalid}");
        }
    }

    #[test]
    fn only_the_folder_below_is_near() {
        let read = |text| target(FileId(0), text);
        for near in ["a.yaml", "./a.yaml#/x", "b/../a.yaml", "b/c"] {
            assert_eq!(read(near), Target::File, "{near}");
        }
        for outside in [
            "../a.yaml",
            "b/../../a",
            "/etc/passwd",
            "C:\\a",
            "file:///a",
            "..%2Fa",
            "b\\..\\..\\a",
        ] {
            assert_eq!(read(outside), Target::OutsideFolder, "{outside}");
        }
        for remote in ["https://example.com/a", "//example.com/a#/b", "urn:a:b"] {
            assert_eq!(read(remote), Target::Remote, "{remote}");
        }
    }
}
