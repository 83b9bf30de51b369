//! Objects with known properties.
//!
//! Properties beyond the known ones are kept where the schema allows them explicitly, else ignored. A name in `required` that
//! is no property adds no field. A base type with a `discriminator` but neither `mapping` nor `oneOf` stays a struct; it keeps
//! what its sub-types add.

use serde_json::Value;

use super::null::without_null;
use super::{extension, Lowering};
use crate::ir::{
    Additional, Docs, Field, IntegerFormat, NumberFormat, Presence, StringFormat, Struct, Type,
};
use crate::spec::{AdditionalProperties, Schema, SchemaId};

impl Lowering<'_> {
    /// The fields of an object.
    pub(super) fn lower_struct(&mut self, id: SchemaId) -> Struct {
        let schema = self.merged_schema(id);
        let fields = (schema.properties.iter())
            .map(|(name, property)| {
                self.lower_field(name, *property, schema.required.contains(name))
            })
            .collect();
        Struct {
            fields,
            additional: self.lower_additional(&schema),
            headers: Vec::new(),
        }
    }

    fn lower_field(&mut self, wire: &str, id: SchemaId, required: bool) -> Field {
        let own = self.schemas.get(id);
        let behind = self.schemas.resolved(id);
        let merged = self.merged_schema(id);
        let constant = if required { self.only_value(id) } else { None };
        let inline = own.reference.is_none() && self.schemas.resolve(id) == id;
        let ty = match &constant {
            Some(value) if inline => type_of_constant(value),
            _ => self.lower(id),
        };
        let presence = presence(required, matches!(ty, Type::Nullable(_)));
        Field {
            name: extension::name(wire, &own.extensions),
            pointer: own.pointer.clone(),
            docs: Docs {
                summary: None,
                description: own.description.clone(),
            },
            ty: without_null(ty),
            presence,
            default: own.default.clone().or_else(|| merged.default.clone()),
            constant,
            deprecated: own.deprecated,
            read_only: own.read_only || behind.read_only || merged.read_only,
            write_only: own.write_only || behind.write_only || merged.write_only,
            closes_cycle: false,
            constraints: merged.constraints.clone(),
        }
    }

    /// The value of a schema that takes only one.
    pub(super) fn only_value(&mut self, id: SchemaId) -> Option<Value> {
        let schema = self.merged_schema(id);
        match schema.enumeration.as_deref() {
            Some([value])
                if is_scalar(value)
                    && !self.nullable(id)
                    && extension::openness(&schema) != Some(true) =>
            {
                Some(value.clone())
            }
            _ => None,
        }
    }

    fn lower_additional(&mut self, schema: &Schema) -> Additional {
        let rest = match schema.additional_properties {
            AdditionalProperties::Schema(value) => Some(self.lower(value)),
            AdditionalProperties::Allowed => Some(Type::Any),
            AdditionalProperties::Unspecified | AdditionalProperties::Forbidden => None,
        };
        if !schema.pattern_properties.is_empty() {
            let patterns = (schema.pattern_properties.iter())
                .map(|(pattern, value)| (pattern.clone(), self.lower(*value)))
                .collect();
            return Additional::Patterns(patterns, rest);
        }
        let has_subtypes = schema.discriminator.is_some();
        match (rest, schema.additional_properties) {
            (Some(ty), _) => Additional::Kept(ty),
            (None, AdditionalProperties::Forbidden) => Additional::Forbidden,
            (None, _) if has_subtypes => Additional::Kept(Type::Any),
            (None, _) => Additional::Ignored,
        }
    }
}

/// The presence of a property.
pub(super) fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    }
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

fn type_of_constant(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::Boolean,
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            Type::Integer(IntegerFormat::Int64)
        }
        Value::Number(_) => Type::Number(NumberFormat::Double),
        _ => Type::String(StringFormat::Plain),
    }
}
