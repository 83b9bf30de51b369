//! Request bodies: what each content type sends.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::media_type::{self, MediaKind};
use super::naming::Claim;
use super::null::without_null;
use super::places::{PlaceId, Role};
use super::plan::PlannedOperation;
use super::shape::Shape;
use super::{extension, Lowering};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    BodyKind, Docs, Multipart, Name, ParameterEncoding, Part, PartKind, Presence, RequestBody,
    RequestContent, Type,
};
use crate::spec::{self, Encoding, MediaType, ParameterStyle, Schema, SchemaId};

impl Lowering<'_> {
    /// The request body; content types that send the same in the same way are one, plain JSON before others.
    pub(super) fn lower_body(
        &mut self,
        body: &spec::RequestBody,
        planned: &PlannedOperation<'_>,
    ) -> Option<RequestBody> {
        let mut content: Vec<RequestContent> = Vec::new();
        for media_type in json_first(&body.content) {
            if let Some(kind) = self.lower_body_kind(media_type, planned) {
                let known = content.iter().find(|other| {
                    same_kind(&other.kind, &kind)
                        && media_type::is_xml(&other.media_type)
                            == media_type::is_xml(&media_type.name)
                });
                if let Some(known) = known {
                    self.note_equal(media_type, &known.media_type);
                    continue;
                }
                content.push(RequestContent {
                    name: Name {
                        wire: media_type.name.clone(),
                        words: Vec::new(),
                    },
                    media_type: media_type.name.clone(),
                    kind,
                    xml: None,
                    examples: Vec::new(),
                });
            }
        }
        name_content(content.iter_mut().map(|content| &mut content.name));
        if content.is_empty() {
            return None;
        }
        Some(RequestBody {
            docs: Docs {
                summary: None,
                description: body.description.clone(),
            },
            required: body.required,
            content,
        })
    }

    fn lower_body_kind(
        &mut self,
        media_type: &MediaType,
        planned: &PlannedOperation<'_>,
    ) -> Option<BodyKind> {
        Some(match self.media_kind(media_type) {
            MediaKind::Json => BodyKind::Json(self.lower_media(media_type)),
            MediaKind::Xml if self.has_xml_structure(media_type) => {
                BodyKind::Json(self.lower_media(media_type))
            }
            MediaKind::Form => self.lower_form(media_type),
            MediaKind::Multipart => return self.lower_multipart(media_type, planned),
            MediaKind::Text | MediaKind::Xml | MediaKind::EventStream => {
                self.note_raw(media_type, "text");
                BodyKind::Text
            }
            MediaKind::JsonLines | MediaKind::Binary | MediaKind::Anything => {
                self.note_raw(media_type, "bytes");
                BodyKind::Binary
            }
        })
    }

    /// The type of a body; any value where there is no schema.
    pub(super) fn lower_media(&mut self, media_type: &MediaType) -> Type {
        media_type
            .schema
            .map_or(Type::Any, |schema| self.lower(schema))
    }

    /// What a media type is; for `*/*` the schema decides: bytes, a text, or else JSON.
    pub(super) fn media_kind(&mut self, media_type: &MediaType) -> MediaKind {
        let kind = media_type::kind(&media_type.name);
        let (MediaKind::Anything, Some(schema)) = (kind, media_type.schema) else {
            return if kind == MediaKind::Anything {
                MediaKind::Binary
            } else {
                kind
            };
        };
        match self.peeled(schema) {
            Some((_, Shape::Any)) => MediaKind::Binary,
            Some((id, Shape::Scalar(Type::String(_)))) if is_binary(&self.merged_schema(id)) => {
                MediaKind::Binary
            }
            Some((_, Shape::Scalar(Type::String(_)))) => MediaKind::Text,
            _ => MediaKind::Json,
        }
    }

    fn lower_form(&mut self, media_type: &MediaType) -> BodyKind {
        let shape = media_type.schema.and_then(|schema| self.peeled(schema));
        if let Some((_, Shape::Array(_) | Shape::Tuple | Shape::Scalar(_) | Shape::Enum(_))) = shape
        {
            let message = "a form that is no object is sent as the text that the caller writes";
            self.problems.push(
                Diagnostic::warning(codes::APPROXIMATED, &media_type.pointer, message)
                    .help("use `type: object` with a property for each field of the form"),
            );
            return BodyKind::Text;
        }
        let ty = match media_type.schema {
            Some(schema) => without_null(self.lower(schema)),
            None => Type::Map(Box::new(Type::Any)),
        };
        let encodings = media_type
            .encoding
            .iter()
            .map(|(name, encoding)| (name.clone(), form_encoding(encoding)));
        BodyKind::Form {
            ty,
            encodings: encodings.collect(),
        }
    }

    fn lower_multipart(
        &mut self,
        media_type: &MediaType,
        planned: &PlannedOperation<'_>,
    ) -> Option<BodyKind> {
        let objects = media_type
            .schema
            .and_then(|schema| self.objects(schema))
            .unwrap_or_default();
        let parts = self.lower_parts(&objects, &media_type.encoding);
        if parts.is_empty() {
            self.problems.push(
                Diagnostic::warning(
                    codes::NOT_GENERATED,
                    &media_type.pointer,
                    "a multipart body without known parts is left out",
                )
                .help("describe each part as a property of the schema"),
            );
            return None;
        }
        self.note_foreign_parts(media_type);
        let place = self.multipart_place(media_type, planned);
        self.multiparts.push(Claim {
            place,
            pointer: media_type.pointer.clone(),
        });
        // Its words are decided together with those of all types.
        let name = Name {
            wire: media_type.name.clone(),
            words: Vec::new(),
        };
        Some(BodyKind::Multipart(Multipart { name, parts }))
    }

    /// The objects with properties that a value may be; `None` if it may be anything else.
    fn objects(&mut self, schema: SchemaId) -> Option<Vec<SchemaId>> {
        match self.peeled(schema)? {
            (id, Shape::Struct) => Some(vec![id]),
            (_, Shape::Union(members)) => {
                let mut objects = Vec::new();
                for member in members.iter() {
                    objects.extend(self.objects(*member)?);
                }
                Some(objects)
            }
            _ => None,
        }
    }

    /// The parts of all objects, each once: required if every object requires it.
    fn lower_parts(
        &mut self,
        objects: &[SchemaId],
        encoding: &IndexMap<String, Encoding>,
    ) -> Vec<Part> {
        let mut parts: IndexMap<String, Part> = IndexMap::new();
        for object in objects {
            let schema = self.merged_schema(*object);
            for (name, property) in &schema.properties {
                if !parts.contains_key(name) {
                    let part = self.lower_part(name, *property, &schema, encoding.get(name));
                    parts.insert(name.clone(), part);
                }
            }
        }
        for (name, part) in &mut parts {
            let everywhere =
                (objects.iter()).all(|object| self.merged_schema(*object).required.contains(name));
            if !everywhere {
                part.presence = Presence::Optional;
            }
        }
        parts.into_values().collect()
    }

    /// The object of the parts is named like an inline body, also where its schema is a component, which has a type of its own.
    fn multipart_place(
        &mut self,
        media_type: &MediaType,
        planned: &PlannedOperation<'_>,
    ) -> PlaceId {
        let inline = media_type
            .schema
            .filter(|schema| self.schemas.get(*schema).reference.is_none());
        match inline {
            Some(schema) => self.place_of(schema),
            None => {
                let mut words = planned.full_name.words.clone();
                words.push("request".to_owned());
                self.places.add(None, Role::Words(words, "parts"))
            }
        }
    }

    fn lower_part(
        &mut self,
        wire: &str,
        id: SchemaId,
        object: &Schema,
        encoding: Option<&Encoding>,
    ) -> Part {
        let own = self.schemas.get(id);
        let content_type = encoding.and_then(|encoding| encoding.content_type.clone());
        let (repeated, item) = match self.peeled(id) {
            Some((_, Shape::Array(item))) if !content_type.as_deref().is_some_and(is_json) => {
                (true, item)
            }
            _ => (false, id),
        };
        Part {
            name: extension::name(wire, &own.extensions),
            docs: Docs {
                summary: None,
                description: own.description.clone(),
            },
            kind: self.part_kind(item, content_type.as_deref()),
            repeated,
            presence: if object.required.contains(wire) {
                Presence::Required
            } else {
                Presence::Optional
            },
            content_type,
        }
    }

    fn part_kind(&mut self, id: SchemaId, content_type: Option<&str>) -> PartKind {
        let merged = self.merged_schema(id);
        let shape = self.peeled(id).map(|(_, shape)| shape);
        if matches!(shape, Some(Shape::Scalar(Type::String(_))))
            && (is_binary(&merged) || content_type.is_some_and(is_bytes))
        {
            return PartKind::File;
        }
        let ty = without_null(self.lower(id));
        let scalar = matches!(shape, Some(Shape::Scalar(_) | Shape::Enum(_)));
        if scalar && !content_type.is_some_and(is_json) {
            PartKind::Text(ty)
        } else {
            PartKind::Json(ty)
        }
    }
}

