//! Which JSON kinds a schema is about, by its `type` or by its other keywords.

use super::extension;
use crate::spec::{AdditionalProperties, JsonType, Schema};

/// The types that a schema declares or, where it declares none, that its keywords imply; without null.
pub(super) fn inferred_kinds(schema: &Schema) -> Vec<JsonType> {
    let mut kinds = declared_kinds(schema);
    if kinds.is_empty() {
        kinds.extend(implied_kind(schema));
    }
    kinds
}

/// The types that a schema declares, without null.
pub(super) fn declared_kinds(schema: &Schema) -> Vec<JsonType> {
    (schema.types.iter().copied())
        .filter(|kind| *kind != JsonType::Null)
        .collect()
}

fn implied_kind(schema: &Schema) -> Option<JsonType> {
    let limits = &schema.constraints;
    if has_object_keywords(schema)
        || limits.min_properties.is_some()
        || limits.max_properties.is_some()
    {
        Some(JsonType::Object)
    } else if schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || limits.min_items.is_some()
        || limits.max_items.is_some()
    {
        Some(JsonType::Array)
    } else if limits.pattern.is_some() || limits.min_length.is_some() || limits.max_length.is_some()
    {
        Some(JsonType::String)
    } else if limits.minimum.is_some() || limits.maximum.is_some() || limits.multiple_of.is_some() {
        Some(JsonType::Number)
    } else {
        None
    }
}

/// Whether keywords about properties stand in a schema.
pub(super) fn has_object_keywords(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.additional_properties != AdditionalProperties::Unspecified
}

/// Whether a schema says more about its values than their types.
pub(super) fn has_structure(schema: &Schema) -> bool {
    !schema.all_of.is_empty() || has_structure_of_its_own(schema)
}

/// The same, its `allOf` aside.
pub(super) fn has_structure_of_its_own(schema: &Schema) -> bool {
    schema.reference.is_some()
        || schema.format.is_some()
        || schema.enumeration.is_some()
        || has_object_keywords(schema)
        || schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || schema.unique_items
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || schema.not.is_some()
        || schema.discriminator.is_some()
        || schema.constraints != Default::default()
        || extension::openness(schema).is_some()
}
