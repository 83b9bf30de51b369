//! `oneOf`, `anyOf` and several types: which schemas are unions, and of what.
//!
//! - Null among the members is nullability. One member left is that member; members that lead to the same schema are one.
//! - Members that only say what is `required` of properties beside them constrain an object and make no union.
//! - Scalars that a value cannot tell apart become one: enums of one base join, an enum beside its plain type is an open enum,
//!   a formatted string beside a plain one is plain, an integer beside a number is a number.
//! - Values that are listed beside scalar members are the only ones.
//! - A member that takes anything makes the whole untyped.
//! - Properties beside the members hold in every case: each case is the member merged with them (see `all_of`).
//! - A `discriminator` with a `mapping` but without members makes a union of what the mapping selects; its own properties are
//!   what those have in common.
//!
//! How the cases are told apart is decided later, when all of their types are known: see `tagging`.

use std::rc::Rc;

use super::join::{join, schema_of_enum, schema_of_scalar};
use super::kinds::{declared_kinds, has_object_keywords, inferred_kinds};
use super::null::without_null;
use super::overlay::{empty, SchemaRef};
use super::places::{is_null, Role};
use super::shape::Shape;
use super::{enums, extension, Lowering};
use crate::codes;
use crate::ir::{Name, Tagging, TypeId, Union, UnionVariant};
use crate::spec::{AdditionalProperties, Discriminator, JsonType, Schema, SchemaId};

/// A union whose tagging is not decided yet.
pub(super) struct Undecided {
    pub named: TypeId,
    /// The schema of the union.
    pub schema: SchemaId,
    /// What each case was described by.
    pub origins: Vec<SchemaId>,
    pub discriminator: Option<Discriminator>,
}

/// Whether a schema says nothing but which properties must be there.
pub(super) fn only_constrains(schema: &Schema) -> bool {
    schema.properties.is_empty()
        && schema.pattern_properties.is_empty()
        && schema.additional_properties == AdditionalProperties::Unspecified
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.reference.is_none()
        && schema.enumeration.is_none()
        && schema.items.is_none()
        && (!schema.required.is_empty() || schema.not.is_some())
}

/// The cases of a schema; empty: it is no union. Where it has two lists, those of the second are not looked at.
pub(super) fn cases(schema: &Schema) -> &[SchemaId] {
    match schema.one_of.is_empty() {
        true => &schema.any_of,
        false => &schema.one_of,
    }
}

impl<'a> Lowering<'a> {
    /// The shape of a schema with members; `None` where it has none that count.
    pub(super) fn union_shape(&mut self, id: SchemaId, schema: &SchemaRef<'a>) -> Option<Shape> {
        let all = self.members(id, schema);
        self.note_second_list(schema);
        let constrains = |member: &SchemaId| only_constrains(&self.schemas.resolved(*member));
        if all.iter().all(constrains) {
            self.note_no_union(
                schema,
                codes::NOT_ENFORCED,
                "is not enforced: its cases only say what is required or refused",
            );
            return None;
        }
        let mut members: Vec<SchemaId> = Vec::new();
        for member in all {
            let target = self.schemas.resolve(member);
            let known = members
                .iter()
                .any(|other| self.schemas.resolve(*other) == target);
            if !known && !is_null(&self.schemas.get(target)) {
                members.push(member);
            }
        }
        if self.needs_base(schema, &members) {
            members = self.with_base(id, schema, &members);
        }
        let joined = self.joined(id, members);
        Some(self.narrowed(joined, schema))
    }

    /// The shape where the schema lists its values beside the members: those of its values that a member has too.
    fn narrowed(&mut self, joined: Shape, schema: &Schema) -> Shape {
        let Some(Shape::Enum(listed)) = enums::shape(schema, &inferred_kinds(schema)) else {
            return joined;
        };
        let peeled = match &joined {
            Shape::Same(member) => self.peeled(*member).map(|(_, shape)| shape),
            other => Some(other.clone()),
        };
        match peeled {
            Some(Shape::Scalar(_)) => Shape::Enum(listed),
            Some(Shape::Enum(members)) if members.open != Some(true) => {
                let mut both = (*listed).clone();
                both.values.retain(|value| members.values.contains(value));
                if both.values.is_empty() {
                    return Shape::Never;
                }
                Shape::Enum(Rc::new(both))
            }
            Some(Shape::Enum(_)) => Shape::Enum(listed),
            _ => joined,
        }
    }

