//! How the cases of a union are told apart, decided once all types are known.
//!
//! In this order:
//! 1. A `discriminator`: by that property. A case's tags are the keys of `mapping` that select it, else the values that its own
//!    property is fixed to, else the name of its component.
//! 2. A property that every case requires with fixed values, no value in two cases: by that property.
//! 3. JSON kinds, no kind in two cases: by kind.
//! 4. Evidence: properties that a case requires and not all others do, and required properties with fixed values. A case whose
//!    evidence is part of a later one's has none, so that the fuller case is tried first.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::union::Undecided;
use super::{words, Draft, Lowering};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    EnumBase, Evidence, Field, Presence, Struct, Tagging, Type, TypeId, TypeKind, Union,
};
use crate::spec::{Discriminator, JsonType};

impl Lowering<'_> {
    /// Decides the tagging of all unions.
    pub(super) fn decide_tagging(&mut self) {
        for undecided in std::mem::take(&mut self.undecided) {
            let index = undecided.named.0 as usize;
            let TypeKind::Union(union) = &self.types[index].def.kind else {
                continue;
            };
            let union = self.decided(&undecided, union.clone());
            let kind = match &union.variants[..] {
                [only] => TypeKind::Alias(only.ty.clone()),
                _ => TypeKind::Union(union),
            };
            self.types[index].def.kind = kind;
        }
    }

    fn decided(&mut self, undecided: &Undecided, mut union: Union) -> Union {
        if let Some(discriminator) = &undecided.discriminator {
            match self.tags_by_discriminator(undecided, discriminator, &union) {
                Some(tags) => {
                    set_tags(&mut union, tags);
                    union.tagging = Tagging::Property(words::name(&discriminator.property));
                    return union;
                }
                None => self.report_useless(discriminator),
            }
        }
        if let Some((property, tags)) = tags_by_constants(&self.types, &union) {
            set_tags(&mut union, tags);
            union.tagging = Tagging::Property(words::name(&property));
        } else if let Some(kinds) = disjoint_kinds(&self.types, &union) {
            for (variant, kinds) in union.variants.iter_mut().zip(kinds) {
                variant.kinds = kinds;
            }
            union.tagging = Tagging::Kind;
        } else {
            let evidence = evidence(&self.types, &union);
            for (variant, evidence) in union.variants.iter_mut().zip(evidence) {
                variant.evidence = evidence;
            }
            union.tagging = Tagging::Structure;
            let schema = self.schemas.get(undecided.schema);
            self.note_doubtful(&schema, &union);
        }
        union
    }

    /// The tags of each case; `None` where a case is no object or has no tag, or shares a tag with another.
    fn tags_by_discriminator(
        &mut self,
        undecided: &Undecided,
        discriminator: &Discriminator,
        union: &Union,
    ) -> Option<Vec<Vec<String>>> {
        let mut all = Vec::with_capacity(union.variants.len());
        for (variant, origin) in union.variants.iter().zip(&undecided.origins) {
            let mut tags: Vec<String> = (discriminator.mapping.iter())
                .filter(|(_, target)| self.schemas.resolve(**target) == *origin)
                .map(|(tag, _)| tag.clone())
                .collect();
            if let (true, Some(object)) = (tags.is_empty(), object(&self.types, &variant.ty)) {
                tags = fixed_strings(&self.types, object, &discriminator.property);
            } else if object(&self.types, &variant.ty).is_none()
                && nested_tags(&self.types, &variant.ty, &discriminator.property).is_none()
            {
                return None;
            }
            if tags.is_empty() {
                tags.extend(
                    nested_tags(&self.types, &variant.ty, &discriminator.property)
                        .unwrap_or_default(),
                );
            }
            if tags.is_empty() && self.components.get(*origin).is_some() {
                tags.extend(self.schemas.get(*origin).pointer.last());
            }
            if tags.is_empty() {
                return None;
            }
            all.push(tags);
        }
        self.report_unknown_targets(undecided, discriminator);
        let mut seen = HashSet::new();
        let is_decisive = all.iter().flatten().all(|tag| seen.insert(tag));
        is_decisive.then_some(all)
    }

    fn report_useless(&mut self, discriminator: &Discriminator) {
        self.problems.push(
            Diagnostic::warning(
                codes::DISCRIMINATOR,
                &discriminator.pointer,
                format!(
                    "`{}` does not tell all cases apart; they are told apart by their structure",
                    discriminator.property
                ),
            )
            .help("make every case an object that is a component or is selected by `mapping`, under a value of its own"),
        );
    }

    fn report_unknown_targets(&mut self, undecided: &Undecided, discriminator: &Discriminator) {
        for (tag, target) in &discriminator.mapping {
            if !undecided.origins.contains(&self.schemas.resolve(*target)) {
                let pointer = discriminator.pointer.key("mapping").key(tag);
                self.problems.push(
                    Diagnostic::warning(
                        codes::DISCRIMINATOR,
                        &pointer,
                        "this schema is not one of the cases; such values are kept as raw JSON",
                    )
                    .related(&self.schemas.get(undecided.schema).pointer, "the cases")
                    .help("add it to the cases, or take it out of the mapping"),
                );
            }
        }
    }
}

