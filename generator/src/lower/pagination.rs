//! `x-sdk-pagination`: how to get all pages, checked against the types.
//!
//! ```yaml
//! x-sdk-pagination:
//!   items: /side_conversations          # pointer to the list in the success response
//!   next: { link: /next_page }          # or {cursor: /meta/after, parameter: after}, {page: page, first: 1}, {offset: offset}
//!   uniqueKey: /id                      # optional: pointer into an item
//! ```

use serde_json::Value;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    FieldPath, FieldStep, NextPage, Operation, Pagination, ParameterLocation, ResponseKind,
    StringFormat, Type, TypeDef, TypeKind,
};
use crate::pointer::Pointer;
use crate::spec;

const KEY: &str = "x-sdk-pagination";

/// The pagination of an operation, `None` where it has none or it does not fit.
pub(super) fn lower(
    described: &spec::Operation,
    operation: &Operation,
    types: &[TypeDef],
    problems: &mut Diagnostics,
) -> Option<Pagination> {
    let value = described.extensions.get(KEY)?;
    let check = Check {
        operation,
        types,
        pointer: described.pointer.key(KEY),
    };
    match check.pagination(value) {
        Ok(pagination) => Some(pagination),
        Err(problem) => {
            problems.push(*problem);
            None
        }
    }
}

struct Check<'c> {
    operation: &'c Operation,
    types: &'c [TypeDef],
    pointer: Pointer,
}

/// A failure is larger than a success, and rare.
type Checked<T> = Result<T, Box<Diagnostic>>;

