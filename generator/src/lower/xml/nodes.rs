//! Where a value stands in a document, and under which name.

use super::super::schema::MAX_DEPTH;
use super::super::shape::Shape;
use super::super::Lowering;
use super::{Lost, Position, ShapeKey};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{EnumBase, Type, XmlAbsent, XmlNode, XmlPlace, XmlShape, XmlShapeId};
use crate::pointer::Pointer;
use crate::spec::{SchemaId, Xml, XmlNodeType};

/// A schema with all that is said of it in XML.
pub(super) struct Seen {
    /// The schema behind references and decoration.
    pub id: SchemaId,
    pub shape: Shape,
    /// What it says itself, else what it refers to.
    pub xml: Xml,
    /// The first component on the way.
    pub component: Option<String>,
    pub nullable: bool,
    pub place: Pointer,
}

impl Seen {
    pub(super) fn lost(&self, reason: impl Into<String>) -> Lost {
        Lost {
            place: self.place.clone(),
            reason: reason.into(),
        }
    }
}

impl Lowering<'_> {
    /// Follows references and decoration, and gathers what is said on the way.
    pub(super) fn xml_seen(&mut self, id: SchemaId) -> Result<Seen, Lost> {
        let place = self.schemas.get(id).pointer.clone();
        let nullable = self.nullable(id);
        let mut xml = Xml::default();
        let mut component = None;
        let mut at = id;
        for _ in 0..MAX_DEPTH {
            let schema = self.schemas.get(at);
            let own = schema.xml.clone();
            xml = Xml {
                name: xml.name.or(own.name),
                namespace: xml.namespace.or(own.namespace),
                prefix: xml.prefix.or(own.prefix),
                node: xml.node.or(own.node),
            };
            if component.is_none() && self.components.get(at).is_some() {
                component = schema.pointer.last();
            }
            let next = match schema.reference {
                Some(target) => target,
                None => match self.shape(at) {
                    Shape::Same(target) => target,
                    shape => {
                        return Ok(Seen {
                            id: at,
                            shape,
                            xml,
                            component,
                            nullable,
                            place,
                        })
                    }
                },
            };
            at = next;
        }
        Err(Lost {
            place,
            reason: "references are too many here".to_owned(),
        })
    }

    /// Where a value stands, called `name` unless its schema says otherwise.
    pub(super) fn xml_node(
        &mut self,
        seen: &Seen,
        key: &str,
        name: &str,
        position: Position,
    ) -> Result<XmlNode, Lost> {
        let wrapped = seen.xml.node == Some(XmlNodeType::Element) || position == Position::Root;
        if let (Shape::Array(items), false) = (&seen.shape, wrapped) {
            return self.xml_repeated(seen, *items, key, name, position);
        }
        let at = xml_place(seen, position)?;
        let own = match position {
            Position::Entry => None,
            Position::Root | Position::Property { .. } | Position::Item => seen.xml.name.as_deref(),
        };
        let name = own.unwrap_or(name);
        if !(is_name(name) || name.is_empty() && at != XmlPlace::Attribute) {
            return Err(seen.lost(format!("`{name}` is no name of an element")));
        }
        let (namespace, prefix) = self.xml_namespace(seen, at)?;
        let required = position == Position::Property { required: true };
        let absent = match at {
            XmlPlace::Element => XmlAbsent::Nothing,
            XmlPlace::Attribute if seen.nullable && required => XmlAbsent::Null,
            XmlPlace::Attribute | XmlPlace::Text | XmlPlace::Cdata => {
                self.note_xml(
                    seen.nullable.then_some(&seen.place),
                    "its null is left out in XML",
                );
                XmlAbsent::Nothing
            }
        };
        Ok(XmlNode {
            key: key.to_owned(),
            name: name.to_owned(),
            prefix,
            namespace,
            at,
            shape: self.xml_shape(seen)?,
            each: false,
            absent,
        })
    }

    /// An array that is no element itself: each item is one.
    fn xml_repeated(
        &mut self,
        seen: &Seen,
        items: SchemaId,
        key: &str,
        name: &str,
        position: Position,
    ) -> Result<XmlNode, Lost> {
        if position == Position::Item {
            return Err(seen.lost("an array of arrays has no form in XML but with `xml.wrapped`"));
        }
        if matches!(
            seen.xml.node,
            Some(XmlNodeType::Attribute | XmlNodeType::Text | XmlNodeType::Cdata)
        ) {
            return Err(seen.lost("an array is neither an attribute nor a text"));
        }
        let item = self.xml_seen(items)?;
        let node = self.xml_node(&item, key, name, Position::Item)?;
        let absent = match position {
            Position::Property { required: true } => XmlAbsent::Empty,
            Position::Property { .. } | Position::Entry | Position::Root | Position::Item => {
                let message = "an empty array is no different from an absent one in XML";
                self.note_xml(Some(&seen.place), message);
                XmlAbsent::Nothing
            }
        };
        self.note_xml(
            seen.nullable.then_some(&seen.place),
            "null instead of the array is left out in XML",
        );
        let name = match position {
            Position::Entry => String::new(),
            Position::Property { .. } | Position::Root | Position::Item => node.name,
        };
        Ok(XmlNode {
            name,
            each: true,
            absent,
            ..node
        })
    }

    /// The namespace and its prefix.
    fn xml_namespace(&mut self, seen: &Seen, at: XmlPlace) -> Result<(String, String), Lost> {
        let namespace = seen.xml.namespace.clone().unwrap_or_default();
        let prefix = seen.xml.prefix.clone().unwrap_or_default();
        if namespace.is_empty() {
            let unbound = (!prefix.is_empty()).then_some(&seen.place);
            self.note_xml(unbound, "a prefix without a namespace is not written");
            return Ok((String::new(), String::new()));
        }
        if !prefix.is_empty() && (!is_name(&prefix) || prefix.starts_with("xml")) {
            return Err(seen.lost(format!("`{prefix}` is no prefix of a namespace")));
        }
        let bound = (self.xml.prefixes.entry(prefix.clone())).or_insert_with(|| namespace.clone());
        if !prefix.is_empty() && *bound != namespace {
            return Err(seen.lost(format!("`{prefix}` is the prefix of two namespaces")));
        }
        if at == XmlPlace::Attribute && prefix.is_empty() {
            let message = "the namespace of an attribute without a prefix is not written";
            self.note_xml(Some(&seen.place), message);
            return Ok((String::new(), String::new()));
        }
        Ok((namespace, prefix))
    }

    /// What an element or attribute contains; objects and arrays are found out later.
    fn xml_shape(&mut self, seen: &Seen) -> Result<XmlShapeId, Lost> {
        let scalar = match &seen.shape {
            Shape::Scalar(Type::Boolean) => XmlShape::Boolean,
            Shape::Scalar(Type::Integer(_) | Type::Number(_)) => XmlShape::Number,
            Shape::Scalar(Type::String(_)) => XmlShape::String,
            Shape::Enum(values) => match values.base {
                EnumBase::String => XmlShape::String,
                EnumBase::Integer | EnumBase::Number => XmlShape::Number,
                EnumBase::Mixed => {
                    return Err(seen.lost("XML does not tell strings from numbers"));
                }
            },
            Shape::Struct | Shape::Map | Shape::Array(_) | Shape::Union(_) => {
                return Ok(self.xml_shape_of(ShapeKey {
                    schema: seen.id,
                    tag: None,
                }));
            }
            Shape::Tuple => return Err(seen.lost("a tuple has no form in XML")),
            Shape::Null => return Err(seen.lost("what is only null has no form in XML")),
            Shape::Any | Shape::Never | Shape::Scalar(_) | Shape::Same(_) => {
                return Err(seen.lost("any value has no form in XML"));
            }
        };
        Ok(self.xml_scalar(scalar))
    }

    /// The shape of a key, which is found out later.
    pub(super) fn xml_shape_of(&mut self, key: ShapeKey) -> XmlShapeId {
        if let Some(known) = self.xml.known.get(&key) {
            return *known;
        }
        // A stand-in until it is found out.
        let id = self.add_xml_shape(XmlShape::String);
        self.xml.known.insert(key.clone(), id);
        self.xml.open.push((id, key));
        id
    }

    /// The shape of a scalar; there is one of each.
    pub(super) fn xml_scalar(&mut self, shape: XmlShape) -> XmlShapeId {
        if self.xml.tables.shapes.is_empty() {
            self.xml.tables.shapes = vec![XmlShape::String, XmlShape::Number, XmlShape::Boolean];
        }
        match shape {
            XmlShape::Number => XmlShapeId(1),
            XmlShape::Boolean => XmlShapeId(2),
            XmlShape::String
            | XmlShape::List { .. }
            | XmlShape::Object { .. }
            | XmlShape::Choice { .. } => XmlShapeId(0),
        }
    }

    fn add_xml_shape(&mut self, shape: XmlShape) -> XmlShapeId {
        self.xml_scalar(XmlShape::String);
        let id = XmlShapeId(self.xml.tables.shapes.len() as u32);
        self.xml.tables.shapes.push(shape);
        id
    }

    /// Notes a loss, if there is one.
    pub(super) fn note_xml(&mut self, place: Option<&Pointer>, message: &str) {
        let note = place.map(|place| Diagnostic::note(codes::APPROXIMATED, place, message));
        self.xml.notes.extend(note);
    }
}

