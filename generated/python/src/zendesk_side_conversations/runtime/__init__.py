"""What the modules of this package stand on; written by hand, the same in every generated package.

Its names are no part of the package's interface, except those that the package itself exports.
"""

from .body import BinaryBody, File
from .call import find_case
from .client import AsynchronousClient, AsynchronousService, BlockingClient, BlockingService
from .core import Core
from .credentials import BasicCredential, ClientCredentials, OAuthCredential, Provider, RefreshToken, TokenCredential
from .download import AsyncDownload, AsyncEventStream, AsyncJsonLines, Download, EventStream, JsonLines
from .enums import ClosedEnum, ClosedIntEnum, ClosedStrEnum, OpenEnum, OpenIntEnum, OpenStrEnum
from .errors import (
    ApiError,
    ApiTimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DecodeError,
    LocalError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RedirectError,
    SdkError,
    ServerError,
    TransportError,
    UnprocessableContentError,
)
from .events import Event
from .form import Form, Part
from .head import Head, Response, media_type_matches
from .headers import HeaderForm, HeaderModel
from .model import Model, extra
from .operation import Body, Case, Encoding, Operation, Package, Paging, Parameter, Scheme
from .options import Attempt, Hooks, Outcome, RequestOptions, Server
from .page import AsyncPager, AsyncPages, Pager, Pages
from .retry import RetryPolicy
from .types import codec_of
from .unions import alias, by_kind, by_structure, by_tag, decode_json
from .unset import UNSET, Unset
from .values import Base64, Base64Url, Secret, Unknown, WithRest

__all__ = [
    "UNSET",
    "ApiError",
    "ApiTimeoutError",
    "AsyncDownload",
    "AsyncEventStream",
    "AsyncJsonLines",
    "AsyncPager",
    "AsyncPages",
    "AsynchronousClient",
    "AsynchronousService",
    "Attempt",
    "AuthenticationError",
    "BadRequestError",
    "Base64",
    "Base64Url",
    "BasicCredential",
    "BinaryBody",
    "BlockingClient",
    "BlockingService",
    "Body",
    "Case",
    "ClientCredentials",
    "ClosedEnum",
    "ClosedIntEnum",
    "ClosedStrEnum",
    "ConflictError",
    "Core",
    "DecodeError",
    "Download",
    "Encoding",
    "Event",
    "EventStream",
    "File",
    "Form",
    "Head",
    "HeaderForm",
    "HeaderModel",
    "Hooks",
    "JsonLines",
    "LocalError",
    "Model",
    "NotFoundError",
    "OAuthCredential",
    "OpenEnum",
    "OpenIntEnum",
    "OpenStrEnum",
    "Operation",
    "Outcome",
    "Package",
    "Pager",
    "Pages",
    "Paging",
    "Parameter",
    "Part",
    "PermissionDeniedError",
    "Provider",
    "RateLimitError",
    "RedirectError",
    "RefreshToken",
    "RequestOptions",
    "Response",
    "RetryPolicy",
    "Scheme",
    "SdkError",
    "Secret",
    "Server",
    "ServerError",
    "TokenCredential",
    "TransportError",
    "Unknown",
    "UnprocessableContentError",
    "Unset",
    "WithRest",
    "alias",
    "by_kind",
    "by_structure",
    "by_tag",
    "codec_of",
    "decode_json",
    "extra",
    "find_case",
    "media_type_matches",
]
