//! One naming function per role of a Ruby identifier, with the words that Ruby and the runtime keep for themselves.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::emit::identifier::{joined, shortened, valid};
use crate::emit::sink::Code;
use crate::ir::Name;

/// Keywords: no local variable, and so no argument, can have such a name.
const KEYWORDS: &[&str] = &[
    "__encoding__",
    "__file__",
    "__line__",
    "__method__",
    "alias",
    "and",
    "begin",
    "break",
    "case",
    "class",
    "def",
    "defined",
    "__dir__",
    "do",
    "else",
    "elsif",
    "end",
    "ensure",
    "false",
    "for",
    "if",
    "in",
    "module",
    "next",
    "nil",
    "not",
    "or",
    "redo",
    "rescue",
    "retry",
    "return",
    "self",
    "super",
    "then",
    "true",
    "undef",
    "unless",
    "until",
    "when",
    "while",
    "yield",
];

/// Keywords that look like constants.
const CONSTANT_KEYWORDS: &[&str] = &["BEGIN", "END"];

/// Methods that every object has, or that models, services and clients have of the runtime: to define them anew would break what
/// others expect of an object.
const METHODS: &[&str] = &[
    "as_json",
    "class",
    "clone",
    "close",
    "deconstruct",
    "deconstruct_keys",
    "define_singleton_method",
    "display",
    "dup",
    "encode_with",
    "enum_for",
    "extend",
    "freeze",
    "frozen",
    "given",
    "hash",
    "init_with",
    "initialize",
    "initialize_clone",
    "initialize_copy",
    "initialize_dup",
    "inspect",
    "instance_eval",
    "instance_exec",
    "instance_variable_get",
    "instance_variable_set",
    "instance_variables",
    "itself",
    "marshal_dump",
    "marshal_load",
    "method",
    "method_missing",
    "methods",
    "object_id",
    "private_methods",
    "protected_methods",
    "public_method",
    "public_methods",
    "public_send",
    "remove_instance_variable",
    "respond_to",
    "respond_to_missing",
    "send",
    "singleton_class",
    "singleton_method",
    "singleton_methods",
    "taint",
    "tap",
    "then",
    "to_enum",
    "to_h",
    "to_hash",
    "to_json",
    "to_s",
    "to_str",
    "to_yaml",
    "trust",
    "untaint",
    "untrust",
    "with",
    "with_response",
    "yield_self",
];

/// Words of `Runtime::Types` and of services: methods of classes, which instances do not have, so nothing can clash. What a class
/// of `Models` or `Services` cannot be called is the module by which it names its parent.
pub const TYPES_TAKEN: &[&str] = &["Runtime"];

/// Names that signatures of services use from the modules around them.
pub const SERVICES_TAKEN: &[&str] = &["Models", "Runtime"];

/// Keyword arguments of clients that are settings.
pub const SETTINGS: &[&str] = &[
    "after_attempt",
    "allow_plain_http",
    "base_url",
    "before_attempt",
    "body_limit",
    "connect_timeout",
    "deadline",
    "headers",
    "logger",
    "max_attempts",
    "request_id_headers",
    "retry_after_limit",
    "retry_base",
    "retry_max",
    "server",
    "settings",
    "sleep",
    "timeout",
    "transport",
    "user_agent_suffix",
];

/// Arguments of operations that are not parameters.
pub const ARGUMENTS_TAKEN: &[&str] = &["body", "content_type", "options"];

/// The gem: registries and `require` want no more than words joined by `_`.
pub fn gem_name(package: &str) -> String {
    package.replace('-', "_").to_ascii_lowercase()
}

/// The module of the package.
pub fn package_module(package: &str) -> String {
    valid(&gem_name(package).to_upper_camel_case(), 'N')
}

/// A class or module of `Models` or `Services`.
pub fn type_name(name: &Name) -> String {
    upper(valid(&joined(name).to_upper_camel_case(), 'N'))
}

/// A value of an enum, or the constant of an operation.
pub fn constant_name(name: &Name) -> String {
    let cased = upper(valid(&joined(name).to_shouty_snake_case(), 'N'));
    if CONSTANT_KEYWORDS.contains(&cased.as_str()) || cased.starts_with("__") {
        format!("{cased}_")
    } else {
        cased
    }
}

/// A property of a model.
pub fn field_name(name: &Name) -> String {
    unreserved(lower(name), METHODS)
}

/// An operation, or the accessor of a service.
pub fn method_name(name: &Name) -> String {
    unreserved(lower(name), METHODS)
}

/// An argument.
pub fn argument_name(name: &Name) -> String {
    unreserved(lower(name), KEYWORDS)
}

/// A file.
pub fn file_name(name: &Name) -> String {
    shortened(lower(name))
}

/// An identifier that one of the functions above made, or one of our own.
pub fn code(identifier: &str) -> Code {
    Code::vouch(identifier.to_owned())
}

/// An identifier as a symbol.
pub fn symbol(identifier: &str) -> Code {
    Code::vouch(format!(":{identifier}"))
}

fn lower(name: &Name) -> String {
    valid(&joined(name).to_snake_case(), 'n')
}

fn unreserved(name: String, reserved: &[&str]) -> String {
    if reserved.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// Constants begin with an upper-case letter, which not every script has.
fn upper(name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_uppercase()) {
        name
    } else {
        format!("N{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(words: &[&str]) -> Name {
        Name {
            wire: String::new(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn words_of_ruby_are_left_to_ruby() {
        assert_eq!(argument_name(&name(&["end"])), "end_");
        assert_eq!(field_name(&name(&["end"])), "end");
        assert_eq!(field_name(&name(&["hash"])), "hash_");
        assert_eq!(method_name(&name(&["send"])), "send_");
        assert_eq!(constant_name(&name(&["begin"])), "BEGIN_");
    }

    #[test]
    fn constants_begin_with_an_upper_case_letter() {
        assert_eq!(type_name(&name(&["名前"])), "N名前");
        assert_eq!(type_name(&name(&["2fa"])), "N2fa");
    }

    #[test]
    fn gems_are_named_by_one_word() {
        assert_eq!(gem_name("my-api"), "my_api");
        assert_eq!(package_module("my-api"), "MyApi");
    }
}
