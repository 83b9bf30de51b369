//! `Package`: everything that is decided for a Rust package before a token is written: modules, identifiers, what is derived.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::features::{self, Part};
use super::foreign::ForeignType;
use super::{calendar, equal_enums, foreign, names};
use crate::config::{DateCrate, PackageOptions};
use crate::emit::foreign::Read;
use crate::emit::scope;
use crate::ir::{Api, Name, Operation, Presence, Type, TypeId, TypeKind};

/// Methods of the runtime's client: a service cannot have them for its accessor. Those of the prelude that take every type by
/// value would win over the accessor.
const CLIENT_METHODS: &[&str] = &["builder", "clone", "into", "new", "try_into"];

/// Methods that every service has: an operation cannot have them for its own.
const SERVICE_METHODS: &[&str] = &["new", "clone", "into", "try_into"];

/// What types made for one operation end in.
const OPERATION_TYPES: [&str; 4] = ["Params", "Body", "Form", "Response"];

/// A Rust package, decided.
pub struct Package<'a> {
    /// The API it is made from.
    pub api: &'a Api,
    /// Files of `src/models/`, in the order of their names.
    pub models: Vec<ModelFile>,
    /// What is decided of each type, by [`TypeId`].
    pub types: Vec<TypeNames>,
    /// What is decided of each service, in the order of the IR.
    pub services: Vec<ServiceNames>,
    /// All features of parts that can be left out; none: there are no such parts.
    pub features: Vec<String>,
    /// The crate that types of dates come from; `None`: they are texts.
    pub dates: Option<DateCrate>,
    /// The types of a user's own.
    pub foreign: Read<ForeignType>,
    /// Whether anything in the API is deprecated.
    pub has_deprecated: bool,
}

/// A file of `src/models/`: a component of the description with the inline types in it, or the types of a service.
pub struct ModelFile {
    /// Its module.
    pub module: String,
    /// Its types, in the order of the IR.
    pub types: Vec<TypeId>,
    /// The features that bring it; none: it is always there.
    pub features: Vec<String>,
}

/// What is decided of a type.
#[derive(Default)]
pub struct TypeNames {
    /// Its name, unique in the package.
    pub name: String,
    /// Fields of a struct or variants of an enum or union, in the order of the IR.
    pub members: Vec<String>,
    /// The field that keeps further properties, or the variant that keeps unknown values.
    pub rest: String,
    /// Whether it has a value without any argument.
    pub default: bool,
    /// An alias that leads to itself: Rust wants a struct of one field for it.
    pub newtype: bool,
    /// The enum that it is another name of.
    pub same_as: Option<TypeId>,
}

/// What is decided of a service.
pub struct ServiceNames {
    /// Its module.
    pub module: String,
    /// The struct its operations are methods of.
    pub name: String,
    /// The feature that brings it; none: it is always there.
    pub feature: Option<String>,
    /// Its operations, in the order of the IR.
    pub operations: Vec<OperationNames>,
}

/// What is decided of an operation.
pub struct OperationNames {
    /// The method.
    pub method: String,
    /// The static that describes it.
    pub constant: String,
    /// The example program.
    pub example: String,
    /// Prefix of types that belong to the operation alone.
    pub prefix: String,
    /// Arguments or fields of parameters, in the order of the IR.
    pub parameters: Vec<String>,
    /// Fields of multipart parts, by index of content.
    pub parts: BTreeMap<usize, Vec<String>>,
}

/// An operation with what is decided of its service and of itself.
pub type Decided<'p> = (&'p ServiceNames, &'p Operation, &'p OperationNames);

impl<'a> Package<'a> {
    /// Decides.
    pub fn new(api: &'a Api, options: &PackageOptions) -> Self {
        let type_names = scope_of(api.types.iter().map(|def| &def.name), names::type_name, &[]);
        let types: Vec<_> = api
            .types
            .iter()
            .zip(type_names)
            .map(|(def, name)| members(&def.kind, name))
            .collect();
        let modules = service_modules(api);
        let parts = features::parts(api, &modules);
        let mut package = Self {
            api,
            models: model_files(api, &parts),
            types,
            services: services(api, modules, &parts),
            features: parts.into_iter().map(|part| part.feature).collect(),
            dates: calendar::date_crate(options),
            foreign: foreign::read(api),
            has_deprecated: has_deprecated(api),
        };
        package.decide_equal_enums();
        package.decide_newtypes();
        package.decide_defaults();
        package
    }

