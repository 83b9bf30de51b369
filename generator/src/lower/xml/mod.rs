//! XML: which bodies have a form in it, and how their values are laid out.
//!
//! Names, in this order: `xml.name` of the schema in its place, of what it refers to or wraps, then the property; of a root the
//! component. An array is repeated elements, called as its items are, or wrapped in one. A schema with something that XML
//! cannot tell (see `shapes`) leaves the body a text, and the fidelity report says what it was.

mod nodes;
mod shapes;

use std::collections::HashMap;

use super::media_type;
use super::plan::Plan;
use super::shape::Shape;
use super::Lowering;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    BodyKind, Operation, Response, ResponseKind, Service, Xml, XmlNode, XmlRoot, XmlShapeId,
};
use crate::pointer::Pointer;
use crate::spec::{self, MediaType, SchemaId};

/// The tables under way.
#[derive(Default)]
pub(super) struct Draft {
    pub tables: Xml,
    /// Shapes of schemas; that of a case of a union may have the tag added.
    known: HashMap<ShapeKey, XmlShapeId>,
    /// Shapes that have an id and are not found out yet.
    open: Vec<(XmlShapeId, ShapeKey)>,
    /// The namespace of each prefix: a prefix stands for one in all documents.
    prefixes: HashMap<String, String>,
    /// What is lost; it counts only if the body is XML in the end.
    notes: Vec<Diagnostic>,
}

/// What a shape is made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct ShapeKey {
    schema: SchemaId,
    /// The property that the encoder of a union adds to the object.
    tag: Option<String>,
}

/// Where in a document something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    /// The only element of the document.
    Root,
    /// A property of an object.
    Property { required: bool },
    /// An item of an array.
    Item,
    /// An entry of a map, named by its key.
    Entry,
}

/// Why something has no form in XML, and where that is described.
struct Lost {
    place: Pointer,
    reason: String,
}

impl Lowering<'_> {
    /// Whether a body in XML may have a form of its own: one without a structure is a text.
    pub(super) fn has_xml_structure(&mut self, media_type: &MediaType) -> bool {
        let shape = media_type.schema.and_then(|schema| self.peeled(schema));
        matches!(
            shape,
            Some((
                _,
                Shape::Struct | Shape::Map | Shape::Array(_) | Shape::Union(_)
            ))
        )
    }

    /// Decides the form of all bodies that are XML, once it is known how unions are told apart.
    pub(super) fn decide_xml(&mut self, services: &mut [Service], plan: &Plan<'_>) {
        for (operation, planned) in super::operations(services).zip(plan.operations()) {
            self.decide_xml_of_request(operation, planned.operation);
            for response in operation.success.iter_mut().chain(&mut operation.errors) {
                let key = response.status.to_string();
                let described = (planned.operation.responses.iter())
                    .find(|(status, _)| status.eq_ignore_ascii_case(&key));
                if let Some((_, described)) = described {
                    self.decide_xml_of_response(response, &described.content);
                }
            }
        }
    }

    fn decide_xml_of_request(&mut self, operation: &mut Operation, described: &spec::Operation) {
        let (Some(body), Some(request)) = (&mut operation.body, &described.request_body) else {
            return;
        };
        for content in &mut body.content {
            if !matches!(content.kind, BodyKind::Json(_)) {
                continue;
            }
            let Some(source) = xml_of_name(&request.content, &content.media_type) else {
                continue;
            };
            content.xml = self.xml_root(source, true);
            if content.xml.is_none() {
                content.kind = BodyKind::Text;
            }
        }
    }

    fn decide_xml_of_response(&mut self, response: &mut Response, described: &[MediaType]) {
        for content in &mut response.content {
            if !matches!(content.kind, ResponseKind::Json(_)) {
                continue;
            }
            let Some(source) = xml_of_name(described, &content.media_type) else {
                continue;
            };
            content.xml = self.xml_root(source, false);
            if content.xml.is_none() {
                content.kind = ResponseKind::Text;
            }
        }
        // A second text is the same to who receives it.
        let mut has_text = false;
        response.content.retain(|content| {
            content.kind != ResponseKind::Text || !std::mem::replace(&mut has_text, true)
        });
    }

    /// The root element of a body; `None`, and a note why, where it has no form in XML.
    fn xml_root(&mut self, media_type: &MediaType, is_sent: bool) -> Option<XmlRoot> {
        let schema = media_type.schema?;
        let (roots, shapes) = (self.xml.tables.roots.len(), self.xml.tables.shapes.len());
        let prefixes = self.xml.prefixes.clone();
        match self.find_xml_root(schema, is_sent) {
            Ok(node) => {
                for note in std::mem::take(&mut self.xml.notes) {
                    self.problems.push(note);
                }
                let known = self.xml.tables.roots.iter().position(|root| *root == node);
                let index = known.unwrap_or(roots);
                if known.is_none() {
                    self.xml.tables.roots.push(node);
                }
                Some(XmlRoot(index as u32))
            }
            Err(lost) => {
                self.xml.tables.shapes.truncate(shapes);
                self.xml.known.retain(|_, id| (id.0 as usize) < shapes);
                self.xml.open.clear();
                self.xml.notes.clear();
                self.xml.prefixes = prefixes;
                let message = format!(
                    "`{}` is handed over as text: {}",
                    media_type.name, lost.reason
                );
                self.problems.push(
                    Diagnostic::note(codes::APPROXIMATED, &media_type.pointer, message)
                        .related(&lost.place, "here")
                        .at_key(),
                );
                None
            }
        }
    }

    fn find_xml_root(&mut self, schema: SchemaId, is_sent: bool) -> Result<XmlNode, Lost> {
        let seen = self.xml_seen(schema)?;
        let name = seen.xml.name.as_ref().or(seen.component.as_ref());
        let name = name.cloned().unwrap_or_default();
        if name.is_empty() && is_sent {
            return Err(seen.lost("its root element has no name, which `xml.name` would give it"));
        }
        let node = self.xml_node(&seen, "", &name, Position::Root)?;
        while let Some((id, key)) = self.xml.open.pop() {
            let shape = self.find_xml_shape(&key)?;
            self.xml.tables.shapes[id.0 as usize] = shape;
        }
        Ok(node)
    }
}

/// The content with this name, if it is XML.
fn xml_of_name<'c>(content: &'c [MediaType], name: &str) -> Option<&'c MediaType> {
    let found = content.iter().find(|media_type| media_type.name == name);
    found.filter(|media_type| media_type::is_xml(&media_type.name))
}
