"""Credentials as users give them."""

from __future__ import annotations

import dataclasses
import typing as t

from .values import Secret

Text = t.Union[str, Secret]
Provider = t.Callable[[], t.Union[Text, t.Awaitable[Text]]]
"""Gives the token of an attempt: it is asked for each. With an asynchronous client it may be a coroutine function."""
BasicCredential = tuple[str, Text]
"""User name and password."""
TokenCredential = t.Union[str, Secret, Provider]
"""A token or key, or a function that gives one."""


@dataclasses.dataclass(frozen=True)
class ClientCredentials:
    """OAuth 2: tokens are fetched by client credentials (RFC 6749, section 4.4)."""

    client_id: str
    client_secret: Text = dataclasses.field(repr=False)
    scopes: t.Sequence[str] = ()
    token_url: str = ""
    """Where; without it, the URL of the description."""


@dataclasses.dataclass(frozen=True)
class RefreshToken:
    """OAuth 2: tokens are fetched by a refresh token (RFC 6749, section 6)."""

    client_id: str
    client_secret: Text = dataclasses.field(repr=False)
    refresh_token: Text = dataclasses.field(repr=False)
    scopes: t.Sequence[str] = ()
    token_url: str = ""
    """Where; without it, the URL of the description."""


OAuthCredential = t.Union[str, Secret, Provider, ClientCredentials, RefreshToken]
"""A token, a function that gives one, or how to fetch one."""


def hidden(credential: t.Any) -> t.Any:
    """The credential with its texts as secrets, so that nothing shows them."""
    if isinstance(credential, str):
        return Secret(credential)
    if isinstance(credential, tuple):
        user, password = t.cast("tuple[str, Text]", credential)
        return user, secret_of(password)
    if isinstance(credential, ClientCredentials):
        return dataclasses.replace(credential, client_secret=secret_of(credential.client_secret))
    if isinstance(credential, RefreshToken):
        return dataclasses.replace(
            credential,
            client_secret=secret_of(credential.client_secret),
            refresh_token=secret_of(credential.refresh_token),
        )
    return credential


def secret_of(text: Text) -> Secret:
    """The text as a secret."""
    return text if isinstance(text, Secret) else Secret(text)
