//! What the table of objects cannot say: keywords that exclude or demand each other, and keywords of other versions.

use serde_json::{Map, Value};

use super::suggest::closest;
use super::walk::{did_you_mean, ours, Walk};
use super::{names, objects, Keyword, Need, Object, Rule, Treatment, Version};
use crate::codes;
use crate::config::ForeignKeyword;
use crate::diagnostic::Diagnostic;
use crate::fidelity::Fate;
use crate::load::version::v31;

/// Checks an object beyond the table.
pub(super) fn check<'v>(
    walk: &mut Walk<'v, '_>,
    members: &'v Map<String, Value>,
    object: &'static Object,
) {
    match object.rule {
        Rule::None => {}
        Rule::Components => component_names(walk, members),
        Rule::Content => media_types(walk, members),
        Rule::Example => example_or_examples(walk, members),
        Rule::Link => exactly_one(walk, members, &["operationRef", "operationId"], object),
        Rule::Operation => operation(walk, members),
        Rule::Pagination => pagination_step(walk, members, object),
        Rule::Parameter => parameter(walk, members, object),
        Rule::Schema => schema(walk, members, object),
        Rule::SecurityScheme => security_scheme(walk, members, object),
        Rule::SignatureTimestamp => exactly_one(walk, members, &["header", "prefix"], object),
    }
}

/// Whether an object without any keyword is one of this kind.
pub(super) fn can_be_empty(object: &Object) -> bool {
    let asks_for_nothing = matches!(
        object.rule,
        Rule::None | Rule::Components | Rule::Content | Rule::Example | Rule::Operation
    );
    asks_for_nothing
        && object
            .keywords
            .iter()
            .all(|keyword| !matches!(keyword.need, Need::Yes))
}

/// The dialects that schemas are read in (OpenAPI 3.1.1, 4.8.24.1).
const DIALECTS: &[&str] = &[
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://json-schema.org/draft/2020-12/schema",
];

/// What becomes of a keyword with this value, where that is more than the table says.
pub(super) fn treatment(walk: &Walk<'_, '_>, keyword: &Keyword, value: &Value) -> Treatment {
    let text = value.as_str().unwrap_or_default();
    let is_empty = match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    match keyword.name {
        // An empty `not` refuses all values, and there is a type for that.
        "not" if is_empty => Treatment::EXACT,
        _ if is_empty && keyword.treatment.fate == Fate::NotGenerated => Treatment::EXACT,
        "$schema" | "jsonSchemaDialect" if DIALECTS.iter().any(|known| text.starts_with(known)) => {
            Treatment::ANNOTATION
        }
        name if ForeignKeyword::named(name).is_some_and(|of| ours(of, value).is_none()) => {
            Treatment::ANNOTATION
        }
        "contentMediaType" | "contentSchema" if is_event_data(walk) => Treatment::EXACT,
        "contentEncoding" if !matches!(text, "base64" | "base64url" | "binary") => NOT_DECODED,
        "contentMediaType" if v31::is_text(text) => NOT_DECODED,
        _ => keyword.treatment,
    }
}

/// Whether this is the schema of what may be the data of a server-sent event, which `contentSchema` describes (3.2.0, 4.14.4).
fn is_event_data(walk: &Walk<'_, '_>) -> bool {
    walk.version() >= Version::V32 && walk.here().path().ends_with("/properties/data")
}

const NOT_DECODED: Treatment = Treatment::new(
    Fate::Approximated,
    "is not decoded: the type takes the text as it is",
);

/// Reports a key that is no keyword of the object.
pub(super) fn unknown(walk: &mut Walk<'_, '_>, key: &str, object: &Object) {
    let pointer = walk.here().key(key);
    let known: Vec<_> = walk.keywords(object).map(|keyword| keyword.name).collect();
    let message = format!("{key:?} is not a keyword of the {}", object.name);
    let near = closest(key, known);
    if object.rule == Rule::Schema && walk.version() >= Version::V31 {
        // JSON Schema lets anybody add keywords that mean nothing to others (2020-12, core, 6.5).
        let mut warning = Diagnostic::warning(codes::UNKNOWN_KEYWORD, &pointer, message).at_key();
        warning.help = near.map(did_you_mean);
        return walk.report(warning);
    }
    let problem = match near {
        Some(word) => {
            Diagnostic::error(codes::UNKNOWN_KEYWORD, &pointer, message).help(did_you_mean(word))
        }
        None => {
            // Nobody reads it, so nobody can misunderstand it.
            walk.note(&walk.here(), object.name, key.to_owned(), NOT_READ);
            Diagnostic::warning(codes::UNKNOWN_KEYWORD, &pointer, message)
                .help("remove it, or start its name with `x-`; until then it is ignored")
        }
    };
    walk.report(problem.at_key());
}

