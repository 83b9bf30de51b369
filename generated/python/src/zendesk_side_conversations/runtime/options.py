"""What users can set, for a client and for a single call."""

from __future__ import annotations

import dataclasses
import typing as t

from .errors import SdkError


@dataclasses.dataclass(frozen=True)
class Attempt:
    """An attempt that is about to be made."""

    operation: str
    method: str
    number: int
    """1 for the first."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How an attempt ended."""

    status: int | None
    error: SdkError | None
    elapsed: float
    """In seconds."""
    retry_in: float | None
    """After how many seconds another attempt is made, if one is."""


@dataclasses.dataclass(frozen=True)
class Hooks:
    """Functions that are called around each attempt. What they raise ends the call."""

    before_attempt: t.Callable[[Attempt], None] | None = None
    after_attempt: t.Callable[[Attempt, Outcome], None] | None = None


@dataclasses.dataclass(frozen=True)
class RequestOptions:
    """Options of a single call; what is ``None`` is as the client has it."""

    timeout: float | None = None
    """Seconds for each attempt."""
    deadline: float | None = None
    """Seconds for the whole call, waiting included."""
    max_attempts: int | None = None
    headers: t.Mapping[str, str] = dataclasses.field(default_factory=dict[str, str], repr=False)
    """Further headers."""
    idempotency_key: str | None = None
    """The key for an operation that takes one; without it, a random one."""


@dataclasses.dataclass(frozen=True)
class Server:
    """A server of the API: its URL."""

    url: str
