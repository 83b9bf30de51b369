//! Operations made at random: parameters of every style, bodies and answers of every kind.

use std::collections::HashSet;

use serde_json::{json, Map, Value};

use super::Maker;

const OPERATIONS: usize = 30;

impl Maker {
    pub(super) fn paths(&mut self) -> Map<String, Value> {
        (0..OPERATIONS)
            .map(|index| {
                let method = self.one(&["get", "post", "put", "patch", "delete"]);
                let (path, operation) = self.operation(index, method);
                (path, json!({method: operation}))
            })
            .collect()
    }

    pub(super) fn webhooks(&mut self) -> Value {
        let webhooks = (0..4).map(|index| (format!("{}{index}", self.name()), self.webhook()));
        webhooks.collect::<Map<_, _>>().into()
    }

    fn webhook(&mut self) -> Value {
        let body = json!({"content": {"application/json": {"schema": self.schema(2)}}});
        json!({"post": {"requestBody": body, "responses": {"200": {"description": "Taken."}}}})
    }

    /// An operation and its path.
    fn operation(&mut self, index: usize, method: &str) -> (String, Value) {
        let mut parameters = self.parameters();
        let mut path = format!("/r{index}");
        for place in 0..self.rng.usize(0..=2) {
            let name = self.one(&["id", "type", "class", "self", "user-id", "userId", "a.b"]);
            let name = format!("{name}{place}");
            path += &format!("/{{{name}}}");
            let schema = match self.rng.bool() {
                true => self.scalar(),
                false => json!({"type": "array", "items": {"type": "string"}}),
            };
            let style = self.one(&["simple", "label", "matrix"]);
            parameters.push(
                json!({"name": name, "in": "path", "required": true, "schema": schema, "style": style}),
            );
        }
        let mut operation = json!({
            "tags": [self.tag()],
            "parameters": parameters,
            "responses": self.responses(),
        });
        if self.in_a_hundred(80) {
            operation["operationId"] = json!(format!("{}{index}", self.name()));
        }
        if matches!(method, "post" | "put" | "patch") {
            operation["requestBody"] =
                json!({"content": self.content(), "required": self.rng.bool()});
        }
        if self.rng.bool() {
            operation["security"] = self.security();
        }
        match self.rng.u8(..20) {
            0 => operation["deprecated"] = json!(true),
            1 => {
                operation["callbacks"] =
                    json!({self.name(): {"{$request.body#/url}": self.webhook()}})
            }
            2 => {
                let host = json!({"default": "a", "enum": ["a", "b"]});
                let variables = json!({"host": host, "v": {"default": "v1"}});
                operation["servers"] =
                    json!([{"url": "https://{host}.example.com/{v}", "variables": variables}]);
            }
            _ => {}
        }
        (path, operation)
    }

    fn security(&mut self) -> Value {
        const SCHEMES: &[&str] = &[
            "basic", "bearer", "query", "header", "cookie", "oauth", "openid",
        ];
        let requirement = |maker: &mut Self| {
            let count = maker.rng.usize(0..=2);
            let schemes = maker.rng.choose_multiple(SCHEMES, count).into_iter();
            schemes
                .map(|scheme| ((*scheme).to_owned(), json!([])))
                .collect::<Map<_, _>>()
        };
        let count = self.rng.usize(0..=3);
        (0..count)
            .map(|_| Value::Object(requirement(self)))
            .collect()
    }

    /// Parameters that stand in no path.
    fn parameters(&mut self) -> Vec<Value> {
        let mut taken = HashSet::new();
        let mut parameters = Vec::new();
        for _ in 0..self.rng.usize(0..=5) {
            let place = self.one(&["query", "query", "header", "cookie"]);
            let name = match place {
                "query" => self.name(),
                _ => format!("X-{}", self.plain_name()),
            };
            if taken.insert((place, name.to_lowercase())) {
                parameters.push(self.parameter(place, &name));
            }
        }
        parameters
    }

    fn parameter(&mut self, place: &str, name: &str) -> Value {
        let mut parameter = json!({"name": name, "in": place});
        if self.in_a_hundred(10) {
            parameter["content"] = json!({"application/json": {"schema": self.schema(1)}});
        } else {
            parameter["schema"] = match self.rng.u8(..5) {
                0 | 1 => self.scalar(),
                2 => json!({"type": "array", "items": self.scalar()}),
                3 => json!({"type": "object", "properties": self.named(0..=2, Self::scalar)}),
                _ => self.reference(),
            };
            if place == "query" && self.in_a_hundred(30) {
                let styles = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];
                parameter["style"] = json!(self.one(&styles));
                parameter["explode"] = json!(self.rng.bool());
            }
        }
        if self.in_a_hundred(30) {
            parameter["required"] = json!(true);
        }
        parameter
    }

    fn responses(&mut self) -> Map<String, Value> {
        const STATUSES: &[&str] = &["200", "201", "204", "2XX", "400", "404", "4XX", "default"];
        let count = self.rng.usize(1..=4);
        let statuses = self.rng.choose_multiple(STATUSES, count);
        let mut responses = Map::new();
        for status in statuses {
            let mut response = json!({"description": "An answer."});
            if *status != "204" && self.in_a_hundred(85) {
                response["content"] = self.content();
            }
            if self.in_a_hundred(15) {
                let headers =
                    (0..2).map(|index| (format!("X-{index}"), json!({"schema": self.scalar()})));
                response["headers"] = headers.collect::<Map<_, _>>().into();
            }
            responses.insert((*status).to_owned(), response);
        }
        responses
    }

    fn content(&mut self) -> Value {
        match self.rng.u8(..20) {
            0..10 => json!({"application/json": {"schema": self.schema(2)}}),
            10 | 11 => json!({"application/x-www-form-urlencoded": {"schema": self.object(1)}}),
            12 | 13 => json!({"multipart/form-data": {"schema": self.object(1)}}),
            14 => {
                json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}})
            }
            15 => json!({"text/plain": {"schema": {"type": "string"}}}),
            16 => json!({"application/xml": {"schema": self.reference()}}),
            17 => json!({"text/event-stream": {"schema": self.schema(1)}}),
            18 => json!({"application/jsonl": {"schema": self.schema(1)}}),
            _ => json!({
                "application/json": {"schema": self.schema(1)},
                "application/merge-patch+json": {"schema": self.object(1)},
                "text/csv": {},
            }),
        }
    }
}
