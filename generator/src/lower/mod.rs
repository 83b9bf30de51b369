//! `lower`: what a description means, from `Spec` to [`ir::Api`](crate::ir::Api).
//!
//! Everything that OpenAPI leaves to be read between the lines is decided here, once, for every language: names, shapes, unions,
//! merged schemas, what travels which way. Nothing here knows a target: no casing, no reserved words. What cannot be lowered is
//! an error with its place, never an omission; keywords that only validate (`pattern`, `not`, `minimum`, ...) change no type.

mod all_of;
mod body;
mod case_words;
mod combinations;
mod cycles;
mod enums;
mod examples;
mod extension;
mod fits;
mod foreign;
mod header_forms;
mod headers;
mod join;
mod kinds;
mod limits;
mod losses;
mod media_type;
mod naming;
mod null;
mod object;
mod operation;
mod overlay;
mod pagination;
mod parameters;
mod pattern;
mod places;
mod plan;
mod read_write;
mod responses;
mod sample;
mod schema;
mod security;
mod self_cases;
mod servers;
mod shape;
mod signature;
mod tagging;
mod union;
mod usage;
mod webhooks;
mod words;
mod xml;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, BodyKind, Info, Name, Operation, Service, Type, TypeDef, TypeId};
use crate::pointer::Pointer;
use crate::spec::{SchemaId, Spec};
use header_forms::HeaderSet;
use naming::Claim;
use overlay::{Overlay, SchemaMap};
use places::{PlaceId, Places};
use plan::Plan;

/// Lowers a description. All problems are reported together; with an error among them there is no API.
pub fn lower(spec: &Spec) -> (Option<Api>, Diagnostics) {
    let mut problems = Diagnostics::new();
    let plan = plan::plan(spec, &mut problems);
    let called = webhooks::plan(spec, &plan);
    let places = Places::assign(spec, &plan, &called);
    let mut lowering = Lowering::new(spec, places, problems);
    lowering.lower_components();
    let mut services = lowering.lower_services(&plan);
    let mut webhooks = lowering.lower_webhooks(&called);
    lowering.decide_tagging();
    lowering.decide_xml(&mut services, &plan);
    lowering.note_formats();
    lowering.add_examples(&mut services, &plan);
    lowering.add_webhook_examples(&mut webhooks, &called);
    lowering.add_type_examples();
    let closed = std::mem::take(&mut lowering.closed);
    let header_sets = std::mem::take(&mut lowering.header_sets);
    let xml = std::mem::take(&mut lowering.xml.tables);
    let foreign = std::mem::take(&mut lowering.foreign.types);
    let (mut types, mut problems) = lowering.finish(&mut services);
    cycles::break_aliases(&mut types, &mut problems);
    cycles::break_unions(&mut types, &mut problems);
    header_forms::decide(&mut types, header_sets, &mut problems);
    usage::mark(
        &mut types,
        spec.components.len(),
        &closed,
        services.iter().flat_map(|service| &service.operations),
        &webhooks,
    );
    read_write::split(&mut types, &mut services, &mut problems);
    webhooks::document(&mut types, &webhooks);
    cycles::mark(&mut types);
    add_pagination(&mut services, &plan, &types, &mut problems);
    let api = Api {
        info: info(spec),
        servers: servers::of_api(&spec.servers),
        security_schemes: security::schemes(spec, &mut problems),
        types,
        foreign,
        services,
        webhooks,
        xml,
    };
    (Some(api).filter(|_| !problems.has_errors()), problems)
}

/// How many steps all examples of a description may take together: enough for any that people wrote.
const MAX_EXAMPLE_STEPS: u32 = 10_000_000;

/// The definition of a type under way.
struct Draft {
    place: PlaceId,
    def: TypeDef,
}

