//! The calls that the server makes, for the READMEs.

use super::markdown;
use crate::ir::{Api, Type, Webhook};

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
        call: match &webhook.callback_of {
            None => webhook.name.wire.clone(),
            Some(operation) => format!("{} of {operation}", webhook.name.wire),
        },
        method: &webhook.method,
        payload: webhook.payload.map(Type::Named),
        summary: summary(webhook),
    })
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
