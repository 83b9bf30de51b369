//! Operations: the calls of an API.

use std::fmt;

use serde_json::Value;

use super::{Docs, Name, Presence, Security, Server, Type, TypeId, XmlRoot};
use crate::pointer::Pointer;
pub use crate::spec::{ParameterLocation, ParameterStyle};

/// Operations that belong together: one tag.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// Its name; of operations without a tag: that of the API.
    pub name: Name,
    /// Prose of the tag.
    pub docs: Docs,
    /// Its operations, in the order of the description.
    pub operations: Vec<Operation>,
}

/// A call.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// `operationId`; without one, `METHOD /path/{template}`.
    pub id: String,
    /// Its name within the service.
    pub name: Name,
    /// Its name within the whole API: prefix of types that are made for it.
    pub full_name: Name,
    /// Where it is described.
    pub pointer: Pointer,
    /// As it is sent: `GET`, `POST`, `QUERY`, or any other token (RFC 9110, 5.6.2).
    pub method: String,
    /// The path, relative to the server.
    pub path: Vec<PathPart>,
    /// Prose.
    pub docs: Docs,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Parameters: path parameters in the order of the path, then the others in the order of the description.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<RequestBody>,
    /// Responses that mean success: 2xx, in order of status; `default` if there is no other. Never empty.
    pub success: Vec<Response>,
    /// All other responses, exact status first, then ranges, then `default`.
    pub errors: Vec<Response>,
    /// Credentials.
    pub security: Security,
    /// Servers of its own; empty: those of the API.
    pub servers: Vec<Server>,
    /// How to get all pages.
    pub pagination: Option<Pagination>,
    /// Whether it may be sent twice.
    pub retry: RetrySafety,
    /// What the server bears.
    pub rate_limits: Vec<RateLimit>,
    /// Complete calls from the description, for samples and documentation; the first is the best.
    pub examples: Vec<OperationExample>,
}

impl Operation {
    /// The method and the path template: `GET /pets/{id}`.
    pub fn request_line(&self) -> String {
        let path = self.path.iter().map(|part| match part {
            PathPart::Literal(text) => text.clone(),
            PathPart::Parameter(index) => format!("{{{}}}", self.parameters[*index].name.wire),
        });
        format!("{} {}", self.method, path.collect::<String>())
    }

    /// The struct that the headers of a successful answer are read as.
    pub fn headers(&self) -> Option<TypeId> {
        self.success.first().and_then(|response| response.headers)
    }

    /// What every success bears, `None` where it is no body; the outer `None` if they differ.
    pub fn common_success(&self) -> Option<Option<&ResponseKind>> {
        let mut kinds = self.success.iter().flat_map(|response| {
            let no_body = response.content.is_empty().then_some(None);
            let bodies = response.content.iter().map(|content| Some(&content.kind));
            bodies.chain(no_body)
        });
        let first = kinds.next().flatten();
        kinds.all(|kind| kind == first).then_some(first)
    }

    /// Whether every success is a download.
    pub fn is_download(&self) -> bool {
        self.common_success() == Some(Some(&ResponseKind::Binary))
    }

    /// The value of `Accept`: the media types of all responses, in order; empty where no body is described.
    pub fn accept(&self) -> String {
        let mut types: Vec<&str> = Vec::new();
        let responses = self.success.iter().chain(&self.errors);
        for content in responses.flat_map(|response| &response.content) {
            if !types.contains(&content.media_type.as_str()) {
                types.push(&content.media_type);
            }
        }
        types.join(", ")
    }
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PathPart {
    /// Text as written, slashes included.
    Literal(String),
    /// The parameter with this index in [`Operation::parameters`].
    Parameter(usize),
}

/// A parameter.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// Where it is described.
    pub pointer: Pointer,
    /// Where it goes.
    pub location: ParameterLocation,
    /// Prose.
    pub docs: Docs,
    /// The type of its value, never `Nullable`.
    #[serde(rename = "type")]
    pub ty: Type,
    /// `Required` or `Optional`: a parameter has no null.
    pub presence: Presence,
    /// How its value is written.
    pub encoding: ParameterEncoding,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// The value a server assumes where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
}

/// How a parameter is written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ParameterEncoding {
    /// By style (OpenAPI 3.0.3, 4.7.12.3).
    #[serde(rename_all = "camelCase")]
    Style {
        /// The style.
        style: ParameterStyle,
        /// Whether items of arrays and properties of objects stand on their own.
        explode: bool,
        /// Whether reserved characters (RFC 3986, 2.2) are left as they are (query only).
        allow_reserved: bool,
    },
    /// As a JSON text.
    Json,
}

/// A request body.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestBody {
    /// Prose.
    pub docs: Docs,
    /// Whether it must be sent.
    pub required: bool,
    /// The content types it may have, in the order of the description; at least one.
    pub content: Vec<RequestContent>,
}

/// One content type of a request body.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestContent {
    /// Its name among the content types of the body.
    pub name: Name,
    /// The value of `Content-Type`, as written; for a range (`image/*`) the caller says which.
    pub media_type: String,
    /// What is sent.
    pub kind: BodyKind,
    /// Where the value of [`BodyKind::Json`] is written as XML instead: its root element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xml: Option<XmlRoot>,
    /// The description's examples that fit the schema.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
}

