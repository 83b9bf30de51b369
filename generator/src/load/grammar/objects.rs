//! The objects of OpenAPI 3.0.3, section 4.7, in its order, with what 3.1 (3.1.1, 4.8) and 3.2 add, and with the extensions of this
//! project where they have a meaning.

use super::{names, Fill, Keyword, Kind, Need, Object, Others, Rule, Version};

const fn may(name: &'static str, kind: Kind) -> Keyword {
    Keyword {
        name,
        kind,
        need: Need::No,
        since: Version::V30,
        until: Version::V32,
    }
}

const fn must(name: &'static str, kind: Kind) -> Keyword {
    Keyword {
        name,
        kind,
        need: Need::Yes,
        since: Version::V30,
        until: Version::V32,
    }
}

/// A keyword that should be there.
const fn should(name: &'static str, kind: Kind, fill: Fill) -> Keyword {
    Keyword {
        need: Need::Expected(fill),
        ..may(name, kind)
    }
}

/// A keyword of 3.0 only.
const fn until_30(keyword: Keyword) -> Keyword {
    Keyword {
        until: Version::V30,
        ..keyword
    }
}

/// A keyword of 3.0 and 3.1.
const fn until_31(keyword: Keyword) -> Keyword {
    Keyword {
        until: Version::V31,
        ..keyword
    }
}

/// A keyword that 3.2 brought.
const fn since_32(keyword: Keyword) -> Keyword {
    Keyword {
        since: Version::V32,
        ..keyword
    }
}

/// A keyword that 3.1 brought.
const fn since_31(keyword: Keyword) -> Keyword {
    Keyword {
        since: Version::V31,
        ..keyword
    }
}

/// A keyword of 2.0 only, which no description has when it is held against the table.
const fn only_20(keyword: Keyword) -> Keyword {
    Keyword {
        since: Version::V20,
        until: Version::V20,
        ..keyword
    }
}

const fn object(name: &'static str, keywords: &'static [Keyword]) -> Object {
    Object {
        name,
        component: None,
        keywords,
        others: None,
        rule: Rule::None,
    }
}

const SDK_NAME: Keyword = may("x-sdk-name", Kind::Name);
const TYPES: &[&str] = &["array", "boolean", "integer", "number", "object", "string"];
const TYPES_AND_NULL: &[&str] = &[
    "array", "boolean", "integer", "null", "number", "object", "string",
];
const STYLES: &[&str] = &[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
];

const STYLES_32: &[&str] = &[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
];
const LOCATIONS: &[&str] = &["query", "header", "path", "cookie"];
const LOCATIONS_32: &[&str] = &["query", "querystring", "header", "path", "cookie"];

