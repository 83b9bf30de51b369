//! `Spec`: the resolved description.
//!
//! Every `$ref` is an id, every node has its [`Pointer`], path-level parameters are merged into their operations. Nothing is
//! named, merged or typed yet: that is the matter of `lower`. A `Spec` is made by `load` and never changed.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::pointer::Pointer;

/// Specification extensions (`x-…`) of one object, in the order of the description.
pub type Extensions = IndexMap<String, Value>;

/// A description with all references resolved.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The Info Object.
    pub info: Info,
    /// The servers of the description, never inherited into operations.
    pub servers: Vec<Server>,
    /// The declared tags, in order.
    pub tags: Vec<Tag>,
    /// The default security; `None` where the description has no `security`.
    pub security: Option<Vec<SecurityRequirement>>,
    /// Security schemes by component name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// Named schemas, by component name, in order.
    pub components: IndexMap<String, SchemaId>,
    /// All schemas.
    pub schemas: Schemas,
    /// All operations, in the order of the description.
    pub operations: Vec<Operation>,
    /// All webhooks (3.1.1, 4.8.1), in the order of the description.
    pub webhooks: Vec<Webhook>,
    /// Extensions of the root.
    pub extensions: Extensions,
}

/// The Info Object (OpenAPI 3.0.3, 4.7.2).
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Info {
    pub title: String,
    pub version: String,
    pub description: Option<String>,
    pub terms_of_service: Option<String>,
    pub contact_name: Option<String>,
    pub contact_url: Option<String>,
    pub contact_email: Option<String>,
    pub license_name: Option<String>,
    pub license_identifier: Option<String>,
    pub license_url: Option<String>,
}

/// A Server Object (4.7.5).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Server {
    pub pointer: Pointer,
    pub url: String,
    pub description: Option<String>,
    pub variables: IndexMap<String, ServerVariable>,
}

/// A Server Variable Object (4.7.6).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct ServerVariable {
    pub pointer: Pointer,
    pub default: String,
    pub enumeration: Vec<String>,
    pub description: Option<String>,
    pub extensions: Extensions,
}

/// A Tag Object (4.7.22).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Tag {
    pub pointer: Pointer,
    pub name: String,
    pub description: Option<String>,
    pub extensions: Extensions,
}

/// A Security Requirement Object (4.7.30): all of these schemes together; empty means "none needed".
#[derive(Clone, Debug)]
pub struct SecurityRequirement {
    /// Where it stands.
    pub pointer: Pointer,
    /// Scheme names with the scopes they need.
    pub schemes: IndexMap<String, Vec<String>>,
}

/// A Security Scheme Object (4.7.27).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct SecurityScheme {
    pub pointer: Pointer,
    pub description: Option<String>,
    pub kind: SecuritySchemeKind,
    pub extensions: Extensions,
}

/// What a security scheme is.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum SecuritySchemeKind {
    /// `type: http`; the scheme as written (`basic`, `bearer`, …).
    Http {
        scheme: String,
        bearer_format: Option<String>,
    },
    /// `type: apiKey`.
    ApiKey {
        location: ParameterLocation,
        name: String,
    },
    /// `type: oauth2`.
    OAuth2 { flows: Vec<OAuthFlow> },
    /// `type: openIdConnect`.
    OpenIdConnect { url: String },
}

/// An OAuth Flow Object (4.7.29).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct OAuthFlow {
    pub kind: OAuthFlowKind,
    pub authorization_url: Option<String>,
    pub token_url: Option<String>,
    pub refresh_url: Option<String>,
    pub scopes: IndexMap<String, String>,
}

/// Which flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum OAuthFlowKind {
    Implicit,
    Password,
    ClientCredentials,
    AuthorizationCode,
}

/// An Operation Object (4.7.10) with its path and method.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Operation {
    pub pointer: Pointer,
    /// As it is sent: `GET`, `POST`, …
    pub method: String,
    /// The path template as written.
    pub path: String,
    /// The Path Item Object.
    pub path_pointer: Pointer,
    pub operation_id: Option<String>,
    pub tags: Vec<String>,
    /// Its own, else that of the path item.
    pub summary: Option<String>,
    /// Its own, then what the path item says of all its operations.
    pub description: Option<String>,
    pub deprecated: bool,
    /// Whether it or its path item says `x-internal: true`.
    pub internal: bool,
    /// Those of the path item and of the operation, the latter overriding by name and location.
    pub parameters: Vec<Parameter>,
    pub request_body: Option<RequestBody>,
    /// Keyed as written: `200`, `2XX`, `default`.
    pub responses: IndexMap<String, Response>,
    /// `None`: the description's default applies.
    pub security: Option<Vec<SecurityRequirement>>,
    /// Those of the operation, else of the path item; empty: the description's apply.
    pub servers: Vec<Server>,
    /// Empty for what is a callback itself.
    pub callbacks: Vec<Webhook>,
    pub extensions: Extensions,
}

/// A call that the server makes: an operation of a webhook or of a callback (4.7.18).
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The key in `webhooks` or `callbacks`.
    pub name: String,
    /// What is called; its path is the name too.
    pub operation: Operation,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

