//! Paths: their templates.

use std::collections::{HashMap, HashSet};

use super::template;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::report::Report;
use crate::spec::{Operation, Spec};

pub(super) fn check(spec: &Spec, report: &mut Report) {
    let mut shapes: HashMap<String, &Operation> = HashMap::new();
    for operation in &spec.operations {
        let place = template::place(operation);
        match template::names(&operation.path) {
            Ok(names) => distinct_names(operation, &names, report),
            Err(problem) => {
                let message = format!("the path {:?} is no template: {problem}", operation.path);
                report.push(Diagnostic::error(codes::INVALID_PATH, &place, message).at_key());
            }
        }
        let first = shapes
            .entry(template::shape(&operation.path))
            .or_insert(operation);
        if first.path != operation.path {
            let message = format!(
                "{:?} matches the same addresses as {:?}",
                operation.path, first.path
            );
            report.push(
                Diagnostic::warning(codes::AMBIGUOUS_PATH, &place, message)
                    .at_key()
                    .help("describe all methods under one path")
                    .related(&template::place(first), "the first one"),
            );
        }
    }
}

/// A name stands for one value, and may stand once (OpenAPI 3.2.0, 4.8.2).
fn distinct_names(operation: &Operation, names: &[&str], report: &mut Report) {
    let mut seen = HashSet::new();
    for name in names.iter().filter(|name| !seen.insert(**name)) {
        let message = format!("{{{name}}} occurs twice in the path {:?}", operation.path);
        let place = template::place(operation);
        report.push(
            Diagnostic::warning(codes::INVALID_PATH, &place, message)
                .at_key()
                .help(
                    "give the second a name of its own; until then both stand for the same value",
                ),
        );
    }
}
