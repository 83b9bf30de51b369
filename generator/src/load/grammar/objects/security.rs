//! Security (OpenAPI 3.0.3, 4.7.27 to 4.7.30).

use super::*;

/// 4.7.27.
pub(super) static SECURITY_SCHEME: Object = Object {
    component: Some("securitySchemes"),
    rule: Rule::SecurityScheme,
    ..object(
        "Security Scheme Object",
        &[
            until_30(must(
                "type",
                Kind::OneOf(&["apiKey", "http", "oauth2", "openIdConnect"]),
            )),
            since_31(must(
                "type",
                Kind::OneOf(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
            )),
            may("description", Kind::Text),
            may("name", Kind::Text),
            may("in", Kind::OneOf(&["query", "header", "cookie"])),
            may("scheme", Kind::Text),
            may("bearerFormat", Kind::Text),
            may("flows", Kind::Object(&OAUTH_FLOWS)),
            may("openIdConnectUrl", Kind::Text),
            SDK_NAME,
        ],
    )
};

/// 4.7.28.
pub(super) static OAUTH_FLOWS: Object = object(
    "OAuth Flows Object",
    &[
        may("implicit", Kind::Object(&IMPLICIT_FLOW)),
        may("password", Kind::Object(&TOKEN_FLOW)),
        may("clientCredentials", Kind::Object(&TOKEN_FLOW)),
        may("authorizationCode", Kind::Object(&CODE_FLOW)),
    ],
);

/// 4.7.29, of the implicit flow.
pub(super) static IMPLICIT_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        must("authorizationUrl", Kind::Text),
        may("refreshUrl", Kind::Text),
        must("scopes", SCOPES),
    ],
);

/// 4.7.29, of the password and client credentials flows.
pub(super) static TOKEN_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        must("tokenUrl", Kind::Text),
        may("refreshUrl", Kind::Text),
        must("scopes", SCOPES),
    ],
);

/// 4.7.29, of the authorization code flow.
pub(super) static CODE_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        must("authorizationUrl", Kind::Text),
        must("tokenUrl", Kind::Text),
        may("refreshUrl", Kind::Text),
        must("scopes", SCOPES),
    ],
);

const SCOPES: Kind = Kind::Map(&Kind::Text);

/// 4.7.30.
pub(super) const SECURITY_REQUIREMENT: Kind = Kind::Map(&Kind::List(&Kind::Text));
