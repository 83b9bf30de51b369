//! `allOf`: several schemas that hold at once become one.
//!
//! - One element, with decoration at most around it, is a wrapper and stands for the element itself, unless that is a union of
//!   which the schema is a case.
//! - Several are merged keyword by keyword. What is equal stays; what is tighter wins (fewer types, fewer values of an enum,
//!   narrower limits); `required` is the union and applies to properties of all elements; a property that several elements
//!   describe holds for all of their descriptions, merged in the same way when it is met. A contradiction is a warning
//!   that names both places, and no value fits.
//! - Null is allowed where the outermost schema says so, else only where every element allows it.
//! - An element with a union brings its cases along: see `union`, `combinations` where two do, and `self_cases` where one of them is
//!   that union. The exception is the union of which the merged schema is itself a case: the element is then meant as a base, and
//!   only its properties count.
//! - `additionalProperties: false` of one element does not forbid the properties of another: authors never mean that.

use std::borrow::Cow;

use serde_json::Value;

use super::kinds::{declared_kinds, has_structure, has_structure_of_its_own, inferred_kinds};
use super::limits::tighten;
use super::overlay::{empty, SchemaRef};
use super::places::Role;
use super::schema::MAX_DEPTH;
use super::union::cases;
use super::Lowering;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;
use crate::spec::{AdditionalProperties, JsonType, Schema, SchemaId};

/// How many schemas may be derived for each that is described, beyond a floor.
const MAX_DERIVED_RATIO: usize = 4;
const MAX_DERIVED_FLOOR: usize = 10_000;

