"""What verifies webhooks, in the forms that no vector has."""

from __future__ import annotations

import datetime as dt

import pytest

from sample.runtime.signature import Signature, Webhook, WebhookError

BODY = b'{"x":1}'
HOOK: Webhook[dict[str, int]] = Webhook(
    "dict[str, int]",
    Signature(algorithm="sha256", header="X-Signature", encoding="hex", content="{body}", prefix="sha256="),
)
# openssl dgst -sha256 -hmac secret
SIGNED = "sha256=83830743d86527ff1b7e251328e56b070f2c790ca81199bdf5c31ff65fc919eb"


def test_headers_as_a_mapping_and_as_pairs() -> None:
    for headers in ({"x-signature": SIGNED}, [("X-SIGNATURE", SIGNED)]):
        assert HOOK.verify(headers, BODY, "secret") == {"x": 1}
        assert HOOK.verify(headers, BODY, ["other", "secret"], now=dt.datetime.now(dt.timezone.utc)) == {"x": 1}


def test_the_error_of_the_body_is_its_cause() -> None:
    with pytest.raises(WebhookError) as caught:
        HOOK.verify(
            {"X-Signature": "sha256=53364a07fcc563e712f42cfc9de1e28e1e2d39f236cee430f112203e557aea3f"}, b"[]", "secret"
        )
    assert caught.value.reason == "body"
    assert "expected an object" in str(caught.value.__cause__)


def test_no_error_shows_what_is_secret() -> None:
    with pytest.raises(WebhookError) as caught:
        HOOK.verify({"X-Signature": SIGNED}, BODY, "other")
    assert "other" not in repr(caught.value)
    assert SIGNED[7:] not in repr(caught.value)
    assert "other" not in repr(HOOK)
