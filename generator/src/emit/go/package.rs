//! `Package`: everything that is decided for a Go package before a line is written: files, identifiers, what is derived.

use std::collections::{BTreeMap, BTreeSet};

use super::foreign::ForeignTypes;
use super::names;
use super::scopes::{self, scope_of, Made, Scope};
use crate::config::PackageOptions;
use crate::emit::{scope, webhooks};
use crate::ir::{Api, Operation, TypeId, TypeKind};

/// A Go package, decided.
pub struct Package<'a> {
    /// The API it is made from.
    pub api: &'a Api,
    /// The options.
    pub options: &'a PackageOptions,
    /// Its name.
    pub name: String,
    /// Files of models, in the order of their names.
    pub models: Vec<ModelFile>,
    /// What is decided of each type, by [`TypeId`].
    pub types: Vec<TypeNames>,
    /// What is decided of each service, in the order of the IR.
    pub services: Vec<ServiceNames>,
    /// Types of a user's own.
    pub foreign: ForeignTypes,
    /// Names of the client's options: for each server, for each security scheme.
    pub functions: Functions,
    /// Variables that verify webhooks, in the order of [`webhooks::signed`].
    pub webhooks: Vec<String>,
}

/// A file of models: a component of the description with the inline types in it, or the types of a service.
pub struct ModelFile {
    /// Its path.
    pub path: String,
    /// Its types, in the order of the IR.
    pub types: Vec<TypeId>,
}

/// What is decided of a type.
pub struct TypeNames {
    /// Its name, unique in the package.
    pub name: String,
    /// Fields of a struct or union, or constants of an enum, in the order of the IR.
    pub members: Vec<String>,
    /// The field that keeps further properties or unknown values.
    pub rest: String,
    /// An alias that leads to itself: Go wants a type of its own for it.
    pub defined: bool,
}

/// What is decided of a service.
pub struct ServiceNames {
    /// Its file.
    pub path: String,
    /// The field of the client.
    pub field: String,
    /// The struct its operations are methods of.
    pub name: String,
    /// Its operations, in the order of the IR.
    pub operations: Vec<OperationNames>,
}

/// What is decided of an operation.
pub struct OperationNames {
    /// The method.
    pub method: String,
    /// The method that gives all pages.
    pub pages: String,
    /// The folder of the example program.
    pub example: String,
    /// The variable that describes it.
    pub variable: String,
    /// The variable that tells how its pages hang together.
    pub paging: String,
    /// Types that belong to the operation alone.
    pub params: String,
    /// The bodies of several content types.
    pub body: String,
    /// Several ways to succeed.
    pub response: String,
    /// The multipart bodies, by index of content.
    pub forms: BTreeMap<usize, Form>,
    /// Arguments for parameters, in the order of the IR.
    pub arguments: Vec<String>,
    /// Fields for parameters, in the order of the IR.
    pub fields: Vec<String>,
}

/// A multipart body.
pub struct Form {
    /// Its type.
    pub name: String,
    /// Fields of its parts.
    pub fields: Vec<String>,
}

/// Functions that make options of the client.
pub struct Functions {
    /// For each server: the type of its variables and the function.
    pub servers: Vec<(String, String)>,
    /// For each security scheme.
    pub schemes: Vec<String>,
}

/// An operation with what is decided of its service and of itself.
pub type Decided<'p> = (&'p ServiceNames, &'p Operation, &'p OperationNames);

impl<'a> Package<'a> {
    /// Decides. Names of types come first, then those made for operations, then those of services, functions and constants: what
    /// is added to the description does not rename what stands before it.
    pub fn new(api: &'a Api, options: &'a PackageOptions) -> Self {
        let mut scope = Scope::new(names::TAKEN_BY_PACKAGE);
        let type_names = scope.add(
            api.types
                .iter()
                .map(|def| (names::exported(&def.name), def.name.wire.clone())),
        );
        let made = scopes::operation_types(api, &mut scope);
        let services = scope.add(api.services.iter().map(|service| {
            (
                format!("{}Service", names::exported(&service.name)),
                service.name.wire.clone(),
            )
        }));
        let functions = scopes::functions(api, &mut scope);
        let types = scopes::types(api, type_names, &mut scope);
        let signed = webhooks::signed(api).into_iter().map(|signed| {
            let name = names::exported(&signed.name);
            (format!("{name}Webhook"), signed.name.wire)
        });
        let webhooks = scope.add(signed);
        let foreign = ForeignTypes::new(api, &mut scope);
        let mut package = Self {
            api,
            options,
            name: names::package_name(&options.name),
            models: model_files(api),
            types,
            services: self::services(api, services, made),
            functions,
            webhooks,
            foreign,
        };
        package.decide_defined();
        package
    }

    /// The decisions of a type.
    pub fn names(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }

