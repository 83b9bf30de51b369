//! The plan: which operation belongs to which service, and what both are called.
//!
//! A service is an operation's `x-sdk-service`, else its first tag, else the title of the API; services whose names have equal
//! words are one. An operation is called by `x-sdk-name`, else by its `operationId` without a prefix that repeats the service
//! (`repos/list-for-user` in `repos`), else by method and path. All names of a scope are decided together: those that clash
//! all take the longer form, and those that still do take a number, with a warning.

use std::collections::{HashMap, HashSet};

use super::{extension, naming, words};
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Docs, Name};
use crate::spec::{Operation, Spec};

/// All services with their operations.
pub(super) struct Plan<'a> {
    pub services: Vec<PlannedService<'a>>,
}

pub(super) struct PlannedService<'a> {
    pub name: Name,
    pub docs: Docs,
    pub operations: Vec<PlannedOperation<'a>>,
}

pub(super) struct PlannedOperation<'a> {
    pub operation: &'a Operation,
    /// Within the service.
    pub name: Name,
    /// Within the API.
    pub full_name: Name,
}

impl<'a> Plan<'a> {
    /// The operations, service by service.
    pub(super) fn operations(&self) -> impl Iterator<Item = &PlannedOperation<'a>> {
        self.services.iter().flat_map(|service| &service.operations)
    }
}

/// Groups and names the operations of a description.
pub(super) fn plan<'a>(spec: &'a Spec, problems: &mut Diagnostics) -> Plan<'a> {
    let mut services: Vec<PlannedService<'a>> = Vec::new();
    let mut index: HashMap<Vec<String>, usize> = HashMap::new();
    for operation in &spec.operations {
        let (name, docs) = service_of(spec, operation);
        let at = *index.entry(name.words.clone()).or_insert_with(|| {
            services.push(PlannedService {
                name: name.clone(),
                docs,
                operations: Vec::new(),
            });
            services.len() - 1
        });
        let full_name = full_name(operation);
        let name = own_name(operation, &name);
        services[at].operations.push(PlannedOperation {
            operation,
            name,
            full_name,
        });
    }
    widen_full_names(&mut services);
    let operations = services.iter_mut().flat_map(|s| &mut s.operations);
    let full_names = operations.map(|planned| (&mut planned.full_name, planned.operation));
    separate(full_names.collect(), problems);
    for service in &mut services {
        widen_names(&mut service.operations);
        let operations = service.operations.iter_mut();
        let names = operations.map(|planned| (&mut planned.name, planned.operation));
        separate(names.collect(), problems);
    }
    Plan { services }
}

fn service_of(spec: &Spec, operation: &Operation) -> (Name, Docs) {
    let own = extension::text(&operation.extensions, "x-sdk-service");
    let Some(wire) = own.or(operation.tags.first().map(String::as_str)) else {
        return (words::name(&spec.info.title), Docs::default());
    };
    let Some(tag) = spec.tags.iter().find(|tag| tag.name == wire) else {
        return (words::name(wire), Docs::default());
    };
    let docs = Docs {
        summary: None,
        description: tag.description.clone(),
    };
    (extension::name(wire, &tag.extensions), docs)
}

fn full_name(operation: &Operation) -> Name {
    match &operation.operation_id {
        Some(id) => words::name(id),
        None => place_name(operation),
    }
}

fn own_name(operation: &Operation, service: &Name) -> Name {
    let wire = wire(operation);
    if let Some(words) = extension::name_words(&operation.extensions) {
        return Name { wire, words };
    }
    match &operation.operation_id {
        Some(id) => Name {
            words: words::words(without_service(id, service)),
            wire,
        },
        None => place_name(operation),
    }
}

/// `operationId`; without one, method and path.
fn wire(operation: &Operation) -> String {
    (operation.operation_id.clone())
        .unwrap_or_else(|| format!("{} {}", operation.method, operation.path))
}

/// `GET /users/{id}` is "get users by id".
fn place_name(operation: &Operation) -> Name {
    let mut found = words::words(&operation.method);
    for segment in operation.path.split('/').filter(|s| !s.is_empty()) {
        if segment.starts_with('{') {
            found.push("by".to_owned());
        }
        found.extend(words::words(segment));
    }
    Name {
        wire: wire(operation),
        words: found,
    }
}

/// The id without a prefix that repeats the service, by its tag or by its name, and ends at a symbol.
fn without_service<'i>(id: &'i str, service: &Name) -> &'i str {
    let tag = words::words(&service.wire);
    id.char_indices()
        .filter(|(_, c)| !c.is_alphanumeric())
        .map(|(at, c)| (&id[..at], &id[at + c.len_utf8()..]))
        .filter(|(prefix, rest)| !prefix.is_empty() && rest.contains(char::is_alphanumeric))
        .find(|(prefix, _)| {
            let prefix = words::words(prefix);
            prefix == service.words || prefix == tag
        })
        .map_or(id, |(_, rest)| rest)
}

/// Operations without an id whose method and path have equal words take the service's words first.
fn widen_full_names(services: &mut [PlannedService<'_>]) {
    let counts = count(
        services
            .iter()
            .flat_map(|s| &s.operations)
            .map(|o| &o.full_name.words),
    );
    for service in services {
        for planned in &mut service.operations {
            let clashes = counts
                .get(&planned.full_name.words)
                .is_some_and(|count| *count > 1);
            if clashes && planned.operation.operation_id.is_none() {
                let own = std::mem::take(&mut planned.full_name.words);
                planned.full_name.words = service.name.words.iter().cloned().chain(own).collect();
            }
        }
    }
}

/// Operations of one service whose names clash take their full names.
fn widen_names(operations: &mut [PlannedOperation<'_>]) {
    let counts = count(operations.iter().map(|o| &o.name.words));
    for planned in operations {
        let clashes = counts
            .get(&planned.name.words)
            .is_some_and(|count| *count > 1);
        if clashes && extension::name_words(&planned.operation.extensions).is_none() {
            planned.name.words = planned.full_name.words.clone();
        }
    }
}

fn count<'n>(names: impl Iterator<Item = &'n Vec<String>>) -> HashMap<Vec<String>, usize> {
    let mut counts = HashMap::new();
    for name in names {
        *counts.entry(name.clone()).or_default() += 1;
    }
    counts
}

/// Adds a number to names that another operation has already.
fn separate<'n>(names: Vec<(&'n mut Name, &'n Operation)>, problems: &mut Diagnostics) {
    let mut taken: HashSet<String> = (names.iter())
        .map(|(name, _)| name.words.join(" "))
        .collect();
    let mut first: HashMap<String, &Operation> = HashMap::new();
    let mut numbers = naming::Numbers::default();
    for (name, operation) in names {
        let own = name.words.join(" ");
        let Some(other) = first.get(&own) else {
            first.insert(own, operation);
            continue;
        };
        let free = numbers.numbered(&own, |name| taken.contains(name));
        problems.push(
            Diagnostic::warning(
                codes::NAME_COLLISION,
                &operation.pointer,
                format!("another operation is called \"{own}\" too: this one is called \"{free}\""),
            )
            .related(&other.pointer, "the other one")
            .help("give one of them another `operationId`, or another name by `x-sdk-name`"),
        );
        name.words = free.split(' ').map(str::to_owned).collect();
        taken.insert(free);
    }
}
