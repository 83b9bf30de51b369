//! Inline enums that are written out in several places: one enum, the others are aliases of it.
//!
//! Descriptions without names for their enums say the same list of values hundreds of times, and a compiler reads an enum and its
//! traits as often. What its author named stays a type of its own, whatever its values are.

use std::collections::HashMap;

use super::package::ModelFile;
use crate::ir::{Api, Docs, EnumBase, Name, TypeDef, TypeId, TypeKind};
use crate::pointer::Pointer;

/// What two enums have in common that are one.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    /// Neither may need a feature that the other does not.
    features: &'a [String],
    property: String,
    deprecated: bool,
    base: EnumBase,
    open: bool,
    values: Vec<(String, &'a Name, &'a Docs)>,
}

/// For each type the first one that is equal to it, by [`TypeId`]; none: it is that one itself.
pub fn first_equal(api: &Api, files: &[ModelFile]) -> Vec<Option<TypeId>> {
    let mut places: Vec<_> = files
        .iter()
        .flat_map(|file| file.types.iter().map(|id| (*id, file.features.as_slice())))
        .collect();
    places.sort_unstable_by_key(|(id, _)| *id);
    let mut first = vec![None; api.types.len()];
    let mut seen = HashMap::new();
    for (id, features) in places {
        if let Some(key) = key(api.type_def(id), features) {
            let one = *seen.entry(key).or_insert(id);
            first[id.0 as usize] = Some(one).filter(|one| *one != id);
        }
    }
    first
}

/// What is compared of a type; none: it is no enum, or no inline one.
fn key<'a>(def: &'a TypeDef, features: &'a [String]) -> Option<Key<'a>> {
    let TypeKind::Enum(of) = &def.kind else {
        return None;
    };
    let values = of.variants.iter();
    let values = values.map(|one| (one.value.to_string(), &one.name, &one.docs));
    Some(Key {
        features,
        property: property(&def.pointer)?,
        deprecated: def.deprecated,
        base: of.base,
        open: of.open,
        values: values.collect(),
    })
}

/// The property whose value, or one of whose items, a schema describes.
fn property(pointer: &Pointer) -> Option<String> {
    const WITHIN: &[&str] = &["allOf", "anyOf", "oneOf", "items", "additionalProperties"];
    let mut tokens: Vec<_> = pointer.tokens().collect();
    loop {
        let last = tokens.pop()?;
        let is_within = WITHIN.contains(&last.as_str()) || last.bytes().all(|b| b.is_ascii_digit());
        match tokens.last() {
            Some(parent) if parent == "properties" => return Some(last),
            _ if is_within => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::FileId;

    #[test]
    fn an_inline_schema_belongs_to_a_property() {
        let property = |path: &str| property(&Pointer::from_text(FileId(0), path));
        let schemas = "/components/schemas/Pet";
        let of = |rest: &str| property(&format!("{schemas}{rest}"));
        assert_eq!(of("/properties/state").as_deref(), Some("state"));
        assert_eq!(of("/properties/states/items").as_deref(), Some("states"));
        assert_eq!(of("/properties/a~1b/anyOf/0").as_deref(), Some("a/b"));
        assert_eq!(of(""), None);
        assert_eq!(of("/properties/state/$defs/State"), None);
        assert_eq!(property("/paths/~1pets/get/parameters/0/schema"), None);
    }

    #[test]
    fn an_enum_is_another_where_everything_that_is_seen_of_it_is_equal() {
        let api = crate::tests::api("enums");
        let equal = |part_features: &[&str]| {
            let ids = (0..api.types.len()).map(|index| TypeId(index as u32));
            let of_part = |id: &TypeId| api.type_def(*id).name.words[0] == "part";
            let (part, others): (Vec<_>, Vec<_>) = ids.partition(of_part);
            let file = |types, features: &[&str]| ModelFile {
                module: String::new(),
                types,
                features: features.iter().map(|one| (*one).to_owned()).collect(),
            };
            let files = [file(part, part_features), file(others, &[])];
            let name = |id: TypeId| api.type_def(id).name.wire.as_str();
            let found = first_equal(&api, &files).into_iter().enumerate();
            let found = found.filter_map(|(id, one)| Some((name(TypeId(id as u32)), name(one?))));
            found.collect::<Vec<_>>()
        };
        assert_eq!(equal(&[]), [("part state", "thing state")]);
        assert_eq!(equal(&["parts"]), []);
    }
}
