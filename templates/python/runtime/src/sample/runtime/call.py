"""A call from first to last: attempts, waits between them, the limits of time around them."""

from __future__ import annotations

import contextvars
import time
import typing as t
import uuid

from . import auth, style
from .attempt import Exchange, Failed, base_headers
from .errors import DecodeError, LocalError, SdkError
from .faults import Fault
from .head import Head, media_type_matches
from .operation import Case, Operation, in_notation
from .options import Attempt, Outcome, RequestOptions
from .request import Parts
from .retry import RetryPolicy
from .stream import RawStream
from .types import codec_of

if t.TYPE_CHECKING:
    from .core import Core

_DEFAULTS: t.Final = RequestOptions()
_HEAD: t.Final[contextvars.ContextVar[list[Head] | None]] = contextvars.ContextVar("head", default=None)

Streams = t.Callable[[Case, Head, RawStream], t.Any]
"""Makes what the user gets of an answer that is streamed."""


class Heads:
    """Within it, the heads of answers are kept for who wants them with the value."""

    def __enter__(self) -> list[Head]:
        heads: list[Head] = []
        self._token = _HEAD.set(heads)
        return heads

    def __exit__(self, *_: object) -> None:
        _HEAD.reset(self._token)


class Call:
    """A call, ready to be made; made again, it is a new one."""

    def __init__(self, core: Core, parts: Parts, options: RequestOptions | None, link: str | None = None) -> None:
        self.core, self.parts = core, parts
        self.options = options or _DEFAULTS
        self.link = link
        """Instead of path and query: a link from an answer, checked to be on the configured origin."""

    @property
    def operation(self) -> Operation[t.Any]:
        """What is called."""
        return self.parts.operation

    def url(self) -> str:
        """The URL, without what credentials add to it."""
        if self.link is not None:
            return self.link
        url = self.core.base_of(self.operation) + self.parts.path
        return f"{url}?{style.join(self.parts.query)}" if self.parts.query else url

    async def send(self, streams: Streams) -> t.Any:
        """Makes the call and reads the answer."""
        return (await self.send_raw(streams))[0]

    async def send_raw(self, streams: Streams) -> tuple[t.Any, bytes]:
        """Makes the call and reads the answer; gives the text, too."""
        head, body = await self._attempts()
        heads = _HEAD.get()
        if heads is not None:
            heads.append(head)
        case = self._case(head)
        if isinstance(body, RawStream):
            return streams(case, head, body), b""
        return self._read(case, head, body), body

    async def _attempts(self) -> tuple[Head, RawStream | bytes]:
        schemes = auth.choose(self.core, self.operation)
        headers = base_headers(self.core, self.parts, self.options, self._idempotency_key())
        exchange = Exchange(self.core, self.parts, self.url(), headers, schemes, self.options)
        number = 0
        while True:
            number += 1
            attempt = Attempt(self.operation.id, self.operation.method, number)
            if self.core.hooks.before_attempt:
                self.core.hooks.before_attempt(attempt)
            start = time.monotonic()
            try:
                head, body = await exchange.run(number, self._is_streamed)
            except Failed as failed:
                wait = self._wait(failed, number, exchange.deadline)
                status: int | None = getattr(failed.error, "status", None)
                self._observe(attempt, Outcome(status, failed.error, time.monotonic() - start, wait))
                if wait is None:
                    raise failed.error from failed.error.__cause__
                await self.core.inout.sleep(wait)
            except SdkError as error:
                self._observe(attempt, Outcome(getattr(error, "status", None), error, time.monotonic() - start, None))
                raise
            else:
                self.core.budget.succeed()
                self._observe(attempt, Outcome(head.status, None, time.monotonic() - start, None))
                return head, body

    def _wait(self, failed: Failed, number: int, deadline: float | None) -> float | None:
        """How long to wait for another attempt; ``None``: there is no time, no budget or no sense in one."""
        policy: RetryPolicy = self.core.policy
        if self.options.max_attempts is not None:
            policy = RetryPolicy(self.options.max_attempts, policy.first, policy.longest, policy.retry_after_limit)
        if self.parts.body is not None and not self.parts.body.replayable:
            return None
        wait = policy.delay(self.operation.retry, failed.failure, number)
        if wait is None or (deadline is not None and time.monotonic() + wait >= deadline):
            return None
        return wait if self.core.budget.spend(timeout=failed.failure.is_timeout) else None

    def _observe(self, attempt: Attempt, outcome: Outcome) -> None:
        result = outcome.status if outcome.status is not None else type(outcome.error).__name__
        text = "%s attempt %d: %s after %.3f s"
        self.core.log.debug(text, attempt.operation, attempt.number, result, outcome.elapsed)
        if outcome.retry_in is not None:
            self.core.log.info("%s: trying again in %.3f s", attempt.operation, outcome.retry_in)
        if self.core.hooks.after_attempt:
            self.core.hooks.after_attempt(attempt, outcome)

    def _idempotency_key(self) -> str | None:
        if self.operation.retry == "keyed":
            return self.options.idempotency_key or str(uuid.uuid4())
        if self.options.idempotency_key is not None:
            raise LocalError("value", f"{self.operation.id}: the description declares no idempotency key")
        return None

    def _is_streamed(self, head: Head) -> bool:
        case = find_case(self.operation.success, head)
        return case is not None and case.kind in ("binary", "events", "lines")

    def _case(self, head: Head) -> Case:
        case = find_case(self.operation.success, head)
        if case is None:
            message = f"no answer of status {head.status} and type {head.content_type or 'none'!r} is described"
            raise DecodeError(message, operation=self.operation.id, head=head)
        return case

    def _read(self, case: Case, head: Head, raw: bytes) -> t.Any:
        try:
            match case.kind:
                case "empty":
                    return None
                case "text":
                    return raw.decode("utf-8-sig")
                case "json":
                    return codec_of(case.type).decode(case.notation.loads(raw))
                case "binary" | "events" | "lines":
                    raise AssertionError(case.kind)
        except Fault as fault:
            raise DecodeError.of(fault, self.operation.id, head, raw) from None
        except UnicodeDecodeError:
            raise DecodeError("the text is not UTF-8", operation=self.operation.id, head=head, raw=raw) from None
        except RecursionError:
            raise DecodeError(
                "the value is nested too deeply", operation=self.operation.id, head=head, raw=raw
            ) from None


def find_case(cases: tuple[Case, ...], head: Head) -> Case | None:
    """The case of an answer. Where there is only one, it is that, whatever the server calls it."""
    fitting = [case for case in cases if case.is_for(head.status)]
    exact = [case for case in fitting if case.status == str(head.status)]
    candidates = exact or fitting or list(cases)
    if len(candidates) == 1:
        return candidates[0] if fitting or len(cases) == 1 else None
    if not fitting:
        return None
    if all((case.kind, case.type) == ("json", candidates[0].type) for case in candidates):
        return in_notation(candidates, head.content_type)
    for case in candidates:
        if case.media_type and case.media_type.partition(";")[0].strip().lower() == head.content_type:
            return case
    for case in candidates:
        if case.media_type and media_type_matches(case.media_type, head.content_type):
            return case
    return next((case for case in candidates if case.kind == "empty"), None)
