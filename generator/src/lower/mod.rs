//! Stand-in until the real stage is merged.

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Info};
use crate::spec::Spec;

/// Spec to IR.
pub fn lower(spec: &Spec) -> (Option<Api>, Diagnostics) {
    let api = Api {
        info: Info {
            title: spec.info.title.clone(),
            version: spec.info.version.clone(),
            description: None,
            terms_of_service: None,
            contact_name: None,
            contact_url: None,
            contact_email: None,
            license_name: None,
            license_url: None,
        },
        servers: Vec::new(),
        security_schemes: Vec::new(),
        types: Vec::new(),
        services: Vec::new(),
    };
    (Some(api), Diagnostics::new())
}