    /// All operations with what is decided of them.
    pub fn operations(&self) -> impl Iterator<Item = Decided<'_>> {
        self.api
            .services
            .iter()
            .zip(&self.services)
            .flat_map(|(service, decided)| {
                let pairs = service.operations.iter().zip(&decided.operations);
                pairs.map(move |(operation, names)| (decided, operation, names))
            })
    }

    /// An alias may not lead to itself through other aliases.
    fn decide_defined(&mut self) {
        for index in 0..self.types.len() {
            let id = TypeId(index as u32);
            self.types[index].defined = self.alias_reaches(id, id, &mut BTreeSet::new());
        }
    }

    fn alias_reaches(&self, from: TypeId, goal: TypeId, seen: &mut BTreeSet<TypeId>) -> bool {
        let TypeKind::Alias(ty) = &self.api.type_def(from).kind else {
            return false;
        };
        ty.named().into_iter().any(|next| {
            next == goal
                || (seen.insert(next)
                    && !self.names(next).defined
                    && self.alias_reaches(next, goal, seen))
        })
    }
}

/// Types share a file with the component they are inline in; those inline in paths stand together for each service.
fn model_files(api: &Api) -> Vec<ModelFile> {
    let mut services: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (index, service) in api.services.iter().enumerate() {
        for operation in &service.operations {
            services.insert(operation.pointer.tokens().take(3).collect(), index);
        }
    }
    let mut owners: BTreeMap<(Option<String>, usize), Vec<TypeId>> = BTreeMap::new();
    for (index, def) in api.types.iter().enumerate() {
        let tokens: Vec<_> = def.pointer.tokens().collect();
        let owner = match tokens.as_slice() {
            [first, _, component, ..] if first == "components" => (Some(component.to_string()), 0),
            _ => {
                let own = services.get(tokens.get(..3).unwrap_or_default());
                (None, own.copied().unwrap_or(0))
            }
        };
        owners.entry(owner).or_default().push(TypeId(index as u32));
    }
    let stem = |owner: &(Option<String>, usize), types: &[TypeId]| match owner {
        (None, service) => {
            let service = api
                .services
                .get(*service)
                .map(|service| names::file_stem(&service.name));
            (
                format!(
                    "{}_types",
                    service.unwrap_or_else(|| "operation".to_owned())
                ),
                String::new(),
            )
        }
        (Some(component), _) => (
            format!("{}_model", names::file_stem(&api.type_def(types[0]).name)),
            component.clone(),
        ),
    };
    let entries: Vec<_> = owners
        .iter()
        .map(|(owner, types)| stem(owner, types))
        .collect();
    let entries: Vec<(String, &str)> = entries
        .iter()
        .map(|(stem, owner)| (stem.clone(), owner.as_str()))
        .collect();
    let stems = scope::distinct(&entries, &[]);
    let mut files: Vec<_> = owners
        .into_values()
        .zip(stems)
        .map(|(types, stem)| ModelFile {
            path: format!("{stem}.go"),
            types,
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn services(api: &Api, service_names: Vec<String>, made: Vec<Made>) -> Vec<ServiceNames> {
    let list = || api.services.iter().map(|service| &service.name);
    let fields = scope_of(list(), names::exported, names::TAKEN_BY_CLIENT);
    let stems = scope_of(
        list(),
        |name| format!("{}_service", names::file_stem(name)),
        &[],
    );
    let examples = scope_of(
        api.operations().map(|operation| &operation.full_name),
        names::file_stem,
        names::TAKEN_BY_FOLDERS,
    );
    let mut rest = made.into_iter().zip(examples);
    let decided = api
        .services
        .iter()
        .zip(service_names)
        .zip(fields.into_iter().zip(stems));
    decided
        .map(|((service, name), (field, stem))| {
            let methods = scope_of(
                service.operations.iter().map(|operation| &operation.name),
                names::exported,
                names::TAKEN_BY_SERVICES,
            );
            let pages: Vec<(String, &str)> = methods
                .iter()
                .map(|method| (format!("{method}Pages"), method.as_str()))
                .collect();
            let pages = scope::distinct(
                &pages,
                &methods.iter().map(String::as_str).collect::<Vec<_>>(),
            );
            let both = methods.into_iter().zip(pages);
            let operations = service.operations.iter().zip(both).zip(&mut rest);
            let operations = operations.map(|((of, (method, pages)), (made, example))| {
                operation(of, method, pages, made, example)
            });
            ServiceNames {
                path: format!("{stem}.go"),
                field,
                name,
                operations: operations.collect(),
            }
        })
        .collect()
}

fn operation(
    operation: &Operation,
    method: String,
    pages: String,
    made: Made,
    example: String,
) -> OperationNames {
    let variable = format!("op{}", made.prefix);
    let paging = format!("paging{}", made.prefix);
    let parameters = || operation.parameters.iter().map(|parameter| &parameter.name);
    let taken = [
        names::TAKEN_BY_LOCALS,
        &[variable.as_str(), paging.as_str()],
    ]
    .concat();
    let arguments = scope_of(parameters(), names::local, &taken);
    let fields = scope_of(parameters(), names::exported, &[]);
    OperationNames {
        arguments,
        fields,
        method,
        pages,
        example,
        variable,
        paging,
        params: made.params,
        body: made.body,
        response: made.response,
        forms: made.forms,
    }
}
