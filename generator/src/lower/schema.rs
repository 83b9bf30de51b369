//! Schemas to types: named ones get a definition, the others are written out where they are used.

use super::null::{nullable, without_null};
use super::places::{PlaceId, Role};
use super::shape::Shape;
use super::{enums, Draft, Lowering};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{Docs, Type, TypeDef, TypeId, TypeKind, Usage};
use crate::spec::{AdditionalProperties, MediaType, Schema, SchemaId};

/// How deep schemas may nest, by containment or by reference from union to union: the stack is not endless.
pub(super) const MAX_DEPTH: usize = 64;

impl Lowering<'_> {
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
            return match self.components.get(target) {
                Some(named) => Type::Named(*named),
                None => without_null(self.lower(target)),
            };
        }
        if let Some(named) = self.named.get(id).copied() {
            return match self.components.get(id) {
                Some(_) => Type::Named(named),
                None => self.replaceable(id, Type::Named(named)),
            };
        }
        let shape = self.shape(id);
        let described = self.plain_type(id, shape);
        self.replaceable(id, described)
    }

    /// Lowers a component into the definition that was declared for it.
    pub(super) fn lower_component(&mut self, named: TypeId, id: SchemaId) {
        self.types[named.0 as usize].def.foreign = self.foreign(id);
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
                foreign: None,
                examples: Vec::new(),
            },
        });
        self.named.insert(id, named);
        named
    }

    /// Another name for a type, in a place of its own.
    pub(super) fn declare_alias(
        &mut self,
        place: PlaceId,
        media_type: &MediaType,
        ty: Type,
    ) -> TypeId {
        let named = TypeId(self.types.len() as u32);
        let schema = media_type.schema.map(|id| self.schemas.get(id));
        let pointer = schema.as_ref().map(|schema| schema.pointer.clone());
        self.types.push(Draft {
            place,
            def: TypeDef {
                name: super::words::name(""),
                pointer: pointer.unwrap_or_else(|| media_type.pointer.clone()),
                docs: schema
                    .as_ref()
                    .map(|schema| docs(schema))
                    .unwrap_or_default(),
                deprecated: schema.is_some_and(|schema| schema.deprecated),
                usage: Usage::default(),
                kind: TypeKind::Alias(ty),
                foreign: None,
                examples: Vec::new(),
            },
        });
        named
    }

    fn define(&mut self, named: TypeId, id: SchemaId, shape: Shape) {
        let kind = match shape {
            Shape::Enum(values) => {
                if values.open == Some(false) {
                    self.closed.insert(named);
                }
                TypeKind::Enum(enums::lower(&values))
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
        self.schemas.get(id).reference.is_none() && self.components.get(id).is_none()
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

    /// Reports that schemas are nested too deep to be lowered.
    pub(super) fn report_depth(&mut self, id: SchemaId) {
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

/// Words from a pointer, for a schema that has no owner.
fn pointer_words(pointer: &crate::pointer::Pointer) -> Vec<String> {
    let skipped = [
        "components",
        "schemas",
        "paths",
        "content",
        "schema",
        "$defs",
        "definitions",
    ];
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

/// The prose of a schema. A title is a summary only; it names nothing.
pub(super) fn docs(schema: &Schema) -> Docs {
    Docs {
        summary: schema.title.clone(),
        description: schema.description.clone(),
    }
}
