//! `Moved`: where the nodes of a changed tree stood before the change: in a file, or in another file.

use std::collections::HashMap;

use crate::pointer::Pointer;

/// Places of the new tree, each with the place that it was made from. What is below a place moved with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved(HashMap<String, Pointer>);

impl Moved {
    /// Takes note that what is at `new` was made from what is at `old`.
    pub fn note(&mut self, new: &Pointer, old: &Pointer) {
        if new != old {
            self.0.insert(new.path().to_owned(), old.clone());
        }
    }

    /// Takes note that what is at `new`, and all below it, was made from what is at `old`.
    pub fn replace(&mut self, new: &Pointer, old: &Pointer) {
        self.forget(new);
        self.0.insert(new.path().to_owned(), old.clone());
    }

    /// Takes note that nothing is at this place any more.
    pub fn forget(&mut self, gone: &Pointer) {
        self.0.retain(|path, _| below(path, gone.path()).is_none());
    }

    /// Takes note that the item number `index` of the array here was removed, and `length` are left.
    pub fn close_gap(&mut self, array: &Pointer, index: usize, length: usize) {
        let origins: Vec<_> = (index..length)
            .map(|new| (array.index(new), self.original(&array.index(new + 1))))
            .collect();
        let notes = std::mem::take(&mut self.0).into_iter();
        self.0 = notes
            .filter_map(|(path, old)| {
                let rest = below(&path, array.path()).and_then(|rest| rest.strip_prefix('/'));
                let Some(rest) = rest else {
                    return Some((path, old));
                };
                let (token, rest) = rest
                    .split_once('/')
                    .map_or((rest, None), |(a, b)| (a, Some(b)));
                match token.parse::<usize>() {
                    Ok(number) if number == index => None,
                    Ok(number) if number > index => {
                        let path = array.index(number - 1).path().to_owned();
                        let rest = rest.map(|rest| format!("/{rest}"));
                        Some((path + &rest.unwrap_or_default(), old))
                    }
                    _ => Some((path, old)),
                }
            })
            .collect();
        for (new, old) in origins {
            self.note(&new, &old);
        }
    }

    /// The place before.
    pub fn original(&self, pointer: &Pointer) -> Pointer {
        let path = pointer.path();
        let mut end = path.len();
        if self.0.is_empty() {
            return pointer.clone();
        }
        loop {
            if let Some(old) = self.0.get(&path[..end]) {
                let path = format!("{}{}", old.path(), &path[end..]);
                return Pointer::from_text(old.file(), &path);
            }
            match path[..end].rfind('/') {
                Some(slash) => end = slash,
                None => return pointer.clone(),
            }
        }
    }
}

/// What is left of a path below another one: empty for the place itself.
fn below<'p>(path: &'p str, place: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(place)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::FileId;

    #[test]
    fn the_nearest_move_counts() {
        let at = |path| Pointer::from_text(FileId(0), path);
        let mut moved = Moved::default();
        moved.note(&at("/components/schemas"), &at("/definitions"));
        moved.note(&at("/components/schemas/B"), &at("/x"));
        assert_eq!(
            moved.original(&at("/components/schemas/A/b")),
            at("/definitions/A/b")
        );
        assert_eq!(moved.original(&at("/components/schemas/B/b")), at("/x/b"));
        assert_eq!(
            moved.original(&at("/components/schemasX")),
            at("/components/schemasX")
        );
    }
    #[test]
    fn items_move_up_into_gaps() {
        let at = |path| Pointer::from_text(FileId(0), path);
        let other = |path| Pointer::from_text(FileId(1), path);
        let mut moved = Moved::default();
        moved.replace(&at("/a/3/x"), &other("/x"));
        moved.close_gap(&at("/a"), 1, 3);
        assert_eq!(moved.original(&at("/a/0")), at("/a/0"));
        assert_eq!(moved.original(&at("/a/1/y")), at("/a/2/y"));
        assert_eq!(moved.original(&at("/a/2")), at("/a/3"));
        assert_eq!(moved.original(&at("/a/2/x/z")), other("/x/z"));
        moved.close_gap(&at("/a"), 1, 2);
        assert_eq!(moved.original(&at("/a/1")), at("/a/3"));
        moved.forget(&at("/a"));
        assert_eq!(moved.original(&at("/a/1/x")), at("/a/1/x"));
    }
}
