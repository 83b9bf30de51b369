//! Null: where it may stand instead of a value.
//!
//! A component that takes null is lowered without it, and every use of the component is nullable.

use super::schema::MAX_DEPTH;
use super::Lowering;
use crate::ir::Type;
use crate::spec::{JsonType, SchemaId};

impl Lowering<'_> {
    /// Whether null may stand for a value of this schema.
    ///
    /// `nullable: true` counts even beside an `allOf` or `enum` that does not take null: authors mean what they say there.
    pub(super) fn nullable(&mut self, id: SchemaId) -> bool {
        let id = self.schemas.resolve(id);
        match self.nullables.get(id) {
            Some(known) => return *known,
            // While it is being found out: a schema is not nullable only because of itself.
            None => self.nullables.insert(id, false),
        }
        if self.depth >= MAX_DEPTH {
            self.report_depth(id);
            return false;
        }
        self.depth += 1;
        let found = self.find_nullable(id);
        self.depth -= 1;
        self.nullables.insert(id, found);
        found
    }

    fn find_nullable(&mut self, id: SchemaId) -> bool {
        let schema = self.schemas.get(id);
        if schema.types.contains(&JsonType::Null) {
            return true;
        }
        if let Some(element) = self.wrapped(id, &schema) {
            return self.nullable(element);
        }
        let merged = self.merged_schema(id);
        let listed =
            (merged.enumeration.as_ref()).is_some_and(|values| values.iter().any(|v| v.is_null()));
        let members: Vec<SchemaId> = merged
            .one_of
            .iter()
            .chain(&merged.any_of)
            .copied()
            .collect();
        listed
            || merged.types.contains(&JsonType::Null)
            || (merged.types.is_empty() && members.iter().any(|member| self.nullable(*member)))
    }
}

/// The type or null.
pub(super) fn nullable(ty: Type) -> Type {
    match ty {
        Type::Any | Type::Null | Type::Nullable(_) => ty,
        other => Type::Nullable(Box::new(other)),
    }
}

/// The type without null.
pub(super) fn without_null(ty: Type) -> Type {
    match ty {
        Type::Nullable(inner) => *inner,
        other => other,
    }
}