/// 4.7.1.
pub(in crate::load) static OPENAPI: Object = object(
    "OpenAPI Object",
    &[
        must("openapi", Kind::Text),
        should("info", Kind::Object(&INFO), Fill::Info),
        may("servers", Kind::List(&Kind::Object(&SERVER))),
        until_30(should("paths", Kind::Object(&PATHS), Fill::Nothing)),
        since_31(may("paths", Kind::Object(&PATHS))),
        since_31(may("webhooks", Kind::Map(&Kind::Reference(&PATH_ITEM)))),
        since_31(may("jsonSchemaDialect", Kind::Text)),
        since_32(may("$self", Kind::Text)),
        may("components", Kind::Object(&COMPONENTS)),
        may("security", Kind::List(&SECURITY_REQUIREMENT)),
        may("tags", Kind::List(&Kind::Object(&TAG))),
        may("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
        only_20(may("definitions", Kind::Map(&Kind::Reference(&SCHEMA)))),
        only_20(may("parameters", Kind::Map(&Kind::Reference(&PARAMETER)))),
        only_20(may("responses", Kind::Map(&Kind::Reference(&RESPONSE)))),
    ],
);

/// 4.7.2.
static INFO: Object = object(
    "Info Object",
    &[
        should("title", Kind::Text, Fill::Title),
        since_31(may("summary", Kind::Text)),
        may("description", Kind::Text),
        may("termsOfService", Kind::Text),
        may("contact", Kind::Object(&CONTACT)),
        may("license", Kind::Object(&LICENSE)),
        should("version", Kind::Text, Fill::Version),
    ],
);

/// 4.7.3.
static CONTACT: Object = object(
    "Contact Object",
    &[
        may("name", Kind::Text),
        may("url", Kind::Text),
        may("email", Kind::Text),
    ],
);

/// 4.7.4.
static LICENSE: Object = object(
    "License Object",
    &[
        must("name", Kind::Text),
        may("url", Kind::Text),
        since_31(may("identifier", Kind::Text)),
    ],
);

/// 4.7.5.
static SERVER: Object = object(
    "Server Object",
    &[
        must("url", Kind::Text),
        since_32(may("name", Kind::Text)),
        may("description", Kind::Text),
        may("variables", Kind::Map(&Kind::Object(&SERVER_VARIABLE))),
    ],
);

/// 4.7.6.
static SERVER_VARIABLE: Object = object(
    "Server Variable Object",
    &[
        may("enum", Kind::List(&Kind::Text)),
        must("default", Kind::Text),
        may("description", Kind::Text),
        SDK_NAME,
    ],
);

/// 4.7.7.
static COMPONENTS: Object = Object {
    rule: Rule::Components,
    ..object(
        "Components Object",
        &[
            may("schemas", Kind::Map(&Kind::Reference(&SCHEMA))),
            may("responses", Kind::Map(&Kind::Reference(&RESPONSE))),
            may("parameters", Kind::Map(&Kind::Reference(&PARAMETER))),
            may("examples", Kind::Map(&Kind::Reference(&EXAMPLE))),
            may("requestBodies", Kind::Map(&Kind::Reference(&REQUEST_BODY))),
            may("headers", Kind::Map(&Kind::Reference(&HEADER))),
            may(
                "securitySchemes",
                Kind::Map(&Kind::Reference(&SECURITY_SCHEME)),
            ),
            may("links", Kind::Map(&Kind::Reference(&LINK))),
            may("callbacks", Kind::Map(&Kind::Reference(&CALLBACK))),
            // Of 3.1; in 3.0 those of other files stand there.
            may("pathItems", Kind::Map(&Kind::Reference(&PATH_ITEM))),
            since_32(may("mediaTypes", Kind::Map(&Kind::Reference(&MEDIA_TYPE)))),
        ],
    )
};

/// 4.7.8.
static PATHS: Object = Object {
    others: Some(&Others {
        accepts: |key| key.starts_with('/'),
        kind: Kind::Reference(&PATH_ITEM),
        what: "a path, which starts with `/`",
    }),
    ..object("Paths Object", &[])
};

/// 4.7.9.
static PATH_ITEM: Object = Object {
    component: Some("pathItems"),
    ..object(
        "Path Item Object",
        &[
            may("summary", Kind::Text),
            may("description", Kind::Text),
            may("get", Kind::Object(&OPERATION)),
            may("put", Kind::Object(&OPERATION)),
            may("post", Kind::Object(&OPERATION)),
            may("delete", Kind::Object(&OPERATION)),
            may("options", Kind::Object(&OPERATION)),
            may("head", Kind::Object(&OPERATION)),
            may("patch", Kind::Object(&OPERATION)),
            may("trace", Kind::Object(&OPERATION)),
            since_32(may("query", Kind::Object(&OPERATION))),
            since_32(may("additionalOperations", Kind::Object(&OPERATIONS))),
            may("servers", Kind::List(&Kind::Object(&SERVER))),
            may("parameters", Kind::List(&Kind::Reference(&PARAMETER))),
        ],
    )
};

/// `additionalOperations` of a Path Item Object (3.2.0, 4.9.1).
static OPERATIONS: Object = Object {
    others: Some(&Others {
        accepts: names::is_additional_method,
        kind: Kind::Object(&OPERATION),
        what: "a method that has no keyword of its own",
    }),
    ..object("map of operations", &[])
};

/// 4.7.10.
static OPERATION: Object = Object {
    rule: Rule::Operation,
    ..object(
        "Operation Object",
        &[
            may("tags", Kind::List(&Kind::Text)),
            may("summary", Kind::Text),
            may("description", Kind::Text),
            may("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
            may("operationId", Kind::Text),
            may("parameters", Kind::List(&Kind::Reference(&PARAMETER))),
            may("requestBody", Kind::Reference(&REQUEST_BODY)),
            until_30(should("responses", Kind::Object(&RESPONSES), Fill::Nothing)),
            since_31(may("responses", Kind::Object(&RESPONSES))),
            may("callbacks", Kind::Map(&Kind::Reference(&CALLBACK))),
            may("deprecated", Kind::Flag),
            may("security", Kind::List(&SECURITY_REQUIREMENT)),
            may("servers", Kind::List(&Kind::Object(&SERVER))),
            SDK_NAME,
            may("x-sdk-service", Kind::Name),
            may("x-sdk-pagination", Kind::Object(&PAGINATION)),
            may(
                "x-sdk-rate-limit",
                Kind::OneOrMany(&Kind::Object(&RATE_LIMIT)),
            ),
            may("x-sdk-retry", Kind::OneOf(&["safe", "never"])),
            may("x-sdk-idempotency", Kind::Object(&IDEMPOTENCY)),
        ],
    )
};

/// 4.7.11.
static EXTERNAL_DOCS: Object = object(
    "External Documentation Object",
    &[may("description", Kind::Text), must("url", Kind::Text)],
);

/// 4.7.12.
static PARAMETER: Object = Object {
    component: Some("parameters"),
    rule: Rule::Parameter,
    ..object(
        "Parameter Object",
        &[
            must("name", Kind::Text),
            until_31(must("in", Kind::OneOf(LOCATIONS))),
            since_32(must("in", Kind::OneOf(LOCATIONS_32))),
            may("description", Kind::Text),
            may("required", Kind::Flag),
            may("deprecated", Kind::Flag),
            may("allowEmptyValue", Kind::Flag),
            until_31(may("style", Kind::OneOf(STYLES))),
            since_32(may("style", Kind::OneOf(STYLES_32))),
            may("explode", Kind::Flag),
            may("allowReserved", Kind::Flag),
            may("schema", Kind::Reference(&SCHEMA)),
            may("example", Kind::Any),
            may("examples", Kind::Map(&Kind::Reference(&EXAMPLE))),
            until_31(may("content", Kind::Map(&Kind::Object(&MEDIA_TYPE)))),
            since_32(may("content", Kind::Map(&Kind::Reference(&MEDIA_TYPE)))),
            SDK_NAME,
        ],
    )
};

/// 4.7.13.
static REQUEST_BODY: Object = Object {
    component: Some("requestBodies"),
    rule: Rule::Content,
    ..object(
        "Request Body Object",
        &[
            may("description", Kind::Text),
            until_31(must("content", Kind::Map(&Kind::Object(&MEDIA_TYPE)))),
            since_32(must("content", Kind::Map(&Kind::Reference(&MEDIA_TYPE)))),
            may("required", Kind::Flag),
        ],
    )
};

/// 4.7.14.
static MEDIA_TYPE: Object = Object {
    component: Some("mediaTypes"),
    rule: Rule::Example,
    ..object(
        "Media Type Object",
        &[
            may("schema", Kind::Reference(&SCHEMA)),
            since_32(may("itemSchema", Kind::Reference(&SCHEMA))),
            may("example", Kind::Any),
            may("examples", Kind::Map(&Kind::Reference(&EXAMPLE))),
            may("encoding", Kind::Map(&Kind::Object(&ENCODING))),
            since_32(may("prefixEncoding", Kind::List(&Kind::Object(&ENCODING)))),
            since_32(may("itemEncoding", Kind::Object(&ENCODING))),
        ],
    )
};

/// 4.7.15.
static ENCODING: Object = object(
    "Encoding Object",
    &[
        may("contentType", Kind::Text),
        may("headers", Kind::Map(&Kind::Reference(&HEADER))),
        may(
            "style",
            Kind::OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
        ),
        may("explode", Kind::Flag),
        may("allowReserved", Kind::Flag),
        since_32(may("encoding", Kind::Map(&Kind::Object(&ENCODING)))),
        since_32(may("prefixEncoding", Kind::List(&Kind::Object(&ENCODING)))),
        since_32(may("itemEncoding", Kind::Object(&ENCODING))),
    ],
);

/// 4.7.16.
static RESPONSES: Object = Object {
    others: Some(&Others {
        accepts: names::is_status,
        kind: Kind::Reference(&RESPONSE),
        what: "a status such as `200`, a range such as `4XX`, or `default`",
    }),
    ..object("Responses Object", &[])
};

/// 4.7.17.
static RESPONSE: Object = Object {
    component: Some("responses"),
    rule: Rule::Content,
    ..object(
        "Response Object",
        &[
            until_31(should("description", Kind::Text, Fill::Empty)),
            since_32(may("summary", Kind::Text)),
            since_32(may("description", Kind::Text)),
            only_20(may("schema", Kind::Reference(&SCHEMA))),
            may("headers", Kind::Map(&Kind::Reference(&HEADER))),
            until_31(may("content", Kind::Map(&Kind::Object(&MEDIA_TYPE)))),
            since_32(may("content", Kind::Map(&Kind::Reference(&MEDIA_TYPE)))),
            may("links", Kind::Map(&Kind::Reference(&LINK))),
        ],
    )
};

/// 4.7.18.
static CALLBACK: Object = Object {
    component: Some("callbacks"),
    others: Some(&Others {
        accepts: |_| true,
        kind: Kind::Reference(&PATH_ITEM),
        what: "a runtime expression",
    }),
    ..object("Callback Object", &[])
};

/// 4.7.19.
static EXAMPLE: Object = Object {
    component: Some("examples"),
    ..object(
        "Example Object",
        &[
            may("summary", Kind::Text),
            may("description", Kind::Text),
            may("value", Kind::Any),
            may("externalValue", Kind::Text),
            since_32(may("dataValue", Kind::Any)),
            since_32(may("serializedValue", Kind::Text)),
        ],
    )
};

/// 4.7.20.
static LINK: Object = Object {
    component: Some("links"),
    rule: Rule::Link,
    ..object(
        "Link Object",
        &[
            may("operationRef", Kind::Text),
            may("operationId", Kind::Text),
            may("parameters", Kind::Map(&Kind::Any)),
            may("requestBody", Kind::Any),
            may("description", Kind::Text),
            may("server", Kind::Object(&SERVER)),
        ],
    )
};

/// 4.7.21.
static HEADER: Object = Object {
    component: Some("headers"),
    rule: Rule::Parameter,
    ..object(
        "Header Object",
        &[
            may("description", Kind::Text),
            may("required", Kind::Flag),
            may("deprecated", Kind::Flag),
            may("allowEmptyValue", Kind::Flag),
            may("style", Kind::OneOf(&["simple"])),
            may("explode", Kind::Flag),
            may("allowReserved", Kind::Flag),
            may("schema", Kind::Reference(&SCHEMA)),
            may("example", Kind::Any),
            may("examples", Kind::Map(&Kind::Reference(&EXAMPLE))),
            until_31(may("content", Kind::Map(&Kind::Object(&MEDIA_TYPE)))),
            since_32(may("content", Kind::Map(&Kind::Reference(&MEDIA_TYPE)))),
            SDK_NAME,
        ],
    )
};

/// 4.7.22.
static TAG: Object = object(
    "Tag Object",
    &[
        must("name", Kind::Text),
        since_32(may("summary", Kind::Text)),
        since_32(may("parent", Kind::Text)),
        since_32(may("kind", Kind::Text)),
        may("description", Kind::Text),
        may("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
        SDK_NAME,
    ],
);

/// 4.7.24.
static SCHEMA: Object = Object {
    component: Some("schemas"),
    rule: Rule::Schema,
    ..object(
        "Schema Object",
        &[
            may("title", Kind::Text),
            may("multipleOf", Kind::Number),
            may("maximum", Kind::Number),
            until_30(may("exclusiveMaximum", Kind::Flag)),
            since_31(may("exclusiveMaximum", Kind::FlagOr(&Kind::Number))),
            may("minimum", Kind::Number),
            until_30(may("exclusiveMinimum", Kind::Flag)),
            since_31(may("exclusiveMinimum", Kind::FlagOr(&Kind::Number))),
            may("maxLength", Kind::Count),
            may("minLength", Kind::Count),
            may("pattern", Kind::Text),
            may("maxItems", Kind::Count),
            may("minItems", Kind::Count),
            may("uniqueItems", Kind::Flag),
            may("maxProperties", Kind::Count),
            may("minProperties", Kind::Count),
            may("required", Kind::List(&Kind::Text)),
            may("enum", Kind::List(&Kind::Any)),
            until_30(may("type", Kind::OneOf(TYPES))),
            since_31(may("type", Kind::OneOrMany(&Kind::OneOf(TYPES_AND_NULL)))),
            may("allOf", Kind::List(&Kind::Reference(&SCHEMA))),
            may("oneOf", Kind::List(&Kind::Reference(&SCHEMA))),
            may("anyOf", Kind::List(&Kind::Reference(&SCHEMA))),
            may("not", Kind::Reference(&SCHEMA)),
            may("items", Kind::Reference(&SCHEMA)),
            may("properties", Kind::Map(&Kind::Reference(&SCHEMA))),
            may(
                "additionalProperties",
                Kind::FlagOr(&Kind::Reference(&SCHEMA)),
            ),
            may("description", Kind::Text),
            may("format", Kind::Text),
            may("default", Kind::Any),
            may("nullable", Kind::Flag),
            may("discriminator", Kind::Object(&DISCRIMINATOR)),
            may("readOnly", Kind::Flag),
            may("writeOnly", Kind::Flag),
            may("xml", Kind::Object(&XML)),
            may("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
            may("example", Kind::Any),
            may("deprecated", Kind::Flag),
            since_31(may("const", Kind::Any)),
            since_31(may("examples", Kind::List(&Kind::Any))),
            since_31(may("prefixItems", Kind::List(&Kind::Reference(&SCHEMA)))),
            since_31(may(
                "patternProperties",
                Kind::Map(&Kind::Reference(&SCHEMA)),
            )),
            since_31(may("propertyNames", Kind::Reference(&SCHEMA))),
            since_31(may("contains", Kind::Reference(&SCHEMA))),
            since_31(may("minContains", Kind::Count)),
            since_31(may("maxContains", Kind::Count)),
            since_31(may("contentEncoding", Kind::Text)),
            since_31(may("contentMediaType", Kind::Text)),
            since_31(may("contentSchema", Kind::Reference(&SCHEMA))),
            since_31(may("if", Kind::Reference(&SCHEMA))),
            since_31(may("then", Kind::Reference(&SCHEMA))),
            since_31(may("else", Kind::Reference(&SCHEMA))),
            since_31(may(
                "dependentSchemas",
                Kind::Map(&Kind::Reference(&SCHEMA)),
            )),
            since_31(may(
                "dependentRequired",
                Kind::Map(&Kind::List(&Kind::Text)),
            )),
            since_31(may("unevaluatedItems", Kind::Reference(&SCHEMA))),
            since_31(may("unevaluatedProperties", Kind::Reference(&SCHEMA))),
            since_31(may("$defs", Kind::Map(&Kind::Reference(&SCHEMA)))),
            since_31(may("$schema", Kind::Text)),
            since_31(may("$vocabulary", Kind::Any)),
            since_31(may("$id", Kind::Text)),
            since_31(may("$anchor", Kind::Text)),
            since_31(may("$dynamicAnchor", Kind::Text)),
            since_31(may("$dynamicRef", Kind::Text)),
            since_31(may("$comment", Kind::Text)),
            SDK_NAME,
            may("x-sdk-enum", Kind::OneOf(&["open", "closed"])),
            may("x-extensible-enum", Kind::List(&Kind::Scalar)),
        ],
    )
};

/// 4.7.25.
static DISCRIMINATOR: Object = object(
    "Discriminator Object",
    &[
        must("propertyName", Kind::Text),
        may("mapping", Kind::Map(&Kind::SchemaName(&SCHEMA))),
        since_32(may("defaultMapping", Kind::SchemaName(&SCHEMA))),
    ],
);

/// 4.7.26.
static XML: Object = object(
    "XML Object",
    &[
        may("name", Kind::Text),
        may("namespace", Kind::Text),
        may("prefix", Kind::Text),
        may("attribute", Kind::Flag),
        may("wrapped", Kind::Flag),
        since_32(may(
            "nodeType",
            Kind::OneOf(&["element", "attribute", "text", "cdata", "none"]),
        )),
    ],
);

/// 4.7.27.
static SECURITY_SCHEME: Object = Object {
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
            since_32(may("oauth2MetadataUrl", Kind::Text)),
            since_32(may("deprecated", Kind::Flag)),
            SDK_NAME,
        ],
    )
};

/// 4.7.28.
static OAUTH_FLOWS: Object = object(
    "OAuth Flows Object",
    &[
        may("implicit", Kind::Object(&IMPLICIT_FLOW)),
        may("password", Kind::Object(&TOKEN_FLOW)),
        may("clientCredentials", Kind::Object(&TOKEN_FLOW)),
        may("authorizationCode", Kind::Object(&CODE_FLOW)),
        since_32(may("deviceAuthorization", Kind::Object(&DEVICE_FLOW))),
    ],
);

/// 4.7.29, of the implicit flow.
static IMPLICIT_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        must("authorizationUrl", Kind::Text),
        may("refreshUrl", Kind::Text),
        must("scopes", SCOPES),
    ],
);

