//! `Package`: everything that is decided for a Java package before a line is written: classes, members, arguments.

use std::collections::{BTreeMap, BTreeSet};

use super::foreign::{self, ForeignTypes};
use super::names::{self, Coordinates};
use super::xml;
use crate::config::PackageOptions;
use crate::emit::scope;
use crate::emit::sink::Code;
use crate::ir::{Api, BodyKind, Name, Operation, Type, TypeId, TypeKind};

/// A Java package, decided.
pub struct Package<'a> {
    /// The API it is made from.
    pub api: &'a Api,
    /// Where it lives.
    pub at: Coordinates,
    /// The version.
    pub version: String,
    /// What is decided of each type, by [`TypeId`].
    pub types: Vec<TypeNames>,
    /// What is decided of each service, in the order of the IR.
    pub services: Vec<ServiceNames>,
    /// The class of the client.
    pub client: String,
    /// Whether anything in the API is deprecated.
    pub has_deprecated: bool,
    /// The class of the servers.
    pub servers: String,
    /// The class of what verifies webhooks.
    pub webhooks: String,
    /// Types of a user's own.
    pub foreign: ForeignTypes,
}

/// What is decided of a type.
pub struct TypeNames {
    /// Its class, unique in the whole package, also where the file system does not tell cases apart.
    pub name: String,
    /// Properties of a struct, constants of an enum or cases of a union, in the order of the IR.
    pub members: Vec<String>,
    /// The getter of further properties, the constant of unknown values, or the case of unknown values.
    pub rest: String,
    /// An alias that leads to itself: Java wants a class for it.
    pub wrapper: bool,
}

/// What is decided of a service.
pub struct ServiceNames {
    /// The class its operations are methods of.
    pub name: String,
    /// The method of the client that gives it.
    pub accessor: String,
    /// Its operations, in the order of the IR.
    pub operations: Vec<OperationNames>,
}

/// What is decided of an operation.
pub struct OperationNames {
    /// The method.
    pub method: String,
    /// The class of its further parameters.
    pub params: String,
    /// The class of its body, where that has several content types.
    pub body: String,
    /// The class of what it gives back, where it can succeed in several ways.
    pub outcome: String,
    /// The example program.
    pub example: String,
    /// Arguments or properties of parameters, in the order of the IR.
    pub parameters: Vec<String>,
    /// Classes and properties of multipart parts, by index of content.
    pub forms: BTreeMap<usize, FormNames>,
}

/// What is decided of a multipart body.
pub struct FormNames {
    /// Its class.
    pub name: String,
    /// Its properties, in the order of the IR.
    pub parts: Vec<String>,
}

/// An operation with what is decided of its service and of itself.
pub type Decided<'p> = (&'p ServiceNames, &'p Operation, &'p OperationNames);

impl<'a> Package<'a> {
    /// Decides.
    pub fn new(api: &'a Api, options: &PackageOptions) -> Self {
        let at = names::coordinates(options);
        let entries: Vec<_> = api
            .types
            .iter()
            .map(|def| (names::type_name(&def.name), def.name.wire.clone()))
            .collect();
        let mut taken = BTreeSet::new();
        if !api.xml.is_empty() {
            taken.insert(xml::CLASS.to_owned());
        }
        let foreign = ForeignTypes::new(api);
        if !foreign.is_empty() {
            taken.insert(foreign::CLASS.to_lowercase());
        }
        let classes = classes(&entries, &mut taken);
        let types = api
            .types
            .iter()
            .zip(classes)
            .map(|(def, name)| members(&def.kind, name))
            .collect();
        let services = services(api, &mut taken);
        let own = [
            format!("{}Client", at.prefix),
            format!("{}Servers", at.prefix),
            format!("{}Webhooks", at.prefix),
        ];
        let entries = own.map(|name| (name.clone(), name));
        let mut own = classes_of(&entries, &mut taken).into_iter();
        let mut package = Self {
            api,
            client: own.next().unwrap_or_default(),
            servers: own.next().unwrap_or_default(),
            webhooks: own.next().unwrap_or_default(),
            version: options.version.clone(),
            has_deprecated: has_deprecated(api),
            at,
            types,
            services,
            foreign,
        };
        package.decide_wrappers();
        package
    }

