//! The description as a whole: what is said of it, its servers, components and tags (OpenAPI 3.0.3, 4.7.1 to 4.7.7, 4.7.11, 4.7.22).

use super::operations::*;
use super::schemas::SCHEMA;
use super::security::{SECURITY_REQUIREMENT, SECURITY_SCHEME};
use super::*;

/// 4.7.1.
pub(in crate::load) static OPENAPI: Object = object(
    "OpenAPI Object",
    &[
        must("openapi", Kind::Text, EXACT),
        should("info", Kind::Object(&INFO), Fill::Info, EXACT),
        may("servers", Kind::List(&Kind::Object(&SERVER)), EXACT),
        until_30(should("paths", Kind::Object(&PATHS), Fill::Nothing, EXACT)),
        since_31(may("paths", Kind::Object(&PATHS), EXACT)),
        since_31(may(
            "webhooks",
            Kind::Map(&Kind::Reference(&CALLED_PATH_ITEM)),
            EXACT,
        )),
        since_31(may(
            "jsonSchemaDialect",
            Kind::Text,
            approximated("is not followed: schemas are read in the dialect of OpenAPI"),
        )),
        since_32(may(
            "$self",
            Kind::Text,
            warned(
                approximated(
                    "is not followed: references are relative to the file, wherever it stands",
                ),
                None,
            ),
        )),
        may("components", Kind::Object(&COMPONENTS), EXACT),
        may("security", Kind::List(&SECURITY_REQUIREMENT), EXACT),
        may("tags", Kind::List(&Kind::Object(&TAG)), EXACT),
        may("externalDocs", Kind::Object(&EXTERNAL_DOCS), EXACT),
        SDK_SIGNATURE,
        only_20(may(
            "definitions",
            Kind::Map(&Kind::Reference(&SCHEMA)),
            EXACT,
        )),
        only_20(may(
            "parameters",
            Kind::Map(&Kind::Reference(&PARAMETER)),
            EXACT,
        )),
        only_20(may(
            "responses",
            Kind::Map(&Kind::Reference(&RESPONSE)),
            EXACT,
        )),
    ],
);

/// 4.7.2.
pub(super) static INFO: Object = object(
    "Info Object",
    &[
        should("title", Kind::Text, Fill::Title, EXACT),
        since_31(may("summary", Kind::Text, EXACT)),
        may("description", Kind::Text, EXACT),
        may("termsOfService", Kind::Text, EXACT),
        may("contact", Kind::Object(&CONTACT), EXACT),
        may("license", Kind::Object(&LICENSE), EXACT),
        should("version", Kind::Text, Fill::Version, EXACT),
    ],
);

/// 4.7.3.
pub(super) static CONTACT: Object = object(
    "Contact Object",
    &[
        may("name", Kind::Text, EXACT),
        may("url", Kind::Text, EXACT),
        may("email", Kind::Text, EXACT),
    ],
);

/// 4.7.4.
pub(super) static LICENSE: Object = object(
    "License Object",
    &[
        must("name", Kind::Text, EXACT),
        may("url", Kind::Text, EXACT),
        since_31(may("identifier", Kind::Text, EXACT)),
    ],
);

/// 4.7.5.
pub(super) static SERVER: Object = object(
    "Server Object",
    &[
        must("url", Kind::Text, EXACT),
        since_32(may("name", Kind::Text, EXACT)),
        may("description", Kind::Text, EXACT),
        may(
            "variables",
            Kind::Map(&Kind::Object(&SERVER_VARIABLE)),
            EXACT,
        ),
    ],
);

/// 4.7.6.
pub(super) static SERVER_VARIABLE: Object = object(
    "Server Variable Object",
    &[
        may("enum", Kind::List(&Kind::Text), EXACT),
        must("default", Kind::Text, EXACT),
        may("description", Kind::Text, EXACT),
        SDK_NAME,
    ],
);

/// 4.7.7.
pub(super) static COMPONENTS: Object = Object {
    rule: Rule::Components,
    ..object(
        "Components Object",
        &[
            may("schemas", Kind::Map(&Kind::Reference(&SCHEMA)), EXACT),
            may("responses", Kind::Map(&Kind::Reference(&RESPONSE)), EXACT),
            may("parameters", Kind::Map(&Kind::Reference(&PARAMETER)), EXACT),
            may("examples", Kind::Map(&Kind::Reference(&EXAMPLE)), EXACT),
            may(
                "requestBodies",
                Kind::Map(&Kind::Reference(&REQUEST_BODY)),
                EXACT,
            ),
            may("headers", Kind::Map(&Kind::Reference(&HEADER)), EXACT),
            may(
                "securitySchemes",
                Kind::Map(&Kind::Reference(&SECURITY_SCHEME)),
                EXACT,
            ),
            may("links", Kind::Map(&Kind::Reference(&LINK)), NO_LINKS),
            may("callbacks", Kind::Map(&Kind::Reference(&CALLBACK)), EXACT),
            // Of 3.1; in 3.0 those of other files stand there.
            may("pathItems", Kind::Map(&Kind::Reference(&PATH_ITEM)), EXACT),
            since_32(may(
                "mediaTypes",
                Kind::Map(&Kind::Reference(&MEDIA_TYPE)),
                EXACT,
            )),
        ],
    )
};

/// 4.7.11.
pub(super) static EXTERNAL_DOCS: Object = object(
    "External Documentation Object",
    &[
        may("description", Kind::Text, EXACT),
        should("url", Kind::Text, Fill::Empty, EXACT),
    ],
);

/// 4.7.22.
pub(super) static TAG: Object = object(
    "Tag Object",
    &[
        must("name", Kind::Text, EXACT),
        since_32(may("summary", Kind::Text, EXACT)),
        since_32(may(
            "parent",
            Kind::Text,
            warned(
                approximated("is not followed: the services of tags stand beside each other"),
                None,
            ),
        )),
        since_32(may("kind", Kind::Text, ANNOTATION)),
        may("description", Kind::Text, EXACT),
        may("externalDocs", Kind::Object(&EXTERNAL_DOCS), EXACT),
        SDK_NAME,
    ],
);
