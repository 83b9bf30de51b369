//! What descriptions often leave undone and what nobody can misunderstand: mended, with a warning at the place.

use std::collections::HashMap;

use super::grammar::closest;
use super::lint::template;
use super::report::Report;
use super::resolve::blank;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;
use crate::spec::{
    JsonType, Operation, Parameter, ParameterFormat, ParameterLocation, ParameterStyle, SchemaId,
    Schemas, Server, Spec,
};

/// The description as its author meant it.
pub(super) fn mend(mut spec: Spec, report: &mut Report) -> Spec {
    spec.operations = distinct_ids(spec.operations, report);
    spec.servers.retain(|server| is_complete(server, report));
    let schemas = &mut spec.schemas;
    let operations = spec.operations.into_iter();
    spec.operations = operations
        .map(|operation| path_parameters(operation, schemas, report))
        .collect();
    spec
}

/// Whether all variables in the address of a server are defined. One that lacks some is no server that a call could go to; without any,
/// the SDK asks for an address.
fn is_complete(server: &Server, report: &mut Report) -> bool {
    // What is wrong with the template itself, and a name that is near another, the lint says.
    let names = template::names(&server.url).unwrap_or_default();
    let known = || server.variables.keys().map(String::as_str);
    let is_undefined =
        |name: &&str| closest(name, known()).is_none() && !known().any(|known| known == *name);
    let Some(name) = names.into_iter().find(is_undefined) else {
        return true;
    };
    let message = format!(
        "the address has {{{name}}}, and `variables` does not define it; the server is left out"
    );
    let place = server.pointer.key("url");
    report.push(
        Diagnostic::warning(codes::UNDEFINED_SERVER_VARIABLE, &place, message)
            .help(format!("define {name:?} in `variables`, with a default")),
    );
    false
}

/// Of operations with the same id the first keeps it; the others are called by method and path, as those without an id.
fn distinct_ids(operations: Vec<Operation>, report: &mut Report) -> Vec<Operation> {
    let mut seen: HashMap<String, Pointer> = HashMap::new();
    let mut distinct = Vec::with_capacity(operations.len());
    for mut operation in operations {
        if let Some(id) = &operation.operation_id {
            let pointer = operation.pointer.key("operationId");
            match seen.get(id) {
                None => {
                    seen.insert(id.clone(), pointer);
                }
                // A path item that several paths refer to has its operations once.
                Some(first) if *first == pointer => {}
                Some(first) => {
                    let message = format!(
                        "the operationId {id:?} is taken; this operation is called by its method and path"
                    );
                    report.push(
                        Diagnostic::warning(codes::DUPLICATE_OPERATION_ID, &pointer, message)
                            .help("give each operation an id of its own")
                            .related(first, "taken here"),
                    );
                    operation.operation_id = None;
                }
            }
        }
        distinct.push(operation);
    }
    distinct
}

/// Path parameters are those of the template: a missing one is a text, one too many is left out.
fn path_parameters(operation: Operation, schemas: &mut Schemas, report: &mut Report) -> Operation {
    // What is wrong with the template itself, the lint says.
    let Ok(names) = template::names(&operation.path) else {
        return operation;
    };
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let mut operation = operation;
    let in_path = |parameter: &Parameter| parameter.location == ParameterLocation::Path;
    let parameters = std::mem::take(&mut operation.parameters);
    for mut parameter in parameters {
        // There is no path without it, whatever the description says; the grammar has warned of that.
        parameter.required |= in_path(&parameter);
        if in_path(&parameter) && !names.contains(&parameter.name) {
            report.push(unused(&operation, &parameter, &names));
        } else {
            operation.parameters.push(parameter);
        }
    }
    for name in names {
        let declared = |parameter: &Parameter| in_path(parameter) && parameter.name == name;
        if !operation.parameters.iter().any(declared) {
            report.push(undeclared(&operation, &name));
            operation
                .parameters
                .push(text(&operation.pointer, name, schemas));
        }
    }
    operation
}

/// A required path parameter of any text.
fn text(place: &Pointer, name: String, schemas: &mut Schemas) -> Parameter {
    let mut schema = blank(place.clone());
    schema.types = vec![JsonType::String];
    let id = SchemaId(u32::try_from(schemas.len()).unwrap_or(u32::MAX));
    schemas.0.push(Box::new(schema));
    Parameter {
        pointer: place.clone(),
        name,
        location: ParameterLocation::Path,
        description: None,
        required: true,
        deprecated: false,
        allow_empty_value: false,
        allow_reserved: false,
        format: ParameterFormat::Schema {
            schema: id,
            style: ParameterStyle::Simple,
            explode: false,
        },
        example: None,
        extensions: Default::default(),
    }
}

fn undeclared(operation: &Operation, name: &str) -> Diagnostic {
    let message = format!(
        "the path {:?} has {{{name}}}, and {} does not declare it; it is taken for a text",
        operation.path, operation.method
    );
    Diagnostic::warning(
        codes::UNDECLARED_PATH_PARAMETER,
        &operation.pointer,
        message,
    )
    .at_key()
    .help(format!(
        "add a parameter with `name: {name}`, `in: path`, `required: true`"
    ))
    .related(&template::place(operation), "the path")
}

fn unused(operation: &Operation, parameter: &Parameter, names: &[String]) -> Diagnostic {
    let message = format!(
        "the path {:?} has no {{{}}}; the parameter is left out",
        operation.path, parameter.name
    );
    let pointer = parameter.pointer.key("name");
    let mut warning = Diagnostic::warning(codes::UNUSED_PATH_PARAMETER, &pointer, message)
        .related(&template::place(operation), "the path");
    let near = closest(&parameter.name, names.iter().map(String::as_str));
    warning.help = Some(match near {
        Some(near) => format!("did you mean {near:?}?"),
        None => "add it to the path, or remove the parameter".to_owned(),
    });
    warning
}
