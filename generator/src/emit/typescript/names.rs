//! One naming function per role of a TypeScript identifier, with the words that JavaScript and TypeScript keep for themselves.

use heck::{ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::emit::identifier::{joined, shortened, valid};
use crate::emit::sink::Code;
use crate::ir::Name;

/// Words that cannot be names of functions, arguments or locals in a module (ECMA-262, "Keywords and Reserved Words"; strict mode).
const KEYWORDS: &[&str] = &[
    "arguments",
    "as",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "constructor",
    "continue",
    "debugger",
    "declare",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "get",
    "if",
    "implements",
    "import",
    "in",
    "infinity",
    "instanceof",
    "interface",
    "let",
    "module",
    "namespace",
    "nan",
    "new",
    "null",
    "of",
    "package",
    "private",
    "protected",
    "public",
    "require",
    "return",
    "set",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "type",
    "typeof",
    "undefined",
    "using",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "exports",
    "globalThis",
];

/// Globals that a type or class of the package would hide from those who import it, or from the code that the compiler adds.
const GLOBALS: &[&str] = &[
    "Array",
    "ArrayBuffer",
    "AsyncIterable",
    "AsyncIterator",
    "Awaited",
    "BigInt",
    "Blob",
    "Boolean",
    "Buffer",
    "Date",
    "Error",
    "Exclude",
    "Extract",
    "File",
    "FormData",
    "Function",
    "Headers",
    "Infinity",
    "Iterable",
    "Iterator",
    "JSON",
    "Map",
    "Math",
    "NaN",
    "Number",
    "Object",
    "Omit",
    "Partial",
    "Pick",
    "Promise",
    "Proxy",
    "Readonly",
    "Record",
    "Reflect",
    "RegExp",
    "Request",
    "Required",
    "Response",
    "Set",
    "String",
    "Symbol",
    "TypeError",
    "URL",
    "Uint8Array",
    "Undefined",
    "WeakMap",
    "WeakSet",
];

/// Members that every object has from its prototype: of these, one that a caller leaves out is there all the same.
pub const PROTOTYPE_MEMBERS: &[&str] = &[
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// The same, `then`, which would make a promise of an object, and `toJSON`, which `JSON.stringify` calls: no property of a client and
/// no method of a service may be called so.
pub fn object_members() -> Vec<&'static str> {
    [PROTOTYPE_MEMBERS, &["then", "toJSON"]].concat()
}

/// An interface, type or class, and the schema of the same name.
pub fn type_name(name: &Name) -> String {
    let cased = valid(&joined(name).to_upper_camel_case(), 'N');
    if GLOBALS.contains(&cased.as_str()) || KEYWORDS.contains(&cased.as_str()) {
        format!("{cased}_")
    } else {
        cased
    }
}

/// A function or an argument.
pub fn function_name(name: &Name) -> String {
    let cased = member_name(name);
    if KEYWORDS.contains(&cased.as_str()) {
        format!("{cased}_")
    } else {
        cased
    }
}

/// A method, or a property of our own; any word may be one.
pub fn member_name(name: &Name) -> String {
    valid(&joined(name).to_lower_camel_case(), 'n')
}

/// A constant.
pub fn constant_name(name: &Name) -> String {
    valid(&joined(name).to_shouty_snake_case(), 'N')
}

/// A file, without its extension.
pub fn file_name(name: &Name) -> String {
    shortened(valid(&joined(name).to_snake_case(), 'n'))
}

/// The identifier that one of the functions above made, and that a scope made distinct.
pub fn ident(name: &str) -> Code {
    Code::vouch(valid(name, 'n'))
}

/// The path of a file of the package that one of the functions above named.
pub fn path(file: &str) -> Code {
    Code::vouch(valid(file, 'n'))
}

/// A property as it is, if it can be written without quotes, and after a dot. It is no name of ours: `_id` has to stay `_id`.
pub fn plain(property: &str) -> Option<Code> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let is_plain =
        property.chars().all(is_part) && property.starts_with(|c: char| !c.is_ascii_digit());
    is_plain.then(|| Code::vouch(property.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(function_name(&name), "sideConversationId");
        assert_eq!(constant_name(&name), "SIDE_CONVERSATION_ID");
        assert_eq!(file_name(&name), "side_conversation_id");
    }

    #[test]
    fn words_of_the_language_are_left_to_it() {
        assert_eq!(function_name(&name(&["delete"])), "delete_");
        assert_eq!(member_name(&name(&["delete"])), "delete");
        assert_eq!(type_name(&name(&["promise"])), "Promise_");
        assert_eq!(type_name(&name(&["2fa"])), "N2fa");
    }

    #[test]
    fn properties_that_need_no_quotes() {
        for property in ["a_b", "$ref", "_", "_id", "__typename", "a1"] {
            assert_eq!(plain(property).unwrap().as_str(), property);
        }
        for property in ["", "1", "X-Ids", "a\"b", "a b", "ä"] {
            assert!(plain(property).is_none(), "{property}");
        }
    }
}
