"""Whether a call is tried again, and after how long; and the budget that bounds retries under an outage."""

from __future__ import annotations

import dataclasses
import datetime as dt
import email.utils
import random
import re
import threading
import typing as t

_STATUSES: t.Final = frozenset((408, 429, 500, 502, 503, 504))
_RANDOM: t.Final = random.SystemRandom()


@dataclasses.dataclass(frozen=True)
class Failure:
    """How an attempt failed, as far as trying again depends on it."""

    kind: t.Literal["not sent", "unanswered", "status", "final"]
    status: int = 0
    retry_after: float | None = None
    is_timeout: bool = False


@dataclasses.dataclass(frozen=True)
class RetryPolicy:
    """Numbers of the retries."""

    max_attempts: int = 3
    first: float = 0.5
    longest: float = 8.0
    retry_after_limit: float = 120.0

    def delay(self, safety: str, failure: Failure, attempt: int) -> float | None:
        """The wait before the next attempt in seconds; ``None`` if there is to be none. ``attempt`` is 1 after the first."""
        if attempt >= self.max_attempts or not is_retryable(safety, failure):
            return None
        if failure.retry_after is not None:
            return failure.retry_after if failure.retry_after <= self.retry_after_limit else None
        return _RANDOM.random() * min(self.longest, self.first * 2.0 ** min(attempt - 1, 60))


def is_retryable(safety: str, failure: Failure) -> bool:
    """Whether another attempt may do what this one did not, and no harm."""
    if safety == "never" or failure.kind == "final":
        return False
    if failure.kind == "not sent":
        return True
    if safety in ("idempotent", "keyed"):
        return failure.kind == "unanswered" or failure.status in _STATUSES
    return failure.status == 429 or (failure.status == 503 and failure.retry_after is not None)


def retry_after(headers: t.Mapping[str, str]) -> float | None:
    """The value of ``Retry-After`` in seconds (RFC 9110, section 10.2.3); a date is counted from the server's own ``Date`` if it
    sent one, as clocks differ."""
    text = headers.get("retry-after", "").strip()
    # Servers send fractions too; signs, exponents and ``inf``, which a float may have, say nothing.
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return float(text)
    until = _date(text)
    if until is None:
        return None
    now = _date(headers.get("date", "")) or dt.datetime.now(dt.timezone.utc)
    return max(0.0, (until - now).total_seconds())


def _date(text: str) -> dt.datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.timezone.utc)


class Budget:
    """The storm guard: while all calls of a client fail, retries stay few."""

    _FULL: t.Final = 500

    def __init__(self) -> None:
        self._tokens = self._FULL
        self._lock = threading.Lock()

    def spend(self, *, timeout: bool) -> bool:
        """Takes the price of a retry, 5, or 10 after a timeout; whether it was there."""
        cost = 10 if timeout else 5
        with self._lock:
            if self._tokens < cost:
                return False
            self._tokens -= cost
            return True

    def succeed(self) -> None:
        """Gives 1 back."""
        with self._lock:
            self._tokens = min(self._FULL, self._tokens + 1)
