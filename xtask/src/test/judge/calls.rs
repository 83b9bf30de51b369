//! The calls by which the SDKs of a description are judged: each operation with the least and with the most it can be given.

use serde_json::{json, Map, Value};

use super::sample::{Extent, Samples};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Names of header parameters that are none (OpenAPI 3.0.3, section 4.7.12.1).
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The calls, as the drivers take them.
pub fn calls(document: &Value) -> Vec<Value> {
    let mut calls: Vec<Value> = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let operation = &item[method];
            if !operation.is_object() {
                continue;
            }
            for extent in [Extent::Least, Extent::Most] {
                let samples = Samples::new(document, extent);
                let made = Maker {
                    document,
                    samples,
                    extent,
                }
                .operation(path, method, item, operation);
                calls.extend(
                    made.into_iter()
                        .filter(|call| !calls.contains(call))
                        .collect::<Vec<_>>(),
                );
            }
        }
    }
    for (id, call) in calls.iter_mut().enumerate() {
        call["id"] = json!(id);
    }
    calls
}

struct Maker<'d> {
    document: &'d Value,
    samples: Samples<'d>,
    extent: Extent,
}

impl Maker<'_> {
    /// A call for each content type of the body; none where a value cannot be made that is required.
    fn operation(&self, path: &str, method: &str, item: &Value, operation: &Value) -> Vec<Value> {
        let id = operation["operationId"].as_str().map(str::to_owned);
        let id = id.unwrap_or_else(|| format!("{} {path}", method.to_uppercase()));
        let Some(args) = self.arguments(path, item, operation) else {
            return Vec::new();
        };
        let call = json!({
            "operationId": id, "args": args, "auth": self.auth(operation), "options": {"maxAttempts": 1, "timeoutMs": 20000},
        });
        let body = self.samples.resolve(&operation["requestBody"]);
        let contents = body["content"].as_object().into_iter().flatten();
        let bodies: Vec<Value> = contents
            .filter_map(|(kind, content)| self.body(kind, content))
            .collect();
        if body["required"] != true && (self.extent == Extent::Least || bodies.is_empty()) {
            return vec![call];
        }
        let with = |body| {
            let mut call = call.clone();
            call["body"] = body;
            call
        };
        bodies.into_iter().map(with).collect()
    }

    fn arguments(&self, path: &str, item: &Value, operation: &Value) -> Option<Value> {
        let mut args = json!({"path": {}, "query": {}, "header": {}, "cookie": {}});
        let lists = [&item["parameters"], &operation["parameters"]];
        for parameter in lists.into_iter().filter_map(Value::as_array).flatten() {
            let parameter = self.samples.resolve(parameter);
            let (Some(name), Some(place)) = (parameter["name"].as_str(), parameter["in"].as_str())
            else {
                continue;
            };
            let is_none =
                place == "header" && NO_PARAMETERS.contains(&name.to_lowercase().as_str());
            if is_none || parameter["required"] != true && self.extent == Extent::Least {
                continue;
            }
            let json = parameter["content"]
                .as_object()
                .and_then(|all| all.values().next());
            let value = self.samples.of(json.unwrap_or(parameter));
            match value {
                // An empty path parameter or list is no value that can be seen.
                Some(value) if value != json!("") && value != json!([]) => {
                    args[place][name] = value
                }
                _ if parameter["required"] == true => return None,
                _ => {}
            }
        }
        // Some descriptions forget to declare what stands in braces; it is a text then.
        for name in path
            .split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0))
        {
            if args["path"][name].is_null() {
                args["path"][name] = json!("text");
            }
        }
        Some(args)
    }

    fn auth(&self, operation: &Value) -> Value {
        let own = operation["security"]
            .as_array()
            .or(self.document["security"].as_array());
        let mut alternatives = own.into_iter().flatten().filter_map(Value::as_object);
        let names = alternatives.find(|names| !names.is_empty());
        let mut auth = Map::new();
        for name in names.into_iter().flat_map(|names| names.keys()) {
            let scheme = &self.document["components"]["securitySchemes"][name];
            let scheme = self.samples.resolve(scheme);
            let given = match (scheme["type"].as_str(), scheme["scheme"].as_str()) {
                (Some("http"), Some(kind)) if kind.eq_ignore_ascii_case("basic") => {
                    json!({"username": "agent", "password": "secret"})
                }
                (Some("apiKey"), _) => json!({"value": "secret"}),
                _ => json!({"token": "secret"}),
            };
            auth.insert(name.clone(), given);
        }
        auth.into()
    }

    fn body(&self, content_type: &str, content: &Value) -> Option<Value> {
        let bare = content_type.split(';').next().unwrap_or_default().trim();
        let form = || self.samples.of(content).filter(Value::is_object);
        if bare == "multipart/form-data" {
            let schema = self.samples.resolve(&content["schema"]);
            let parts = form().map(|value| self.parts(schema, &value))?;
            return Some(json!({"contentType": bare, "parts": parts}));
        }
        if bare == "application/x-www-form-urlencoded" {
            return Some(json!({"contentType": bare, "json": form()?}));
        }
        if bare == "application/json" || bare.ends_with("+json") {
            return Some(json!({"contentType": content_type, "json": self.samples.of(content)?}));
        }
        // The judge does not read XML, and takes it for a text.
        if bare.ends_with("xml") {
            return None;
        }
        let kind = if bare.contains('*') {
            "application/octet-stream"
        } else {
            content_type
        };
        match bare.starts_with("text/") {
            true => Some(json!({"contentType": kind, "text": "text"})),
            false => Some(json!({"contentType": kind, "base64": "dGV4dA=="})),
        }
    }

    fn parts(&self, schema: &Value, value: &Value) -> Vec<Value> {
        let mut parts = Vec::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            let property = self.samples.resolve(&schema["properties"][name]);
            let item = self.samples.resolve(&property["items"]);
            let file = |schema: &Value| {
                schema["format"] == "binary" || schema["contentMediaType"].is_string()
            };
            match value {
                _ if file(property) || file(item) => {
                    parts.push(json!({"name": name, "base64": "dGV4dA==", "fileName": "a.txt"}));
                }
                Value::Array(items) => {
                    parts.extend(items.iter().map(|one| json!({"name": name, "json": one})))
                }
                Value::String(text) => parts.push(json!({"name": name, "text": text})),
                other => parts.push(json!({"name": name, "json": other})),
            }
        }
        parts
    }
}
