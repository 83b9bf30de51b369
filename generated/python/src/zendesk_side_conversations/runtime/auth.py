"""Which credentials a call gets, and how they are put on it."""

from __future__ import annotations

import base64
import dataclasses
import typing as t

from . import oauth, origin, style
from .credentials import ClientCredentials, RefreshToken, secret_of
from .errors import LocalError
from .operation import Operation, Scheme
from .values import Secret

if t.TYPE_CHECKING:
    from .core import Core


@dataclasses.dataclass
class Applied:
    """Credentials as they go on a request."""

    headers: list[tuple[str, str]] = dataclasses.field(default_factory=list[tuple[str, str]], repr=False)
    query: style.Pairs = dataclasses.field(default_factory=list[tuple[str, str]], repr=False)
    cookies: style.Pairs = dataclasses.field(default_factory=list[tuple[str, str]], repr=False)


def choose(core: Core, operation: Operation[t.Any]) -> list[Scheme]:
    """The schemes to use: the first alternative all of whose credentials are there. Going without comes last, since whoever
    gives credentials means them to be used."""
    for alternative in operation.security:
        if alternative and all(name in core.credentials for name in alternative):
            if not core.allow_plain_http and not origin.is_private(core.base_of(operation)):
                raise LocalError(
                    "plain http",
                    f"{operation.id}: credentials are not sent over plain HTTP, unless the client allows it",
                )
            schemes = {scheme.name: scheme for scheme in core.package.schemes}
            return [schemes[name] for name in alternative]
    if not operation.security or () in operation.security:
        return []
    needed = ", or ".join(" and ".join(names) for names in operation.security)
    raise LocalError("credentials", f"{operation.id} needs credentials: {needed}")


async def apply(core: Core, schemes: list[Scheme]) -> Applied:
    """Puts credentials on a request; tokens are fetched and providers asked as needed."""
    applied = Applied()
    for scheme in schemes:
        credential = core.credentials[scheme.name]
        if scheme.kind == "basic":
            applied.headers.append(("Authorization", _basic(scheme, credential)))
            continue
        text = (await _secret(core, scheme, credential)).expose()
        match scheme.kind:
            case "bearer" | "oauth2":
                applied.headers.append(("Authorization", _header(scheme, f"Bearer {text}")))
            case "header":
                applied.headers.append((scheme.key, _header(scheme, text)))
            case "query":
                applied.query.append((style.encode(scheme.key), style.encode(text)))
            case "cookie":
                applied.cookies.append((style.encode(scheme.key), style.encode(text)))
    return applied


async def forget(core: Core, schemes: list[Scheme]) -> None:
    """Forgets the tokens that a server has just refused, so that the next call fetches new ones."""
    for scheme in schemes:
        if isinstance(core.credentials[scheme.name], (ClientCredentials, RefreshToken)):
            await core.slot(scheme.name).forget()


async def _secret(core: Core, scheme: Scheme, credential: t.Any) -> Secret:
    if isinstance(credential, Secret):
        return credential
    if isinstance(credential, (ClientCredentials, RefreshToken)):
        return await oauth.token(core, core.slot(scheme.name), scheme, credential)
    if not callable(credential):
        raise _unusable(scheme)
    try:
        return secret_of(await core.inout.ask(t.cast("t.Callable[[], t.Any]", credential)))
    except Exception:
        # The provider's own words may hold what it was asked for; only that it has failed is passed on.
        raise LocalError("credentials", f"the provider of {scheme.name!r} has failed") from None


def _basic(scheme: Scheme, credential: t.Any) -> str:
    if not isinstance(credential, tuple):
        raise _unusable(scheme)
    user, password = t.cast("tuple[str, Secret]", credential)
    if ":" in user:
        raise LocalError("credentials", f"the user name for {scheme.name!r} must not contain a colon")
    pair = base64.b64encode(f"{user}:{password.expose()}".encode()).decode("ascii")
    return f"Basic {pair}"


def _header(scheme: Scheme, text: str) -> str:
    if any(c in text for c in "\r\n\0"):
        raise _unusable(scheme)
    return text


def _unusable(scheme: Scheme) -> LocalError:
    return LocalError(
        "credentials", f"the credentials given for {scheme.name!r} are of another kind, or cannot be sent"
    )
