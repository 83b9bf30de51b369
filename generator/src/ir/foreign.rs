//! Types of a user's own, which replace those of schemas in some targets. What names such a type is opaque here: each backend
//! reads the value under its own keyword, and before it does it is given an API in which everything else is as described.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    Api, Enum, EnumBase, FieldPath, NextPage, Operation, StringFormat, Type, TypeDef, TypeId,
    TypeKind,
};
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// An index into [`Api::foreign`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ForeignId(pub u32);

/// What replaces the type of a schema, in the targets that have a keyword here.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Foreign {
    /// The schemas that say so.
    pub pointers: Vec<Pointer>,
    /// The values, by keyword.
    pub by_keyword: BTreeMap<String, Value>,
}

impl Api {
    /// The API as the target with this keyword has it: what has no value under the keyword is as described, and types that nothing
    /// but replaced ones consist of are left out.
    pub fn with_foreign(&self, keyword: Option<&str>) -> Cow<'_, Self> {
        if self.foreign.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut api = self.clone();
        let replaced = api.replace(&|id| {
            let foreign = self.foreign.get(id.0 as usize);
            keyword.is_some_and(|key| foreign.is_some_and(|of| of.by_keyword.contains_key(key)))
        });
        api.free_fields();
        api.leave_out(&self.needed(replaced));
        Cow::Owned(api)
    }

    /// The API with all types as described.
    #[must_use]
    pub fn without_foreign(self) -> Self {
        if self.foreign.is_empty() {
            return self;
        }
        let mut api = self.with_foreign(None).into_owned();
        api.foreign.clear();
        api.types.iter_mut().for_each(|def| def.foreign = None);
        api
    }

    /// Replaces what is to be replaced, and writes out the rest. Gives the types that replaced ones consisted of.
    fn replace(&mut self, is_replaced: &dyn Fn(ForeignId) -> bool) -> Vec<TypeId> {
        let kinds: Vec<_> = self.types.iter().map(|def| form(&def.kind)).collect();
        let mut inner = Vec::new();
        for (def, form) in self.types.iter_mut().zip(&kinds) {
            if let Some(id) = def.foreign.filter(|id| is_replaced(*id)) {
                inner.extend(def.kind.named());
                let described = Box::new(form.clone());
                def.kind = TypeKind::Alias(Type::Foreign { id, described });
            }
        }
        self.change_types(&mut |ty| {
            let Type::Foreign { id, described } = ty else {
                return;
            };
            if !is_replaced(*id) {
                *ty = (**described).clone();
                return;
            }
            inner.extend(described.named());
            if let Type::Named(of) = **described {
                **described = kinds.get(of.0 as usize).cloned().unwrap_or(Type::Any);
            } else if !described.named().is_empty() {
                **described = Type::Any;
            }
        });
        inner
    }

    /// A field of a replaced type holds a value, whatever it can be, and lies in no cycle.
    fn free_fields(&mut self) {
        let is_foreign: Vec<_> = (self.types.iter())
            .map(|def| matches!(def.kind, TypeKind::Alias(Type::Foreign { .. })))
            .collect();
        let is_foreign = |ty: &Type| match ty {
            Type::Foreign { .. } => true,
            Type::Named(id) => is_foreign.get(id.0 as usize) == Some(&true),
            _ => false,
        };
        for def in &mut self.types {
            match &mut def.kind {
                TypeKind::Struct(of) => {
                    for field in of.fields.iter_mut().filter(|field| is_foreign(&field.ty)) {
                        field.constant = None;
                        field.closes_cycle = false;
                    }
                }
                TypeKind::Union(of) => {
                    let cases = of.variants.iter_mut();
                    cases
                        .filter(|case| is_foreign(&case.ty))
                        .for_each(|case| case.closes_cycle = false);
                }
                TypeKind::Enum(_) | TypeKind::Alias(_) => {}
            }
        }
    }

    /// Leaves out those of `candidates`, by [`TypeId`], that nothing needs.
    fn leave_out(&mut self, candidates: &[bool]) {
        let ids = 0..self.types.len() as u32;
        let others = ids.map(TypeId).filter(|id| !candidates[id.0 as usize]);
        let operations = self.operations();
        let named = operations.flat_map(|one| one.sent().into_iter().chain(one.received()));
        let payloads = self.webhooks.iter().filter_map(|webhook| webhook.payload);
        let start: Vec<_> = others.chain(named).chain(payloads).collect();
        let needed = self.needed(start);
        let mut next = 0;
        let ids: Vec<_> = (needed.iter())
            .map(|is_needed| {
                let id = TypeId(next);
                next += u32::from(*is_needed);
                id
            })
            .collect();
        let mut is_needed = needed.iter();
        self.types.retain(|_| is_needed.next() == Some(&true));
        self.renumber(&|id| ids.get(id.0 as usize).copied().unwrap_or(id));
    }

    fn renumber(&mut self, new: &dyn Fn(TypeId) -> TypeId) {
        self.change_types(&mut |ty| {
            if let Type::Named(id) = ty {
                *id = new(*id);
            }
        });
        let payloads = self.webhooks.iter_mut();
        let payloads = payloads.filter_map(|webhook| webhook.payload.as_mut());
        payloads.for_each(|id| *id = new(*id));
        let services = self.services.iter_mut();
        for operation in services.flat_map(|service| &mut service.operations) {
            let responses = operation.success.iter_mut().chain(&mut operation.errors);
            let headers = responses.filter_map(|response| response.headers.as_mut());
            headers.for_each(|id| *id = new(*id));
            for path in operation.paths_mut() {
                path.0.iter_mut().for_each(|step| step.of = new(step.of));
            }
        }
    }

    /// Pages whose parts cannot be found, because they are inside of replaced types or are such values.
    pub fn pages_in_foreign(&self) -> Diagnostics {
        let mut problems = Diagnostics::new();
        for operation in self.operations() {
            let Some(pagination) = &operation.pagination else {
                continue;
            };
            let parameter = match &pagination.next {
                NextPage::Link(_) => None,
                NextPage::Cursor { parameter, .. }
                | NextPage::PageNumber { parameter, .. }
                | NextPage::Offset { parameter } => operation.parameters.get(*parameter),
            };
            let mut paths = operation.paths();
            let is_hidden = paths.any(|path| self.is_hidden(path))
                || parameter.is_some_and(|parameter| self.is_foreign(&parameter.ty))
                || pagination.unique_key.is_some() && self.is_foreign(&pagination.item)
                || operation.success.iter().any(|response| {
                    response.content.iter().any(|content| match &content.kind {
                        super::ResponseKind::Json(ty) => self.is_foreign(ty),
                        _ => false,
                    })
                });
            if is_hidden {
                let pointer = operation.pointer.key("x-sdk-pagination");
                let message = "a part of the page is of a type of one's own, which has no described properties";
                problems.push(
                    Diagnostic::error(codes::FOREIGN_TYPE, &pointer, message)
                        .help("remove one of the two"),
                );
            }
        }
        problems
    }

    fn is_hidden(&self, path: &FieldPath) -> bool {
        path.0.iter().any(|step| {
            let def = self.types.get(step.of.0 as usize);
            match def.map(|def| &def.kind) {
                Some(TypeKind::Struct(of)) => {
                    (of.fields.get(step.field)).is_none_or(|field| self.is_foreign(&field.ty))
                }
                _ => true,
            }
        })
    }

    /// Whether values of a type are of a user's own type, through aliases and null.
    fn is_foreign(&self, ty: &Type) -> bool {
        let mut ty = ty;
        for _ in 0..=self.types.len() {
            ty = match ty {
                Type::Foreign { .. } => return true,
                Type::Nullable(inner) => inner,
                Type::Named(id) => match self.types.get(id.0 as usize).map(|def| &def.kind) {
                    Some(TypeKind::Alias(inner)) => inner,
                    _ => return false,
                },
                _ => return false,
            };
        }
        false
    }
}

