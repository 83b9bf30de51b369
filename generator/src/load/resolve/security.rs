//! Security schemes and requirements.

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, Components, OAuth2Flows, ReferenceOr};

use super::node::Node;
use super::{Referable, Resolver};
use crate::spec::{
    OAuthFlow, OAuthFlowKind, ParameterLocation, SecurityRequirement, SecurityScheme,
    SecuritySchemeKind,
};

impl Referable for openapiv3::SecurityScheme {
    const SECTION: Option<&'static str> = Some("securitySchemes");
    fn component<'d>(components: &'d Components, name: &str) -> Option<&'d ReferenceOr<Self>> {
        components.security_schemes.get(name)
    }
}

impl Resolver<'_, '_> {
    /// The security schemes of `components`.
    pub(super) fn security_schemes(
        &mut self,
        components: &Node<'_, &Components>,
    ) -> IndexMap<String, SecurityScheme> {
        let mut schemes = IndexMap::new();
        for (name, node) in
            components.entries("securitySchemes", &components.typed.security_schemes)
        {
            if let Some(scheme) = self.follow(&node, |_, scheme| security_scheme(scheme)) {
                schemes.insert(name.clone(), scheme);
            }
        }
        schemes
    }

    /// The requirements in `security` of the object here.
    pub(super) fn requirements(
        &self,
        owner: &Node<'_, ()>,
        typed: &[openapiv3::SecurityRequirement],
    ) -> Vec<SecurityRequirement> {
        let items = owner.items("security", typed).into_iter();
        items
            .map(|node| SecurityRequirement {
                pointer: node.pointer,
                schemes: node.typed.clone(),
            })
            .collect()
    }
}

fn security_scheme(node: &Node<'_, &openapiv3::SecurityScheme>) -> SecurityScheme {
    use openapiv3::SecurityScheme as Typed;
    let (kind, description, extensions) = match node.typed {
        Typed::APIKey {
            location,
            name,
            description,
            extensions,
        } => {
            let location = match location {
                APIKeyLocation::Query => ParameterLocation::Query,
                APIKeyLocation::Header => ParameterLocation::Header,
                APIKeyLocation::Cookie => ParameterLocation::Cookie,
            };
            let name = name.clone();
            (
                SecuritySchemeKind::ApiKey { location, name },
                description,
                extensions,
            )
        }
        Typed::HTTP {
            scheme,
            bearer_format,
            description,
            extensions,
        } => {
            let kind = SecuritySchemeKind::Http {
                scheme: scheme.clone(),
                bearer_format: bearer_format.clone(),
            };
            (kind, description, extensions)
        }
        Typed::OAuth2 {
            flows: typed,
            description,
            extensions,
        } => {
            let kind = SecuritySchemeKind::OAuth2 {
                flows: flows(typed),
            };
            (kind, description, extensions)
        }
        Typed::OpenIDConnect {
            open_id_connect_url,
            description,
            extensions,
        } => {
            let url = open_id_connect_url.clone();
            (
                SecuritySchemeKind::OpenIdConnect { url },
                description,
                extensions,
            )
        }
    };
    SecurityScheme {
        pointer: node.pointer.clone(),
        description: description.clone(),
        kind,
        extensions: extensions.clone(),
    }
}

fn flows(typed: &OAuth2Flows) -> Vec<OAuthFlow> {
    let implicit = typed.implicit.as_ref().map(|flow| OAuthFlow {
        kind: OAuthFlowKind::Implicit,
        authorization_url: Some(flow.authorization_url.clone()),
        token_url: None,
        refresh_url: flow.refresh_url.clone(),
        scopes: flow.scopes.clone(),
    });
    let password = typed.password.as_ref().map(|flow| OAuthFlow {
        kind: OAuthFlowKind::Password,
        authorization_url: None,
        token_url: Some(flow.token_url.clone()),
        refresh_url: flow.refresh_url.clone(),
        scopes: flow.scopes.clone(),
    });
    let client_credentials = typed.client_credentials.as_ref().map(|flow| OAuthFlow {
        kind: OAuthFlowKind::ClientCredentials,
        authorization_url: None,
        token_url: Some(flow.token_url.clone()),
        refresh_url: flow.refresh_url.clone(),
        scopes: flow.scopes.clone(),
    });
    let authorization_code = typed.authorization_code.as_ref().map(|flow| OAuthFlow {
        kind: OAuthFlowKind::AuthorizationCode,
        authorization_url: Some(flow.authorization_url.clone()),
        token_url: Some(flow.token_url.clone()),
        refresh_url: flow.refresh_url.clone(),
        scopes: flow.scopes.clone(),
    });
    [implicit, password, client_credentials, authorization_code]
        .into_iter()
        .flatten()
        .collect()
}
