//! One naming function per role of a Java identifier, with the words that Java and the runtime keep for themselves.

use heck::{ToLowerCamelCase, ToShoutySnakeCase, ToUpperCamelCase};

use super::words::{JAVA_LANG, KEYWORDS, METHODS, USED_TYPES};
use crate::config::PackageOptions;
use crate::emit::identifier::{joined, shortened, valid};
use crate::emit::runtime;
use crate::emit::sink::Code;
use crate::ir::Name;

/// A class of a description's type. File names have to do with every encoding, so that only ASCII is taken as it is.
pub fn type_name(name: &Name) -> String {
    let mut ascii = String::new();
    for c in joined(name).to_upper_camel_case().chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            ascii.push_str(&format!("U{:x}", u32::from(c)));
        }
    }
    let cased = shortened(valid(&ascii, 'N'));
    if is_taken_type(&cased) {
        format!("{cased}Model")
    } else {
        cased
    }
}

fn is_taken_type(name: &str) -> bool {
    let same = |taken: &&str| taken.eq_ignore_ascii_case(name);
    JAVA_LANG.iter().any(same)
        || USED_TYPES.iter().any(same)
        || runtime_types().any(|taken| same(&taken))
}

/// The types of the runtime.
pub fn runtime_types() -> impl Iterator<Item = &'static str> {
    runtime::JAVA
        .iter()
        .filter_map(|(path, _)| path.strip_suffix(".java"))
        .filter(|name| !name.contains('-'))
}

/// A getter, a setter, an argument or a local.
pub fn member_name(name: &Name) -> String {
    let cased = valid(&joined(name).to_lower_camel_case(), 'n');
    if KEYWORDS.contains(&cased.as_str()) || METHODS.contains(&cased.as_str()) {
        format!("{cased}_")
    } else {
        cased
    }
}

/// A method of a service or of the client.
pub fn method_name(name: &Name) -> String {
    member_name(name)
}

/// The constant of a value of an enum.
pub fn constant_name(name: &Name) -> String {
    valid(&joined(name).to_shouty_snake_case(), 'N')
}

/// What is put behind `of` and `as`.
pub fn capitalized(member: &str) -> String {
    let mut chars = member.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// An identifier made by the functions above, as code.
pub fn code(identifier: &str) -> Code {
    let safe: String = identifier
        .chars()
        .filter(|c| *c == '_' || unicode_ident::is_xid_continue(*c))
        .collect();
    Code::vouch(safe)
}

/// Where a package lives: Maven's coordinates, and the name of its Java package.
pub struct Coordinates {
    /// The group.
    pub group: Code,
    /// The artifact.
    pub artifact: Code,
    /// The Java package, which is also the name of the module.
    pub package: Code,
    /// The first half of the name of the client's class.
    pub prefix: String,
}

/// The coordinates of `group:artifact`, or of `artifact` alone.
pub fn coordinates(options: &PackageOptions) -> Coordinates {
    let (group, artifact) = options
        .name
        .split_once(':')
        .unwrap_or(("com.example", &options.name));
    // `zendesk-side-conversations` lives in `zendesk.sideconversations`: whose API it is, then which one.
    let (owner, rest) = artifact
        .split_once(['-', '_', '.'])
        .unwrap_or((artifact, ""));
    let segments = group.split('.').chain([owner, rest]);
    let segments: Vec<_> = segments.filter_map(package_segment).collect();
    let words = Name {
        wire: artifact.to_owned(),
        words: artifact
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect(),
    };
    Coordinates {
        group: Code::vouch(token(group)),
        artifact: Code::vouch(token(artifact)),
        package: Code::vouch(segments.join(".")),
        prefix: valid(&joined(&words).to_upper_camel_case(), 'N'),
    }
}

/// A segment of the name of a Java package. A digit at its end is what `javac` warns of in the name of a module.
fn package_segment(text: &str) -> Option<String> {
    let mut segment: String = text
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    if segment.is_empty() {
        return None;
    }
    if segment.starts_with(|c: char| c.is_ascii_digit()) {
        segment.insert(0, 'n');
    }
    if KEYWORDS.contains(&segment.as_str()) {
        segment.push_str("api");
    }
    if segment.ends_with(|c: char| c.is_ascii_digit()) {
        segment.push('x');
    }
    Some(segment)
}

fn token(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c))
        .collect()
}

/// What is wrong with `name` as the coordinates of a Maven artifact.
pub fn package_name_problem(name: &str) -> Option<&'static str> {
    let (group, artifact) = name.split_once(':').unwrap_or(("com.example", name));
    let starts = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = |text: &str, more: &str| {
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    if name.len() > 200 {
        return Some("the coordinates of an artifact have at most 200 characters");
    }
    if !starts(group) || !plain(group, ".-_") || group.contains("..") || group.ends_with('.') {
        return Some(
            "a group consists of letters, digits, `-` and `_` of ASCII, with dots between",
        );
    }
    (!starts(artifact) || !plain(artifact, ".-_"))
        .then_some("an artifact is a letter of ASCII, then letters, digits, `.`, `-` and `_`, as in `group:artifact` or `artifact`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(words: &[&str]) -> Name {
        Name {
            wire: words.concat(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn packages_have_sensible_names() {
        let package = |name: &str| {
            let options = PackageOptions {
                name: name.to_owned(),
                ..PackageOptions::default()
            };
            coordinates(&options).package.as_str().to_owned()
        };
        assert_eq!(
            package("zendesk-side-conversations"),
            "com.example.zendesk.sideconversations"
        );
        assert_eq!(package("org.acme:petstore"), "org.acme.petstore");
        assert_eq!(package("new-v2"), "com.example.newapi.v2x");
        assert_eq!(package_name_problem("org.acme:petstore"), None);
        assert!(package_name_problem("a:b:c").is_some());
        assert!(package_name_problem("../x").is_some());
    }

    #[test]
    fn words_of_java_are_left_to_java() {
        assert_eq!(member_name(&named(&["class"])), "class_");
        assert_eq!(member_name(&named(&["get", "class"])), "getClass_");
        assert_eq!(type_name(&named(&["string"])), "StringModel");
        assert_eq!(type_name(&named(&["codec"])), "CodecModel");
        assert_eq!(type_name(&named(&["名"])), "U540d");
        assert_eq!(constant_name(&named(&["1"])), "N1");
    }
}
