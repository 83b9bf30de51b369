//! Paths, operations, and what they send and get (OpenAPI 3.0.3, 4.7.8 to 4.7.21).

use super::document::{EXTERNAL_DOCS, SERVER};
use super::extensions::{IDEMPOTENCY, PAGINATION, RATE_LIMIT};
use super::schemas::SCHEMA;
use super::security::SECURITY_REQUIREMENT;
use super::*;

const STYLES: &[&str] = &[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
];

/// 4.7.8.
pub(super) static PATHS: Object = Object {
    others: Some(&Others {
        accepts: |key| key.starts_with('/'),
        kind: Kind::Reference(&PATH_ITEM),
        what: "a path, which starts with `/`",
    }),
    ..object("Paths Object", &[])
};

/// 4.7.9.
pub(super) static PATH_ITEM: Object = Object {
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
            may("servers", Kind::List(&Kind::Object(&SERVER))),
            may("parameters", Kind::List(&Kind::Reference(&PARAMETER))),
        ],
    )
};

/// 4.7.10.
pub(super) static OPERATION: Object = Object {
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

/// 4.7.12.
pub(super) static PARAMETER: Object = Object {
    component: Some("parameters"),
    rule: Rule::Parameter,
    ..object(
        "Parameter Object",
        &[
            must("name", Kind::Text),
            must("in", Kind::OneOf(&["query", "header", "path", "cookie"])),
            may("description", Kind::Text),
            may("required", Kind::Flag),
            may("deprecated", Kind::Flag),
            may("allowEmptyValue", Kind::Flag),
            may("style", Kind::OneOf(STYLES)),
            may("explode", Kind::Flag),
            may("allowReserved", Kind::Flag),
            may("schema", Kind::Reference(&SCHEMA)),
            may("example", Kind::Any),
            may("examples", Kind::Map(&Kind::Reference(&EXAMPLE))),
            may("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
            SDK_NAME,
        ],
    )
};

/// 4.7.13.
pub(super) static REQUEST_BODY: Object = Object {
    component: Some("requestBodies"),
    rule: Rule::Content,
    ..object(
        "Request Body Object",
        &[
            may("description", Kind::Text),
            must("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
            may("required", Kind::Flag),
        ],
    )
};

/// 4.7.14.
pub(super) static MEDIA_TYPE: Object = Object {
    rule: Rule::Example,
    ..object(
        "Media Type Object",
        &[
            may("schema", Kind::Reference(&SCHEMA)),
            may("example", Kind::Any),
            may("examples", Kind::Map(&Kind::Reference(&EXAMPLE))),
            may("encoding", Kind::Map(&Kind::Object(&ENCODING))),
        ],
    )
};

/// 4.7.15.
pub(super) static ENCODING: Object = object(
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
    ],
);

/// 4.7.16.
pub(super) static RESPONSES: Object = Object {
    others: Some(&Others {
        accepts: names::is_status,
        kind: Kind::Reference(&RESPONSE),
        what: "a status such as `200`, a range such as `4XX`, or `default`",
    }),
    ..object("Responses Object", &[])
};

/// 4.7.17.
pub(super) static RESPONSE: Object = Object {
    component: Some("responses"),
    rule: Rule::Content,
    ..object(
        "Response Object",
        &[
            should("description", Kind::Text, Fill::Empty),
            may("headers", Kind::Map(&Kind::Reference(&HEADER))),
            may("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
            may("links", Kind::Map(&Kind::Reference(&LINK))),
        ],
    )
};

/// 4.7.18.
pub(super) static CALLBACK: Object = Object {
    component: Some("callbacks"),
    others: Some(&Others {
        accepts: |_| true,
        kind: Kind::Reference(&PATH_ITEM),
        what: "a runtime expression",
    }),
    ..object("Callback Object", &[])
};

/// 4.7.19.
pub(super) static EXAMPLE: Object = Object {
    component: Some("examples"),
    ..object(
        "Example Object",
        &[
            may("summary", Kind::Text),
            may("description", Kind::Text),
            may("value", Kind::Any),
            may("externalValue", Kind::Text),
        ],
    )
};

/// 4.7.20.
pub(super) static LINK: Object = Object {
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
pub(super) static HEADER: Object = Object {
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
            may("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
            SDK_NAME,
        ],
    )
};