impl Operation {
    fn paths(&self) -> impl Iterator<Item = &FieldPath> {
        self.pagination.iter().flat_map(|pagination| {
            let next = match &pagination.next {
                NextPage::Link(path) | NextPage::Cursor { value: path, .. } => Some(path),
                NextPage::PageNumber { .. } | NextPage::Offset { .. } => None,
            };
            [&pagination.items]
                .into_iter()
                .chain(next)
                .chain(&pagination.unique_key)
        })
    }

    fn paths_mut(&mut self) -> impl Iterator<Item = &mut FieldPath> {
        self.pagination.iter_mut().flat_map(|pagination| {
            let next = match &mut pagination.next {
                NextPage::Link(path) | NextPage::Cursor { value: path, .. } => Some(path),
                NextPage::PageNumber { .. } | NextPage::Offset { .. } => None,
            };
            [&mut pagination.items]
                .into_iter()
                .chain(next)
                .chain(&mut pagination.unique_key)
        })
    }
}

/// A type without names that says of which JSON kind values of a definition are.
fn form(kind: &TypeKind) -> Type {
    match kind {
        TypeKind::Struct(_) => Type::Map(Box::new(Type::Any)),
        TypeKind::Enum(Enum {
            base: EnumBase::String,
            ..
        }) => Type::String(StringFormat::Plain),
        TypeKind::Alias(ty) if ty.named().is_empty() => ty.clone(),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => Type::Any,
    }
}

impl TypeDef {
    /// The user's own type that replaces this one, in an API made for one target.
    pub fn replaced_by(&self) -> Option<ForeignId> {
        match self.kind {
            TypeKind::Alias(Type::Foreign { id, .. }) => Some(id),
            _ => None,
        }
    }
}
