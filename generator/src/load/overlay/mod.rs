//! OpenAPI Overlays 1.0 and 1.1: changes of a description that one does not own.
//!
//! They are applied in order to the file of the description, before anything is checked. What comes from an overlay is placed in
//! its file.

mod apply;
mod read;

use serde_json::Value;

use super::moved::Moved;
use super::parse;
use super::report::Report;
use super::source::Sources;

/// The raw tree with the overlay in `bytes`, shown as `name`, applied; `moved` is where its nodes stand.
pub(super) fn overlaid(
    raw: Value,
    moved: &mut Moved,
    (name, bytes): (&str, &[u8]),
    sources: &mut Sources,
    report: &mut Report,
) -> Value {
    let (file, overlay) = parse::read(name, bytes, sources, report);
    let Some(overlay) = overlay else {
        return raw;
    };
    let actions = read::actions(&overlay, file, report);
    apply::apply(raw, moved, actions, report)
}