/// What a request body is.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum BodyKind {
    /// A JSON value: a JSON text (also `+json`), or XML, see [`RequestContent::xml`].
    Json(Type),
    /// `application/x-www-form-urlencoded`; the type is an object.
    Form {
        /// The object.
        #[serde(rename = "type")]
        ty: Type,
        /// Style and explode of single properties; the others are `form`, exploded.
        encodings: Vec<(String, ParameterEncoding)>,
    },
    /// `multipart/form-data` (RFC 7578).
    Multipart(Multipart),
    /// Bytes.
    Binary,
    /// Text in UTF-8.
    Text,
}

/// A multipart body with known parts.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Multipart {
    /// The name of the object the parts are given in.
    pub name: Name,
    /// Its parts, in the order of the description.
    pub parts: Vec<Part>,
}

/// A part of a multipart body.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Its name.
    pub name: Name,
    /// Prose.
    pub docs: Docs,
    /// What it is.
    pub kind: PartKind,
    /// Sent once for each item of a list.
    pub repeated: bool,
    /// `Required` or `Optional`.
    pub presence: Presence,
    /// The content type of the part, where the description gives one.
    pub content_type: Option<String>,
}

/// What a part is.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PartKind {
    /// Bytes with a file name.
    File,
    /// A scalar, written as text.
    Text(Type),
    /// Anything else, written as JSON.
    Json(Type),
}

/// A response.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// To which status it belongs.
    pub status: StatusPattern,
    /// Prose.
    pub docs: Docs,
    /// The struct that its headers are read as; the successes of an operation share one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<TypeId>,
    /// The content types it may have, in the order of the description; empty: no body.
    pub content: Vec<ResponseContent>,
}

/// A status code or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum StatusPattern {
    /// This one.
    Exact(u16),
    /// All from `n00` to `n99`.
    Range(u8),
    /// Any without a response of its own.
    Default,
}

/// The key of a Responses Object: `404`, `4XX` or `default`.
impl fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(f, "{status}"),
            Self::Range(hundred) => write!(f, "{hundred}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl StatusPattern {
    /// For a reader: `404`, `4XX` or `any other status`.
    pub fn in_prose(self) -> String {
        match self {
            Self::Default => "any other status".to_owned(),
            Self::Exact(_) | Self::Range(_) => self.to_string(),
        }
    }
}

/// One content type of a response.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponseContent {
    /// Its name among the content types of the response.
    pub name: Name,
    /// As written; it may be a range (`text/*`).
    pub media_type: String,
    /// What is received.
    pub kind: ResponseKind,
    /// Where the value of [`ResponseKind::Json`] is written as XML instead: its root element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xml: Option<XmlRoot>,
    /// The description's examples that fit the schema.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
}

/// A complete value of a body.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Example {
    /// Its name in the description; empty where it has none.
    pub name: String,
    /// The value.
    pub value: Value,
}

/// What a response body is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ResponseKind {
    /// A JSON value: a JSON text (also `+json`), or XML, see [`ResponseContent::xml`].
    Json(Type),
    /// Text.
    Text,
    /// Bytes, streamed.
    Binary,
    /// Server-sent events, the data of each a JSON text of this type.
    EventStream(Type),
    /// JSON texts, one a line (or after RFC 7464 separators), each of this type.
    JsonLines(Type),
}

/// How to get all pages of a list (`x-sdk-pagination`).
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    /// The list of items in the (only) success response.
    pub items: FieldPath,
    /// The type of an item.
    pub item: Type,
    /// Where the next page is.
    pub next: NextPage,
    /// A property of the items by which repetitions at the seam of two pages are dropped.
    pub unique_key: Option<FieldPath>,
}

/// Where the next page is.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum NextPage {
    /// Under a URL in the response; null, absent or empty: there is none.
    Link(FieldPath),
    /// A value of the response goes into a query parameter; null, absent or empty: there is none.
    Cursor {
        /// The value.
        value: FieldPath,
        /// Index into [`Operation::parameters`].
        parameter: usize,
    },
    /// A query parameter counts pages; a page without items is the last.
    PageNumber {
        /// Index into [`Operation::parameters`].
        parameter: usize,
        /// The number of the first page.
        first: i64,
    },
    /// A query parameter counts items; a page without items is the last.
    Offset {
        /// Index into [`Operation::parameters`].
        parameter: usize,
    },
}

/// A way through fields of structs; at least one step.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct FieldPath(pub Vec<FieldStep>);

/// One step: a field of a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldStep {
    /// The struct.
    pub of: TypeId,
    /// Index into its fields.
    pub field: usize,
}

/// Whether a call may be sent twice (RFC 9110, 9.2.2).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RetrySafety {
    /// Yes: an idempotent method, or declared so by `x-sdk-retry: safe`.
    Idempotent,
    /// Only where the server cannot have acted.
    Unsafe,
    /// Yes, under a key that the client makes and sends in this header (`x-sdk-idempotency`).
    Keyed(String),
    /// Never, not even then (`x-sdk-retry: never`).
    Never,
}

/// How many calls a server takes (`x-sdk-rate-limit`).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RateLimit {
    /// Calls…
    pub requests: u64,
    /// …in this many seconds.
    pub seconds: u64,
    /// Operations with the same group count together.
    pub group: Option<String>,
}

/// A complete call from the description.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OperationExample {
    /// The name of the example in the description; empty where it has none.
    pub name: String,
    /// Values of parameters: index into [`Operation::parameters`], value. All required ones are there.
    pub parameters: Vec<(usize, Value)>,
    /// The request body: index into [`RequestBody::content`], value.
    pub body: Option<(usize, Value)>,
    /// A response to it: status, value.
    pub response: Option<(u16, Value)>,
}
