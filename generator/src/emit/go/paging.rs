//! Pagination: the variable that tells the runtime how to walk the pages of an operation.

use super::literal;
use super::models;
use super::names::ident;
use super::package::OperationNames;
use super::types::{is_nilable, Types};
use crate::emit::sink::{code, Code};
use crate::ir::{FieldPath, FieldStep, NextPage, Operation, Pagination, Presence, TypeKind};

/// The variable, for pages of type `page`; and the type of the items.
pub fn paging(
    types: Types<'_>,
    operation: &Operation,
    pagination: &Pagination,
    page: &Code,
    names: &OperationNames,
) -> (Code, Code) {
    let item = types.of(&pagination.item);
    let items = items(types, &pagination.items);
    let mut pairs = vec![(
        "Items",
        code!("func(page *{}) []{} {{\n{}\n}}", page, item, items),
    )];
    let parameter = |index: usize| literal::string(&operation.parameters[index].name.wire);
    let next = |path: &FieldPath| {
        code!(
            "func(page *{}) string {{\n{}\n}}",
            page,
            text(types, path, &code!("page"))
        )
    };
    match &pagination.next {
        NextPage::Link(path) => {
            pairs.push(("Next", next(path)));
            pairs.push(("Kind", code!("sdk.PagingLink")));
        }
        NextPage::Cursor {
            value,
            parameter: index,
        } => {
            pairs.push(("Next", next(value)));
            pairs.push(("Kind", code!("sdk.PagingCursor")));
            pairs.push(("Parameter", parameter(*index)));
        }
        NextPage::PageNumber {
            parameter: index,
            first,
        } => {
            pairs.push(("Kind", code!("sdk.PagingNumber")));
            pairs.push(("Parameter", parameter(*index)));
            pairs.push(("First", code!("{}", *first)));
        }
        NextPage::Offset { parameter: index } => {
            pairs.push(("Kind", code!("sdk.PagingOffset")));
            pairs.push(("Parameter", parameter(*index)));
        }
    }
    if let Some(path) = &pagination.unique_key {
        pairs.push((
            "Key",
            code!(
                "func(item *{}) string {{\n{}\n}}",
                item,
                text(types, path, &code!("item"))
            ),
        ));
    }
    let head = code!("sdk.Paging[{}, {}]", page, item);
    (
        code!(
            "var {} = {}",
            ident(&names.paging),
            models::fields(&head, &pairs)
        ),
        item,
    )
}

/// What is known of a step: the field, its presence, whether it is behind a pointer, whether nil says that it is not there.
struct Step {
    field: Code,
    presence: Presence,
    pointer: bool,
}

fn step(types: Types<'_>, step: FieldStep) -> Step {
    let names = types.package.names(step.of);
    let field = ident(&names.members[step.field]);
    match &types.package.api.type_def(step.of).kind {
        TypeKind::Struct(s) => {
            let of = &s.fields[step.field];
            let nilable = is_nilable(types.package, &of.ty);
            Step {
                field,
                presence: of.presence,
                pointer: !nilable && (of.presence != Presence::Required || of.closes_cycle),
            }
        }
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => Step {
            field,
            presence: Presence::Required,
            pointer: false,
        },
    }
}

/// Statements that leave with `nothing` where one of the structs on the way is not there, and the expression of the last one.
fn walk(
    types: Types<'_>,
    path: &FieldPath,
    root: &Code,
    nothing: &'static str,
) -> (Vec<Code>, Code) {
    let mut statements = Vec::new();
    let mut expression = root.clone();
    for &one in path.0.iter().rev().skip(1).rev() {
        let step = step(types, one);
        let call = if step.presence == Presence::OptionalNullable {
            ".Ptr()"
        } else {
            ""
        };
        expression = code!("{}.{}{}", expression, step.field, call);
        if step.pointer {
            statements.push(code!(
                "if {} == nil {{\n\treturn {}\n}}",
                expression,
                nothing
            ));
        }
    }
    (statements, expression)
}

fn items(types: Types<'_>, path: &FieldPath) -> Code {
    let (mut statements, expression) = walk(types, path, &code!("page"), "nil");
    if let Some(last) = path.0.last() {
        let step = step(types, *last);
        if step.presence == Presence::OptionalNullable {
            statements.push(code!(
                "items, _ := {}.{}.Get()\nreturn items",
                expression,
                step.field
            ));
        } else {
            statements.push(code!("return {}.{}", expression, step.field));
        }
    }
    literal::indented(&Code::join(&statements, "\n"))
}

fn text(types: Types<'_>, path: &FieldPath, root: &Code) -> Code {
    let (mut statements, expression) = walk(types, path, root, "\"\"");
    if let Some(last) = path.0.last() {
        statements.push(code!(
            "return sdk.Text({}.{})",
            expression,
            step(types, *last).field
        ));
    }
    literal::indented(&Code::join(&statements, "\n"))
}
