//! `Package`: everything that is decided for a gem before a line is written: modules, files, identifiers.

use std::collections::{BTreeMap, BTreeSet};

use super::foreign::{self, ForeignType};
use super::names;
use crate::config::PackageOptions;
use crate::emit::environment::Environment;
use crate::emit::foreign::Read;
use crate::emit::scope;
use crate::ir::{
    Api, BodyKind, Multipart, Name, NumberFormat, Operation, Service, Type, TypeId, TypeKind,
};

/// A gem, decided.
pub struct Package<'a> {
    /// The API it is made from.
    pub api: &'a Api,
    /// The gem, and its folder below `lib/`.
    pub gem: String,
    /// The module of everything in it.
    pub module: String,
    /// Files of `models/`, in the order of their names.
    pub models: Vec<ModelFile>,
    /// What is decided of each type, by [`TypeId`].
    pub types: Vec<TypeNames>,
    /// What is decided of each service, in the order of the IR.
    pub services: Vec<ServiceNames>,
    /// Keyword arguments of the client for the security schemes.
    pub credentials: Vec<String>,
    /// Keyword arguments of the client for the variables of the servers, by wire name.
    pub variables: Vec<(String, String)>,
    /// Variables that example programs read.
    pub environment: Environment,
    /// Whether a number must not be rounded: `BigDecimal` is a gem of its own from Ruby 3.4 on.
    pub decimals: bool,
    /// Types of a user's own.
    pub foreign: Read<ForeignType>,
}

/// A file of `models/`.
pub struct ModelFile {
    /// Its name, without `.rb`.
    pub file: String,
    /// What it holds.
    pub content: ModelContent,
}

/// What a file of `models/` holds.
pub enum ModelContent {
    /// A component of the description with the inline types in it, or those of the paths.
    Types(Vec<TypeId>),
    /// The parts of a multipart body: service, operation, content.
    Form(usize, usize, usize),
}

/// What is decided of a type.
pub struct TypeNames {
    /// Its name in `Models`.
    pub name: String,
    /// Fields of a struct or constants of an enum, in the order of the IR.
    pub members: Vec<String>,
    /// The reader of further properties.
    pub rest: String,
}

/// What is decided of a service.
pub struct ServiceNames {
    /// Its file, without `.rb`.
    pub file: String,
    /// The method of the client.
    pub accessor: String,
    /// Its class in `Services`.
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
    /// The example program, without `.rb`.
    pub example: String,
    /// Arguments, in the order of the parameters in the IR.
    pub arguments: Vec<String>,
    /// Multipart bodies, by index of content.
    pub forms: BTreeMap<usize, TypeNames>,
}

/// An operation with what is decided of its service and of itself.
#[derive(Clone, Copy)]
pub struct Decided<'p> {
    pub service: &'p ServiceNames,
    pub operation: &'p Operation,
    pub names: &'p OperationNames,
}

impl<'a> Package<'a> {
    /// Decides.
    pub fn new(api: &'a Api, options: &PackageOptions) -> Self {
        let forms = forms(api);
        let entries: Vec<(String, &str)> = api
            .types
            .iter()
            .map(|def| (names::type_name(&def.name), def.name.wire.as_str()))
            .chain(
                forms
                    .iter()
                    .map(|form| (form.name.clone(), form.wire.as_str())),
            )
            .collect();
        let mut type_names = scope::distinct(&entries, names::TYPES_TAKEN);
        let form_names = type_names.split_off(api.types.len());
        let types: Vec<_> = api
            .types
            .iter()
            .zip(type_names)
            .map(|(def, name)| members(&def.kind, name))
            .collect();
        let mut services = services(api);
        for (form, name) in forms.iter().zip(&form_names) {
            let (service, operation, content) = form.place;
            let named = TypeNames {
                name: name.clone(),
                members: form.members.clone(),
                rest: String::new(),
            };
            services[service].operations[operation]
                .forms
                .insert(content, named);
        }
        let (credentials, variables) = client_arguments(api);
        Self {
            api,
            gem: names::gem_name(&options.name),
            module: names::package_module(&options.name),
            models: model_files(api, &forms),
            types,
            services,
            credentials,
            variables,
            environment: Environment::new(api),
            decimals: has_decimals(api),
            foreign: foreign::read(api),
        }
    }

    /// The decisions of a type.
    pub fn names(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }

    /// All operations.
    pub fn operations(&self) -> impl Iterator<Item = Decided<'_>> {
        self.api
            .services
            .iter()
            .zip(&self.services)
            .flat_map(|(service, names)| of_service(service, names))
    }
}

/// The operations of a service.
pub fn of_service<'p>(
    service: &'p Service,
    names: &'p ServiceNames,
) -> impl Iterator<Item = Decided<'p>> {
    service
        .operations
        .iter()
        .zip(&names.operations)
        .map(move |(operation, of_operation)| Decided {
            service: names,
            operation,
            names: of_operation,
        })
}

/// A multipart body, not yet told apart from the types.
struct Form {
    place: (usize, usize, usize),
    name: String,
    wire: String,
    members: Vec<String>,
}

fn forms(api: &Api) -> Vec<Form> {
    let mut forms = Vec::new();
    for (s, service) in api.services.iter().enumerate() {
        for (o, operation) in service.operations.iter().enumerate() {
            let contents = operation.body.iter().flat_map(|body| &body.content);
            for (c, content) in contents.enumerate() {
                if let BodyKind::Multipart(multipart) = &content.kind {
                    forms.push(form((s, o, c), operation, multipart));
                }
            }
        }
    }
    forms
}

