//! Operations: their ids, parameters and responses; tags.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::report::Report;
use crate::pointer::Pointer;
use crate::spec::{Operation, Parameter, Spec};

pub(super) fn check(spec: &Spec, report: &mut Report) {
    duplicate_tags(spec, report);
    for operation in &spec.operations {
        duplicate_parameters(operation, report);
        if operation.responses.is_empty() {
            let pointer = operation.pointer.key("responses");
            let message = "the operation declares no response";
            report.push(
                Diagnostic::warning(codes::NO_RESPONSES, &pointer, message)
                    .at_key()
                    .help("declare at least what a success looks like"),
            );
        }
    }
}

fn duplicate_tags(spec: &Spec, report: &mut Report) {
    let mut seen: HashMap<&str, Pointer> = HashMap::new();
    for tag in &spec.tags {
        let pointer = tag.pointer.key("name");
        if let Some(first) = seen.get(tag.name.as_str()) {
            let message = format!("the tag {:?} is declared twice", tag.name);
            report.push(
                Diagnostic::warning(codes::DUPLICATE_TAG, &pointer, message)
                    .help("remove one of the two")
                    .related(first, "the first one"),
            );
            continue;
        }
        seen.insert(&tag.name, pointer);
    }
}

fn duplicate_parameters(operation: &Operation, report: &mut Report) {
    let mut seen: HashMap<_, &Parameter> = HashMap::new();
    for parameter in &operation.parameters {
        let identity = (parameter.location, parameter.name.as_str());
        let Some(first) = seen.insert(identity, parameter) else {
            continue;
        };
        let message = format!(
            "the operation has two parameters {:?} of the same location",
            parameter.name
        );
        let error = if first.pointer == parameter.pointer {
            let pointer = operation.pointer.key("parameters");
            Diagnostic::error(codes::DUPLICATE_PARAMETER, &pointer, message).at_key()
        } else {
            Diagnostic::error(codes::DUPLICATE_PARAMETER, &parameter.pointer, message)
                .related(&first.pointer, "the first one")
        };
        report.push(error.help("remove one of the two"));
    }
}
