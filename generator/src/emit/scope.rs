//! Identifiers that must differ: decided for a whole scope at once.

use std::collections::{BTreeMap, BTreeSet};

/// Gives each entry of one scope an identifier of its own.
///
/// An entry is the identifier its language's naming rule gives, and the wire spelling. Where several entries have the same
/// identifier, the one that is spelt exactly so keeps it, else the first by the code points of its spelling; the others get a
/// number behind it, from 2, that is free in the scope. The result does not depend on the order of the entries, and an entry
/// that clashes with no other is never touched. `taken` are identifiers that no entry may have.
pub fn distinct(entries: &[(String, &str)], taken: &[&str]) -> Vec<String> {
    let mut used: BTreeSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    let mut by_identifier: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, (identifier, _)) in entries.iter().enumerate() {
        by_identifier.entry(identifier).or_default().push(index);
    }
    let mut result = vec![String::new(); entries.len()];
    let mut losers = Vec::new();
    for (identifier, mut indexes) in by_identifier {
        indexes.sort_by_key(|&index| {
            let wire = entries[index].1;
            (wire != identifier, wire)
        });
        let mut indexes = indexes.into_iter();
        if !used.contains(identifier) {
            if let Some(winner) = indexes.next() {
                result[winner] = identifier.to_owned();
                used.insert(identifier.to_owned());
            }
        }
        losers.extend(indexes.map(|index| (identifier, index)));
    }
    for (identifier, index) in losers {
        let mut number = 2usize;
        let free = loop {
            let candidate = format!("{identifier}{number}");
            if used.insert(candidate.clone()) {
                break candidate;
            }
            number += 1;
        };
        result[index] = free;
    }
    result
}

/// An identifier for something private of the generator's own that gives way to all of `taken`.
pub fn fresh(preferred: &str, taken: &[String]) -> String {
    let mut candidate = preferred.to_owned();
    while taken.contains(&candidate) {
        candidate.push('_');
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(entries: &[(&str, &str)]) -> Vec<String> {
        let entries: Vec<_> = entries
            .iter()
            .map(|(identifier, wire)| ((*identifier).to_owned(), *wire))
            .collect();
        distinct(&entries, &["taken"])
    }

    #[test]
    fn the_exact_spelling_keeps_its_identifier() {
        assert_eq!(
            of(&[("user_id", "userID"), ("user_id", "user_id")]),
            ["user_id2", "user_id"]
        );
    }

    #[test]
    fn the_order_of_entries_does_not_matter() {
        assert_eq!(of(&[("Asc", "ASC"), ("Asc", "asc")]), ["Asc", "Asc2"]);
        assert_eq!(of(&[("Asc", "asc"), ("Asc", "ASC")]), ["Asc2", "Asc"]);
    }

    #[test]
    fn numbers_step_over_identifiers_in_use() {
        assert_eq!(
            of(&[("a", "A"), ("a", "a"), ("a2", "a2")]),
            ["a3", "a", "a2"]
        );
        assert_eq!(of(&[("taken", "taken")]), ["taken2"]);
    }

    #[test]
    fn own_names_give_way() {
        assert_eq!(
            fresh("request", &["request".to_owned(), "request_".to_owned()]),
            "request__"
        );
    }
}