    fn members(&self, id: SchemaId, schema: &Schema) -> Vec<SchemaId> {
        let cases = cases(schema);
        if !cases.is_empty() {
            return cases.to_vec();
        }
        let targets = schema.discriminator.iter().flat_map(|d| d.mapping.values());
        let mut members: Vec<SchemaId> = Vec::new();
        for target in targets {
            let target = self.schemas.resolve(*target);
            if target != self.schemas.resolve(id) && !members.contains(&target) {
                members.push(target);
            }
        }
        members
    }

    /// Whether keywords beside the members change what a member is.
    fn needs_base(&mut self, schema: &Schema, members: &[SchemaId]) -> bool {
        has_object_keywords(schema)
            || (!declared_kinds(schema).is_empty()
                && members
                    .iter()
                    .any(|member| matches!(self.peeled(*member), Some((_, Shape::Any)))))
    }

    /// The members, each merged with the keywords beside them.
    fn with_base(&mut self, id: SchemaId, schema: &Schema, members: &[SchemaId]) -> Vec<SchemaId> {
        let mut base = schema.clone();
        base.one_of.clear();
        base.any_of.clear();
        base.discriminator = None;
        base.types = declared_kinds(schema);
        base.extensions.clear();
        base.title = None;
        base.default = None;
        base.example = None;
        let owner = self.place_of(id);
        let base = self.schemas.add(base);
        self.places.put(base, owner);
        let single = members.len() == 1;
        members
            .iter()
            .map(|member| self.case_with_base(id, base, *member, single))
            .collect()
    }

    fn case_with_base(
        &mut self,
        id: SchemaId,
        base: SchemaId,
        member: SchemaId,
        single: bool,
    ) -> SchemaId {
        let target = self.schemas.resolve(member);
        let inherits = (self.schemas.get(target).all_of.iter())
            .any(|part| self.schemas.resolve(*part) == self.schemas.resolve(id));
        if inherits {
            // The case names this union as its own base: it has the properties already.
            return member;
        }
        let pointer = self.schemas.get(member).pointer.clone();
        let (merged, new) = self.schemas.all_of(&[base, member], &pointer);
        if new {
            let place = match self.schemas.get(member).reference {
                _ if single => self.place_of(id),
                None => self.place_of(member),
                Some(target) => {
                    let words = self.component_name(target).words;
                    let owner = self.place_of(id);
                    self.places.add(Some(owner), Role::Words(words, "case"))
                }
            };
            self.places.put(merged, place);
            self.origins.insert(merged, target);
        }
        merged
    }

    /// The members after scalars that cannot be told apart were joined.
    fn joined(&mut self, id: SchemaId, members: Vec<SchemaId>) -> Shape {
        let mut cases: Vec<Case> = Vec::new();
        for member in members {
            let shape = self.peeled(member).map(|(_, shape)| shape);
            if matches!(shape, Some(Shape::Any)) {
                let schema = self.schemas.get(id);
                let message = "has a case that takes anything, and so does the type";
                self.note_no_union(&schema, codes::APPROXIMATED, message);
                return Shape::Any;
            }
            if !matches!(shape, Some(Shape::Null | Shape::Never)) {
                self.add_case(
                    &mut cases,
                    Case {
                        member: Some(member),
                        shape,
                    },
                );
            }
        }
        match cases.len() {
            0 => Shape::Null,
            1 => match cases.remove(0) {
                Case {
                    member: Some(member),
                    ..
                } => Shape::Same(member),
                Case { shape, .. } => shape.unwrap_or(Shape::Any),
            },
            _ => Shape::Union(
                cases
                    .into_iter()
                    .map(|case| self.case_schema(id, case))
                    .collect(),
            ),
        }
    }

