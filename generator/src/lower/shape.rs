//! Shapes: what a schema is by its keywords.
//!
//! A missing `type` is inferred from the other keywords. Formats that no typed client can use have the shape of the plain type;
//! `binary` means bytes only as a body or a part, which is not decided here.

use std::rc::Rc;

use super::case_words::kind_case;
use super::kinds::{has_structure, inferred_kinds};
use super::overlay::SchemaRef;
use super::places::Role;
use super::schema::MAX_DEPTH;
use super::{enums, Lowering};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{IntegerFormat, NumberFormat, StringFormat, Type};
use crate::spec::{AdditionalProperties, JsonType, Schema, SchemaId};

/// What a schema is, without null.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Any,
    Never,
    Null,
    /// Booleans, numbers and strings.
    Scalar(Type),
    Enum(Rc<enums::Values>),
    Array(SchemaId),
    Tuple,
    /// An object without known properties.
    Map,
    Struct,
    /// At least two members.
    Union(Rc<[SchemaId]>),
    /// Another schema, with decoration or null at most.
    Same(SchemaId),
}

impl<'a> Lowering<'a> {
    /// What a schema is; decided once.
    pub(super) fn shape(&mut self, id: SchemaId) -> Shape {
        match self.shapes.get(id) {
            Some(Some(done)) => return done.clone(),
            Some(None) => {
                self.report_loop(id);
                return Shape::Any;
            }
            None => {}
        }
        self.shapes.insert(id, None);
        let shape = self.find_shape(id);
        self.shapes.insert(id, Some(shape.clone()));
        shape
    }

    /// The shape behind references and decoration; `None` where it is not known yet, because it is asked for from within.
    pub(super) fn peeled(&mut self, mut id: SchemaId) -> Option<(SchemaId, Shape)> {
        for _ in 0..MAX_DEPTH {
            id = self.schemas.resolve(id);
            if matches!(self.shapes.get(id), Some(None)) || self.depth >= MAX_DEPTH {
                return None;
            }
            self.depth += 1;
            let shape = self.shape(id);
            self.depth -= 1;
            match shape {
                Shape::Same(other) => id = other,
                other => return Some((id, other)),
            }
        }
        None
    }

    fn find_shape(&mut self, id: SchemaId) -> Shape {
        let schema = self.schemas.get(id);
        if let Some(target) = schema.reference {
            return Shape::Same(target);
        }
        if let Some(element) = self.wrapped(id, &schema) {
            return Shape::Same(element);
        }
        let merged = self.merged_schema(id);
        if let Some(shape) = self.union_shape(id, &merged) {
            return shape;
        }
        let kinds = inferred_kinds(&merged);
        if let Some(shape) = enums::shape(&merged, &kinds) {
            return shape;
        }
        match kinds[..] {
            [] => self.shape_without_kind(&merged),
            [JsonType::Integer, JsonType::Number] | [JsonType::Number, JsonType::Integer] => {
                Shape::Scalar(Type::Number(NumberFormat::Double))
            }
            [kind] => shape_of_kind(kind, &merged),
            _ => self.split_kinds(id, &merged, &kinds),
        }
    }

    fn shape_without_kind(&mut self, schema: &Schema) -> Shape {
        let refuses_all = (schema.not).is_some_and(|not| {
            let not = self.schemas.resolved(not);
            not.types.is_empty() && !has_structure(&not)
        });
        if refuses_all {
            return Shape::Never;
        }
        match schema.types[..] {
            [JsonType::Null] if !has_structure(schema) => Shape::Null,
            _ => Shape::Any,
        }
    }

    /// A schema of several types is a union of schemas of one each.
    fn split_kinds(&mut self, id: SchemaId, schema: &SchemaRef<'_>, kinds: &[JsonType]) -> Shape {
        let owner = self.place_of(id);
        let members = kinds.iter().map(|kind| {
            let mut part = one_kind(schema, *kind);
            part.title = None;
            part.description = None;
            let member = self.schemas.add(part);
            let words = kind_case(*kind);
            let place = self.places.add(Some(owner), Role::Words(words, "case"));
            self.places.put(member, place);
            member
        });
        Shape::Union(members.collect())
    }

    fn report_loop(&mut self, id: SchemaId) {
        let schema = self.schemas.get(id);
        self.problems.push(
            Diagnostic::error(
                codes::SCHEMA_LOOP,
                &schema.pointer,
                "this schema is defined by nothing but itself",
            )
            .help("describe at least one value that does not lead back here"),
        );
    }
}

fn shape_of_kind(kind: JsonType, schema: &Schema) -> Shape {
    match kind {
        JsonType::Null => Shape::Null,
        JsonType::Boolean => Shape::Scalar(Type::Boolean),
        JsonType::Integer => Shape::Scalar(Type::Integer(integer_format(schema))),
        JsonType::Number => Shape::Scalar(Type::Number(number_format(schema))),
        JsonType::String => Shape::Scalar(Type::String(string_format(schema))),
        JsonType::Array if !schema.prefix_items.is_empty() => Shape::Tuple,
        JsonType::Array => schema
            .items
            .map_or(Shape::Scalar(any_array(schema)), Shape::Array),
        JsonType::Object if is_struct(schema) => Shape::Struct,
        JsonType::Object => Shape::Map,
    }
}

fn is_struct(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.additional_properties == AdditionalProperties::Forbidden
}

fn any_array(schema: &Schema) -> Type {
    Type::Array {
        item: Box::new(Type::Any),
        unique: schema.unique_items,
    }
}

/// Without a format 64 bits; unsigned ones only where the limits leave no other choice.
pub(super) fn integer_format(schema: &Schema) -> IntegerFormat {
    match schema.format.as_deref() {
        Some("int32") => IntegerFormat::Int32,
        Some("uint32") => IntegerFormat::Uint32,
        Some("uint64") => IntegerFormat::Uint64,
        _ => {
            let limits = &schema.constraints;
            let from_zero = limits
                .minimum
                .as_ref()
                .is_some_and(|min| min.as_u64().is_some());
            let beyond = (limits.maximum.as_ref()).is_some_and(|max| max.is_u64() && !max.is_i64());
            if from_zero && beyond {
                IntegerFormat::Uint64
            } else {
                IntegerFormat::Int64
            }
        }
    }
}

pub(super) fn number_format(schema: &Schema) -> NumberFormat {
    match schema.format.as_deref() {
        Some("float") => NumberFormat::Float,
        Some("decimal") => NumberFormat::Decimal,
        _ => NumberFormat::Double,
    }
}

pub(super) fn string_format(schema: &Schema) -> StringFormat {
    match schema.format.as_deref() {
        Some("date-time") => StringFormat::DateTime,
        Some("date") => StringFormat::Date,
        Some("time") => StringFormat::Time,
        Some("duration") => StringFormat::Duration,
        Some("uuid") => StringFormat::Uuid,
        Some("uri" | "url") => StringFormat::Uri,
        Some("byte" | "base64") => StringFormat::Base64,
        Some("base64url") => StringFormat::Base64Url,
        Some("password") => StringFormat::Password,
        _ => StringFormat::Plain,
    }
}

/// The part of a schema that is about values of one kind.
fn one_kind(schema: &Schema, kind: JsonType) -> Schema {
    let mut part = schema.clone();
    part.types = vec![kind];
    part.extensions.shift_remove("x-sdk-name");
    if kind != JsonType::String {
        part.format = None;
    }
    part
}
