//! The table of formats: which kinds of strings a package has as types of their own, and which as texts.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{
    Additional, Api, BodyKind, Operation, PartKind, Response, ResponseKind, StringFormat, Type,
    TypeKind,
};

impl StringFormat {
    /// The formats whose type is another than that of a text, by the name that descriptions and `codegen.toml` give them.
    pub const TYPED: &'static [(&'static str, Self)] = &[
        ("date-time", Self::DateTime),
        ("date", Self::Date),
        ("time", Self::Time),
        ("byte", Self::Base64),
        ("base64url", Self::Base64Url),
        ("password", Self::Password),
    ];
}

impl Api {
    /// The same API, its strings of these formats texts without one.
    pub fn with_texts(&self, formats: &BTreeSet<StringFormat>) -> Cow<'_, Self> {
        if formats.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut api = self.clone();
        api.change_types(&mut |ty| {
            if let Type::String(format) = ty {
                if formats.contains(format) {
                    *format = StringFormat::Plain;
                }
            }
        });
        Cow::Owned(api)
    }

    /// Changes every type in use, wherever it stands.
    pub(super) fn change_types(&mut self, change: &mut dyn FnMut(&mut Type)) {
        for definition in &mut self.types {
            match &mut definition.kind {
                TypeKind::Struct(object) => {
                    let fields = object.fields.iter_mut();
                    fields.for_each(|field| field.ty.change(change));
                    object.additional.change_types(change);
                }
                TypeKind::Union(union) => {
                    let variants = union.variants.iter_mut();
                    variants.for_each(|variant| variant.ty.change(change));
                }
                TypeKind::Alias(ty) => ty.change(change),
                TypeKind::Enum(_) => {}
            }
        }
        let services = self.services.iter_mut();
        for operation in services.flat_map(|service| &mut service.operations) {
            operation.change_types(change);
        }
    }
}

impl Additional {
    fn change_types(&mut self, change: &mut dyn FnMut(&mut Type)) {
        match self {
            Self::Ignored | Self::Forbidden => {}
            Self::Kept(ty) => ty.change(change),
            Self::Patterns(patterns, rest) => {
                let types = patterns.iter_mut().map(|(_, ty)| ty);
                types.chain(rest).for_each(|ty| ty.change(change));
            }
        }
    }
}

impl Operation {
    fn change_types(&mut self, change: &mut dyn FnMut(&mut Type)) {
        let parameters = self.parameters.iter_mut();
        parameters.for_each(|parameter| parameter.ty.change(change));
        for content in self.body.iter_mut().flat_map(|body| &mut body.content) {
            match &mut content.kind {
                BodyKind::Json(ty) | BodyKind::Form { ty, .. } => ty.change(change),
                BodyKind::Multipart(multipart) => {
                    for part in &mut multipart.parts {
                        match &mut part.kind {
                            PartKind::Text(ty) | PartKind::Json(ty) => ty.change(change),
                            PartKind::File => {}
                        }
                    }
                }
                BodyKind::Binary | BodyKind::Text => {}
            }
        }
        let responses = self.success.iter_mut().chain(&mut self.errors);
        responses.for_each(|response| response.change_types(change));
        if let Some(pagination) = &mut self.pagination {
            pagination.item.change(change);
        }
    }
}

impl Response {
    fn change_types(&mut self, change: &mut dyn FnMut(&mut Type)) {
        for content in &mut self.content {
            match &mut content.kind {
                ResponseKind::Json(ty)
                | ResponseKind::EventStream(ty)
                | ResponseKind::JsonLines(ty) => ty.change(change),
                ResponseKind::Text | ResponseKind::Binary => {}
            }
        }
    }
}

impl Type {
    /// Changes the types within, then the type itself.
    fn change(&mut self, change: &mut dyn FnMut(&mut Self)) {
        match self {
            Self::Array { item, .. }
            | Self::Map(item)
            | Self::Nullable(item)
            | Self::Foreign {
                described: item, ..
            } => {
                item.change(change);
            }
            Self::Tuple { items, rest } => {
                let all = items.iter_mut().chain(rest.as_deref_mut());
                all.for_each(|item| item.change(change));
            }
            Self::Any
            | Self::Never
            | Self::Null
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Named(_) => {}
        }
        change(self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_texts_wherever_they_stand() {
        let format = |format| Type::String(format);
        let within = |inner: Type| Type::Tuple {
            items: vec![Type::Map(Box::new(inner.clone()))],
            rest: Some(Box::new(Type::Nullable(Box::new(inner)))),
        };
        let mut ty = within(format(StringFormat::Date));
        ty.change(&mut |ty| {
            if *ty == format(StringFormat::Date) {
                *ty = format(StringFormat::Plain);
            }
        });
        assert_eq!(ty, within(format(StringFormat::Plain)));
    }

    /// No format of the table is left in an API that has one of each.
    #[test]
    fn an_api_with_texts_has_no_formats() {
        let api = crate::tests::api("scalars");
        let json = |api: &Api| serde_json::to_string(api).expect("the IR has a JSON form");
        let all = StringFormat::TYPED.iter().map(|(_, format)| *format);
        let texts = json(&api.with_texts(&all.collect()));
        for (name, format) in StringFormat::TYPED {
            let held = json_type(*format);
            assert!(json(&api).contains(&held), "{name} is not in scalars.yaml");
            assert!(!texts.contains(&held), "{name} is left");
        }
    }

    fn json_type(format: StringFormat) -> String {
        serde_json::to_string(&Type::String(format)).expect("a type has a JSON form")
    }
}
