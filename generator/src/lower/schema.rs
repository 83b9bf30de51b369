//! Schemas: which shape a schema has by its keywords, and the type that it lowers to.
//!
//! A missing `type` is inferred from the other keywords. Null is kept apart: a schema has a shape for the values that are not
//! null, and [`Lowering::nullable`] says whether null may stand instead. Formats that no typed client can use lower to the
//! plain type; `binary` means bytes only as a body or a part, which is not decided here.

use super::overlay::SchemaRef;
use super::places::{PlaceId, Role};
use super::{enums, extension, Draft, Lowering};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Docs, IntegerFormat, NumberFormat, StringFormat, Type, TypeDef, TypeId, TypeKind, Usage,
};
use crate::spec::{AdditionalProperties, JsonType, Schema, SchemaId};

/// How deep inline schemas may nest.
const MAX_DEPTH: usize = 256;

/// What a schema is, without null.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Any,
    Never,
    Null,
    /// Booleans, numbers and strings.
    Scalar(Type),
    Enum(enums::Values),
    Array(SchemaId),
    Tuple,
    /// An object without known properties.
    Map,
    Struct,
    /// At least two members.
    Union(Vec<SchemaId>),
    /// Another schema, with decoration or null at most.
    Same(SchemaId),
}

impl<'a> Lowering<'a> {
    /// The type of a schema, `Nullable` where it takes null.
    pub(super) fn lower(&mut self, id: SchemaId) -> Type {
        if let Some(done) = self.lowered.get(id) {
            return done.clone();
        }
        if self.depth >= MAX_DEPTH {
            self.report_depth(id);
            return Type::Any;
        }
        self.depth += 1;
        let plain = self.lower_plain(id);
        self.depth -= 1;
        let takes_null =
            self.nullable(id) && !matches!(self.peeled(id), Some((_, Shape::Any | Shape::Null)));
        let ty = if takes_null { nullable(plain) } else { plain };
        self.lowered.insert(id, ty.clone());
        ty
    }

    /// The type of a schema without null.
    pub(super) fn lower_plain(&mut self, id: SchemaId) -> Type {
        if let Some(target) = self.schemas.get(id).reference {
            return match self.components.get(&target) {
                Some(named) => Type::Named(*named),
                None => without_null(self.lower(target)),
            };
        }
        if let Some(named) = self.named.get(id) {
            return Type::Named(*named);
        }
        match self.shape(id) {
            shape @ (Shape::Enum(_) | Shape::Struct | Shape::Union(_)) => {
                let named = self.declare(id);
                self.define(named, id, shape);
                Type::Named(named)
            }
            shape => self.plain_type(id, shape),
        }
    }

    /// Lowers a component into the definition that was declared for it.
    pub(super) fn lower_component(&mut self, named: TypeId, id: SchemaId) {
        if self.schemas.get(id).reference.is_some() {
            let target = self.lower_plain(id);
            self.types[named.0 as usize].def.kind = TypeKind::Alias(target);
            return;
        }
        let shape = self.shape(id);
        self.define(named, id, shape);
    }

    /// Makes room for the definition of a schema, so that it can refer to itself.
    pub(super) fn declare(&mut self, id: SchemaId) -> TypeId {
        let named = TypeId(self.types.len() as u32);
        let schema = self.schemas.get(id);
        let place = self.place_of(id);
        self.types.push(Draft {
            place,
            def: TypeDef {
                name: super::words::name(""),
                pointer: schema.pointer.clone(),
                docs: docs(&schema),
                deprecated: schema.deprecated,
                usage: Usage::default(),
                kind: TypeKind::Alias(Type::Any),
                examples: Vec::new(),
            },
        });
        self.named.insert(id, named);
        named
    }

    fn define(&mut self, named: TypeId, id: SchemaId, shape: Shape) {
        let kind = match shape {
            Shape::Enum(values) => {
                if values.open == Some(false) {
                    self.closed.insert(named);
                }
                TypeKind::Enum(enums::lower(values))
            }
            Shape::Struct => TypeKind::Struct(self.lower_struct(id)),
            Shape::Union(members) => TypeKind::Union(self.lower_union(named, id, &members)),
            // What decorates an inline object is that object.
            Shape::Same(target) if self.is_inline(target) => {
                self.named.insert(target, named);
                let shape = self.shape(target);
                return self.define(named, target, shape);
            }
            shape => TypeKind::Alias(self.plain_type(id, shape)),
        };
        self.types[named.0 as usize].def.kind = kind;
    }

