//! The report as text for people and as JSON.

use std::collections::HashMap;
use std::fmt::Write;

use serde_json::{json, Value};

use super::{Construct, Counts, Fate, Fidelity};
use crate::load::{printable, Location};

/// How many places of a construct are shown to people.
const SHOWN: usize = 3;

/// Equal constructs, and where they stand.
struct Group<'c> {
    construct: &'c Construct,
    places: Vec<Location>,
}

impl Fidelity<'_> {
    /// The report for people: what keeps most first, so that the losses stand at the end, above the counts.
    ///
    /// Equal constructs that lose something share a line, which begins with the first place and is followed by more of them; of
    /// the others there is a line for each kind of object.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for fate in [Fate::Exact, Fate::Annotation] {
            self.summarise(fate, &mut text);
        }
        text.push_str(&self.losses(&[Fate::NotEnforced, Fate::Approximated, Fate::NotGenerated]));
        text
    }

    /// The constructs of some fates, equal ones on one line.
    pub fn losses(&self, fates: &[Fate]) -> String {
        let mut text = String::new();
        let groups = self.groups();
        for fate in fates {
            let of_fate = groups.iter().filter(|group| group.construct.fate == *fate);
            of_fate.for_each(|group| group.describe(&mut text));
        }
        text
    }

    /// The report for programs: every construct with its place.
    pub fn json(&self) -> Value {
        let counts = self.counts();
        let count = |fate: &Fate| (fate.name().to_owned(), json!(counts.of(*fate)));
        let constructs = self.located().into_iter().map(|(location, construct)| {
            json!({
                "fate": construct.fate,
                "object": construct.object,
                "key": construct.key,
                "message": construct.message,
                "pointer": self.sources.original(&construct.pointer()),
                "file": location.file,
                "line": location.line,
                "column": location.column,
            })
        });
        json!({
            "counts": Value::Object(Fate::ALL.iter().map(count).collect()),
            "constructs": constructs.collect::<Vec<_>>(),
        })
    }

    /// Equal constructs together, in the order of the first places.
    fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut index: HashMap<(Fate, &str, &str), usize> = HashMap::new();
        for (location, construct) in self.located() {
            let Construct { fate, object, .. } = *construct;
            if !fate.is_lossy() {
                continue;
            }
            let at = *index
                .entry((fate, object, &construct.message))
                .or_insert(groups.len());
            match groups.get_mut(at) {
                Some(group) => group.places.push(location),
                None => groups.push(Group {
                    construct,
                    places: vec![location],
                }),
            }
        }
        groups
    }

    /// A line for each kind of object, with its keywords and how often they occur.
    fn summarise(&self, fate: Fate, text: &mut String) {
        let mut objects: Vec<(&str, Vec<(&str, usize)>)> = Vec::new();
        for construct in self.constructs().filter(|construct| construct.fate == fate) {
            // Keys that the author of the description chose have no end.
            let key = match construct.key.as_ref() {
                key if key.starts_with('/') => "paths",
                key => key,
            };
            let at = objects
                .iter()
                .position(|(name, _)| *name == construct.object);
            let at = at.unwrap_or_else(|| {
                objects.push((construct.object, Vec::new()));
                objects.len() - 1
            });
            let Some((_, keys)) = objects.get_mut(at) else {
                continue;
            };
            match keys.iter_mut().find(|(known, _)| *known == key) {
                Some((_, count)) => *count += 1,
                None => keys.push((key, 1)),
            }
        }
        for (object, mut keys) in objects {
            keys.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            let keys = keys
                .iter()
                .map(|(key, count)| format!("{} ×{count}", printable(key)));
            let keys: Vec<_> = keys.collect();
            let _ = writeln!(text, "{}: {object}: {}", fate.name(), keys.join(", "));
        }
    }
}

impl Group<'_> {
    fn describe(&self, text: &mut String) {
        let Construct {
            fate,
            object,
            message,
            ..
        } = self.construct;
        let Some((first, more)) = self.places.split_first() else {
            return;
        };
        let message = printable(message);
        let times = match more.len() {
            0 => String::new(),
            more => format!(" (×{})", more + 1),
        };
        let of = match *object {
            "" => String::new(),
            object => format!(" [{object}]"),
        };
        let place = format!("{}:{}:{}", first.file, first.line, first.column);
        let _ = writeln!(text, "{place}: {}: {message}{of}{times}", fate.name());
        if more.is_empty() {
            return;
        }
        let shown = more.iter().take(SHOWN).map(|place| {
            let same_file = place.file == first.file;
            let file = if same_file { "" } else { &place.file };
            format!("{file}:{}:{}", place.line, place.column)
        });
        let shown: Vec<_> = shown.collect();
        let rest = match more.len().saturating_sub(SHOWN) {
            0 => String::new(),
            rest => format!(" and {rest} more"),
        };
        let _ = writeln!(text, "    also at {}{rest}", shown.join(", "));
    }
}

impl std::fmt::Display for Counts {
    /// `3 not generated, 1 approximated, 20 not enforced, 4 annotations, 310 exact`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counts = Fate::ALL
            .iter()
            .rev()
            .map(|fate| match (fate, self.of(*fate)) {
                (Fate::Annotation, 1) => "1 annotation".to_owned(),
                (Fate::Annotation, count) => format!("{count} annotations"),
                (fate, count) => format!("{count} {}", fate.label()),
            });
        f.write_str(&counts.collect::<Vec<_>>().join(", "))
    }
}
