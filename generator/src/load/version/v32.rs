//! OpenAPI 3.2 to the shape of 3.1, with a warning where the value decides what is said less exactly; what a keyword always loses is
//! said by the grammar. The methods that 3.2 brought stay where they are.

use serde_json::{json, Map, Value};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::moved::Moved;
use crate::load::report::Report;
use crate::pointer::Pointer;

/// An object of a description: where it is, and the name of its kind.
pub(in crate::load) type Placed = (Pointer, &'static str);

/// The raw tree in the shape of 3.1, and where its nodes were. Schemas must have been normalised.
///
/// `objects` are all objects but schemas; `media_types` are the references to media types.
pub(in crate::load) fn convert(
    raw: Value,
    objects: &[Placed],
    media_types: &[(Pointer, Pointer)],
    report: &mut Report,
) -> (Value, Moved) {
    let mut conversion = Conversion {
        raw,
        moved: Moved::default(),
        report,
    };
    for (pointer, name) in objects {
        conversion.object(pointer, name);
    }
    for (pointer, target) in media_types {
        conversion.media_type_reference(pointer, target);
    }
    (conversion.raw, conversion.moved)
}

struct Conversion<'r> {
    raw: Value,
    moved: Moved,
    report: &'r mut Report,
}

/// Marks parameters from which nothing can be made.
pub(in crate::load) const LEFT_OUT: &str = "x-sdk-left-out";

impl Conversion<'_> {
    fn object(&mut self, at: &Pointer, name: &str) {
        let Some(Value::Object(members)) = self.raw.pointer_mut(at.path()) else {
            return;
        };
        let mut members = std::mem::take(members);
        match name {
            "Parameter Object" => self.parameter(at, &mut members),
            "Media Type Object" => self.media_type(at, &mut members),
            "Response Object" => response(&mut members),
            "Tag Object" => tag(&mut members),
            "Example Object" => example(&mut members),
            _ => {}
        }
        if let Some(place) = self.raw.pointer_mut(at.path()) {
            *place = Value::Object(members);
        }
    }

    fn warn(&mut self, code: &'static str, at: &Pointer, message: &str) {
        let warning = Diagnostic::warning(code, at, message);
        self.report.push(warning.at_key());
    }

    /// A form as the whole query string is an exploded object in the query; cookies are written as forms.
    fn parameter(&mut self, at: &Pointer, members: &mut Map<String, Value>) {
        if members.get("style") == Some(&json!("cookie")) {
            let message = "values of cookies are percent-encoded, as in the style `form`";
            self.warn(codes::APPROXIMATED, &at.key("style"), message);
            members.insert("style".to_owned(), json!("form"));
        }
        if members.get("in") != Some(&json!("querystring")) {
            return;
        }
        members.insert("in".to_owned(), json!("query"));
        let content = members.get("content").and_then(Value::as_object);
        let entry = content.and_then(|content| content.iter().next());
        let form = entry.filter(|(name, _)| name.starts_with("application/x-www-form-urlencoded"));
        let Some((name, schema)) = form.and_then(|(name, form)| Some((name, form.get("schema")?)))
        else {
            let message = "only a form can be the whole query string: the parameter is left out";
            self.warn(codes::NOT_GENERATED, &at.key("in"), message);
            members.insert(LEFT_OUT.to_owned(), json!(true));
            return;
        };
        let (name, schema) = (name.clone(), schema.clone());
        let message = "the query string is written with `%20` for a blank, and not with `+`";
        self.warn(codes::APPROXIMATED, &at.key("in"), message);
        let place = at.keys(&["content", &name]);
        self.moved.note(&at.key("schema"), &place.key("schema"));
        members.shift_remove("content");
        members.insert("schema".to_owned(), schema);
        members.insert("style".to_owned(), json!("form"));
        members.insert("explode".to_owned(), json!(true));
    }

    /// The schema of the items of a stream is what `schema` says of such media types here.
    fn media_type(&mut self, at: &Pointer, members: &mut Map<String, Value>) {
        let Some(mut items) = members.shift_remove("itemSchema") else {
            return;
        };
        let place = at.key("itemSchema");
        let media_type = at.last().unwrap_or_default();
        let mut from = place.clone();
        if media_type.starts_with("text/event-stream") {
            (items, from) = self.event(&items, &place);
        } else if media_type.starts_with("multipart/") {
            let message = "the parts of a sequence are not described to the client: it is bytes";
            return self.warn(codes::NOT_GENERATED, &place, message);
        }
        if members.contains_key("schema") {
            let message =
                "`itemSchema` counts, and `schema`, which describes all items together, does not";
            self.warn(codes::APPROXIMATED, &place, message);
        }
        self.moved.note(&at.key("schema"), &from);
        members.insert("schema".to_owned(), items);
    }

    /// Of a server-sent event the data is read, as JSON (3.2.0, 4.14.3); what it is says `contentSchema` of `data`.
    fn event(&mut self, event: &Value, at: &Pointer) -> (Value, Pointer) {
        let mut event = event;
        let mut place = at.clone();
        while let Some(target) = event.get("$ref").and_then(Value::as_str) {
            // Cycles were refused before.
            let Some(path) = target.strip_prefix('#') else {
                break;
            };
            let Some(next) = self.raw.pointer(path) else {
                break;
            };
            (event, place) = (next, Pointer::from_text(at.file(), path));
        }
        let data = event.pointer("/properties/data");
        if let Some(content) = data.and_then(|data| data.get("contentSchema")) {
            let from = place.keys(&["properties", "data", "contentSchema"]);
            let schema = match place == *at {
                true => content.clone(),
                false => json!({ "$ref": format!("#{}", from.path()) }),
            };
            return (schema, from);
        }
        let message =
            "of an event its data is read, as any JSON value: `data` has no `contentSchema`";
        self.warn(codes::APPROXIMATED, at, message);
        (json!({}), at.clone())
    }

    /// A media type behind a reference is written out, its schema still the one behind the reference.
    fn media_type_reference(&mut self, at: &Pointer, target: &Pointer) {
        let Some(Value::Object(mut members)) = self.raw.pointer(target.path()).cloned() else {
            return;
        };
        if members.contains_key("schema") {
            let text = format!("#{}", target.key("schema").path());
            members.insert("schema".to_owned(), json!({ "$ref": text }));
        }
        self.moved.note(at, target);
        if let Some(place) = self.raw.pointer_mut(at.path()) {
            *place = Value::Object(members);
        }
    }
}

/// The description may be missing since 3.2.
fn response(members: &mut Map<String, Value>) {
    let summary = members.get("summary").cloned();
    members
        .entry("description")
        .or_insert_with(|| summary.unwrap_or_else(|| json!("")));
}

/// The summary is the beginning of the description.
fn tag(members: &mut Map<String, Value>) {
    let Some(Value::String(mut text)) = members.shift_remove("summary") else {
        return;
    };
    if let Some(Value::String(description)) = members.get("description") {
        text = format!("{text}\n\n{description}");
    }
    members.insert("description".to_owned(), json!(text));
}

/// `dataValue` is what `value` was.
fn example(members: &mut Map<String, Value>) {
    if let Some(value) = members.shift_remove("dataValue") {
        members.entry("value").or_insert(value);
    }
}
