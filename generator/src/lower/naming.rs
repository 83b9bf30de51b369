//! Names of types, decided for the whole API at once.
//!
//! A component is named for itself, an inline schema for its owner and its role, `x-sdk-name` instead of either. Names come in
//! ranks: first those that stand for themselves, then what belongs to them, and so on; an earlier rank never yields to a later
//! one. Within a rank the first by pointer keeps a name. Who has to yield adds the word for the kind of its role
//! (`PetStatus` becomes `PetPropertyStatus`); where that is taken too, it is an error that names both places.

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

/// The words of each claim, all different unless an error says otherwise.
pub(super) fn resolve(
    claims: &[Claim],
    places: &Places,
    problems: &mut Diagnostics,
) -> Vec<Vec<String>> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_cached_key(|index| {
        let claim = &claims[*index];
        (places.depth(claim.place), claim.pointer.clone())
    });
    let mut scope = Scope {
        places,
        named: HashMap::new(),
        taken: HashMap::new(),
    };
    let mut names = vec![Vec::new(); claims.len()];
    for index in order {
        names[index] = scope.claim(&claims[index], problems);
    }
    names
}

struct Scope<'p> {
    places: &'p Places,
    /// The names of places that have one.
    named: HashMap<PlaceId, Vec<String>>,
    taken: HashMap<Vec<String>, Pointer>,
}

impl Scope<'_> {
    fn claim(&mut self, claim: &Claim, problems: &mut Diagnostics) -> Vec<String> {
        if let Some(name) = self.named.get(&claim.place) {
            // A body that several operations share claims its name once for each.
            if self.taken.get(name) == Some(&claim.pointer) {
                return name.clone();
            }
        }
        let place = self.places.get(claim.place);
        let owner = place
            .owner
            .map(|owner| self.name(owner))
            .unwrap_or_default();
        let role = place.role.words();
        let kind = vec![place.role.kind().to_owned()];
        let short = [owner.clone(), role.clone()].concat();
        let long = match place.owner {
            Some(_) => [owner, kind, role].concat(),
            None => [role, kind].concat(),
        };
        let free = [&short, &long]
            .into_iter()
            .find(|name| !self.taken.contains_key(*name));
        let name = match free {
            Some(name) => name.clone(),
            None => {
                problems.push(self.collision(claim, &long));
                long
            }
        };
        self.taken.insert(name.clone(), claim.pointer.clone());
        self.named.insert(claim.place, name.clone());
        name
    }

    /// The name of a place, whether or not a type stands there.
    fn name(&self, id: PlaceId) -> Vec<String> {
        if let Some(name) = self.named.get(&id) {
            return name.clone();
        }
        let place = self.places.get(id);
        let mut name = place
            .owner
            .map(|owner| self.name(owner))
            .unwrap_or_default();
        name.extend(place.role.words());
        name
    }

    fn collision(&self, claim: &Claim, name: &Vec<String>) -> Diagnostic {
        let error = Diagnostic::error(
            codes::NAME_COLLISION,
            &claim.pointer,
            format!("the name \"{}\" of this type is taken", name.join(" ")),
        )
        .help("give one of the two another name by `x-sdk-name`");
        match self.taken.get(name) {
            Some(other) => error.related(other, "taken by this one"),
            None => error,
        }
    }
}
