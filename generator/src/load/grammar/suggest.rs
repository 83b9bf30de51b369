//! "Did you mean": the closest of the known words.

const MAX_DISTANCE: usize = 3;

/// The word that was probably meant, if one is close enough: equal but for case and separators, or a few letters away, the
/// fewer the shorter the word is.
pub(in crate::load) fn closest<'w>(
    written: &str,
    words: impl IntoIterator<Item = &'w str>,
) -> Option<&'w str> {
    // The comparison is quadratic in the length, and no known word is long.
    if written.chars().count() > 64 {
        return None;
    }
    let plain = bare(written);
    let allowed = match written.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        5..=9 => 2,
        _ => MAX_DISTANCE,
    };
    words
        .into_iter()
        .filter(|word| word.len().abs_diff(written.len()) <= MAX_DISTANCE)
        .map(|word| {
            if bare(word) == plain {
                (0, word)
            } else {
                (strsim::osa_distance(written, word), word)
            }
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// The letters and digits, in lower case.
fn bare(word: &str) -> String {
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_typing_mistakes_and_other_cases() {
        let words = ["description", "operationId", "in", "items", "required"];
        for (written, meant) in [
            ("desciption", Some("description")),
            ("operation_id", Some("operationId")),
            ("item", Some("items")),
            ("reqiured", Some("required")),
            ("on", None),
            ("paths", None),
        ] {
            assert_eq!(closest(written, words), meant, "{written}");
        }
    }
}
