"""Bodies in gzip, decompressed in pieces of a bounded size: what comes at once may become a thousand times as large."""

from __future__ import annotations

import typing as t
import zlib

if t.TYPE_CHECKING:
    import httpx

_PIECE: t.Final = 1 << 16


def is_for(response: httpx.Response) -> bool:
    """Whether a body is in gzip, and has not been read already by a transport that holds it in memory."""
    return not response.is_stream_consumed and response.headers.get("content-encoding", "").lower() == "gzip"


class Gunzip:
    """Reads one body."""

    def __init__(self) -> None:
        self._zip = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def feed(self, raw: bytes) -> t.Iterator[bytes]:
        """What the next bytes become."""
        while raw and not self._zip.eof:
            try:
                piece = self._zip.decompress(raw, _PIECE)
            except zlib.error as error:
                raise _broken(str(error)) from None
            raw = self._zip.unconsumed_tail
            if piece:
                yield piece

    def end(self) -> bytes:
        """What is left."""
        return self._zip.flush()


def _broken(reason: str) -> httpx.DecodingError:
    import httpx

    return httpx.DecodingError(reason)