fn is_binary(schema: &Schema) -> bool {
    schema.format.as_deref() == Some("binary")
}

fn is_json(content_type: &str) -> bool {
    media_type::kind(content_type) == MediaKind::Json
}

fn is_bytes(content_type: &str) -> bool {
    // Several types may be listed; text among them makes it no file.
    content_type
        .split(',')
        .all(|one| media_type::kind(one) == MediaKind::Binary)
}

/// Style and explode of one property of a form; JSON where its content type says so.
fn form_encoding(encoding: &Encoding) -> ParameterEncoding {
    if encoding.content_type.as_deref().is_some_and(is_json) {
        return ParameterEncoding::Json;
    }
    let style = encoding.style.unwrap_or(ParameterStyle::Form);
    ParameterEncoding::Style {
        style,
        explode: encoding.explode.unwrap_or(style == ParameterStyle::Form),
        allow_reserved: encoding.allow_reserved,
    }
}

/// The content types in the order of the description, but plain JSON first.
pub(super) fn json_first(content: &[MediaType]) -> impl Iterator<Item = &MediaType> {
    let plain = |media_type: &&MediaType| media_type::is_plain_json(&media_type.name);
    (content.iter().filter(plain))
        .chain(content.iter().filter(move |media_type| !plain(media_type)))
}

fn same_kind(ours: &BodyKind, theirs: &BodyKind) -> bool {
    match (ours, theirs) {
        (BodyKind::Json(ours), BodyKind::Json(theirs)) => ours == theirs,
        (
            BodyKind::Form {
                ty: ours,
                encodings: a,
            },
            BodyKind::Form {
                ty: theirs,
                encodings: b,
            },
        ) => ours == theirs && a == b,
        _ => false,
    }
}

/// Names content types by their subtype, and by their whole name where that is not enough.
pub(super) fn name_content<'n>(names: impl Iterator<Item = &'n mut Name>) {
    let names: Vec<&mut Name> = names.collect();
    let mut count: HashMap<Vec<String>, usize> = HashMap::new();
    for name in &names {
        *count
            .entry(media_type::subtype_words(&name.wire))
            .or_default() += 1;
    }
    for name in names {
        let short = media_type::subtype_words(&name.wire);
        name.words = if count.get(&short) == Some(&1) {
            short
        } else {
            media_type::full_words(&name.wire)
        };
    }
}
