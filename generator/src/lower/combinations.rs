//! Two unions that hold at once: a value is of a case of the one and of a case of the other.

use super::all_of::{common_kinds, Merge};
use super::kinds::inferred_kinds;
use super::places::{is_null, Role};
use crate::spec::{JsonType, SchemaId};

/// How many cases two unions may have together.
const MAX_COMBINATIONS: usize = 256;

impl Merge<'_, '_> {
    /// Each case of one union with each of another, as far as one value can be of both kinds; `None` if these are too many.
    pub(super) fn combinations(
        &mut self,
        ours: &[SchemaId],
        theirs: &[SchemaId],
    ) -> Option<Vec<SchemaId>> {
        if ours.len() * theirs.len() > MAX_COMBINATIONS {
            return None;
        }
        let ours: Vec<_> = ours.iter().map(|case| self.case(*case)).collect();
        let theirs: Vec<_> = theirs.iter().map(|case| self.case(*case)).collect();
        let mut cases = Vec::new();
        for our in &ours {
            for their in &theirs {
                if our.is_null && their.is_null {
                    cases.push(our.id);
                }
                if !our.is_null && !their.is_null && fit(&our.kinds, &their.kinds) {
                    let words = [our.words.clone(), their.words.clone()].concat();
                    cases.push(self.both(our.id, their.id, Role::Words(words, "case")));
                }
            }
        }
        Some(cases)
    }

    fn case(&mut self, id: SchemaId) -> Case {
        let schema = self.lowering.merged_schema(id);
        let place = self.lowering.place_of(self.lowering.schemas.resolve(id));
        Case {
            id,
            is_null: is_null(&schema),
            kinds: inferred_kinds(&schema),
            words: self.lowering.places.get(place).role.words(),
        }
    }
}

/// A case of a union.
struct Case {
    id: SchemaId,
    is_null: bool,
    /// None means any.
    kinds: Vec<JsonType>,
    /// What it adds to a name.
    words: Vec<String>,
}

fn fit(ours: &[JsonType], theirs: &[JsonType]) -> bool {
    ours.is_empty() || theirs.is_empty() || !common_kinds(ours, theirs).is_empty()
}
