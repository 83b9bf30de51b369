//! What is wrong with a value, and how it is said.

use serde_json::{Map, Value};

use super::foreign::ours;
use super::{descendants, Reference, Walk};
use crate::codes;
use crate::config::ForeignKeyword;
use crate::diagnostic::Diagnostic;
use crate::load::grammar::extensions::{standing, Standing};
use crate::load::grammar::suggest::closest;
use crate::load::grammar::{rules, Fill, Keyword, Kind, Need, Object, Treatment};
use crate::load::repair::Repair;
use crate::load::version::Version;
use crate::pointer::Pointer;

impl<'v> Walk<'v, '_> {
    pub(super) fn word(&mut self, word: &str, words: &[&'static str]) {
        if words.contains(&word) {
            return;
        }
        let message = format!("{word:?} is not one of {}", list(words));
        let mut error = Diagnostic::error(codes::INVALID_VALUE, &self.here(), message);
        error.help = closest(word, words.iter().copied()).map(did_you_mean);
        self.malformed(error);
    }

    pub(super) fn wrong_type(&mut self, value: &Value, kind: &Kind) {
        let message = format!("expected {}, found {}", expected(kind), found(value));
        let mut error = Diagnostic::error(codes::WRONG_TYPE, &self.here(), message);
        error.help = self.wrong_type_help(value, kind);
        self.malformed(error);
    }

    pub(super) fn wrong_type_help(&self, value: &Value, kind: &Kind) -> Option<String> {
        let keyword = self.keyword_here();
        let help = match (kind, value) {
            _ if keyword == "openapi" => "write `openapi: 3.0.3`",
            (Kind::Text | Kind::Name, Value::Number(_) | Value::Bool(_)) => {
                "put the value in quotes"
            }
            (Kind::JsonPointer, Value::String(_)) => "write it as `/member/0`",
            (_, Value::String(text))
                if text.parse::<f64>().is_ok() || text.parse::<bool>().is_ok() =>
            {
                "remove the quotes"
            }
            (_, Value::Null) => "give it a value, or remove the keyword",
            (Kind::List(_), _) => "write a list, even for one item",
            _ => return None,
        };
        Some(help.to_owned())
    }

    pub(in crate::load::grammar) fn missing(
        &mut self,
        name: &str,
        members: &Map<String, Value>,
        object: &Object,
    ) {
        // A misspelt keyword has been reported with the right one.
        let is_misspelt = members
            .keys()
            .filter(|key| self.keyword(object, key).is_none())
            .any(|key| {
                closest(key, object.keywords.iter().map(|keyword| keyword.name)) == Some(name)
            });
        if is_misspelt {
            self.is_well_formed = false;
            return;
        }
        let message = format!("the {} lacks {name:?}", object.name);
        let error = Diagnostic::error(codes::MISSING_KEYWORD, &self.here(), message)
            .at_key()
            .help(format!("add {name:?}"));
        self.malformed(error);
    }

    /// Something stands in for a keyword that many descriptions lack.
    pub(super) fn expected(&mut self, name: &'static str, fill: Fill, object: &Object) {
        let place = self.here();
        let message = format!("the {} lacks {name:?}", object.name);
        self.repairs.push(Repair::Add(place.clone(), name, fill));
        self.report(
            Diagnostic::warning(codes::MISSING_KEYWORD, &place, message)
                .at_key()
                .help(format!("add {name:?}")),
        );
    }

    /// A keyword without a value, which YAML makes of one with nothing behind it: as if it were not there.
    pub(super) fn without_value(&mut self, name: &'static str) {
        let owner = self.here();
        let message = format!("{name:?} has no value; it is read as if it were not there");
        let warning = Diagnostic::warning(codes::WRONG_TYPE, &owner.key(name), message)
            .at_key()
            .help("give it a value, or remove the keyword");
        self.leave_out(owner, name, warning);
    }

    /// A keyword of a media type beside it, where only media types stand.
    pub(super) fn misplaced_keyword(&mut self, name: &'static str) {
        let owner = self.here();
        let message = format!("{name:?} is not a media type; it is ignored");
        let warning = Diagnostic::warning(codes::INVALID_KEY, &owner.key(name), message)
            .at_key()
            .help("move it into the media type that it is about");
        self.leave_out(owner, name, warning);
    }

    /// A style that only parameters in another place have.
    pub(in crate::load::grammar) fn foreign_style(&mut self, message: &str, choice: &str) {
        let owner = self.here();
        let message = format!("{message}; it is sent as without a style");
        let warning = Diagnostic::warning(codes::INVALID_VALUE, &owner.key("style"), message)
            .help(format!("write {choice}, or remove it"));
        self.leave_out(owner, "style", warning);
    }

    /// A keyword of a later version in the schema at `place`.
    pub(super) fn newer(&mut self, place: &Pointer, keyword: &Keyword, object: &Object) {
        let (name, since) = (keyword.name, keyword.since.minor());
        let what = match self.keyword(object, name) {
            Some(_) => format!("this value of {name:?} is one"),
            None => format!("{name:?} is a keyword"),
        };
        let message = format!("{what} of OpenAPI {since}; it is read as there");
        self.newer_schemas.push(place.clone());
        self.report(
            Diagnostic::warning(codes::NEWER_KEYWORD, &place.key(name), message)
                .at_key()
                .help(format!("start with `openapi: {since}.0`")),
        );
    }

    /// `true` or `false` for a schema, which OpenAPI has since 3.1.
    pub(super) fn flag_for_schema(&mut self) {
        let place = self.here();
        if self.version() < Version::V31 {
            let message = "a boolean for a schema is of OpenAPI 3.1; it is read as there";
            self.report(
                Diagnostic::warning(codes::NEWER_KEYWORD, &place, message)
                    .help("write `{}` for true and `not: {}` for false"),
            );
        }
        self.newer_schemas.push(place);
    }

    /// Nothing where a schema should stand: a name that only YAML knows.
    pub(super) fn empty_schema(&mut self) {
        let place = self.here();
        let message = "there is no schema here; any value is taken";
        self.report(
            Diagnostic::warning(codes::WRONG_TYPE, &place, message)
                .help("write a schema, or `{}` for any value"),
        );
        self.repairs.push(Repair::Empty(place));
    }

    /// Nothing where a list should stand.
    pub(super) fn empty_list(&mut self) {
        let place = self.here();
        let message = "there is no list here; it is read as an empty one";
        self.report(Diagnostic::warning(codes::WRONG_TYPE, &place, message).help("write `[]`"));
        self.repairs.push(Repair::List(place));
    }

    /// Nothing where an object should stand that can do without all of its keywords.
    pub(super) fn empty_object(&mut self, object: &Object) {
        let place = self.here();
        let message = format!(
            "there is no {} here; it is read as an empty one",
            object.name
        );
        self.report(Diagnostic::warning(codes::WRONG_TYPE, &place, message).help("write `{}`"));
        self.repairs.push(Repair::Empty(place.clone()));
        for keyword in self.keywords(object) {
            if let Need::Expected(fill) = keyword.need {
                let add = Repair::Add(place.clone(), keyword.name, fill);
                self.repairs.push(add);
            }
        }
    }

    /// A reference to an example that is not there.
    pub(in crate::load) fn without_example(
        &mut self,
        reference: &Reference<'v>,
        problem: &Diagnostic,
    ) {
        let place = &reference.pointer;
        let message = format!("{}; the example is left out", problem.message);
        let mut warning = Diagnostic::warning(problem.code, place, message);
        warning.help = problem.help.clone();
        self.report(warning);
        self.repairs.push(Repair::Empty(place.clone()));
    }

    /// A number or boolean where a text should stand, which YAML makes of what has no quotes.
    pub(super) fn unquoted(&mut self, value: &Value) {
        let place = self.here();
        let message = format!(
            "expected text, found {}; it is read as a text",
            found(value)
        );
        self.repairs.push(Repair::Text(place.clone()));
        self.report(
            Diagnostic::warning(codes::WRONG_TYPE, &place, message).help("put the value in quotes"),
        );
    }

    /// `required: true` of a property, which JSON Schema had before OpenAPI.
    pub(super) fn required_flag(&mut self) {
        self.ignored(
            "required",
            "`required` is a list of names; as a boolean it is ignored",
            "list the names of the required properties in the schema that has them",
        );
    }

    /// `examples` of a schema in the form of those beside a schema.
    pub(super) fn named_examples(&mut self) {
        self.ignored(
            "examples",
            "`examples` of a schema is a list of values; as an object it is ignored",
            "write a list of the values",
        );
    }

    /// A list for `items`, which JSON Schema had before OpenAPI, and which means a tuple in some descriptions and a choice in others.
    pub(super) fn listed_items(&mut self) {
        self.ignored(
            "items",
            "`items` is one schema; as a list it is ignored, and items of any value are taken",
            "write the schema of all items, with `anyOf` if there are several",
        );
    }

    /// The keyword here has a form that it had elsewhere, and the schema does without it.
    fn ignored(&mut self, keyword: &'static str, message: &str, help: &str) {
        let place = self.here();
        let warning = Diagnostic::warning(codes::WRONG_TYPE, &place, message).help(help);
        let owner = place.parent().unwrap_or(place);
        self.leave_out(owner, keyword, warning);
    }

    /// A keyword of `owner` is taken away, and this says so.
    fn leave_out(&mut self, owner: Pointer, keyword: &'static str, warning: Diagnostic) {
        self.report(warning);
        self.repairs.push(Repair::Remove(owner, keyword));
    }

    pub(super) fn extension(&mut self, key: &'v str, value: &'v Value, object: &Object) {
        self.count(descendants(value));
        let pointer = self.here().key(key);
        let error = match standing(key) {
            Standing::Foreign => return,
            // Other tools read theirs in other places.
            Standing::Misplaced
                if ForeignKeyword::named(key).is_some_and(|of| ours(of, value).is_none()) =>
            {
                return
            }
            Standing::Misplaced => {
                let message = format!("{key:?} has no meaning in a {}", object.name);
                Diagnostic::error(codes::MISPLACED_EXTENSION, &pointer, message)
                    .help("see openapi/EXTENSIONS.md for the places where it is read")
            }
            Standing::Misspelt { meant } => {
                let message = format!("there is no extension {key:?}");
                let mut error = Diagnostic::error(codes::UNKNOWN_EXTENSION, &pointer, message);
                error.help = Some(meant.map_or_else(
                    || "names that start with `x-sdk-` are kept for this generator".into(),
                    did_you_mean,
                ));
                error
            }
        };
        self.report(error.at_key());
    }

    pub(super) fn other(
        &mut self,
        place: &Pointer,
        key: &'v str,
        value: &'v Value,
        object: &'static Object,
    ) {
        if let Some(others) = object.others {
            if (others.accepts)(key) {
                self.note(place, object.name, key.to_owned(), Treatment::EXACT);
                return self.member(key, value, &others.kind);
            }
            let pointer = self.here().key(key);
            let message = format!("{key:?} is not {}", others.what);
            self.report(Diagnostic::error(codes::INVALID_KEY, &pointer, message).at_key());
            return;
        }
        self.count(descendants(value));
        rules::unknown(self, key, object);
    }
}

