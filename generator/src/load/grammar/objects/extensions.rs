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

/// `x-sdk-signature`. What its texts mean is checked in `lower/signature`.
pub(super) static SIGNATURE: Object = object(
    "`x-sdk-signature` object",
    &[
        must(
            "algorithm",
            Kind::OneOf(&["hmac-sha256", "hmac-sha512", "hmac-sha1"]),
            EXACT,
        ),
        must("header", Kind::HeaderName, EXACT),
        must("encoding", Kind::OneOf(&["hex", "base64"]), EXACT),
        may("prefix", Kind::Text, EXACT),
        may("separator", Kind::OneOf(&[",", ";", " "]), EXACT),
        must("content", Kind::Text, EXACT),
        may("timestamp", Kind::Object(&SIGNATURE_TIMESTAMP), EXACT),
        may("key", Kind::Object(&SIGNATURE_KEY), EXACT),
    ],
);

/// `x-sdk-signature`, `timestamp`.
static SIGNATURE_TIMESTAMP: Object = Object {
    rule: Rule::SignatureTimestamp,
    ..object(
        "`timestamp` object",
        &[
            may("header", Kind::HeaderName, EXACT),
            may("prefix", Kind::Text, EXACT),
            may("format", Kind::OneOf(&["unix", "date-time"]), EXACT),
            may("tolerance", Kind::Positive, EXACT),
        ],
    )
};

/// `x-sdk-signature`, `key`.
static SIGNATURE_KEY: Object = object(
    "`key` object",
    &[
        must("encoding", Kind::OneOf(&["base64"]), EXACT),
        may("prefix", Kind::Text, EXACT),
    ],
);
