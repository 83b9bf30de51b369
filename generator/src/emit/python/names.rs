//! One naming function per role of a Python identifier, with the words that Python and generated code keep for themselves.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::emit::identifier::{joined, shortened};
use crate::emit::scope;
use crate::emit::sink::Code;
use crate::ir::Name;

/// Keywords (The Python Language Reference, 2.3.1). Soft keywords are identifiers everywhere but at the start of a statement.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// Names that stand in annotations: an attribute, a method or an argument of that name would hide them.
const ANNOTATIONS: &[&str] = &[
    "bool",
    "builtins",
    "bytes",
    "decimal",
    "dict",
    "dt",
    "float",
    "foreign_types",
    "int",
    "models",
    "rt",
    "str",
    "t",
    "tuple",
];

/// Methods of the runtime's model class, and the first argument of all methods.
const MODEL: &[&str] = &[
    "from_dict",
    "from_headers",
    "from_json",
    "list",
    "self",
    "to_dict",
    "to_json",
];

/// Members of the runtime's clients.
const CLIENT: &[&str] = &[
    "aclose",
    "close",
    "functools",
    "httpx",
    "list",
    "self",
    "with_response",
];

/// Arguments of every method.
const ARGUMENTS: &[&str] = &["body", "content_type", "options", "self"];

/// Arguments of the constructor of a client, and what else it uses.
const OPTIONS: &[&str] = &[
    "allow_plain_http",
    "base_url",
    "body_limit",
    "connect_timeout",
    "core",
    "deadline",
    "headers",
    "hooks",
    "http_client",
    "request_id_headers",
    "retry",
    "rt",
    "self",
    "super",
    "timeout",
    "user_agent_suffix",
];

/// Attributes of packages that a submodule cannot be called by, and modules that are there already.
const MODULES: &[&str] = &[
    "client", "models", "runtime", "services", "servers", "webhooks",
];

/// A class, or the name of a union or alias.
pub fn type_name(name: &Name) -> String {
    free(valid(&joined(name).to_upper_camel_case(), 'N'), &[])
}

/// An attribute of a model or a part of a form.
pub fn field_name(name: &Name) -> String {
    free(snake(name), &[ANNOTATIONS, MODEL])
}

/// An argument of a method.
pub fn argument_name(name: &Name) -> String {
    free(snake(name), &[ANNOTATIONS, ARGUMENTS])
}

/// A method of a service.
pub fn method_name(name: &Name) -> String {
    free(snake(name), &[ANNOTATIONS])
}

/// The property of a client that leads to a service.
pub fn accessor_name(name: &Name) -> String {
    free(snake(name), &[ANNOTATIONS, CLIENT])
}

/// The argument of a client's constructor that takes the credentials of a scheme.
pub fn credential_name(name: &Name) -> String {
    free(snake(name), &[OPTIONS])
}

/// A module, and the file it stands in: ASCII, since not every archive and file system keeps other names as they are.
pub fn module_name(name: &Name) -> String {
    let text: String = snake(name)
        .chars()
        .map(|c| {
            if c.is_ascii() {
                c.to_string()
            } else {
                format!("u{:x}", u32::from(c))
            }
        })
        .collect();
    free(shortened(text), &[MODULES])
}

/// A member of an enum.
pub fn member_name(name: &Name) -> String {
    valid(&joined(name).to_shouty_snake_case(), 'N')
}

/// A private constant of a module.
pub fn constant_name(name: &Name) -> String {
    format!("_{}", member_name(name))
}

/// A function that gives a server.
pub fn server_name(name: &Name) -> String {
    free(snake(name), &[ANNOTATIONS])
}

/// The package of a distribution.
pub fn package_name(distribution: &str) -> String {
    let text: String = distribution
        .to_ascii_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    free(valid(&text, 'n'), &[])
}

/// Whether a name of others can stand where identifiers do.
pub fn is_free(name: &str) -> bool {
    !KEYWORDS.contains(&name)
}

/// A name made by one of the functions above.
pub fn ident(name: &str) -> Code {
    Code::vouch(name.to_owned())
}

/// Identifiers of one scope for a list of names.
pub fn scope_of<'n>(
    names: impl Iterator<Item = &'n Name>,
    rule: fn(&Name) -> String,
    taken: &[&str],
) -> Vec<String> {
    let entries: Vec<(String, &str)> = names.map(|name| (rule(name), name.wire.as_str())).collect();
    scope::distinct(&entries, taken)
}

fn snake(name: &Name) -> String {
    valid(&joined(name).to_snake_case(), 'n')
}

/// A word that is taken gets an underscore behind it, as PEP 8 has it.
fn free(name: String, taken: &[&[&str]]) -> String {
    let is_taken = KEYWORDS.contains(&name.as_str())
        || taken.iter().any(|words| words.contains(&name.as_str()));
    if is_taken {
        format!("{name}_")
    } else {
        name
    }
}

/// An identifier. Python compares identifiers after normalisation (NFKC), so characters that it may change are spelt by code point.
fn valid(text: &str, first: char) -> String {
    let mut result = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if is_stable(c) {
            result.push(c);
        } else {
            result.push_str(&format!("u{:x}", u32::from(c)));
        }
    }
    if result.starts_with(|c: char| c.is_alphabetic()) {
        result
    } else {
        format!("{first}{result}")
    }
}

/// Letters and digits that are the same before and after normalisation, next to any others.
fn is_stable(c: char) -> bool {
    c == '_'
        || c.is_ascii_alphanumeric()
        || matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | 'Α'..='Ω' | 'α'..='ω' | 'А'..='я' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣')
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
        assert_eq!(member_name(&name), "SIDE_CONVERSATION_ID");
        assert_eq!(constant_name(&name), "_SIDE_CONVERSATION_ID");
    }

    #[test]
    fn words_of_the_language_get_an_underscore() {
        for word in KEYWORDS {
            let name = name(&[&word.to_lowercase()]);
            for made in [
                field_name(&name),
                argument_name(&name),
                method_name(&name),
                type_name(&name),
                module_name(&name),
            ] {
                assert!(!KEYWORDS.contains(&made.as_str()), "{word}: {made}");
            }
        }
        assert_eq!(field_name(&name(&["list"])), "list_");
        assert_eq!(method_name(&name(&["list"])), "list");
        assert_eq!(argument_name(&name(&["body"])), "body_");
    }

    #[test]
    fn strange_characters_stay_apart_and_valid() {
        assert_eq!(type_name(&name(&["2fa"])), "N2fa");
        assert_eq!(field_name(&name(&["x²"])), "xub2");
        assert_eq!(field_name(&name(&["名前"])), "名前");
        assert_eq!(module_name(&name(&["名前"])), "u540du524d");
        assert_eq!(field_name(&name(&["ﬁ"])), "ufb01");
    }

    #[test]
    fn long_module_names_are_cut() {
        assert!(module_name(&name(&[&"a".repeat(300)])).len() <= LONGEST_MODULE);
    }
}
