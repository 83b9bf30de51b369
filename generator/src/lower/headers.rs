//! Headers of responses: structs whose values are read from the header lines of an answer.
//!
//! The successes of an operation share one struct, since a caller does not choose which of them comes: it has the headers of
//! all, and requires what all require. Each error response has one of its own, named for itself where several operations share
//! it. `Content-Type` is no header of a response (OpenAPI 3.0.3, 4.7.17).

use indexmap::IndexMap;

use super::header_forms::HeaderSet;
use super::places::Role;
use super::plan::PlannedOperation;
use super::webhooks::span;
use super::{extension, words, Draft, Lowering};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Additional, Docs, Field, ParameterEncoding, Presence, StringFormat, Struct, Type, TypeDef,
    TypeId, TypeKind, Usage,
};
use crate::load::is_token;
use crate::pointer::Pointer;
use crate::spec::{self, Constraints};

/// A header of one or more responses.
struct Header {
    field: Field,
    encoding: ParameterEncoding,
    /// How many of the responses require it.
    required: usize,
}

impl Lowering<'_> {
    /// The struct of the headers of all successes; `None` where none has any.
    pub(super) fn success_headers(
        &mut self,
        planned: &PlannedOperation<'_>,
        responses: &[&spec::Response],
    ) -> Option<TypeId> {
        let name = &planned.full_name;
        let sentence = format!(
            "The headers of a successful answer to {}.",
            span(&name.wire)
        );
        let pointer = planned.operation.pointer.key("responses");
        self.header_struct(responses, name.words.clone(), pointer, sentence)
    }

    /// The struct of the headers of an error response; `None` where it has none.
    pub(super) fn error_headers(
        &mut self,
        planned: &PlannedOperation<'_>,
        key: &str,
        response: &spec::Response,
    ) -> Option<TypeId> {
        if let Some(known) = self.error_headers.get(&response.pointer) {
            return Some(*known);
        }
        let operation = &planned.full_name;
        let (words, sentence) = match super::places::shared_words(&response.pointer) {
            Some(words) => {
                let name = response.pointer.last().unwrap_or_default();
                (words, format!("The headers of the answer {}.", span(&name)))
            }
            None => (
                [operation.words.clone(), words::words(key)].concat(),
                format!(
                    "The headers of the answer {key} to {}.",
                    span(&operation.wire)
                ),
            ),
        };
        let pointer = response.pointer.clone();
        let found = self.header_struct(&[response], words, pointer.clone(), sentence)?;
        self.error_headers.insert(pointer, found);
        Some(found)
    }

    fn header_struct(
        &mut self,
        responses: &[&spec::Response],
        mut words: Vec<String>,
        pointer: Pointer,
        sentence: String,
    ) -> Option<TypeId> {
        let headers = self.joined_headers(responses);
        if headers.is_empty() {
            return None;
        }
        let (mut fields, mut encodings) = (Vec::new(), Vec::new());
        for mut header in headers {
            if header.required == responses.len() {
                header.field.presence = Presence::Required;
            }
            fields.push(header.field);
            encodings.push(header.encoding);
        }
        let of = TypeId(self.types.len() as u32);
        words.push("headers".to_owned());
        self.types.push(Draft {
            place: self.places.add(None, Role::Words(words, "response")),
            def: TypeDef {
                name: words::name(""),
                pointer,
                docs: Docs {
                    summary: None,
                    description: Some(sentence),
                },
                deprecated: false,
                usage: Usage::default(),
                kind: TypeKind::Struct(Struct {
                    fields,
                    additional: Additional::Ignored,
                    headers: Vec::new(),
                }),
                foreign: None,
                examples: Vec::new(),
            },
        });
        self.header_sets.push(HeaderSet { of, encodings });
        Some(of)
    }

    /// The headers of all responses, each name once whatever its case.
    fn joined_headers(&mut self, responses: &[&spec::Response]) -> Vec<Header> {
        let mut found: IndexMap<String, Header> = IndexMap::new();
        for (name, described) in responses.iter().flat_map(|response| &response.headers) {
            let key = name.to_ascii_lowercase();
            if key == "content-type" {
                self.note_content_type(described);
                continue;
            }
            if !is_token(name) {
                self.note_no_header(described);
                continue;
            }
            self.note_header_examples(described);
            let header = self.lower_header(name, described);
            match found.get_mut(&key) {
                Some(other) => self.join_header(other, header),
                None => {
                    found.insert(key, header);
                }
            }
        }
        found.into_values().collect()
    }

    fn lower_header(&mut self, name: &str, described: &spec::Parameter) -> Header {
        let (ty, default, encoding) = self.lower_header_format(described);
        Header {
            field: Field {
                name: extension::name(name, &described.extensions),
                pointer: described.pointer.clone(),
                docs: Docs {
                    summary: None,
                    description: described.description.clone(),
                },
                ty,
                presence: Presence::Optional,
                default,
                constant: None,
                deprecated: described.deprecated,
                read_only: false,
                write_only: false,
                closes_cycle: false,
                constraints: Constraints::default(),
            },
            encoding,
            required: usize::from(described.required),
        }
    }

    /// The same header of another response. Where the two are written differently, it is the text that came.
    fn join_header(&mut self, header: &mut Header, other: Header) {
        header.required += other.required;
        if (&header.field.ty, &header.encoding) == (&other.field.ty, &other.encoding) {
            return;
        }
        let text = Type::String(StringFormat::Plain);
        if header.field.ty != text {
            let message = format!(
                "the header {} has other types in other responses: it is a text",
                span(&header.field.name.wire)
            );
            self.problems.push(Diagnostic::note(
                codes::APPROXIMATED,
                &header.field.pointer,
                message,
            ));
        }
        header.field.ty = text;
        header.field.default = None;
    }
}
