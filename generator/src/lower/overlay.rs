//! The schemas of the description together with those that lowering derives from them.
//!
//! Merging `allOf` and splitting several types make schemas that stand nowhere in the description. They get ids of their own
//! after those of the description, so that all later steps treat both alike and the description stays as it was loaded.

use std::collections::HashMap;
use std::ops::Deref;
use std::rc::Rc;

use crate::pointer::Pointer;
use crate::spec::{Schema, SchemaId, Schemas};

/// A schema that can be held while the overlay grows.
#[derive(Clone)]
pub(super) enum SchemaRef<'a> {
    Described(&'a Schema),
    Derived(Rc<Schema>),
}

impl Deref for SchemaRef<'_> {
    type Target = Schema;
    fn deref(&self) -> &Schema {
        match self {
            Self::Described(schema) => schema,
            Self::Derived(schema) => schema,
        }
    }
}

/// Described and derived schemas.
pub(super) struct Overlay<'a> {
    described: &'a Schemas,
    derived: Vec<Rc<Schema>>,
    /// Merges by the schemas they were made of, so that merging recursive schemas comes to an end.
    merges: HashMap<Vec<SchemaId>, SchemaId>,
    /// What each merge was made of.
    parts: SchemaMap<Vec<SchemaId>>,
}

impl<'a> Overlay<'a> {
    pub(super) fn new(described: &'a Schemas) -> Self {
        Self {
            described,
            derived: Vec::new(),
            merges: HashMap::new(),
            parts: SchemaMap::default(),
        }
    }

    /// The schema with this id; it may be a reference.
    pub(super) fn get(&self, id: SchemaId) -> SchemaRef<'a> {
        match (id.0 as usize).checked_sub(self.described.len()) {
            None => SchemaRef::Described(self.described.get(id)),
            Some(index) => SchemaRef::Derived(Rc::clone(&self.derived[index])),
        }
    }

    /// The id at the end of the chain of references.
    pub(super) fn resolve(&self, id: SchemaId) -> SchemaId {
        if (id.0 as usize) < self.described.len() {
            self.described.resolve(id)
        } else {
            id
        }
    }

    /// The schema at the end of the chain of references.
    pub(super) fn resolved(&self, id: SchemaId) -> SchemaRef<'a> {
        self.get(self.resolve(id))
    }

    /// Adds a derived schema.
    pub(super) fn add(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId((self.described.len() + self.derived.len()) as u32);
        self.derived.push(Rc::new(schema));
        id
    }

    /// The schema that stands for all of `members` at once; the same members give the same schema. A new one
    /// stands at `pointer`; the flag says whether it is new.
    pub(super) fn all_of(&mut self, members: &[SchemaId], pointer: &Pointer) -> (SchemaId, bool) {
        let mut parts: Vec<SchemaId> = Vec::new();
        for member in members {
            let member = self.resolve(*member);
            let atoms = self.parts.get(member).cloned();
            for atom in atoms.unwrap_or_else(|| vec![member]) {
                if !parts.contains(&atom) {
                    parts.push(atom);
                }
            }
        }
        if let [only] = parts[..] {
            return (only, false);
        }
        if let Some(id) = self.merges.get(&parts) {
            return (*id, false);
        }
        let id = self.add(Schema {
            all_of: parts.clone(),
            ..empty(pointer.clone())
        });
        self.merges.insert(parts.clone(), id);
        self.parts.insert(id, parts);
        (id, true)
    }

    /// How many schemas were derived.
    pub(super) fn derived(&self) -> usize {
        self.derived.len()
    }

    /// How many schemas the description has.
    pub(super) fn described(&self) -> usize {
        self.described.len()
    }
}

/// A schema without any keyword.
pub(super) fn empty(pointer: Pointer) -> Schema {
    Schema {
        pointer,
        reference: None,
        types: Vec::new(),
        format: None,
        title: None,
        description: None,
        default: None,
        example: None,
        deprecated: false,
        read_only: false,
        write_only: false,
        enumeration: None,
        properties: Default::default(),
        required: Default::default(),
        additional_properties: Default::default(),
        pattern_properties: Default::default(),
        items: None,
        prefix_items: Vec::new(),
        unique_items: false,
        all_of: Vec::new(),
        one_of: Vec::new(),
        any_of: Vec::new(),
        not: None,
        discriminator: None,
        xml: Default::default(),
        constraints: Default::default(),
        extensions: Default::default(),
    }
}

/// A map from schemas to values, dense.
pub(super) struct SchemaMap<T>(Vec<Option<T>>);

impl<T> Default for SchemaMap<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> SchemaMap<T> {
    pub(super) fn get(&self, id: SchemaId) -> Option<&T> {
        self.0.get(id.0 as usize)?.as_ref()
    }

    pub(super) fn insert(&mut self, id: SchemaId, value: T) {
        let index = id.0 as usize;
        if self.0.len() <= index {
            self.0.resize_with(index + 1, || None);
        }
        self.0[index] = Some(value);
    }
}
