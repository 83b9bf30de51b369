//! Operations, with what their path item adds.

use std::borrow::Cow;
use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{Components, PathItem, ReferenceOr, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use super::node::Node;
use super::{ahead, prose, refused, Referable, Resolver};
use crate::spec::{Operation, Parameter, Response, Webhook};

impl Referable for PathItem {
    // OpenAPI 3.0 has no path items in `components`.
    const SECTION: Option<&'static str> = None;
    fn component<'d>(_: &'d Components, _: &str) -> Option<&'d ReferenceOr<Self>> {
        None
    }
}

/// What all operations of a path share.
struct Path<'p> {
    template: &'p str,
    place: crate::pointer::Pointer,
    item: &'p PathItem,
    internal: bool,
    parameters: Vec<Parameter>,
    servers: Vec<crate::spec::Server>,
    caller: Caller,
}

/// Who calls an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    Client,
    Server,
}

impl Resolver<'_, '_> {
    /// The operations of all paths, in the order of the description.
    pub(super) fn operations(&mut self, paths: &Node<'_, ()>) -> Vec<Operation> {
        let mut operations = Vec::new();
        ahead::each::<ReferenceOr<PathItem>>(paths, |template, node| {
            if !template.starts_with('/') {
                return;
            }
            let item = match &node.typed {
                Ok(item) => node.with(item),
                Err(problem) => return self.report.push(refused(&node.pointer, problem)),
            };
            let found = self.follow(&item, |resolver, item| {
                resolver.path(template, item, Caller::Client)
            });
            operations.extend(found.into_iter().flatten());
        });
        operations
    }

    /// The operations of a map of path items that the server calls, in the order of the description.
    pub(super) fn webhooks(&mut self, items: &Node<'_, ()>) -> Vec<Webhook> {
        let mut webhooks = Vec::new();
        for name in keys(items) {
            self.called(name, &items.member(name, ()), &mut webhooks);
        }
        webhooks
    }

    /// The operations of all callbacks of an operation.
    fn callbacks(&mut self, operation: &Node<'_, ()>) -> Vec<Webhook> {
        let callbacks = operation.member("callbacks", ());
        let mut found = Vec::new();
        for name in keys(&callbacks) {
            let expressions = callbacks.member(name, ());
            for expression in keys(&expressions) {
                self.called(name, &expressions.member(expression, ()), &mut found);
            }
        }
        found
    }

    /// Adds the operations of a path item, which the typed model does not know.
    fn called(&mut self, name: &str, node: &Node<'_, ()>, found: &mut Vec<Webhook>) {
        let item = match ReferenceOr::<PathItem>::deserialize(node.raw) {
            Ok(item) => item,
            Err(problem) => return self.report.push(refused(&node.pointer, &problem)),
        };
        let operations = self.follow(&node.with(&item), |resolver, item| {
            resolver.path(name, item, Caller::Server)
        });
        let operations = operations.into_iter().flatten();
        found.extend(operations.map(|operation| Webhook {
            name: name.to_owned(),
            operation,
        }));
    }

    fn path(
        &mut self,
        template: &str,
        item: &Node<'_, &PathItem>,
        caller: Caller,
    ) -> Vec<Operation> {
        let operations = self.methods(item);
        let shared = item.raw.get("parameters").unwrap_or(&Value::Null);
        let place = item.pointer.key("parameters");
        for _ in operations.iter().skip(1) {
            if !self.repeats.allow(&place, &place, shared, self.report) {
                return Vec::new();
            }
        }
        let path = Path {
            template,
            place: item.pointer.clone(),
            item: item.typed,
            internal: item.flag("x-internal") == Some(true),
            parameters: self.parameters(&item.with(()), &item.typed.parameters),
            servers: self.servers(&item.with(()), &item.typed.servers),
            caller,
        };
        let operations = operations.iter();
        operations
            .map(|(method, node)| self.operation(method, &node.with(node.typed.as_ref()), &path))
            .collect()
    }