    /// Whether a schema is neither a reference nor a component.
    fn is_inline(&self, id: SchemaId) -> bool {
        self.schemas.get(id).reference.is_none() && !self.components.contains_key(&id)
    }

    fn plain_type(&mut self, id: SchemaId, shape: Shape) -> Type {
        match shape {
            Shape::Any => Type::Any,
            Shape::Never => Type::Never,
            Shape::Null => Type::Null,
            Shape::Scalar(ty) => ty,
            Shape::Array(item) => Type::Array {
                item: Box::new(self.lower(item)),
                unique: self.merged_schema(id).unique_items,
            },
            Shape::Tuple => self.lower_tuple(id),
            Shape::Map => self.lower_map(id),
            Shape::Same(other) => self.lower_plain(other),
            Shape::Enum(_) | Shape::Struct | Shape::Union(_) => {
                let named = self.declare(id);
                self.define(named, id, shape);
                Type::Named(named)
            }
        }
    }

    fn lower_tuple(&mut self, id: SchemaId) -> Type {
        let schema = self.merged_schema(id);
        let items = schema
            .prefix_items
            .iter()
            .map(|item| self.lower(*item))
            .collect();
        let full = schema
            .constraints
            .max_items
            .is_some_and(|max| max <= schema.prefix_items.len() as u64);
        let rest = match schema.items {
            Some(item) => Some(self.lower(item)).filter(|ty| *ty != Type::Never),
            None if full => None,
            None => Some(Type::Any),
        };
        Type::Tuple {
            items,
            rest: rest.map(Box::new),
        }
    }

    fn lower_map(&mut self, id: SchemaId) -> Type {
        let value = match self.merged_schema(id).additional_properties {
            AdditionalProperties::Schema(value) => self.lower(value),
            _ => Type::Any,
        };
        Type::Map(Box::new(value))
    }

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
        if let Some(element) = self.wrapped(&schema) {
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
            let words = super::case_words::kind_case(*kind);
            let place = self.places.add(Some(owner), Role::Words(words, "case"));
            self.places.put(member, place);
            member
        });
        Shape::Union(members.collect())
    }

    /// Where a schema stands; a derived schema was given its place when it was made.
    pub(super) fn place_of(&mut self, id: SchemaId) -> PlaceId {
        match self.places.of(id) {
            Some(place) => place,
            None => {
                // Only a schema that nothing but a pointer into another schema's unread keywords leads to has no place.
                let words = pointer_words(&self.schemas.get(id).pointer);
                let place = self.places.add(None, Role::Words(words, "schema"));
                self.places.put(id, place);
                place
            }
        }
    }

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
        if let Some(element) = self.wrapped(&schema) {
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

    fn report_depth(&mut self, id: SchemaId) {
        let schema = self.schemas.get(id);
        self.problems.push(
            Diagnostic::error(
                codes::UNSUPPORTED,
                &schema.pointer,
                format!("schemas are nested more than {MAX_DEPTH} deep here"),
            )
            .help("move inner schemas to `components/schemas` and refer to them"),
        );
    }
}

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
fn integer_format(schema: &Schema) -> IntegerFormat {
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

fn number_format(schema: &Schema) -> NumberFormat {
    match schema.format.as_deref() {
        Some("float") => NumberFormat::Float,
        Some("decimal") => NumberFormat::Decimal,
        _ => NumberFormat::Double,
    }
}

fn string_format(schema: &Schema) -> StringFormat {
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

/// Words from a pointer, for a schema that has no owner.
fn pointer_words(pointer: &crate::pointer::Pointer) -> Vec<String> {
    let skipped = ["components", "schemas", "paths", "content", "schema"];
    let words: Vec<String> = (pointer
        .tokens()
        .filter(|token| !skipped.contains(&token.as_str())))
    .flat_map(|token| super::words::words(&token))
    .collect();
    if words.is_empty() {
        super::words::words("")
    } else {
        words
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

/// The prose of a schema. A title is a summary only; it names nothing.
pub(super) fn docs(schema: &Schema) -> Docs {
    Docs {
        summary: schema.title.clone(),
        description: schema.description.clone(),
    }
}
