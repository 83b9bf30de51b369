//! The walk over a raw tree along the table of objects.

mod faults;
mod foreign;
mod reference;

pub(super) use faults::did_you_mean;
pub(super) use foreign::ours;

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{names, rules, Keyword, Kind, Need, Object, Treatment};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::fidelity::{Construct, Fate};
use crate::load::limits::{
    MAX_ALTERNATIVES, MAX_MEMBERS, MAX_POINTER_BYTES, MAX_SCHEMAS, MAX_SCHEMA_WORK,
};
use crate::load::repair::Repair;
use crate::load::report::{Fatal, Report};
use crate::load::version::Version;
use crate::pointer::{FileId, Pointer, Step};

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
    /// Whether it stands below something that is not enforced or not generated.
    pub is_left_out: bool,
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
    /// What becomes of every construct seen, but for what stands below something that is not enforced or not generated.
    pub constructs: Vec<Construct>,
    /// Whether every value has the type that the table says, no keyword that must be there is missing, and the description is
    /// not too large for the typed model: only then may it be given to that.
    pub is_well_formed: bool,
    /// Whether a reference cannot be followed.
    pub has_unresolved: bool,
    /// The objects seen, by address, with what they were seen as, and whether as part of what is left out: references may
    /// lead to one place many times.
    seen: HashSet<(usize, &'static str, bool)>,
    /// Whether the current value stands below something that is not enforced or not generated.
    is_left_out: bool,
    schemas_around: usize,
    work: usize,
    schemas: usize,
    /// The length of the pointer to the current value, and of the pointers to all objects so far.
    path_bytes: usize,
    pointer_bytes: usize,
}

