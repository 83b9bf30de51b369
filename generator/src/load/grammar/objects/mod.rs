//! The objects of OpenAPI 3.0.3, section 4.7, in its order, with what 3.1 (3.1.1, 4.8) and 3.2 add, and with the extensions
//! of this project where they have a meaning. Each keyword says what becomes of it; `cargo xtask lint --fidelity` is made of that.

mod document;
mod extensions;
mod operations;
mod schemas;
mod security;

use super::{names, Fill, Keyword, Kind, Need, Object, Others, Rule, Treatment, Version};
use crate::fidelity::Fate;

pub(in crate::load) use document::OPENAPI;
pub(super) use operations::{MEDIA_TYPE, STYLES_32};

const fn may(name: &'static str, kind: Kind, treatment: Treatment) -> Keyword {
    Keyword {
        name,
        kind,
        treatment,
        need: Need::No,
        since: Version::V30,
        until: Version::V32,
    }
}

const fn must(name: &'static str, kind: Kind, treatment: Treatment) -> Keyword {
    Keyword {
        name,
        kind,
        treatment,
        need: Need::Yes,
        since: Version::V30,
        until: Version::V32,
    }
}

/// A keyword that should be there.
const fn should(name: &'static str, kind: Kind, fill: Fill, treatment: Treatment) -> Keyword {
    Keyword {
        need: Need::Expected(fill),
        ..may(name, kind, treatment)
    }
}

/// A keyword of 3.0 only.
const fn until_30(keyword: Keyword) -> Keyword {
    Keyword {
        until: Version::V30,
        ..keyword
    }
}

/// A keyword of 3.0 and 3.1.
const fn until_31(keyword: Keyword) -> Keyword {
    Keyword {
        until: Version::V31,
        ..keyword
    }
}

/// A keyword that 3.1 brought.
const fn since_31(keyword: Keyword) -> Keyword {
    Keyword {
        since: Version::V31,
        ..keyword
    }
}

/// A keyword that 3.2 brought.
const fn since_32(keyword: Keyword) -> Keyword {
    Keyword {
        since: Version::V32,
        ..keyword
    }
}

/// A keyword of 2.0 only, which no description has when it is held against the table.
const fn only_20(keyword: Keyword) -> Keyword {
    Keyword {
        since: Version::V20,
        until: Version::V20,
        ..keyword
    }
}

const EXACT: Treatment = Treatment::EXACT;
const ANNOTATION: Treatment = Treatment::ANNOTATION;

/// What only refuses values.
const NOT_ENFORCED: Treatment = Treatment::new(
    Fate::NotEnforced,
    "is not enforced: the type takes more values than the schema",
);

/// What only refuses values, and that people expect more of than of a bound.
const NOT_ENFORCED_AND_WARNED: Treatment = warned(NOT_ENFORCED, None);

/// Prose that code can do without, and that the generated documentation has no place for.
const PROSE: Treatment = Treatment::new(
    Fate::Annotation,
    "does not reach the generated documentation",
);

/// What the generated documentation has no place for, although people may look for it there.
const NO_PLACE: Treatment = not_generated("does not reach the generated documentation");

/// What a webhook or callback says of the request besides its body, or of the answer to it.
const OF_THE_CALL: Treatment =
    not_generated("of a call that the server makes is not read: only its body has a type");

/// What says how a value is written, of one that is read.
const ONLY_WRITTEN: Treatment = not_generated("of a header of a response says nothing to a reader");

const NO_LINKS: Treatment = not_generated("are not followed: nothing is generated for them");

/// Encodings by position, or within parts.
const NO_SUCH_ENCODING: Treatment = warned(
    not_generated("is not carried out: only parts with names are encoded"),
    None,
);

/// Keywords of an object that nothing is generated from, wherever it stands.
const OF_SOMETHING_LEFT_OUT: Treatment =
    not_generated("is part of something that is not generated");

const fn approximated(how: &'static str) -> Treatment {
    Treatment::new(Fate::Approximated, how)
}

const fn not_generated(how: &'static str) -> Treatment {
    Treatment::new(Fate::NotGenerated, how)
}

/// The same, and `lint` warns of it.
const fn warned(treatment: Treatment, help: Option<&'static str>) -> Treatment {
    Treatment {
        is_warned: true,
        help,
        ..treatment
    }
}

const fn object(name: &'static str, keywords: &'static [Keyword]) -> Object {
    Object {
        name,
        component: None,
        keywords,
        others: None,
        rule: Rule::None,
    }
}

const SDK_NAME: Keyword = may("x-sdk-name", Kind::Name, EXACT);
const SDK_SIGNATURE: Keyword = may(
    "x-sdk-signature",
    Kind::Object(&extensions::SIGNATURE),
    EXACT,
);
