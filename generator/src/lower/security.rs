//! Security schemes and what operations need of them.

use std::collections::HashMap;

use super::extension;
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    Docs, Security, SecurityAlternative, SecurityScheme, SecuritySchemeKind, SecurityUse,
};
use crate::spec::{self, OAuthFlow, OAuthFlowKind, ParameterLocation, SecurityRequirement, Spec};

/// All schemes that a request shows, in the order of the description. A certificate of the client is shown by its transport.
pub(super) fn schemes(spec: &Spec, problems: &mut Diagnostics) -> Vec<SecurityScheme> {
    for scheme in spec.security_schemes.values().filter(|s| is_transport(s)) {
        problems.push(
            Diagnostic::warning(
                codes::NOT_GENERATED,
                &scheme.pointer,
                "a certificate of the client is not a credential of requests",
            )
            .help("give the SDK an HTTP client of your own that has the certificate"),
        );
    }
    in_requests(spec)
        .map(|(name, scheme)| SecurityScheme {
            name: extension::name(name, &scheme.extensions),
            pointer: scheme.pointer.clone(),
            docs: Docs {
                summary: None,
                description: scheme.description.clone(),
            },
            kind: kind(scheme, problems),
        })
        .collect()
}

fn in_requests(spec: &Spec) -> impl Iterator<Item = (&String, &spec::SecurityScheme)> {
    let all = spec.security_schemes.iter();
    all.filter(|(_, scheme)| !is_transport(scheme))
}

fn is_transport(scheme: &spec::SecurityScheme) -> bool {
    matches!(&scheme.kind, spec::SecuritySchemeKind::Http { scheme, .. } if scheme == "mutualTLS")
}

fn kind(scheme: &spec::SecurityScheme, problems: &mut Diagnostics) -> SecuritySchemeKind {
    match &scheme.kind {
        spec::SecuritySchemeKind::Http { scheme: name, .. }
            if name.eq_ignore_ascii_case("basic") =>
        {
            SecuritySchemeKind::Basic
        }
        spec::SecuritySchemeKind::Http { scheme: name, .. }
            if name.eq_ignore_ascii_case("bearer") =>
        {
            SecuritySchemeKind::Bearer
        }
        spec::SecuritySchemeKind::Http { scheme: name, .. } => {
            let message = format!(
                "the HTTP authentication scheme `{name}` is not carried out: the SDK takes the value of the header"
            );
            problems.push(
                Diagnostic::warning(codes::APPROXIMATED, &scheme.pointer, message).help(
                    "write `type: apiKey` with the header `Authorization`, which means the same",
                ),
            );
            SecuritySchemeKind::ApiKey {
                location: ParameterLocation::Header,
                key: "Authorization".to_owned(),
            }
        }
        spec::SecuritySchemeKind::ApiKey { location, name } => SecuritySchemeKind::ApiKey {
            location: *location,
            key: name.clone(),
        },
        spec::SecuritySchemeKind::OAuth2 { flows } => oauth2(flows),
        spec::SecuritySchemeKind::OpenIdConnect { .. } => SecuritySchemeKind::Bearer,
    }
}

fn oauth2(flows: &[OAuthFlow]) -> SecuritySchemeKind {
    let client = flows
        .iter()
        .find(|flow| flow.kind == OAuthFlowKind::ClientCredentials);
    let mut scopes: Vec<(String, String)> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for (scope, prose) in flows.iter().flat_map(|flow| &flow.scopes) {
        if known.insert(scope) {
            scopes.push((scope.clone(), prose.clone()));
        }
    }
    scopes.sort_unstable();
    // Without a URL of its own, a flow's tokens are refreshed where they are got (OpenAPI 3.0.3, 4.7.29; RFC 6749, 6).
    let refresh = flows.iter().find_map(|flow| flow.refresh_url.clone());
    SecuritySchemeKind::OAuth2 {
        client_credentials_url: client.and_then(|flow| flow.token_url.clone()),
        refresh_url: refresh.or_else(|| flows.iter().find_map(|flow| flow.token_url.clone())),
        scopes,
    }
}

/// The place of each scheme among [`schemes`], by name.
pub(super) fn places(spec: &Spec) -> HashMap<&str, usize> {
    let names = in_requests(spec).enumerate();
    names
        .map(|(place, (name, _))| (name.as_str(), place))
        .collect()
}

/// What is needed, any of these; nothing where there are no requirements. Nobody can meet one with a scheme that is not
/// declared, of which `load` has warned.
pub(super) fn requirements(
    all: Option<&[SecurityRequirement]>,
    spec: &Spec,
    places: &HashMap<&str, usize>,
) -> Security {
    let is_declared = |name: &String| spec.security_schemes.contains_key(name);
    let can_be_met =
        |requirement: &&SecurityRequirement| requirement.schemes.keys().all(is_declared);
    let all = all.unwrap_or_default().iter().filter(can_be_met);
    let alternatives = all.map(|requirement| {
        let uses = requirement.schemes.iter().filter_map(|(name, scopes)| {
            Some(SecurityUse {
                scheme: *places.get(name.as_str())?,
                scopes: scopes.clone(),
            })
        });
        SecurityAlternative(uses.collect())
    });
    Security(alternatives.collect())
}
