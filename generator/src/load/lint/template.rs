//! Templates of paths and server addresses: text with `{names}` in it.

use crate::pointer::Pointer;
use crate::spec::Operation;

/// Where the path of an operation stands, even if the path item is a reference.
pub(in crate::load) fn place(operation: &Operation) -> Pointer {
    let root = Pointer::root(operation.pointer.file());
    root.keys(&["paths", &operation.path])
}

/// The names in a template, in order.
///
/// # Errors
/// A description of the brace that has no partner, or of the name that is empty.
pub(in crate::load) fn names(template: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let Some(inside) = rest.get(at..).and_then(|rest| rest.strip_prefix('{')) else {
            return Err("a `}` has no `{` before it".into());
        };
        let Some((name, after)) = inside.split_once('}') else {
            return Err("a `{` is never closed".into());
        };
        if name.contains('{') {
            return Err("a `{` stands within another".into());
        }
        if name.is_empty() {
            return Err("`{}` has no name in it".into());
        }
        names.push(name);
        rest = after;
    }
    Ok(names)
}

/// The template with all names left out, so that two that match the same text are equal.
pub(super) fn shape(template: &str) -> String {
    let mut shape = String::with_capacity(template.len());
    let mut is_name = false;
    for character in template.chars() {
        is_name &= character != '}';
        if !is_name {
            shape.push(character);
        }
        is_name |= character == '{';
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_names() {
        assert_eq!(names("/a/{b}/c-{d}.{e}"), Ok(vec!["b", "d", "e"]));
        assert_eq!(names("/a"), Ok(vec![]));
        for broken in ["/{a", "/a}", "/{a{b}}", "/{}"] {
            assert!(names(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn shapes_differ_by_text_only() {
        assert_eq!(shape("/a/{b}/c"), shape("/a/{x}/c"));
        assert_ne!(shape("/a/{b}"), shape("/a/b"));
    }
}
