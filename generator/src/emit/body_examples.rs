//! The examples of a description as a test of the models: each is read and written again.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::ir::{
    Additional, Api, BodyKind, Example, Operation, ResponseKind, Struct, Type, TypeKind, Webhook,
};

/// The example of a body, with the type that reads it.
pub struct BodyExample<'a> {
    /// A name of its own among all examples.
    pub title: String,
    pub ty: Cow<'a, Type>,
    pub value: &'a Value,
    /// Whether nothing of the value is dropped when it is read. Of unions it is not foretold.
    pub whole: bool,
}

/// Whether there are any.
pub fn any(api: &Api) -> bool {
    api.operations()
        .any(|operation| bodies(operation).next().is_some())
        || api.webhooks.iter().any(|one| !one.examples.is_empty())
}

/// Those of all bodies that are JSON or a form, operation by operation, then those of all webhooks.
pub fn list(api: &Api) -> Vec<BodyExample<'_>> {
    // Several contents of one answer may have examples of one name.
    let mut seen = BTreeMap::new();
    let mut titled = |title: String| {
        let count = seen.entry(title.clone()).or_insert(0_usize);
        *count += 1;
        match *count {
            1 => title,
            count => format!("{title} ({count})"),
        }
    };
    let of_operations = api.operations().flat_map(|operation| {
        bodies(operation).map(move |(what, ty, example)| {
            (
                format!("{} {what}", operation.id),
                Cow::Borrowed(ty),
                example,
            )
        })
    });
    let of_webhooks = api.webhooks.iter().flat_map(payloads);
    of_operations
        .chain(of_webhooks)
        .map(|(owner, ty, Example { name, value })| BodyExample {
            title: titled(format!("{owner} {name}").trim().to_owned()),
            whole: knows_all(api, &ty, value),
            ty,
            value,
        })
        .collect()
}

/// The values by title, as a JSON text that ends its line.
pub fn values(examples: &[BodyExample<'_>]) -> String {
    let values: Map<String, Value> = examples
        .iter()
        .map(|example| (example.title.clone(), example.value.clone()))
        .collect();
    format!("{:#}\n", Value::Object(values))
}

fn bodies(operation: &Operation) -> impl Iterator<Item = (String, &Type, &Example)> {
    let request = operation.body.iter().flat_map(|body| &body.content);
    let request = request.filter_map(|content| match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
            Some(("body".to_owned(), ty, &content.examples))
        }
        BodyKind::Multipart(_) | BodyKind::Binary | BodyKind::Text => None,
    });
    let responses = operation.success.iter().chain(&operation.errors);
    let responses = responses.flat_map(|response| {
        response
            .content
            .iter()
            .filter_map(|content| match &content.kind {
                ResponseKind::Json(ty) => {
                    Some((response.status.to_string(), ty, &content.examples))
                }
                ResponseKind::Text
                | ResponseKind::Binary
                | ResponseKind::EventStream(_)
                | ResponseKind::JsonLines(_) => None,
            })
    });
    request.chain(responses).flat_map(|(what, ty, examples)| {
        examples
            .iter()
            .map(move |example| (what.clone(), ty, example))
    })
}

fn payloads(webhook: &Webhook) -> impl Iterator<Item = (String, Cow<'_, Type>, &Example)> {
    let names = webhook.callback_of.iter().chain([&webhook.name.wire]);
    let names: Vec<_> = names.map(String::as_str).collect();
    let title = format!("{} payload", names.join(" "));
    let examples = webhook.payload.into_iter().flat_map(|payload| {
        let examples = webhook.examples.iter();
        examples.map(move |example| (Cow::Owned(Type::Named(payload)), example))
    });
    examples.map(move |(ty, example)| (title.clone(), ty, example))
}

fn knows_all(api: &Api, ty: &Type, value: &Value) -> bool {
    match (ty, value) {
        (Type::Array { item, .. }, Value::Array(items)) => {
            items.iter().all(|value| knows_all(api, item, value))
        }
        (Type::Map(item), Value::Object(entries)) => {
            entries.values().all(|value| knows_all(api, item, value))
        }
        (Type::Nullable(inner), _) => value.is_null() || knows_all(api, inner, value),
        (Type::Tuple { items, rest }, Value::Array(values)) => {
            values.iter().enumerate().all(|(index, value)| {
                let item = items.get(index).or(rest.as_deref());
                item.is_some_and(|item| knows_all(api, item, value))
            })
        }
        (Type::Named(id), _) => match &api.type_def(*id).kind {
            TypeKind::Struct(of) => value.as_object().is_some_and(|entries| {
                entries
                    .iter()
                    .all(|(key, value)| knows_property(api, of, key, value))
            }),
            TypeKind::Alias(ty) => knows_all(api, ty, value),
            TypeKind::Enum(_) => true,
            TypeKind::Union(_) => !value.is_object() && !value.is_array(),
        },
        _ => true,
    }
}

/// A `null` where the property may only be absent is read as absent.
fn knows_property(api: &Api, of: &Struct, key: &str, value: &Value) -> bool {
    match of.fields.iter().find(|field| field.name.wire == key) {
        Some(field) => value.is_null() || knows_all(api, &field.ty, value),
        None => !matches!(of.additional, Additional::Ignored | Additional::Forbidden),
    }
}
