//! Types of a user's own (`x-<language>-type`): which values are ours, and what is wrong with those that nearly are.
//!
//! Other tools use some of these keywords, for values of other forms. Such a value is no mistake: it is passed over with a warning.

use serde_json::{Map, Value};

use super::faults::did_you_mean;
use super::Walk;
use crate::codes;
use crate::config::{ForeignKeyword, ForeignMember};
use crate::diagnostic::Diagnostic;
use crate::load::grammar::suggest::closest;
use crate::load::repair::Repair;

/// The members of a value that is meant for us: it has the member that says which type it is, or nothing but members of ours.
pub(in crate::load::grammar) fn ours<'v>(
    keyword: &ForeignKeyword,
    value: &'v Value,
) -> Option<&'v Map<String, Value>> {
    let members = value.as_object().filter(|members| !members.is_empty())?;
    let of_others = keyword.of_others.iter();
    if of_others
        .into_iter()
        .any(|name| members.contains_key(*name))
    {
        return None;
    }
    let says_type = (keyword.members.first()).is_some_and(|of| members.contains_key(of.name));
    let all_known = members.keys().all(|name| keyword.member(name).is_some());
    (says_type || all_known).then_some(members)
}

impl<'v> Walk<'v, '_> {
    /// Looks at the value of such a keyword.
    pub(super) fn foreign_type(&mut self, value: &'v Value) {
        let Some(keyword) = ForeignKeyword::named(self.keyword_here()) else {
            return;
        };
        let Some(members) = ours(keyword, value) else {
            return self.of_others(keyword);
        };
        for (name, value) in members {
            match keyword.member(name) {
                Some(member) => self.foreign_member(name, value, member),
                None => self.unknown_member(keyword, name),
            }
        }
        for member in keyword.members {
            if member.is_required && !members.contains_key(member.name) {
                let message = format!("`{}` lacks {:?}", keyword.name, member.name);
                let error = Diagnostic::error(codes::MISSING_KEYWORD, &self.here(), message);
                self.report(error.at_key().help(form(keyword)));
            }
        }
    }

    fn of_others(&mut self, keyword: &'static ForeignKeyword) {
        let place = self.here();
        if let Some(owner) = place.parent() {
            self.repairs.push(Repair::Remove(owner, keyword.name));
        }
        let message = format!(
            "`{}` is in the form of another tool; it is not used",
            keyword.name
        );
        self.report(
            Diagnostic::warning(codes::FOREIGN_TYPE_OF_OTHERS, &place, message)
                .at_key()
                .help(form(keyword)),
        );
    }

    fn foreign_member(&mut self, name: &'v str, value: &Value, member: &ForeignMember) {
        let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
        let (fits, expected) = match (member.is_list, value) {
            (true, Value::Array(items)) => (items.iter().all(is_text), "a list of texts"),
            (true, _) => (false, "a list of texts"),
            (false, value) => (is_text(value), "text"),
        };
        if !fits {
            let place = self.here().key(name);
            let message = format!("`{name}` is {expected}");
            let mut error = Diagnostic::error(codes::WRONG_TYPE, &place, message);
            error.help = (value.is_number() || value.is_boolean())
                .then(|| "put the value in quotes".to_owned());
            self.report(error);
        }
    }

    fn unknown_member(&mut self, keyword: &ForeignKeyword, name: &'v str) {
        let place = self.here().key(name);
        let message = format!("{name:?} is no member of `{}`", keyword.name);
        let known = keyword.members.iter().map(|member| member.name);
        let help = closest(name, known).map_or_else(|| form(keyword), did_you_mean);
        self.report(
            Diagnostic::error(codes::UNKNOWN_KEYWORD, &place, message)
                .at_key()
                .help(help),
        );
    }
}

fn form(keyword: &ForeignKeyword) -> String {
    format!("write it as in `{}: {}`", keyword.name, keyword.example)
}