const NOT_READ: Treatment = Treatment::new(Fate::NotGenerated, "is no keyword here and not read");

fn component_names(walk: &mut Walk<'_, '_>, members: &Map<String, Value>) {
    for (section, components) in members {
        if section.starts_with("x-") {
            continue;
        }
        for name in components.as_object().into_iter().flat_map(Map::keys) {
            if !names::is_component(name) {
                let pointer = walk.here().keys(&[section, name]);
                let message = format!("{name:?} is not a name of a component");
                walk.report(
                    Diagnostic::warning(codes::INVALID_NAME, &pointer, message)
                        .at_key()
                        .help("use letters, digits, `.`, `-` and `_` only"),
                );
            }
        }
    }
}

fn media_types(walk: &mut Walk<'_, '_>, members: &Map<String, Value>) {
    let content = members.get("content").and_then(Value::as_object);
    for name in content.into_iter().flat_map(Map::keys) {
        let pointer = walk.here().keys(&["content", name]);
        let read = names::media_types(name);
        if !read.iter().all(|read| names::is_media_type(read)) {
            if media_type_keyword(name).is_none() {
                let message = format!("{name:?} is not a media type");
                walk.report(
                    Diagnostic::error(codes::INVALID_KEY, &pointer, message)
                        .at_key()
                        .help("write it as in \"application/json\""),
                );
            }
        } else if read != [name] {
            let message = format!(
                "{name:?} is not a media type; read as {}",
                read.join(" and ")
            );
            walk.report(
                Diagnostic::warning(codes::INVALID_KEY, &pointer, message)
                    .at_key()
                    .help("give each media type a key of its own"),
            );
        }
    }
}

/// The keyword of a media type that a key of `content` is, which cannot be the name of one.
pub(super) fn media_type_keyword(key: &str) -> Option<&'static str> {
    let mut keywords = objects::MEDIA_TYPE.keywords.iter();
    keywords
        .find(|keyword| keyword.name == key)
        .map(|keyword| keyword.name)
}

fn example_or_examples(walk: &mut Walk<'_, '_>, members: &Map<String, Value>) {
    if members.contains_key("example") && members.contains_key("examples") {
        let pointer = walk.here().key("example");
        let message = "`example` and `examples` exclude each other";
        walk.report(
            Diagnostic::warning(codes::CONFLICTING_KEYWORDS, &pointer, message)
                .at_key()
                .help("move the example into `examples`"),
        );
    }
}

fn exactly_one(
    walk: &mut Walk<'_, '_>,
    members: &Map<String, Value>,
    choices: &[&str],
    object: &Object,
) {
    let present: Vec<_> = choices
        .iter()
        .filter(|choice| members.contains_key(**choice))
        .collect();
    let quoted: Vec<_> = choices.iter().map(|choice| format!("`{choice}`")).collect();
    match present.as_slice() {
        [_] => {}
        [] => {
            let message = format!("the {} needs one of {}", object.name, quoted.join(", "));
            let error = Diagnostic::error(codes::MISSING_KEYWORD, &walk.here(), message).at_key();
            walk.malformed(error);
        }
        [first, second, ..] => {
            let message = format!("`{first}` and `{second}` exclude each other");
            let pointer = walk.here().key(second);
            let error = Diagnostic::error(codes::CONFLICTING_KEYWORDS, &pointer, message)
                .at_key()
                .help(format!("keep one of {}", quoted.join(", ")));
            walk.malformed(error);
        }
    }
}

fn demand(walk: &mut Walk<'_, '_>, members: &Map<String, Value>, names: &[&str], object: &Object) {
    for name in names {
        if !members.contains_key(*name) {
            walk.missing(name, members, object);
        }
    }
}

fn operation(walk: &mut Walk<'_, '_>, members: &Map<String, Value>) {
    let is_never = members.get("x-sdk-retry").and_then(Value::as_str) == Some("never");
    if is_never && members.contains_key("x-sdk-idempotency") {
        let pointer = walk.here().key("x-sdk-idempotency");
        let message = "a key against repetition makes no sense where nothing is repeated";
        walk.report(
            Diagnostic::error(codes::CONFLICTING_KEYWORDS, &pointer, message)
                .at_key()
                .help("remove it, or `x-sdk-retry: never`"),
        );
    }
}

fn security_scheme(walk: &mut Walk<'_, '_>, members: &Map<String, Value>, object: &Object) {
    let needed: &[&str] = match members.get("type").and_then(Value::as_str) {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        _ => &[],
    };
    demand(walk, members, needed, object);
}

