//! Operations, put together from their parts.

use serde_json::Value;

use super::plan::{Plan, PlannedOperation};
use super::{extension, security, servers, Lowering};
use crate::diagnostic::Diagnostics;
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
        let path = super::parameters::path_parts(described, &parameters, &mut self.problems);
        let body =
            (described.request_body.as_ref()).and_then(|body| self.lower_body(body, planned));
        let (success, errors) = self.lower_responses(&described.responses);
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
                &mut self.problems,
            ),
            servers: servers::lower(&described.servers, &mut self.problems),
            pagination: None,
            retry: retry(described, &mut self.problems),
            rate_limits: rate_limits(described, &mut self.problems),
            examples: Vec::new(),
        }
    }
}

/// Idempotent methods are those of RFC 9110, 9.2.2; `x-sdk-retry` and `x-sdk-idempotency` say otherwise.
fn retry(operation: &spec::Operation, problems: &mut Diagnostics) -> RetrySafety {
    match extension::text(
        &operation.extensions,
        "x-sdk-retry",
        &operation.pointer,
        problems,
    ) {
        Some("safe") => return RetrySafety::Idempotent,
        Some("never") => return RetrySafety::Never,
        Some(_) => {
            let pointer = operation.pointer.key("x-sdk-retry");
            problems.push(extension::wrong(
                &pointer,
                "x-sdk-retry",
                "`safe` or `never`",
            ));
        }
        None => {}
    }
    if let Some(value) = operation.extensions.get("x-sdk-idempotency") {
        let pointer = operation.pointer.key("x-sdk-idempotency");
        if let Some(header) = extension::member(value, "header", &pointer, problems) {
            return RetrySafety::Keyed(header.to_owned());
        }
    }
    match operation.method.as_str() {
        "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE" => RetrySafety::Idempotent,
        _ => RetrySafety::Unsafe,
    }
}

/// `x-sdk-rate-limit`: one limit or a list of them.
fn rate_limits(operation: &spec::Operation, problems: &mut Diagnostics) -> Vec<RateLimit> {
    let pointer = operation.pointer.key("x-sdk-rate-limit");
    match operation.extensions.get("x-sdk-rate-limit") {
        None => Vec::new(),
        Some(Value::Array(items)) => (items.iter().enumerate())
            .filter_map(|(index, item)| rate_limit(item, &pointer.index(index), problems))
            .collect(),
        Some(item) => rate_limit(item, &pointer, problems).into_iter().collect(),
    }
}

fn rate_limit(
    value: &Value,
    pointer: &crate::pointer::Pointer,
    problems: &mut Diagnostics,
) -> Option<RateLimit> {
    let number = |name: &str| {
        value
            .get(name)
            .and_then(Value::as_u64)
            .filter(|number| *number > 0)
    };
    let group = value.get("group");
    let (Some(requests), Some(seconds)) = (number("requests"), number("seconds")) else {
        problems.push(extension::wrong(
            pointer,
            "x-sdk-rate-limit",
            "an object with the whole numbers `requests` and `seconds`, both at least 1",
        ));
        return None;
    };
    if group.is_some_and(|group| !group.is_string()) {
        problems.push(extension::wrong(&pointer.key("group"), "group", "a text"));
    }
    Some(RateLimit {
        requests,
        seconds,
        group: group.and_then(Value::as_str).map(str::to_owned),
    })
}
