"""Tokens of OAuth 2 (RFC 6749): fetched when needed, once for all calls that wait, kept until shortly before they expire."""

from __future__ import annotations

import base64
import time
import typing as t
from urllib.parse import urljoin

from . import jsontext, origin, style
from .credentials import ClientCredentials, RefreshToken, secret_of
from .errors import LocalError
from .faults import Fault, is_dict
from .inout import InOut, LimitReached
from .operation import Scheme
from .values import Secret

if t.TYPE_CHECKING:
    import httpx

    from .core import Core

MARGIN: t.Final = 30.0
"""A token is replaced this long before it expires, so that it does not expire on its way."""
_LIMIT: t.Final = 1 << 20

Grant = t.Union[ClientCredentials, RefreshToken]


class TokenSlot:
    """The token of a scheme. The lock is held while one is fetched: that makes all others wait for it."""

    def __init__(self, inout: InOut) -> None:
        self.lock = inout.lock()
        self.token: Secret | None = None
        self.until = 0.0
        self.refresh: Secret | None = None

    async def forget(self) -> None:
        """Gives the token up."""
        async with self.lock:
            self.token = None


async def token(core: Core, slot: TokenSlot, scheme: Scheme, grant: Grant) -> Secret:
    """The token in the slot, or a new one."""
    async with slot.lock:
        if slot.token is not None and time.monotonic() < slot.until:
            return slot.token
        refresh = slot.refresh
        if refresh is None and isinstance(grant, RefreshToken):
            refresh = secret_of(grant.refresh_token)
        answer = await _fetch(core, scheme, grant, refresh)
        text = answer.get("access_token")
        if not isinstance(text, str) or not text:
            raise _failed(scheme, "gave no access token")
        lasts = answer.get("expires_in")
        slot.token = Secret(text)
        slot.until = float("inf")
        if isinstance(lasts, (int, float)):
            slot.until = time.monotonic() + max(0.0, float(lasts) - MARGIN)
        if refresh is not None and isinstance(answer.get("refresh_token"), str):
            slot.refresh = Secret(answer["refresh_token"])
        return slot.token


async def _fetch(core: Core, scheme: Scheme, grant: Grant, refresh: Secret | None) -> dict[str, t.Any]:
    request = _request(core, scheme, grant, refresh)
    try:
        return await core.inout.limited(_exchange(core, scheme, request), core.timeout)
    except LimitReached:
        raise _failed(scheme, "did not answer in time") from None


async def _exchange(core: Core, scheme: Scheme, request: httpx.Request) -> dict[str, t.Any]:
    import httpx

    try:
        response = await core.inout.send(request)
    except httpx.HTTPError:
        raise _failed(scheme, "cannot be reached") from None
    try:
        if not response.is_success:
            raise _failed(scheme, f"answered {response.status_code}")
        raw, chunks = b"", core.inout.chunks(response)
        while (chunk := await core.inout.chunk(chunks)) is not None:
            raw += chunk
            if len(raw) > _LIMIT:
                raise _failed(scheme, "sent too much")
        answer = jsontext.loads(raw)
    except (httpx.HTTPError, httpx.StreamError):
        raise _failed(scheme, "broke off") from None
    except Fault:
        raise _failed(scheme, "did not answer in JSON") from None
    finally:
        await core.inout.close(response)
    return answer if is_dict(answer) else {}


def _request(core: Core, scheme: Scheme, grant: Grant, refresh: Secret | None) -> httpx.Request:
    import httpx

    pairs = [("grant_type", "client_credentials")]
    if refresh is not None:
        pairs = [("grant_type", "refresh_token"), ("refresh_token", style.encode(refresh.expose()))]
    if grant.scopes:
        pairs.append(("scope", style.encode(" ".join(grant.scopes))))
    # RFC 6749, section 2.3.1: both halves are form-encoded before they are joined.
    secret = secret_of(grant.client_secret).expose()
    client = f"{style.encode(grant.client_id)}:{style.encode(secret)}"
    headers = {
        "Authorization": f"Basic {base64.b64encode(client.encode()).decode('ascii')}",
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
        "User-Agent": core.user_agent,
    }
    return httpx.Request(
        "POST",
        _token_url(core, scheme, grant, refreshes=refresh is not None),
        content=style.join(pairs).encode(),
        headers=headers,
        extensions={"timeout": core.timeouts(core.timeout)},
    )


def _token_url(core: Core, scheme: Scheme, grant: Grant, *, refreshes: bool) -> str:
    """The user's, else the description's, which may be relative to the server."""
    described = (scheme.refresh_url or scheme.token_url) if refreshes else scheme.token_url
    text = grant.token_url or described
    if not text:
        raise _failed(scheme, "is not known: set its URL")
    try:
        url = urljoin(f"{core.base}/", text) if core.base else text
        usable = bool(origin.split(url).hostname) and "@" not in origin.split(url).netloc
    except ValueError:
        usable, url = False, ""
    if not usable:
        raise _failed(scheme, "has no usable URL")
    if not core.allow_plain_http and not origin.is_private(url):
        raise LocalError("plain http", f"credentials for {scheme.name!r} are not sent over plain HTTP")
    return url


def _failed(scheme: Scheme, why: str) -> LocalError:
    """Without the server's words: they may repeat what was sent."""
    return LocalError("credentials", f"the token endpoint of {scheme.name!r} {why}")