    fn add_case(&mut self, cases: &mut Vec<Case>, case: Case) {
        for known in cases.iter_mut() {
            let (Some(ours), Some(theirs)) = (&known.shape, &case.shape) else {
                continue;
            };
            if self.same_values(ours, theirs) {
                return;
            }
            if let Some(shape) = join(ours, theirs) {
                known.shape = Some(shape);
                known.member = None;
                return;
            }
        }
        cases.push(case);
    }

    /// Whether two shapes without a name of their own are equal.
    fn same_values(&mut self, ours: &Shape, theirs: &Shape) -> bool {
        match (ours, theirs) {
            (Shape::Scalar(ours), Shape::Scalar(theirs)) => ours == theirs,
            (Shape::Array(ours), Shape::Array(theirs)) => {
                let (ours, theirs) = (self.schemas.resolve(*ours), self.schemas.resolve(*theirs));
                ours == theirs
                    || match (self.peeled(ours), self.peeled(theirs)) {
                        (Some((_, Shape::Scalar(ours))), Some((_, Shape::Scalar(theirs)))) => {
                            ours == theirs
                        }
                        _ => false,
                    }
            }
            _ => false,
        }
    }

    /// The schema of a case; joined scalars get a derived one.
    fn case_schema(&mut self, id: SchemaId, case: Case) -> SchemaId {
        if let Some(member) = case.member {
            return member;
        }
        let pointer = self.schemas.get(id).pointer.clone();
        let (schema, word) = match case.shape {
            Some(Shape::Enum(values)) => (schema_of_enum(pointer, &values), "enum"),
            Some(Shape::Scalar(ty)) => (schema_of_scalar(pointer, &ty), "value"),
            _ => (empty(pointer), "value"),
        };
        let word = match declared_kinds(&schema).first() {
            Some(JsonType::String) => "string",
            Some(JsonType::Integer) => "integer",
            Some(JsonType::Number) => "number",
            _ => word,
        };
        let owner = self.place_of(id);
        let derived = self.schemas.add(schema);
        let place = self
            .places
            .add(Some(owner), Role::Words(vec![word.to_owned()], "case"));
        self.places.put(derived, place);
        derived
    }

    /// The definition of a union. Its tagging is a stand-in until all types are known.
    pub(super) fn lower_union(
        &mut self,
        named: TypeId,
        id: SchemaId,
        members: &[SchemaId],
    ) -> Union {
        let mut variants: Vec<UnionVariant> = Vec::with_capacity(members.len());
        let mut origins = Vec::with_capacity(members.len());
        for member in members {
            let ty = without_null(self.lower(*member));
            if variants.iter().any(|known| known.ty == ty) {
                continue;
            }
            let schema = self.schemas.get(*member);
            variants.push(UnionVariant {
                name: self.case_name(*member),
                ty,
                docs: super::schema::docs(&schema),
                closes_cycle: false,
                tags: Vec::new(),
                kinds: Vec::new(),
                evidence: Vec::new(),
            });
            let origin = self.origins.get(*member).copied();
            origins.push(origin.unwrap_or_else(|| self.schemas.resolve(*member)));
        }
        let discriminator = self.merged_schema(id).discriminator.clone();
        self.undecided.push(Undecided {
            named,
            schema: id,
            origins,
            discriminator,
        });
        Union {
            variants,
            tagging: Tagging::Structure,
        }
    }

    /// A case is called as its component, or by its role.
    fn case_name(&mut self, member: SchemaId) -> Name {
        if let Some(target) = self.schemas.get(member).reference {
            return self.component_name(target);
        }
        if self.components.get(member).is_some() {
            return self.component_name(member);
        }
        let place = self.place_of(member);
        let words = self.places.get(place).role.words();
        Name {
            wire: words.join(" "),
            words,
        }
    }

    /// The name of a schema that is referred to.
    fn component_name(&self, target: SchemaId) -> Name {
        let schema = self.schemas.get(target);
        extension::name(
            &schema.pointer.last().unwrap_or_default(),
            &schema.extensions,
        )
    }
}

/// A case under way: a member, or scalars joined from several.
struct Case {
    member: Option<SchemaId>,
    /// `None`: not known yet.
    shape: Option<Shape>,
}
