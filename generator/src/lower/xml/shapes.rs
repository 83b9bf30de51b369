//! What elements contain: objects, arrays and unions.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::null::without_null;
use super::super::shape::Shape;
use super::super::Lowering;
use super::nodes::{is_name, Seen};
use super::{Lost, Position, ShapeKey};
use crate::ir::{
    Tagging, TypeKind, Union, UnionVariant, XmlAbsent, XmlNode, XmlPlace, XmlShape, XmlShapeId,
};
use crate::spec::{AdditionalProperties, Schema, SchemaId};

/// The known properties of an object, and where all others stand.
type Properties = (Vec<XmlNode>, Option<Box<XmlNode>>);

impl Lowering<'_> {
    /// The shape of an object, an array or a union.
    pub(super) fn find_xml_shape(&mut self, key: &ShapeKey) -> Result<XmlShape, Lost> {
        let seen = self.xml_seen(key.schema)?;
        match &seen.shape {
            Shape::Struct | Shape::Map => self.xml_object(&seen, key.tag.as_deref()),
            Shape::Array(items) => {
                let item = self.xml_seen(*items)?;
                let item = self.xml_node(&item, "", "", Position::Item)?;
                Ok(XmlShape::List {
                    item: Box::new(item),
                })
            }
            Shape::Union(members) => self.xml_choice(&seen, members),
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Scalar(_)
            | Shape::Enum(_)
            | Shape::Tuple
            | Shape::Same(_) => Err(seen.lost("this has no form in XML")),
        }
    }

    fn xml_object(&mut self, seen: &Seen, tag: Option<&str>) -> Result<XmlShape, Lost> {
        let (fields, rest) = self.xml_properties(seen, tag)?;
        in_places_of_their_own(seen, &fields)?;
        Ok(XmlShape::Object { fields, rest })
    }

    /// The known properties of an object, then where all others stand.
    fn xml_properties(&mut self, seen: &Seen, tag: Option<&str>) -> Result<Properties, Lost> {
        let schema = self.merged_schema(seen.id);
        let mut fields: Vec<XmlNode> = tag.map(|tag| self.xml_tag(tag)).into_iter().collect();
        for (name, property) in &schema.properties {
            if let Some(node) = self.xml_property(name, *property, &schema)? {
                fields.push(node);
            }
        }
        Ok((fields, self.xml_rest(seen, &schema)?.map(Box::new)))
    }

    /// The place of a property; none of one that can never be there.
    fn xml_property(
        &mut self,
        name: &str,
        property: SchemaId,
        owner: &Schema,
    ) -> Result<Option<XmlNode>, Lost> {
        let seen = self.xml_seen(property)?;
        if matches!(seen.shape, Shape::Never) {
            return Ok(None);
        }
        let required = owner.required.contains(name);
        let node = self.xml_node(&seen, name, name, Position::Property { required })?;
        Ok(Some(node))
    }

    /// Where properties beyond the known ones stand.
    fn xml_rest(&mut self, seen: &Seen, schema: &Schema) -> Result<Option<XmlNode>, Lost> {
        if !schema.pattern_properties.is_empty() {
            return Err(seen.lost("`patternProperties` have no form in XML"));
        }
        match schema.additional_properties {
            AdditionalProperties::Schema(value) => {
                let value = self.xml_seen(value)?;
                self.xml_node(&value, "", "", Position::Entry).map(Some)
            }
            AdditionalProperties::Allowed => {
                Err(seen.lost("properties of any value have no form in XML"))
            }
            AdditionalProperties::Unspecified if matches!(seen.shape, Shape::Map) => {
                Err(seen.lost("properties of any value have no form in XML"))
            }
            AdditionalProperties::Unspecified | AdditionalProperties::Forbidden => {
                let is_base = schema.discriminator.is_some();
                let message = "what other schemas add to this one is left out in XML";
                self.note_xml(is_base.then_some(&seen.place), message);
                Ok(None)
            }
        }
    }

    /// The tag that is added to an object that does not describe it.
    fn xml_tag(&mut self, tag: &str) -> XmlNode {
        XmlNode {
            key: tag.to_owned(),
            name: tag.to_owned(),
            prefix: String::new(),
            namespace: String::new(),
            at: XmlPlace::Element,
            shape: self.xml_scalar(XmlShape::String),
            each: false,
            absent: XmlAbsent::Nothing,
        }
    }

    fn xml_choice(&mut self, seen: &Seen, members: &[SchemaId]) -> Result<XmlShape, Lost> {
        let union = self.xml_union(seen);
        let union = union.ok_or_else(|| seen.lost("a union of one type has no form in XML"))?;
        match &union.tagging {
            Tagging::Property(tag) => self.xml_tagged(seen, &tag.wire, &union.variants, members),
            Tagging::Structure => self.xml_untagged(seen, members),
            Tagging::Kind => {
                Err(seen.lost("XML does not tell kinds of values, such as strings from objects"))
            }
        }
    }

    /// The objects of a union by the property that tells them apart.
    fn xml_tagged(
        &mut self,
        seen: &Seen,
        tag: &str,
        variants: &[UnionVariant],
        members: &[SchemaId],
    ) -> Result<XmlShape, Lost> {
        let mut place: Option<XmlNode> = None;
        let mut cases = BTreeMap::new();
        for member in members {
            let ty = without_null(self.lower(*member));
            let case = self.xml_seen(*member)?;
            let Some(variant) = variants.iter().find(|known| known.ty == ty) else {
                continue;
            };
            let (node, shape) = self.xml_case(&case, tag)?;
            let known = place.get_or_insert_with(|| node.clone());
            if (&known.name, known.at) != (&node.name, node.at) {
                return Err(case.lost(format!("`{tag}` stands elsewhere than in the other cases")));
            }
            cases.extend(variant.tags.iter().map(|tag| (tag.clone(), shape)));
        }
        let place = place.ok_or_else(|| seen.lost("a union without cases has no form in XML"))?;
        Ok(XmlShape::Choice {
            tag: Box::new(place),
            cases,
        })
    }

    /// One object with the properties of all cases: which case it is follows from those that are there, as in JSON.
    fn xml_untagged(&mut self, seen: &Seen, members: &[SchemaId]) -> Result<XmlShape, Lost> {
        let mut fields: Vec<XmlNode> = Vec::new();
        // By property, its place in `fields`, and how many cases have it.
        let mut known: HashMap<String, (usize, usize)> = HashMap::new();
        let mut rests = Vec::new();
        for member in members {
            let case = self.xml_seen(*member)?;
            if matches!(case.shape, Shape::Null) {
                continue;
            }
            let differs = |key: &str| case.lost(format!("`{key}` has another form in other cases"));
            if !matches!(case.shape, Shape::Struct) {
                return Err(no_object(&case));
            }
            let (own, rest) = self.xml_properties(&case, None)?;
            for node in own {
                let (at, cases) = known.entry(node.key.clone()).or_insert((fields.len(), 0));
                *cases += 1;
                match fields.get(*at) {
                    Some(same) if *same == node => {}
                    Some(_) => return Err(differs(&node.key)),
                    None => fields.push(node),
                }
            }
            if rests.first().is_some_and(|first| *first != rest) {
                return Err(differs("additionalProperties"));
            }
            rests.push(rest);
        }
        let mut always_read =
            (fields.iter()).filter(|node| is_text(node) || node.absent != XmlAbsent::Nothing);
        let in_all = |node: &XmlNode| {
            known
                .get(&node.key)
                .is_some_and(|(_, cases)| *cases == rests.len())
        };
        if let Some(node) = always_read.find(|node| !in_all(node)) {
            let message = format!(
                "`{}` is not in all cases, and XML does not tell when it is not there",
                node.key
            );
            return Err(seen.lost(message));
        }
        in_places_of_their_own(seen, &fields)?;
        Ok(XmlShape::Object {
            fields,
            rest: rests.pop().flatten(),
        })
    }

    fn xml_union(&self, seen: &Seen) -> Option<Union> {
        let named = self.named.get(seen.id)?;
        match &self.types.get(named.0 as usize)?.def.kind {
            TypeKind::Union(union) => Some(union.clone()),
            TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Alias(_) => None,
        }
    }

    /// Where the tag of a case stands, and its shape.
    fn xml_case(&mut self, case: &Seen, tag: &str) -> Result<(XmlNode, XmlShapeId), Lost> {
        if !matches!(case.shape, Shape::Struct) {
            return Err(no_object(case));
        }
        let schema = self.merged_schema(case.id);
        let (node, added) = match schema.properties.get(tag) {
            Some(property) => (self.xml_property(tag, *property, &schema)?, None),
            None if !is_name(tag) => (None, None),
            None => (Some(self.xml_tag(tag)), Some(tag.to_owned())),
        };
        let text = self.xml_scalar(XmlShape::String);
        let node = node.filter(|node| node.shape == text && !node.each);
        let node = node.ok_or_else(|| case.lost(format!("`{tag}` is no text in XML")))?;
        let shape = self.xml_shape_of(ShapeKey {
            schema: case.id,
            tag: added,
        });
        Ok((node, shape))
    }
}

fn no_object(case: &Seen) -> Lost {
    case.lost("a case of a union that is no object has no form in XML")
}

/// Refuses two properties of the same name.
fn in_places_of_their_own(seen: &Seen, fields: &[XmlNode]) -> Result<(), Lost> {
    let mut taken = HashSet::new();
    for node in fields {
        let name = if is_text(node) { "" } else { &node.name };
        if !taken.insert((node.at == XmlPlace::Attribute, name)) {
            return Err(seen.lost(format!("`{}` is the name of two properties", node.name)));
        }
    }
    Ok(())
}

fn is_text(node: &XmlNode) -> bool {
    matches!(node.at, XmlPlace::Text | XmlPlace::Cdata)
}
