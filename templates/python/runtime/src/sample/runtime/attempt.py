"""One attempt: credentials, sending, redirects, reading the head of the answer."""

from __future__ import annotations

import time
import typing as t

from . import auth, origin, style
from .errors import (
    ApiError,
    ApiTimeoutError,
    DecodeError,
    LocalError,
    RedirectError,
    SdkError,
    TransportError,
    api_error_of,
)
from .faults import Fault
from .head import Head, head_of
from .inout import LimitReached
from .operation import Case, Operation, Scheme, in_notation
from .options import RequestOptions
from .request import Parts, check_header
from .retry import Failure, retry_after
from .stream import RawStream
from .types import codec_of

if t.TYPE_CHECKING:
    import httpx

    from .core import Core

_MOST_REDIRECTS: t.Final = 5
_ERROR_BODY_LIMIT: t.Final = 1 << 20


class Failed(Exception):
    """An attempt that failed, and how."""

    def __init__(self, failure: Failure, error: SdkError) -> None:
        super().__init__()
        self.failure = failure
        self.error = error


class Exchange:
    """What the attempts of a call have in common."""

    def __init__(
        self,
        core: Core,
        parts: Parts,
        url: str,
        headers: list[tuple[str, str]],
        schemes: list[Scheme],
        options: RequestOptions,
    ) -> None:
        self.core, self.parts, self.url = core, parts, url
        self._headers, self._schemes = headers, schemes
        self._timeout = options.timeout if options.timeout is not None else core.timeout
        deadline = options.deadline if options.deadline is not None else core.deadline
        self.deadline = None if deadline is None else time.monotonic() + deadline

    @property
    def _operation(self) -> Operation[t.Any]:
        return self.parts.operation

    async def run(self, number: int, streams: t.Callable[[Head], bool]) -> tuple[Head, RawStream | bytes]:
        """Makes the attempt within the limits of time."""
        limit: float = self._timeout
        kind: t.Literal["attempt", "deadline"] = "attempt"
        if self.deadline is not None and self.deadline - time.monotonic() < limit:
            limit, kind = self.deadline - time.monotonic(), "deadline"
        if limit <= 0:
            raise self._timed_out(kind, number)
        end = time.monotonic() + limit
        try:
            return await self.core.inout.limited(self._attempt(number, end, kind, streams), limit)
        except LimitReached:
            raise self._timed_out(kind, number) from None

    def _timed_out(self, kind: t.Literal["connect", "attempt", "deadline"], number: int) -> Failed:
        failures: dict[str, t.Literal["not sent", "unanswered", "final"]] = {
            "connect": "not sent",
            "attempt": "unanswered",
        }
        failure = Failure(failures.get(kind, "final"), is_timeout=True)
        return Failed(failure, ApiTimeoutError(self._operation.id, kind, number))

    async def _attempt(
        self, number: int, end: float, kind: t.Literal["attempt", "deadline"], streams: t.Callable[[Head], bool]
    ) -> tuple[Head, RawStream | bytes]:
        applied = await auth.apply(self.core, self._schemes)
        url, redirects = self.url, 0
        while True:
            response = await self._send(self._request(url, applied, end), number, kind, end)
            try:
                following = self._redirect(url, response, redirects)
            except SdkError:
                await self.core.inout.close(response)
                raise
            if following is None:
                break
            await self.core.inout.close(response)
            url, redirects = following, redirects + 1
        head = head_of(response.status_code, response.headers, self.core.request_id_headers)
        stream = RawStream(self.core.inout, response, self._operation.id, self._timeout, number)
        if not 200 <= head.status < 300:
            raise await self._api_error(head, stream, number, end)
        if streams(head):
            return head, stream
        return head, await self._whole(head, stream, number, kind, end)

    def _request(self, url: str, applied: auth.Applied, end: float) -> httpx.Request:
        import httpx

        if applied.query:
            url = f"{url}{'&' if '?' in url else '?'}{style.join(applied.query)}"
        # Some descriptions have the length of the body for a parameter, but only its own is true.
        headers = [pair for pair in (*self._headers, *applied.headers) if pair[0].lower() != "content-length"]
        cookies = [*self.parts.cookies, *applied.cookies]
        if cookies:
            headers.append(("Cookie", "; ".join(f"{name}={value}" for name, value in cookies)))
        content: t.Any = None
        if self.parts.body is not None:
            headers.append(("Content-Type", self.parts.content_type))
            content = self.core.inout.content(self.parts.body)
            length = self.parts.body.length()
            if length is not None:
                headers.append(("Content-Length", str(length)))
        raw = [(name.encode("ascii"), value.encode()) for name, value in headers]
        timeouts = self.core.timeouts(max(end - time.monotonic(), 0.001))
        try:
            request = httpx.Request(
                self._operation.method, url, headers=raw, content=content, extensions={"timeout": timeouts}
            )
        except (httpx.InvalidURL, ValueError) as error:
            raise LocalError("value", f"{self._operation.id}: no URL: {type(error).__name__}") from None
        if applied.query:
            # The transport's own log shows URLs.
            request.url = _quiet(request.url)
        return request

    async def _send(
        self, request: httpx.Request, number: int, kind: t.Literal["attempt", "deadline"], end: float
    ) -> httpx.Response:
        import httpx

        try:
            return await self.core.inout.send(request)
        except (httpx.ConnectTimeout, httpx.PoolTimeout):
            raise self._timed_out("connect" if time.monotonic() < end else kind, number) from None
        except httpx.TimeoutException:
            raise self._timed_out(kind, number) from None
        except (httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise LocalError(
                "value", f"{self._operation.id}: the request cannot be sent: {type(error).__name__}"
            ) from None
        except httpx.HTTPError as error:
            connected = not isinstance(error, (httpx.ConnectError, httpx.ProxyError))
            raise self._broken(type(error).__name__, number, connected=connected) from error

    def _broken(self, reason: str, number: int, *, connected: bool) -> Failed:
        error = TransportError(self._operation.id, reason, connected=connected, attempts=number)
        return Failed(Failure("unanswered" if connected else "not sent"), error)

    def _redirect(self, url: str, response: httpx.Response, redirects: int) -> str | None:
        """Where an answer redirects to, if it does and may be followed."""
        if response.status_code not in (301, 302, 303, 307, 308):
            return None
        refuse = (self._operation.id, response.status_code)
        following = (
            origin.resolve(url, response.headers.get("location", "")) if "location" in response.headers else None
        )
        if following is None:
            raise RedirectError(*refuse, "it has no usable Location", None)
        where = origin.shown(following)
        if not origin.may_follow(self.url, following):
            raise RedirectError(*refuse, "to another origin", where)
        if self._operation.method not in ("GET", "HEAD"):
            raise RedirectError(*refuse, "only GET and HEAD are sent again elsewhere", where)
        if redirects >= _MOST_REDIRECTS:
            raise RedirectError(*refuse, "too many in a row", where)
        return following

    async def _whole(
        self, head: Head, stream: RawStream, number: int, kind: t.Literal["attempt", "deadline"], end: float
    ) -> bytes:
        try:
            raw, complete = await stream.collect(self.core.body_limit, end)
        except ApiTimeoutError:
            raise self._timed_out(kind, number) from None
        except TransportError as error:
            raise Failed(Failure("unanswered"), error) from error
        if not complete:
            limit = f"the body has more than {self.core.body_limit} bytes"
            raise DecodeError(limit, operation=self._operation.id, head=head)
        return raw

    async def _api_error(self, head: Head, stream: RawStream, number: int, end: float) -> Failed:
        if head.status == 401:
            await auth.forget(self.core, self._schemes)
        try:
            raw, complete = await stream.collect(_ERROR_BODY_LIMIT, end)
        except SdkError:
            # A body that breaks off takes nothing from what the status says.
            raw, complete = b"", False
        wait = retry_after(head.headers)
        body = _typed(self._operation.errors, head, raw) if complete else None
        error: ApiError = api_error_of(head.status)(self._operation.id, head, raw, body, wait, number)
        return Failed(Failure("status", head.status, wait), error)


def _typed(cases: tuple[Case, ...], head: Head, raw: bytes) -> t.Any:
    """The body of an error in its type; ``None`` where none is described, or it does not fit."""
    for case in cases:
        if not case.is_for(head.status):
            continue
        try:
            match case.kind:
                case "json":
                    same = [
                        one for one in cases if (one.status, one.kind, one.type) == (case.status, "json", case.type)
                    ]
                    return codec_of(case.type).decode(in_notation(same, head.content_type).notation.loads(raw))
                case "text":
                    return raw.decode("utf-8", "replace")
                case "binary" | "events" | "lines" | "empty":
                    return None
        except Fault:
            return None
    return None


def _quiet(url: httpx.URL) -> httpx.URL:
    import httpx

    class QuietUrl(httpx.URL):
        def __str__(self) -> str:
            return super().__str__().partition("?")[0] + "?***"

        def __repr__(self) -> str:
            return f"URL({str(self)!r})"

    return QuietUrl(url)


def base_headers(core: Core, parts: Parts, options: RequestOptions, key: str | None) -> list[tuple[str, str]]:
    """All headers but those of credentials and of the body; later ones replace earlier ones."""
    found: dict[str, tuple[str, str]] = {}
    more = [] if key is None else [(parts.operation.idempotency_header, key)]
    standard = [
        ("Accept-Encoding", "gzip"),
        ("Accept", parts.operation.accept),
        ("User-Agent", core.user_agent),
    ]
    for name, value in (*standard, *core.headers.items(), *parts.headers, *more, *options.headers.items()):
        check_header(name, value)
        found[name.lower()] = (name, value)
    return list(found.values())
