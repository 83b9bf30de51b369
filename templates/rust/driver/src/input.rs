//! What a call is made with: arguments, body and options, each decoded into the type that the SDK asks for.

use std::collections::BTreeMap;

use sdk::runtime::from_slice;
use sdk::{Body, Decode, Upload};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::answer::{self, Failure};

/// Where an argument goes.
#[derive(Clone, Copy, Debug)]
pub enum In {
    Path,
    Query,
    Header,
    Cookie,
}

/// All that a call is made with.
#[derive(Debug)]
pub struct Input {
    pub args: Arguments,
    pub body: Option<Content>,
    pub options: Options,
}

/// Arguments by wire name.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Arguments {
    path: BTreeMap<String, Box<RawValue>>,
    query: BTreeMap<String, Box<RawValue>>,
    header: BTreeMap<String, Box<RawValue>>,
    cookie: BTreeMap<String, Box<RawValue>>,
}

/// What holds for one call instead of the client's defaults.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Options {
    pub max_attempts: Option<u32>,
    pub timeout_ms: Option<u64>,
    pub collect_pages: bool,
}

/// A body.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Content {
    content_type: String,
    json: Option<Box<RawValue>>,
    text: Option<String>,
    base64: Option<String>,
    parts: Option<Vec<Part>>,
}

/// A part of a multipart body.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Part {
    name: String,
    json: Option<Box<RawValue>>,
    text: Option<String>,
    base64: Option<String>,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Input {
    /// An argument that must be there.
    pub fn required<T: Decode>(&mut self, place: In, name: &str) -> Result<T, Failure> {
        self.optional(place, name)?
            .ok_or_else(|| Failure::local(format!("{place:?} argument {name:?} is missing")))
    }

    /// An argument that may be absent.
    pub fn optional<T: Decode>(&mut self, place: In, name: &str) -> Result<Option<T>, Failure> {
        let arguments = match place {
            In::Path => &mut self.args.path,
            In::Query => &mut self.args.query,
            In::Header => &mut self.args.header,
            In::Cookie => &mut self.args.cookie,
        };
        let Some(text) = arguments.remove(name) else {
            return Ok(None);
        };
        decode(&text, || format!("{place:?} argument {name:?}")).map(Some)
    }

    /// The body, if there is one, with the index of its content type among those of the operation.
    pub fn body(&mut self, media_types: &[&str]) -> Result<Option<(usize, Content)>, Failure> {
        let Some(content) = self.body.take() else {
            return Ok(None);
        };
        let given = content.content_type.as_str();
        let found = [equal, alike, within].iter().find_map(|fits| {
            let mut media_types = media_types.iter();
            media_types.position(|media_type| fits(given, media_type))
        });
        match found {
            Some(index) => Ok(Some((index, content))),
            None => Err(Failure::unsupported(format!(
                "a body of {given:?}: the operation takes {}",
                media_types.join(", ")
            ))),
        }
    }

    /// The body, which must be there.
    pub fn required_body(&mut self, media_types: &[&str]) -> Result<(usize, Content), Failure> {
        self.body(media_types)?
            .ok_or_else(|| Failure::local("the body is missing"))
    }

    /// Refuses what the operation has no place for.
    pub fn finish(self) -> Result<Options, Failure> {
        let arguments = [
            &self.args.path,
            &self.args.query,
            &self.args.header,
            &self.args.cookie,
        ];
        let mut left = arguments.into_iter().flat_map(BTreeMap::keys);
        if let Some(name) = left.next() {
            let message = format!("the operation has no argument {name:?} of that place");
            return Err(Failure::unsupported(message));
        }
        if self.body.is_some() {
            return Err(Failure::unsupported("the operation takes no body"));
        }
        Ok(self.options)
    }
}

impl Content {
    /// The content type as given.
    pub fn content_type(&self) -> String {
        self.content_type.clone()
    }

    /// A typed body, also of a form.
    pub fn json<T: Decode>(self) -> Result<T, Failure> {
        match self.json {
            Some(text) => decode(&text, || "body".to_owned()),
            None => Err(Failure::local("the body needs `json`")),
        }
    }

