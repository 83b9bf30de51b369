//! Schemas (OpenAPI 3.0.3, 4.7.24 to 4.7.26).

use super::document::EXTERNAL_DOCS;
use super::*;

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
pub(super) static DISCRIMINATOR: Object = object(
    "Discriminator Object",
    &[
        must("propertyName", Kind::Text),
        may("mapping", Kind::Map(&Kind::Text)),
    ],
);

/// 4.7.26.
pub(super) static XML: Object = object(
    "XML Object",
    &[
        may("name", Kind::Text),
        may("namespace", Kind::Text),
        may("prefix", Kind::Text),
        may("attribute", Kind::Flag),
        may("wrapped", Kind::Flag),
    ],
);
