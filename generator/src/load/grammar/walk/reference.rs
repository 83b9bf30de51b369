//! References, and what stands beside them.

use serde_json::{Map, Value};

use super::{is_schema, Reference, Walk};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::fidelity::Fate;
use crate::load::grammar::{Kind, Object, Treatment};
use crate::load::normalise;
use crate::load::version::Version;

/// `description` and `summary` beside `$ref`, since 3.1.
const PROSE_OF_A_REFERENCE: Treatment = Treatment::new(
    Fate::NotGenerated,
    "does not replace that of what is referred to",
);

impl<'v> Walk<'v, '_> {
    pub(super) fn reference(
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
        self.note(&pointer, "Reference Object", "$ref", Treatment::EXACT);
        let has_siblings = members.len() > 1;
        self.references.push(Reference {
            pointer,
            target: text,
            object,
            has_schema_siblings: has_siblings && is_schema(object),
            is_left_out: self.is_left_out,
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
            let place = self.here();
            if is_prose && self.version >= Version::V31 {
                self.note(
                    &place,
                    "Reference Object",
                    key.clone(),
                    PROSE_OF_A_REFERENCE,
                );
                continue;
            }
            let known = self.keyword(object, key).is_some();
            let pointer = place.key(key);
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
}
