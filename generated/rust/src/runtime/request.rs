//! What a generated method builds: a request, not yet sent. What is wrong with it is kept, and surfaces when it is sent, so that
//! generated code needs no error handling.

use std::fmt;

use super::body::{Body, Piece, Upload};
use super::error::{LocalError, LocalErrorKind};
use super::json::{to_bytes, Encode, EncodeError};
use super::multipart::Multipart;
use super::notation::Notation;
use super::operation::Operation;
use super::parts::{check_header, join_pairs, Content, Parts};
use super::style::{self, PathStyle, QueryStyle};
use super::tree::Tree;

/// A request under construction.
pub struct Request(Box<Parts>);

/// How a property of a form is written, where it is not `form`, exploded.
#[derive(Clone, Copy, Debug)]
pub struct FormEncoding {
    /// The property.
    pub property: &'static str,
    /// Its style; `None`: as a JSON text.
    pub style: Option<QueryStyle>,
    /// Whether items and properties stand on their own.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
}

impl Request {
    /// A request for an operation, without parameters.
    pub fn new(operation: &'static Operation) -> Self {
        Self(Box::new(Parts {
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            cookies: Vec::new(),
            content: Content::None,
            problem: None,
        }))
    }

    /// A path parameter in style `simple`, not exploded.
    pub fn path(self, name: &'static str, value: &dyn Encode) -> Self {
        self.path_styled(name, PathStyle::Simple, false, value)
    }

    /// A path parameter.
    pub fn path_styled(
        mut self,
        name: &'static str,
        style: PathStyle,
        explode: bool,
        value: &dyn Encode,
    ) -> Self {
        match self.value(name, value) {
            None => self.refuse(
                LocalErrorKind::PathParameter,
                format!("path parameter {name:?} must not be absent"),
            ),
            Some(value) => {
                let text = style::path(name, style, explode, &value);
                if text.is_empty() {
                    self.refuse(
                        LocalErrorKind::PathParameter,
                        format!("path parameter {name:?} must not be empty"),
                    );
                }
                self.0.path.push((name, text));
            }
        }
        self
    }

    /// A path parameter as a JSON text.
    pub fn path_json(self, name: &'static str, value: &dyn Encode) -> Self {
        match json_text(value) {
            Ok(text) => self.path(name, &text),
            Err(error) => self.invalid(name, &error),
        }
    }

    /// A query parameter in style `form`, exploded.
    pub fn query(self, name: &'static str, value: &dyn Encode) -> Self {
        self.query_styled(name, QueryStyle::Form, true, false, value)
    }

    /// A query parameter; an absent value adds nothing.
    pub fn query_styled(
        mut self,
        name: &'static str,
        style: QueryStyle,
        explode: bool,
        allow_reserved: bool,
        value: &dyn Encode,
    ) -> Self {
        if let Some(value) = self.value(name, value) {
            self.0
                .query
                .extend(style::query(name, style, explode, allow_reserved, &value));
        }
        self
    }

    /// A query parameter as a JSON text.
    pub fn query_json(self, name: &'static str, value: &dyn Encode) -> Self {
        if value.is_absent() {
            return self;
        }
        match json_text(value) {
            Ok(text) => self.query(name, &text),
            Err(error) => self.invalid(name, &error),
        }
    }

    /// A header.
    pub fn header(mut self, name: &'static str, explode: bool, value: &dyn Encode) -> Self {
        if let Some(value) = self.value(name, value) {
            let text = style::plain(explode, &value);
            self.push_header(name, text);
        }
        self
    }

    /// A header as a JSON text.
    pub fn header_json(self, name: &'static str, value: &dyn Encode) -> Self {
        if value.is_absent() {
            return self;
        }
        match json_text(value) {
            Ok(text) => self.header(name, false, &text),
            Err(error) => self.invalid(name, &error),
        }
    }

    /// A cookie in style `form`.
    pub fn cookie(mut self, name: &'static str, explode: bool, value: &dyn Encode) -> Self {
        if let Some(value) = self.value(name, value) {
            self.0
                .cookies
                .extend(style::query(name, QueryStyle::Form, explode, false, &value));
        }
        self
    }

    /// A cookie as a JSON text.
    pub fn cookie_json(self, name: &'static str, value: &dyn Encode) -> Self {
        if value.is_absent() {
            return self;
        }
        match json_text(value) {
            Ok(text) => self.cookie(name, true, &text),
            Err(error) => self.invalid(name, &error),
        }
    }

    /// A JSON body; an absent value is no body.
    pub fn json(self, content_type: &str, value: &dyn Encode) -> Self {
        if value.is_absent() {
            return self;
        }
        match to_bytes(value) {
            Ok(text) => self.bytes(content_type, text),
            Err(error) => self.invalid("body", &error),
        }
    }

    /// A body in another notation than JSON; an absent value is no body.
    pub fn document(self, content_type: &str, value: &dyn Encode, notation: &dyn Notation) -> Self {
        if value.is_absent() {
            return self;
        }
        match to_bytes(value).and_then(|text| notation.write(&text)) {
            Ok(text) => self.bytes(content_type, text),
            Err(error) => self.invalid("body", &error),
        }
    }

