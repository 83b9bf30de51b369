//! The objects of our extensions, see `openapi/EXTENSIONS.md`.

use super::*;

/// `x-sdk-pagination`.
pub(super) static PAGINATION: Object = object(
    "`x-sdk-pagination` object",
    &[
        must("items", Kind::JsonPointer),
        must("next", Kind::Object(&PAGINATION_NEXT)),
        may("uniqueKey", Kind::JsonPointer),
    ],
);

/// `x-sdk-pagination`, `next`.
pub(super) static PAGINATION_NEXT: Object = Object {
    rule: Rule::Pagination,
    ..object(
        "`next` object",
        &[
            may("link", Kind::JsonPointer),
            may("cursor", Kind::JsonPointer),
            may("parameter", Kind::Text),
            may("page", Kind::Text),
            may("first", Kind::Integer),
            may("offset", Kind::Text),
        ],
    )
};

/// `x-sdk-rate-limit`.
pub(super) static RATE_LIMIT: Object = object(
    "`x-sdk-rate-limit` object",
    &[
        must("requests", Kind::Positive),
        must("seconds", Kind::Positive),
        may("group", Kind::Text),
    ],
);

/// `x-sdk-idempotency`.
pub(super) static IDEMPOTENCY: Object = object(
    "`x-sdk-idempotency` object",
    &[must("header", Kind::HeaderName)],
);
