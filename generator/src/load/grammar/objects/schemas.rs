//! Schemas (OpenAPI 3.0.3, 4.7.24 to 4.7.26).

use super::document::EXTERNAL_DOCS;
use super::*;
use crate::config::FOREIGN_KEYWORDS;

/// The keyword of one of the languages that have types.
const fn foreign_type(index: usize) -> Keyword {
    may(FOREIGN_KEYWORDS[index].name, Kind::ForeignType, EXACT)
}

// A keyword of a further language needs its line in the list of the Schema Object.
const _: () = assert!(FOREIGN_KEYWORDS.len() == 6);

const TYPES: &[&str] = &["array", "boolean", "integer", "number", "object", "string"];
const TYPES_AND_NULL: &[&str] = &[
    "array", "boolean", "integer", "null", "number", "object", "string",
];

/// 4.7.24.
pub(super) static SCHEMA: Object = Object {
    component: Some("schemas"),
    rule: Rule::Schema,
    ..object(
        "Schema Object",
        &[
            may("title", Kind::Text, EXACT),
            may("multipleOf", Kind::Number, NOT_ENFORCED),
            may("maximum", Kind::Number, NOT_ENFORCED),
            until_30(may("exclusiveMaximum", Kind::Flag, NOT_ENFORCED)),
            since_31(may(
                "exclusiveMaximum",
                Kind::FlagOr(&Kind::Number),
                NOT_ENFORCED,
            )),
            may("minimum", Kind::Number, NOT_ENFORCED),
            until_30(may("exclusiveMinimum", Kind::Flag, NOT_ENFORCED)),
            since_31(may(
                "exclusiveMinimum",
                Kind::FlagOr(&Kind::Number),
                NOT_ENFORCED,
            )),
            may("maxLength", Kind::Count, NOT_ENFORCED),
            may("minLength", Kind::Count, NOT_ENFORCED),
            may("pattern", Kind::Text, NOT_ENFORCED),
            may("maxItems", Kind::Count, NOT_ENFORCED),
            may("minItems", Kind::Count, NOT_ENFORCED),
            may("uniqueItems", Kind::Flag, NOT_ENFORCED),
            may("maxProperties", Kind::Count, NOT_ENFORCED),
            may("minProperties", Kind::Count, NOT_ENFORCED),
            may("required", Kind::List(&Kind::Text), EXACT),
            may("enum", Kind::List(&Kind::Any), EXACT),
            until_30(may("type", Kind::OneOf(TYPES), EXACT)),
            since_31(may(
                "type",
                Kind::OneOrMany(&Kind::OneOf(TYPES_AND_NULL)),
                EXACT,
            )),
            may("allOf", Kind::List(&Kind::Reference(&SCHEMA)), EXACT),
            may("oneOf", Kind::List(&Kind::Reference(&SCHEMA)), EXACT),
            may("anyOf", Kind::List(&Kind::Reference(&SCHEMA)), EXACT),
            may("not", Kind::Reference(&SCHEMA), NOT_ENFORCED),
            may("items", Kind::Reference(&SCHEMA), EXACT),
            may("properties", Kind::Map(&Kind::Reference(&SCHEMA)), EXACT),
            may(
                "additionalProperties",
                Kind::FlagOr(&Kind::Reference(&SCHEMA)),
                EXACT,
            ),
            may("description", Kind::Text, EXACT),
            may("format", Kind::Text, EXACT),
            may("default", Kind::Any, EXACT),
            may("nullable", Kind::Flag, EXACT),
            may("discriminator", Kind::Object(&DISCRIMINATOR), EXACT),
            may("readOnly", Kind::Flag, EXACT),
            may("writeOnly", Kind::Flag, EXACT),
            may("xml", Kind::Object(&XML), EXACT),
            may("externalDocs", Kind::Object(&EXTERNAL_DOCS), EXACT),
            may("example", Kind::Any, EXACT),
            may("deprecated", Kind::Flag, EXACT),
            since_31(may("const", Kind::Any, EXACT)),
            since_31(may("examples", Kind::List(&Kind::Any), EXACT)),
            since_31(may(
                "prefixItems",
                Kind::List(&Kind::Reference(&SCHEMA)),
                EXACT,
            )),
            since_31(may(
                "patternProperties",
                Kind::Map(&Kind::Reference(&SCHEMA)),
                EXACT,
            )),
            since_31(may(
                "propertyNames",
                Kind::Reference(&SCHEMA),
                NOT_ENFORCED_AND_WARNED,
            )),
            since_31(may(
                "contains",
                Kind::Reference(&SCHEMA),
                NOT_ENFORCED_AND_WARNED,
            )),
            since_31(may("minContains", Kind::Count, NOT_ENFORCED_AND_WARNED)),
            since_31(may("maxContains", Kind::Count, NOT_ENFORCED_AND_WARNED)),
            since_31(may("contentEncoding", Kind::Text, EXACT)),
            since_31(may("contentMediaType", Kind::Text, EXACT)),
            since_31(may(
                "contentSchema",
                Kind::Reference(&SCHEMA),
                NOT_ENFORCED_AND_WARNED,
            )),
            since_31(may("if", Kind::Reference(&SCHEMA), NOT_ENFORCED_AND_WARNED)),
            since_31(may(
                "then",
                Kind::Reference(&SCHEMA),
                NOT_ENFORCED_AND_WARNED,
            )),
            since_31(may(
                "else",
                Kind::Reference(&SCHEMA),
                NOT_ENFORCED_AND_WARNED,
            )),
            since_31(may(
                "dependentSchemas",
                Kind::Map(&Kind::Reference(&SCHEMA)),
                NOT_ENFORCED_AND_WARNED,
            )),
            since_31(may(
                "dependentRequired",
                Kind::Map(&Kind::List(&Kind::Text)),
                NOT_ENFORCED_AND_WARNED,
            )),
            since_31(may(
                "unevaluatedItems",
                Kind::Reference(&SCHEMA),
                NOT_ENFORCED_AND_WARNED,
            )),
            since_31(may(
                "unevaluatedProperties",
                Kind::Reference(&SCHEMA),
                NOT_ENFORCED_AND_WARNED,
            )),
            since_31(may("$defs", Kind::Map(&Kind::Reference(&SCHEMA)), EXACT)),
            since_31(may(
                "$schema",
                Kind::Text,
                approximated("is not followed: schemas are read in the dialect of OpenAPI"),
            )),
            since_31(may("$vocabulary", Kind::Any, ANNOTATION)),
            since_31(may(
                "$id",
                Kind::Text,
                approximated("is not followed: references start from the file"),
            )),
            since_31(may("$anchor", Kind::Text, ANNOTATION)),
            since_31(may("$dynamicAnchor", Kind::Text, ANNOTATION)),
            since_31(may(
                "$dynamicRef",
                Kind::Text,
                warned(
                    approximated("is not followed: the type takes any value"),
                    Some("write `$ref` with a path, as in '#/components/schemas/Name'"),
                ),
            )),
            since_31(may("$comment", Kind::Text, ANNOTATION)),
            SDK_NAME,
            may("x-sdk-enum", Kind::OneOf(&["open", "closed"]), EXACT),
            may("x-extensible-enum", Kind::List(&Kind::Scalar), EXACT),
            foreign_type(0),
            foreign_type(1),
            foreign_type(2),
            foreign_type(3),
            foreign_type(4),
            foreign_type(5),
        ],
    )
};

/// 4.7.25.
pub(super) static DISCRIMINATOR: Object = object(
    "Discriminator Object",
    &[
        must("propertyName", Kind::Text, EXACT),
        may("mapping", Kind::Map(&Kind::SchemaName(&SCHEMA)), EXACT),
        since_32(may(
            "defaultMapping",
            Kind::SchemaName(&SCHEMA),
            warned(
                approximated("is not followed: a value without a known tag is kept as it is"),
                None,
            ),
        )),
    ],
);

/// 4.7.26.
pub(super) static XML: Object = object(
    "XML Object",
    &[
        may("name", Kind::Text, EXACT),
        may("namespace", Kind::Text, EXACT),
        may("prefix", Kind::Text, EXACT),
        may("attribute", Kind::Flag, EXACT),
        may("wrapped", Kind::Flag, EXACT),
        since_32(may(
            "nodeType",
            Kind::OneOf(&["element", "attribute", "text", "cdata", "none"]),
            EXACT,
        )),
    ],
);
