//! `Package`: everything that is decided for a Python package before a line is written: modules and identifiers.

use std::collections::{BTreeMap, BTreeSet};

use super::foreign::ForeignTypes;
use super::names::{self, scope_of};
use crate::config::PackageOptions;
use crate::emit::scope;
use crate::emit::sink::Code;
use crate::ir::{Api, BodyKind, Multipart, Operation, Service, Type, TypeId, TypeKind};

/// A Python package, decided.
pub struct Package<'a> {
    /// The API it is made from.
    pub api: &'a Api,
    /// Its options.
    pub options: &'a PackageOptions,
    /// The name by which it is imported.
    pub module: String,
    /// Files of `models/`, in the order of their names.
    pub models: Vec<ModelFile>,
    /// What is decided of each type, by [`TypeId`].
    pub types: Vec<TypeNames>,
    /// What is decided of each service, in the order of the IR.
    pub services: Vec<ServiceNames>,
    /// Types of a user's own.
    pub foreign: ForeignTypes,
}

/// A file of `models/`: a component of the description with the inline types in it, or the types of a service's operations.
#[derive(Default)]
pub struct ModelFile {
    /// Its module.
    pub module: String,
    /// Its types, in the order of the IR.
    pub types: Vec<TypeId>,
    /// Forms of multipart bodies: service, operation, content.
    pub forms: Vec<(usize, usize, usize)>,
}

/// What is decided of a type.
#[derive(Default)]
pub struct TypeNames {
    /// Its name, unique in the package.
    pub name: String,
    /// Attributes of a struct or members of an enum, in the order of the IR.
    pub members: Vec<String>,
    /// The attribute that keeps further properties.
    pub rest: String,
}

/// What is decided of a service.
pub struct ServiceNames {
    /// Its module.
    pub module: String,
    /// The property of the client.
    pub accessor: String,
    /// The class its operations are methods of; that of the asynchronous client has `Async` in front.
    pub name: String,
    /// Its operations, in the order of the IR.
    pub operations: Vec<OperationNames>,
}

/// What is decided of an operation.
pub struct OperationNames {
    /// The method.
    pub method: String,
    /// The constant that describes it.
    pub constant: String,
    /// The example program.
    pub example: String,
    /// Arguments, in the order of the IR.
    pub parameters: Vec<String>,
    /// Forms, by index of content: the class and its attributes.
    pub forms: BTreeMap<usize, (String, Vec<String>)>,
}

/// An operation with what is decided of its service and of itself.
pub type Decided<'p> = (&'p ServiceNames, &'p Operation, &'p OperationNames);

impl<'a> Package<'a> {
    /// Decides.
    pub fn new(api: &'a Api, options: &'a PackageOptions) -> Self {
        // Types and forms stand side by side in `models`; a form yields.
        let types = scope_of(api.types.iter().map(|def| &def.name), names::type_name, &[]);
        let taken: Vec<&str> = types.iter().map(String::as_str).collect();
        let forms = scope_of(
            api.operations()
                .flat_map(multiparts)
                .map(|(_, form)| &form.name),
            names::type_name,
            &taken,
        );
        let types = api
            .types
            .iter()
            .zip(types)
            .map(|(def, name)| members(&def.kind, name))
            .collect();
        let services = services(api, forms);
        Self {
            foreign: ForeignTypes::new(api),
            api,
            options,
            module: names::package_name(&options.name),
            models: model_files(api, &services),
            types,
            services,
        }
    }

    /// The decisions of a type.
    pub fn names(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }

    /// The name of a type.
    pub fn type_ident(&self, id: TypeId) -> Code {
        names::ident(&self.names(id).name)
    }

    /// The module of a type, unless it is that of another type.
    pub fn module_beside(&self, id: TypeId, other: TypeId) -> Option<&str> {
        let file = self.models.iter().find(|file| file.types.contains(&id))?;
        (!file.types.contains(&other)).then_some(file.module.as_str())
    }

    /// The name of an attribute or member.
    pub fn member(&self, of: TypeId, index: usize) -> Code {
        names::ident(&self.names(of).members[index])
    }

