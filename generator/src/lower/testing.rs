//! A `Spec` from JSON, for the tests of this stage.

use indexmap::IndexMap;
use serde_json::Value;

use crate::pointer::{FileId, Pointer};
use crate::spec::*;

/// Builds a `Spec` from a well-formed description in JSON. It checks nothing.
pub(super) fn spec(document: &Value) -> Spec {
    let mut builder = Builder {
        document,
        schemas: Vec::new(),
        ids: IndexMap::new(),
        open: Vec::new(),
    };
    let root = Pointer::root(FileId(0));
    let components: IndexMap<String, SchemaId> = members(&document["components"]["schemas"])
        .map(|(name, _)| {
            (
                name.clone(),
                builder.schema(&root.keys(&["components", "schemas", name])),
            )
        })
        .collect();
    let operations = members(&document["paths"])
        .flat_map(|(path, item)| {
            let methods = [
                "get", "put", "post", "delete", "options", "head", "patch", "trace",
            ];
            members(item)
                .filter(move |(key, _)| methods.contains(&key.as_str()))
                .map(move |(method, _)| (path, method))
        })
        .collect::<Vec<_>>();
    let operations = operations
        .into_iter()
        .map(|(path, method)| builder.operation(path, method))
        .collect();
    let security_schemes = members(&document["components"]["securitySchemes"])
        .map(|(name, value)| {
            (
                name.clone(),
                security_scheme(value, root.keys(&["components", "securitySchemes", name])),
            )
        })
        .collect();
    builder.finish();
    Spec {
        info: Info {
            title: text(&document["info"], "title").unwrap_or_default(),
            version: text(&document["info"], "version").unwrap_or_default(),
            ..Info::default()
        },
        servers: servers(&document["servers"], &root.key("servers")),
        tags: items(&document["tags"])
            .enumerate()
            .map(|(i, tag)| Tag {
                pointer: root.key("tags").index(i),
                name: text(tag, "name").unwrap_or_default(),
                description: text(tag, "description"),
                extensions: extensions(tag),
            })
            .collect(),
        security: security(document, &root),
        security_schemes,
        components,
        schemas: Schemas(builder.schemas.into_iter().map(Option::unwrap).collect()),
        operations,
        extensions: extensions(document),
    }
}

struct Builder<'d> {
    document: &'d Value,
    schemas: Vec<Option<Schema>>,
    ids: IndexMap<String, SchemaId>,
    open: Vec<(SchemaId, Pointer)>,
}

