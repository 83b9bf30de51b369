//! Limits of two schemas that hold at once.

use crate::spec::Constraints;

/// Makes limits as narrow as others are. Of two patterns or steps the first stays: both only validate.
pub(super) fn tighten(ours: &mut Constraints, theirs: &Constraints) {
    let value =
        |number: &Option<serde_json::Number>| number.as_ref().and_then(serde_json::Number::as_f64);
    if value(&theirs.minimum) > value(&ours.minimum) {
        ours.minimum.clone_from(&theirs.minimum);
        ours.exclusive_minimum = theirs.exclusive_minimum;
    }
    let lower =
        value(&theirs.maximum).is_some_and(|max| value(&ours.maximum).is_none_or(|own| max < own));
    if lower {
        ours.maximum.clone_from(&theirs.maximum);
        ours.exclusive_maximum = theirs.exclusive_maximum;
    }
    ours.multiple_of = ours
        .multiple_of
        .take()
        .or_else(|| theirs.multiple_of.clone());
    ours.pattern = ours.pattern.take().or_else(|| theirs.pattern.clone());
    ours.min_length = ours.min_length.max(theirs.min_length);
    ours.min_items = ours.min_items.max(theirs.min_items);
    ours.min_properties = ours.min_properties.max(theirs.min_properties);
    ours.max_length = least(ours.max_length, theirs.max_length);
    ours.max_items = least(ours.max_items, theirs.max_items);
    ours.max_properties = least(ours.max_properties, theirs.max_properties);
}

fn least(ours: Option<u64>, theirs: Option<u64>) -> Option<u64> {
    match (ours, theirs) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
