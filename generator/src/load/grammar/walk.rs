//! The walk over a raw tree along the table of objects.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::extensions::{standing, Standing};
use super::suggest::closest;
use super::{names, rules, Fill, Keyword, Kind, Need, Object};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::limits::{MAX_POINTER_BYTES, MAX_SCHEMAS, MAX_SCHEMA_WORK};
use crate::load::normalise;
use crate::load::repair::Repair;
use crate::load::report::{Fatal, Report};
use crate::load::version::Version;
use crate::pointer::{FileId, Pointer};

/// A reference in the description.
#[derive(Debug)]
pub(in crate::load) struct Reference<'v> {
    /// The Reference Object.
    pub pointer: Pointer,
    /// The text of `$ref`.
    pub target: &'v str,
    /// What it must lead to.
    pub object: &'static Object,
    /// Whether it stands for a schema and has keywords beside `$ref`.
    pub has_schema_siblings: bool,
}

/// Holds values against the table, reports what does not fit, and collects the references.
pub(in crate::load) struct Walk<'v, 'r> {
    base: Pointer,
    path: Vec<Step<'v>>,
    report: &'r mut Report,
    version: Version,
    /// All references seen.
    pub references: Vec<Reference<'v>>,
    /// What has to be mended before the typed model is given the description.
    pub repairs: Vec<Repair>,
    /// All schemas seen that are not as in OpenAPI 3.0: objects of later versions or with their keywords, booleans.
    pub newer_schemas: Vec<Pointer>,
    /// All objects but schemas, of 3.2 and later, with their names.
    pub newest_objects: Vec<(Pointer, &'static str)>,
    /// Whether every value has the type that the table says, no keyword that must be there is missing, and the description is
    /// not too large for the typed model: only then may it be given to that.
    pub is_well_formed: bool,
    /// Whether a reference cannot be followed.
    pub has_unresolved: bool,
    /// The objects seen, by address, with what they were seen as: references may lead to one place many times.
    seen: HashSet<(usize, &'static str)>,
    schemas_around: usize,
    work: usize,
    schemas: usize,
    /// The length of the pointer to the current value, and of the pointers to all objects so far.
    path_bytes: usize,
    pointer_bytes: usize,
}

#[derive(Clone, Copy)]
enum Step<'v> {
    Key(&'v str),
    Index(usize),
}

impl<'v, 'r> Walk<'v, 'r> {
    /// A walk that has seen nothing yet.
    pub fn new(version: Version, report: &'r mut Report) -> Self {
        Self {
            version,
            newer_schemas: Vec::new(),
            newest_objects: Vec::new(),
            repairs: Vec::new(),
            base: Pointer::root(FileId(0)),
            path: Vec::new(),
            report,
            references: Vec::new(),
            is_well_formed: true,
            has_unresolved: false,
            seen: HashSet::new(),
            schemas_around: 0,
            work: 0,
            schemas: 0,
            path_bytes: 0,
            pointer_bytes: 0,
        }
    }

    /// Walks over the value at `base`.
    pub fn visit(&mut self, base: Pointer, value: &'v Value, kind: &Kind) {
        self.path_bytes = base.path().len();
        self.base = base;
        self.value(value, kind);
    }

    /// The pointer to the value that is being looked at.
    pub(super) fn here(&self) -> Pointer {
        self.path
            .iter()
            .fold(self.base.clone(), |at, step| match step {
                Step::Key(key) => at.key(key),
                Step::Index(index) => at.index(*index),
            })
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.report.push(diagnostic);
    }

    /// Reports an error that the typed model would stumble over too.
    pub(super) fn malformed(&mut self, diagnostic: Diagnostic) {
        self.is_well_formed = false;
        self.report.push(diagnostic);
    }

    /// Reports a reference that cannot be followed.
    pub fn unresolved(&mut self, diagnostic: Fatal) {
        self.has_unresolved = true;
        self.report.push(diagnostic);
    }

    /// Whether nothing more can be reported.
    pub fn is_full(&self) -> bool {
        self.report.is_full()
    }

    /// Takes note of a reference that cannot be followed for a reason that is reported elsewhere.
    pub fn unresolved_elsewhere(&mut self) {
        self.has_unresolved = true;
    }

    /// Looks at a member of the current object.
    pub(super) fn member(&mut self, key: &'v str, value: &'v Value, kind: &Kind) {
        self.path.push(Step::Key(key));
        self.path_bytes += key.len() + 1;
        self.value(value, kind);
        self.path_bytes -= key.len() + 1;
        self.path.pop();
    }

    fn item(&mut self, index: usize, value: &'v Value, kind: &Kind) {
        self.path.push(Step::Index(index));
        self.value(value, kind);
        self.path.pop();
    }

    fn value(&mut self, value: &'v Value, kind: &Kind) {
        self.count(1);
        match (kind, value) {
            (Kind::Any, value) => self.count(descendants(value)),
            (Kind::Text | Kind::SchemaName(_), Value::String(_))
            | (Kind::Flag | Kind::FlagOr(_), Value::Bool(_))
            | (Kind::Number, Value::Number(_)) => {}
            (Kind::Count, Value::Number(number)) if number.is_u64() => {}
            (Kind::Positive, Value::Number(number)) if number.as_u64() > Some(0) => {}
            (Kind::Integer, Value::Number(number)) if number.as_i64().is_some() => {}
            (Kind::Text | Kind::SchemaName(_), Value::Number(_) | Value::Bool(_))
                if !matches!(self.keyword_here(), "openapi" | "$ref") =>
            {
                self.unquoted(value)
            }
            (Kind::List(Kind::Text), Value::Bool(_)) if self.keyword_here() == "required" => {
                self.required_flag()
            }
            (Kind::Scalar, value) if !value.is_object() && !value.is_array() => {}
            (Kind::JsonPointer, Value::String(text)) if names::is_json_pointer(text) => {}
            (Kind::Name, Value::String(text)) if names::is_nameable(text) => {}
            (Kind::HeaderName, Value::String(text)) if names::is_token(text) => {}
            (Kind::OneOf(words), Value::String(word)) => self.word(word, words),
            (Kind::Object(object), Value::Object(members)) => self.object(members, object),
            (Kind::Reference(object), Value::Bool(_))
                if is_schema(object) && self.version >= Version::V31 =>
            {
                self.count_schema(object);
                let pointer = self.here();
                self.newer_schemas.push(pointer);
            }
            (Kind::Reference(object), Value::Object(members)) => match members.get("$ref") {
                Some(target) => self.reference(members, target, object),
                None => self.object(members, object),
            },
            (Kind::List(kind), Value::Array(items))
            | (Kind::OneOrMany(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.item(index, item, kind);
                }
            }
            (Kind::Map(kind), Value::Object(members)) => {
                for (key, member) in members {
                    self.member(key, member, kind);
                }
            }
            (Kind::FlagOr(kind), value) if fits(kind, value) => self.value(value, kind),
            (Kind::OneOrMany(kind), value) => self.value(value, kind),
            (kind, value) => self.wrong_type(value, kind),
        }
    }

    fn word(&mut self, word: &str, words: &[&'static str]) {
        if words.contains(&word) {
            return;
        }
        let message = format!("{word:?} is not one of {}", list(words));
        let mut error = Diagnostic::error(codes::INVALID_VALUE, &self.here(), message);
        error.help = closest(word, words.iter().copied()).map(did_you_mean);
        if word == "null" {
            error.help = Some("write `nullable: true` beside the type of the other values".into());
        }
        self.malformed(error);
    }

    fn wrong_type(&mut self, value: &Value, kind: &Kind) {
        let message = format!("expected {}, found {}", expected(kind), found(value));
        let mut error = Diagnostic::error(codes::WRONG_TYPE, &self.here(), message);
        error.help = self.wrong_type_help(value, kind);
        self.malformed(error);
    }

    fn wrong_type_help(&self, value: &Value, kind: &Kind) -> Option<String> {
        let keyword = self.keyword_here();
        let help = match (kind, value) {
            _ if keyword == "openapi" => "write `openapi: 3.0.3`",
            (Kind::Text | Kind::Name, Value::Number(_) | Value::Bool(_)) => "put the value in quotes",
            (Kind::JsonPointer, Value::String(_)) => "write it as `/member/0`",
            (_, Value::String(text)) if text.parse::<f64>().is_ok() || text.parse::<bool>().is_ok() => {
                "remove the quotes"
            }
            (Kind::OneOf(_), Value::Array(_)) if keyword == "type" => {
                "OpenAPI 3.0 has one type a schema; write `nullable: true` for null and `anyOf` for several types"
            }
            (Kind::Flag, Value::Number(_)) if keyword.starts_with("exclusive") => {
                "in OpenAPI 3.0 the bound stands in `minimum` or `maximum`, and this is `true`"
            }
            (_, Value::Null) => "give it a value, or remove the keyword",
            (Kind::List(_), _) => "write a list, even for one item",
            _ => return None,
        };
        Some(help.to_owned())
    }

    fn reference(
        &mut self,
        members: &'v Map<String, Value>,
        target: &'v Value,
        object: &'static Object,
    ) {
        let Value::String(text) = target else {
            return self.member("$ref", target, &Kind::Text);
        };
        if !self.is_new(members, "Reference Object") {
            return;
        }
        self.count_schema(object);
        let pointer = self.here();
        let has_siblings = members.len() > 1;
        self.references.push(Reference {
            pointer,
            target: text,
            object,
            has_schema_siblings: has_siblings && is_schema(object),
        });
        if has_siblings {
            self.siblings(members, object);
        }
    }

    /// Keywords beside `$ref` are ignored (4.7.23), but for those of a Schema Object that `normalise` keeps; since 3.1 a schema
    /// keeps them all, and other objects their prose (3.1.1, 4.8.23).
    fn siblings(&mut self, members: &'v Map<String, Value>, object: &'static Object) {
        if is_schema(object) {
            self.object(members, object);
            if self.version >= Version::V31 {
                return;
            }
        }
        for key in members.keys().filter(|key| *key != "$ref") {
            let is_kept = is_schema(object) && normalise::is_kept_beside_reference(key);
            let is_reported = is_schema(object) && self.keyword(object, key).is_none();
            if is_kept || is_reported || key.starts_with("x-") {
                continue;
            }
            let is_prose = matches!(key.as_str(), "description" | "summary");
            if is_prose && self.version >= Version::V31 {
                continue;
            }
            let known = self.keyword(object, key).is_some();
            let pointer = self.here().key(key);
            let message = format!("{key:?} is ignored, because it stands beside `$ref`");
            let harmless = is_schema(object) || is_prose || !known;
            let problem = if harmless {
                Diagnostic::warning(codes::IGNORED_SIBLING, &pointer, message)
            } else {
                Diagnostic::error(codes::IGNORED_SIBLING, &pointer, message)
            };
            self.report(
                problem
                    .at_key()
                    .help("remove it, or write the object out instead of referring to it"),
            );
        }
    }

    fn object(&mut self, members: &'v Map<String, Value>, object: &'static Object) {
        if !self.is_new(members, object.name) {
            return;
        }
        self.schemas_around += usize::from(is_schema(object));
        self.count_schema(object);
        if is_schema(object) && self.version >= Version::V31 {
            let pointer = self.here();
            self.newer_schemas.push(pointer);
        }
        if !is_schema(object) && self.version >= Version::V32 {
            let pointer = self.here();
            self.newest_objects.push((pointer, object.name));
        }
        for (key, value) in members {
            if self.report.is_full() {
                self.is_well_formed = false;
                return;
            }
            match self.keyword(object, key) {
                Some(keyword) => self.member(key, value, &keyword.kind),
                None if key.starts_with("x-") => self.extension(key, value, object),
                None if key == "$ref" && is_schema(object) => {}
                None => self.other(key, value, object),
            }
        }
        for keyword in self.keywords(object) {
            match keyword.need {
                _ if members.contains_key(keyword.name) => {}
                Need::No => {}
                Need::Yes => self.missing(keyword.name, members, object),
                Need::Expected(fill) => self.expected(keyword.name, fill, object),
            }
        }
        rules::check(self, members, object);
        self.schemas_around -= usize::from(is_schema(object));
    }

    fn is_new(&mut self, members: &Map<String, Value>, name: &'static str) -> bool {
        self.pointer_bytes += self.path_bytes;
        if self.pointer_bytes > MAX_POINTER_BYTES && self.is_well_formed {
            let message = "the keys are too long for the number of objects below them";
            let error = Diagnostic::error(codes::TOO_MUCH_TEXT, &self.here(), message);
            self.malformed(error);
        }
        self.seen
            .insert((std::ptr::from_ref(members) as usize, name))
    }

    pub(super) fn missing(&mut self, name: &str, members: &Map<String, Value>, object: &Object) {
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
    fn expected(&mut self, name: &'static str, fill: Fill, object: &Object) {
        let place = self.here();
        let message = format!("the {} lacks {name:?}", object.name);
        self.repairs.push(Repair::Add(place.clone(), name, fill));
        self.report(
            Diagnostic::warning(codes::MISSING_KEYWORD, &place, message)
                .at_key()
                .help(format!("add {name:?}")),
        );
    }

    /// A number or boolean where a text should stand, which YAML makes of what has no quotes.
    fn unquoted(&mut self, value: &Value) {
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
    fn required_flag(&mut self) {
        let place = self.here();
        let message = "`required` is a list of names; as a boolean it is ignored";
        if let Some(owner) = place.parent() {
            self.repairs.push(Repair::Remove(owner, "required"));
        }
        self.report(
            Diagnostic::warning(codes::WRONG_TYPE, &place, message)
                .help("list the names of the required properties in the schema that has them"),
        );
    }

    fn keyword_here(&self) -> &str {
        match self.path.last() {
            Some(Step::Key(key)) => key,
            _ => "",
        }
    }

    fn extension(&mut self, key: &'v str, value: &'v Value, object: &Object) {
        self.count(descendants(value));
        let pointer = self.here().key(key);
        let error = match standing(key) {
            Standing::Foreign => return,
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

    fn other(&mut self, key: &'v str, value: &'v Value, object: &'static Object) {
        if let Some(others) = object.others {
            if (others.accepts)(key) {
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

    /// The version of the description.
    pub(super) fn version(&self) -> Version {
        self.version
    }

    /// The keywords that an object has in this version.
    pub(super) fn keywords(&self, object: &Object) -> impl Iterator<Item = &'static Keyword> {
        let version = self.version;
        let keywords: &'static [Keyword] = object.keywords;
        keywords
            .iter()
            .filter(move |keyword| (keyword.since..=keyword.until).contains(&version))
    }

    /// The keyword of this name.
    pub(super) fn keyword(&self, object: &Object, name: &str) -> Option<&'static Keyword> {
        self.keywords(object).find(|keyword| keyword.name == name)
    }

    fn count_schema(&mut self, object: &Object) {
        self.schemas += usize::from(is_schema(object));
        if self.schemas > MAX_SCHEMAS && self.is_well_formed {
            let message = format!("the description has more than {MAX_SCHEMAS} schemas");
            let error = Diagnostic::error(codes::TOO_MANY_NODES, &self.here(), message);
            self.malformed(error);
        }
    }

    /// Adds to the work of the typed model.
    fn count(&mut self, nodes: usize) {
        self.work += nodes * self.schemas_around;
        if self.work > MAX_SCHEMA_WORK && self.is_well_formed {
            let message = "the schemas are nested too deeply for their size";
            let error = Diagnostic::error(codes::TOO_DEEP, &self.here(), message)
                .help("move inner schemas to `components` and refer to them");
            self.malformed(error);
        }
    }
}

/// Whether a value is of the JSON type that a kind wants: then what is wrong with it is for that kind to say.
fn fits(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Number => value.is_number(),
        _ => value.is_object(),
    }
}

fn is_schema(object: &Object) -> bool {
    object.component == Some("schemas")
}

pub(super) fn did_you_mean(word: &str) -> String {
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

fn descendants(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(|item| 1 + descendants(item)).sum(),
        Value::Object(members) => members.values().map(|member| 1 + descendants(member)).sum(),
        _ => 0,
    }
}

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Any => "any value".into(),
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