fn set_tags(union: &mut Union, tags: Vec<Vec<String>>) {
    for (variant, tags) in union.variants.iter_mut().zip(tags) {
        variant.tags = tags;
    }
}

/// The definition that a type leads to through aliases.
fn definition<'t>(types: &'t [Draft], ty: &'t Type) -> Result<&'t TypeKind, &'t Type> {
    let mut ty = ty;
    // No chain of aliases is longer than there are types; one that leads back to itself ends here too.
    for _ in 0..=types.len() {
        match ty {
            Type::Nullable(inner)
            | Type::Foreign {
                described: inner, ..
            } => ty = inner,
            Type::Named(TypeId(id)) => match &types[*id as usize].def.kind {
                TypeKind::Alias(target) => ty = target,
                kind => return Ok(kind),
            },
            other => return Err(other),
        }
    }
    Err(ty)
}

fn object<'t>(types: &'t [Draft], ty: &'t Type) -> Option<&'t Struct> {
    match definition(types, ty) {
        Ok(TypeKind::Struct(found)) => Some(found),
        _ => None,
    }
}

/// The tags of a case that is a union by the same property.
fn nested_tags(types: &[Draft], ty: &Type, property: &str) -> Option<Vec<String>> {
    match definition(types, ty) {
        Ok(TypeKind::Union(union)) => match &union.tagging {
            Tagging::Property(name) if name.wire == property => Some(
                union
                    .variants
                    .iter()
                    .flat_map(|variant| variant.tags.clone())
                    .collect(),
            ),
            _ => None,
        },
        _ => None,
    }
}

/// The values that a field is fixed to: its constant, or those of its enum.
fn fixed_values(types: &[Draft], field: &Field) -> Vec<Value> {
    if let Some(value) = &field.constant {
        return vec![value.clone()];
    }
    match definition(types, &field.ty) {
        Ok(TypeKind::Enum(found)) if !found.open => {
            found.variants.iter().map(|v| v.value.clone()).collect()
        }
        _ => Vec::new(),
    }
}

fn fixed_strings(types: &[Draft], object: &Struct, property: &str) -> Vec<String> {
    let field = object
        .fields
        .iter()
        .find(|field| field.name.wire == property);
    let values = field
        .map(|field| fixed_values(types, field))
        .unwrap_or_default();
    values
        .iter()
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect()
}

/// A property that every case requires with fixed strings, all different, and the strings of each case.
fn tags_by_constants(types: &[Draft], union: &Union) -> Option<(String, Vec<Vec<String>>)> {
    let objects: Vec<&Struct> = (union.variants.iter())
        .map(|v| object(types, &v.ty))
        .collect::<Option<_>>()?;
    let candidates = objects
        .first()?
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required);
    for candidate in candidates {
        let property = &candidate.name.wire;
        let tags: Vec<Vec<String>> = (objects.iter())
            .map(
                |object| match object.fields.iter().find(|f| f.name.wire == *property) {
                    Some(field) if field.presence == Presence::Required => {
                        fixed_strings(types, object, property)
                    }
                    _ => Vec::new(),
                },
            )
            .collect();
        let mut seen = HashSet::new();
        if tags
            .iter()
            .all(|own| !own.is_empty() && own.iter().all(|tag| seen.insert(tag.clone())))
        {
            return Some((property.clone(), tags));
        }
    }
    None
}