pub(in crate::load::grammar) fn did_you_mean(word: &str) -> String {
    format!("did you mean {word:?}?")
}

/// `"a", "b" or "c"`.
fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("{word:?}")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Any | Kind::ForeignType => "any value".into(),
        Kind::Text | Kind::SchemaName(_) => "text".into(),
        Kind::Flag => "true or false".into(),
        Kind::Count => "an integer from 0".into(),
        Kind::Positive => "an integer from 1".into(),
        Kind::Integer => "an integer".into(),
        Kind::Number => "a number".into(),
        Kind::Scalar => "text, a number, a boolean or null".into(),
        Kind::JsonPointer => "a JSON pointer".into(),
        Kind::Name => "text with a letter or digit in it".into(),
        Kind::HeaderName => "the name of a header".into(),
        Kind::OneOf(words) => list(words),
        Kind::Object(object) => format!("an object ({})", object.name),
        Kind::Reference(object) => format!("an object ({}) or a reference", object.name),
        Kind::List(_) => "a list".into(),
        Kind::Map(_) => "an object".into(),
        Kind::FlagOr(kind) => format!("true, false or {}", expected(kind)),
        Kind::OneOrMany(kind) => format!("{}, or a list of them", expected(kind)),
    }
}

fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.chars().count() <= 40 => format!("the text {text:?}"),
        Value::String(_) => "text".into(),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
    }
}
