//! Prose that several keywords say together.

use crate::ir::Docs;
use crate::spec::Operation;

/// The texts as paragraphs of one.
pub(super) fn paragraphs(texts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let texts: Vec<String> = texts.into_iter().flatten().collect();
    Some(texts.join("\n\n")).filter(|text| !text.is_empty())
}

/// What is said of an operation, by itself and by its path item.
pub(super) fn of_operation(operation: &Operation) -> Docs {
    let path_summary = operation.path_summary.clone();
    let (summary, path_summary) = match operation.summary.clone() {
        Some(summary) => (Some(summary), path_summary),
        None => (path_summary, None),
    };
    Docs {
        summary,
        description: paragraphs([
            operation.description.clone(),
            path_summary,
            operation.path_description.clone(),
        ]),
    }
}