    /// The decisions of a type.
    pub fn names(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }

    /// The class of a type.
    pub fn type_code(&self, id: TypeId) -> Code {
        names::code(&self.names(id).name)
    }

    /// A property, constant or case of a type.
    pub fn member(&self, of: TypeId, index: usize) -> Code {
        names::code(&self.names(of).members[index])
    }

    /// The type that an alias without a class stands for.
    pub fn inlined(&self, id: TypeId) -> Option<&'a Type> {
        match &self.api.type_def(id).kind {
            TypeKind::Alias(ty) if !self.names(id).wrapper => Some(ty),
            TypeKind::Alias(_) | TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => {
                None
            }
        }
    }

    /// All operations, service by service.
    pub fn operations(&self) -> impl Iterator<Item = Decided<'_>> {
        self.api
            .services
            .iter()
            .zip(&self.services)
            .flat_map(|(service, decided)| {
                service
                    .operations
                    .iter()
                    .zip(&decided.operations)
                    .map(move |(operation, names)| (decided, operation, names))
            })
    }

    fn decide_wrappers(&mut self) {
        for index in 0..self.types.len() {
            let id = TypeId(index as u32);
            self.types[index].wrapper = self.alias_reaches(id, id, &mut BTreeSet::new());
        }
    }

    fn alias_reaches(&self, from: TypeId, goal: TypeId, seen: &mut BTreeSet<TypeId>) -> bool {
        let TypeKind::Alias(ty) = &self.api.type_def(from).kind else {
            return false;
        };
        // An alias that has a class already breaks the chain, unless it is the goal itself.
        ty.named().into_iter().any(|next| {
            next == goal
                || (seen.insert(next)
                    && !self.names(next).wrapper
                    && self.alias_reaches(next, goal, seen))
        })
    }
}

fn classes_of(entries: &[(String, String)], taken: &mut BTreeSet<String>) -> Vec<String> {
    classes(entries, taken)
}

/// Classes that differ also where the case of letters does not count, since each is a file; `taken` grows by them.
fn classes(entries: &[(String, String)], taken: &mut BTreeSet<String>) -> Vec<String> {
    let lower: Vec<(String, &str)> = entries
        .iter()
        .map(|(name, wire)| (name.to_lowercase(), wire.as_str()))
        .collect();
    // Whoever is spelt exactly as the class keeps the name.
    let exact: Vec<String> = lower.iter().map(|(name, _)| name.clone()).collect();
    let lower: Vec<(String, &str)> = lower
        .into_iter()
        .zip(entries)
        .zip(&exact)
        .map(|(((name, wire), (cased, _)), exact)| (name, if wire == cased { exact } else { wire }))
        .collect();
    let known: Vec<&str> = taken.iter().map(String::as_str).collect();
    let distinct = scope::distinct(&lower, &known);
    let result: Vec<String> = entries
        .iter()
        .zip(&distinct)
        .map(|((name, _), distinct)| format!("{name}{}", &distinct[name.to_lowercase().len()..]))
        .collect();
    taken.extend(distinct);
    result
}

/// Identifiers of one scope for a list of names.
pub fn scope_of<'n>(
    names: impl Iterator<Item = &'n Name>,
    rule: fn(&Name) -> String,
    taken: &[&str],
) -> Vec<String> {
    let entries: Vec<(String, &str)> = names.map(|name| (rule(name), name.wire.as_str())).collect();
    scope::distinct(&entries, taken)
}

