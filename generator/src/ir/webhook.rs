//! Webhooks: what the server sends by itself.

use super::{Docs, Example, Name, Signature, TypeId};
use crate::pointer::Pointer;

/// A call that the server makes: a webhook of the API, or a callback of an operation.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// Its name, which others may have too.
    pub name: Name,
    /// The id of the operation whose callback it is; `None`: a webhook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_of: Option<String>,
    /// Where it is described.
    pub pointer: Pointer,
    /// As it is sent: `POST`, or any other token (RFC 9110, 5.6.2).
    pub method: String,
    /// Prose.
    pub docs: Docs,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// The type of the JSON text that it sends; `None`: it sends none.
    pub payload: Option<TypeId>,
    /// The description's examples that fit the schema.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// How the payload is verified; `None` where no signature is described, and without a payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
}

/// What verifies the payloads of a webhook and reads them.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// The words that name it, all different but for a callback that several operations share.
    pub words: Vec<String>,
    /// How they are signed.
    pub signature: Signature,
}
