//! Paths: their templates, and the parameters in them.

use std::collections::{HashMap, HashSet};

use super::template;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::grammar::closest;
use crate::load::report::Report;
use crate::pointer::Pointer;
use crate::spec::{Operation, Parameter, ParameterLocation, Spec};

pub(super) fn check(spec: &Spec, report: &mut Report) {
    let mut shapes: HashMap<String, &Operation> = HashMap::new();
    for operation in &spec.operations {
        let place = path_pointer(operation);
        match template::names(&operation.path) {
            Ok(names) => path_parameters(operation, &names, report),
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
                    .related(&path_pointer(first), "the first one"),
            );
        }
    }
}

/// Where the path stands, even if the path item is a reference.
fn path_pointer(operation: &Operation) -> Pointer {
    let root = Pointer::root(operation.pointer.file());
    root.keys(&["paths", &operation.path])
}

fn path_parameters(operation: &Operation, names: &[&str], report: &mut Report) {
    let declared: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location == ParameterLocation::Path)
        .collect();
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name) {
            let message = format!("{{{name}}} occurs twice in the path {:?}", operation.path);
            let place = path_pointer(operation);
            report.push(Diagnostic::error(codes::INVALID_PATH, &place, message).at_key());
        } else if !declared.iter().any(|parameter| parameter.name == *name) {
            undeclared(operation, name, report);
        }
    }
    for parameter in declared {
        if !names.contains(&parameter.name.as_str()) {
            unused(operation, parameter, names, report);
        }
    }
}

fn undeclared(operation: &Operation, name: &str, report: &mut Report) {
    let message = format!(
        "the path {:?} has {{{name}}}, and {} does not declare it",
        operation.path, operation.method
    );
    report.push(
        Diagnostic::error(
            codes::UNDECLARED_PATH_PARAMETER,
            &operation.pointer,
            message,
        )
        .at_key()
        .help(format!(
            "add a parameter with `name: {name}`, `in: path`, `required: true`"
        ))
        .related(&path_pointer(operation), "the path"),
    );
}

fn unused(operation: &Operation, parameter: &Parameter, names: &[&str], report: &mut Report) {
    let message = format!(
        "the path {:?} has no {{{}}}",
        operation.path, parameter.name
    );
    let pointer = parameter.pointer.key("name");
    let mut error = Diagnostic::error(codes::UNUSED_PATH_PARAMETER, &pointer, message)
        .related(&path_pointer(operation), "the path");
    error.help = Some(match closest(&parameter.name, names.iter().copied()) {
        Some(near) => format!("did you mean {near:?}?"),
        None => "add it to the path, or remove the parameter".to_owned(),
    });
    report.push(error);
}