impl Check<'_> {
    fn pagination(&self, value: &Value) -> Checked<Pagination> {
        let body = self.body()?;
        let (items, list) = self.path(value, "items", &self.pointer, body)?;
        let Type::Array { item, .. } = self.behind(&list) else {
            return Err(self.wrong(&self.pointer.key("items"), "must lead to an array"));
        };
        let item = (*item).clone();
        let next = self.next(value, body)?;
        let unique_key = match value.get("uniqueKey") {
            Some(_) => Some(self.unique_key(value, &item)?),
            None => None,
        };
        Ok(Pagination {
            items,
            item,
            next,
            unique_key,
        })
    }

    fn unique_key(&self, value: &Value, item: &Type) -> Checked<FieldPath> {
        let (path, ty) = self.path(value, "uniqueKey", &self.pointer, item)?;
        match self.behind(&ty) {
            Type::String(_) | Type::Integer(_) => Ok(path),
            _ => Err(self.wrong(
                &self.pointer.key("uniqueKey"),
                "must lead to a string or a whole number",
            )),
        }
    }

    /// The type of the only success response.
    fn body(&self) -> Checked<&Type> {
        match &self.operation.success[..] {
            [only] => only.content.iter().find_map(|content| match &content.kind {
                ResponseKind::Json(ty) => Some(ty),
                _ => None,
            }),
            _ => None,
        }
        .ok_or_else(|| {
            self.wrong(
                &self.pointer,
                "needs exactly one success response, with a JSON body",
            )
        })
    }

    fn next(&self, value: &Value, body: &Type) -> Checked<NextPage> {
        let pointer = self.pointer.key("next");
        let next = value.get("next").and_then(Value::as_object);
        let next = next.ok_or_else(|| self.wrong(&pointer, "must be an object"))?;
        let whole = &Value::Object(next.clone());
        if next.contains_key("link") {
            let (path, ty) = self.path(whole, "link", &pointer, body)?;
            return match self.behind(&ty) {
                Type::String(StringFormat::Plain | StringFormat::Uri) => Ok(NextPage::Link(path)),
                _ => Err(self.wrong(&pointer.key("link"), "must lead to a string")),
            };
        }
        if next.contains_key("cursor") {
            let (value, ty) = self.path(whole, "cursor", &pointer, body)?;
            let parameter = self.parameter(whole, "parameter", &pointer)?;
            return match self.behind(&ty) {
                Type::String(_) | Type::Integer(_) => Ok(NextPage::Cursor { value, parameter }),
                _ => Err(self.wrong(
                    &pointer.key("cursor"),
                    "must lead to a string or a whole number",
                )),
            };
        }
        if next.contains_key("page") {
            let parameter = self.counting(whole, "page", &pointer)?;
            let first = match next.get("first") {
                None => 1,
                Some(first) => first
                    .as_i64()
                    .ok_or_else(|| self.wrong(&pointer.key("first"), "must be a whole number"))?,
            };
            return Ok(NextPage::PageNumber { parameter, first });
        }
        if next.contains_key("offset") {
            let parameter = self.counting(whole, "offset", &pointer)?;
            return Ok(NextPage::Offset { parameter });
        }
        Err(self.wrong(
            &pointer,
            "must have one of `link`, `cursor`, `page` and `offset`",
        ))
    }

    /// The index of a query parameter that is named by a member.
    fn parameter(&self, value: &Value, key: &str, pointer: &Pointer) -> Checked<usize> {
        let name = value.get(key).and_then(Value::as_str);
        let found = self.operation.parameters.iter().position(|parameter| {
            parameter.location == ParameterLocation::Query
                && Some(parameter.name.wire.as_str()) == name
        });
        found.ok_or_else(|| {
            self.wrong(
                &pointer.key(key),
                "must be the name of a query parameter of this operation",
            )
        })
    }

    /// The same, of a parameter that takes whole numbers.
    fn counting(&self, value: &Value, key: &str, pointer: &Pointer) -> Checked<usize> {
        let index = self.parameter(value, key, pointer)?;
        match self
            .operation
            .parameters
            .get(index)
            .map(|parameter| self.behind(&parameter.ty))
        {
            Some(Type::Integer(_)) => Ok(index),
            _ => Err(self.wrong(
                &pointer.key(key),
                "must name a parameter of `type: integer`",
            )),
        }
    }

    /// The fields that the pointer in a member leads through, and the type at its end.
    fn path(
        &self,
        value: &Value,
        key: &str,
        pointer: &Pointer,
        from: &Type,
    ) -> Checked<(FieldPath, Type)> {
        let place = pointer.key(key);
        let text = value
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| text.starts_with('/'));
        let text =
            text.ok_or_else(|| self.wrong(&place, "must be a JSON pointer that starts with `/`"))?;
        let mut steps = Vec::new();
        let mut ty = from.clone();
        for token in Pointer::from_text(place.file(), text).tokens() {
            let (step, next) = self.step(&ty, &token).ok_or_else(|| {
                let message = format!("leads nowhere: there is no property `{token}`");
                self.wrong(&place, &message)
            })?;
            steps.push(step);
            ty = next;
        }
        Ok((FieldPath(steps), ty))
    }

    fn step(&self, ty: &Type, property: &str) -> Option<(FieldStep, Type)> {
        let Type::Named(of) = self.behind(ty) else {
            return None;
        };
        let TypeKind::Struct(object) = &self.types.get(of.0 as usize)?.kind else {
            return None;
        };
        let field = object
            .fields
            .iter()
            .position(|field| field.name.wire == property)?;
        Some((
            FieldStep { of, field },
            object.fields.get(field)?.ty.clone(),
        ))
    }

    /// The type behind aliases and null.
    fn behind(&self, ty: &Type) -> Type {
        let mut ty = ty;
        for _ in 0..=self.types.len() {
            ty = match ty {
                Type::Nullable(inner)
                | Type::Foreign {
                    described: inner, ..
                } => inner,
                Type::Named(id) => match self.types.get(id.0 as usize).map(|def| &def.kind) {
                    Some(TypeKind::Alias(target)) => target,
                    _ => break,
                },
                _ => break,
            };
        }
        ty.clone()
    }

    fn wrong(&self, pointer: &Pointer, message: &str) -> Box<Diagnostic> {
        let key = pointer.last().unwrap_or_default();
        let problem = Diagnostic::error(codes::PAGINATION, pointer, format!("`{key}` {message}"))
            .related(&self.operation.pointer, "the operation")
            .help("see the description of `x-sdk-pagination`");
        Box::new(problem)
    }
}