impl<'a> Lowering<'a> {
    /// The schema behind references, with `allOf` merged into it.
    pub(super) fn merged_schema(&mut self, id: SchemaId) -> SchemaRef<'a> {
        let id = self.merged(id);
        self.schemas.get(id)
    }

    fn merged(&mut self, id: SchemaId) -> SchemaId {
        let id = self.schemas.resolve(id);
        if self.schemas.get(id).all_of.is_empty() {
            return id;
        }
        match self.merged.get(id) {
            Some(Some(done)) => return *done,
            Some(None) => return self.report_cycle(id),
            None => self.merged.insert(id, None),
        }
        if self.depth >= MAX_DEPTH {
            self.report_depth(id);
            let nothing = self
                .schemas
                .add(empty(self.schemas.get(id).pointer.clone()));
            self.merged.insert(id, Some(nothing));
            return nothing;
        }
        self.depth += 1;
        let result = self.merge_elements(id);
        self.depth -= 1;
        let place = self.place_of(id);
        let derived = self.schemas.add(result);
        self.places.put(derived, place);
        self.merged.insert(id, Some(derived));
        derived
    }

    /// The element that a schema merely wraps.
    pub(super) fn wrapped(&mut self, id: SchemaId, schema: &Schema) -> Option<SchemaId> {
        if schema.all_of.is_empty() || has_structure_of_its_own(schema) {
            return None;
        }
        let mut kept: Vec<SchemaId> = Vec::new();
        for element in &schema.all_of {
            let target = self.schemas.resolve(*element);
            let same = kept
                .iter()
                .any(|other| self.schemas.resolve(*other) == target);
            if target == id {
                // It is merged, which reports it.
                return None;
            }
            if !same && has_structure(&self.schemas.get(target)) {
                kept.push(*element);
            }
        }
        let [only] = kept[..] else { return None };
        if self.is_case_of(id, &self.schemas.resolved(only)) {
            return None;
        }
        let declared: Vec<JsonType> = (schema.all_of.iter())
            .filter(|element| **element != only)
            .flat_map(|element| declared_kinds(&self.schemas.resolved(*element)))
            .chain(declared_kinds(schema))
            .collect();
        if declared.is_empty() {
            return Some(only);
        }
        let kinds = inferred_kinds(&self.merged_schema(only));
        let adds_nothing = declared
            .iter()
            .all(|kind| kinds == [*kind] || kinds.is_empty() && *kind == JsonType::Object);
        adds_nothing.then_some(only)
    }

    fn merge_elements(&mut self, id: SchemaId) -> Schema {
        let own = self.schemas.get(id);
        if self.schemas.derived() > MAX_DERIVED_FLOOR + MAX_DERIVED_RATIO * self.schemas.described()
        {
            self.problems.push(
                Diagnostic::error(
                    codes::UNSUPPORTED,
                    &own.pointer,
                    "merging `allOf` here makes too many schemas",
                )
                .help("give parts that occur often a component of their own"),
            );
            return empty(own.pointer.clone());
        }
        let mut parts: Vec<SchemaRef<'a>> = Vec::new();
        let mut all_nullable = true;
        for element in &own.all_of {
            let target = self.merged(*element);
            let part = self.schemas.get(target);
            all_nullable &=
                !has_structure(&part) && part.types.is_empty() || self.nullable(*element);
            let part = self.without_own_union(id, part);
            let part = self.without_itself(target, part);
            if !parts
                .iter()
                .any(|known| std::ptr::eq::<Schema>(&**known, &*part))
            {
                parts.push(part);
            }
        }
        let mut merge = Merge {
            lowering: self,
            owner: id,
            sources: Vec::new(),
            result: Schema {
                all_of: Vec::new(),
                types: declared_kinds(&own),
                ..(*own).clone()
            },
        };
        merge.sources.push(SchemaRef::clone(&own));
        for part in &parts {
            merge.add(part);
        }
        let mut result = merge.result;
        let any_nullable = parts.iter().any(|part| {
            part.types.contains(&JsonType::Null)
                || part
                    .enumeration
                    .as_ref()
                    .is_some_and(|v| v.contains(&Value::Null))
        });
        if own.types.contains(&JsonType::Null)
            || (all_nullable && any_nullable && own.types.is_empty())
        {
            result.types.push(JsonType::Null);
        }
        result
    }

    /// The element without its union where the merged schema is a case of that union.
    fn without_own_union(&self, id: SchemaId, part: SchemaRef<'a>) -> SchemaRef<'a> {
        if !self.is_case_of(id, &part) {
            return part;
        }
        let mut base = (*part).clone();
        base.one_of.clear();
        base.any_of.clear();
        base.discriminator = None;
        SchemaRef::Derived(base.into())
    }

    /// Whether a schema is a case of the union that `element` is.
    fn is_case_of(&self, id: SchemaId, element: &Schema) -> bool {
        let mapped = element
            .discriminator
            .iter()
            .flat_map(|d| d.mapping.values());
        let mut cases = element.one_of.iter().chain(&element.any_of).chain(mapped);
        cases.any(|case| self.schemas.resolve(*case) == id)
    }

    fn report_cycle(&mut self, id: SchemaId) -> SchemaId {
        let pointer = self.schemas.get(id).pointer.clone();
        self.problems.push(
            Diagnostic::warning(
                codes::ALL_OF_CYCLE,
                &pointer,
                "this `allOf` contains itself, and the reference that leads back here is left out",
            )
            .help("take it out of the `allOf`"),
        );
        self.schemas.add(empty(pointer))
    }
}

/// A merge under way.
pub(super) struct Merge<'l, 'a> {
    pub(super) lowering: &'l mut Lowering<'a>,
    /// The schema that is made.
    owner: SchemaId,
    /// What has been merged so far, to name the other side of a contradiction.
    sources: Vec<SchemaRef<'a>>,
    result: Schema,
}

