//! Schemas: one entry of the arena for each place where a Schema Object or a reference to one stands.

use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    AdditionalProperties as TypedAdditional, AnySchema, ReferenceOr, SchemaKind, Type,
};
use serde::Deserialize;
use serde_json::{Number, Value};

use super::node::Node;
use super::xml::xml;
use super::{prose, refused, Resolver};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::reference::{target, Target};
use crate::load::report::Fatal;
use crate::load::version::v31;
use crate::pointer::Pointer;
use crate::spec::{
    AdditionalProperties, Constraints, Discriminator, JsonType, Schema, SchemaId, Schemas, Xml,
};

/// A schema or a reference to one, boxed or not.
#[derive(Clone, Copy)]
pub(super) enum SchemaOr<'a> {
    Reference(&'a str),
    Schema(&'a openapiv3::Schema),
}

impl<'a> From<&'a ReferenceOr<openapiv3::Schema>> for SchemaOr<'a> {
    fn from(schema: &'a ReferenceOr<openapiv3::Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<openapiv3::Schema>>> for SchemaOr<'a> {
    fn from(schema: &'a ReferenceOr<Box<openapiv3::Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

impl Resolver<'_, '_> {
    /// The schema at this place.
    pub(super) fn schema<'a>(
        &mut self,
        node: &Node<'_, impl Into<SchemaOr<'a>> + Clone>,
    ) -> SchemaId {
        let id = self.promise(&node.pointer);
        if self.is_filled(id) {
            return id;
        }
        // A schema inside a schema is never the schema itself, so nothing asks for this place while it is being filled.
        let schema = match node.typed.clone().into() {
            SchemaOr::Reference(text) => {
                let mut schema = blank(node.pointer.clone());
                if let Target::Here(pointer) = target(node.pointer.file(), text) {
                    schema.reference = Some(self.promise(&pointer));
                }
                schema
            }
            SchemaOr::Schema(schema) => self.schema_object(&node.with(schema)),
        };
        if let Some(place) = self.schemas.get_mut(id.0 as usize) {
            *place = Some(Box::new(schema));
        }
        id
    }

    /// The schema at this place, or a blank one where the typed model refuses it: ids are positions, and with that error nothing
    /// is generated.
    pub(super) fn read_schema(
        &mut self,
        node: &Node<'_, Result<ReferenceOr<openapiv3::Schema>, serde_json::Error>>,
    ) -> SchemaId {
        let problem = match &node.typed {
            Ok(typed) => return self.schema(&node.with(typed)),
            Err(problem) => problem,
        };
        self.report.push(refused(&node.pointer, problem));
        let id = self.promise(&node.pointer);
        if let Some(place) = self.schemas.get_mut(id.0 as usize) {
            *place = Some(Box::new(blank(node.pointer.clone())));
        }
        id
    }

    /// The id of the schema at a place that may not have been visited yet.
    pub(super) fn promise(&mut self, pointer: &Pointer) -> SchemaId {
        if let Some(id) = self.ids.get(pointer) {
            return *id;
        }
        // The number of nodes is limited far below 2^32 (see `limits`).
        let id = SchemaId(u32::try_from(self.schemas.len()).unwrap_or(u32::MAX));
        self.schemas.push(None);
        self.ids.insert(pointer.clone(), id);
        self.promised.push(pointer.clone());
        id
    }

    /// Visits the places that only references lead to, and hands over all schemas.
    pub(super) fn all_schemas(&mut self) -> Schemas {
        while let Some(pointer) = self.promised.pop() {
            let id = self.promise(&pointer);
            if self.is_filled(id) {
                continue;
            }
            let raw = self.raw.pointer(pointer.path()).unwrap_or(&Value::Null);
            let typed = ReferenceOr::<openapiv3::Schema>::deserialize(raw);
            self.read_schema(&Node::new(typed, raw, pointer));
        }
        let schemas = std::mem::take(&mut self.schemas).into_iter().flatten();
        Schemas(schemas.collect())
    }

    fn is_filled(&self, id: SchemaId) -> bool {
        matches!(self.schemas.get(id.0 as usize), Some(Some(_)))
    }

    fn schema_object(&mut self, node: &Node<'_, &openapiv3::Schema>) -> Schema {
        let data = &node.typed.schema_data;
        let parts = Parts::of(&node.typed.schema_kind);
        let mut schema = blank(node.pointer.clone());
        schema.types = types(node.raw, data.nullable);
        schema.format = node.text("format");
        schema.title.clone_from(&data.title);
        schema.description =
            prose::with_link(data.description.as_ref(), data.external_docs.as_ref());
        schema.default = node.keyword("default");
        schema.example = node.keyword("example");
        schema.deprecated = data.deprecated;
        schema.read_only = data.read_only;
        schema.write_only = data.write_only;
        let values = node.raw.get("enum").and_then(Value::as_array);
        schema.enumeration = values.filter(|values| !values.is_empty()).cloned();
        schema.unique_items = node.flag("uniqueItems").unwrap_or_default();
        schema.constraints = constraints(node.raw);
        schema.xml = xml(node.raw);
        schema.extensions.clone_from(&data.extensions);
        schema.extensions.shift_remove(v31::TYPES);
        self.fill_children(node, &parts, &mut schema);
        schema.discriminator = data
            .discriminator
            .as_ref()
            .map(|typed| self.discriminator(&node.member("discriminator", typed)));
        schema
    }

    fn fill_children(
        &mut self,
        node: &Node<'_, &openapiv3::Schema>,
        parts: &Parts<'_>,
        schema: &mut Schema,
    ) {
        if let Some(properties) = parts.properties {
            for (name, property) in node.entries("properties", properties) {
                schema
                    .properties
                    .insert(name.clone(), self.schema(&property));
            }
        }
        schema.required = parts.required.iter().cloned().collect();
        schema.additional_properties = match parts.additional_properties {
            None => AdditionalProperties::Unspecified,
            Some(TypedAdditional::Any(true)) => AdditionalProperties::Allowed,
            Some(TypedAdditional::Any(false)) => AdditionalProperties::Forbidden,
            Some(TypedAdditional::Schema(typed)) => {
                let place = node.member("additionalProperties", typed.as_ref());
                AdditionalProperties::Schema(self.schema(&place))
            }
        };
        schema.items = parts
            .items
            .map(|typed| self.schema(&node.member("items", typed)));
        // The typed model does not know these two.
        if let Some(Value::Array(prefix)) = node.raw.get("prefixItems") {
            let place = node.pointer.key("prefixItems");
            schema.prefix_items = (0..prefix.len())
                .map(|index| self.promise(&place.index(index)))
                .collect();
        }
        if let Some(Value::Object(patterns)) = node.raw.get("patternProperties") {
            let place = node.pointer.key("patternProperties");
            for pattern in patterns.keys() {
                let id = self.promise(&place.key(pattern));
                schema.pattern_properties.insert(pattern.clone(), id);
            }
        }
        schema.all_of = self.schemas_in(node, "allOf", parts.all_of);
        schema.one_of = self.schemas_in(node, "oneOf", parts.one_of);
        schema.any_of = self.schemas_in(node, "anyOf", parts.any_of);
        schema.not = parts
            .not
            .map(|typed| self.schema(&node.member("not", typed)));
    }

    fn schemas_in(
        &mut self,
        node: &Node<'_, &openapiv3::Schema>,
        keyword: &str,
        typed: &[ReferenceOr<openapiv3::Schema>],
    ) -> Vec<SchemaId> {
        let items = node.items(keyword, typed);
        items.iter().map(|item| self.schema(item)).collect()
    }

    /// A mapping names a component or refers to a schema (4.7.25.2); a name that is a component wins.
    fn discriminator(&mut self, node: &Node<'_, &openapiv3::Discriminator>) -> Discriminator {
        let mut mapping = IndexMap::new();
        for (value, entry) in node.entries("mapping", &node.typed.mapping) {
            match self.mapped(&entry.pointer, entry.typed) {
                Ok(pointer) => {
                    mapping.insert(value.clone(), self.promise(&pointer));
                }
                Err(problem) => self.report.push(problem),
            }
        }
        Discriminator {
            pointer: node.pointer.clone(),
            property: node.typed.property_name.clone(),
            mapping,
        }
    }

    fn mapped(&self, place: &Pointer, text: &str) -> Result<Pointer, Fatal> {
        let root = Pointer::root(place.file());
        let component = root.keys(&["components", "schemas", text]);
        if self.raw.pointer(component.path()).is_some() {
            return Ok(component);
        }
        let error = |code, message: String| Err(Box::new(Diagnostic::error(code, place, message)));
        match target(place.file(), text) {
            Target::Here(pointer)
                if self
                    .raw
                    .pointer(pointer.path())
                    .is_some_and(Value::is_object) =>
            {
                Ok(pointer)
            }
            // Tools that write references out leave such behind. What else the cases differ in tells them apart.
            Target::Here(pointer) if !pointer.path().starts_with("/components/") => {
                let message = format!("{text:?} leads to no schema; the value is left out");
                let warning = Diagnostic::warning(codes::UNKNOWN_MAPPING_TARGET, place, message);
                Err(Box::new(warning.help("refer to one of the cases")))
            }
            Target::Here(_) | Target::Invalid => error(
                codes::UNKNOWN_MAPPING_TARGET,
                format!("{text:?} leads to no schema"),
            ),
            Target::Remote | Target::OutsideFolder => error(
                codes::REMOTE_REFERENCE,
                format!("{text:?} leads out of the description, and nothing is fetched"),
            ),
            Target::File => error(
                codes::UNKNOWN_MAPPING_TARGET,
                format!("{text:?} names no schema of `components`"),
            ),
        }
    }
}

/// The parts of a schema that are schemas or name properties, wherever the typed model puts them.
#[derive(Default)]
struct Parts<'a> {
    properties: Option<&'a IndexMap<String, ReferenceOr<Box<openapiv3::Schema>>>>,
    required: &'a [String],
    additional_properties: Option<&'a TypedAdditional>,
    items: Option<&'a ReferenceOr<Box<openapiv3::Schema>>>,
    all_of: &'a [ReferenceOr<openapiv3::Schema>],
    one_of: &'a [ReferenceOr<openapiv3::Schema>],
    any_of: &'a [ReferenceOr<openapiv3::Schema>],
    not: Option<&'a ReferenceOr<openapiv3::Schema>>,
}

impl<'a> Parts<'a> {
    fn of(kind: &'a SchemaKind) -> Self {
        let none = Self::default();
        match kind {
            SchemaKind::Type(Type::Object(object)) => Self {
                properties: Some(&object.properties),
                required: &object.required,
                additional_properties: object.additional_properties.as_ref(),
                ..none
            },
            SchemaKind::Type(Type::Array(array)) => Self {
                items: array.items.as_ref(),
                ..none
            },
            SchemaKind::Type(
                Type::String(_) | Type::Number(_) | Type::Integer(_) | Type::Boolean(_),
            ) => none,
            SchemaKind::OneOf { one_of } => Self { one_of, ..none },
            SchemaKind::AllOf { all_of } => Self { all_of, ..none },
            SchemaKind::AnyOf { any_of } => Self { any_of, ..none },
            SchemaKind::Not { not } => Self {
                not: Some(not),
                ..none
            },
            SchemaKind::Any(any) => Self::of_any(any),
        }
    }

    fn of_any(any: &'a AnySchema) -> Self {
        Self {
            properties: Some(&any.properties),
            required: &any.required,
            additional_properties: any.additional_properties.as_ref(),
            items: any.items.as_ref(),
            all_of: &any.all_of,
            one_of: &any.one_of,
            any_of: &any.any_of,
            not: any.not.as_deref(),
        }
    }
}

/// A schema that says nothing.
pub(in crate::load) fn blank(pointer: Pointer) -> Schema {
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
        properties: IndexMap::new(),
        required: IndexSet::new(),
        additional_properties: AdditionalProperties::Unspecified,
        pattern_properties: IndexMap::new(),
        items: None,
        prefix_items: Vec::new(),
        unique_items: false,
        all_of: Vec::new(),
        one_of: Vec::new(),
        any_of: Vec::new(),
        not: None,
        discriminator: None,
        xml: Xml::default(),
        constraints: Constraints::default(),
        extensions: IndexMap::new(),
    }
}

/// Keywords that say what a value looks like without `type`.
const STRUCTURE: &[&str] = &[
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "properties",
    "patternProperties",
    "additionalProperties",
    "items",
    "prefixItems",
];

/// A schema without `type` and without structure takes any value, null included, so `nullable` adds nothing there.
fn types(raw: &Value, nullable: bool) -> Vec<JsonType> {
    let null = nullable.then_some(JsonType::Null);
    if let Some(Value::Array(several)) = raw.get(v31::TYPES) {
        let several = several.iter().filter_map(|name| json_type(name.as_str()?));
        return several.chain(null).collect();
    }
    let named = match raw.get("type").and_then(Value::as_str).and_then(json_type) {
        Some(named) => named,
        _ if STRUCTURE.iter().any(|key| raw.get(key).is_some()) => {
            return null.into_iter().collect()
        }
        _ => return Vec::new(),
    };
    std::iter::once(named).chain(null).collect()
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

/// From the raw tree: the typed model turns bounds into floating point where they do not fit. Few schemas have any, so their
/// keywords are gone through, not asked for.
fn constraints(raw: &Value) -> Constraints {
    let mut found = Constraints::default();
    for (keyword, value) in raw.as_object().into_iter().flatten() {
        let number = || value.as_number().cloned();
        let count = || value.as_number().and_then(Number::as_u64);
        let flag = || value.as_bool().unwrap_or_default();
        match keyword.as_str() {
            "minimum" => found.minimum = number(),
            "maximum" => found.maximum = number(),
            "exclusiveMinimum" => found.exclusive_minimum = flag(),
            "exclusiveMaximum" => found.exclusive_maximum = flag(),
            "multipleOf" => found.multiple_of = number(),
            "minLength" => found.min_length = count(),
            "maxLength" => found.max_length = count(),
            "pattern" => found.pattern = value.as_str().map(str::to_owned),
            "minItems" => found.min_items = count(),
            "maxItems" => found.max_items = count(),
            "minProperties" => found.min_properties = count(),
            "maxProperties" => found.max_properties = count(),
            _ => {}
        }
    }
    found
}
