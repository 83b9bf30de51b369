//! Names of types, decided for the whole API at once.
//!
//! A component is named for itself, an inline schema for its owner and its role, `x-sdk-name` instead of either. Names come in
//! ranks: first those that stand for themselves, then what belongs to them, and so on; an earlier rank never yields to a later
//! one. Within a rank the first by pointer keeps a name. Who has to yield adds the word for the kind of its role
//! (`PetStatus` becomes `PetPropertyStatus`); where that is taken too, it adds a number, with a warning that names both places.

use std::collections::HashMap;

use super::places::{PlaceId, Places};
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// Something that needs a name of its own among the types.
pub(super) struct Claim {
    pub place: PlaceId,
    pub pointer: Pointer,
}

/// The words of each claim, all different.
pub(super) fn resolve(
    claims: &[Claim],
    places: &Places<'_>,
    problems: &mut Diagnostics,
) -> Vec<Vec<String>> {
    let mut order: Vec<(usize, &Claim, usize)> = (claims.iter().enumerate())
        .map(|(index, claim)| (places.depth(claim.place), claim, index))
        .collect();
    order.sort_unstable_by(|a, b| (a.0, &a.1.pointer, a.2).cmp(&(b.0, &b.1.pointer, b.2)));
    let mut scope = Scope {
        places,
        named: HashMap::with_capacity(claims.len()),
        taken: HashMap::with_capacity(claims.len()),
        numbers: Numbers::default(),
    };
    let mut names = vec![Vec::new(); claims.len()];
    for (_, claim, index) in order {
        let name = scope.claim(claim, problems);
        names[index] = name.split(' ').map(str::to_owned).collect();
    }
    names
}

/// Names in the making, each its words with blanks between.
struct Scope<'p> {
    places: &'p Places<'p>,
    /// The names of places that have one.
    named: HashMap<PlaceId, String>,
    taken: HashMap<String, &'p Pointer>,
    numbers: Numbers,
}

impl<'p> Scope<'p> {
    fn claim(&mut self, claim: &'p Claim, problems: &mut Diagnostics) -> String {
        if let Some(name) = self.named.get(&claim.place) {
            // A body that several operations share claims its name once for each.
            if self.taken.get(name) == Some(&&claim.pointer) {
                return name.clone();
            }
        }
        let mut name = self.name_of(claim.place, None);
        if self.taken.contains_key(&name) {
            name = self.name_of(claim.place, Some(self.places.get(claim.place).role.kind()));
            if let Some(other) = self.taken.get(&name) {
                let is_taken = |name: &str| self.taken.contains_key(name);
                let free = self.numbers.numbered(&name, is_taken);
                problems.push(collision(claim, &name, &free, other));
                name = free;
            }
        }
        self.taken.insert(name.clone(), &claim.pointer);
        self.named.insert(claim.place, name.clone());
        name
    }

    /// The name of the owner and the words of the role, those of its kind before them, or after them where there is no owner.
    fn name_of(&self, id: PlaceId, kind: Option<&str>) -> String {
        let place = self.places.get(id);
        let mut name = match place.owner {
            Some(owner) => self
                .named
                .get(&owner)
                .cloned()
                .unwrap_or_else(|| self.name_of(owner, None)),
            None => String::new(),
        };
        let kind_last = place.owner.is_none();
        append(&mut name, kind.filter(|_| !kind_last));
        append(&mut name, place.role.words().iter().map(String::as_str));
        append(&mut name, kind.filter(|_| kind_last));
        name
    }
}

fn append<'w>(name: &mut String, words: impl IntoIterator<Item = &'w str>) {
    for word in words {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
}

/// The numbers that names of one scope have got, so that a name that is claimed many times is not counted up to each time.
#[derive(Default)]
pub(super) struct Numbers(HashMap<String, usize>);

impl Numbers {
    /// A name with the first number from 2 on that makes it one of its own. The number belongs to the last word, as in `Pet2`.
    pub(super) fn numbered(&mut self, name: &str, is_taken: impl Fn(&str) -> bool) -> String {
        let next = self.0.entry(name.to_owned()).or_insert(2);
        loop {
            let free = format!("{name}{next}");
            *next += 1;
            if !is_taken(&free) {
                return free;
            }
        }
    }
}

fn collision(claim: &Claim, name: &str, free: &str, other: &Pointer) -> Diagnostic {
    Diagnostic::warning(
        codes::NAME_COLLISION,
        &claim.pointer,
        format!("the name \"{name}\" of this type is taken: it is called \"{free}\""),
    )
    .related(other, "taken by this one")
    .help("give one of the two another name by `x-sdk-name`")
}
