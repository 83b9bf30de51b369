//! Files of `models/`: classes, enums, unions, aliases and forms.

use askama::Template;

use super::layout::{assignment, Doc};
use super::names;
use super::package::{ModelFile, Package};
use super::uses::Uses;
use super::{docs, forms, headers, literal, types, unions};
use crate::emit::sink::{code, Code};
use crate::ir::{
    Additional, Docs, Enum, EnumBase, Field, Presence, Struct, Type, TypeDef, TypeId, TypeKind,
};

#[derive(Template)]
#[template(path = "python/models/model.py.jinja")]
struct ModelTemplate {
    title: Code,
    imports: Code,
    items: Vec<Code>,
}

#[derive(Template)]
#[template(path = "python/models/__init__.py.jinja")]
struct IndexTemplate {
    imports: Vec<Code>,
    modules: Vec<Code>,
    all: Code,
}

/// A file.
pub fn file(package: &Package<'_>, file: &ModelFile) -> Result<Code, askama::Error> {
    let mut uses = Uses::default();
    let mut items: Vec<Code> = file
        .types
        .iter()
        .map(|id| item(package, *id, &mut uses))
        .collect();
    for (service, operation, content) in &file.forms {
        items.push(forms::form(
            package, *service, *operation, *content, &mut uses,
        ));
    }
    // Imports are followed by two lines before a class, by one before anything else.
    if let Some(first) = items
        .first_mut()
        .filter(|item| item.as_str().starts_with("class "))
    {
        let below = code!("\n{}", &*first);
        *first = below;
    }
    Code::render(&ModelTemplate {
        title: literal::docstring(title(package, file), &[], 0),
        imports: imports(&uses),
        items,
    })
}

/// The import blocks of a file two levels below the root.
pub fn imports(uses: &Uses) -> Code {
    let blocks = [
        vec![code!("from __future__ import annotations")],
        uses.standard(),
        uses.own(),
        uses.checked(),
    ];
    let blocks: Vec<Code> = blocks
        .iter()
        .filter(|block| !block.is_empty())
        .map(|block| Code::join(block, "\n"))
        .collect();
    Code::join(&blocks, "\n\n")
}