/// A serialization style (4.7.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum ParameterStyle {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// A Parameter Object (4.7.12), or a Header Object, whose location is then `Header`.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Parameter {
    /// The object itself; where it was referenced, the target.
    pub pointer: Pointer,
    pub name: String,
    pub location: ParameterLocation,
    pub description: Option<String>,
    pub required: bool,
    pub deprecated: bool,
    pub allow_empty_value: bool,
    pub allow_reserved: bool,
    pub format: ParameterFormat,
    /// `example`, else the first of `examples`.
    pub example: Option<Value>,
    pub extensions: Extensions,
}

/// How a parameter's value is written.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum ParameterFormat {
    /// By style and explode, defaults filled in.
    Schema {
        schema: SchemaId,
        style: ParameterStyle,
        explode: bool,
    },
    /// As a document of one media type.
    Content { media_type: Box<MediaType> },
}

/// A Request Body Object (4.7.13).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct RequestBody {
    pub pointer: Pointer,
    pub description: Option<String>,
    pub required: bool,
    pub content: Vec<MediaType>,
    pub extensions: Extensions,
}

/// A Media Type Object (4.7.14) with its key.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct MediaType {
    pub pointer: Pointer,
    /// The key as written: `application/json; charset=utf-8`.
    pub name: String,
    pub schema: Option<SchemaId>,
    /// `example` under the name `""`, then `examples` that have a `value`, by name.
    pub examples: Vec<(String, Value)>,
    pub encoding: IndexMap<String, Encoding>,
    pub extensions: Extensions,
}

/// An Encoding Object (4.7.15).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Encoding {
    pub pointer: Pointer,
    pub content_type: Option<String>,
    pub headers: IndexMap<String, Parameter>,
    pub style: Option<ParameterStyle>,
    pub explode: Option<bool>,
    pub allow_reserved: bool,
}

/// A Response Object (4.7.17).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Response {
    pub pointer: Pointer,
    pub description: String,
    pub headers: IndexMap<String, Parameter>,
    pub content: Vec<MediaType>,
    pub extensions: Extensions,
}

/// A schema of a [`Spec`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub u32);

/// All schemas of a description, one for each place where a Schema Object or a reference to one stands.
///
/// Each in a box of its own: they are large, and a list of tens of thousands would be copied whenever it grows.
#[allow(clippy::vec_box)]
#[derive(Clone, Debug, Default)]
pub struct Schemas(pub(crate) Vec<Box<Schema>>);

impl Schemas {
    /// The schema at this place; it may be a reference, see [`Schemas::resolve`].
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.0[id.0 as usize]
    }

    /// The id at the end of the chain of references. `load` refuses cycles made of references only.
    pub fn resolve(&self, mut id: SchemaId) -> SchemaId {
        while let Some(target) = self.get(id).reference {
            id = target;
        }
        id
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Schema> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// How many there are; ids run from 0.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum JsonType {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// A Schema Object, all keywords side by side, none interpreted.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Schema {
    pub pointer: Pointer,
    /// Set for a Reference Object; then every other member is empty (siblings of `$ref` became an `allOf` around it).
    pub reference: Option<SchemaId>,
    /// Empty: any type. `nullable: true` has added `Null`.
    pub types: Vec<JsonType>,
    pub format: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub default: Option<Value>,
    pub example: Option<Value>,
    pub deprecated: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub enumeration: Option<Vec<Value>>,
    pub properties: IndexMap<String, SchemaId>,
    pub required: IndexSet<String>,
    pub additional_properties: AdditionalProperties,
    pub pattern_properties: IndexMap<String, SchemaId>,
    pub items: Option<SchemaId>,
    pub prefix_items: Vec<SchemaId>,
    pub unique_items: bool,
    pub all_of: Vec<SchemaId>,
    pub one_of: Vec<SchemaId>,
    pub any_of: Vec<SchemaId>,
    pub not: Option<SchemaId>,
    pub discriminator: Option<Discriminator>,
    pub xml: Xml,
    pub constraints: Constraints,
    pub extensions: Extensions,
}

/// An XML Object (4.7.26), `attribute` and `wrapped` as the `nodeType` of 3.2 that they mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Xml {
    pub name: Option<String>,
    pub namespace: Option<String>,
    pub prefix: Option<String>,
    pub node: Option<XmlNodeType>,
}

/// What a value is in XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum XmlNodeType {
    Element,
    Attribute,
    Text,
    Cdata,
    None,
}

/// Validation keywords that do not change the shape of a type.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Constraints {
    pub minimum: Option<serde_json::Number>,
    pub maximum: Option<serde_json::Number>,
    pub exclusive_minimum: bool,
    pub exclusive_maximum: bool,
    pub multiple_of: Option<serde_json::Number>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub pattern: Option<String>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
}

/// `additionalProperties`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum AdditionalProperties {
    /// The keyword is absent.
    #[default]
    Unspecified,
    /// `true`.
    Allowed,
    /// `false`.
    Forbidden,
    /// A schema.
    Schema(SchemaId),
}

/// A Discriminator Object (4.7.25).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Discriminator {
    pub pointer: Pointer,
    pub property: String,
    /// Values with the schemas they select, references resolved.
    pub mapping: IndexMap<String, SchemaId>,
}