    /// The decisions of a type.
    pub fn names(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }

    /// The type that stands in the package under this name: the same one, unless it is an enum that is equal to another.
    pub fn defined(&self, id: TypeId) -> TypeId {
        self.names(id).same_as.unwrap_or(id)
    }

    /// The path of a type where `models` is in scope, which it is in all generated files.
    pub fn type_path(&self, id: TypeId) -> TokenStream {
        let name = names::ident(&self.names(id).name);
        quote!(models::#name)
    }

    /// The identifier of a field.
    pub fn field(&self, of: TypeId, field: usize) -> Ident {
        names::ident(&self.names(of).members[field])
    }

    /// Whether any JSON value is of the type, also through aliases.
    pub fn is_any(&self, ty: &Type) -> bool {
        *self.behind_aliases(ty) == Type::Any
    }

    /// The type that a `type` item stands for, if it is one.
    pub fn behind_aliases<'t>(&'t self, ty: &'t Type) -> &'t Type {
        match ty {
            Type::Named(id) if !self.names(*id).newtype => match &self.api.type_def(*id).kind {
                TypeKind::Alias(ty) => self.behind_aliases(ty),
                _ => ty,
            },
            _ => ty,
        }
    }

    fn decide_equal_enums(&mut self) {
        let equal = equal_enums::first_equal(self.api, &self.models);
        for (names, one) in self.types.iter_mut().zip(equal) {
            names.same_as = one;
        }
    }

    /// A `type` item may not lead to itself through other `type` items.
    fn decide_newtypes(&mut self) {
        for index in 0..self.types.len() {
            let id = TypeId(index as u32);
            self.types[index].newtype = self.alias_reaches(id, id, &mut BTreeSet::new());
        }
    }

    fn alias_reaches(&self, from: TypeId, goal: TypeId, seen: &mut BTreeSet<TypeId>) -> bool {
        let TypeKind::Alias(ty) = &self.api.type_def(from).kind else {
            return false;
        };
        // An alias that is a struct already breaks the chain, unless it is the goal itself.
        ty.named().into_iter().any(|next| {
            next == goal
                || (seen.insert(next)
                    && !self.names(next).newtype
                    && self.alias_reaches(next, goal, seen))
        })
    }

    /// A struct has a default where nothing in it must be given.
    fn decide_defaults(&mut self) {
        for (names, def) in self.types.iter_mut().zip(&self.api.types) {
            names.default = matches!(&def.kind, TypeKind::Struct(s) if s.fields.iter().all(|field| {
                field.is_constant() || matches!(field.presence, Presence::Optional | Presence::OptionalNullable)
            }));
        }
    }
}

fn has_deprecated(api: &Api) -> bool {
    let in_type = |kind: &TypeKind| matches!(kind, TypeKind::Struct(s) if s.fields.iter().any(|field| field.deprecated));
    let of_operation = |operation: &Operation| {
        operation.deprecated
            || operation
                .parameters
                .iter()
                .any(|parameter| parameter.deprecated)
    };
    api.operations().any(of_operation)
        || api
            .types
            .iter()
            .any(|def| def.deprecated || in_type(&def.kind))
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
    let (members, rest) = match kind {
        TypeKind::Struct(s) => (
            scope_of(
                s.fields.iter().map(|field| &field.name),
                names::field_name,
                &[],
            ),
            "additional_properties",
        ),
        TypeKind::Enum(e) => (
            scope_of(
                e.variants.iter().map(|variant| &variant.name),
                names::variant_name,
                &[],
            ),
            "Unknown",
        ),
        TypeKind::Union(u) => (
            scope_of(
                u.variants.iter().map(|variant| &variant.name),
                names::variant_name,
                &[],
            ),
            "Unknown",
        ),
        TypeKind::Alias(_) => (Vec::new(), ""),
    };
    let rest = scope::fresh(rest, &members);
    TypeNames {
        name,
        members,
        rest,
        ..TypeNames::default()
    }
}

/// Where types stand together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Owner<'p> {
    /// In the module of what needs them: they are inline in paths.
    Module(&'p str),
    /// In that of the component they are inline in.
    Component(String),
}

/// Types share a file with the component they are inline in; those inline in paths stand together, for each part of the package.
fn model_files(api: &Api, parts: &[Part]) -> Vec<ModelFile> {
    let mut owners: BTreeMap<Owner<'_>, Vec<TypeId>> = BTreeMap::new();
    for (index, def) in api.types.iter().enumerate() {
        let id = TypeId(index as u32);
        let mut tokens = def.pointer.tokens();
        let owner = match (tokens.next().as_deref(), tokens.next(), tokens.next()) {
            (Some("components"), Some(_), Some(component)) => Owner::Component(component),
            _ => {
                Owner::Module(features::first(parts, id).map_or("operations", |part| &part.module))
            }
        };
        owners.entry(owner).or_default().push(id);
    }
    let entries: Vec<(String, &str)> = owners
        .iter()
        .map(|(owner, types)| match owner {
            Owner::Module(module) => ((*module).to_owned(), ""),
            Owner::Component(owner) => (
                names::module_name(&api.type_def(types[0]).name),
                owner.as_str(),
            ),
        })
        .collect();
    // `mod.rs` is the parent's own file.
    let modules = scope::distinct(&entries, &["mod"]);
    let lists: Vec<&[TypeId]> = owners.values().map(Vec::as_slice).collect();
    let features = features::of_files(api, parts, &lists);
    let mut files: Vec<_> = owners
        .into_values()
        .zip(modules)
        .zip(features)
        .map(|((types, module), features)| ModelFile {
            module,
            types,
            features,
        })
        .collect();
    files.sort_by(|a, b| a.module.cmp(&b.module));
    files
}

/// The modules of services, which are also called as the accessors of the client.
fn service_modules(api: &Api) -> Vec<String> {
    scope_of(
        api.services.iter().map(|service| &service.name),
        names::module_name,
        &[CLIENT_METHODS, &["mod"]].concat(),
    )
}

fn services(api: &Api, modules: Vec<String>, parts: &[Part]) -> Vec<ServiceNames> {
    let prefixes = scope_of(
        api.operations().map(|operation| &operation.full_name),
        names::type_prefix,
        &[],
    );
    let examples = scope_of(
        api.operations().map(|operation| &operation.full_name),
        names::example_name,
        &["common"],
    );
    // Services and the types of their operations are re-exported side by side.
    let made: Vec<String> = prefixes
        .iter()
        .flat_map(|prefix| OPERATION_TYPES.map(|suffix| format!("{prefix}{suffix}")))
        .collect();
    let made: Vec<&str> = made.iter().map(String::as_str).collect();
    let service_names = api.services.iter().map(|service| &service.name);
    let types = scope_of(service_names, names::type_name, &made);
    let features = parts.iter().map(|part| Some(part.feature.clone()));
    let features = features.chain(iter::repeat(None));
    let mut of_operation = prefixes.into_iter().zip(examples);
    api.services
        .iter()
        .zip(modules.into_iter().zip(types))
        .zip(features)
        .map(|((service, (module, name)), feature)| {
            let list = || service.operations.iter();
            let methods = scope_of(
                list().map(|operation| &operation.name),
                names::method_name,
                SERVICE_METHODS,
            );
            let constants = scope_of(
                list().map(|operation| &operation.full_name),
                names::constant_name,
                &[],
            );
            let operations = list()
                .zip(methods.into_iter().zip(constants))
                .zip(&mut of_operation)
                .map(
                    |((operation, (method, constant)), (prefix, example))| OperationNames {
                        method,
                        constant,
                        example,
                        prefix,
                        parameters: scope_of(
                            operation.parameters.iter().map(|parameter| &parameter.name),
                            names::field_name,
                            &["body", "content_type", "params"],
                        ),
                        parts: body_parts(operation),
                    },
                )
                .collect();
            ServiceNames {
                module,
                name,
                feature,
                operations,
            }
        })
        .collect()
}

fn body_parts(operation: &Operation) -> BTreeMap<usize, Vec<String>> {
    let content = operation
        .body
        .iter()
        .flat_map(|body| &body.content)
        .enumerate();
    content
        .filter_map(|(index, content)| match &content.kind {
            crate::ir::BodyKind::Multipart(multipart) => Some((
                index,
                scope_of(
                    multipart.parts.iter().map(|part| &part.name),
                    names::field_name,
                    &[],
                ),
            )),
            crate::ir::BodyKind::Json(_)
            | crate::ir::BodyKind::Form { .. }
            | crate::ir::BodyKind::Binary
            | crate::ir::BodyKind::Text => None,
        })
        .collect()
}
