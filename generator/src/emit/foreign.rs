//! Types of a user's own: reading what a description says of them, for one language at a time.
//!
//! The grammar has seen to it that there are texts and lists of texts under known keys. What they say is hostile until a language
//! has looked at it: each member goes through a check, and a text that does not pass is an error at its place.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{go, java, python, ruby, rust, typescript};
use crate::codes;
use crate::config::{ForeignKeyword, Language};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Api, Foreign, ForeignId};

/// What a language makes of the types of a user's own, by [`ForeignId`].
pub struct Read<T> {
    types: Vec<Option<T>>,
    /// What is wrong.
    pub problems: Diagnostics,
}

impl<T> Read<T> {
    /// What a type is; none: it is not replaced in this language.
    pub fn get(&self, id: ForeignId) -> Option<&T> {
        self.types.get(id.0 as usize)?.as_ref()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.types.iter().flatten()
    }
}

/// The API with the types that replace others if they may, else without them, and what is to be said of them.
pub fn permitted(api: Api, may: bool) -> (Api, Diagnostics) {
    if may {
        let problems = check(&api);
        return (api, problems);
    }
    let mut problems = Diagnostics::new();
    for foreign in &api.foreign {
        for keyword in foreign.by_keyword.keys() {
            let message =
                format!("{keyword:?} names code of others, and is not used unless that is allowed");
            for pointer in &foreign.pointers {
                problems.push(
                    Diagnostic::warning(codes::FOREIGN_TYPE, &pointer.key(keyword), &*message)
                        .at_key()
                        .help("allow it by `own-types = true` in codegen.toml, or by --own-types"),
                );
            }
        }
    }
    (api.without_foreign(), problems)
}

/// The problems of all languages.
fn check(api: &Api) -> Diagnostics {
    let mut problems = Diagnostics::new();
    if !api.foreign.is_empty() {
        for language in Language::ALL {
            if let Err(found) = for_language(api, *language) {
                problems.extend(found);
            }
        }
    }
    problems
}

/// The API with the types that replace others in one language.
///
/// # Errors
/// What is said of such a type cannot be said in the language, or not where it stands.
pub fn for_language(api: &Api, language: Language) -> Result<Cow<'_, Api>, Diagnostics> {
    let made = api.with_foreign(ForeignKeyword::of(language).map(|keyword| keyword.name));
    let mut problems = match language {
        Language::Rust => rust::foreign::read(&made).problems,
        Language::Go => go::foreign::read(&made).problems,
        Language::TypeScript => typescript::foreign::read(&made).problems,
        Language::Python => python::foreign::read(&made).problems,
        Language::Java => java::foreign::read(&made).problems,
        Language::Ruby => ruby::foreign::read(&made).problems,
        Language::Curl => Diagnostics::new(),
    };
    if !made.foreign.is_empty() {
        problems.extend(made.pages_in_foreign());
    }
    match problems.is_empty() {
        true => Ok(made),
        false => Err(problems),
    }
}

/// Reads all types of a language.
pub fn read<T>(
    api: &Api,
    language: Language,
    read: impl Fn(&mut Given<'_>) -> Option<T>,
) -> Read<T> {
    let mut problems = Diagnostics::new();
    let one = |foreign| {
        let mut given = Given::new(foreign, ForeignKeyword::of(language)?)?;
        let ty = read(&mut given);
        let is_good = given.problems.is_empty();
        problems.extend(given.problems);
        ty.filter(|_| is_good)
    };
    Read {
        types: api.foreign.iter().map(one).collect(),
        problems,
    }
}

/// The value that names a type.
pub struct Given<'a> {
    foreign: &'a Foreign,
    keyword: &'static ForeignKeyword,
    members: &'a Map<String, Value>,
    problems: Diagnostics,
}

impl<'a> Given<'a> {
    fn new(foreign: &'a Foreign, keyword: &'static ForeignKeyword) -> Option<Self> {
        Some(Self {
            foreign,
            keyword,
            members: foreign.by_keyword.get(keyword.name)?.as_object()?,
            problems: Diagnostics::new(),
        })
    }

