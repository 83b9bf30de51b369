//! Whether values fit schemas (OpenAPI 3.0.3, 4.7.24), as far as the keywords go that are in use here. That they are understood
//! rightly is not taken on trust: the server is tested by a program that knows JSON Schema better.

use serde_json::Value;

/// Keywords that say nothing of values.
const ANNOTATIONS: [&str; 6] = [
    "description",
    "example",
    "title",
    "deprecated",
    "readOnly",
    "$ref",
];

/// Keywords that are checked and hold no schemas.
const ASSERTIONS: [&str; 8] = [
    "type", "nullable", "enum", "format", "minimum", "maximum", "minItems", "required",
];

/// Whether all keywords of a schema are known.
///
/// # Errors
/// The first that is not.
pub fn known(schema: &Value) -> Result<(), &str> {
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(schemas)) => schemas.values().try_for_each(known)?,
            ("oneOf" | "allOf", Value::Array(schemas)) => schemas.iter().try_for_each(known)?,
            ("items" | "additionalProperties", schema) => known(schema)?,
            (keyword, _) if ANNOTATIONS.contains(&keyword) || ASSERTIONS.contains(&keyword) => {}
            (keyword, _) if keyword.starts_with("x-") => {}
            (keyword, _) => return Err(keyword),
        }
    }
    Ok(())
}

/// What a reference leads to.
pub fn resolve<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let pointer = value["$ref"].as_str().and_then(|to| to.strip_prefix('#'));
    match pointer.and_then(|pointer| document.pointer(pointer)) {
        Some(found) => resolve(document, found),
        None => value,
    }
}

/// Whether a value fits a schema.
pub fn fits(document: &Value, schema: &Value, value: &Value) -> bool {
    let schema = resolve(document, schema);
    if value.is_null() && schema["nullable"] == true {
        return true;
    }
    let one_of = schema["oneOf"].as_array().is_none_or(|schemas| {
        let fitting = schemas.iter().filter(|one| fits(document, one, value));
        fitting.count() == 1
    });
    let all_of = schema["allOf"]
        .as_array()
        .is_none_or(|schemas| schemas.iter().all(|one| fits(document, one, value)));
    let inside = match value {
        Value::Array(items) => {
            let least = schema["minItems"].as_u64().unwrap_or(0);
            items.len() as u64 >= least
                && items
                    .iter()
                    .all(|item| fits(document, &schema["items"], item))
        }
        Value::Object(properties) => {
            let required = schema["required"].as_array().into_iter().flatten();
            let mut required = required.filter_map(Value::as_str);
            let of = |name: &str| match &schema["properties"][name] {
                Value::Null => schema["additionalProperties"].clone(),
                own => own.clone(),
            };
            required.all(|name| properties.contains_key(name))
                && properties
                    .iter()
                    .all(|(name, value)| of(name) != false && fits(document, &of(name), value))
        }
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or(f64::NAN);
            schema["minimum"]
                .as_f64()
                .is_none_or(|least| number >= least)
                && schema["maximum"].as_f64().is_none_or(|most| number <= most)
        }
        _ => true,
    };
    inside
        && one_of
        && all_of
        && is_of_type(schema, value)
        && is_listed(schema, value)
        && is_formed(schema, value)
}

fn is_of_type(schema: &Value, value: &Value) -> bool {
    match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("number") => value.is_number(),
        Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => true,
    }
}

fn is_listed(schema: &Value, value: &Value) -> bool {
    let values = schema["enum"].as_array();
    values.is_none_or(|values| values.contains(value))
}

fn is_formed(schema: &Value, value: &Value) -> bool {
    match (schema["format"].as_str(), value) {
        (Some("date-time"), Value::String(text)) => is_date_time(text),
        (Some("uri"), Value::String(text)) => text.split_once(':').is_some_and(|(scheme, rest)| {
            !scheme.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic())
        }),
        (Some("int64"), Value::Number(number)) => number.is_i64(),
        (Some("int32"), Value::Number(number)) => number
            .as_i64()
            .is_some_and(|number| i32::try_from(number).is_ok()),
        _ => true,
    }
}

/// RFC 3339, 5.6.
fn is_date_time(text: &str) -> bool {
    let upper = text.to_uppercase();
    let (zone, time) = match upper.strip_suffix('Z') {
        Some(time) => ("+00:00", time),
        None => match upper
            .len()
            .checked_sub(6)
            .filter(|at| upper.is_char_boundary(*at))
        {
            Some(at) => (&upper[at..], &upper[..at]),
            None => return false,
        },
    };
    let (seconds, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(fraction)
        && numbers(seconds, "0000-00-00T00:00:00").is_some_and(|numbers| match numbers[..] {
            [_, month, day, hour, minute, second] => {
                (1..=12).contains(&month)
                    && (1..=31).contains(&day)
                    && hour < 24
                    && minute < 60
                    && second <= 60
            }
            _ => false,
        })
        && numbers(&zone.replacen('-', "+", 1), "+00:00").is_some_and(
            |numbers| matches!(numbers[..], [hour, minute] if hour < 24 && minute < 60),
        )
}

/// The numbers in a text that has digits where `form` has zeros, and else is the same.
fn numbers(text: &str, form: &str) -> Option<Vec<u32>> {
    let same = |(found, wanted): (u8, u8)| match wanted {
        b'0' => found.is_ascii_digit(),
        wanted => found == wanted,
    };
    let fits = text.len() == form.len() && text.bytes().zip(form.bytes()).all(same);
    let words = text.split(|c: char| !c.is_ascii_digit());
    let numbers = words.filter(|word| !word.is_empty()).map(str::parse);
    fits.then(|| numbers.collect::<Result<_, _>>().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_fit_or_do_not() {
        let document =
            json!({"components": {"schemas": {"Id": {"type": "integer", "minimum": 1}}}});
        let schema = json!({
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"$ref": "#/components/schemas/Id"},
                "at": {"type": "string", "format": "date-time", "nullable": true},
                "to": {"type": "array", "minItems": 1, "items": {"oneOf": [{"type": "string"}, {"enum": [1, 2]}]}},
            },
            "additionalProperties": false,
        });
        let fits = |value: Value| fits(&document, &schema, &value);
        assert!(fits(json!({"id": 1, "at": null, "to": ["a", 2]})));
        assert!(fits(
            json!({"id": 1.0, "at": "2026-02-03T04:05:06.789-01:00"})
        ));
        let wrong = [
            json!([]),
            json!({}),
            json!({"id": 0}),
            json!({"id": 1.5}),
            json!({"id": null}),
            json!({"id": 1, "more": 1}),
            json!({"id": 1, "to": []}),
            json!({"id": 1, "to": [3]}),
            json!({"id": 1, "at": "2026-13-03T04:05:06Z"}),
            json!({"id": 1, "at": "2026-02-03 04:05:06Z"}),
            json!({"id": 1, "at": "é"}),
        ];
        for value in wrong {
            assert!(!fits(value.clone()), "{value}");
        }
    }

    #[test]
    fn a_keyword_that_is_not_known_is_found() {
        assert_eq!(
            known(&json!({"properties": {"a": {"items": {"pattern": "x"}}}})),
            Err("pattern")
        );
        assert_eq!(
            known(&json!({"type": "string", "x-any": {"pattern": 1}})),
            Ok(())
        );
    }
}
