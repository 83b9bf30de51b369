//! `x-sdk-signature`: how what the server sends is signed, and what is wrong with such a description.
//!
//! ```yaml
//! x-sdk-signature:
//!   algorithm: hmac-sha256
//!   header: Webhook-Signature
//!   encoding: base64
//!   prefix: "v1,"                       # the entries of the header that are signatures begin with it
//!   separator: " "                      # between entries
//!   content: "{header:Webhook-Id}.{timestamp}.{body}"
//!   timestamp: { header: Webhook-Timestamp }
//!   key: { encoding: base64, prefix: whsec_ }
//! ```

use serde_json::{Map, Value};

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    Signature, SignatureAlgorithm, SignatureEncoding, SignatureKey, SignatureTimestamp, SignedPart,
    TimestampFormat, TimestampPlace,
};
use crate::load::is_token;
use crate::pointer::Pointer;
use crate::spec::Extensions;

pub(super) const KEY: &str = "x-sdk-signature";

/// How far a time may be off unless the description says otherwise: what Stripe, Slack and Standard Webhooks do.
const TOLERANCE: u32 = 300;
/// Above a year a tolerance is a mistake of units.
const MAX_TOLERANCE: u32 = 366 * 24 * 60 * 60;

/// The signature that an object describes, if it does. The grammar has checked the shape of the value.
pub(super) fn lower(
    extensions: &Extensions,
    owner: &Pointer,
    problems: &mut Diagnostics,
) -> Option<Signature> {
    let members = extensions.get(KEY)?.as_object()?;
    let place = owner.key(KEY);
    let mut found = Diagnostics::new();
    let signature = signature(members, &place, &mut found);
    let is_sound = !found.has_errors();
    problems.extend(found);
    Some(signature).filter(|_| is_sound)
}

fn signature(
    members: &Map<String, Value>,
    place: &Pointer,
    problems: &mut Diagnostics,
) -> Signature {
    let header = text(members, "header").to_owned();
    let prefix = prefix(members, place, problems);
    let separator = text(members, "separator").chars().next();
    let timestamp = (members.get("timestamp").and_then(Value::as_object))
        .map(|timestamp| self::timestamp(timestamp, &place.key("timestamp"), problems));
    let content = Template::new(text(members, "content"), place.key("content")).parts(problems);
    let signature = Signature {
        algorithm: match text(members, "algorithm") {
            "hmac-sha1" => SignatureAlgorithm::HmacSha1,
            "hmac-sha512" => SignatureAlgorithm::HmacSha512,
            _ => SignatureAlgorithm::HmacSha256,
        },
        encoding: match text(members, "encoding") {
            "hex" => SignatureEncoding::Hex,
            _ => SignatureEncoding::Base64,
        },
        key: match members.get("key").and_then(Value::as_object) {
            Some(key) => SignatureKey::Base64(self::prefix(key, &place.key("key"), problems)),
            None => SignatureKey::Text,
        },
        header,
        separator,
        prefix,
        content,
        timestamp,
    };
    let check = Check {
        signature: &signature,
        place,
    };
    check.content(problems);
    check.entries(problems);
    signature
}

fn timestamp(
    members: &Map<String, Value>,
    place: &Pointer,
    problems: &mut Diagnostics,
) -> SignatureTimestamp {
    let tolerance = members.get("tolerance").and_then(Value::as_u64);
    let in_range = tolerance.map_or(Some(TOLERANCE), |seconds| u32::try_from(seconds).ok());
    let in_range = in_range.filter(|seconds| *seconds <= MAX_TOLERANCE);
    if in_range.is_none() {
        let message = "a tolerance of more than a year keeps nothing out";
        problems.push(
            wrong(&place.key("tolerance"), message).help("write seconds; without it they are 300"),
        );
    }
    SignatureTimestamp {
        place: match members.get("header").and_then(Value::as_str) {
            Some(header) => TimestampPlace::Header(header.to_owned()),
            None => TimestampPlace::Entry(prefix(members, place, problems)),
        },
        format: match text(members, "format") {
            "date-time" => TimestampFormat::DateTime,
            _ => TimestampFormat::Unix,
        },
        tolerance: in_range.unwrap_or(TOLERANCE),
    }
}

/// A prefix, which stands in a header or in a secret.
fn prefix(members: &Map<String, Value>, place: &Pointer, problems: &mut Diagnostics) -> String {
    let Some(prefix) = members.get("prefix").and_then(Value::as_str) else {
        return String::new();
    };
    if prefix.is_empty() || !prefix.chars().all(|c| c.is_ascii_graphic()) {
        let message = "a prefix is one or more visible characters of ASCII";
        let help = "without a prefix, remove the keyword";
        problems.push(wrong(&place.key("prefix"), message).help(help));
    }
    prefix.to_owned()
}

/// What keywords ask of each other.
struct Check<'s> {
    signature: &'s Signature,
    place: &'s Pointer,
}

