//! What the packages of all languages need of XML, in the same words.

use crate::ir::{Api, Operation, ResponseKind, StatusPattern, XmlRoot};

/// The tables as the lines of a JSON text, which every runtime reads.
pub fn tables(api: &Api) -> Vec<String> {
    let mut lines = vec!["{\"roots\":[".to_owned()];
    lines.extend(items(&api.xml.roots));
    lines.push("],\"shapes\":[".to_owned());
    lines.extend(items(&api.xml.shapes));
    lines.push("]}".to_owned());
    lines
}

/// Each on a line of its own.
fn items<T: serde::Serialize>(items: &[T]) -> impl Iterator<Item = String> + '_ {
    items.iter().enumerate().map(|(index, item)| {
        let comma = if index + 1 < items.len() { "," } else { "" };
        serde_json::to_string(item).unwrap_or_default() + comma
    })
}

/// A value in an answer.
#[allow(missing_docs)]
pub struct Answer<'a> {
    pub status: StatusPattern,
    /// As written in the description.
    pub media_type: &'a str,
    /// The root element; `None`: JSON.
    pub root: Option<XmlRoot>,
}

/// All values in answers of an operation, in the order in which statuses are looked up; `None` where none of them is XML.
pub fn answers(operation: &Operation) -> Option<Vec<Answer<'_>>> {
    let responses = operation.success.iter().chain(&operation.errors);
    let answers: Vec<Answer<'_>> = responses
        .flat_map(|response| {
            let values = response
                .content
                .iter()
                .filter(|content| matches!(content.kind, ResponseKind::Json(_)));
            values.map(|content| Answer {
                status: response.status,
                media_type: &content.media_type,
                root: content.xml,
            })
        })
        .collect();
    let any = answers.iter().any(|answer| answer.root.is_some());
    any.then_some(answers)
}
