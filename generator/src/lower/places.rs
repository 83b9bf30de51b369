//! Places: to whom each inline schema belongs, and in which role. Names of types are made from nothing else.
//!
//! A place is given to every schema before anything is lowered, by where the schema stands and not by when it is met, so that
//! adding a sibling never renames another type. References are not followed: what they lead to has a place of its own.

use std::borrow::Cow;

use super::case_words::case_words;
use super::overlay::SchemaMap;
use super::plan::Plan;
use super::webhooks::PlannedWebhook;
use super::{extension, words};
use crate::pointer::Pointer;
use crate::spec::{
    AdditionalProperties, MediaType, Parameter, ParameterFormat, Response, Schema, SchemaId,
    Schemas, Spec,
};

/// An index into [`Places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct PlaceId(u32);

/// Where a schema stands.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    /// The place it belongs to; `None`: its role is its whole name.
    pub owner: Option<PlaceId>,
    pub role: Role<'a>,
}

/// What a schema is to its owner.
#[derive(Clone, Debug)]
pub(super) enum Role<'a> {
    /// Spelt out, with a word that says what kind of role it is.
    Words(Vec<String>, &'static str),
    /// The value of a property.
    Property(Cow<'a, str>),
    /// An item of an array.
    Item,
    /// One of the first items of an array, counted from 1.
    TupleItem(usize),
    /// A value of a map.
    Value,
}

impl Role<'_> {
    /// The words added to the owner's name.
    pub(super) fn words(&self) -> Vec<String> {
        match self {
            Self::Words(words, _) => words.clone(),
            Self::Property(name) => words::words(name),
            Self::Item => vec!["item".to_owned()],
            Self::TupleItem(number) => vec!["item".to_owned(), number.to_string()],
            Self::Value => vec!["value".to_owned()],
        }
    }

    /// What kind of role it is: the word that is added where the name is taken.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Words(_, kind) => kind,
            Self::Property(_) => "property",
            Self::Item | Self::TupleItem(_) => "array",
            Self::Value => "map",
        }
    }
}

/// The places of all schemas.
pub(super) struct Places<'a> {
    of: SchemaMap<PlaceId>,
    all: Vec<Place<'a>>,
}

impl<'a> Places<'a> {
    /// Gives every schema of a description its place.
    pub(super) fn assign(spec: &'a Spec, plan: &Plan<'a>, webhooks: &[PlannedWebhook<'a>]) -> Self {
        let mut places = Self {
            of: SchemaMap::default(),
            all: Vec::new(),
        };
        for (name, id) in &spec.components {
            let schema = spec.schemas.get(*id);
            let words =
                extension::name_words(&schema.extensions).unwrap_or_else(|| words::words(name));
            let place = places.add(None, Role::Words(words, "schema"));
            places.of.insert(*id, place);
            places.children(&spec.schemas, schema, place);
        }
        for planned in plan.operations() {
            places.operation(spec, planned.operation, &planned.full_name.words);
        }
        for planned in webhooks {
            if let Some(body) = &planned.operation.request_body {
                let root = shared_or(&body.pointer, "request", || planned.payload.clone());
                places.content(spec, &body.content, &root);
            }
        }
        places
    }

    /// The place of a schema.
    pub(super) fn of(&self, id: SchemaId) -> Option<PlaceId> {
        self.of.get(id).copied()
    }

    pub(super) fn get(&self, id: PlaceId) -> &Place<'a> {
        &self.all[id.0 as usize]
    }

    /// How many places lie between this one and the last of its owners.
    pub(super) fn depth(&self, mut id: PlaceId) -> usize {
        let mut depth = 0;
        while let Some(owner) = self.get(id).owner {
            depth += 1;
            id = owner;
        }
        depth
    }

    pub(super) fn add(&mut self, owner: Option<PlaceId>, role: Role<'a>) -> PlaceId {
        let id = PlaceId(self.all.len() as u32);
        self.all.push(Place { owner, role });
        id
    }

    /// Puts a derived schema into a place.
    pub(super) fn put(&mut self, id: SchemaId, place: PlaceId) {
        self.of.insert(id, place);
    }

    fn operation(
        &mut self,
        spec: &'a Spec,
        operation: &'a crate::spec::Operation,
        full_name: &[String],
    ) {
        for parameter in &operation.parameters {
            let root = shared_or(&parameter.pointer, "parameter", || {
                joined(full_name, words::words(&parameter.name))
            });
            self.parameter(spec, parameter, root, "parameter");
        }
        if let Some(body) = &operation.request_body {
            let root = shared_or(&body.pointer, "request", || {
                joined(full_name, vec!["request".to_owned()])
            });
            self.content(spec, &body.content, &root);
        }
        let main = main_status(operation.responses.keys());
        for (status, response) in &operation.responses {
            let root = shared_or(&response.pointer, "response", || {
                let mut words = joined(full_name, vec!["response".to_owned()]);
                if Some(status.as_str()) != main {
                    words.extend(words::words(status));
                }
                words
            });
            self.response(spec, response, root);
        }
    }

    fn response(&mut self, spec: &'a Spec, response: &'a Response, root: Vec<String>) {
        self.content(spec, &response.content, &root);
        for (name, header) in &response.headers {
            let own = shared_or(&header.pointer, "header", || {
                joined(&root, words::words(name))
            });
            self.parameter(spec, header, own, "header");
        }
    }

