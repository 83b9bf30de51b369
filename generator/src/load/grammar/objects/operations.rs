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

/// The styles of parameters since 3.2.
pub(in crate::load::grammar) const STYLES_32: &[&str] = &[
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
            may("summary", Kind::Text, EXACT),
            may("description", Kind::Text, EXACT),
            may("get", Kind::Object(&OPERATION), EXACT),
            may("put", Kind::Object(&OPERATION), EXACT),
            may("post", Kind::Object(&OPERATION), EXACT),
            may("delete", Kind::Object(&OPERATION), EXACT),
            may("options", Kind::Object(&OPERATION), EXACT),
            may("head", Kind::Object(&OPERATION), EXACT),
            may("patch", Kind::Object(&OPERATION), EXACT),
            may("trace", Kind::Object(&OPERATION), EXACT),
            since_32(may("query", Kind::Object(&OPERATION), EXACT)),
            since_32(may(
                "additionalOperations",
                Kind::Object(&OPERATIONS),
                EXACT,
            )),
            may("servers", Kind::List(&Kind::Object(&SERVER)), EXACT),
            may(
                "parameters",
                Kind::List(&Kind::Reference(&PARAMETER)),
                EXACT,
            ),
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
pub(super) static OPERATION: Object = Object {
    rule: Rule::Operation,
    ..object(
        "Operation Object",
        &[
            may("tags", Kind::List(&Kind::Text), EXACT),
            may("summary", Kind::Text, EXACT),
            may("description", Kind::Text, EXACT),
            may("externalDocs", Kind::Object(&EXTERNAL_DOCS), EXACT),
            may("operationId", Kind::Text, EXACT),
            may(
                "parameters",
                Kind::List(&Kind::Reference(&PARAMETER)),
                EXACT,
            ),
            may("requestBody", Kind::Reference(&REQUEST_BODY), EXACT),
            until_30(should(
                "responses",
                Kind::Object(&RESPONSES),
                Fill::Nothing,
                EXACT,
            )),
            since_31(may("responses", Kind::Object(&RESPONSES), EXACT)),
            may("callbacks", Kind::Map(&Kind::Reference(&CALLBACK)), EXACT),
            may("deprecated", Kind::Flag, EXACT),
            may("security", Kind::List(&SECURITY_REQUIREMENT), EXACT),
            may("servers", Kind::List(&Kind::Object(&SERVER)), EXACT),
            SDK_NAME,
            may("x-sdk-service", Kind::Name, EXACT),
            may("x-sdk-pagination", Kind::Object(&PAGINATION), EXACT),
            may(
                "x-sdk-rate-limit",
                Kind::OneOrMany(&Kind::Object(&RATE_LIMIT)),
                EXACT,
            ),
            may("x-sdk-retry", Kind::OneOf(&["safe", "never"]), EXACT),
            may("x-sdk-idempotency", Kind::Object(&IDEMPOTENCY), EXACT),
        ],
    )
};

/// 4.7.9, of a webhook or a callback.
pub(super) static CALLED_PATH_ITEM: Object = Object {
    component: Some("pathItems"),
    ..object(
        "Path Item Object of a webhook",
        &[
            may("summary", Kind::Text, EXACT),
            may("description", Kind::Text, EXACT),
            may("get", Kind::Object(&CALLED_OPERATION), EXACT),
            may("put", Kind::Object(&CALLED_OPERATION), EXACT),
            may("post", Kind::Object(&CALLED_OPERATION), EXACT),
            may("delete", Kind::Object(&CALLED_OPERATION), EXACT),
            may("options", Kind::Object(&CALLED_OPERATION), EXACT),
            may("head", Kind::Object(&CALLED_OPERATION), EXACT),
            may("patch", Kind::Object(&CALLED_OPERATION), EXACT),
            may("trace", Kind::Object(&CALLED_OPERATION), EXACT),
            since_32(may("query", Kind::Object(&CALLED_OPERATION), EXACT)),
            since_32(may(
                "additionalOperations",
                Kind::Object(&CALLED_OPERATIONS),
                EXACT,
            )),
            may("servers", Kind::List(&Kind::Object(&SERVER)), OF_THE_CALL),
            may(
                "parameters",
                Kind::List(&Kind::Reference(&PARAMETER)),
                OF_THE_CALL,
            ),
        ],
    )
};

/// `additionalOperations` of a webhook or a callback.
static CALLED_OPERATIONS: Object = Object {
    others: Some(&Others {
        accepts: names::is_additional_method,
        kind: Kind::Object(&CALLED_OPERATION),
        what: "a method that has no keyword of its own",
    }),
    ..object("map of operations of a webhook", &[])
};

/// 4.7.10, of a webhook or a callback.
static CALLED_OPERATION: Object = object(
    "Operation Object of a webhook",
    &[
        may("tags", Kind::List(&Kind::Text), ANNOTATION),
        may("summary", Kind::Text, EXACT),
        may("description", Kind::Text, EXACT),
        may("externalDocs", Kind::Object(&EXTERNAL_DOCS), EXACT),
        may("operationId", Kind::Text, ANNOTATION),
        may(
            "parameters",
            Kind::List(&Kind::Reference(&PARAMETER)),
            OF_THE_CALL,
        ),
        may("requestBody", Kind::Reference(&REQUEST_BODY), EXACT),
        may("responses", Kind::Object(&RESPONSES), OF_THE_CALL),
        may(
            "callbacks",
            Kind::Map(&Kind::Reference(&CALLBACK)),
            OF_THE_CALL,
        ),
        may("deprecated", Kind::Flag, EXACT),
        may("security", Kind::List(&SECURITY_REQUIREMENT), OF_THE_CALL),
        may("servers", Kind::List(&Kind::Object(&SERVER)), OF_THE_CALL),
        SDK_NAME,
        SDK_SIGNATURE,
    ],
);

/// 4.7.12.
pub(super) static PARAMETER: Object = Object {
    component: Some("parameters"),
    rule: Rule::Parameter,
    ..object(
        "Parameter Object",
        &[
            must("name", Kind::Text, EXACT),
            until_31(must("in", Kind::OneOf(LOCATIONS), EXACT)),
            since_32(must("in", Kind::OneOf(LOCATIONS_32), EXACT)),
            may("description", Kind::Text, EXACT),
            may("required", Kind::Flag, EXACT),
            may("deprecated", Kind::Flag, EXACT),
            may("allowEmptyValue", Kind::Flag, EXACT),
            until_31(may("style", Kind::OneOf(STYLES), EXACT)),
            since_32(may("style", Kind::OneOf(STYLES_32), EXACT)),
            may("explode", Kind::Flag, EXACT),
            may("allowReserved", Kind::Flag, EXACT),
            may("schema", Kind::Reference(&SCHEMA), EXACT),
            may("example", Kind::Any, EXACT),
            may("examples", Kind::Map(&Kind::Reference(&EXAMPLE)), EXACT),
            until_31(may("content", Kind::Map(&Kind::Object(&MEDIA_TYPE)), EXACT)),
            since_32(may(
                "content",
                Kind::Map(&Kind::Reference(&MEDIA_TYPE)),
                EXACT,
            )),
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
            may("description", Kind::Text, EXACT),
            until_31(must(
                "content",
                Kind::Map(&Kind::Object(&MEDIA_TYPE)),
                EXACT,
            )),
            since_32(must(
                "content",
                Kind::Map(&Kind::Reference(&MEDIA_TYPE)),
                EXACT,
            )),
            may("required", Kind::Flag, EXACT),
        ],
    )
};

/// 4.7.14.
pub(in crate::load::grammar) static MEDIA_TYPE: Object = Object {
    component: Some("mediaTypes"),
    rule: Rule::Example,
    ..object(
        "Media Type Object",
        &[
            may("schema", Kind::Reference(&SCHEMA), EXACT),
            since_32(may("itemSchema", Kind::Reference(&SCHEMA), EXACT)),
            may("example", Kind::Any, EXACT),
            may("examples", Kind::Map(&Kind::Reference(&EXAMPLE)), EXACT),
            may("encoding", Kind::Map(&Kind::Object(&ENCODING)), EXACT),
            since_32(may(
                "prefixEncoding",
                Kind::List(&Kind::Object(&ENCODING)),
                NO_SUCH_ENCODING,
            )),
            since_32(may(
                "itemEncoding",
                Kind::Object(&ENCODING),
                NO_SUCH_ENCODING,
            )),
        ],
    )
};

/// 4.7.15.
pub(super) static ENCODING: Object = object(
    "Encoding Object",
    &[
        may("contentType", Kind::Text, EXACT),
        may(
            "headers",
            Kind::Map(&Kind::Reference(&HEADER)),
            not_generated("of a part are not sent"),
        ),
        may(
            "style",
            Kind::OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
            EXACT,
        ),
        may("explode", Kind::Flag, EXACT),
        may("allowReserved", Kind::Flag, EXACT),
        since_32(may(
            "encoding",
            Kind::Map(&Kind::Object(&ENCODING)),
            NO_SUCH_ENCODING,
        )),
        since_32(may(
            "prefixEncoding",
            Kind::List(&Kind::Object(&ENCODING)),
            NO_SUCH_ENCODING,
        )),
        since_32(may(
            "itemEncoding",
            Kind::Object(&ENCODING),
            NO_SUCH_ENCODING,
        )),
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
            until_31(should("description", Kind::Text, Fill::Empty, PROSE)),
            since_32(may("summary", Kind::Text, PROSE)),
            since_32(may("description", Kind::Text, PROSE)),
            only_20(may("schema", Kind::Reference(&SCHEMA), EXACT)),
            may("headers", Kind::Map(&Kind::Reference(&HEADER)), EXACT),
            until_31(may("content", Kind::Map(&Kind::Object(&MEDIA_TYPE)), EXACT)),
            since_32(may(
                "content",
                Kind::Map(&Kind::Reference(&MEDIA_TYPE)),
                EXACT,
            )),
            may("links", Kind::Map(&Kind::Reference(&LINK)), NO_LINKS),
        ],
    )
};

