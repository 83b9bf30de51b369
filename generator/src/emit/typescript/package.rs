//! `Package`: everything that is decided for a TypeScript package before a line is written: names of types, functions, files.
//!
//! Properties of models and parameters are called as on the wire, so that there is nothing to decide about them but which of two
//! parameters of one name yields.

use std::collections::BTreeSet;

use super::foreign::ForeignTypes;
use super::names;
use crate::emit::scope;
use crate::ir::{
    Api, BodyKind, EnumBase, Name, Operation, ParameterLocation, Presence, Service, Tagging, Type,
    TypeId, TypeKind,
};

/// What types made for one operation end in.
const OPERATION_TYPES: [&str; 5] = ["Params", "Body", "Form", "Response", "Error"];

/// Names that all functions of operations share their file with.
const TAKEN: &[&str] = &["xmlForms", "rt", "models"];

/// Names of arguments that are ours.
const ARGUMENTS: &[&str] = &["connection", "body", "params", "options"];

/// A TypeScript package, decided.
pub struct Package<'a> {
    /// The API it is made from.
    pub api: &'a Api,
    /// The name of each type, by [`TypeId`].
    pub types: Vec<String>,
    /// What is decided of each service, in the order of the IR.
    pub services: Vec<ServiceNames>,
    /// Structs that are a case of a union: what tells them apart must be there.
    cases: BTreeSet<TypeId>,
    /// Types of a user's own.
    pub foreign: ForeignTypes,
}

/// What is decided of a service.
pub struct ServiceNames {
    /// Its file, without extension.
    pub file: String,
    /// Its class.
    pub class: String,
    /// The property of the client.
    pub property: String,
    /// Its operations, in the order of the IR.
    pub operations: Vec<OperationNames>,
}

/// What is decided of an operation.
pub struct OperationNames {
    /// The function, unique in the package.
    pub function: String,
    /// The method of the service.
    pub method: String,
    /// The constant that describes it.
    pub constant: String,
    /// The example program.
    pub example: String,
    /// Prefix of types that belong to the operation alone.
    pub prefix: String,
    /// Arguments, or properties of the object of further parameters, in the order of the IR.
    pub parameters: Vec<String>,
}

/// An operation with what is decided of its service and of itself.
pub type Decided<'p> = (&'p ServiceNames, &'p Operation, &'p OperationNames);

impl<'a> Package<'a> {
    /// Decides.
    pub fn new(api: &'a Api) -> Self {
        let cases = api.types.iter().flat_map(|def| match &def.kind {
            TypeKind::Union(union) => union
                .variants
                .iter()
                .flat_map(|variant| variant.ty.named())
                .collect(),
            TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Alias(_) => Vec::new(),
        });
        let types = scope_of(
            api.types.iter().map(|def| &def.name),
            names::type_name,
            TAKEN,
        );
        Self {
            api,
            foreign: ForeignTypes::new(api, &types),
            types,
            services: services(api),
            cases: cases.collect(),
        }
    }

    /// The name of a type.
    pub fn type_name(&self, id: TypeId) -> &str {
        &self.types[id.0 as usize]
    }

    /// All operations with what is decided of them.
    pub fn operations(&self) -> impl Iterator<Item = Decided<'_>> {
        self.services().flat_map(|(service, decided)| {
            let operations = service.operations.iter().zip(&decided.operations);
            operations.map(move |(operation, names)| (decided, operation, names))
        })
    }

    /// All services with what is decided of them.
    pub fn services(&self) -> impl Iterator<Item = (&Service, &ServiceNames)> {
        self.api.services.iter().zip(&self.services)
    }

    /// Whether a constant may be left out of a struct: it is only sent, and nobody tells a case of a union by it.
    pub fn may_omit_constants(&self, id: TypeId) -> bool {
        !self.api.type_def(id).usage.received && !self.cases.contains(&id)
    }

    /// Whether `null` is a value of the type, without a word about presence.
    pub fn takes_null(&self, ty: &Type) -> bool {
        match ty {
            Type::Any | Type::Null | Type::Nullable(_) => true,
            Type::Named(id) => match &self.api.type_def(*id).kind {
                TypeKind::Alias(Type::Named(other)) if other == id => false,
                TypeKind::Alias(ty) => self.takes_null(ty),
                TypeKind::Union(union) => union.variants.iter().any(|variant| {
                    variant.kinds.contains(&crate::spec::JsonType::Null)
                        || matches!(variant.ty, Type::Null | Type::Any)
                }),
                TypeKind::Enum(e) => e.open && e.base == EnumBase::Mixed,
                TypeKind::Struct(_) => false,
            },
            _ => false,
        }
    }
}

