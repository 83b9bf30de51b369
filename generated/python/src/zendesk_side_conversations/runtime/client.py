"""Clients, and the services that generated packages put on them."""

from __future__ import annotations

import typing as t

from .call import Call, Heads
from .core import Core
from .download import asynchronous, blocking
from .head import Response
from .inout import AsyncInOut, BlockingInOut, run
from .operation import Operation, Paging
from .options import RequestOptions
from .page import AsyncPager, Pager
from .request import parts_of
from .unset import UNSET

if t.TYPE_CHECKING:
    import httpx
    from typing_extensions import ParamSpec

    A = ParamSpec("A")

T = t.TypeVar("T")
P = t.TypeVar("P")
I = t.TypeVar("I")  # noqa: E741
C = t.TypeVar("C", bound="BlockingClient")
D = t.TypeVar("D", bound="AsynchronousClient")


class BlockingClient:
    """A client whose calls block. It is safe to share between threads."""

    def __init__(self, core: Core, http_client: httpx.Client | None) -> None:
        import httpx

        self._core = core
        self._owns = http_client is None
        self._http = http_client or httpx.Client(timeout=None)  # noqa: S113  # each request has its own
        core.inout = BlockingInOut(self._http)

    def with_response(self, method: t.Callable[A, T], *args: A.args, **kwargs: A.kwargs) -> Response[T]:
        """Calls a method and gives status, headers and request id with what it returns:
        ``client.with_response(client.pets.show, 7)``."""
        with Heads() as heads:
            value = method(*args, **kwargs)
        return Response(value, heads[-1])

    def close(self) -> None:
        """Closes the connections, unless the HTTP client is the user's own."""
        if self._owns:
            self._http.close()

    def __enter__(self: C) -> C:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._core.base}>"


class AsynchronousClient:
    """A client whose calls are awaited."""

    def __init__(self, core: Core, http_client: httpx.AsyncClient | None) -> None:
        import httpx

        self._core = core
        self._owns = http_client is None
        self._http = http_client or httpx.AsyncClient(timeout=None)  # noqa: S113  # each request has its own
        core.inout = AsyncInOut(self._http)

    async def with_response(
        self, method: t.Callable[A, t.Awaitable[T]], *args: A.args, **kwargs: A.kwargs
    ) -> Response[T]:
        """Calls a method and gives status, headers and request id with what it returns:
        ``await client.with_response(client.pets.show, 7)``."""
        with Heads() as heads:
            value = await method(*args, **kwargs)
        return Response(value, heads[-1])

    async def aclose(self) -> None:
        """Closes the connections, unless the HTTP client is the user's own."""
        if self._owns:
            await self._http.aclose()

    async def __aenter__(self: D) -> D:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._core.base}>"


class BlockingService:
    """Operations that belong together."""

    def __init__(self, client: BlockingClient) -> None:
        self._core = client._core  # pyright: ignore[reportPrivateUsage]

    def _send(
        self,
        operation: Operation[T],
        arguments: tuple[t.Any, ...],
        options: RequestOptions | None,
        body: t.Any = UNSET,
        content_type: str | None = None,
    ) -> T:
        call = Call(self._core, parts_of(operation, arguments, body, content_type), options)
        return t.cast("T", run(call.send(blocking(operation.id))))

    def _pages(
        self,
        operation: Operation[P],
        paging: Paging[P, I],
        arguments: tuple[t.Any, ...],
        options: RequestOptions | None,
        body: t.Any = UNSET,
        content_type: str | None = None,
    ) -> Pager[P, I]:
        call = Call(self._core, parts_of(operation, arguments, body, content_type), options)
        return Pager(call, paging, blocking(operation.id))


class AsynchronousService:
    """Operations that belong together."""

    def __init__(self, client: AsynchronousClient) -> None:
        self._core = client._core  # pyright: ignore[reportPrivateUsage]

    async def _send(
        self,
        operation: Operation[T],
        arguments: tuple[t.Any, ...],
        options: RequestOptions | None,
        body: t.Any = UNSET,
        content_type: str | None = None,
    ) -> T:
        call = Call(self._core, parts_of(operation, arguments, body, content_type), options)
        return t.cast("T", await call.send(asynchronous(operation.id)))

    def _pages(
        self,
        operation: Operation[P],
        paging: Paging[P, I],
        arguments: tuple[t.Any, ...],
        options: RequestOptions | None,
        body: t.Any = UNSET,
        content_type: str | None = None,
    ) -> AsyncPager[P, I]:
        call = Call(self._core, parts_of(operation, arguments, body, content_type), options)
        return AsyncPager(call, paging, asynchronous(operation.id))