fn parameter(walk: &mut Walk<'_, '_>, members: &Map<String, Value>, object: &Object) {
    match members.get("in").and_then(Value::as_str) {
        Some("querystring") => demand(walk, members, &["content"], object),
        _ => exactly_one(walk, members, &["schema", "content"], object),
    }
    example_or_examples(walk, members);
    media_types(walk, members);
    let content = members.get("content").and_then(Value::as_object);
    if content.is_some_and(|content| content.len() != 1) {
        let pointer = walk.here().key("content");
        let message = "the `content` of a parameter has exactly one media type";
        walk.report(Diagnostic::error(codes::INVALID_VALUE, &pointer, message).at_key());
    }
    let location = members.get("in").and_then(Value::as_str);
    let style = members.get("style").and_then(Value::as_str);
    if let (Some(location), Some(style)) = (location, style) {
        style_of(walk, location, style);
    }
    let is_required = members.get("required").and_then(Value::as_bool);
    if location == Some("path") && is_required != Some(true) {
        let message = "a path parameter must say `required: true`";
        let warning =
            Diagnostic::warning(codes::PATH_PARAMETER_NOT_REQUIRED, &walk.here(), message);
        walk.report(warning.at_key().help("add `required: true`"));
    }
}

/// The styles by location (4.7.12.3).
fn style_of(walk: &mut Walk<'_, '_>, location: &str, style: &str) {
    let allowed: &[&str] = match location {
        "path" => &["matrix", "label", "simple"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" if walk.version() >= Version::V32 => &["form", "cookie"],
        "cookie" => &["form"],
        "querystring" => &[],
        _ => return,
    };
    // What is no style at all, the table refuses.
    if allowed.contains(&style) || !objects::STYLES_32.contains(&style) {
        return;
    }
    let message = format!("the style {style:?} is not one of a {location} parameter");
    if !allowed.is_empty() {
        return walk.foreign_style(&message, &allowed.join(", "));
    }
    let pointer = walk.here().key("style");
    let error = Diagnostic::error(codes::INVALID_VALUE, &pointer, message);
    walk.malformed(error.help("remove it"));
}

fn pagination_step(walk: &mut Walk<'_, '_>, members: &Map<String, Value>, object: &Object) {
    exactly_one(walk, members, &["link", "cursor", "page", "offset"], object);
    for (keyword, owner) in [("parameter", "cursor"), ("first", "page")] {
        if members.contains_key(keyword) && !members.contains_key(owner) {
            let pointer = walk.here().key(keyword);
            let message = format!("`{keyword}` is read only beside `{owner}`");
            walk.report(Diagnostic::error(codes::CONFLICTING_KEYWORDS, &pointer, message).at_key());
        }
    }
    if members.contains_key("cursor") {
        demand(walk, members, &["parameter"], object);
    }
}

fn newer_schema(walk: &mut Walk<'_, '_>, members: &Map<String, Value>) {
    if walk.version() < Version::V31 {
        return;
    }
    for name in ["exclusiveMinimum", "exclusiveMaximum"] {
        if members.get(name).is_some_and(Value::is_boolean) {
            let pointer = walk.here().key(name);
            let message = format!("`{name}` is a number since OpenAPI 3.1; it is read as in 3.0");
            walk.report(
                Diagnostic::warning(codes::WRONG_TYPE, &pointer, message)
                    .at_key()
                    .help("write the bound itself, without `minimum` or `maximum`"),
            );
        }
    }
}

fn schema(walk: &mut Walk<'_, '_>, members: &Map<String, Value>, object: &Object) {
    newer_schema(walk, members);
    let is_array = members.get("type").and_then(Value::as_str) == Some("array");
    if is_array && !members.contains_key("items") && walk.version() == Version::V30 {
        let message = format!("the {} of an array lacks \"items\"", object.name);
        walk.report(
            Diagnostic::warning(codes::MISSING_KEYWORD, &walk.here(), message)
                .at_key()
                .help("add \"items\"; until then the items may be anything"),
        );
    }
    if members.contains_key("x-sdk-enum") && !members.contains_key("enum") {
        let pointer = walk.here().key("x-sdk-enum");
        let message = "`x-sdk-enum` is read only beside `enum`";
        walk.report(
            Diagnostic::error(codes::MISPLACED_EXTENSION, &pointer, message)
                .at_key()
                .help("add `enum`, or remove it"),
        );
    }
    for name in ["allOf", "oneOf", "anyOf", "enum", "x-extensible-enum"] {
        let is_empty = members
            .get(name)
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty);
        if is_empty && walk.keyword(object, name).is_some() {
            let pointer = walk.here().key(name);
            let message = format!("`{name}` is empty");
            walk.report(
                Diagnostic::warning(codes::INVALID_VALUE, &pointer, message)
                    .at_key()
                    .help("add an entry, or remove the keyword; until then it is ignored"),
            );
        }
    }
}
