//! The calls that the server makes: for the READMEs, and how their signatures are verified.

use std::collections::HashSet;

use super::markdown;
use super::sink::{code, Code};
use crate::ir::{
    Api, Name, Signature, SignatureAlgorithm, SignatureEncoding, SignatureKey, SignedPart,
    TimestampFormat, TimestampPlace, Type, Webhook,
};

/// A row of the table: texts of the description, for the sinks of the language.
pub struct Row<'a> {
    /// The name of a webhook; that of a callback with its operation.
    pub call: String,
    pub method: &'a str,
    /// The type of what is sent.
    pub payload: Option<Type>,
    pub summary: String,
}

/// All webhooks and callbacks.
pub fn rows(api: &Api) -> impl Iterator<Item = Row<'_>> {
    api.webhooks.iter().map(|webhook| Row {
        call: call(webhook),
        method: &webhook.method,
        payload: webhook.payload.map(Type::Named),
        summary: summary(webhook),
    })
}

fn call(webhook: &Webhook) -> String {
    match &webhook.callback_of {
        None => webhook.name.wire.clone(),
        Some(operation) => format!("{} of {operation}", webhook.name.wire),
    }
}

fn summary(webhook: &Webhook) -> String {
    let headline = webhook.docs.headline();
    match webhook.deprecated {
        true => format!("{headline} (deprecated)").trim_start().to_owned(),
        false => headline.to_owned(),
    }
}

/// The type of the first payload, which the program of the README reads.
pub fn first_payload(api: &Api) -> Option<Type> {
    rows(api).find_map(|row| row.payload)
}

/// The rows of a table of Markdown; `payload` is a type in the language.
pub fn table(api: &Api, payload: impl Fn(&Type) -> String) -> Vec<String> {
    let rows = rows(api).map(|row| {
        let payload = row.payload.map(|ty| markdown::code_cell(&payload(&ty)));
        format!(
            "| {} | {} | {} | {} |",
            markdown::code_cell(&row.call),
            markdown::code_cell(row.method),
            payload.unwrap_or_default(),
            markdown::line(&row.summary)
        )
    });
    rows.collect()
}

/// A webhook or callback whose payload is verified.
pub struct Signed<'a> {
    /// What it is called in code.
    pub name: Name,
    /// As in the table of the README.
    pub call: String,
    pub payload: Type,
    pub signature: &'a Signature,
}

/// All of them, each once: several operations may share a callback.
pub fn signed(api: &Api) -> Vec<Signed<'_>> {
    let mut seen = HashSet::new();
    let found = api.webhooks.iter().filter_map(|webhook| {
        let verification = webhook.verification.as_ref()?;
        seen.insert(&verification.words).then_some(())?;
        Some(Signed {
            name: Name {
                wire: verification.words.join(" "),
                words: verification.words.clone(),
            },
            call: call(webhook),
            payload: Type::Named(webhook.payload?),
            signature: &verification.signature,
        })
    });
    found.collect()
}

/// Whether a package needs what verifies signatures.
pub fn any_signed(api: &Api) -> bool {
    !signed(api).is_empty()
}

/// A value of what tells a runtime how to verify.
pub enum Setting {
    /// One of a few words that the runtime knows.
    Word(&'static str),
    /// A text of the description.
    Text(String),
    Count(u32),
}

impl Setting {
    /// The value in a language that writes texts by `string`.
    pub fn code(&self, string: impl Fn(&str) -> Code) -> Code {
        match self {
            Self::Word(word) => string(word),
            Self::Text(text) => string(text),
            Self::Count(count) => code!("{}", count),
        }
    }
}

/// What a runtime is told of a signature: members, by the words of their names, that are not as they are by default, which is empty.
pub fn settings(signature: &Signature) -> Vec<(&'static str, Setting)> {
    let text = |text: &str| Setting::Text(text.to_owned());
    let mut settings = vec![
        ("algorithm", Setting::Word(algorithm(signature.algorithm))),
        ("header", text(&signature.header)),
        ("encoding", Setting::Word(encoding(signature.encoding))),
        ("content", Setting::Text(content(&signature.content))),
    ];
    if !signature.prefix.is_empty() {
        settings.push(("prefix", text(&signature.prefix)));
    }
    if let Some(separator) = signature.separator {
        settings.push(("separator", Setting::Text(separator.to_string())));
    }
    if let Some(timestamp) = &signature.timestamp {
        settings.push(match &timestamp.place {
            TimestampPlace::Header(name) => ("timestamp_header", text(name)),
            TimestampPlace::Entry(prefix) => ("timestamp_prefix", text(prefix)),
        });
        match timestamp.format {
            TimestampFormat::Unix => {}
            TimestampFormat::DateTime => {
                settings.push(("timestamp_format", Setting::Word("date-time")));
            }
        }
        settings.push(("tolerance", Setting::Count(timestamp.tolerance)));
    }
    match &signature.key {
        SignatureKey::Text => {}
        SignatureKey::Base64(prefix) => {
            settings.push(("key_encoding", Setting::Word("base64")));
            if !prefix.is_empty() {
                settings.push(("key_prefix", text(prefix)));
            }
        }
    }
    settings
}

fn algorithm(algorithm: SignatureAlgorithm) -> &'static str {
    match algorithm {
        SignatureAlgorithm::HmacSha1 => "sha1",
        SignatureAlgorithm::HmacSha256 => "sha256",
        SignatureAlgorithm::HmacSha512 => "sha512",
    }
}

fn encoding(encoding: SignatureEncoding) -> &'static str {
    match encoding {
        SignatureEncoding::Hex => "hex",
        SignatureEncoding::Base64 => "base64",
    }
}

/// What is signed, with names in braces as in the description: no other text has a brace.
fn content(parts: &[SignedPart]) -> String {
    let parts = parts.iter().map(|part| match part {
        SignedPart::Literal(text) => text.clone(),
        SignedPart::Body => "{body}".to_owned(),
        SignedPart::Timestamp => "{timestamp}".to_owned(),
        SignedPart::Header(name) => format!("{{header:{name}}}"),
    });
    parts.collect()
}
