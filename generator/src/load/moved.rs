//! `Moved`: where the nodes of a normalised tree stand in the file, for versions whose shape differs from the internal one.

use std::collections::HashMap;

use crate::pointer::Pointer;

/// Places of the internal shape, each with the place in the file that it was made from. What is below a place moved with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved(HashMap<String, String>);

impl Moved {
    /// Takes note that what is at `new` was made from what is at `old`.
    pub fn note(&mut self, new: &Pointer, old: &Pointer) {
        if new != old {
            self.0.insert(new.path().to_owned(), old.path().to_owned());
        }
    }

    /// The place in the file.
    pub fn original(&self, pointer: &Pointer) -> Pointer {
        let path = pointer.path();
        let mut end = path.len();
        if self.0.is_empty() {
            return pointer.clone();
        }
        loop {
            if let Some(old) = self.0.get(&path[..end]) {
                return Pointer::from_text(pointer.file(), &format!("{old}{}", &path[end..]));
            }
            match path[..end].rfind('/') {
                Some(slash) => end = slash,
                None => return pointer.clone(),
            }
        }
    }
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
}
