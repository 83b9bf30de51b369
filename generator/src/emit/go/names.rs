//! One naming function per role of a Go identifier, with the words that generated code must keep clear of.

use crate::emit::identifier::{joined, shortened};
use crate::emit::sink::Code;
use crate::ir::Name;

/// Words that are written in capitals as a whole (`golint`).
const INITIALISMS: &[&str] = &[
    "acl", "api", "ascii", "cpu", "css", "dns", "eof", "guid", "html", "http", "https", "id", "ip",
    "json", "lhs", "qps", "ram", "rhs", "rpc", "sla", "smtp", "sql", "ssh", "tcp", "tls", "ttl",
    "udp", "ui", "uid", "uuid", "uri", "url", "utf8", "vm", "xml", "xmpp", "xsrf", "xss",
];

/// Keywords, predeclared identifiers, packages that generated files import, and locals of generated methods.
pub const TAKEN_BY_LOCALS: &[&str] = &[
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
    "any",
    "append",
    "bool",
    "byte",
    "cap",
    "clear",
    "close",
    "comparable",
    "complex",
    "complex64",
    "complex128",
    "copy",
    "delete",
    "error",
    "false",
    "float32",
    "float64",
    "imag",
    "init",
    "int",
    "int8",
    "int16",
    "int32",
    "int64",
    "iota",
    "len",
    "main",
    "make",
    "max",
    "min",
    "new",
    "nil",
    "panic",
    "print",
    "println",
    "real",
    "recover",
    "rune",
    "string",
    "true",
    "uint",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "uintptr",
    "context",
    "sdk",
    "slog",
    "time",
    "a",
    "body",
    "call",
    "contentType",
    "ctx",
    "err",
    "opts",
    "params",
    "part",
    "result",
    "s",
    "xmlForms",
];

/// Folders with a meaning of their own for the go command.
pub const TAKEN_BY_FOLDERS: &[&str] = &["internal", "testdata", "vendor"];

/// Exported names of a package that are not from the description.
pub const TAKEN_BY_PACKAGE: &[&str] = &["Client", "NewClient", "Version"];

/// Methods of models, which fields cannot be called like.
pub const TAKEN_BY_MODELS: &[&str] = &[
    "LogValue",
    "MarshalJSON",
    "String",
    "UnmarshalHeader",
    "UnmarshalJSON",
];

/// Methods of unions.
pub const TAKEN_BY_UNIONS: &[&str] = &["MarshalJSON", "String", "UnmarshalJSON", "Value"];

/// A method of the client, which no service can be called like.
pub const TAKEN_BY_CLIENT: &[&str] = &["CloseIdleConnections"];

/// Methods to which `go vet` gives signatures of its own, whatever has them.
pub const TAKEN_BY_SERVICES: &[&str] = &[
    "Format",
    "GobDecode",
    "GobEncode",
    "MarshalJSON",
    "MarshalXML",
    "Peek",
    "ReadByte",
    "ReadFrom",
    "ReadRune",
    "Scan",
    "Seek",
    "UnmarshalJSON",
    "UnmarshalXML",
    "UnreadByte",
    "UnreadRune",
    "WriteByte",
    "WriteTo",
];

/// Something that other packages see: a type, function, method, field or constant.
pub fn exported(name: &Name) -> String {
    let cased: String = name.words.iter().map(|word| capitalised(word)).collect();
    let cased = valid(&cased);
    match cased.chars().next() {
        Some(c) if c.is_uppercase() && c.is_alphabetic() => cased,
        Some(c) if c.is_ascii_digit() => format!("N{cased}"),
        _ => format!("X{cased}"),
    }
}

/// An argument or local.
pub fn local(name: &Name) -> String {
    let mut words = name.words.iter();
    let first = words.next().map(String::as_str).unwrap_or_default();
    let rest: String = words.map(|word| capitalised(word)).collect();
    let cased = valid(&format!("{first}{rest}"));
    match cased.chars().next() {
        Some(c) if c.is_ascii_digit() => format!("n{cased}"),
        Some(_) => cased,
        None => "n".to_owned(),
    }
}