impl<'d> Builder<'d> {
    fn at(&self, pointer: &Pointer) -> &'d Value {
        self.document
            .pointer(pointer.path())
            .unwrap_or(&Value::Null)
    }

    /// Follows a reference of anything but a schema.
    fn target(&self, pointer: &Pointer) -> (Pointer, &'d Value) {
        let value = self.at(pointer);
        match value.get("$ref").and_then(Value::as_str) {
            Some(target) => self.target(&Pointer::from_text(
                FileId(0),
                target.trim_start_matches('#'),
            )),
            None => (pointer.clone(), value),
        }
    }

    fn schema(&mut self, pointer: &Pointer) -> SchemaId {
        if let Some(id) = self.ids.get(pointer.path()) {
            return *id;
        }
        let id = SchemaId(self.schemas.len() as u32);
        self.schemas.push(None);
        self.ids.insert(pointer.path().to_owned(), id);
        self.open.push((id, pointer.clone()));
        id
    }

    fn finish(&mut self) {
        while let Some((id, pointer)) = self.open.pop() {
            let schema = self.fill(&pointer);
            self.schemas[id.0 as usize] = Some(schema);
        }
    }

    fn fill(&mut self, pointer: &Pointer) -> Schema {
        let value = self.at(pointer);
        let mut schema = super::overlay::empty(pointer.clone());
        if let Some(target) = value.get("$ref").and_then(Value::as_str) {
            schema.reference = Some(self.schema(&Pointer::from_text(
                FileId(0),
                target.trim_start_matches('#'),
            )));
            return schema;
        }
        schema.types = match &value["type"] {
            Value::String(one) => vec![json_type(one)],
            Value::Array(all) => all
                .iter()
                .filter_map(Value::as_str)
                .map(json_type)
                .collect(),
            _ => Vec::new(),
        };
        if flag(value, "nullable") {
            schema.types.push(JsonType::Null);
        }
        schema.format = text(value, "format");
        schema.title = text(value, "title");
        schema.description = text(value, "description");
        schema.default = value.get("default").cloned();
        schema.example = value.get("example").cloned();
        schema.deprecated = flag(value, "deprecated");
        schema.read_only = flag(value, "readOnly");
        schema.write_only = flag(value, "writeOnly");
        schema.enumeration = value.get("enum").and_then(Value::as_array).cloned();
        schema.properties = self.map(value, pointer, "properties");
        schema.required = items(&value["required"])
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        schema.additional_properties = match value.get("additionalProperties") {
            None => AdditionalProperties::Unspecified,
            Some(Value::Bool(true)) => AdditionalProperties::Allowed,
            Some(Value::Bool(false)) => AdditionalProperties::Forbidden,
            Some(_) => {
                AdditionalProperties::Schema(self.schema(&pointer.key("additionalProperties")))
            }
        };
        schema.pattern_properties = self.map(value, pointer, "patternProperties");
        schema.items = value
            .get("items")
            .map(|_| self.schema(&pointer.key("items")));
        schema.prefix_items = self.list(value, pointer, "prefixItems");
        schema.unique_items = flag(value, "uniqueItems");
        schema.all_of = self.list(value, pointer, "allOf");
        schema.one_of = self.list(value, pointer, "oneOf");
        schema.any_of = self.list(value, pointer, "anyOf");
        schema.not = value.get("not").map(|_| self.schema(&pointer.key("not")));
        schema.discriminator = value.get("discriminator").map(|found| {
            let place = pointer.key("discriminator");
            Discriminator {
                property: text(found, "propertyName").unwrap_or_default(),
                mapping: members(&found["mapping"])
                    .map(|(tag, target)| {
                        let target = target.as_str().unwrap_or_default();
                        let path = match target.strip_prefix('#') {
                            Some(path) => path.to_owned(),
                            None => format!("/components/schemas/{target}"),
                        };
                        (
                            tag.clone(),
                            self.schema(&Pointer::from_text(FileId(0), &path)),
                        )
                    })
                    .collect(),
                pointer: place,
            }
        });
        schema.constraints = constraints(value);
        schema.extensions = extensions(value);
        schema
    }

    fn map(&mut self, value: &Value, pointer: &Pointer, key: &str) -> IndexMap<String, SchemaId> {
        let place = pointer.key(key);
        members(&value[key])
            .map(|(name, _)| (name.clone(), self.schema(&place.key(name))))
            .collect()
    }

    fn list(&mut self, value: &Value, pointer: &Pointer, key: &str) -> Vec<SchemaId> {
        let place = pointer.key(key);
        (0..items(&value[key]).count())
            .map(|index| self.schema(&place.index(index)))
            .collect()
    }

    fn operation(&mut self, path: &str, method: &str) -> Operation {
        let path_pointer = Pointer::root(FileId(0)).keys(&["paths", path]);
        let pointer = path_pointer.key(method);
        let value = self.at(&pointer);
        let mut parameters: Vec<Parameter> = Vec::new();
        for owner in [&pointer, &path_pointer] {
            let place = owner.key("parameters");
            for index in 0..items(self.at(&place)).count() {
                let parameter = self.parameter(&place.index(index), None);
                if !parameters
                    .iter()
                    .any(|p| p.name == parameter.name && p.location == parameter.location)
                {
                    parameters.push(parameter);
                }
            }
        }
        let responses = members(&value["responses"])
            .map(|(status, _)| {
                (
                    status.clone(),
                    self.response(&pointer.keys(&["responses", status])),
                )
            })
            .collect();
        Operation {
            method: method.to_uppercase(),
            path: path.to_owned(),
            operation_id: text(value, "operationId"),
            tags: items(&value["tags"])
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            summary: text(value, "summary"),
            description: text(value, "description"),
            deprecated: flag(value, "deprecated"),
            parameters,
            request_body: value
                .get("requestBody")
                .map(|_| self.request_body(&pointer.key("requestBody"))),
            responses,
            security: security(value, &pointer),
            servers: servers(&value["servers"], &pointer.key("servers")),
            extensions: extensions(value),
            pointer,
            path_pointer,
        }
    }

    fn parameter(&mut self, pointer: &Pointer, header: Option<&str>) -> Parameter {
        let (pointer, value) = self.target(pointer);
        let location = match text(value, "in").as_deref() {
            Some("path") => ParameterLocation::Path,
            Some("query") => ParameterLocation::Query,
            Some("cookie") => ParameterLocation::Cookie,
            _ => ParameterLocation::Header,
        };
        let style = match text(value, "style").as_deref() {
            Some("matrix") => ParameterStyle::Matrix,
            Some("label") => ParameterStyle::Label,
            Some("spaceDelimited") => ParameterStyle::SpaceDelimited,
            Some("pipeDelimited") => ParameterStyle::PipeDelimited,
            Some("deepObject") => ParameterStyle::DeepObject,
            Some("form") => ParameterStyle::Form,
            Some(_) => ParameterStyle::Simple,
            None if matches!(
                location,
                ParameterLocation::Query | ParameterLocation::Cookie
            ) =>
            {
                ParameterStyle::Form
            }
            None => ParameterStyle::Simple,
        };
        let format = match value.get("content") {
            Some(_) => ParameterFormat::Content {
                media_type: self.content(&pointer).remove(0),
            },
            None => ParameterFormat::Schema {
                schema: self.schema(&pointer.key("schema")),
                style,
                explode: value["explode"]
                    .as_bool()
                    .unwrap_or(style == ParameterStyle::Form),
            },
        };
        Parameter {
            name: header
                .map(str::to_owned)
                .or(text(value, "name"))
                .unwrap_or_default(),
            location,
            description: text(value, "description"),
            required: flag(value, "required"),
            deprecated: flag(value, "deprecated"),
            allow_empty_value: flag(value, "allowEmptyValue"),
            allow_reserved: flag(value, "allowReserved"),
            format,
            example: value
                .get("example")
                .or_else(|| members(&value["examples"]).next()?.1.get("value"))
                .cloned(),
            extensions: extensions(value),
            pointer,
        }
    }

    fn request_body(&mut self, pointer: &Pointer) -> RequestBody {
        let (pointer, value) = self.target(pointer);
        RequestBody {
            description: text(value, "description"),
            required: flag(value, "required"),
            content: self.content(&pointer),
            extensions: extensions(value),
            pointer,
        }
    }

    fn response(&mut self, pointer: &Pointer) -> Response {
        let (pointer, value) = self.target(pointer);
        Response {
            description: text(value, "description").unwrap_or_default(),
            headers: self.headers(&pointer),
            content: self.content(&pointer),
            extensions: extensions(value),
            pointer,
        }
    }

    fn headers(&mut self, pointer: &Pointer) -> IndexMap<String, Parameter> {
        let place = pointer.key("headers");
        members(self.at(&place))
            .map(|(name, _)| (name.clone(), self.parameter(&place.key(name), Some(name))))
            .collect()
    }

    fn content(&mut self, pointer: &Pointer) -> Vec<MediaType> {
        let place = pointer.key("content");
        members(self.at(&place))
            .map(|(name, value)| self.media_type(name, value, place.key(name)))
            .collect()
    }

    fn media_type(&mut self, name: &str, value: &Value, pointer: Pointer) -> MediaType {
        let mut examples: Vec<(String, Value)> = value
            .get("example")
            .map(|v| (String::new(), v.clone()))
            .into_iter()
            .collect();
        for (name, _) in members(&value["examples"]) {
            let (_, example) = self.target(&pointer.keys(&["examples", name]));
            examples.extend(
                example
                    .get("value")
                    .map(|value| (name.clone(), value.clone())),
            );
        }
        let encoding = members(&value["encoding"])
            .map(|(name, encoding)| {
                let place = pointer.keys(&["encoding", name]);
                let encoding = Encoding {
                    content_type: text(encoding, "contentType"),
                    headers: self.headers(&place),
                    style: match text(encoding, "style").as_deref() {
                        Some("deepObject") => Some(ParameterStyle::DeepObject),
                        Some("form") => Some(ParameterStyle::Form),
                        _ => None,
                    },
                    explode: encoding["explode"].as_bool(),
                    allow_reserved: flag(encoding, "allowReserved"),
                    pointer: place,
                };
                (name.clone(), encoding)
            })
            .collect();
        MediaType {
            name: name.to_owned(),
            schema: value
                .get("schema")
                .map(|_| self.schema(&pointer.key("schema"))),
            examples,
            encoding,
            extensions: extensions(value),
            pointer,
        }
    }
}