/// 4.7.29, of the password and client credentials flows.
static TOKEN_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        must("tokenUrl", Kind::Text),
        may("refreshUrl", Kind::Text),
        must("scopes", SCOPES),
    ],
);

/// 4.7.29, of the authorization code flow.
static CODE_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        must("authorizationUrl", Kind::Text),
        must("tokenUrl", Kind::Text),
        may("refreshUrl", Kind::Text),
        must("scopes", SCOPES),
    ],
);

/// Of the device authorization flow (3.2.0, 4.29.1).
static DEVICE_FLOW: Object = object(
    "OAuth Flow Object",
    &[
        must("deviceAuthorizationUrl", Kind::Text),
        must("tokenUrl", Kind::Text),
        may("refreshUrl", Kind::Text),
        must("scopes", SCOPES),
    ],
);

const SCOPES: Kind = Kind::Map(&Kind::Text);

/// 4.7.30.
const SECURITY_REQUIREMENT: Kind = Kind::Map(&Kind::List(&Kind::Text));

/// `x-sdk-pagination`.
static PAGINATION: Object = object(
    "`x-sdk-pagination` object",
    &[
        must("items", Kind::JsonPointer),
        must("next", Kind::Object(&PAGINATION_NEXT)),
        may("uniqueKey", Kind::JsonPointer),
    ],
);

/// `x-sdk-pagination`, `next`.
static PAGINATION_NEXT: Object = Object {
    rule: Rule::Pagination,
    ..object(
        "`next` object",
        &[
            may("link", Kind::JsonPointer),
            may("cursor", Kind::JsonPointer),
            may("parameter", Kind::Text),
            may("page", Kind::Text),
            may("first", Kind::Integer),
            may("offset", Kind::Text),
        ],
    )
};

/// `x-sdk-rate-limit`.
static RATE_LIMIT: Object = object(
    "`x-sdk-rate-limit` object",
    &[
        must("requests", Kind::Positive),
        must("seconds", Kind::Positive),
        may("group", Kind::Text),
    ],
);

/// `x-sdk-idempotency`.
static IDEMPOTENCY: Object = object(
    "`x-sdk-idempotency` object",
    &[must("header", Kind::HeaderName)],
);
