//! The typed headers of responses, for runtimes, READMEs and drivers.

use crate::ir::{Api, HeaderForm, Operation, TypeDef, TypeId, TypeKind};

/// How the fields of a type are read from headers; empty where it is no set of headers.
pub fn forms(def: &TypeDef) -> &[HeaderForm] {
    match &def.kind {
        TypeKind::Struct(found) => &found.headers,
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => &[],
    }
}

/// The type that READMEs show; `None` where no response describes headers, so that the runtime need not read any.
pub fn first(api: &Api) -> Option<TypeId> {
    let success = api.operations().find_map(Operation::headers);
    let any = || {
        let at = api.types.iter().position(|def| !forms(def).is_empty())?;
        Some(TypeId(at as u32))
    };
    success.or_else(any)
}

/// A response by which a driver knows what the headers of an answer are read as.
pub struct Row {
    /// The id of the operation and the key of the response: `ListPets 200`, `ListPets 4XX`, `ListPets default`.
    pub key: String,
    pub headers: Option<TypeId>,
}

/// The responses of all operations that describe headers.
pub fn rows(api: &Api) -> impl Iterator<Item = Row> + '_ {
    api.operations().flat_map(|operation| {
        let responses = operation.success.iter().chain(&operation.errors);
        let some = responses.clone().any(|response| response.headers.is_some());
        responses.filter(move |_| some).map(|response| Row {
            key: format!("{} {}", operation.id, response.status),
            headers: response.headers,
        })
    })
}
