//! The objects of our extensions, see `openapi/EXTENSIONS.md`.

use super::*;

/// `x-sdk-pagination`.
pub(super) static PAGINATION: Object = object(
    "`x-sdk-pagination` object",
    &[
        must("items", Kind::JsonPointer, EXACT),
        must("next", Kind::Object(&PAGINATION_NEXT), EXACT),
        may("uniqueKey", Kind::JsonPointer, EXACT),
    ],
);

/// `x-sdk-pagination`, `next`.
pub(super) static PAGINATION_NEXT: Object = Object {
    rule: Rule::Pagination,
    ..object(
        "`next` object",
        &[
            may("link", Kind::JsonPointer, EXACT),
            may("cursor", Kind::JsonPointer, EXACT),
            may("parameter", Kind::Text, EXACT),
            may("page", Kind::Text, EXACT),
            may("first", Kind::Integer, EXACT),
            may("offset", Kind::Text, EXACT),
        ],
    )
};

/// `x-sdk-rate-limit`.
pub(super) static RATE_LIMIT: Object = object(
    "`x-sdk-rate-limit` object",
    &[
        must("requests", Kind::Positive, EXACT),
        must("seconds", Kind::Positive, EXACT),
        may("group", Kind::Text, EXACT),
    ],
);

/// `x-sdk-idempotency`.
pub(super) static IDEMPOTENCY: Object = object(
    "`x-sdk-idempotency` object",
    &[must("header", Kind::HeaderName, EXACT)],
);