    /// A text.
    pub fn text(self) -> Result<String, Failure> {
        match (self.text, self.base64) {
            (Some(text), _) => Ok(text),
            (None, Some(text)) => String::from_utf8(answer::bytes(&text)?)
                .map_err(|_| Failure::local("the body is no UTF-8")),
            (None, None) => Err(Failure::local("the body needs `text`")),
        }
    }

    /// Bytes.
    pub fn binary(self) -> Result<Body, Failure> {
        match (self.base64, self.text) {
            (Some(text), _) => Ok(answer::bytes(&text)?.into()),
            (None, Some(text)) => Ok(text.into()),
            (None, None) => Err(Failure::local("the body needs `base64`")),
        }
    }

    /// A file that may be absent, or come more than once.
    pub fn uploads(&mut self, name: &str) -> Result<Vec<Upload>, Failure> {
        self.take(name)?.into_iter().map(Part::upload).collect()
    }

    /// Typed parts of one name.
    pub fn values<T: Decode>(&mut self, name: &str) -> Result<Vec<T>, Failure> {
        self.take(name)?.into_iter().map(Part::value).collect()
    }

    /// Refuses parts that the body has no place for.
    pub fn finish(self) -> Result<(), Failure> {
        match self.parts.iter().flatten().next() {
            None => Ok(()),
            Some(part) => Err(Failure::unsupported(format!(
                "the body has no part {:?}",
                part.name
            ))),
        }
    }

    fn take(&mut self, name: &str) -> Result<Vec<Part>, Failure> {
        let Some(parts) = self.parts.take() else {
            return Err(Failure::local("the body needs `parts`"));
        };
        let (found, rest) = parts.into_iter().partition(|part| part.name == name);
        self.parts = Some(rest);
        Ok(found)
    }
}

impl Part {
    fn upload(self) -> Result<Upload, Failure> {
        let body = match (self.base64, self.text, self.json) {
            (Some(text), ..) => answer::bytes(&text)?.into(),
            (None, Some(text), _) => text.into(),
            (None, None, Some(text)) => text.get().to_owned().into(),
            (None, None, None) => Body::from(""),
        };
        Ok(Upload {
            body,
            file_name: self.file_name,
            content_type: self.content_type,
        })
    }

    /// A text that is no string is JSON: `3` is a number where the part is one.
    fn value<T: Decode>(self) -> Result<T, Failure> {
        let what = || format!("part {:?}", self.name);
        if let Some(text) = &self.json {
            return decode(text, what);
        }
        let text = self.text.as_ref().or(self.base64.as_ref());
        let text = text.ok_or_else(|| Failure::local(format!("{} has no content", what())))?;
        let string = serde_json::to_vec(text).unwrap_or_default();
        from_slice(&string)
            .or_else(|error| from_slice(text.as_bytes()).map_err(|_| error))
            .map_err(|error| Failure::local(format!("{}: {error}", what())))
    }
}

/// The one value of a part that must come once.
pub fn one<T>(values: Vec<T>, name: &str) -> Result<T, Failure> {
    at_most_one(values, name)?.ok_or_else(|| Failure::local(format!("part {name:?} is missing")))
}

/// The value of a part that may come once.
pub fn at_most_one<T>(values: Vec<T>, name: &str) -> Result<Option<T>, Failure> {
    let mut values = values.into_iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        (_, Some(_)) => Err(Failure::unsupported(format!(
            "part {name:?} comes more than once"
        ))),
    }
}

fn decode<T: Decode>(text: &RawValue, what: impl Fn() -> String) -> Result<T, Failure> {
    from_slice(text.get().as_bytes())
        .map_err(|error| Failure::local(format!("{}: {error}", what())))
}

fn equal(given: &str, media_type: &str) -> bool {
    given.eq_ignore_ascii_case(media_type)
}

/// The same type, whatever the parameters.
fn alike(given: &str, media_type: &str) -> bool {
    equal(essence(given), essence(media_type))
}

/// The type is within a range: `image/*`, `*/*`.
fn within(given: &str, media_type: &str) -> bool {
    match essence(media_type).strip_suffix('*') {
        Some("*/") => true,
        Some(prefix) => given
            .get(..prefix.len())
            .is_some_and(|start| equal(start, prefix)),
        None => false,
    }
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}
