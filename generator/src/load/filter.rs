//! Which operations of a description something is generated from.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::str::FromStr;

use super::report::Report;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::{FileId, Pointer};
use crate::spec::{
    AdditionalProperties, MediaType, Operation, Parameter, ParameterFormat, SchemaId, Spec,
};

/// A choice of operations and webhooks: those that any of `include` selects, or all if it is empty, without those that any of `exclude` selects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What stays.
    pub include: Vec<Selector>,
    /// What goes, even if it is included.
    pub exclude: Vec<Selector>,
}

/// What selects operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// `tag:NAME`: those with this tag.
    Tag(String),
    /// `path:PATTERN`: those of paths, and webhooks of names, that are as the pattern, in which `*` stands for anything but `/`, and `**` for anything.
    Path(String),
    /// `operation:ID`: the one with this `operationId`.
    Operation(String),
    /// `internal`: those marked `x-internal: true`, by themselves or by their path item.
    Internal,
    /// `deprecated`: those marked so.
    Deprecated,
}

impl FromStr for Selector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let named = |name: &str| Some(name.to_owned()).filter(|name| !name.is_empty());
        let selector = match text.split_once(':') {
            None if text == "internal" => Some(Self::Internal),
            None if text == "deprecated" => Some(Self::Deprecated),
            Some(("tag", name)) => named(name).map(Self::Tag),
            Some(("path", pattern)) => named(pattern).map(Self::Path),
            Some(("operation", id)) => named(id).map(Self::Operation),
            _ => None,
        };
        selector.ok_or_else(|| {
            "write `tag:NAME`, `path:PATTERN`, `operation:ID`, `internal` or `deprecated`"
                .to_owned()
        })
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(name) => write!(f, "tag:{name}"),
            Self::Path(pattern) => write!(f, "path:{pattern}"),
            Self::Operation(id) => write!(f, "operation:{id}"),
            Self::Internal => f.write_str("internal"),
            Self::Deprecated => f.write_str("deprecated"),
        }
    }
}

impl Selector {
    fn selects(&self, operation: &Operation) -> bool {
        match self {
            Self::Tag(name) => operation.tags.contains(name),
            Self::Path(pattern) => is_like(pattern.as_bytes(), operation.path.as_bytes()),
            Self::Operation(id) => operation.operation_id.as_ref() == Some(id),
            Self::Internal => operation.internal,
            Self::Deprecated => operation.deprecated,
        }
    }

    /// Whether it names something that the description should have.
    fn is_name(&self) -> bool {
        matches!(self, Self::Tag(_) | Self::Path(_) | Self::Operation(_))
    }
}

/// The description with the operations that the filter leaves, and the components that they need.
pub(super) fn filtered(mut spec: Spec, filter: &Filter, report: &mut Report) -> Spec {
    let Filter { include, exclude } = filter;
    if include.is_empty() && exclude.is_empty() {
        return spec;
    }
    for selector in include.iter().chain(exclude) {
        let is_used = || {
            let webhooks = spec.webhooks.iter().map(|webhook| &webhook.operation);
            (spec.operations.iter().chain(webhooks)).any(|one| selector.selects(one))
        };
        if selector.is_name() && !is_used() {
            let message = format!("the filter `{selector}` selects no operation");
            let root = Pointer::root(FileId(0));
            report.push(Diagnostic::warning(
                codes::FILTER_WITHOUT_EFFECT,
                &root,
                message,
            ));
        }
    }
    let any = |selectors: &[Selector], operation: &Operation| {
        selectors.iter().any(|selector| selector.selects(operation))
    };
    let stays = |operation: &Operation| {
        (include.is_empty() || any(include, operation)) && !any(exclude, operation)
    };
    spec.operations.retain(stays);
    spec.webhooks.retain(|webhook| stays(&webhook.operation));
    let needed = needed(&spec);
    spec.components.retain(|_, id| needed.contains(id));
    spec
}

/// Whether a text is like a pattern, in which `*` stands for anything but `/`, and `**` for anything.
fn is_like(pattern: &[u8], text: &[u8]) -> bool {
    // For each part of the pattern, the ends in the text up to which it fits.
    let mut ends = BTreeSet::from([0]);
    let mut rest = pattern;
    while let Some((first, others)) = rest.split_first() {
        let crosses = rest.starts_with(b"**");
        rest = if crosses { &rest[2..] } else { others };
        ends = match (first, ends.first().copied()) {
            (b'*', Some(start)) if crosses => (start..=text.len()).collect(),
            (b'*', _) => {
                let within = |start: usize| {
                    let length = text[start..].iter().take_while(|b| **b != b'/').count();
                    start..=start + length
                };
                ends.into_iter().flat_map(within).collect()
            }
            _ => ends
                .into_iter()
                .filter(|end| text.get(*end) == Some(first))
                .map(|end| end + 1)
                .collect(),
        };
    }
    ends.contains(&text.len())
}

