//! What a call gives back, as a type and in kind.

use super::package::Package;
use super::types;
use crate::emit::sink::{code, Code};
use crate::ir::{Operation, ResponseKind, Type};

/// Blocking or asynchronous.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Mode {
    Blocking,
    Async,
}

/// What a call gives: of several answers, any.
pub fn result(package: &Package<'_>, operation: &Operation, mode: Mode) -> Code {
    let prefix = if mode == Mode::Async { "Async" } else { "" };
    let mut members: Vec<Code> = Vec::new();
    for response in &operation.success {
        let found: Vec<Code> = match response.content.as_slice() {
            [] => vec![code!("None")],
            contents => contents
                .iter()
                .map(|content| match &content.kind {
                    // A function of that result may not return, and type checkers see to it.
                    ResponseKind::Json(ty) if *package.api.behind_aliases(ty) == Type::Never => {
                        code!("object")
                    }
                    ResponseKind::Json(ty) => types::in_service(package, ty),
                    ResponseKind::Text => code!("str"),
                    ResponseKind::Binary => code!("rt.{}Download", prefix),
                    ResponseKind::EventStream(ty) => code!(
                        "rt.{}EventStream[{}]",
                        prefix,
                        types::in_service(package, ty)
                    ),
                    ResponseKind::JsonLines(ty) => {
                        code!("rt.{}JsonLines[{}]", prefix, types::in_service(package, ty))
                    }
                })
                .collect(),
        };
        for member in found {
            if !members.contains(&member) {
                members.push(member);
            }
        }
    }
    // `None` last, once, as people write it.
    let none = code!("None");
    if members.len() > 1 && members.contains(&none) {
        members.retain(|member| *member != none);
        members.push(none);
    }
    if members.iter().any(|member| member.as_str() == "t.Any") {
        return code!("t.Any");
    }
    Code::join(&members, " | ")
}

/// Whether an answer is a stream of values.
pub fn is_stream(operation: &Operation) -> bool {
    matches!(
        operation.common_success(),
        Some(Some(
            ResponseKind::EventStream(_) | ResponseKind::JsonLines(_)
        ))
    )
}

/// Whether there is no answer but the status.
pub fn is_empty(operation: &Operation) -> bool {
    operation
        .success
        .iter()
        .all(|response| response.content.is_empty())
}
