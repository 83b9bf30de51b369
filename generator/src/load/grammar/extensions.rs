//! The extensions of this project: recognised everywhere, so that none is misspelt or misplaced unnoticed.

use super::suggest::closest;
use crate::config::FOREIGN_KEYWORDS;

/// All our extensions. Where each may stand is said by the table of objects.
const OURS: &[&str] = &[
    "x-sdk-name",
    "x-sdk-service",
    "x-sdk-pagination",
    "x-sdk-rate-limit",
    "x-sdk-retry",
    "x-sdk-idempotency",
    "x-sdk-signature",
    "x-sdk-enum",
];

const PREFIX: &str = "x-sdk-";

/// What a key that starts with `x-` is to us, where it is no keyword of its object.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Somebody else's.
    Foreign,
    /// Ours, but without a meaning here.
    Misplaced,
    /// Meant to be ours.
    Misspelt { meant: Option<&'static str> },
}

/// Judges such a key.
pub(super) fn standing(key: &str) -> Standing {
    if OURS.contains(&key) {
        return Standing::Misplaced;
    }
    let types = || FOREIGN_KEYWORDS.iter().map(|keyword| keyword.name);
    if types().any(|name| name == key) {
        return Standing::Misplaced;
    }
    let near = |ours: &&str, most| strsim::osa_distance(ours, key) <= most;
    // These are short words with a pattern that others use too: `x-data-type` is not `x-java-type`.
    if let Some(meant) = closest(key, types()).filter(|ours| near(ours, 1)) {
        return Standing::Misspelt { meant: Some(meant) };
    }
    let meant = closest(key, OURS.iter().copied());
    let is_near = meant.is_some_and(|ours| near(&ours, 2));
    if key.starts_with(PREFIX) || is_near {
        Standing::Misspelt { meant }
    } else {
        Standing::Foreign
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_are_told_from_others() {
        assert_eq!(standing("x-sdk-name"), Standing::Misplaced);
        assert_eq!(standing("x-extensible-enum"), Standing::Foreign);
        assert_eq!(standing("x-internal"), Standing::Foreign);
        assert_eq!(standing("x-sdk-colour"), Standing::Misspelt { meant: None });
        let meant = FOREIGN_KEYWORDS[0].name;
        let near = &meant[..meant.len() - 1];
        assert_eq!(standing(near), Standing::Misspelt { meant: Some(meant) });
        for foreign in ["x-data-type", "x-ts-type", "x-go-type-import"] {
            assert_eq!(standing(foreign), Standing::Foreign, "{foreign}");
        }
        for near in ["x-skd-name", "x-sdk-nmae", "x_sdk-name", "x-sdk-Name"] {
            let meant = Some("x-sdk-name");
            assert_eq!(standing(near), Standing::Misspelt { meant }, "{near}");
        }
    }
}