impl Check<'_> {
    fn content(&self, problems: &mut Diagnostics) {
        let Signature {
            content, timestamp, ..
        } = self.signature;
        let place = self.place.key("content");
        if !content.contains(&SignedPart::Body) {
            let message = "the body is not part of what is signed: anybody could send another";
            problems.push(wrong(&place, message).help("add `{body}`"));
        }
        let has_time = content.contains(&SignedPart::Timestamp);
        match timestamp {
            Some(_) if !has_time => {
                let message = "the time is not part of what is signed: anybody could send another";
                let help = "add `{timestamp}` where it is signed, or remove `timestamp`";
                problems.push(wrong(&place, message).help(help));
            }
            None if has_time => {
                let message = "`{timestamp}` has no `timestamp` that says where the time is";
                let help = "add `timestamp: { header: … }`";
                problems.push(wrong(&place, message).help(help));
            }
            _ => {}
        }
    }

    /// Whether the entries of the header can be told apart.
    fn entries(&self, problems: &mut Diagnostics) {
        let Signature {
            header,
            separator,
            prefix,
            ..
        } = self.signature;
        if separator.is_some_and(|separator| prefix.contains(separator)) {
            let message = "the prefix contains the separator, so that no entry begins with it";
            problems.push(
                wrong(&self.place.key("prefix"), message)
                    .help("leave what stands between entries to `separator`"),
            );
        }
        let Some(timestamp) = &self.signature.timestamp else {
            return;
        };
        let place = self.place.key("timestamp");
        match &timestamp.place {
            TimestampPlace::Header(other) if other.eq_ignore_ascii_case(header) => {
                let message =
                    "the time stands in the header of the signature: its prefix is missing";
                let help = "write the `prefix` of its entry instead of `header`";
                problems.push(wrong(&place.key("header"), message).help(help));
            }
            TimestampPlace::Entry(_) if separator.is_none() => {
                let message = "a header with a time and a signature needs a separator between them";
                problems.push(
                    wrong(&place.key("prefix"), message)
                        .help("add `separator` to `x-sdk-signature`, or say `header` here"),
                );
            }
            TimestampPlace::Entry(own)
                if own.starts_with(prefix.as_str()) || prefix.starts_with(own.as_str()) =>
            {
                let message = "the entry of the time cannot be told from a signature";
                let help = "give both a `prefix` that the other does not begin with";
                problems.push(wrong(&place.key("prefix"), message).help(help));
            }
            TimestampPlace::Entry(own)
                if separator.is_some_and(|separator| own.contains(separator)) =>
            {
                let message = "the prefix contains the separator, so that no entry begins with it";
                problems.push(
                    wrong(&place.key("prefix"), message)
                        .help("leave what stands between entries to `separator`"),
                );
            }
            TimestampPlace::Header(_) | TimestampPlace::Entry(_) => {}
        }
    }
}

/// The text of `content`.
struct Template<'t> {
    text: &'t str,
    place: Pointer,
}

impl<'t> Template<'t> {
    fn new(text: &'t str, place: Pointer) -> Self {
        Self { text, place }
    }

    /// Its pieces; those that are none are left out and reported.
    fn parts(&self, problems: &mut Diagnostics) -> Vec<SignedPart> {
        let mut parts = Vec::new();
        let mut rest = self.text;
        while let Some(at) = rest.find(['{', '}']) {
            let (literal, behind) = rest.split_at(at);
            if !literal.is_empty() {
                parts.push(SignedPart::Literal(literal.to_owned()));
            }
            let inside = behind
                .strip_prefix('{')
                .and_then(|behind| behind.split_once('}'));
            let Some((name, behind)) = inside else {
                let help = "write `{body}`, `{timestamp}` or `{header:NAME}`; other braces cannot be signed";
                problems.push(wrong(&self.place, "a brace has no counterpart").help(help));
                return parts;
            };
            match part(name) {
                Ok(part) => parts.push(part),
                Err(problem) => problems.push(problem.at(&self.place)),
            }
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(SignedPart::Literal(rest.to_owned()));
        }
        parts
    }
}

/// What is wrong with a name in braces, and what to do about it.
struct NoPart {
    message: String,
    help: String,
}

impl NoPart {
    fn at(self, place: &Pointer) -> Diagnostic {
        wrong(place, &self.message).help(self.help)
    }
}

fn part(name: &str) -> Result<SignedPart, NoPart> {
    match (name, name.split_once(':')) {
        ("body", _) => Ok(SignedPart::Body),
        ("timestamp", _) => Ok(SignedPart::Timestamp),
        (_, Some(("header", header))) if is_token(header) => {
            Ok(SignedPart::Header(header.to_owned()))
        }
        (_, Some(("header", header))) => Err(NoPart {
            message: format!("{header:?} is not the name of a header"),
            help: "write it as in `{header:Webhook-Id}`, without blanks".to_owned(),
        }),
        _ => Err(NoPart {
            message: format!("`{{{name}}}` is nothing that is signed"),
            help: match is_token(name) {
                true => format!(
                    "write `{{body}}`, `{{timestamp}}`, or for a header `{{header:{name}}}`"
                ),
                false => "write `{body}`, `{timestamp}` or `{header:NAME}`".to_owned(),
            },
        }),
    }
}

fn wrong(place: &Pointer, message: &str) -> Diagnostic {
    Diagnostic::error(codes::SIGNATURE, place, message)
}

fn text<'m>(members: &'m Map<String, Value>, key: &str) -> &'m str {
    members.get(key).and_then(Value::as_str).unwrap_or_default()
}
