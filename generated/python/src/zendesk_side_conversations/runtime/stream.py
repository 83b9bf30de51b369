"""The body of an answer as it comes."""

from __future__ import annotations

import time
import typing as t

from .errors import ApiTimeoutError, DecodeError, TransportError
from .inout import InOut

if t.TYPE_CHECKING:
    import httpx


class RawStream:
    """Bytes of an answer, decompressed, chunk by chunk."""

    def __init__(self, inout: InOut, response: httpx.Response, operation: str, timeout: float, attempts: int) -> None:
        self._inout, self._response = inout, response
        self._operation, self._timeout, self._attempts = operation, timeout, attempts
        self._chunks = inout.chunks(response)
        self._closed = False

    async def chunk(self) -> bytes | None:
        """The next bytes; ``None`` at the end. The connection is given back then, and after an error."""
        import httpx

        if self._closed:
            return None
        complete = False
        try:
            found = await self._inout.chunk(self._chunks)
            complete = found is not None
            return found
        except httpx.TimeoutException:
            raise ApiTimeoutError(self._operation, "attempt", self._attempts) from None
        except httpx.DecodingError:
            raise DecodeError("the body is not compressed as its head says", operation=self._operation) from None
        except (httpx.HTTPError, httpx.StreamError) as error:
            reason = type(error).__name__
            raise TransportError(self._operation, reason, connected=True, attempts=self._attempts) from error
        finally:
            if not complete:
                await self.close()

    async def collect(self, limit: int, end: float | None = None) -> tuple[bytes, bool]:
        """All bytes, and whether they are no more than ``limit``."""
        pieces: list[bytes] = []
        size = 0
        try:
            while (piece := await self.chunk()) is not None:
                size += len(piece)
                if size > limit:
                    return b"", False
                pieces.append(piece)
                if end is not None and time.monotonic() > end:
                    raise ApiTimeoutError(self._operation, "attempt", self._attempts)
        finally:
            await self.close()
        return b"".join(pieces), True

    async def close(self) -> None:
        """Gives the connection back, or up."""
        if not self._closed:
            self._closed = True
            await self._inout.close(self._response)