    fn parameter(
        &mut self,
        spec: &'a Spec,
        parameter: &'a Parameter,
        root: Vec<String>,
        kind: &'static str,
    ) {
        let schema = match &parameter.format {
            ParameterFormat::Schema { schema, .. } => Some(*schema),
            ParameterFormat::Content { media_type } => media_type.schema,
        };
        if let Some(schema) = schema {
            self.visit(&spec.schemas, schema, None, Role::Words(root, kind));
        }
    }

    /// The first content type has the plain name, the others that of their subtype with it.
    fn content(&mut self, spec: &'a Spec, content: &'a [MediaType], root: &[String]) {
        for (index, media_type) in content.iter().enumerate() {
            let mut words = root.to_vec();
            if index > 0 {
                words.extend(super::media_type::subtype_words(&media_type.name));
            }
            if let Some(schema) = media_type.schema {
                self.visit(&spec.schemas, schema, None, Role::Words(words, "body"));
            }
            for (name, encoding) in &media_type.encoding {
                for (header, parameter) in &encoding.headers {
                    let own = joined(root, [words::words(name), words::words(header)].concat());
                    self.parameter(spec, parameter, own, "header");
                }
            }
        }
    }

    /// Gives a schema a new place unless it has one.
    fn visit(
        &mut self,
        schemas: &'a Schemas,
        id: SchemaId,
        owner: Option<PlaceId>,
        role: Role<'a>,
    ) {
        if self.of.get(id).is_some() {
            return;
        }
        let schema = schemas.get(id);
        let place = match (extension::name_words(&schema.extensions), role) {
            (None, role) => self.add(owner, role),
            (Some(words), Role::Property(_)) => self.add(owner, Role::Words(words, "property")),
            (Some(words), role) => self.add(None, Role::Words(words, role.kind())),
        };
        self.of.insert(id, place);
        self.children(schemas, schema, place);
    }

    /// A schema that only says more of the one around it.
    fn same(&mut self, schemas: &'a Schemas, id: SchemaId, place: PlaceId) {
        if self.of.get(id).is_some() {
            return;
        }
        self.of.insert(id, place);
        self.children(schemas, schemas.get(id), place);
    }

    fn children(&mut self, schemas: &'a Schemas, schema: &'a Schema, place: PlaceId) {
        for (name, property) in &schema.properties {
            self.visit(
                schemas,
                *property,
                Some(place),
                Role::Property(Cow::Borrowed(name)),
            );
        }
        if let Some(item) = schema.items {
            self.visit(schemas, item, Some(place), Role::Item);
        }
        for (index, item) in schema.prefix_items.iter().enumerate() {
            self.visit(schemas, *item, Some(place), Role::TupleItem(index + 1));
        }
        if let AdditionalProperties::Schema(value) = schema.additional_properties {
            self.visit(schemas, value, Some(place), Role::Value);
        }
        for (pattern, value) in &schema.pattern_properties {
            let words = joined(&["value".to_owned()], words::words(pattern));
            self.visit(schemas, *value, Some(place), Role::Words(words, "map"));
        }
        for part in &schema.all_of {
            self.same(schemas, *part, place);
        }
        for members in [&schema.one_of, &schema.any_of] {
            self.cases(schemas, members, place);
        }
    }

    fn cases(&mut self, schemas: &'a Schemas, members: &[SchemaId], place: PlaceId) {
        let real: Vec<SchemaId> = (members.iter().copied())
            .filter(|id| !is_null(schemas.get(*id)))
            .collect();
        if let [only] = real[..] {
            self.same(schemas, only, place);
        } else if !real.is_empty() {
            for (id, words) in real.iter().zip(case_words(schemas, &real)) {
                self.visit(schemas, *id, Some(place), Role::Words(words, "case"));
            }
        }
        for id in members {
            self.same(schemas, *id, place);
        }
    }
}

/// Whether a schema takes `null` and nothing else.
pub(super) fn is_null(schema: &Schema) -> bool {
    let only_null =
        (schema.enumeration.as_ref()).is_some_and(|values| values.iter().all(|v| v.is_null()));
    only_null
        || (schema.types == [crate::spec::JsonType::Null] && !super::kinds::has_structure(schema))
}

/// The status whose body has the plain name: the first success.
fn main_status<'a>(statuses: impl Iterator<Item = &'a String>) -> Option<&'a str> {
    statuses
        .map(String::as_str)
        .filter(|status| status.starts_with('2') || *status == "default")
        .min()
}

/// The words of a shared component, which is named for itself; else those that the operation gives.
fn shared_or(pointer: &Pointer, kind: &str, own: impl FnOnce() -> Vec<String>) -> Vec<String> {
    let Some(mut words) = shared_words(pointer) else {
        return own();
    };
    if words.last().map(String::as_str) != Some(kind) {
        words.push(kind.to_owned());
    }
    words
}

/// The words of the name of a shared component.
pub(super) fn shared_words(pointer: &Pointer) -> Option<Vec<String>> {
    let rest = pointer.path().strip_prefix("/components/")?;
    let is_component = rest.matches('/').count() == 1;
    is_component.then(|| words::words(&pointer.last().unwrap_or_default()))
}

fn joined(owner: &[String], words: Vec<String>) -> Vec<String> {
    owner.iter().cloned().chain(words).collect()
}