/// Which parameters are arguments of their own: those of the path. All others are properties of one object.
pub fn is_positional(operation: &Operation, index: usize) -> bool {
    operation.parameters[index].location == ParameterLocation::Path
}

/// Whether the caller has to say of which content type the body is.
pub fn has_chosen_body(operation: &Operation) -> bool {
    operation.body.as_ref().is_some_and(|body| {
        body.content.len() > 1
            || body
                .content
                .iter()
                .any(|content| content.media_type.contains('*'))
    })
}

/// Whether an operation has parameters that are no arguments of their own, and whether any of them is required.
pub fn params(operation: &Operation) -> (bool, bool) {
    let mut further = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location != ParameterLocation::Path)
        .peekable();
    (
        further.peek().is_some(),
        further.any(|parameter| parameter.presence == Presence::Required),
    )
}

/// Whether a union's cases are told apart by this property.
pub fn tag_of(tagging: &Tagging) -> Option<&str> {
    match tagging {
        Tagging::Property(name) => Some(&name.wire),
        Tagging::Kind | Tagging::Structure => None,
    }
}

/// Whether an operation has a multipart body of its own type.
pub fn is_multipart(kind: &BodyKind) -> bool {
    matches!(kind, BodyKind::Multipart(_))
}

/// Identifiers of one scope for a list of names.
/// Identifiers of one scope.
pub fn scope_of<'n>(
    names: impl Iterator<Item = &'n Name>,
    rule: fn(&Name) -> String,
    taken: &[&str],
) -> Vec<String> {
    let entries: Vec<(String, &str)> = names.map(|name| (rule(name), name.wire.as_str())).collect();
    scope::distinct(&entries, taken)
}

fn services(api: &Api) -> Vec<ServiceNames> {
    let of_operations = || api.operations().map(|operation| &operation.full_name);
    let prefixes = scope_of(of_operations(), names::type_name, &[]);
    let functions_taken = [TAKEN, ARGUMENTS].concat();
    let functions = scope_of(of_operations(), names::function_name, &functions_taken);
    let functions_taken: Vec<&str> = functions.iter().map(String::as_str).collect();
    let constants = scope_of(of_operations(), names::constant_name, &functions_taken);
    let examples = scope_of(of_operations(), names::file_name, &["client", "tsconfig"]);
    // Classes of services stand beside the types of their operations.
    let made: Vec<String> = prefixes
        .iter()
        .flat_map(|prefix| OPERATION_TYPES.map(|suffix| format!("{prefix}{suffix}")))
        .chain(functions.iter().chain(&constants).cloned())
        .collect();
    let made: Vec<&str> = made.iter().map(String::as_str).collect();
    let of_services = || api.services.iter().map(|service| &service.name);
    let files = scope_of(of_services(), names::file_name, &["index"]);
    let classes = scope_of(of_services(), names::type_name, &made);
    let properties = scope_of(of_services(), names::member_name, &names::object_members());
    let mut decided = prefixes
        .into_iter()
        .zip(functions.into_iter().zip(constants).zip(examples));
    api.services
        .iter()
        .zip(files.into_iter().zip(classes).zip(properties))
        .map(|(service, ((file, class), property))| {
            let methods = scope_of(
                service.operations.iter().map(|operation| &operation.name),
                names::member_name,
                &names::object_members(),
            );
            let operations = service
                .operations
                .iter()
                .zip(methods)
                .zip(&mut decided)
                .map(
                    |((operation, method), (prefix, ((function, constant), example)))| {
                        OperationNames {
                            parameters: parameters(operation, &function, &constant),
                            function,
                            method,
                            constant,
                            example,
                            prefix,
                        }
                    },
                )
                .collect();
            ServiceNames {
                file,
                class,
                property,
                operations,
            }
        })
        .collect()
}

/// Arguments are named as the language names them, properties as on the wire, unless every object has one of that name.
fn parameters(operation: &Operation, function: &str, constant: &str) -> Vec<String> {
    let all = operation.parameters.iter().enumerate();
    let (positional, further): (Vec<_>, Vec<_>) =
        all.partition(|(index, _)| is_positional(operation, *index));
    let taken = [ARGUMENTS, TAKEN, &[function, constant]].concat();
    let arguments = scope_of(
        positional.iter().map(|(_, parameter)| &parameter.name),
        names::function_name,
        &taken,
    );
    let entries: Vec<(String, &str)> = further
        .iter()
        .map(|(_, parameter)| (parameter.name.wire.clone(), parameter.name.wire.as_str()))
        .collect();
    let properties = scope::distinct(&entries, names::PROTOTYPE_MEMBERS);
    let mut result = vec![String::new(); operation.parameters.len()];
    for ((index, _), name) in positional
        .iter()
        .chain(&further)
        .zip(arguments.into_iter().chain(properties))
    {
        result[*index] = name;
    }
    result
}
