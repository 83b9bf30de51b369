//! The intermediate representation: what an API is, in no language's terms.
//!
//! `lower` makes it, every backend reads it, `cargo xtask ir` prints it as JSON. It holds no casing, no reserved words and no
//! target type; it holds facts (this edge closes a cycle, this type is sent), and each backend draws its own conclusions.
//! Kinds are enums that carry only their own data; a backend matches them without a catch-all arm, so that the compiler lists
//! what a new kind lacks.

mod auth;
mod foreign;
mod formats;
mod name;
mod needs;
mod operation;
mod signature;
mod types;
mod webhook;
mod xml;

pub use auth::*;
pub use foreign::*;
pub use name::*;
pub use operation::*;
pub use signature::*;
pub use types::*;
pub use webhook::*;
pub use xml::*;

/// A whole API.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Api {
    /// Title, version and prose.
    pub info: Info,
    /// Where the API can be reached, first one the default; never empty.
    pub servers: Vec<Server>,
    /// Security schemes, in the order of the description.
    pub security_schemes: Vec<SecurityScheme>,
    /// Named types; a [`TypeId`] is an index into this list.
    pub types: Vec<TypeDef>,
    /// Types of a user's own; a [`ForeignId`] is an index into this list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub foreign: Vec<Foreign>,
    /// Operations grouped by service, in the order of their first operation.
    pub services: Vec<Service>,
    /// Calls that the server makes: webhooks, then the callbacks of all operations, both in the order of the description.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<Webhook>,
    /// How bodies in XML are laid out.
    #[serde(skip_serializing_if = "Xml::is_empty")]
    pub xml: Xml,
}

impl Api {
    /// The definition behind an id.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }

    /// The type that an alias stands for, through any number of them; other types are themselves.
    pub fn behind_aliases<'t>(&'t self, ty: &'t Type) -> &'t Type {
        match ty {
            Type::Named(id) => match &self.type_def(*id).kind {
                TypeKind::Alias(ty) => self.behind_aliases(ty),
                TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => ty,
            },
            other => other,
        }
    }

    /// All operations, service by service.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.services.iter().flat_map(|service| &service.operations)
    }
}

/// What the description says of itself.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license_identifier: Option<String>,
    pub license_url: Option<String>,
}

/// A server with its variables.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Server {
    /// The URL, cut at its variables.
    pub url: Vec<UrlPart>,
    /// Prose of the description.
    pub description: Option<String>,
    /// The variables, each used in `url`.
    pub variables: Vec<ServerVariable>,
}

/// A piece of a server URL.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum UrlPart {
    /// Text as written.
    Literal(String),
    /// The variable with this index in [`Server::variables`].
    Variable(usize),
}

/// A server variable.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerVariable {
    /// Its name.
    pub name: Name,
    /// Its value unless the user gives another.
    pub default: String,
    /// The values allowed; empty: any.
    pub allowed: Vec<String>,
    /// Prose of the description.
    pub description: Option<String>,
}

/// Prose about one item of the API, as written in the description (CommonMark).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Docs {
    /// One line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Any length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl Docs {
    /// The first line of the summary, else of the description; empty without both.
    pub fn headline(&self) -> &str {
        let text = self.summary.as_deref().or(self.description.as_deref());
        text.and_then(|text| text.lines().next())
            .unwrap_or_default()
    }
}