fn json_type(name: &str) -> JsonType {
    serde_json_type(name).unwrap_or(JsonType::String)
}

fn serde_json_type(name: &str) -> Option<JsonType> {
    use JsonType::*;
    [
        ("null", Null),
        ("boolean", Boolean),
        ("integer", Integer),
        ("number", Number),
        ("string", String),
        ("array", Array),
        ("object", Object),
    ]
    .into_iter()
    .find(|(known, _)| *known == name)
    .map(|(_, kind)| kind)
}

fn constraints(value: &Value) -> Constraints {
    let number = |key: &str| value[key].as_number().cloned();
    let count = |key: &str| value[key].as_u64();
    Constraints {
        minimum: number("minimum"),
        maximum: number("maximum"),
        exclusive_minimum: flag(value, "exclusiveMinimum"),
        exclusive_maximum: flag(value, "exclusiveMaximum"),
        multiple_of: number("multipleOf"),
        min_length: count("minLength"),
        max_length: count("maxLength"),
        pattern: text(value, "pattern"),
        min_items: count("minItems"),
        max_items: count("maxItems"),
        min_properties: count("minProperties"),
        max_properties: count("maxProperties"),
    }
}

fn security(value: &Value, pointer: &Pointer) -> Option<Vec<SecurityRequirement>> {
    let place = pointer.key("security");
    let all = value.get("security")?.as_array()?;
    let requirement = |(index, value): (usize, &Value)| SecurityRequirement {
        pointer: place.index(index),
        schemes: members(value)
            .map(|(name, scopes)| {
                (
                    name.clone(),
                    items(scopes)
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect(),
                )
            })
            .collect(),
    };
    Some(all.iter().enumerate().map(requirement).collect())
}

