//! Types of a user's own: a schema that names one keeps what it describes beside it, for those who have no such type.

use std::collections::{BTreeMap, HashMap};

use super::overlay::SchemaMap;
use super::Lowering;
use crate::codes;
use crate::config::FOREIGN_KEYWORDS;
use crate::diagnostic::Diagnostic;
use crate::ir::{Foreign, ForeignId, Type};
use crate::pointer::Pointer;
use crate::spec::SchemaId;

/// The types under way.
#[derive(Default)]
pub(super) struct Draft {
    pub types: Vec<Foreign>,
    /// Those found so far, by their JSON text.
    known: HashMap<String, ForeignId>,
    /// What schemas say that were asked before.
    said: SchemaMap<Option<ForeignId>>,
}

impl Lowering<'_> {
    /// What replaces the type of a schema. Equal values are one, so that types with them are equal.
    pub(super) fn foreign(&mut self, id: SchemaId) -> Option<ForeignId> {
        if let Some(known) = self.foreign.said.get(id) {
            return *known;
        }
        let found = self.find_foreign(id);
        self.foreign.said.insert(id, found);
        found
    }

    fn find_foreign(&mut self, id: SchemaId) -> Option<ForeignId> {
        let schema = self.schemas.get(id);
        let given = FOREIGN_KEYWORDS.iter().filter_map(|keyword| {
            let value = schema.extensions.get(keyword.name)?;
            value.as_object()?;
            Some((keyword.name.to_owned(), value.clone()))
        });
        let by_keyword: BTreeMap<_, _> = given.collect();
        if by_keyword.is_empty() {
            return None;
        }
        let Draft { types, known, .. } = &mut self.foreign;
        // A map of JSON values has a text.
        let text = serde_json::to_string(&by_keyword).unwrap_or_default();
        let new = ForeignId(types.len() as u32);
        let found = *known.entry(text).or_insert(new);
        if found == new {
            types.push(Foreign {
                pointers: Vec::new(),
                by_keyword,
            });
        }
        let pointers = &mut types[found.0 as usize].pointers;
        pointers.push(schema.pointer.clone());
        Some(found)
    }

    /// Whether a schema names a type of a user's own, itself or where it refers to.
    pub(super) fn has_foreign(&self, id: SchemaId) -> bool {
        let schema = self.schemas.resolved(id);
        let mut keywords = FOREIGN_KEYWORDS.iter();
        keywords.any(|keyword| schema.extensions.contains_key(keyword.name))
    }

    /// Notes two schemas that become one, of which no type of a user's own speaks.
    pub(super) fn note_merged_foreign(&mut self, members: [SchemaId; 2], pointer: &Pointer) {
        if members.iter().any(|id| self.has_foreign(*id)) {
            let message = "the types of one's own that schemas name are not used where the schemas are merged";
            self.problems
                .push(Diagnostic::note(codes::APPROXIMATED, pointer, message));
        }
    }

    /// The type of a schema that is written in place, with what replaces it.
    pub(super) fn replaceable(&mut self, id: SchemaId, described: Type) -> Type {
        match self.foreign(id) {
            Some(id) => Type::Foreign {
                id,
                described: Box::new(described),
            },
            None => described,
        }
    }
}
