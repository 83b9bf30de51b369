//! Complete calls, from the examples of a description.
//!
//! Each named example of the request body makes one, with the response example of the same name or else the first one; where no
//! body has examples, each of the first success response's does. A value that does not fit its schema is passed over. Where the
//! description gives nothing, a value is made from the schema, see `sample`; only what is required is in it.

use serde_json::Value;

use super::fits::Direction;
use super::plan::Plan;
use super::Lowering;
use crate::ir::{
    BodyKind, Example, Operation, OperationExample, ParameterLocation, Presence, Service,
    StatusPattern,
};
use crate::spec::{self, MediaType, ParameterFormat, SchemaId};

impl Lowering<'_> {
    /// Adds the examples of all operations.
    pub(super) fn add_examples(&mut self, services: &mut [Service], plan: &Plan<'_>) {
        for (operation, planned) in super::operations(services).zip(plan.operations()) {
            self.add_content_examples(operation, planned.operation);
            operation.examples = self.examples(operation, planned.operation);
        }
    }

    /// Adds the examples of all bodies of an operation, those of errors included.
    fn add_content_examples(&mut self, operation: &mut Operation, described: &spec::Operation) {
        if let (Some(body), Some(request)) = (&mut operation.body, &described.request_body) {
            for content in &mut body.content {
                if let Some(source) = of_name(&request.content, &content.media_type) {
                    content.examples = self.fitting(source, Direction::Sent);
                }
            }
        }
        for response in operation.success.iter_mut().chain(&mut operation.errors) {
            let Some(source) = described.responses.get(&response.status.to_string()) else {
                continue;
            };
            for content in &mut response.content {
                if let Some(source) = of_name(&source.content, &content.media_type) {
                    content.examples = self.fitting(source, Direction::Received);
                }
            }
        }
    }

    /// Adds the examples of all types that have one of their own.
    pub(super) fn add_type_examples(&mut self) {
        for id in (0..self.spec.schemas.len()).map(|index| SchemaId(index as u32)) {
            let (Some(named), Some(example)) = (
                self.named.get(id).copied(),
                &self.spec.schemas.get(id).example,
            ) else {
                continue;
            };
            if self.fits(id, example, Direction::Received) {
                self.types[named.0 as usize]
                    .def
                    .examples
                    .push(example.clone());
            }
        }
    }

    fn examples(
        &mut self,
        operation: &Operation,
        described: &spec::Operation,
    ) -> Vec<OperationExample> {
        let Some(parameters) = self.parameter_values(operation, described) else {
            return Vec::new();
        };
        let bodies = body_examples(operation);
        let mut responses = response_examples(operation);
        if bodies.is_empty() {
            let body = match self.made_body(operation, described) {
                Ok(body) => body,
                Err(NoValue) => return Vec::new(),
            };
            let example = |name: String, response| OperationExample {
                name,
                parameters: parameters.clone(),
                body: body.clone(),
                response,
            };
            if responses.is_empty() {
                return vec![example(String::new(), None)];
            }
            return (responses.into_iter())
                .map(|(name, response)| example(name, Some(response)))
                .collect();
        }
        let mut examples = Vec::with_capacity(bodies.len());
        for (name, body) in bodies {
            let same = responses.iter().position(|(other, _)| *other == name);
            let response = match same {
                Some(index) => Some(responses.swap_remove(index).1),
                None => responses.first().map(|(_, response)| response.clone()),
            };
            examples.push(OperationExample {
                name,
                parameters: parameters.clone(),
                body: Some(body),
                response,
            });
        }
        examples
    }

    /// Values of the required parameters; `None` where one has none.
    fn parameter_values(
        &mut self,
        operation: &Operation,
        described: &spec::Operation,
    ) -> Option<Vec<(usize, Value)>> {
        let mut values = Vec::new();
        for (index, parameter) in operation.parameters.iter().enumerate() {
            if parameter.presence != Presence::Required {
                continue;
            }
            let described = (described.parameters.iter()).find(|other| {
                other.name == parameter.name.wire && other.location == parameter.location
            })?;
            values.push((index, self.parameter_value(described)?));
        }
        Some(values)
    }

    fn parameter_value(&mut self, parameter: &spec::Parameter) -> Option<Value> {
        let (schema, media) = match &parameter.format {
            ParameterFormat::Schema { schema, .. } => (Some(*schema), None),
            ParameterFormat::Content { media_type } => {
                (media_type.schema, media_type.examples.first())
            }
        };
        let given = parameter
            .example
            .iter()
            .chain(media.map(|(_, value)| value));
        let usable = |value: &Value| {
            // An empty segment or a dot would make another path.
            let text = value.as_str().unwrap_or("value");
            parameter.location != ParameterLocation::Path || !matches!(text, "" | "." | "..")
        };
        for value in given.filter(|value| usable(value)) {
            if schema.is_none_or(|schema| self.fits(schema, value, Direction::Sent)) {
                return Some(value.clone());
            }
        }
        match schema {
            Some(schema) => self
                .sample(schema, Direction::Sent)
                .filter(|value| usable(value) && !value.is_null()),
            None => Some(Value::Object(serde_json::Map::new())),
        }
    }

    /// The examples of a media type that fit its schema.
    pub(super) fn fitting(&mut self, media_type: &MediaType, direction: Direction) -> Vec<Example> {
        let fits = |(_, value): &&(String, Value)| {
            media_type
                .schema
                .is_none_or(|schema| self.fits(schema, value, direction))
        };
        let fitting = media_type.examples.iter().filter(fits).cloned();
        fitting
            .map(|(name, value)| Example { name, value })
            .collect()
    }

    /// A body made from its schema where one must be sent.
    fn made_body(
        &mut self,
        operation: &Operation,
        described: &spec::Operation,
    ) -> Result<Option<(usize, Value)>, NoValue> {
        let (Some(body), Some(request)) = (&operation.body, &described.request_body) else {
            return Ok(None);
        };
        for (index, content) in body.content.iter().enumerate() {
            let media_type = request
                .content
                .iter()
                .find(|media_type| media_type.name == content.media_type);
            let schema = media_type.and_then(|media_type| media_type.schema);
            if let Some(value) = self.made_content(&content.kind, schema) {
                return Ok(Some((index, value)));
            }
        }
        if body.required {
            Err(NoValue)
        } else {
            Ok(None)
        }
    }

    fn made_content(&mut self, kind: &BodyKind, schema: Option<SchemaId>) -> Option<Value> {
        match (kind, schema) {
            (BodyKind::Binary | BodyKind::Text, _) => Some(Value::from("example")),
            (_, Some(schema)) => self.sample(schema, Direction::Sent),
            (_, None) => Some(Value::Object(serde_json::Map::new())),
        }
    }
}

/// The examples of the first content type of the body that has any.
fn body_examples(operation: &Operation) -> Vec<(String, (usize, Value))> {
    let contents = operation.body.iter().flat_map(|body| &body.content);
    let first = contents
        .enumerate()
        .find(|(_, content)| !content.examples.is_empty());
    let Some((index, content)) = first else {
        return Vec::new();
    };
    let examples = content.examples.iter();
    examples
        .map(|example| (example.name.clone(), (index, example.value.clone())))
        .collect()
}

/// The examples of the first success response that has an exact status and a body with examples.
fn response_examples(operation: &Operation) -> Vec<(String, (u16, Value))> {
    for response in &operation.success {
        let StatusPattern::Exact(status) = response.status else {
            continue;
        };
        let mut contents = response.content.iter();
        if let Some(content) = contents.find(|content| !content.examples.is_empty()) {
            let examples = content.examples.iter();
            return examples
                .map(|example| (example.name.clone(), (status, example.value.clone())))
                .collect();
        }
    }
    Vec::new()
}

/// A body must be sent and no value could be made for it.
struct NoValue;

fn of_name<'c>(content: &'c [MediaType], name: &str) -> Option<&'c MediaType> {
    content.iter().find(|media_type| media_type.name == name)
}