impl<'a> Merge<'_, 'a> {
    fn add(&mut self, part: &SchemaRef<'a>) {
        self.types(part);
        self.format(part);
        self.enumeration(part);
        self.properties(part);
        self.items(part);
        self.unions(part);
        self.limits(part);
        self.decoration(part);
        self.sources.push(part.clone());
    }

    fn types(&mut self, part: &Schema) {
        let theirs = declared_kinds(part);
        let ours = std::mem::take(&mut self.result.types);
        let common = common_kinds(&ours, &theirs);
        if common.is_empty() && !(ours.is_empty() && theirs.is_empty()) {
            self.conflict(part, "type", |schema| !declared_kinds(schema).is_empty());
            self.result.types = ours;
            self.result.enumeration = Some(Vec::new());
        } else {
            self.result.types = common;
        }
    }

    fn format(&mut self, part: &Schema) {
        match (&self.result.format, &part.format) {
            (None, theirs) => self.result.format = theirs.clone(),
            (Some(ours), Some(theirs)) if ours != theirs => {
                if theirs == "int32" && ours == "int64" {
                    self.result.format = Some("int32".to_owned());
                } else if !(ours == "int32" && theirs == "int64") {
                    self.conflict(part, "format", |schema| schema.format.is_some());
                }
            }
            _ => {}
        }
    }

    fn enumeration(&mut self, part: &Schema) {
        let Some(theirs) = &part.enumeration else {
            return;
        };
        let Some(ours) = &mut self.result.enumeration else {
            self.result.enumeration = Some(theirs.clone());
            return;
        };
        let common: Vec<Value> = ours
            .iter()
            .filter(|value| theirs.contains(value))
            .cloned()
            .collect();
        if common.is_empty() && !ours.is_empty() {
            *ours = common;
            self.conflict(part, "enum", |schema| schema.enumeration.is_some());
        } else {
            *ours = common;
        }
    }

    fn properties(&mut self, part: &Schema) {
        for (name, theirs) in &part.properties {
            let merged = match self.result.properties.get(name) {
                Some(ours) => self.both(*ours, *theirs, Role::Property(Cow::Owned(name.clone()))),
                None => *theirs,
            };
            self.result.properties.insert(name.clone(), merged);
        }
        for (pattern, theirs) in &part.pattern_properties {
            let merged = match self.result.pattern_properties.get(pattern) {
                Some(ours) => self.both(*ours, *theirs, Role::Value),
                None => *theirs,
            };
            self.result
                .pattern_properties
                .insert(pattern.clone(), merged);
        }
        self.result.required.extend(part.required.iter().cloned());
        use AdditionalProperties as Rest;
        self.result.additional_properties = match (
            self.result.additional_properties,
            part.additional_properties,
        ) {
            (Rest::Schema(ours), Rest::Schema(theirs)) => {
                Rest::Schema(self.both(ours, theirs, Role::Value))
            }
            (Rest::Forbidden, _) | (_, Rest::Forbidden) => Rest::Forbidden,
            (Rest::Schema(schema), _) | (_, Rest::Schema(schema)) => Rest::Schema(schema),
            (Rest::Allowed, _) | (_, Rest::Allowed) => Rest::Allowed,
            (Rest::Unspecified, Rest::Unspecified) => Rest::Unspecified,
        };
    }

    fn items(&mut self, part: &Schema) {
        self.result.items = match (self.result.items, part.items) {
            (Some(ours), Some(theirs)) => Some(self.both(ours, theirs, Role::Item)),
            (ours, theirs) => ours.or(theirs),
        };
        if self.result.prefix_items.is_empty() {
            self.result.prefix_items = part.prefix_items.clone();
        } else if !part.prefix_items.is_empty() && self.result.prefix_items != part.prefix_items {
            self.conflict(part, "prefixItems", |schema| {
                !schema.prefix_items.is_empty()
            });
        }
        self.result.unique_items |= part.unique_items;
    }

    fn unions(&mut self, part: &Schema) {
        let theirs = cases(part);
        if theirs.is_empty() || self.only_constrains(theirs) {
            return;
        }
        let ours: Vec<SchemaId> = (self.result.one_of.iter())
            .chain(&self.result.any_of)
            .copied()
            .collect();
        if ours.is_empty() || self.only_constrains(&ours) {
            self.result.any_of.clear();
            self.result.one_of = theirs.to_vec();
            self.result.discriminator = part.discriminator.clone();
        } else if ours != *theirs {
            self.both_unions(part, &ours, theirs);
        }
    }

    fn both_unions(&mut self, part: &Schema, ours: &[SchemaId], theirs: &[SchemaId]) {
        match self.combinations(ours, theirs) {
            Some(cases) => {
                if cases.is_empty() {
                    self.conflict(part, "oneOf", |schema| {
                        !schema.one_of.is_empty() || !schema.any_of.is_empty()
                    });
                    self.result.enumeration = Some(Vec::new());
                }
                self.result.one_of = cases;
                self.result.any_of.clear();
                // No value of the one tag names a combination.
                self.result.discriminator = None;
            }
            None => self.too_many(part),
        }
    }

    fn only_constrains(&self, members: &[SchemaId]) -> bool {
        members
            .iter()
            .all(|member| super::union::only_constrains(&self.lowering.schemas.resolved(*member)))
    }

    fn limits(&mut self, part: &Schema) {
        tighten(&mut self.result.constraints, &part.constraints);
        if self.result.not.is_none() {
            self.result.not = part.not;
        }
    }

    fn decoration(&mut self, part: &Schema) {
        let result = &mut self.result;
        result.default = result.default.take().or_else(|| part.default.clone());
        result.deprecated |= part.deprecated;
        result.read_only |= part.read_only;
        result.write_only |= part.write_only;
        for key in ["x-extensible-enum", "x-sdk-enum"] {
            if let Some(value) = part.extensions.get(key) {
                result
                    .extensions
                    .entry(key.to_owned())
                    .or_insert_with(|| value.clone());
            }
        }
    }

    /// The schema for a value that two schemas describe.
    pub(super) fn both(&mut self, ours: SchemaId, theirs: SchemaId, role: Role<'a>) -> SchemaId {
        let schemas = &mut self.lowering.schemas;
        if schemas.resolve(ours) == schemas.resolve(theirs) {
            return ours;
        }
        let pointer = schemas.get(ours).pointer.clone();
        let (both, new) = schemas.all_of(&[ours, theirs], &pointer);
        if new {
            let owner = self.lowering.place_of(self.owner);
            let place = self.lowering.places.add(Some(owner), role);
            self.lowering.places.put(both, place);
            self.lowering.note_merged_foreign([ours, theirs], &pointer);
        }
        both
    }

    fn conflict(&mut self, part: &Schema, keyword: &str, speaks: impl Fn(&Schema) -> bool) {
        let other = self
            .sources
            .iter()
            .find(|source| speaks(source))
            .map(|source| source.pointer.clone());
        let other = other.unwrap_or_else(|| self.result.pointer.clone());
        let message =
            format!("`{keyword}` contradicts that of another element of the same `allOf`");
        self.lowering
            .problems
            .push(conflict(&part.pointer, message).related(&other, "the other element"));
    }

    fn too_many(&mut self, part: &Schema) {
        self.lowering.problems.push(
            Diagnostic::warning(
                codes::APPROXIMATED,
                &part.pointer,
                "two elements of one `allOf` are unions with too many combinations: the type has the cases of one",
            )
            .related(&self.result.pointer, "the `allOf`")
            .help("write the combinations as the cases of one `oneOf`"),
        );
    }
}

fn conflict(pointer: &Pointer, message: String) -> Diagnostic {
    Diagnostic::warning(codes::ALL_OF_CONFLICT, pointer, message)
        .help("no value can fit both; change one of them, or take it out of the `allOf`")
}

/// The kinds that both lists take; an empty list takes all, and a whole number is a number.
pub(super) fn common_kinds(ours: &[JsonType], theirs: &[JsonType]) -> Vec<JsonType> {
    let takes = |list: &[JsonType], kind: JsonType| {
        list.is_empty()
            || list.contains(&kind)
            || (kind == JsonType::Integer && list.contains(&JsonType::Number))
    };
    let mut common: Vec<JsonType> = Vec::new();
    for kind in ours.iter().chain(theirs) {
        if takes(ours, *kind) && takes(theirs, *kind) && !common.contains(kind) {
            common.push(*kind);
        }
    }
    common
}
