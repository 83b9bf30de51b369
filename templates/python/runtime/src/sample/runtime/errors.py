"""What can go wrong with a call. No error shows a secret or a URL's query."""

from __future__ import annotations

import typing as t

from .faults import Fault

if t.TYPE_CHECKING:
    from .head import Head

_SHOWN: t.Final = 300


class SdkError(Exception):
    """Any failure of a call."""

    operation: str = ""
    """The id of the operation, where there is one."""


class ApiError(SdkError):
    """The server answered with an error status."""

    def __init__(
        self, operation: str, head: Head, raw: bytes, body: t.Any, retry_after: float | None, attempts: int
    ) -> None:
        super().__init__(f"{operation}: the server answered {head.status}" + _request(head.request_id))
        self.operation = operation
        self.head = head
        self.raw = raw
        """The body as it came, its first MiB at most."""
        self.body = body
        """The body in the type that the description gives it for this status; ``None`` if it gives none or does not fit."""
        self.retry_after = retry_after
        """How long the server asks to wait, in seconds."""
        self.attempts = attempts

    @property
    def status(self) -> int:
        """The status code."""
        return self.head.status

    @property
    def headers(self) -> t.Mapping[str, str]:
        """The headers of the answer; names are found in any case."""
        return self.head.headers

    @property
    def request_id(self) -> str | None:
        """By what the server's people find the call in their logs."""
        return self.head.request_id


class BadRequestError(ApiError):
    """Status 400."""


class AuthenticationError(ApiError):
    """Status 401."""


class PermissionDeniedError(ApiError):
    """Status 403."""


class NotFoundError(ApiError):
    """Status 404."""


class ConflictError(ApiError):
    """Status 409."""


class UnprocessableContentError(ApiError):
    """Status 422."""


class RateLimitError(ApiError):
    """Status 429."""


class ServerError(ApiError):
    """Status 5xx."""


_BY_STATUS: t.Final[dict[int, type[ApiError]]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableContentError,
    429: RateLimitError,
}


def api_error_of(status: int) -> type[ApiError]:
    """The class of a status."""
    return _BY_STATUS.get(status, ServerError if status >= 500 else ApiError)


class TransportError(SdkError):
    """The connection failed, or broke before the answer was complete."""

    def __init__(self, operation: str, reason: str, *, connected: bool, attempts: int) -> None:
        super().__init__(f"{operation}: {'the connection broke' if connected else 'no connection'}: {reason}")
        self.operation = operation
        self.connected = connected
        """Whether anything can have reached the server."""
        self.attempts = attempts


class ApiTimeoutError(SdkError):
    """No answer in time."""

    def __init__(self, operation: str, kind: t.Literal["connect", "attempt", "deadline"], attempts: int) -> None:
        super().__init__(f"{operation}: no answer in time ({kind})")
        self.operation = operation
        self.kind: t.Literal["connect", "attempt", "deadline"] = kind
        """Which time was up: that of connecting, of an attempt, or of the whole call."""
        self.attempts = attempts


class DecodeError(SdkError):
    """The answer is not what the description promises."""

    def __init__(
        self, message: str, path: str = "$", *, operation: str = "", head: Head | None = None, raw: bytes = b""
    ) -> None:
        where = f"{operation}: " if operation else ""
        super().__init__(f"{where}{path}: {message}")
        self.operation = operation
        self.path = path
        """Where in the JSON, such as ``$.items[0].name``."""
        self.head = head
        self.raw = raw
        """The body as it came."""

    @property
    def status(self) -> int | None:
        """The status code of the answer."""
        return self.head.status if self.head else None

    @classmethod
    def of(cls, fault: Fault, operation: str = "", head: Head | None = None, raw: bytes = b"") -> DecodeError:
        """The error for a fault."""
        return cls(fault.message[:_SHOWN], fault.path, operation=operation, head=head, raw=raw)


LocalErrorKind = t.Literal[
    "path parameter", "header", "value", "credentials", "plain http", "origin", "pagination", "file", "configuration"
]
"""What was refused."""


class LocalError(SdkError):
    """Refused before anything was sent."""

    def __init__(self, kind: LocalErrorKind, message: str) -> None:
        super().__init__(message)
        self.kind: LocalErrorKind = kind


class RedirectError(SdkError):
    """The server redirected to where the call must not follow."""

    def __init__(self, operation: str, status: int, reason: str, origin: str | None) -> None:
        super().__init__(f"{operation}: redirect refused: {reason}" + (f" ({origin})" if origin else ""))
        self.operation = operation
        self.status = status
        self.reason = reason
        self.origin = origin
        """The origin that the server pointed to."""


def _request(request_id: str | None) -> str:
    return f" (request {request_id[:_SHOWN]!r})" if request_id else ""
