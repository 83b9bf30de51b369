//! The objects of OpenAPI 3.0.3, section 4.7, in its order, with what 3.1 adds (3.1.1, 4.8) and with the extensions of this
//! project where they have a meaning.

mod document;
mod extensions;
mod operations;
mod schemas;
mod security;

use super::{names, Fill, Keyword, Kind, Need, Object, Others, Rule, Version};

pub(in crate::load) use document::OPENAPI;

const fn may(name: &'static str, kind: Kind) -> Keyword {
    Keyword {
        name,
        kind,
        need: Need::No,
        since: Version::V30,
        until: Version::V31,
    }
}

const fn must(name: &'static str, kind: Kind) -> Keyword {
    Keyword {
        name,
        kind,
        need: Need::Yes,
        since: Version::V30,
        until: Version::V31,
    }
}

/// A keyword that should be there.
const fn should(name: &'static str, kind: Kind, fill: Fill) -> Keyword {
    Keyword {
        need: Need::Expected(fill),
        ..may(name, kind)
    }
}

/// A keyword of 3.0 only.
const fn until_30(keyword: Keyword) -> Keyword {
    Keyword {
        until: Version::V30,
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

const fn object(name: &'static str, keywords: &'static [Keyword]) -> Object {
    Object {
        name,
        component: None,
        keywords,
        others: None,
        rule: Rule::None,
    }
}

const SDK_NAME: Keyword = may("x-sdk-name", Kind::Name);
