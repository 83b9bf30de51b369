//! One naming function per role of a Rust identifier, with the words Rust keeps for itself.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

use crate::emit::identifier::{joined, shortened, valid};
use crate::ir::Name;

/// Keywords of all editions, strict and reserved (The Rust Reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["crate", "self", "super"];

/// Names of the prelude that generated code uses; a type of the description called so gets an underscore.
const PRELUDE_TYPES: &[&str] = &[
    "Box", "Default", "Err", "From", "Iterator", "None", "Ok", "Option", "Result", "Self", "Some",
    "String", "Vec",
];

/// The beginning of the names of types that belong to one operation.
pub fn type_prefix(name: &Name) -> String {
    valid(&joined(name).to_upper_camel_case(), 'N')
}

/// A struct, enum or alias.
pub fn type_name(name: &Name) -> String {
    let cased = type_prefix(name);
    if PRELUDE_TYPES.contains(&cased.as_str()) {
        format!("{cased}_")
    } else {
        cased
    }
}

/// A variant of an enum.
pub fn variant_name(name: &Name) -> String {
    let cased = valid(&joined(name).to_upper_camel_case(), 'N');
    if cased == "Self" {
        "Self_".to_owned()
    } else {
        cased
    }
}

/// A field, an argument or a local.
pub fn field_name(name: &Name) -> String {
    valid(&joined(name).to_snake_case(), 'n')
}

/// A method.
pub fn method_name(name: &Name) -> String {
    field_name(name)
}

/// A module, and the file it stands in.
pub fn module_name(name: &Name) -> String {
    shortened(ident(&field_name(name)).unraw().to_string())
}

/// A constant or static.
pub fn constant_name(name: &Name) -> String {
    valid(&joined(name).to_shouty_snake_case(), 'N')
}

/// An example program: a target of Cargo, which are named in snake case.
pub fn example_name(name: &Name) -> String {
    module_name(name)
}

/// A feature of the crate: called as the module that it brings, in the case of features.
pub fn feature_name(module: &str) -> String {
    module.trim_end_matches('_').replace('_', "-")
}

/// The module of what a feature of the generator's own brings.
pub fn module_of_feature(feature: &str) -> String {
    feature.replace('-', "_")
}

/// The identifier token of a name made by one of the functions above, raw where it is a keyword.
pub fn ident(name: &str) -> Ident {
    if NEVER_RAW.contains(&name) || name == "_" {
        Ident::new(&format!("{name}_"), Span::call_site())
    } else if KEYWORDS.contains(&name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::identifier::LONGEST_MODULE;

    fn name(words: &[&str]) -> Name {
        Name {
            wire: words.join(" "),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn each_role_has_its_case() {
        let name = name(&["side", "conversation", "id"]);
        assert_eq!(type_name(&name), "SideConversationId");
        assert_eq!(field_name(&name), "side_conversation_id");
        assert_eq!(constant_name(&name), "SIDE_CONVERSATION_ID");
    }

    #[test]
    fn a_name_of_the_prelude_is_left_to_it() {
        let name = name(&["err"]);
        assert_eq!(type_name(&name), "Err_");
        assert_eq!(type_prefix(&name), "Err");
    }

    #[test]
    fn digits_and_strange_characters_stay_valid() {
        assert_eq!(type_name(&name(&["2fa"])), "N2fa");
        assert_eq!(field_name(&name(&["2fa"])), "n2fa");
        assert_eq!(field_name(&name(&["x²"])), "xub2");
        assert_eq!(field_name(&name(&["名前"])), "名前");
    }

    #[test]
    fn every_keyword_becomes_an_identifier() {
        for keyword in KEYWORDS.iter().chain(NEVER_RAW).chain(&["Self", "_"]) {
            let name = name(&[&keyword.to_lowercase()]);
            assert!(
                syn::parse_str::<Ident>(&ident(&field_name(&name)).to_string()).is_ok(),
                "{keyword}"
            );
            assert!(
                syn::parse_str::<Ident>(&ident(&type_name(&name)).to_string()).is_ok(),
                "{keyword}"
            );
            assert!(
                syn::parse_str::<Ident>(&ident(&variant_name(&name)).to_string()).is_ok(),
                "{keyword}"
            );
        }
    }

    #[test]
    fn a_module_is_called_as_its_file() {
        assert_eq!(module_name(&name(&["self"])), "self_");
        assert_eq!(module_name(&name(&["type"])), "type");
    }

    #[test]
    fn long_module_names_are_cut_and_stay_apart() {
        let long = "a".repeat(300);
        let (a, b) = (
            module_name(&name(&[&long])),
            module_name(&name(&[&format!("{long}b")])),
        );
        assert!(a.len() <= LONGEST_MODULE && a != b);
        let cut = module_name(&name(&[&"a".repeat(LONGEST_MODULE - 10), &long]));
        assert!(!cut.contains("__"), "{cut}");
    }
}
