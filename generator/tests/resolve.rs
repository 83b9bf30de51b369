//! What a description is resolved to.

use sdkwright::load::load_text;
use sdkwright::spec::{
    AdditionalProperties, JsonType, Parameter, ParameterFormat, ParameterLocation, ParameterStyle,
    Schema, SchemaId, Spec,
};

const DESCRIPTION: &str = r##"
openapi: 3.0.3
info: {title: a, version: '1'}
servers:
  - url: /{v}
    variables: {v: {default: one, enum: [one], x-sdk-name: version}}
paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: limit, in: query, schema: {type: integer}}
    put:
      operationId: put
      parameters:
        - {name: limit, in: query, explode: false, schema: {type: string}}
        - {name: deep, in: query, style: deepObject, example: null, schema: {type: object}}
        - {name: X-H, in: header, schema: {type: array, items: {type: string}}}
      requestBody: {$ref: '#/components/requestBodies/B'}
      responses:
        default: {$ref: '#/components/responses/R'}
        4XX: {description: refused}
        200: {description: done}
    get:
      operationId: get
      servers: [{url: https://example.com}]
      security: []
      responses: {'200': {$ref: '#/paths/~1a~1{id}/put/responses/200'}}
  /b: {$ref: '#/x-paths/b'}
x-paths:
  b:
    get:
      responses:
        '200':
          description: done
          content:
            application/json:
              schema: {$ref: '#/x-schemas/List/items'}
              examples: {none: {value: null}, one: {value: 1}, two: {externalValue: 'https://example.com'}}
x-schemas:
  List: {items: {type: array, items: {$ref: '#/components/schemas/Node'}}}
components:
  requestBodies:
    B:
      required: true
      content:
        multipart/form-data:
          schema: {type: object, properties: {f: {type: string, format: binary}}}
          encoding: {f: {contentType: text/plain}}
  responses:
    R: {$ref: '#/components/responses/S'}
    S: {description: s, headers: {H: {$ref: '#/components/headers/H'}}}
  headers:
    H: {schema: {type: integer}}
  schemas:
    Node:
      type: object
      required: [next]
      properties:
        next: {$ref: '#/components/schemas/Node'}
        big: {type: integer, nullable: true, maximum: 18446744073709551615, default: null}
        any: {nullable: true}
        decorated: {$ref: '#/components/schemas/Node', description: d, nullable: true}
        pet:
          oneOf: [{$ref: '#/components/schemas/Node'}]
          discriminator: {propertyName: kind, mapping: {n: Node, m: '#/components/schemas/Node'}}
      additionalProperties: false
"##;

fn spec() -> Spec {
    let loaded = load_text("a.yaml", DESCRIPTION.as_bytes());
    let shown: Vec<_> = loaded
        .diagnostics
        .iter()
        .map(|found| loaded.sources.render_line(found))
        .collect();
    assert_eq!(shown, Vec::<String>::new());
    loaded.spec.expect("it is resolved")
}

fn node(spec: &Spec) -> &Schema {
    spec.schemas.get(spec.components["Node"])
}

fn property<'s>(spec: &'s Spec, name: &str) -> &'s Schema {
    spec.schemas.get(node(spec).properties[name])
}

fn names(parameters: &[Parameter]) -> Vec<&str> {
    parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect()
}

#[test]
fn operations_stand_in_the_order_of_the_description() {
    let spec = spec();
    let all: Vec<_> = spec
        .operations
        .iter()
        .map(|operation| (operation.method.as_str(), operation.path.as_str()))
        .collect();
    assert_eq!(all, [("PUT", "/a/{id}"), ("GET", "/a/{id}"), ("GET", "/b")]);
    let keys: Vec<_> = spec.operations[0].responses.keys().collect();
    assert_eq!(keys, ["default", "4XX", "200"]);
    assert_eq!(spec.operations[2].pointer.path(), "/x-paths/b/get");
}

