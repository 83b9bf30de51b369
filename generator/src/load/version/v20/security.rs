//! Security schemes of 2.0.

use serde_json::{json, Map, Value};

/// `securityDefinitions` as `securitySchemes`.
pub(super) fn schemes(definitions: Value) -> Value {
    let Value::Object(definitions) = definitions else {
        return definitions;
    };
    let schemes = definitions
        .into_iter()
        .map(|(name, scheme)| (name, self::scheme(scheme)));
    Value::Object(schemes.collect())
}

fn scheme(scheme: Value) -> Value {
    let Value::Object(mut members) = scheme else {
        return scheme;
    };
    match members.get("type").and_then(Value::as_str) {
        Some("basic") => {
            members.insert("type".to_owned(), json!("http"));
            members.insert("scheme".to_owned(), json!("basic"));
        }
        Some("oauth2") => {
            let kind = match members.get("flow").and_then(Value::as_str) {
                Some("implicit") => "implicit",
                Some("password") => "password",
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                // The grammar says that the flows are missing.
                _ => return Value::Object(members),
            };
            members.shift_remove("flow");
            let mut flow = Map::new();
            for key in ["authorizationUrl", "tokenUrl", "scopes"] {
                if let Some(value) = members.shift_remove(key) {
                    flow.insert(key.to_owned(), value);
                }
            }
            flow.entry("scopes").or_insert_with(|| json!({}));
            members.insert("flows".to_owned(), json!({ kind: flow }));
        }
        _ => {}
    }
    Value::Object(members)
}