fn disjoint_kinds(types: &[Draft], union: &Union) -> Option<Vec<Vec<JsonType>>> {
    let mut seen: Vec<JsonType> = Vec::new();
    let mut all = Vec::with_capacity(union.variants.len());
    for variant in &union.variants {
        let own = kinds(types, &variant.ty, 0)?;
        for kind in &own {
            let taken = |other: JsonType| seen.contains(&other);
            let clash = taken(*kind)
                || (*kind == JsonType::Integer && taken(JsonType::Number))
                || (*kind == JsonType::Number && taken(JsonType::Integer));
            if clash {
                return None;
            }
        }
        seen.extend(&own);
        all.push(own);
    }
    Some(all)
}

/// How deep unions may nest in unions for their kinds to be known.
const MAX_NESTING: usize = 16;

/// The JSON kinds that values of a type have; `None`: any.
fn kinds(types: &[Draft], ty: &Type, depth: usize) -> Option<Vec<JsonType>> {
    if depth > MAX_NESTING {
        return None;
    }
    Some(match definition(types, ty) {
        Ok(TypeKind::Struct(_)) => vec![JsonType::Object],
        Ok(TypeKind::Enum(found)) => match found.base {
            EnumBase::String => vec![JsonType::String],
            EnumBase::Integer => vec![JsonType::Integer],
            EnumBase::Number => vec![JsonType::Number],
            EnumBase::Mixed => return None,
        },
        Ok(TypeKind::Union(union)) => {
            let mut all: Vec<JsonType> = Vec::new();
            for variant in &union.variants {
                for kind in kinds(types, &variant.ty, depth + 1)? {
                    if !all.contains(&kind) {
                        all.push(kind);
                    }
                }
            }
            all
        }
        Ok(TypeKind::Alias(_)) => return None,
        Err(plain) => match plain {
            Type::Any | Type::Never | Type::Named(_) | Type::Nullable(_) | Type::Foreign { .. } => {
                return None
            }
            Type::Null => vec![JsonType::Null],
            Type::Boolean => vec![JsonType::Boolean],
            Type::Integer(_) => vec![JsonType::Integer],
            Type::Number(_) => vec![JsonType::Number],
            Type::String(_) => vec![JsonType::String],
            Type::Array { .. } | Type::Tuple { .. } => vec![JsonType::Array],
            Type::Map(_) => vec![JsonType::Object],
        },
    })
}

fn is_required(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable
    )
}

fn evidence(types: &[Draft], union: &Union) -> Vec<Vec<Evidence>> {
    let objects: Vec<Option<&Struct>> = union
        .variants
        .iter()
        .map(|v| object(types, &v.ty))
        .collect();
    let mut required: HashMap<&str, usize> = HashMap::new();
    for field in objects.iter().flatten().flat_map(|object| &object.fields) {
        if is_required(field) {
            *required.entry(&field.name.wire).or_default() += 1;
        }
    }
    let count = objects.iter().flatten().count();
    let mut all: Vec<Vec<Evidence>> = (objects.iter())
        .map(|own| {
            let fields = own.iter().flat_map(|own| &own.fields);
            fields
                .filter_map(|field| {
                    let name = &field.name.wire;
                    if field.presence == Presence::Required {
                        let values = fixed_values(types, field);
                        if !values.is_empty() {
                            return Some(Evidence::Values(name.clone(), values));
                        }
                    }
                    let everywhere = required.get(name.as_str()) == Some(&count);
                    (is_required(field) && !everywhere).then(|| Evidence::Present(name.clone()))
                })
                .collect()
        })
        .collect();
    for index in 0..all.len() {
        let (before, after) = all.split_at_mut(index + 1);
        if let Some(own) = before.last_mut() {
            let part_of_later = after
                .iter()
                .any(|later| own.len() < later.len() && own.iter().all(|e| later.contains(e)));
            if part_of_later {
                own.clear();
            }
        }
    }
    all
}