#[test]
fn parameters_of_the_path_are_merged_and_defaults_filled_in() {
    let spec = spec();
    let parameters = &spec.operations[0].parameters;
    assert_eq!(names(parameters), ["id", "limit", "deep", "X-H"]);
    assert_eq!(names(&spec.operations[1].parameters), ["id", "limit"]);
    let manners: Vec<_> = parameters
        .iter()
        .map(|parameter| match &parameter.format {
            ParameterFormat::Schema { style, explode, .. } => {
                (parameter.location, *style, *explode)
            }
            ParameterFormat::Content { .. } => panic!("all have schemas"),
        })
        .collect();
    assert_eq!(
        manners,
        [
            (ParameterLocation::Path, ParameterStyle::Simple, false),
            (ParameterLocation::Query, ParameterStyle::Form, false),
            (ParameterLocation::Query, ParameterStyle::DeepObject, false),
            (ParameterLocation::Header, ParameterStyle::Simple, false),
        ]
    );
    assert_eq!(parameters[2].example, Some(serde_json::Value::Null));
    let of_path = &spec.operations[1].parameters[1];
    assert!(matches!(
        of_path.format,
        ParameterFormat::Schema { explode: true, .. }
    ));
}

#[test]
fn chains_of_references_end_at_the_object() {
    let spec = spec();
    let response = &spec.operations[0].responses["default"];
    assert_eq!(response.pointer.path(), "/components/responses/S");
    assert_eq!(response.headers["H"].location, ParameterLocation::Header);
    let shared = &spec.operations[1].responses["200"];
    assert_eq!(shared.pointer.path(), "/paths/~1a~1{id}/put/responses/200");
    let body = spec.operations[0].request_body.as_ref().expect("a body");
    assert_eq!(body.pointer.path(), "/components/requestBodies/B");
    let encoding = &body.content[0].encoding["f"];
    assert_eq!(
        (encoding.explode, encoding.content_type.as_deref()),
        (None, Some("text/plain"))
    );
}

#[test]
fn references_lead_to_places_that_nothing_else_leads_to() {
    let spec = spec();
    let media_type = &spec.operations[2].responses["200"].content[0];
    let id = spec.schemas.resolve(media_type.schema.expect("a schema"));
    let list = spec.schemas.get(id);
    assert_eq!(list.pointer.path(), "/x-schemas/List/items");
    let item = spec.schemas.resolve(list.items.expect("items"));
    assert_eq!(item, spec.components["Node"]);
    assert_eq!(
        media_type.examples,
        [
            ("none".to_owned(), serde_json::Value::Null),
            ("one".to_owned(), serde_json::json!(1))
        ]
    );
}

#[test]
fn schemas_keep_what_the_typed_model_loses() {
    let spec = spec();
    let node = node(&spec);
    assert_eq!(node.additional_properties, AdditionalProperties::Forbidden);
    assert!(node.required.contains("next"));
    let big = property(&spec, "big");
    assert_eq!(big.types, [JsonType::Integer, JsonType::Null]);
    assert_eq!(big.constraints.maximum, Some(u64::MAX.into()));
    assert_eq!(big.default, Some(serde_json::Value::Null));
    assert!(property(&spec, "any").types.is_empty());
    let next = property(&spec, "next");
    assert_eq!(next.reference, Some(spec.components["Node"]));
}

#[test]
fn keywords_beside_a_reference_wrap_it() {
    let spec = spec();
    let decorated = property(&spec, "decorated");
    assert_eq!(decorated.reference, None);
    assert_eq!(decorated.description.as_deref(), Some("d"));
    assert_eq!(decorated.types, [JsonType::Null]);
    let wrapped: Vec<SchemaId> = decorated.all_of.clone();
    assert_eq!(spec.schemas.resolve(wrapped[0]), spec.components["Node"]);
}

#[test]
fn mappings_lead_to_schemas() {
    let spec = spec();
    let pet = property(&spec, "pet");
    let discriminator = pet.discriminator.as_ref().expect("a discriminator");
    assert_eq!(discriminator.property, "kind");
    let targets: Vec<_> = discriminator.mapping.iter().collect();
    let node = &spec.components["Node"];
    assert_eq!(targets, [(&"n".to_owned(), node), (&"m".to_owned(), node)]);
}

#[test]
fn servers_and_security_of_an_operation_are_its_own() {
    let spec = spec();
    let variable = &spec.servers[0].variables["v"];
    assert_eq!(variable.extensions["x-sdk-name"], "version");
    assert!(spec.operations[0].servers.is_empty() && spec.operations[0].security.is_none());
    assert_eq!(spec.operations[1].servers[0].url, "https://example.com");
    assert_eq!(spec.operations[1].security.as_ref().map(Vec::len), Some(0));
}
