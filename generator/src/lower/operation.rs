//! Operations, put together from their parts.

use serde_json::Value;

use super::plan::{Plan, PlannedOperation};
use super::{extension, security, servers, Lowering};
use crate::ir::{Docs, Operation, RateLimit, RetrySafety, Service};
use crate::spec;

impl Lowering<'_> {
    /// All services; pagination and examples need the finished types and are added later.
    pub(super) fn lower_services(&mut self, plan: &Plan<'_>) -> Vec<Service> {
        (plan.services.iter())
            .map(|service| Service {
                name: service.name.clone(),
                docs: service.docs.clone(),
                operations: service
                    .operations
                    .iter()
                    .map(|planned| self.lower_operation(planned))
                    .collect(),
            })
            .collect()
    }

    fn lower_operation(&mut self, planned: &PlannedOperation<'_>) -> Operation {
        let described = planned.operation;
        let parameters = self.lower_parameters(described);
        let path = super::parameters::path_parts(&described.path, &parameters);
        let body =
            (described.request_body.as_ref()).and_then(|body| self.lower_body(body, planned));
        let (success, errors) = self.lower_responses(planned);
        let requirements = described.security.as_ref().or(self.spec.security.as_ref());
        Operation {
            id: planned.full_name.wire.clone(),
            name: planned.name.clone(),
            full_name: planned.full_name.clone(),
            pointer: described.pointer.clone(),
            method: described.method.clone(),
            path,
            docs: Docs {
                summary: described.summary.clone(),
                description: described.description.clone(),
            },
            deprecated: described.deprecated,
            parameters,
            body,
            success,
            errors,
            security: security::requirements(
                requirements.map(Vec::as_slice),
                self.spec,
                &self.security_places,
            ),
            servers: servers::lower(&described.servers),
            pagination: None,
            retry: retry(described),
            rate_limits: rate_limits(described),
            examples: Vec::new(),
        }
    }
}

/// Idempotent methods are those of RFC 9110, 9.2.2, and `QUERY`, which is safe; `x-sdk-retry` and `x-sdk-idempotency` say otherwise.
fn retry(operation: &spec::Operation) -> RetrySafety {
    match extension::text(&operation.extensions, "x-sdk-retry") {
        Some("safe") => return RetrySafety::Idempotent,
        Some("never") => return RetrySafety::Never,
        _ => {}
    }
    let key = operation
        .extensions
        .get("x-sdk-idempotency")
        .and_then(|value| value.get("header"));
    if let Some(header) = key.and_then(Value::as_str) {
        return RetrySafety::Keyed(header.to_owned());
    }
    match operation.method.as_str() {
        "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY" => {
            RetrySafety::Idempotent
        }
        _ => RetrySafety::Unsafe,
    }
}

/// `x-sdk-rate-limit`: one limit or a list of them.
fn rate_limits(operation: &spec::Operation) -> Vec<RateLimit> {
    match operation.extensions.get("x-sdk-rate-limit") {
        None => Vec::new(),
        Some(Value::Array(items)) => items.iter().filter_map(rate_limit).collect(),
        Some(item) => rate_limit(item).into_iter().collect(),
    }
}

fn rate_limit(value: &Value) -> Option<RateLimit> {
    Some(RateLimit {
        requests: value.get("requests")?.as_u64()?,
        seconds: value.get("seconds")?.as_u64()?,
        group: value
            .get("group")
            .and_then(Value::as_str)
            .map(str::to_owned),
    })
}