    /// All operations with their names.
    pub fn operations(&self) -> impl Iterator<Item = Decided<'_>> {
        self.api
            .services
            .iter()
            .zip(&self.services)
            .flat_map(|(service, decided)| {
                let operations = service.operations.iter().zip(&decided.operations);
                operations.map(move |(operation, names)| (decided, operation, names))
            })
    }

    /// Whether `null` is a value of the type itself, also through aliases.
    pub fn is_nullable(&self, ty: &Type) -> bool {
        self.nullable(ty, &mut BTreeSet::new())
    }

    fn nullable(&self, ty: &Type, seen: &mut BTreeSet<TypeId>) -> bool {
        match ty {
            Type::Any | Type::Null | Type::Nullable(_) => true,
            Type::Named(id) if seen.insert(*id) => match &self.api.type_def(*id).kind {
                TypeKind::Alias(ty) => self.nullable(ty, seen),
                TypeKind::Union(u) => u
                    .variants
                    .iter()
                    .any(|variant| self.nullable(&variant.ty, seen)),
                TypeKind::Struct(_) | TypeKind::Enum(_) => false,
            },
            Type::Named(_)
            | Type::Never
            | Type::Boolean
            | Type::Integer(_)
            | Type::Number(_)
            | Type::String(_)
            | Type::Array { .. }
            | Type::Tuple { .. }
            | Type::Map(_)
            | Type::Foreign { .. } => false,
        }
    }
}

/// The multipart bodies of an operation, with the index of their content.
pub fn multiparts(operation: &Operation) -> impl Iterator<Item = (usize, &Multipart)> {
    let contents = operation
        .body
        .iter()
        .flat_map(|body| &body.content)
        .enumerate();
    contents.filter_map(|(index, content)| match &content.kind {
        BodyKind::Multipart(multipart) => Some((index, multipart)),
        BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Binary | BodyKind::Text => None,
    })
}

fn members(kind: &TypeKind, name: String) -> TypeNames {
    let members = match kind {
        TypeKind::Struct(s) => scope_of(
            s.fields.iter().map(|field| &field.name),
            names::field_name,
            &[],
        ),
        TypeKind::Enum(e) => scope_of(
            e.variants.iter().map(|variant| &variant.name),
            names::member_name,
            &[],
        ),
        TypeKind::Union(_) | TypeKind::Alias(_) => Vec::new(),
    };
    let rest = scope::fresh("additional_properties", &members);
    TypeNames {
        name,
        members,
        rest,
    }
}

/// Types share a file with the component they are inline in; those inline in an operation stand with all of its service, so that a
/// program loads only the types of what it uses.
fn model_files(api: &Api, services: &[ServiceNames]) -> Vec<ModelFile> {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Owner {
        Component(String),
        Service(usize),
        Other,
    }
    let mut by_pointer: BTreeMap<String, usize> = BTreeMap::new();
    for (index, service) in api.services.iter().enumerate() {
        by_pointer.extend(
            service
                .operations
                .iter()
                .map(|operation| (operation.pointer.path().to_owned(), index)),
        );
    }
    let mut owners: BTreeMap<Owner, ModelFile> = BTreeMap::new();
    for (index, def) in api.types.iter().enumerate() {
        let tokens: Vec<_> = def.pointer.tokens().take(3).collect();
        let owner = match tokens.as_slice() {
            [components, _, component] if components == "components" => {
                Owner::Component(component.to_string())
            }
            _ => owner_of(def.pointer.path(), &by_pointer).map_or(Owner::Other, Owner::Service),
        };
        owners
            .entry(owner)
            .or_default()
            .types
            .push(TypeId(index as u32));
    }
    for (service, (of, decided)) in api.services.iter().zip(services).enumerate() {
        for (operation, names) in decided.operations.iter().enumerate() {
            let forms = names
                .forms
                .keys()
                .map(|content| (service, operation, *content));
            let forms: Vec<_> = forms.collect();
            if !forms.is_empty() {
                owners
                    .entry(Owner::Service(service))
                    .or_default()
                    .forms
                    .extend(forms);
            }
        }
        let _ = of;
    }
    let entries: Vec<(String, String)> = owners
        .iter()
        .map(|(owner, file)| match owner {
            Owner::Component(component) => (
                names::module_name(&api.type_def(file.types[0]).name),
                component.clone(),
            ),
            Owner::Service(index) => (
                format!("{}_operations", services[*index].module),
                format!("#{index}"),
            ),
            Owner::Other => ("operations".to_owned(), "#".to_owned()),
        })
        .collect();
    let entries: Vec<(String, &str)> = entries
        .iter()
        .map(|(module, owner)| (module.clone(), owner.as_str()))
        .collect();
    let modules = scope::distinct(&entries, &[]);
    let mut files: Vec<ModelFile> = owners
        .into_values()
        .zip(modules)
        .map(|(file, module)| ModelFile { module, ..file })
        .collect();
    files.sort_by(|a, b| a.module.cmp(&b.module));
    files
}