/// Schemas on their way to types. Its methods stand in the files of what they decide.
struct Lowering<'a> {
    spec: &'a Spec,
    schemas: Overlay<'a>,
    places: Places<'a>,
    problems: Diagnostics,
    /// The components among the schemas.
    components: SchemaMap<TypeId>,
    types: Vec<Draft>,
    /// Schemas that have a definition of their own.
    named: SchemaMap<TypeId>,
    lowered: SchemaMap<Type>,
    /// `None`: being found out.
    shapes: SchemaMap<Option<shape::Shape>>,
    nullables: SchemaMap<bool>,
    /// Schemas with `allOf` and what they were merged into; `None`: being merged.
    merged: SchemaMap<Option<SchemaId>>,
    /// The cases of unions without themselves; `None`: they are none of their own cases.
    without_self: SchemaMap<Option<Rc<[SchemaId]>>>,
    /// The members that cases with a base were made from.
    origins: SchemaMap<SchemaId>,
    undecided: Vec<union::Undecided>,
    /// Payloads that have no definition but for being payloads.
    payloads: SchemaMap<TypeId>,
    /// The structs of headers, with how each header is written.
    header_sets: Vec<HeaderSet>,
    /// Those of error responses, which operations may share.
    error_headers: HashMap<Pointer, TypeId>,
    /// Enums that the description declares closed.
    closed: HashSet<TypeId>,
    /// The objects that multipart bodies are given in, in the order of the operations.
    multiparts: Vec<Claim>,
    /// The places of the security schemes, by name.
    security_places: HashMap<&'a str, usize>,
    /// How bodies in XML are laid out.
    xml: xml::Draft,
    /// Types of a user's own.
    foreign: foreign::Draft,
    /// Steps that examples may still take.
    steps_left: u32,
    /// How deep the schema that is being looked at is nested.
    depth: usize,
}

impl<'a> Lowering<'a> {
    fn new(spec: &'a Spec, places: Places<'a>, problems: Diagnostics) -> Self {
        Self {
            spec,
            schemas: Overlay::new(&spec.schemas),
            places,
            problems,
            components: SchemaMap::default(),
            types: Vec::new(),
            named: SchemaMap::default(),
            lowered: SchemaMap::default(),
            shapes: SchemaMap::default(),
            nullables: SchemaMap::default(),
            merged: SchemaMap::default(),
            without_self: SchemaMap::default(),
            origins: SchemaMap::default(),
            undecided: Vec::new(),
            payloads: SchemaMap::default(),
            header_sets: Vec::new(),
            error_headers: HashMap::new(),
            closed: HashSet::new(),
            multiparts: Vec::new(),
            security_places: security::places(spec),
            xml: xml::Draft::default(),
            foreign: foreign::Draft::default(),
            steps_left: MAX_EXAMPLE_STEPS,
            depth: 0,
        }
    }

    /// Declares all components before any is lowered, so that a reference never needs more than an id.
    fn lower_components(&mut self) {
        for id in self.spec.components.values() {
            let named = self.declare(*id);
            self.components.insert(*id, named);
        }
        for (index, id) in self.spec.components.values().enumerate() {
            self.lower_component(TypeId(index as u32), *id);
        }
    }

    /// Names all types, and the objects of multipart bodies with them.
    fn finish(mut self, services: &mut [Service]) -> (Vec<TypeDef>, Diagnostics) {
        let mut claims: Vec<Claim> = (self.types.iter())
            .map(|draft| Claim {
                place: draft.place,
                pointer: draft.def.pointer.clone(),
            })
            .collect();
        claims.append(&mut self.multiparts);
        let mut names = naming::resolve(&claims, &self.places, &mut self.problems).into_iter();
        let components = self.spec.components.len();
        let mut types = Vec::with_capacity(self.types.len());
        for (index, (draft, words)) in self.types.into_iter().zip(names.by_ref()).enumerate() {
            let wire = self
                .spec
                .components
                .get_index(index)
                .filter(|_| index < components);
            let wire = wire.map_or_else(|| words.join(" "), |(name, _)| name.clone());
            types.push(TypeDef {
                name: Name { wire, words },
                ..draft.def
            });
        }
        let bodies = services
            .iter_mut()
            .flat_map(|service| &mut service.operations)
            .filter_map(|o| o.body.as_mut());
        for content in bodies.flat_map(|body| &mut body.content) {
            if let (BodyKind::Multipart(multipart), words) = (&mut content.kind, &mut names) {
                multipart.name.words = words.next().unwrap_or_default();
            }
        }
        (types, self.problems)
    }
}

fn add_pagination(
    services: &mut [Service],
    plan: &Plan<'_>,
    types: &[TypeDef],
    problems: &mut Diagnostics,
) {
    for (operation, planned) in operations(services).zip(plan.operations()) {
        operation.pagination = pagination::lower(planned.operation, operation, types, problems);
    }
}

fn operations(services: &mut [Service]) -> impl Iterator<Item = &mut Operation> {
    services
        .iter_mut()
        .flat_map(|service| &mut service.operations)
}

fn info(spec: &Spec) -> Info {
    let info = spec.info.clone();
    Info {
        title: info.title,
        version: info.version,
        description: info.description,
        terms_of_service: info.terms_of_service,
        contact_name: info.contact_name,
        contact_url: info.contact_url,
        contact_email: info.contact_email,
        license_name: info.license_name,
        license_identifier: info.license_identifier,
        license_url: info.license_url,
    }
}
