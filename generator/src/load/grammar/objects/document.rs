//! The description as a whole: what is said of it, its servers, components and tags (OpenAPI 3.0.3, 4.7.1 to 4.7.7, 4.7.11, 4.7.22).

use super::operations::*;
use super::schemas::SCHEMA;
use super::security::{SECURITY_REQUIREMENT, SECURITY_SCHEME};
use super::*;

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
        may("components", Kind::Object(&COMPONENTS)),
        may("security", Kind::List(&SECURITY_REQUIREMENT)),
        may("tags", Kind::List(&Kind::Object(&TAG))),
        may("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
    ],
);

/// 4.7.2.
pub(super) static INFO: Object = object(
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
pub(super) static CONTACT: Object = object(
    "Contact Object",
    &[
        may("name", Kind::Text),
        may("url", Kind::Text),
        may("email", Kind::Text),
    ],
);

/// 4.7.4.
pub(super) static LICENSE: Object = object(
    "License Object",
    &[
        must("name", Kind::Text),
        may("url", Kind::Text),
        since_31(may("identifier", Kind::Text)),
    ],
);

/// 4.7.5.
pub(super) static SERVER: Object = object(
    "Server Object",
    &[
        must("url", Kind::Text),
        may("description", Kind::Text),
        may("variables", Kind::Map(&Kind::Object(&SERVER_VARIABLE))),
    ],
);

/// 4.7.6.
pub(super) static SERVER_VARIABLE: Object = object(
    "Server Variable Object",
    &[
        may("enum", Kind::List(&Kind::Text)),
        must("default", Kind::Text),
        may("description", Kind::Text),
        SDK_NAME,
    ],
);

/// 4.7.7.
pub(super) static COMPONENTS: Object = Object {
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
            since_31(may("pathItems", Kind::Map(&Kind::Reference(&PATH_ITEM)))),
        ],
    )
};

/// 4.7.11.
pub(super) static EXTERNAL_DOCS: Object = object(
    "External Documentation Object",
    &[may("description", Kind::Text), must("url", Kind::Text)],
);

/// 4.7.22.
pub(super) static TAG: Object = object(
    "Tag Object",
    &[
        must("name", Kind::Text),
        may("description", Kind::Text),
        may("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
        SDK_NAME,
    ],
);
