//! Pagination: the expression that tells the runtime how to walk the pages of an operation.

use super::literal;
use super::names;
use super::package::Package;
use super::types;
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{FieldPath, NextPage, Operation, Pagination, Presence, Type, TypeKind};

/// The type of the items, and the expression.
pub fn paging(
    package: &Package<'_>,
    operation: &Operation,
    pagination: &Pagination,
    taken: &[String],
) -> (Code, Code) {
    let page = local("page", taken);
    let item = types::boxed(package, &pagination.item);
    let items = path(package, &pagination.items, &page, taken);
    let parameter = |index: usize| literal::string(&operation.parameters[index].name.wire);
    let next = match &pagination.next {
        NextPage::Link(link) => {
            let link = text(package, link, &page, taken);
            code!(
                "Paging.link(\n            {} -> {},\n            {} -> {})",
                page,
                items,
                page,
                link
            )
        }
        NextPage::Cursor {
            value,
            parameter: index,
        } => code!(
            "Paging.cursor(\n            {} -> {},\n            {},\n            {} -> {})",
            page,
            items,
            parameter(*index),
            page,
            text(package, value, &page, taken)
        ),
        NextPage::PageNumber {
            parameter: index,
            first,
        } => code!(
            "Paging.pageNumber({} -> {}, {}, {}L)",
            page,
            items,
            parameter(*index),
            *first
        ),
        NextPage::Offset { parameter: index } => {
            code!(
                "Paging.offset({} -> {}, {})",
                page,
                items,
                parameter(*index)
            )
        }
    };
    (item, next)
}

/// The call that adds the unique key; empty without one.
pub fn unique_key(package: &Package<'_>, pagination: &Pagination, taken: &[String]) -> Code {
    let (paging, item) = (local("paging", taken), local("item", taken));
    pagination
        .unique_key
        .as_ref()
        .map_or_else(Code::empty, |key| {
            code!(
                "{}.uniqueKey({} -> {});",
                paging,
                item,
                text(package, key, &item, taken)
            )
        })
}

/// The value at the end of the path as an `Optional`.
fn path(package: &Package<'_>, path: &FieldPath, root: &Code, taken: &[String]) -> Code {
    let value = local("value", taken);
    let mut expression = code!("Optional.of({})", root);
    for &step in &path.0 {
        let member = package.member(step.of, step.field);
        let presence = match &package.api.type_def(step.of).kind {
            TypeKind::Struct(s) => s.fields[step.field].presence,
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => Presence::Required,
        };
        expression = match presence {
            Presence::Required => code!("{}.map({} -> {}.{}())", expression, value, value, member),
            Presence::RequiredNullable | Presence::Optional => {
                code!(
                    "{}.flatMap({} -> {}.{}())",
                    expression,
                    value,
                    value,
                    member
                )
            }
            Presence::OptionalNullable => {
                code!(
                    "{}.flatMap({} -> {}.{}().toOptional())",
                    expression,
                    value,
                    value,
                    member
                )
            }
        };
    }
    expression
}

/// The scalar at the end of the path as an `Optional<String>`.
fn text(package: &Package<'_>, way: &FieldPath, root: &Code, taken: &[String]) -> Code {
    let expression = path(package, way, root, taken);
    let is_text = way.0.last().is_some_and(|step| {
        matches!(&package.api.type_def(step.of).kind, TypeKind::Struct(s)
            if matches!(types::resolved(package, &s.fields[step.field].ty), Type::String(_))
                && types::boxed(package, &s.fields[step.field].ty).as_str() == "String")
    });
    if is_text {
        expression
    } else {
        code!("{}.map(String::valueOf)", expression)
    }
}

/// A local that no argument can hide.
pub fn local(preferred: &str, taken: &[String]) -> Code {
    names::code(&scope::fresh(preferred, taken))
}
