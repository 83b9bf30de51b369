//! What needs which named types: the types in a definition and in an operation, and all that those consist of.

use super::{
    Additional, Api, BodyKind, Multipart, Operation, PartKind, ResponseKind, Type, TypeId, TypeKind,
};

impl TypeKind {
    /// The named types in a definition.
    pub fn named(&self) -> Vec<TypeId> {
        let mut found = Vec::new();
        self.visit_types(&mut |ty| ty.visit_named(&mut |id| found.push(id)));
        found
    }

    /// Calls `visit` for every type that a definition consists of.
    fn visit_types(&self, visit: &mut dyn FnMut(&Type)) {
        match self {
            Self::Struct(found) => {
                found.fields.iter().for_each(|field| visit(&field.ty));
                match &found.additional {
                    Additional::Kept(ty) => visit(ty),
                    Additional::Patterns(patterns, rest) => {
                        let types = patterns.iter().map(|(_, ty)| ty);
                        types.chain(rest).for_each(visit);
                    }
                    Additional::Ignored | Additional::Forbidden => {}
                }
            }
            Self::Union(found) => found.variants.iter().for_each(|variant| visit(&variant.ty)),
            Self::Alias(ty) => visit(ty),
            Self::Enum(_) => {}
        }
    }
}

impl Operation {
    /// The named types that it sends.
    pub fn sent(&self) -> Vec<TypeId> {
        let mut found = Vec::new();
        let mut add = |ty: &Type| ty.visit_named(&mut |id| found.push(id));
        self.parameters
            .iter()
            .for_each(|parameter| add(&parameter.ty));
        for content in self.body.iter().flat_map(|body| &body.content) {
            match &content.kind {
                BodyKind::Json(ty) | BodyKind::Form { ty, .. } => add(ty),
                BodyKind::Multipart(Multipart { parts, .. }) => {
                    for part in parts {
                        match &part.kind {
                            PartKind::Text(ty) | PartKind::Json(ty) => add(ty),
                            PartKind::File => {}
                        }
                    }
                }
                BodyKind::Binary | BodyKind::Text => {}
            }
        }
        found
    }

    /// The named types that it receives.
    pub fn received(&self) -> Vec<TypeId> {
        let mut found = Vec::new();
        let mut add = |ty: &Type| ty.visit_named(&mut |id| found.push(id));
        for response in self.success.iter().chain(&self.errors) {
            response
                .headers
                .iter()
                .for_each(|id| add(&Type::Named(*id)));
            for content in &response.content {
                match &content.kind {
                    ResponseKind::Json(ty)
                    | ResponseKind::EventStream(ty)
                    | ResponseKind::JsonLines(ty) => add(ty),
                    ResponseKind::Text | ResponseKind::Binary => {}
                }
            }
        }
        found
    }
}

impl Api {
    /// For each type whether one of `start` needs it: those themselves, and all that they consist of.
    pub fn needed(&self, start: impl IntoIterator<Item = TypeId>) -> Vec<bool> {
        let mut needed = vec![false; self.types.len()];
        let mut open: Vec<_> = start.into_iter().collect();
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut needed[id.0 as usize], true) {
                open.extend(self.type_def(id).kind.named());
            }
        }
        needed
    }
}