/// 4.7.18.
pub(super) static CALLBACK: Object = Object {
    component: Some("callbacks"),
    others: Some(&Others {
        accepts: |_| true,
        kind: Kind::Reference(&CALLED_PATH_ITEM),
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
            may("summary", Kind::Text, ANNOTATION),
            may("description", Kind::Text, ANNOTATION),
            may("value", Kind::Any, EXACT),
            may("externalValue", Kind::Text, not_generated("is not fetched")),
            since_32(may("dataValue", Kind::Any, EXACT)),
            since_32(may(
                "serializedValue",
                Kind::Text,
                not_generated("is not read: examples are made of data"),
            )),
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
            may("operationRef", Kind::Text, OF_SOMETHING_LEFT_OUT),
            may("operationId", Kind::Text, OF_SOMETHING_LEFT_OUT),
            may("parameters", Kind::Map(&Kind::Any), OF_SOMETHING_LEFT_OUT),
            may("requestBody", Kind::Any, OF_SOMETHING_LEFT_OUT),
            may("description", Kind::Text, OF_SOMETHING_LEFT_OUT),
            may("server", Kind::Object(&SERVER), OF_SOMETHING_LEFT_OUT),
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
            may("description", Kind::Text, EXACT),
            may("required", Kind::Flag, EXACT),
            may("deprecated", Kind::Flag, EXACT),
            may("allowEmptyValue", Kind::Flag, ONLY_WRITTEN),
            may("style", Kind::OneOf(&["simple"]), EXACT),
            may("explode", Kind::Flag, EXACT),
            may("allowReserved", Kind::Flag, ONLY_WRITTEN),
            may("schema", Kind::Reference(&SCHEMA), EXACT),
            may("example", Kind::Any, NO_PLACE),
            may("examples", Kind::Map(&Kind::Reference(&EXAMPLE)), NO_PLACE),
            until_31(may("content", Kind::Map(&Kind::Object(&MEDIA_TYPE)), EXACT)),
            since_32(may(
                "content",
                Kind::Map(&Kind::Reference(&MEDIA_TYPE)),
                EXACT,
            )),
            SDK_NAME,
        ],
    )
};
