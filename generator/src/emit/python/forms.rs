//! Multipart bodies as classes.

use super::layout::Doc;
use super::models::fact;
use super::names;
use super::package::{multiparts, Package};
use super::uses::Uses;
use super::{docs, literal, types};
use crate::emit::sink::{code, Code};
use crate::ir::{Part, PartKind, Presence};

/// The class of a form.
pub fn form(
    package: &Package<'_>,
    service: usize,
    operation: usize,
    content: usize,
    uses: &mut Uses,
) -> Code {
    let decided = &package.services[service].operations[operation];
    let of = &package.api.services[service].operations[operation];
    let (class, attributes) = &decided.forms[&content];
    let parts = multiparts(of)
        .find(|(index, _)| *index == content)
        .map(|(_, form)| form.parts.as_slice())
        .unwrap_or_default();
    let mut lines = Vec::new();
    let mut rows = Vec::new();
    for (part, attribute) in parts.iter().zip(attributes) {
        let attribute = names::ident(attribute);
        let annotation = annotation(package, part);
        uses.note(&annotation);
        lines.push(code!("    {}: {}", attribute, annotation));
        lines.push(literal::docstring(
            &docs::prose(&part.docs, &format!("Part `{}`.", part.name.wire)),
            &[],
            4,
        ));
        rows.push(row(package, part, &attribute));
    }
    uses.note(&code!("rt.Form"));
    let title = literal::docstring(
        &format!("The `multipart/form-data` body of `{}`.", decided.method),
        &[],
        4,
    );
    let head = code!("class {}(rt.Form):\n{}", names::ident(class), title);
    let facts = fact(
        &code!("_parts: t.ClassVar[tuple[rt.Part, ...]] = "),
        &Doc::tuple(rows),
        uses,
    );
    let mut blocks = vec![head];
    if !lines.is_empty() {
        blocks.push(Code::join(&lines, "\n"));
    }
    blocks.push(facts);
    Code::join(&blocks, "\n\n")
}

fn annotation(package: &Package<'_>, part: &Part) -> Code {
    let one = match &part.kind {
        PartKind::File => code!("rt.File"),
        PartKind::Text(ty) | PartKind::Json(ty) => types::annotation(package, ty),
    };
    let all = if part.repeated {
        code!("list[{}]", one)
    } else {
        one
    };
    match part.presence {
        Presence::Required | Presence::RequiredNullable => all,
        Presence::Optional | Presence::OptionalNullable => code!("{} = None", types::or_none(&all)),
    }
}

fn row(package: &Package<'_>, part: &Part, attribute: &Code) -> Doc {
    let (kind, ty) = match &part.kind {
        PartKind::File => ("file", None),
        PartKind::Text(ty) => ("text", Some(ty)),
        PartKind::Json(ty) => ("json", Some(ty)),
    };
    let mut items = vec![
        Doc::Text(code!("\"{}\"", attribute)),
        Doc::Text(literal::string(&part.name.wire)),
        Doc::Text(code!("\"{}\"", kind)),
    ];
    items.extend(ty.map(|ty| Doc::Text(literal::quoted(&types::annotation(package, ty)))));
    items.extend(
        part.content_type
            .as_ref()
            .map(|ty| Doc::Text(code!("content_type={}", literal::string(ty)))),
    );
    items.extend(part.repeated.then(|| Doc::Text(code!("repeated=True"))));
    Doc::call(code!("rt.Part"), items)
}
