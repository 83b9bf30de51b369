//! The root of the description: info, servers, tags, components.

use indexmap::IndexMap;
use openapiv3::OpenAPI;

use super::node::Node;
use super::{ahead, prose, Resolver};
use crate::spec::{Info, SchemaId, Server, ServerVariable, Spec, Tag};

impl Resolver<'_, '_> {
    /// The whole description.
    pub(super) fn spec(mut self, root: &Node<'_, &OpenAPI>) -> Spec {
        let typed = root.typed;
        let components = typed
            .components
            .as_ref()
            .map(|components| root.member("components", components));
        let schemas = components
            .as_ref()
            .map(|components| self.component_schemas(&components.member("schemas", ())));
        let security_schemes = components
            .as_ref()
            .map(|components| self.security_schemes(components));
        Spec {
            info: info(root),
            servers: self.servers(&root.with(()), &typed.servers),
            tags: tags(root),
            security: typed
                .security
                .as_ref()
                .map(|typed| self.requirements(&root.with(()), typed)),
            security_schemes: security_schemes.unwrap_or_default(),
            components: schemas.unwrap_or_default(),
            operations: self.operations(&root.member("paths", ())),
            webhooks: self.webhooks(&root.member("webhooks", ())),
            extensions: typed.extensions.clone(),
            schemas: self.all_schemas(),
        }
    }

    fn component_schemas(&mut self, schemas: &Node<'_, ()>) -> IndexMap<String, SchemaId> {
        let mut components = IndexMap::new();
        ahead::each(schemas, |name, node| {
            components.insert(name.to_owned(), self.read_schema(node));
        });
        components
    }

    /// The servers of the object here.
    pub(super) fn servers(&self, owner: &Node<'_, ()>, typed: &[openapiv3::Server]) -> Vec<Server> {
        let items = owner.items("servers", typed).into_iter();
        items.map(|node| server(&node)).collect()
    }
}

fn server(node: &Node<'_, &openapiv3::Server>) -> Server {
    let none = IndexMap::new();
    let typed = node.typed.variables.as_ref().unwrap_or(&none);
    let variables = node.entries("variables", typed).into_iter();
    Server {
        pointer: node.pointer.clone(),
        url: node.typed.url.clone(),
        // The name is of 3.2.
        description: prose::paragraphs([node.text("name"), node.typed.description.clone()]),
        variables: variables
            .map(|(name, variable)| {
                let variable = ServerVariable {
                    pointer: variable.pointer,
                    default: variable.typed.default.clone(),
                    enumeration: variable.typed.enumeration.clone(),
                    description: variable.typed.description.clone(),
                    extensions: variable.typed.extensions.clone(),
                };
                (name.clone(), variable)
            })
            .collect(),
    }
}

fn tags(root: &Node<'_, &OpenAPI>) -> Vec<Tag> {
    let items = root.items("tags", &root.typed.tags).into_iter();
    items
        .map(|node| Tag {
            pointer: node.pointer,
            name: node.typed.name.clone(),
            description: prose::with_link(
                node.typed.description.as_ref(),
                node.typed.external_docs.as_ref(),
            ),
            extensions: node.typed.extensions.clone(),
        })
        .collect()
}

/// The summary and the license's identifier are of 3.1, which the typed model does not know.
fn info(root: &Node<'_, &OpenAPI>) -> Info {
    let node = root.member("info", &root.typed.info);
    let typed = node.typed;
    let contact = typed.contact.as_ref();
    let license = typed.license.as_ref();
    Info {
        title: typed.title.clone(),
        version: typed.version.clone(),
        description: prose::paragraphs([
            node.text("summary"),
            prose::with_link(
                typed.description.as_ref(),
                root.typed.external_docs.as_ref(),
            ),
        ]),
        terms_of_service: typed.terms_of_service.clone(),
        contact_name: contact.and_then(|contact| contact.name.clone()),
        contact_url: contact.and_then(|contact| contact.url.clone()),
        contact_email: contact.and_then(|contact| contact.email.clone()),
        license_name: license.map(|license| license.name.clone()),
        license_identifier: node.member("license", ()).text("identifier"),
        license_url: license.and_then(|license| license.url.clone()),
    }
}
