"""Lists that come in pages: all pages, or all items."""

from __future__ import annotations

import copy
import hashlib
import typing as t

from . import origin
from .call import Call, Streams
from .errors import LocalError
from .inout import run
from .operation import Paging
from .unset import UNSET

P = t.TypeVar("P")
I = t.TypeVar("I")  # noqa: E741
_END: t.Final = object()


class _Walk(t.Generic[P, I]):
    """The way from page to page. After an error the same page is asked for again, except where that cannot help."""

    def __init__(self, call: Call, paging: Paging[P, I], streams: Streams) -> None:
        self._call = Call(call.core, copy.copy(call.parts), call.options, call.link)
        self._paging, self._streams = paging, streams
        self._seen: set[bytes] = set()
        self._last: bytes | None = None
        self._failed: LocalError | None = None
        self._ended = False

    async def next(self) -> t.Any:
        """The next page, or ``_END``."""
        if self._failed is not None:
            failed, self._failed = self._failed, None
            raise failed
        if self._ended:
            return _END
        try:
            page, raw = await self._call.send_raw(self._streams)
        except LocalError:
            self._ended = True
            raise
        self._ended = True
        if self._repeats(raw):
            raise self._stuck()
        try:
            self._ended = not self._advance(t.cast("P", page))
        except LocalError as error:
            # This page is good: the error comes after it.
            self._failed = error
        return page

    def _repeats(self, raw: bytes) -> bool:
        """Whether a server that does not know the parameter sends the same page again and again."""
        if self._paging.next not in ("page", "offset"):
            return False
        last, self._last = self._last, hashlib.sha256(raw).digest()
        return last == self._last

    def _advance(self, page: P) -> bool:
        """Prepares the request for the next page; ``False`` if there is none."""
        paging, parts = self._paging, self._call.parts
        match paging.next:
            case "link" | "cursor":
                value = _dig(page, paging.value)
                text = "" if value is None else str(value)
                if not text:
                    return False
                if paging.next == "link":
                    current = self._call.url()
                    link = origin.page_link(self._call.core.base_of(self._call.operation), current, text)
                    self._seen.add(_hash(current))
                    self._visit(link)
                    self._call.link = link
                else:
                    self._visit(text)
                    parts.set_query(paging.parameter, text)
            case "page" | "offset":
                count = len(_dig(page, paging.items) or ())
                if count == 0:
                    return False
                first, more = (paging.first, 1) if paging.next == "page" else (0, count)
                number = parts.query_number(paging.parameter)
                parts.set_query(paging.parameter, str((first if number is None else number) + more))
        return True

    def _visit(self, place: str) -> None:
        if _hash(place) in self._seen:
            raise self._stuck()
        self._seen.add(_hash(place))

    def _stuck(self) -> LocalError:
        return LocalError("pagination", f"{self._call.operation.id}: the server's pages do not move on")


class _ItemWalk(t.Generic[P, I]):
    """The items of all pages. What the page before already had is dropped: items repeat where a list changes meanwhile."""

    def __init__(self, walk: _Walk[P, I], paging: Paging[P, I]) -> None:
        self._walk, self._paging = walk, paging
        self._items: t.Iterator[I] = iter(())
        self._before: set[str] = set()
        self._current: set[str] = set()

    async def next(self) -> t.Any:
        """The next item, or ``_END``."""
        while True:
            for item in self._items:
                key = _dig(item, self._paging.unique_key) if self._paging.unique_key else None
                if key is None:
                    return item
                text = str(key)
                if text not in self._before and text not in self._current:
                    self._current.add(text)
                    return item
            page = await self._walk.next()
            if page is _END:
                return _END
            self._before, self._current = self._current, set()
            self._items = iter(_dig(page, self._paging.items) or ())


def _dig(value: t.Any, attributes: tuple[str, ...]) -> t.Any:
    """What is at the end of a way through attributes; ``None`` where it breaks off."""
    for attribute in attributes:
        value = getattr(value, attribute, None)
        if value is None or value is UNSET:
            return None
    return value


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


class Pages(t.Generic[P]):
    """An iterator over pages. After an error, the next step asks for the same page again."""

    def __init__(self, walk: t.Any) -> None:
        self._walk = walk

    def __iter__(self) -> t.Iterator[P]:
        return self

    def __next__(self) -> P:
        found = run(self._walk.next())
        if found is _END:
            raise StopIteration
        return t.cast("P", found)


class AsyncPages(t.Generic[P]):
    """An asynchronous iterator over pages. After an error, the next step asks for the same page again."""

    def __init__(self, walk: t.Any) -> None:
        self._walk = walk

    def __aiter__(self) -> t.AsyncIterator[P]:
        return self

    async def __anext__(self) -> P:
        found = await self._walk.next()
        if found is _END:
            raise StopAsyncIteration
        return t.cast("P", found)


class Pager(t.Generic[P, I]):
    """A list that comes in pages. Iterating over it makes the calls and gives the items."""

    def __init__(self, call: Call, paging: Paging[P, I], streams: Streams) -> None:
        self._call, self._paging, self._streams = call, paging, streams

    def __iter__(self) -> t.Iterator[I]:
        return self.items()

    def items(self) -> Pages[I]:
        """All items from this page on, in the order of the server."""
        return Pages(_ItemWalk(_Walk(self._call, self._paging, self._streams), self._paging))

    def pages(self) -> Pages[P]:
        """All pages from this one on."""
        return Pages(_Walk(self._call, self._paging, self._streams))

    def first(self) -> P:
        """This page only."""
        return t.cast("P", run(self._call.send(self._streams)))

    def __repr__(self) -> str:
        return f"Pager({self._call.operation.id!r})"


class AsyncPager(t.Generic[P, I]):
    """A list that comes in pages. Iterating over it makes the calls and gives the items."""

    def __init__(self, call: Call, paging: Paging[P, I], streams: Streams) -> None:
        self._call, self._paging, self._streams = call, paging, streams

    def __aiter__(self) -> t.AsyncIterator[I]:
        return self.items()

    def items(self) -> AsyncPages[I]:
        """All items from this page on, in the order of the server."""
        return AsyncPages(_ItemWalk(_Walk(self._call, self._paging, self._streams), self._paging))

    def pages(self) -> AsyncPages[P]:
        """All pages from this one on."""
        return AsyncPages(_Walk(self._call, self._paging, self._streams))

    async def first(self) -> P:
        """This page only."""
        return t.cast("P", await self._call.send(self._streams))

    def __repr__(self) -> str:
        return f"AsyncPager({self._call.operation.id!r})"
