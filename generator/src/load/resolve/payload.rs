//! Bodies: request bodies, responses, media types, encodings and examples.

use indexmap::IndexMap;
use openapiv3::{Components, QueryStyle, ReferenceOr};
use serde_json::Value;

use super::node::Node;
use super::{Referable, Resolver};
use crate::load::grammar::media_types;
use crate::spec::{Encoding, MediaType, Parameter, ParameterStyle, RequestBody, Response};

impl Referable for openapiv3::RequestBody {
    const SECTION: Option<&'static str> = Some("requestBodies");
    fn component<'d>(components: &'d Components, name: &str) -> Option<&'d ReferenceOr<Self>> {
        components.request_bodies.get(name)
    }
}

impl Referable for openapiv3::Response {
    const SECTION: Option<&'static str> = Some("responses");
    fn component<'d>(components: &'d Components, name: &str) -> Option<&'d ReferenceOr<Self>> {
        components.responses.get(name)
    }
}

impl Referable for openapiv3::Example {
    const SECTION: Option<&'static str> = Some("examples");
    fn component<'d>(components: &'d Components, name: &str) -> Option<&'d ReferenceOr<Self>> {
        components.examples.get(name)
    }
}

type Examples = IndexMap<String, ReferenceOr<openapiv3::Example>>;
type Headers = IndexMap<String, ReferenceOr<openapiv3::Header>>;

impl Resolver<'_, '_> {
    /// The request body here.
    pub(super) fn request_body(&mut self, node: &Node<'_, &openapiv3::RequestBody>) -> RequestBody {
        RequestBody {
            pointer: node.pointer.clone(),
            description: node.typed.description.clone(),
            required: node.typed.required,
            content: self.content(&node.with(()), &node.typed.content),
            extensions: node.typed.extensions.clone(),
        }
    }

    /// The response here.
    pub(super) fn response(&mut self, node: &Node<'_, &openapiv3::Response>) -> Response {
        Response {
            pointer: node.pointer.clone(),
            description: node.typed.description.clone(),
            headers: self.headers(&node.with(()), &node.typed.headers),
            content: self.content(&node.with(()), &node.typed.content),
            extensions: node.typed.extensions.clone(),
        }
    }

    /// The media types in `content` of the object here. Those that one key lists have all else in common.
    pub(super) fn content(
        &mut self,
        owner: &Node<'_, ()>,
        typed: &openapiv3::Content,
    ) -> Vec<MediaType> {
        let mut content = Vec::with_capacity(typed.len());
        for (key, node) in owner.entries("content", typed) {
            for name in media_types(key) {
                content.push(self.media_type(name, &node));
            }
        }
        content
    }

    fn media_type(&mut self, name: &str, node: &Node<'_, &openapiv3::MediaType>) -> MediaType {
        let schema = node.typed.schema.as_ref();
        let encodings = node.entries("encoding", &node.typed.encoding);
        MediaType {
            pointer: node.pointer.clone(),
            name: name.to_owned(),
            schema: schema.map(|typed| self.schema(&node.member("schema", typed))),
            examples: self.examples(&node.with(()), &node.typed.examples),
            encoding: encodings
                .into_iter()
                .map(|(name, encoding)| (name.clone(), self.encoding(&encoding)))
                .collect(),
            extensions: node.typed.extensions.clone(),
        }
    }

    fn encoding(&mut self, node: &Node<'_, &openapiv3::Encoding>) -> Encoding {
        let typed = node.typed;
        Encoding {
            pointer: node.pointer.clone(),
            content_type: typed.content_type.clone(),
            headers: self.headers(&node.with(()), &typed.headers),
            style: typed.style.as_ref().map(|style| match style {
                QueryStyle::Form => ParameterStyle::Form,
                QueryStyle::SpaceDelimited => ParameterStyle::SpaceDelimited,
                QueryStyle::PipeDelimited => ParameterStyle::PipeDelimited,
                QueryStyle::DeepObject => ParameterStyle::DeepObject,
            }),
            explode: node.flag("explode"),
            allow_reserved: typed.allow_reserved,
        }
    }

    fn headers(&mut self, owner: &Node<'_, ()>, typed: &Headers) -> IndexMap<String, Parameter> {
        let mut headers = IndexMap::new();
        for (name, node) in owner.entries("headers", typed) {
            let header = self.follow(&node, |resolver, header| resolver.header(header, name));
            if let Some(header) = header.flatten() {
                headers.insert(name.clone(), header);
            }
        }
        headers
    }

    /// `example` under the name `""`, then those of `examples` that have a value. A null is a value, so they are read from the
    /// raw tree.
    pub(super) fn examples(
        &mut self,
        owner: &Node<'_, ()>,
        typed: &Examples,
    ) -> Vec<(String, Value)> {
        let own = owner.keyword("example").map(|value| (String::new(), value));
        let mut examples: Vec<_> = own.into_iter().collect();
        for (name, node) in owner.entries("examples", typed) {
            let value = self.follow(&node, |_, example| example.keyword("value"));
            if let Some(value) = value.flatten() {
                examples.push((name.clone(), value));
            }
        }
        examples
    }
}
