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
                EXACT,
            )),
            since_31(must(
                "type",
                Kind::OneOf(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
                EXACT,
            )),
            may("description", Kind::Text, EXACT),
            may("name", Kind::Text, EXACT),
            may("in", Kind::OneOf(&["query", "header", "cookie"]), EXACT),
            may("scheme", Kind::Text, EXACT),
            may("bearerFormat", Kind::Text, ANNOTATION),
            may("flows", Kind::Object(&OAUTH_FLOWS), EXACT),
            may(
                "openIdConnectUrl",
                Kind::Text,
                approximated("is not fetched: the SDK takes a bearer token"),
            ),
            since_32(may(
                "oauth2MetadataUrl",
                Kind::Text,
                approximated("is not fetched: the flows say where tokens come from"),
            )),
            since_32(may("deprecated", Kind::Flag, NO_PLACE)),
            SDK_NAME,
        ],
    )
};

/// 4.7.28.
pub(super) static OAUTH_FLOWS: Object = object(
    "OAuth Flows Object",
    &[
        may(
            "implicit",
            Kind::Object(&IMPLICIT_FLOW),
            approximated("is not run: the SDK takes the token that it brought"),
        ),
        may(
            "password",
            Kind::Object(&TOKEN_FLOW),
            approximated("is not run: the SDK takes the token that it brought"),
        ),
        may("clientCredentials", Kind::Object(&TOKEN_FLOW), EXACT),
        may(
            "authorizationCode",
            Kind::Object(&CODE_FLOW),
            approximated("is not run: the SDK takes the token that it brought"),
        ),
        since_32(may(
            "deviceAuthorization",
            Kind::Object(&DEVICE_FLOW),
            warned(
                approximated("is not run: the SDK takes the token that it brought"),
                None,
            ),
        )),
    ],
);

/// 4.7.29, of the implicit flow.
pub(super) static IMPLICIT_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        must(
            "authorizationUrl",
            Kind::Text,
            approximated("is not opened: the SDK takes the token that it brought"),
        ),
        may("refreshUrl", Kind::Text, EXACT),
        must("scopes", SCOPES, PROSE),
    ],
);

/// 4.7.29, of the password and client credentials flows.
pub(super) static TOKEN_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        must("tokenUrl", Kind::Text, EXACT),
        may("refreshUrl", Kind::Text, EXACT),
        must("scopes", SCOPES, PROSE),
    ],
);

/// 4.7.29, of the authorization code flow.
pub(super) static CODE_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        must(
            "authorizationUrl",
            Kind::Text,
            approximated("is not opened: the SDK takes the token that it brought"),
        ),
        must("tokenUrl", Kind::Text, EXACT),
        may("refreshUrl", Kind::Text, EXACT),
        must("scopes", SCOPES, PROSE),
    ],
);

/// Of the device authorization flow (3.2.0, 4.29.1).
pub(super) static DEVICE_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        since_32(must(
            "deviceAuthorizationUrl",
            Kind::Text,
            approximated("is not opened: the SDK takes the token that it brought"),
        )),
        must("tokenUrl", Kind::Text, EXACT),
        may("refreshUrl", Kind::Text, EXACT),
        must("scopes", SCOPES, PROSE),
    ],
);

const SCOPES: Kind = Kind::Map(&Kind::Text);

/// 4.7.30.
pub(super) const SECURITY_REQUIREMENT: Kind = Kind::Map(&Kind::List(&Kind::Text));
