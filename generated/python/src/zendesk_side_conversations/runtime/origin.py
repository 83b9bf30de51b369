"""Origins: where credentials may go."""

from __future__ import annotations

import ipaddress
import typing as t
from urllib.parse import SplitResult, urljoin, urlsplit

from .errors import LocalError

_PORTS: t.Final = {"http": 80, "https": 443}


def split(url: str) -> SplitResult:
    """The parts of a URL; raises ``ValueError`` where it is none."""
    parts = urlsplit(url)
    _ = parts.port
    if any(ord(c) <= 32 or c == "\\" for c in parts.netloc):
        raise ValueError("the host is none")
    return parts


def base(text: str) -> str:
    """A base URL, without a slash at its end."""
    try:
        parts = split(text)
    except ValueError as error:
        raise LocalError("configuration", f"the base URL is not a URL: {error}") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise LocalError("configuration", "the base URL must begin with https:// or http://")
    if "@" in parts.netloc:
        raise LocalError("configuration", "the base URL must not hold credentials: give them to the client")
    if parts.query or parts.fragment:
        raise LocalError("configuration", "the base URL must not have a query or a fragment")
    return text.rstrip("/")


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port (RFC 6454)."""
    parts = split(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme, 0)


def shown(url: str) -> str:
    """The origin as text; it holds no secrets."""
    scheme, host, port = origin(url)
    host = f"[{host}]" if ":" in host else host
    return f"{scheme}://{host}" if _PORTS.get(scheme) == port else f"{scheme}://{host}:{port}"


def may_follow(start: str, to: str) -> bool:
    """Whether a redirect or a link may be followed: within the origin, without credentials of somebody else's choice."""
    return origin(start) == origin(to) and "@" not in split(to).netloc


def is_private(url: str) -> bool:
    """Whether what is sent there can be read by nobody on the way: encrypted, or within this machine."""
    scheme, host, _ = origin(url)
    if scheme == "https" or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def resolve(current: str, link: str) -> str | None:
    """A link, relative or absolute, seen from a URL; ``None`` if it is no URL."""
    try:
        if any(ord(c) < 32 for c in link):
            return None
        url = urljoin(current, link).partition("#")[0]
        split(url)
    except ValueError:
        return None
    return url


def page_link(base_url: str, current: str, link: str) -> str:
    """The link to a next page, if it is on the configured origin."""
    url = resolve(current, link)
    if url is None:
        raise LocalError("origin", "the answer's link to the next page is not a URL")
    if not may_follow(base_url, url):
        raise LocalError("origin", f"the answer links to another origin than {shown(base_url)}: {shown(url)}")
    return url