fn security_scheme(value: &Value, pointer: Pointer) -> SecurityScheme {
    let own = |key: &str| text(value, key).unwrap_or_default();
    let kind = match own("type").as_str() {
        "http" => SecuritySchemeKind::Http {
            scheme: own("scheme"),
            bearer_format: None,
        },
        "apiKey" => SecuritySchemeKind::ApiKey {
            location: match own("in").as_str() {
                "query" => ParameterLocation::Query,
                "cookie" => ParameterLocation::Cookie,
                _ => ParameterLocation::Header,
            },
            name: own("name"),
        },
        "oauth2" => SecuritySchemeKind::OAuth2 {
            flows: members(&value["flows"])
                .map(|(kind, flow)| OAuthFlow {
                    kind: match kind.as_str() {
                        "implicit" => OAuthFlowKind::Implicit,
                        "password" => OAuthFlowKind::Password,
                        "clientCredentials" => OAuthFlowKind::ClientCredentials,
                        _ => OAuthFlowKind::AuthorizationCode,
                    },
                    authorization_url: text(flow, "authorizationUrl"),
                    token_url: text(flow, "tokenUrl"),
                    refresh_url: text(flow, "refreshUrl"),
                    scopes: members(&flow["scopes"])
                        .map(|(k, v)| (k.clone(), v.as_str().unwrap_or_default().to_owned()))
                        .collect(),
                })
                .collect(),
        },
        _ => SecuritySchemeKind::OpenIdConnect {
            url: own("openIdConnectUrl"),
        },
    };
    SecurityScheme {
        pointer,
        description: text(value, "description"),
        kind,
        extensions: extensions(value),
    }
}

fn servers(value: &Value, pointer: &Pointer) -> Vec<Server> {
    let server = |(index, value): (usize, &Value)| Server {
        pointer: pointer.index(index),
        url: text(value, "url").unwrap_or_default(),
        description: text(value, "description"),
        variables: members(&value["variables"])
            .map(|(name, variable)| {
                let variable = ServerVariable {
                    pointer: pointer.index(index).keys(&["variables", name]),
                    default: text(variable, "default").unwrap_or_default(),
                    enumeration: items(&variable["enum"])
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect(),
                    description: text(variable, "description"),
                };
                (name.clone(), variable)
            })
            .collect(),
    };
    items(value).enumerate().map(server).collect()
}

fn extensions(value: &Value) -> Extensions {
    members(value)
        .filter(|(key, _)| key.starts_with("x-"))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