impl<'v, 'r> Walk<'v, 'r> {
    /// A walk that has seen nothing yet.
    pub fn new(version: Version, report: &'r mut Report) -> Self {
        Self {
            version,
            newer_schemas: Vec::new(),
            newest_objects: Vec::new(),
            constructs: Vec::new(),
            is_left_out: false,
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

    /// Walks over the value at `base`, where a reference leads.
    pub fn follow(&mut self, reference: &Reference<'v>, base: Pointer, value: &'v Value) {
        self.is_left_out = reference.is_left_out;
        self.visit(base, value, &Kind::Reference(reference.object));
        self.is_left_out = false;
    }

    /// The pointer to the value that is being looked at.
    pub(super) fn here(&self) -> Pointer {
        self.base.steps(self.path.iter().copied())
    }

    pub(in crate::load) fn report(&mut self, diagnostic: Diagnostic) {
        // A warning and the repair that goes with it keep the place.
        self.pointer_bytes += self.path_bytes;
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
            (Kind::List(Kind::Any), Value::Object(_)) if self.keyword_here() == "examples" => {
                self.named_examples()
            }
            (Kind::Scalar, value) if !value.is_object() && !value.is_array() => {}
            (Kind::JsonPointer, Value::String(text)) if names::is_json_pointer(text) => {}
            (Kind::Name, Value::String(text)) if names::is_nameable(text) => {}
            (Kind::HeaderName, Value::String(text)) if names::is_token(text) => {}
            (Kind::OneOf(words), Value::String(word)) => self.word(word, words),
            (Kind::OneOf(_), Value::Null) if fits(kind, value) => self.unquoted(value),
            (Kind::Object(object), Value::Object(members)) => self.object(members, object),
            (Kind::Reference(object), Value::Bool(_)) if is_schema(object) => {
                self.count_schema(object);
                self.flag_for_schema();
            }
            (Kind::Reference(object), Value::Null) if is_schema(object) => {
                self.count_schema(object);
                self.empty_schema();
            }
            (Kind::Object(object) | Kind::Reference(object), Value::Null)
                if rules::can_be_empty(object) =>
            {
                self.empty_object(object)
            }
            (Kind::List(_), Value::Null) => self.empty_list(),
            (Kind::Reference(object), Value::Array(_))
                if is_schema(object) && self.keyword_here() == "items" =>
            {
                self.listed_items()
            }
            (Kind::Reference(object), Value::Object(members)) => match members.get("$ref") {
                Some(target) => self.reference(members, target, object),
                None => self.object(members, object),
            },
            (Kind::ForeignType, value) => {
                self.count(descendants(value));
                self.foreign_type(value);
            }
            (Kind::List(kind), Value::Array(items))
            | (Kind::OneOrMany(kind), Value::Array(items)) => {
                self.count_alternatives(items.len());
                for (index, item) in items.iter().enumerate() {
                    self.item(index, item, kind);
                }
            }
            (Kind::Map(kind), Value::Object(members)) => {
                self.count_alternatives(members.len());
                let is_content = self.keyword_here() == "content";
                for (key, member) in members {
                    match is_content.then(|| rules::media_type_keyword(key)) {
                        Some(Some(keyword)) => self.misplaced_keyword(keyword),
                        _ => self.member(key, member, kind),
                    }
                }
            }
            (Kind::FlagOr(kind), value) if fits(kind, value) => self.value(value, kind),
            (Kind::OneOrMany(kind), value) => self.value(value, kind),
            (kind, value) => self.wrong_type(value, kind),
        }
    }

    fn object(&mut self, members: &'v Map<String, Value>, object: &'static Object) {
        if !self.is_new(members, object.name) {
            return;
        }
        self.schemas_around += usize::from(is_schema(object));
        self.count_schema(object);
        // Of a description that is refused nothing is kept: its pointers may be what it is refused for.
        let place = match self.is_well_formed {
            true => self.here(),
            false => self.base.clone(),
        };
        if is_schema(object) && self.version >= Version::V31 {
            self.newer_schemas.push(place.clone());
        }
        if !is_schema(object) && self.version >= Version::V32 {
            self.newest_objects.push((place.clone(), object.name));
        }
        for (key, value) in members {
            if self.report.is_full() {
                self.is_well_formed = false;
                return;
            }
            match self.meaning(object, key, value) {
                Some(keyword) if value.is_null() && !fits(&keyword.kind, value) => {
                    self.without_value(keyword.name)
                }
                Some(keyword) => {
                    if keyword.since > self.version {
                        self.newer(&place, keyword, object);
                    }
                    let treatment = rules::treatment(self, keyword, value);
                    self.note(&place, object.name, keyword.name, treatment);
                    let around = self.is_left_out;
                    self.is_left_out |=
                        matches!(treatment.fate, Fate::NotEnforced | Fate::NotGenerated);
                    self.member(key, value, &keyword.kind);
                    self.is_left_out = around;
                }
                None if key.starts_with("x-") => {
                    self.note(&place, object.name, key.clone(), Treatment::ANNOTATION);
                    self.extension(key, value, object);
                }
                None if key == "$ref" && is_schema(object) => {}
                None => self.other(&place, key, value, object),
            }
        }
        for keyword in self.keywords(object) {
            match keyword.need {
                _ if members
                    .get(keyword.name)
                    .is_some_and(|value| !value.is_null()) => {}
                Need::No => {}
                Need::Yes => self.missing(keyword.name, members, object),
                Need::Expected(fill) => self.expected(keyword.name, fill, object),
            }
        }
        rules::check(self, members, object);
        self.schemas_around -= usize::from(is_schema(object));
    }

    /// Takes note of what becomes of a key of the object at `place`.
    pub(super) fn note(
        &mut self,
        place: &Pointer,
        object: &'static str,
        key: impl Into<Cow<'static, str>>,
        treatment: Treatment,
    ) {
        if self.is_left_out || !self.is_well_formed {
            return;
        }
        let key = key.into();
        let message = match treatment.how {
            "" => Cow::Borrowed(""),
            how => Cow::Owned(format!("`{key}` {how}")),
        };
        if treatment.is_warned {
            let code = treatment.fate.name();
            let mut warning = Diagnostic::warning(code, &place.key(&key), message.clone());
            warning.help = treatment.help.map(str::to_owned);
            self.report.push(warning.at_key());
        }
        self.constructs.push(Construct {
            fate: treatment.fate,
            object,
            owner: place.clone(),
            key,
            message,
        });
    }

    fn is_new(&mut self, members: &Map<String, Value>, name: &'static str) -> bool {
        self.pointer_bytes += self.path_bytes;
        if self.pointer_bytes > MAX_POINTER_BYTES && self.is_well_formed {
            let message = "the keys are too long for the number of objects below them";
            let error = Diagnostic::error(codes::TOO_MUCH_TEXT, &self.here(), message);
            self.malformed(error);
        }
        self.seen
            .insert((std::ptr::from_ref(members) as usize, name, self.is_left_out))
    }

    fn keyword_here(&self) -> &str {
        match self.path.last() {
            Some(Step::Key(key)) => key,
            _ => "",
        }
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

    /// The keyword of this name, in the meaning that takes the value: a schema may use those of later versions, which everybody
    /// understands in earlier ones too.
    fn meaning(&self, object: &Object, name: &str, value: &Value) -> Option<&'static Keyword> {
        let own = self.keyword(object, name);
        if !is_schema(object) || own.is_some_and(|own| fits(&own.kind, value)) {
            return own;
        }
        let keywords: &'static [Keyword] = object.keywords;
        let newer = keywords.iter().find(|keyword| {
            let is_newer = keyword.name == name && keyword.since > self.version;
            is_newer && (own.is_none() || fits(&keyword.kind, value))
        });
        newer.or(own)
    }

    fn count_schema(&mut self, object: &Object) {
        self.schemas += usize::from(is_schema(object));
        if self.schemas > MAX_SCHEMAS && self.is_well_formed {
            let message = format!("the description has more than {MAX_SCHEMAS} schemas");
            let error = Diagnostic::error(codes::TOO_MANY_NODES, &self.here(), message);
            self.malformed(error);
        }
    }

    /// Refuses too many values of a keyword whose values are compared with one another.
    fn count_alternatives(&mut self, found: usize) {
        let most = match self.keyword_here() {
            "content" | "security" => MAX_ALTERNATIVES,
            "allOf" | "oneOf" | "anyOf" => MAX_MEMBERS,
            _ => return,
        };
        if found > most && self.is_well_formed {
            let message = format!("`{}` has more than {most} members", self.keyword_here());
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
        Kind::Any | Kind::ForeignType => true,
        Kind::Text | Kind::SchemaName(_) | Kind::Name | Kind::HeaderName | Kind::JsonPointer => {
            value.is_string()
        }
        Kind::Flag => value.is_boolean(),
        Kind::Count | Kind::Positive | Kind::Integer | Kind::Number => value.is_number(),
        Kind::Scalar => !value.is_object() && !value.is_array(),
        Kind::OneOf(words) => match value {
            Value::String(word) => words.contains(&word.as_str()),
            // What YAML makes of the word without quotes.
            Value::Null => words.contains(&"null"),
            _ => false,
        },
        Kind::Object(_) | Kind::Reference(_) | Kind::Map(_) => value.is_object(),
        Kind::List(_) => value.is_array(),
        Kind::FlagOr(kind) => value.is_boolean() || fits(kind, value),
        Kind::OneOrMany(kind) => value.is_array() || fits(kind, value),
    }
}

fn is_schema(object: &Object) -> bool {
    object.component == Some("schemas")
}

fn descendants(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(|item| 1 + descendants(item)).sum(),
        Value::Object(members) => members.values().map(|member| 1 + descendants(member)).sum(),
        _ => 0,
    }
}
