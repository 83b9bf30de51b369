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
    BodyKind, Operation, OperationExample, ParameterLocation, Presence, Service, StatusPattern,
};
use crate::spec::{self, MediaType, ParameterFormat, SchemaId};

impl Lowering<'_> {
    /// Adds the examples of all operations.
    pub(super) fn add_examples(&mut self, services: &mut [Service], plan: &Plan<'_>) {
        for (operation, planned) in super::operations(services).zip(plan.operations()) {
            operation.examples = self.examples(operation, planned.operation);
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
        let bodies = self.body_examples(operation, described);
        let mut responses = self.response_examples(operation, described);
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

    /// The examples of the first content type of the body that has one that fits.
    fn body_examples(
        &mut self,
        operation: &Operation,
        described: &spec::Operation,
    ) -> Vec<(String, (usize, Value))> {
        let (Some(body), Some(request)) = (&operation.body, &described.request_body) else {
            return Vec::new();
        };
        for (index, content) in body.content.iter().enumerate() {
            let media_type = request
                .content
                .iter()
                .find(|media_type| media_type.name == content.media_type);
            let found = media_type
                .map(|media_type| self.fitting(media_type, Direction::Sent))
                .unwrap_or_default();
            if !found.is_empty() {
                return found
                    .into_iter()
                    .map(|(name, value)| (name, (index, value)))
                    .collect();
            }
        }
        Vec::new()
    }

    fn fitting(&mut self, media_type: &MediaType, direction: Direction) -> Vec<(String, Value)> {
        let fits = |(_, value): &&(String, Value)| {
            media_type
                .schema
                .is_none_or(|schema| self.fits(schema, value, direction))
        };
        media_type.examples.iter().filter(fits).cloned().collect()
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

    /// The examples of the first success response that has an exact status and a body with examples.
    fn response_examples(
        &mut self,
        operation: &Operation,
        described: &spec::Operation,
    ) -> Vec<(String, (u16, Value))> {
        for response in &operation.success {
            let StatusPattern::Exact(status) = response.status else {
                continue;
            };
            let Some(source) = described.responses.get(&status.to_string()) else {
                continue;
            };
            for content in &response.content {
                let media_type = source
                    .content
                    .iter()
                    .find(|media_type| media_type.name == content.media_type);
                let found = media_type
                    .map(|media_type| self.fitting(media_type, Direction::Received))
                    .unwrap_or_default();
                if !found.is_empty() {
                    return found
                        .into_iter()
                        .map(|(name, value)| (name, (status, value)))
                        .collect();
                }
            }
        }
        Vec::new()
    }
}

/// A body must be sent and no value could be made for it.
struct NoValue;
