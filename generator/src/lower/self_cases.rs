//! Unions that are cases of themselves, also through other unions: the cases that a value of one can really be of.
//!
//! As a type of its own such a union loses the case (see `cycles`). In an `allOf` it would bring itself along without end.

use std::collections::HashSet;
use std::rc::Rc;

use super::overlay::SchemaRef;
use super::union::cases;
use super::Lowering;
use crate::spec::{Schema, SchemaId};

impl<'a> Lowering<'a> {
    /// A union that leads back to itself through nothing but unions, as one of their other cases; any other schema as it is.
    pub(super) fn without_itself(&mut self, id: SchemaId, schema: SchemaRef<'a>) -> SchemaRef<'a> {
        if cases(&schema).is_empty() {
            return schema;
        }
        if self.without_self.get(id).is_none() {
            let cases = self.cases_but_itself(id);
            self.without_self.insert(id, cases);
        }
        let Some(Some(others)) = self.without_self.get(id) else {
            return schema;
        };
        let mut finite = (*schema).clone();
        let list = match finite.one_of.is_empty() {
            true => &mut finite.any_of,
            false => &mut finite.one_of,
        };
        *list = others.to_vec();
        SchemaRef::Derived(Rc::new(finite))
    }

    /// The cases of a union and of the unions that are its cases; `None` where none of them is itself.
    fn cases_but_itself(&self, id: SchemaId) -> Option<Rc<[SchemaId]>> {
        let mut unions = vec![id];
        let mut seen = HashSet::from([id]);
        let mut others = Vec::new();
        let mut is_its_own = false;
        while let Some(union) = unions.pop() {
            for case in cases(&self.schemas.get(union)) {
                let target = self.schemas.resolve(*case);
                let schema = self.schemas.get(target);
                is_its_own |= target == id;
                if !is_union(&schema) {
                    others.push(*case);
                } else if seen.insert(target) {
                    unions.push(target);
                }
            }
        }
        is_its_own.then(|| others.into())
    }
}

/// Whether a schema is a union and nothing besides.
fn is_union(schema: &Schema) -> bool {
    !cases(schema).is_empty()
        && schema.all_of.is_empty()
        && schema.properties.is_empty()
        && schema.enumeration.is_none()
}