/// The stem of a file or folder. What `go` reads from file names (`_test`, `_linux`) is kept out by what the caller appends.
pub fn file_stem(name: &Name) -> String {
    let stem = valid(&joined(name));
    match stem.chars().next() {
        Some(c) if c.is_ascii_digit() || c == '_' => shortened(format!("n{stem}")),
        _ => shortened(stem),
    }
}

/// The name of the package: the last part of the module's path that is no major version, letters and digits only.
pub fn package_name(module: &str) -> String {
    let is_major = |part: &&str| {
        let digits = part.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let mut parts = module.rsplit('/');
    let last = parts.find(|part| !is_major(part)).unwrap_or("client");
    let last = last
        .rsplit_once(".v")
        .filter(|(_, major)| major.bytes().all(|b| b.is_ascii_digit()))
        .map_or(last, |(stem, _)| stem);
    let name: String = last
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let name = if starts {
        name
    } else {
        format!("client{name}")
    };
    if TAKEN_BY_LOCALS.contains(&name.as_str())
        || [
            "internal", "vendor", "fmt", "log", "os", "json", "errors", "client", "example",
            "result", "http", "io", "strings",
        ]
        .contains(&name.as_str())
    {
        format!("{name}client")
    } else {
        name
    }
}

/// The token of a name that was made by one of the functions above.
pub fn ident(name: &str) -> Code {
    Code::vouch(valid(name))
}

fn capitalised(word: &str) -> String {
    if INITIALISMS.contains(&word) {
        return word.to_ascii_uppercase();
    }
    if let Some(single) = word
        .strip_suffix('s')
        .filter(|single| ["id", "url", "uri", "api", "ip", "uuid"].contains(single))
    {
        return format!("{}s", single.to_ascii_uppercase());
    }
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Characters that are neither letters nor digits for Go are spelt by code point.
fn valid(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '_' || is_letter(c) {
            result.push(c);
        } else {
            result.push_str(&format!("u{:x}", u32::from(c)));
        }
    }
    result
}

/// Letters (general category L) of the basic plane, which is nearly the same in all versions of Unicode. `XID_Start` also has
/// letter-like numbers and a few others, which are left out.
fn is_letter(c: char) -> bool {
    let others = [
        0x1885..=0x1886,
        0x2118..=0x2118,
        0x212e..=0x212e,
        0x309b..=0x309c,
        0x16ee..=0x16f0,
        0x2160..=0x2188,
        0x3007..=0x3007,
        0x3021..=0x3029,
        0x3038..=0x303a,
        0xa6e6..=0xa6ef,
        0x1c89..=0x1c8a,
        0xa7cb..=0xa7f1,
    ];
    let code = u32::from(c);
    (0x80..0x1_0000).contains(&code)
        && unicode_ident::is_xid_start(c)
        && !others.iter().any(|range| range.contains(&code))
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
        let ticket = name(&["side", "conversation", "id"]);
        assert_eq!(exported(&ticket), "SideConversationID");
        assert_eq!(local(&ticket), "sideConversationID");
        assert_eq!(file_stem(&ticket), "side_conversation_id");
        assert_eq!(local(&name(&["id"])), "id");
        assert_eq!(exported(&name(&["attachment", "ids"])), "AttachmentIDs");
    }

    #[test]
    fn what_is_no_letter_for_go_is_spelt() {
        assert_eq!(exported(&name(&["2fa"])), "N2fa");
        assert_eq!(local(&name(&["2fa"])), "n2fa");
        assert_eq!(exported(&name(&["名前"])), "X名前");
        assert_eq!(exported(&name(&["x²"])), "Xub2");
        assert_eq!(exported(&name(&["ⅷ"])), "Xu2167");
    }

    #[test]
    fn packages_are_called_by_the_end_of_their_path() {
        assert_eq!(
            package_name("example.com/zendesk/sideconversations"),
            "sideconversations"
        );
        assert_eq!(package_name("example.com/my-api/v2"), "myapi");
        assert_eq!(package_name("gopkg.in/yaml.v3"), "yaml");
        assert_eq!(package_name("go"), "goclient");
    }
}