/// What a value is that is no array of elements.
fn xml_place(seen: &Seen, position: Position) -> Result<XmlPlace, Lost> {
    let at = match seen.xml.node {
        None | Some(XmlNodeType::Element) => return Ok(XmlPlace::Element),
        Some(XmlNodeType::Attribute) => XmlPlace::Attribute,
        Some(XmlNodeType::Text) => XmlPlace::Text,
        Some(XmlNodeType::Cdata) => XmlPlace::Cdata,
        Some(XmlNodeType::None) if matches!(seen.shape, Shape::Array(_)) => {
            return Ok(XmlPlace::Element);
        }
        Some(XmlNodeType::None) => {
            return Err(seen.lost("`nodeType: none` is only for arrays"));
        }
    };
    let is_scalar = matches!(seen.shape, Shape::Scalar(_) | Shape::Enum(_));
    match position {
        Position::Property { .. } if is_scalar => Ok(at),
        Position::Property { .. } | Position::Root | Position::Item | Position::Entry => {
            Err(seen.lost("only a scalar property is an attribute or a text"))
        }
    }
}

/// Whether a text is a name without a prefix (Namespaces in XML, 3), as the SDKs read them.
pub(super) fn is_name(text: &str) -> bool {
    let starts = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let goes_on = |c: char| starts(c) || c.is_ascii_digit() || matches!(c, '-' | '.');
    text.starts_with(starts) && text.chars().all(goes_on)
}
