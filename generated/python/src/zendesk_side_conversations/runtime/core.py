"""What all calls of a client have in common."""

from __future__ import annotations

import logging
import platform
import threading
import typing as t

from . import origin
from .credentials import hidden
from .errors import LocalError
from .head import REQUEST_ID_HEADERS
from .inout import InOut
from .oauth import TokenSlot
from .operation import Operation, Package
from .options import Hooks, Server
from .request import check_header
from .retry import Budget, RetryPolicy

BODY_LIMIT: t.Final = 64 << 20


class Core:
    """The state of a client. Its credentials are wrapped, and it is shown without them."""

    def __init__(
        self,
        package: Package,
        *,
        base_url: str | Server | None = None,
        credentials: t.Mapping[str, t.Any] | None = None,
        timeout: float = 60.0,
        connect_timeout: float = 5.0,
        deadline: float | None = None,
        retry: RetryPolicy | None = None,
        headers: t.Mapping[str, str] | None = None,
        user_agent_suffix: str = "",
        body_limit: int = BODY_LIMIT,
        allow_plain_http: bool = False,
        hooks: Hooks | None = None,
        request_id_headers: t.Sequence[str] = REQUEST_ID_HEADERS,
    ) -> None:
        self.package = package
        url = base_url.url if isinstance(base_url, Server) else base_url
        self.is_default_server = not url
        self.base = origin.base(url or package.server) if url or package.server else ""
        given = (credentials or {}).items()
        self.credentials: dict[str, t.Any] = {name: hidden(value) for name, value in given if value is not None}
        self.timeout = timeout
        self.connect_timeout = connect_timeout
        self.deadline = deadline
        self.policy = retry or RetryPolicy()
        self.headers = dict(headers or {})
        for name, value in self.headers.items():
            check_header(name, value)
        suffix = f" {user_agent_suffix}" if user_agent_suffix else ""
        self.user_agent = f"{package.name}/{package.version} python/{platform.python_version()}{suffix}"
        check_header("User-Agent", self.user_agent)
        self.body_limit = body_limit
        self.allow_plain_http = allow_plain_http
        self.hooks = hooks or Hooks()
        self.request_id_headers = tuple(request_id_headers)
        self.budget = Budget()
        self.log = logging.getLogger(package.module)
        self._slots: dict[str, TokenSlot] = {}
        self._lock = threading.Lock()
        self.inout: InOut = InOut()

    def __repr__(self) -> str:
        return f"Core({self.base!r})"

    def base_of(self, operation: Operation[t.Any]) -> str:
        """The base URL of an operation. One that the user has set is for all operations."""
        if operation.server and self.is_default_server:
            return origin.base(operation.server)
        if not self.base:
            raise LocalError("configuration", "the description names no server: give base_url to the client")
        return self.base

    def slot(self, scheme: str) -> TokenSlot:
        """The token of a scheme."""
        with self._lock:
            return self._slots.setdefault(scheme, TokenSlot(self.inout))

    def timeouts(self, limit: float | None) -> dict[str, float | None]:
        """The limits of a request, as the transport takes them."""
        connect = self.connect_timeout if limit is None else min(limit, self.connect_timeout)
        return {"connect": connect, "read": limit, "write": limit, "pool": limit}