    /// The operations of a path by method, in the order of the description: the typed model has an order of its own, and does not
    /// know those that 3.2 brought.
    fn methods<'i>(
        &mut self,
        item: &Node<'i, &'i PathItem>,
    ) -> Vec<(String, Node<'i, Cow<'i, openapiv3::Operation>>)> {
        let mut operations = Vec::new();
        for key in keys(item) {
            if let Some(operation) = method(item.typed, key) {
                let node = item.member(key, Cow::Borrowed(operation));
                operations.push((key.to_ascii_uppercase(), node));
            } else if key == "query" {
                let node = item.member(key, ());
                operations.extend(self.newer_operation("QUERY", &node));
            } else if key == "additionalOperations" {
                let others = item.member(key, ());
                for method in keys(&others) {
                    let node = others.member(method, ());
                    operations.extend(self.newer_operation(method, &node));
                }
            }
        }
        operations
    }

    fn newer_operation<'i>(
        &mut self,
        method: &str,
        node: &Node<'i, ()>,
    ) -> Option<(String, Node<'i, Cow<'i, openapiv3::Operation>>)> {
        match openapiv3::Operation::deserialize(node.raw) {
            Ok(operation) => Some((method.to_owned(), node.with(Cow::Owned(operation)))),
            Err(problem) => {
                self.report.push(refused(&node.pointer, &problem));
                None
            }
        }
    }

    fn operation(
        &mut self,
        method: &str,
        node: &Node<'_, &openapiv3::Operation>,
        path: &Path<'_>,
    ) -> Operation {
        let typed = node.typed;
        let own = self.parameters(&node.with(()), &typed.parameters);
        let own_servers = self.servers(&node.with(()), &typed.servers);
        let body = typed.request_body.as_ref();
        let description =
            prose::with_link(typed.description.as_ref(), typed.external_docs.as_ref());
        let path_description = path.item.description.clone();
        let (summary, path_summary) = match (&typed.summary, &path.item.summary) {
            (Some(own), of_path) => (Some(own.clone()), of_path.clone()),
            (None, of_path) => (of_path.clone(), None),
        };
        Operation {
            pointer: node.pointer.clone(),
            method: method.to_owned(),
            path: path.template.to_owned(),
            path_pointer: path.place.clone(),
            operation_id: typed.operation_id.clone(),
            tags: typed.tags.clone(),
            summary,
            description: prose::paragraphs([description, path_summary, path_description]),
            deprecated: typed.deprecated,
            internal: path.internal || node.flag("x-internal") == Some(true),
            parameters: merged(&path.parameters, own),
            request_body: body.and_then(|body| {
                let place = node.member("requestBody", body);
                self.follow(&place, |resolver, body| resolver.request_body(body))
            }),
            responses: self.responses(&node.member("responses", &typed.responses)),
            security: typed
                .security
                .as_ref()
                .map(|typed| self.requirements(&node.with(()), typed)),
            servers: if own_servers.is_empty() {
                path.servers.clone()
            } else {
                own_servers
            },
            callbacks: match path.caller {
                Caller::Client => self.callbacks(&node.with(())),
                Caller::Server => Vec::new(),
            },
            extensions: typed.extensions.clone(),
        }
    }

    fn parameters(
        &mut self,
        owner: &Node<'_, ()>,
        typed: &[ReferenceOr<openapiv3::Parameter>],
    ) -> Vec<Parameter> {
        let items = owner.items("parameters", typed);
        items
            .iter()
            .filter_map(|item| {
                self.follow(item, |resolver, parameter| resolver.parameter(parameter))?
            })
            .collect()
    }

    fn responses(&mut self, node: &Node<'_, &openapiv3::Responses>) -> IndexMap<String, Response> {
        let mut responses = IndexMap::new();
        let keys = node
            .raw
            .as_object()
            .into_iter()
            .flat_map(|keys| keys.keys());
        for key in keys {
            let Some(typed) = response(node.typed, key) else {
                continue;
            };
            let place = node.member(key, typed);
            if let Some(response) = self.follow(&place, |resolver, typed| resolver.response(typed))
            {
                responses.insert(key.clone(), response);
            }
        }
        responses
    }
}

/// The keys of an object, in the order of the description.
fn keys<'a, T>(node: &Node<'a, T>) -> impl Iterator<Item = &'a String> {
    node.raw
        .as_object()
        .into_iter()
        .flat_map(|members| members.keys())
}

fn method<'a>(item: &'a PathItem, key: &str) -> Option<&'a openapiv3::Operation> {
    match key {
        "get" => item.get.as_ref(),
        "put" => item.put.as_ref(),
        "post" => item.post.as_ref(),
        "delete" => item.delete.as_ref(),
        "options" => item.options.as_ref(),
        "head" => item.head.as_ref(),
        "patch" => item.patch.as_ref(),
        "trace" => item.trace.as_ref(),
        _ => None,
    }
}

fn response<'a>(
    responses: &'a openapiv3::Responses,
    key: &str,
) -> Option<&'a ReferenceOr<openapiv3::Response>> {
    if key == "default" {
        return responses.default.as_ref();
    }
    let status = match key.strip_suffix("XX") {
        Some(range) => StatusCode::Range(range.parse().ok()?),
        None => StatusCode::Code(key.parse().ok()?),
    };
    responses.responses.get(&status)
}

/// Those of the path first; one of the operation replaces the one of the same name and location (4.7.10.1).
fn merged(of_path: &[Parameter], own: Vec<Parameter>) -> Vec<Parameter> {
    let identity = |parameter: &Parameter| (parameter.location, parameter.name.clone());
    let replaced: HashSet<_> = own.iter().map(identity).collect();
    let kept = of_path
        .iter()
        .filter(|inherited| !replaced.contains(&identity(inherited)));
    kept.cloned().chain(own).collect()
}