/// All schemas that lead from an operation or from what the server sends.
fn needed(spec: &Spec) -> HashSet<SchemaId> {
    let mut reach = Reach {
        spec,
        needed: HashSet::new(),
    };
    for operation in &spec.operations {
        operation
            .parameters
            .iter()
            .for_each(|one| reach.parameter(one));
        reach.body(operation);
        let callbacks = operation.callbacks.iter();
        callbacks.for_each(|callback| reach.body(&callback.operation));
        for response in operation.responses.values() {
            response
                .headers
                .values()
                .for_each(|one| reach.parameter(one));
            response
                .content
                .iter()
                .for_each(|one| reach.media_type(one));
        }
    }
    let webhooks = spec.webhooks.iter();
    webhooks.for_each(|webhook| reach.body(&webhook.operation));
    reach.subtypes();
    reach.needed
}

struct Reach<'s> {
    spec: &'s Spec,
    needed: HashSet<SchemaId>,
}

impl Reach<'_> {
    fn body(&mut self, operation: &Operation) {
        let body = operation.request_body.iter();
        let content = body.flat_map(|body| &body.content);
        content.for_each(|one| self.media_type(one));
    }

    fn parameter(&mut self, parameter: &Parameter) {
        match &parameter.format {
            ParameterFormat::Schema { schema, .. } => self.schema(*schema),
            ParameterFormat::Content { media_type } => self.media_type(media_type),
        }
    }

    fn media_type(&mut self, media_type: &MediaType) {
        media_type.schema.into_iter().for_each(|id| self.schema(id));
        let headers = media_type
            .encoding
            .values()
            .flat_map(|one| one.headers.values());
        headers.for_each(|header| self.parameter(header));
    }

    fn schema(&mut self, start: SchemaId) {
        let mut todo = vec![start];
        while let Some(id) = todo.pop() {
            if !self.needed.insert(id) {
                continue;
            }
            let schema = self.spec.schemas.get(id);
            todo.extend(schema.reference);
            todo.extend(schema.properties.values());
            if let AdditionalProperties::Schema(id) = schema.additional_properties {
                todo.push(id);
            }
            todo.extend(schema.pattern_properties.values());
            todo.extend(schema.items);
            todo.extend(&schema.prefix_items);
            todo.extend(&schema.all_of);
            todo.extend(&schema.one_of);
            todo.extend(&schema.any_of);
            todo.extend(schema.not);
            let mapping = schema.discriminator.iter();
            todo.extend(mapping.flat_map(|one| one.mapping.values()));
        }
    }

    /// What extends a needed schema with a discriminator may be sent in its place.
    fn subtypes(&mut self) {
        let schemas = &self.spec.schemas;
        let mut known = usize::MAX;
        while known != self.needed.len() {
            known = self.needed.len();
            for id in self.spec.components.values() {
                let extends = schemas.get(*id).all_of.iter().any(|base| {
                    let base = schemas.resolve(*base);
                    self.needed.contains(&base) && schemas.get(base).discriminator.is_some()
                });
                if extends {
                    self.schema(*id);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_for_paths() {
        for (pattern, path, expected) in [
            ("/pets", "/pets", true),
            ("/pets", "/pets/{id}", false),
            ("/pets/*", "/pets/{id}", true),
            ("/pets/*", "/pets/{id}/toys", false),
            ("/pets/**", "/pets/{id}/toys", true),
            ("/pets/*/toys", "/pets/{id}/toys", true),
            ("**/toys", "/pets/{id}/toys", true),
            ("/pets*", "/pets", true),
            ("/p*ts", "/parts", true),
            ("", "/pets", false),
            ("**", "/pets", true),
        ] {
            let found = is_like(pattern.as_bytes(), path.as_bytes());
            assert_eq!(found, expected, "{pattern} {path}");
        }
    }

    #[test]
    fn selectors_are_read_as_they_are_written() {
        for text in [
            "tag:a b",
            "path:/a/**",
            "operation:get:a",
            "internal",
            "deprecated",
        ] {
            let selector: Selector = text.parse().expect(text);
            assert_eq!(selector.to_string(), text);
        }
        for text in ["", "tag", "tag:", "tags:a", "Internal"] {
            assert!(text.parse::<Selector>().is_err(), "{text}");
        }
    }
}
