//! Notes of what the description says and types or calls do not, where the values of keywords decide it and not their names.
//!
//! They are the fidelity report's, and nobody else shows them.

use super::kinds::inferred_kinds;
use super::shape::{integer_format, number_format, string_format, Shape};
use super::Lowering;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{IntegerFormat, NumberFormat, StringFormat, Tagging, Type, Union};
use crate::spec::{self, JsonType, MediaType, ParameterFormat, Schema};

impl Lowering<'_> {
    /// Notes all formats that take more values than they say.
    pub(super) fn note_formats(&mut self) {
        let spec = self.spec;
        for schema in spec.schemas.iter() {
            let Some(format) = &schema.format else {
                continue;
            };
            if let [kind] = inferred_kinds(schema)[..] {
                if !has_type(schema, kind, format) {
                    let message = format!("the format `{format}` has no type of its own");
                    let pointer = schema.pointer.key("format");
                    self.problems
                        .push(Diagnostic::note(codes::NOT_ENFORCED, &pointer, message));
                }
            }
        }
    }

    /// Notes a body with a structure that is handed over as what it is written in.
    pub(super) fn note_raw(&mut self, media_type: &MediaType, written: &str) {
        let shape = media_type.schema.and_then(|schema| self.peeled(schema));
        let is_foreign = (media_type.schema).is_some_and(|schema| self.has_foreign(schema));
        let is_plain = matches!(
            shape,
            None | Some((_, Shape::Any | Shape::Scalar(_) | Shape::Enum(_)))
        );
        if is_plain && !is_foreign {
            return;
        }
        let message = format!(
            "`{}` is handed over as {written}, whatever its schema says",
            media_type.name
        );
        self.note(codes::APPROXIMATED, media_type, message);
    }

    /// Notes a body of parts whose schema names a type of a user's own.
    pub(super) fn note_foreign_parts(&mut self, media_type: &MediaType) {
        if (media_type.schema).is_some_and(|schema| self.has_foreign(schema)) {
            let message = format!(
                "the parts of `{}` are given one by one, whatever type stands for all of them",
                media_type.name
            );
            self.note(codes::APPROXIMATED, media_type, message);
        }
    }

    /// Notes a body that is sent in another of its media types.
    pub(super) fn note_equal(&mut self, media_type: &MediaType, other: &str) {
        let message = format!(
            "`{}` is sent as `{other}`, which has the same form",
            media_type.name
        );
        self.note(codes::APPROXIMATED, media_type, message);
    }

    /// Notes a header that the SDK sets by itself.
    pub(super) fn note_reserved(&mut self, parameter: &spec::Parameter) {
        let message = format!(
            "the header `{}` is no parameter (OpenAPI 3.0.3, 4.7.12.1): the SDK sets it",
            parameter.name
        );
        self.problems.push(Diagnostic::note(
            codes::NOT_GENERATED,
            &parameter.pointer,
            message,
        ));
    }

    /// Notes a header of a response that says nothing beside its content.
    pub(super) fn note_content_type(&mut self, header: &spec::Parameter) {
        let message = "`Content-Type` is no header of a response (OpenAPI 3.0.3, 4.7.17): the content types say it";
        self.problems.push(Diagnostic::note(
            codes::NOT_GENERATED,
            &header.pointer,
            message,
        ));
    }

    /// Notes a header whose name none can have.
    pub(super) fn note_no_header(&mut self, header: &spec::Parameter) {
        let message = format!("no header can be called `{}` (RFC 9110, 5.1)", header.name);
        self.problems.push(Diagnostic::note(
            codes::NOT_GENERATED,
            &header.pointer,
            message,
        ));
    }

    /// Notes examples of the content of a header, which no documentation shows.
    pub(super) fn note_header_examples(&mut self, header: &spec::Parameter) {
        if let ParameterFormat::Content { media_type } = &header.format {
            if !media_type.examples.is_empty() {
                let message = "examples of a header do not reach the generated documentation";
                self.note(codes::NOT_GENERATED, media_type, message.to_owned());
            }
        }
    }

    /// Notes a parameter that may be sent empty, and whose type has no empty value.
    pub(super) fn note_empty(&mut self, parameter: &spec::Parameter) {
        let ParameterFormat::Schema { schema, .. } = parameter.format else {
            return;
        };
        let takes_empty = matches!(
            self.peeled(schema),
            Some((
                _,
                Shape::Any | Shape::Scalar(Type::String(StringFormat::Plain))
            ))
        );
        if parameter.allow_empty_value && !takes_empty {
            let message = "`allowEmptyValue` is not read: the type has no empty value";
            let pointer = parameter.pointer.key("allowEmptyValue");
            self.problems
                .push(Diagnostic::note(codes::APPROXIMATED, &pointer, message));
        }
    }

    /// Notes cases of which only the first is read.
    pub(super) fn note_second_list(&mut self, schema: &Schema) {
        if schema.one_of.is_empty() || schema.any_of.is_empty() {
            return;
        }
        let message = "`anyOf` is not read beside `oneOf`";
        let pointer = schema.pointer.key("anyOf");
        self.problems
            .push(Diagnostic::note(codes::APPROXIMATED, &pointer, message));
    }

    /// Notes cases that make no union, and why.
    pub(super) fn note_no_union(&mut self, schema: &Schema, code: &'static str, message: &str) {
        if let Some(keyword) = union_keyword(schema) {
            let pointer = schema.pointer.key(keyword);
            self.problems.push(Diagnostic::note(
                code,
                &pointer,
                format!("`{keyword}` {message}"),
            ));
        }
    }

    /// Notes a union with cases that nothing tells apart but their order.
    pub(super) fn note_doubtful(&mut self, schema: &Schema, union: &Union) {
        let blank = union
            .variants
            .iter()
            .filter(|case| case.evidence.is_empty());
        if union.tagging == Tagging::Structure && blank.count() > 1 {
            let message =
                "has cases that cannot be told apart: the first that a value fits is taken";
            self.note_no_union(schema, codes::APPROXIMATED, message);
        }
    }

    fn note(&mut self, code: &'static str, media_type: &MediaType, message: String) {
        self.problems
            .push(Diagnostic::note(code, &media_type.pointer, message).at_key());
    }
}

fn union_keyword(schema: &Schema) -> Option<&'static str> {
    let lists = [("oneOf", &schema.one_of), ("anyOf", &schema.any_of)];
    let found = lists.into_iter().find(|(_, list)| !list.is_empty());
    found.map(|(keyword, _)| keyword)
}

/// Whether values of this kind and format are told from others.
fn has_type(schema: &Schema, kind: JsonType, format: &str) -> bool {
    match kind {
        JsonType::String => {
            // Bytes where they can be, see `body`. A password has no form, and no language has a type for addresses.
            matches!(format, "binary" | "password")
                || !matches!(
                    string_format(schema),
                    StringFormat::Plain | StringFormat::Uri
                )
        }
        JsonType::Integer => format == "int64" || integer_format(schema) != IntegerFormat::Int64,
        JsonType::Number => format == "double" || number_format(schema) != NumberFormat::Double,
        JsonType::Null | JsonType::Boolean | JsonType::Array | JsonType::Object => false,
    }
}