    /// Whether there is a member.
    pub fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// The text of a member, if it is of the form; `what` says which.
    pub fn text(&mut self, name: &str, is_good: fn(&str) -> bool, what: &str) -> Option<&'a str> {
        let text = self.members.get(name)?.as_str()?;
        self.checked(name, text, is_good, what)
    }

    /// The texts of a list.
    pub fn texts(&mut self, name: &str, is_good: fn(&str) -> bool, what: &str) -> Vec<&'a str> {
        let items = self.members.get(name).and_then(Value::as_array);
        let texts = items.into_iter().flatten().filter_map(Value::as_str);
        texts
            .filter_map(|text| self.checked(name, text, is_good, what))
            .collect()
    }

    fn checked(
        &mut self,
        name: &str,
        text: &'a str,
        is_good: fn(&str) -> bool,
        what: &str,
    ) -> Option<&'a str> {
        if text.len() <= LONGEST && is_good(text) {
            return Some(text);
        }
        let shown: String = text.chars().take(60).collect();
        let message = format!("{shown:?} is not {what}");
        let help = format!("write it as in `{}`", self.keyword.example);
        self.refuse(name, &message, &help);
        None
    }

    /// Members that only say something together.
    pub fn together(&mut self, names: &[&str]) {
        let missing = |name: &&&str| !self.has(name);
        let lacking = names.iter().find(missing).copied();
        let there = names.iter().find(|name| !missing(name)).copied();
        if let (Some(there), Some(lacking)) = (there, lacking) {
            let message = format!("`{there}` says nothing without `{lacking}`");
            self.refuse(there, &message, &format!("add `{lacking}`"));
        }
    }

    /// Reports a member.
    pub fn refuse(&mut self, name: &str, message: &str, help: &str) {
        for pointer in &self.foreign.pointers {
            let place = pointer.key(self.keyword.name).key(name);
            self.problems
                .push(Diagnostic::error(codes::FOREIGN_TYPE, &place, message).help(help));
        }
    }
}

/// A dependency of two types: both cannot have theirs where the versions differ.
pub struct Dependency<'t> {
    /// What it is called.
    pub name: &'t str,
    /// The demanded version.
    pub version: &'t str,
}

/// Reports all types that want another version of a dependency than one before them.
pub fn one_version<T>(
    api: &Api,
    language: Language,
    mut read: Read<T>,
    dependency: impl Fn(&T) -> Option<Dependency<'_>>,
) -> Read<T> {
    let mut seen: HashMap<&str, (&str, &Foreign)> = HashMap::new();
    let mut problems = Diagnostics::new();
    let Some(keyword) = ForeignKeyword::of(language) else {
        return read;
    };
    for (ty, foreign) in read.types.iter().zip(&api.foreign) {
        let Some(wanted) = ty.as_ref().and_then(&dependency) else {
            continue;
        };
        let first = seen.entry(wanted.name);
        let (version, at) = first.or_insert((wanted.version, foreign));
        if *version == wanted.version {
            continue;
        }
        let message = format!("another type wants `{}` in another version", wanted.name);
        for pointer in &foreign.pointers {
            let place = pointer.key(keyword.name).key("version");
            let mut problem = Diagnostic::error(codes::FOREIGN_TYPE, &place, &*message)
                .help("demand the same version in both places");
            if let Some(first) = at.pointers.first() {
                problem = problem.related(&first.key(keyword.name), "the other one");
            }
            problems.push(problem);
        }
    }
    read.problems.extend(problems);
    read
}

/// No name or version of a package is longer.
const LONGEST: usize = 200;

/// Whether a text is a list of demands on a version: each an operator and a version, with one of `separators` between.
pub fn is_requirement(text: &str, operators: &[&str], separators: &[&str]) -> bool {
    let mut parts = vec![text];
    for separator in separators {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    parts.into_iter().all(|part| {
        let part = part.trim_matches(' ');
        let operator = operators
            .iter()
            .find(|operator| part.starts_with(**operator));
        let version = part.strip_prefix(operator.copied().unwrap_or_default());
        is_version(version.unwrap_or_default().trim_start_matches(' '))
    })
}

/// Whether a text is a version, of whatever scheme.
pub fn is_version(text: &str) -> bool {
    text == "*"
        || text.starts_with(|c: char| c.is_ascii_digit())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b".-+*!".contains(&b))
}

/// Whether a text is an identifier of ASCII.
pub fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_told_from_code() {
        let cargo = |text| is_requirement(text, &["^", "~", ">=", "<=", ">", "<", "="], &[","]);
        for good in ["1", "^1.2.3", ">=1.0, <2", "1.*", "0.3.0-beta.1+x"] {
            assert!(cargo(good), "{good}");
        }
        for bad in [
            "",
            "1\"",
            "1\n",
            ">=",
            "1, ",
            "git = \"x\"",
            "1 2",
            "latest",
        ] {
            assert!(!cargo(bad), "{bad:?}");
        }
    }
}