    /// A body of bytes.
    pub fn bytes(mut self, content_type: &str, body: impl Into<Body>) -> Self {
        self.check_header("Content-Type", content_type);
        self.0.content = Content::Single {
            content_type: content_type.to_owned(),
            piece: body.into().0,
        };
        self
    }

    /// A body of text.
    pub fn text(self, content_type: &str, text: &str) -> Self {
        self.bytes(content_type, text.to_owned())
    }

    /// A body of `application/x-www-form-urlencoded`: the properties of an object.
    pub fn form(mut self, encodings: &[FormEncoding], value: &dyn Encode) -> Self {
        let Some(value) = self.value("body", value) else {
            return self;
        };
        let Tree::Object(object) = value else {
            self.refuse(
                LocalErrorKind::Value,
                "a form is made of the properties of an object".to_owned(),
            );
            return self;
        };
        let mut pairs = Vec::new();
        for (name, value) in &object {
            let encoding = encodings.iter().find(|encoding| encoding.property == name);
            match encoding {
                Some(FormEncoding { style: None, .. }) => {
                    pairs.extend(style::query(
                        name,
                        QueryStyle::Form,
                        true,
                        false,
                        &Tree::Scalar(value.json().into()),
                    ));
                }
                Some(FormEncoding {
                    style: Some(style),
                    explode,
                    reserved,
                    ..
                }) => {
                    pairs.extend(style::query(name, *style, *explode, *reserved, value));
                }
                None => pairs.extend(style::query(name, QueryStyle::Form, true, false, value)),
            }
        }
        self.bytes("application/x-www-form-urlencoded", join_pairs(&pairs))
    }

    /// A multipart body, its parts to follow.
    pub fn multipart(mut self) -> Self {
        match Multipart::new() {
            Ok(multipart) => self.0.content = Content::Multipart(multipart),
            Err(message) => self.refuse(LocalErrorKind::Configuration, message),
        }
        self
    }

    /// A part of a multipart body: a scalar as text; an absent value adds nothing.
    pub fn text_part(
        mut self,
        name: &'static str,
        content_type: Option<&str>,
        value: &dyn Encode,
    ) -> Self {
        if let Some(value) = self.value(name, value) {
            self.part(name, None, content_type, Piece::Bytes(value.text().into()));
        }
        self
    }

    /// A part of a multipart body: a JSON text; an absent value adds nothing.
    pub fn json_part(
        mut self,
        name: &'static str,
        content_type: Option<&str>,
        value: &dyn Encode,
    ) -> Self {
        if value.is_absent() {
            return self;
        }
        match to_bytes(value) {
            Ok(text) => {
                self.part(
                    name,
                    None,
                    Some(content_type.unwrap_or("application/json")),
                    Piece::Bytes(text),
                );
                self
            }
            Err(error) => self.invalid(name, &error),
        }
    }

    /// A part of a multipart body: a file.
    pub fn file_part(
        mut self,
        name: &'static str,
        content_type: Option<&str>,
        upload: &Upload,
    ) -> Self {
        let content_type = upload
            .content_type
            .as_deref()
            .or(content_type)
            .unwrap_or("application/octet-stream");
        self.part(
            name,
            Some(upload.file_name.as_deref()),
            Some(content_type),
            upload.body.0.clone(),
        );
        self
    }

    /// Puts each of the values into the request by `put`: the parts of a list, or the one of an option.
    pub fn each<'v, T: 'v>(
        self,
        values: impl IntoIterator<Item = &'v T>,
        put: impl Fn(Self, &'v T) -> Self,
    ) -> Self {
        values.into_iter().fold(self, put)
    }

    pub(super) fn into_parts(self) -> Box<Parts> {
        self.0
    }

    fn part(
        &mut self,
        name: &str,
        file_name: Option<Option<&str>>,
        content_type: Option<&str>,
        piece: Piece,
    ) {
        if let Some(content_type) = content_type {
            self.check_header("Content-Type", content_type);
        }
        if let Content::Multipart(multipart) = &mut self.0.content {
            multipart.push(name, file_name.flatten(), content_type, piece);
        }
    }

    fn push_header(&mut self, name: &str, value: String) {
        self.check_header(name, &value);
        self.0.headers.push((name.to_owned(), value));
    }

    fn check_header(&mut self, name: &str, value: &str) {
        if let Err(error) = check_header(name, value) {
            self.0.problem.get_or_insert(error);
        }
    }

    /// The value as a tree; none if it is absent or has no JSON form, the latter noted.
    fn value(&mut self, name: &str, value: &dyn Encode) -> Option<Tree> {
        if value.is_absent() {
            return None;
        }
        Tree::of(value)
            .map_err(|error| self.refuse(LocalErrorKind::Value, format!("{name:?}: {error}")))
            .ok()
    }

    fn invalid(mut self, name: &str, error: &EncodeError) -> Self {
        self.refuse(LocalErrorKind::Value, format!("{name:?}: {error}"));
        self
    }

    fn refuse(&mut self, kind: LocalErrorKind, message: String) {
        self.0.problem.get_or_insert(LocalError { kind, message });
    }
}

fn json_text(value: &dyn Encode) -> Result<String, EncodeError> {
    to_bytes(value).map(|text| String::from_utf8_lossy(&text).into_owned())
}

impl fmt::Debug for Request {
    /// Without values: any of them may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.0.operation.id)
            .finish_non_exhaustive()
    }
}