fn title(package: &Package<'_>, file: &ModelFile) -> &'static str {
    let inline = file.types.first().is_none_or(|id| {
        let first = package.api.type_def(*id).pointer.tokens().next();
        first.as_deref() != Some("components")
    });
    if inline {
        "Types of operations."
    } else {
        "A type of the API, with those inside it."
    }
}

/// `models/__init__.py`, which loads the files as they are needed.
pub fn index(package: &Package<'_>) -> Result<Code, askama::Error> {
    let mut by_name = Vec::new();
    let mut imports = Vec::new();
    for file in &package.models {
        let mut names: Vec<String> = file
            .types
            .iter()
            .map(|id| package.names(*id).name.clone())
            .collect();
        names.extend(file.forms.iter().map(|(service, operation, content)| {
            package.services[*service].operations[*operation].forms[content]
                .0
                .clone()
        }));
        let module = names::ident(&file.module);
        // As `isort` has it: constants, classes, the rest.
        names.sort_by_key(|name| (!is_constant(name), name.clone()));
        for name in &names {
            let name = names::ident(name);
            let item = Doc::Text(code!("{} as {}", name, name));
            imports.push(import(&module, vec![item]));
            by_name.push((name, module.clone()));
        }
    }
    by_name.sort();
    Code::render(&IndexTemplate {
        imports,
        modules: by_name
            .iter()
            .map(|(name, module)| code!("        \"{}\": \"{}\",", name, module))
            .collect(),
        all: Doc::list(
            by_name
                .iter()
                .map(|(name, _)| Doc::Text(code!("\"{}\"", name)))
                .collect(),
        )
        .print(0, 10, 0),
    })
}

/// An import inside a block of the package.
pub fn import(module: &Code, items: Vec<Doc>) -> Code {
    let head = code!("from .{} import ", module);
    let flat: Vec<Code> = items.iter().map(Doc::flat).collect();
    let line = code!("    {}{}", head, Code::join(&flat, ", "));
    if line.as_str().chars().count() <= super::layout::WIDTH {
        return line;
    }
    let group = Doc::Group {
        head: head.clone(),
        brackets: ("(", ")"),
        items,
    };
    code!("    {}", group.print(4, super::layout::WIDTH, 0))
}

fn is_constant(name: &str) -> bool {
    name.len() > 1
        && name.chars().all(|c| !c.is_lowercase())
        && name.chars().any(char::is_uppercase)
}

fn item(package: &Package<'_>, id: TypeId, uses: &mut Uses) -> Code {
    let def = package.api.type_def(id);
    match &def.kind {
        TypeKind::Struct(s) => class(package, id, def, s, uses),
        TypeKind::Enum(e) => enumeration(package, id, def, e, uses),
        TypeKind::Union(u) => unions::union(package, id, u, &prose(def), uses),
        TypeKind::Alias(ty) => unions::alias(package, id, ty, &prose(def), uses),
    }
}

/// The docstring of a type.
fn prose(def: &TypeDef) -> Code {
    let more = if def.deprecated {
        vec![code!("Deprecated.")]
    } else {
        Vec::new()
    };
    literal::docstring(
        &docs::prose(&def.docs, &format!("Type `{}`.", def.name.wire)),
        &more,
        4,
    )
}

fn class(package: &Package<'_>, id: TypeId, def: &TypeDef, s: &Struct, uses: &mut Uses) -> Code {
    let name = package.type_ident(id);
    let mut lines = Vec::new();
    for (index, field) in s.fields.iter().enumerate() {
        let (annotation, default) = attribute(package, field, uses);
        let head = code!("{}: {}", package.member(id, index), annotation);
        lines.push(match default {
            Some(default) => assignment(4, &head, &default),
            None => code!("    {}", head),
        });
        lines.push(docs::field(field));
    }
    let mut facts = Vec::new();
    rest(package, id, s, &mut lines, &mut facts, uses);
    let renamed = s
        .fields
        .iter()
        .enumerate()
        .filter(|(index, field)| package.names(id).members[*index] != field.name.wire);
    let renamed: Vec<Doc> = renamed
        .map(|(index, field)| {
            let entry = code!(
                "\"{}\": {}",
                package.member(id, index),
                literal::string(&field.name.wire)
            );
            Doc::Text(entry)
        })
        .collect();
    if !renamed.is_empty() {
        facts.insert(
            0,
            fact(
                &code!("_names: t.ClassVar[dict[str, str]] = "),
                &Doc::dict(renamed),
                uses,
            ),
        );
    }
    facts.extend(headers::forms(s, uses));
    let base = if s.headers.is_empty() {
        "rt.Model"
    } else {
        "rt.HeaderModel"
    };
    uses.note(&code!("rt.Model"));
    let mut parts = vec![code!("class {}({}):\n{}", name, base, prose(def))];
    if !lines.is_empty() {
        parts.push(Code::join(&lines, "\n"));
    }
    if !facts.is_empty() {
        parts.push(Code::join(&facts, "\n"));
    }
    Code::join(&parts, "\n\n")
}

/// A class variable that tells the runtime something.
pub fn fact(head: &Code, value: &Doc, uses: &mut Uses) -> Code {
    uses.note(head);
    uses.note(&value.flat());
    code!("    {}{}", head, value.print(4, head.as_str().len(), 0))
}

/// Annotation and default of a field.
fn attribute(package: &Package<'_>, field: &Field, uses: &mut Uses) -> (Code, Option<Code>) {
    if let Some(constant) = field.constant.as_ref().filter(|_| field.is_constant()) {
        let value = literal::scalar(constant).unwrap_or_default();
        // `Literal` takes no number that is not whole.
        let annotation = match constant.is_f64() {
            true => code!("float"),
            false => code!("t.Literal[{}]", value),
        };
        uses.note(&annotation);
        return (annotation, Some(value));
    }
    let annotation = types::annotation(package, &field.ty);
    let nullable = package.is_nullable(&field.ty);
    let (annotation, default) = match (field.presence, nullable) {
        (Presence::Required, _) => (annotation, None),
        (Presence::RequiredNullable, _) => (types::or_none(&annotation), None),
        (Presence::Optional, false) => (types::or_none(&annotation), Some(code!("None"))),
        (Presence::Optional, true) => (or_unset(&annotation), Some(code!("rt.UNSET"))),
        (Presence::OptionalNullable, _) => (
            or_unset(&types::or_none(&annotation)),
            Some(code!("rt.UNSET")),
        ),
    };
    uses.note(&annotation);
    if let Some(default) = &default {
        uses.note(default);
    }
    (annotation, default)
}

fn or_unset(annotation: &Code) -> Code {
    if annotation.as_str() == "t.Any" {
        annotation.clone()
    } else {
        code!("{} | rt.Unset", annotation)
    }
}

/// The attribute of further properties, and what the runtime has to know of them.
fn rest(
    package: &Package<'_>,
    id: TypeId,
    s: &Struct,
    lines: &mut Vec<Code>,
    facts: &mut Vec<Code>,
    uses: &mut Uses,
) {
    let (ty, patterns): (&Type, &[(String, Type)]) = match &s.additional {
        Additional::Ignored | Additional::Forbidden => return,
        Additional::Kept(ty) => (ty, &[]),
        Additional::Patterns(patterns, rest) => (common(patterns, rest.as_ref()), patterns),
    };
    let annotation = types::annotation(package, ty);
    uses.note(&annotation);
    let attribute = names::ident(&package.names(id).rest);
    lines.push(code!(
        "    {}: dict[str, {}] = rt.extra(default=None)",
        attribute,
        annotation
    ));
    lines.push(literal::docstring("Further properties, by name.", &[], 4));
    if patterns.is_empty() {
        return;
    }
    let rows = patterns.iter().map(|(pattern, ty)| {
        let ty = literal::quoted(&types::annotation(package, ty));
        Doc::tuple(vec![Doc::Text(literal::string(pattern)), Doc::Text(ty)])
    });
    facts.push(fact(
        &code!("_patterns: t.ClassVar[tuple[tuple[str, str], ...]] = "),
        &Doc::tuple(rows.collect()),
        uses,
    ));
    match &s.additional {
        Additional::Patterns(_, None) => facts.push(fact(
            &code!("_rest: t.ClassVar[bool] = "),
            &Doc::Text(code!("False")),
            uses,
        )),
        Additional::Patterns(_, Some(rest)) if rest != ty => {
            let rest = literal::quoted(&types::annotation(package, rest));
            facts.push(fact(
                &code!("_rest_type: t.ClassVar[str] = "),
                &Doc::Text(rest),
                uses,
            ));
        }
        Additional::Patterns(..)
        | Additional::Kept(_)
        | Additional::Ignored
        | Additional::Forbidden => {}
    }
}

/// The type of all, or any.
fn common<'t>(patterns: &'t [(String, Type)], rest: Option<&'t Type>) -> &'t Type {
    let mut all = patterns.iter().map(|(_, ty)| ty).chain(rest);
    match all.next() {
        Some(first) if all.all(|ty| ty == first) => first,
        _ => &Type::Any,
    }
}

fn enumeration(
    package: &Package<'_>,
    id: TypeId,
    def: &TypeDef,
    e: &Enum,
    uses: &mut Uses,
) -> Code {
    let base = match (e.base, e.open) {
        (EnumBase::String, true) => "OpenStrEnum",
        (EnumBase::String, false) => "ClosedStrEnum",
        (EnumBase::Integer, true) => "OpenIntEnum",
        (EnumBase::Integer, false) => "ClosedIntEnum",
        (EnumBase::Number | EnumBase::Mixed, true) => "OpenEnum",
        (EnumBase::Number | EnumBase::Mixed, false) => "ClosedEnum",
    };
    uses.note(&code!("rt.{}", base));
    let mut lines = Vec::new();
    for (index, variant) in e.variants.iter().enumerate() {
        let value = literal::scalar(&variant.value).unwrap_or_default();
        lines.push(assignment(4, &package.member(id, index), &value));
        if variant.docs != Docs::default() {
            lines.push(literal::docstring(&docs::prose(&variant.docs, ""), &[], 4));
        }
    }
    let head = code!(
        "class {}(rt.{}):\n{}",
        package.type_ident(id),
        base,
        prose(def)
    );
    code!("{}\n\n{}", head, Code::join(&lines, "\n"))
}
