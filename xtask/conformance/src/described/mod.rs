//! A server that is what a description says: it refuses what does not fit, and answers with the examples.

mod schema;
mod target;

use std::path::Path;

use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use serde_json::Value;

use crate::{judge, Recorded, Reply};
use target::Target;

/// Who may call: the only user, and the password.
pub const USER: (&str, &str) = ("agent@example.com/token", "secret");

/// A description (OpenAPI 3.0, in one file), to be the script of a [`crate::Server`].
pub struct Described {
    document: Value,
}

impl Described {
    /// Reads a file.
    ///
    /// # Errors
    /// A file that cannot be read, and a keyword of a schema that is not checked here.
    pub fn read(file: &Path) -> Result<Self, String> {
        let fail = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let text = std::fs::read_to_string(file).map_err(|error| fail(&error))?;
        let document: Value = serde_yaml::from_str(&text).map_err(|error| fail(&error))?;
        let schemas = document["components"]["schemas"].as_object();
        for (name, schema) in schemas.into_iter().flatten() {
            schema::known(schema).map_err(|keyword| fail(&format!("{name}: {keyword}")))?;
        }
        Ok(Self { document })
    }

    /// The answer to a request.
    pub fn answer(&self, request: &Recorded) -> Reply {
        let target = Target::parse(&request.target);
        let paths = self.document["paths"].as_object().into_iter().flatten();
        let fitting = paths.filter_map(|(path, item)| Some((target.fit(path)?, item)));
        // The more of a path is concrete, the earlier it is taken (OpenAPI 3.0.3, 4.7.8.2).
        let Some((values, item)) = fitting.min_by_key(|(values, _)| values.len()) else {
            return Reply::response(404, &[], b"");
        };
        let operation = &item[request.method.to_lowercase()];
        // The names of methods are written in capitals (RFC 9110, 9.1).
        if !operation.is_object() || request.method != request.method.to_uppercase() {
            return Reply::response(405, &[("allow", &methods(item))], b"");
        }
        if !self.is_allowed(request) {
            return self.example(operation, 401);
        }
        let lists = [&item["parameters"], &operation["parameters"]];
        for parameter in lists.into_iter().filter_map(Value::as_array).flatten() {
            let parameter = self.resolve(parameter);
            let name = parameter["name"].as_str().unwrap_or_default();
            let given: Vec<&str> = match parameter["in"].as_str() {
                Some("path") => values.get(name).map(String::as_str).into_iter().collect(),
                _ => target.query(name).collect(),
            };
            let fits = match given[..] {
                [] => parameter["required"] != true,
                [text] => self.fits(&parameter["schema"], &self.plain(parameter, text)),
                _ => false,
            };
            if !fits {
                return self.example(operation, 422);
            }
        }
        match self.body(self.resolve(&operation["requestBody"]), request) {
            Ok(()) => self.success(operation),
            Err(status) => self.example(operation, status),
        }
    }

    fn is_allowed(&self, request: &Recorded) -> bool {
        let given = STANDARD.encode(format!("{}:{}", USER.0, USER.1));
        self.document["security"].is_null()
            || request.header("authorization") == Some(&format!("Basic {given}"))
    }

    /// What is meant by the text of a parameter; a text where it is nothing else.
    fn plain(&self, parameter: &Value, text: &str) -> Value {
        let kind = &self.resolve(&parameter["schema"])["type"];
        let read = match kind == "string" {
            true => None,
            false => serde_json::from_str(text).ok(),
        };
        read.unwrap_or_else(|| text.into())
    }

    /// Whether a body fits; if not, the status that says so.
    fn body(&self, declared: &Value, request: &Recorded) -> Result<(), u16> {
        if request.body.is_empty() {
            return match declared["required"] == true {
                true => Err(400),
                false => Ok(()),
            };
        }
        let kind = request.header("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let schema = match &declared["content"][kind] {
            Value::Null => return Err(415),
            content => self.resolve(&content["schema"]),
        };
        if kind == "multipart/form-data" {
            let parts = judge::parts(request).ok_or(400_u16)?;
            let required = schema["required"].as_array().into_iter().flatten();
            let mut required = required.filter_map(Value::as_str);
            let is_there = |name: &str| {
                let name = format!("name=\"{name}\"");
                parts.iter().any(|(head, _, _)| head.contains(&name))
            };
            return required.all(is_there).then_some(()).ok_or(422);
        }
        let value = serde_json::from_slice(&request.body).map_err(|_| 400_u16)?;
        self.fits(schema, &value).then_some(()).ok_or(422)
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        schema::fits(&self.document, schema, value)
    }

    /// The first answer that is a success.
    fn success(&self, operation: &Value) -> Reply {
        let statuses = operation["responses"].as_object().into_iter().flatten();
        let mut statuses = statuses.filter_map(|(status, _)| status.parse().ok());
        let success = statuses.find(|status| (200..300).contains(status));
        self.example(operation, success.unwrap_or(200))
    }

    /// An answer as the description shows it.
    fn example(&self, operation: &Value, status: u16) -> Reply {
        let responses = &operation["responses"];
        let own = &responses[status.to_string()];
        let response = self.resolve(if own.is_null() {
            &responses["default"]
        } else {
            own
        });
        let content = response["content"].as_object();
        let Some((kind, content)) = content.and_then(|content| content.iter().next()) else {
            return Reply::response(status, &[], b"");
        };
        let mut examples = content["examples"].as_object().into_iter().flatten();
        let example = examples
            .next()
            .map_or(&Value::Null, |(_, example)| self.resolve(example));
        match (kind.as_str(), &example["value"]) {
            ("*/*", Value::String(text)) => {
                let kind = [("content-type", "application/octet-stream")];
                Reply::response(status, &kind, text.as_bytes())
            }
            (kind, value) => {
                let text = value.to_string();
                Reply::response(status, &[("content-type", kind)], text.as_bytes())
            }
        }
    }

    fn resolve<'d>(&'d self, value: &'d Value) -> &'d Value {
        schema::resolve(&self.document, value)
    }
}

fn methods(item: &Value) -> String {
    let keys = item.as_object().into_iter().flatten().map(|(key, _)| key);
    let methods = keys.filter(|key| *key != "parameters");
    let methods: Vec<String> = methods.map(|key| key.to_uppercase()).collect();
    methods.join(", ")
}