fn members(kind: &TypeKind, name: String) -> TypeNames {
    let (members, rest) = match kind {
        TypeKind::Struct(s) => {
            let fields = s.fields.iter().map(|field| &field.name);
            (
                scope_of(fields, names::member_name, &[]),
                "additionalProperties",
            )
        }
        TypeKind::Enum(e) => {
            let variants = e.variants.iter().map(|variant| &variant.name);
            (
                scope_of(variants, names::constant_name, &["CODEC"]),
                "OTHER",
            )
        }
        TypeKind::Union(u) => {
            let variants = u.variants.iter().map(|variant| &variant.name);
            (scope_of(variants, names::member_name, &[]), "unknown")
        }
        TypeKind::Alias(_) => (Vec::new(), ""),
    };
    let rest = scope::fresh(rest, &members);
    TypeNames {
        name,
        members,
        rest,
        wrapper: false,
    }
}

fn services(api: &Api, taken: &mut BTreeSet<String>) -> Vec<ServiceNames> {
    let named = |name: &Name, suffix: &str| {
        let mut class = names::type_name(name);
        class.push_str(suffix);
        (class, name.wire.clone())
    };
    let services = api.services.iter();
    let entries: Vec<_> = services
        .map(|service| named(&service.name, "Service"))
        .collect();
    let types = classes(&entries, taken);
    let mut of_operation = |suffix: &str| {
        let operations = api.operations();
        let entries: Vec<_> = operations
            .map(|operation| named(&operation.full_name, suffix))
            .collect();
        classes(&entries, taken)
    };
    let (params, bodies, outcomes) = (
        of_operation("Params"),
        of_operation("Body"),
        of_operation("Response"),
    );
    let forms = of_operation("Form");
    // Programs are in no package, and see all classes they import.
    let examples = of_operation("Example");
    let accessors = scope_of(
        api.services.iter().map(|service| &service.name),
        names::method_name,
        &[],
    );
    let mut index = 0;
    api.services
        .iter()
        .zip(types.into_iter().zip(accessors))
        .map(|(service, (name, accessor))| {
            let list = || service.operations.iter();
            let methods = scope_of(
                list().map(|operation| &operation.name),
                names::method_name,
                &[],
            );
            let operations = list()
                .zip(methods)
                .map(|(operation, method)| {
                    let at = index;
                    index += 1;
                    OperationNames {
                        method,
                        params: params[at].clone(),
                        body: bodies[at].clone(),
                        outcome: outcomes[at].clone(),
                        example: examples[at].clone(),
                        parameters: scope_of(
                            operation.parameters.iter().map(|parameter| &parameter.name),
                            names::member_name,
                            &["body", "contentType", "core", "params"],
                        ),
                        forms: form_names(operation, &forms[at]),
                    }
                })
                .collect();
            ServiceNames {
                name,
                accessor,
                operations,
            }
        })
        .collect()
}

fn form_names(operation: &Operation, name: &str) -> BTreeMap<usize, FormNames> {
    let contents = operation.body.iter().flat_map(|body| &body.content);
    let mut forms = BTreeMap::new();
    for (index, content) in contents.enumerate() {
        match &content.kind {
            BodyKind::Multipart(multipart) => {
                let parts = multipart.parts.iter().map(|part| &part.name);
                let parts = scope_of(parts, names::member_name, &[]);
                let name = if forms.is_empty() {
                    name.to_owned()
                } else {
                    format!("{name}Content{index}")
                };
                forms.insert(index, FormNames { name, parts });
            }
            BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Binary | BodyKind::Text => {}
        }
    }
    forms
}

fn has_deprecated(api: &Api) -> bool {
    let in_type = |kind: &TypeKind| matches!(kind, TypeKind::Struct(s) if s.fields.iter().any(|field| field.deprecated));
    let of_operation = |operation: &Operation| {
        let mut parameters = operation.parameters.iter();
        operation.deprecated || parameters.any(|parameter| parameter.deprecated)
    };
    api.operations().any(of_operation)
        || api
            .types
            .iter()
            .any(|def| def.deprecated || in_type(&def.kind))
}