/// The service of the operation that a pointer is in: the longest beginning of it that is one.
fn owner_of(pointer: &str, by_pointer: &BTreeMap<String, usize>) -> Option<usize> {
    let mut end = pointer.len();
    loop {
        if let Some(found) = by_pointer.get(&pointer[..end]) {
            return Some(*found);
        }
        end = pointer[..end].rfind('/')?;
    }
}

/// A number behind a class may have made its asynchronous form the name of another class.
fn keep_asynchronous_forms_free(classes: &mut [String]) {
    for index in 0..classes.len() {
        while classes.contains(&format!("Async{}", classes[index])) {
            classes[index].push('2');
        }
    }
}

fn services(api: &Api, forms: Vec<String>) -> Vec<ServiceNames> {
    let list = || api.services.iter().map(|service| &service.name);
    let modules = scope_of(list(), names::module_name, &[]);
    let accessors = scope_of(list(), names::accessor_name, &[]);
    let asynchronous: Vec<String> = list()
        .map(|name| format!("Async{}", names::type_name(name)))
        .collect();
    let asynchronous = asynchronous.iter().map(String::as_str);
    // The classes of the clients stand where those of the services are imported.
    let taken: Vec<&str> = asynchronous.chain(["Client", "AsyncClient"]).collect();
    let mut classes = scope_of(list(), names::type_name, &taken);
    keep_asynchronous_forms_free(&mut classes);
    let examples = scope_of(
        api.operations().map(|operation| &operation.full_name),
        names::module_name,
        &["new_client"],
    );
    let mut examples = examples.into_iter();
    let mut forms = forms.into_iter();
    let decided = modules.into_iter().zip(accessors).zip(classes);
    api.services
        .iter()
        .zip(decided)
        .map(|(service, ((module, accessor), name))| ServiceNames {
            module,
            accessor,
            name,
            operations: operations(service, &mut examples, &mut forms),
        })
        .collect()
}

fn operations(
    service: &Service,
    examples: &mut impl Iterator<Item = String>,
    forms: &mut impl Iterator<Item = String>,
) -> Vec<OperationNames> {
    let list = || service.operations.iter();
    let methods = scope_of(
        list().map(|operation| &operation.name),
        names::method_name,
        &[],
    );
    let constants = scope_of(
        list().map(|operation| &operation.name),
        names::constant_name,
        &[],
    );
    list()
        .zip(methods.into_iter().zip(constants))
        .map(|(operation, (method, constant))| OperationNames {
            method,
            constant,
            example: examples.next().unwrap_or_default(),
            parameters: scope_of(
                operation.parameters.iter().map(|parameter| &parameter.name),
                names::argument_name,
                &[],
            ),
            forms: multiparts(operation)
                .map(|(index, form)| {
                    let parts = scope_of(
                        form.parts.iter().map(|part| &part.name),
                        names::field_name,
                        &[],
                    );
                    (index, (forms.next().unwrap_or_default(), parts))
                })
                .collect(),
        })
        .collect()
}