fn form(place: (usize, usize, usize), operation: &Operation, multipart: &Multipart) -> Form {
    let parts = multipart.parts.iter().map(|part| &part.name);
    Form {
        place,
        name: format!("{}Form", names::type_name(&operation.full_name)),
        wire: format!("{} form {}", operation.id, place.2),
        members: scope_of(parts, names::field_name, &[]),
    }
}

/// Identifiers of one scope for a list of names.
fn scope_of<'n>(
    names: impl Iterator<Item = &'n Name>,
    rule: fn(&Name) -> String,
    taken: &[&str],
) -> Vec<String> {
    let entries: Vec<(String, &str)> = names.map(|name| (rule(name), name.wire.as_str())).collect();
    scope::distinct(&entries, taken)
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
            names::constant_name,
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

/// Types share a file with the component they are inline in; those inline in paths stand together in `operations`.
fn model_files(api: &Api, forms: &[Form]) -> Vec<ModelFile> {
    let mut owners: BTreeMap<Option<String>, Vec<TypeId>> = BTreeMap::new();
    for (index, def) in api.types.iter().enumerate() {
        let mut tokens = def.pointer.tokens();
        let owner = match (tokens.next().as_deref(), tokens.next(), tokens.next()) {
            (Some("components"), Some(_), Some(component)) => Some(component),
            _ => None,
        };
        owners.entry(owner).or_default().push(TypeId(index as u32));
    }
    let mut entries: Vec<(String, String)> = owners
        .iter()
        .map(|(owner, types)| match owner {
            None => ("operations".to_owned(), String::new()),
            Some(owner) => (
                names::file_name(&api.type_def(types[0]).name),
                owner.clone(),
            ),
        })
        .collect();
    let mut contents: Vec<_> = owners.into_values().map(ModelContent::Types).collect();
    for form in forms {
        let operation = &api.services[form.place.0].operations[form.place.1];
        let file = format!("{}_form", names::file_name(&operation.full_name));
        entries.push((file, form.wire.clone()));
        contents.push(ModelContent::Form(form.place.0, form.place.1, form.place.2));
    }
    let entries: Vec<(String, &str)> = entries
        .iter()
        .map(|(file, owner)| (file.clone(), owner.as_str()))
        .collect();
    let files = scope::distinct(&entries, &[]);
    let mut files: Vec<_> = contents
        .into_iter()
        .zip(files)
        .map(|(content, file)| ModelFile { file, content })
        .collect();
    files.sort_by(|a, b| a.file.cmp(&b.file));
    files
}

fn services(api: &Api) -> Vec<ServiceNames> {
    let service_names = || api.services.iter().map(|service| &service.name);
    let files = scope_of(service_names(), names::file_name, &[]);
    let accessors = scope_of(service_names(), names::method_name, &[]);
    let classes = scope_of(service_names(), names::type_name, names::SERVICES_TAKEN);
    let mut examples = scope_of(
        api.operations().map(|operation| &operation.full_name),
        names::file_name,
        &["common"],
    )
    .into_iter();
    let decided = api.services.iter().zip(files).zip(accessors).zip(classes);
    decided
        .map(|(((service, file), accessor), name)| ServiceNames {
            file,
            accessor,
            name,
            operations: operations(service, &mut examples),
        })
        .collect()
}

fn operations(
    service: &Service,
    examples: &mut impl Iterator<Item = String>,
) -> Vec<OperationNames> {
    let list = || service.operations.iter().map(|operation| &operation.name);
    let methods = scope_of(list(), names::method_name, &[]);
    let constants = scope_of(list(), names::constant_name, &[]);
    let decided = service.operations.iter().zip(methods).zip(constants);
    decided
        .zip(examples)
        .map(
            |(((operation, method), constant), example)| OperationNames {
                method,
                constant,
                example,
                arguments: scope_of(
                    operation.parameters.iter().map(|parameter| &parameter.name),
                    names::argument_name,
                    names::ARGUMENTS_TAKEN,
                ),
                forms: BTreeMap::new(),
            },
        )
        .collect()
}

/// Keyword arguments of the client: of schemes, and of the variables of all servers, those of one name once.
fn client_arguments(api: &Api) -> (Vec<String>, Vec<(String, String)>) {
    let mut seen = BTreeSet::new();
    let variables: Vec<&Name> = api
        .servers
        .iter()
        .flat_map(|server| &server.variables)
        .map(|variable| &variable.name)
        .filter(|name| seen.insert(name.wire.as_str()))
        .collect();
    let schemes = api.security_schemes.iter().map(|scheme| &scheme.name);
    let mut all = scope_of(
        schemes.chain(variables.iter().copied()),
        names::argument_name,
        names::SETTINGS,
    );
    let of_variables = all.split_off(api.security_schemes.len());
    let wires = variables.iter().map(|name| name.wire.clone());
    (all, wires.zip(of_variables).collect())
}

fn has_decimals(api: &Api) -> bool {
    let in_types = api.types.iter().any(|def| match &def.kind {
        TypeKind::Struct(s) => s.fields.iter().any(|field| is_decimal(&field.ty)),
        TypeKind::Union(u) => u.variants.iter().any(|variant| is_decimal(&variant.ty)),
        TypeKind::Alias(ty) => is_decimal(ty),
        TypeKind::Enum(_) => false,
    });
    in_types
        || api
            .operations()
            .flat_map(|operation| &operation.parameters)
            .any(|parameter| is_decimal(&parameter.ty))
}

fn is_decimal(ty: &Type) -> bool {
    match ty {
        Type::Number(NumberFormat::Decimal) => true,
        Type::Array { item, .. } | Type::Map(item) | Type::Nullable(item) => is_decimal(item),
        Type::Tuple { items, rest } => items.iter().chain(rest.as_deref()).any(is_decimal),
        Type::Number(_)
        | Type::Any
        | Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::String(_)
        | Type::Named(_)
        | Type::Foreign { .. } => false,
    }
}
