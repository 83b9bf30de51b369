"""Makes calls through the driver that is named by the argument, which is that of the side conversations, and checks its answers."""

from __future__ import annotations

import http.server
import json
import subprocess
import sys
import threading
import typing as t


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by the path; tells what came."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Answers any method."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        path = self.path.partition("?")[0]
        if path.endswith("/404"):
            self.reply(404, {"error": "RecordNotFound", "description": "Not found"})
        elif path.endswith("/attachments"):
            assert b'filename="a.txt"' in body
            assert b"content" in body
            self.reply(201, {"attachment": {"id": "x"}, "id": "x", "file_name": "a.txt"})
        elif "/download/" in path:
            self.reply(200, "raw", "application/octet-stream")
        elif path.endswith("/side_conversations") and self.command == "GET":
            second = "page=2" in self.path
            url = f"http://{self.headers['host']}{path}?page=2"
            value = {"side_conversations": [{"id": "2" if second else "1"}], "count": 2}
            self.reply(200, {**value, "next_page": None if second else url, "previous_page": None})
        else:
            self.reply(500, {})

    do_GET = do_POST = do_PUT = answer  # noqa: N815

    def reply(self, status: int, value: t.Any, content_type: str = "application/json") -> None:
        """Sends an answer."""
        raw = value.encode() if isinstance(value, str) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: t.Any) -> None:  # noqa: A002
        """Says nothing."""


def main() -> None:
    """Makes the calls."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base: dict[str, t.Any] = {
        "baseUrl": f"http://127.0.0.1:{server.server_address[1]}",
        "auth": {"basicAuth": {"username": "u", "password": "p"}},
    }
    of_ticket = {"path": {"ticket_id": 1}}
    show = {"operationId": "ShowSideConversation", "options": {"maxAttempts": 1}}
    file = {"name": "file", "fileName": "a.txt", "base64": "Y29udGVudA=="}
    download = {"ticket_id": 1, "side_conversation_id": "a", "attachment_id": "b", "file_name": "c d"}
    calls: list[dict[str, t.Any]] = [
        {"operationId": "ListSideConversations", "args": of_ticket, "options": {"collectPages": True}},
        {"operationId": "ListSideConversations", "args": of_ticket},
        {**show, "args": {"path": {"ticket_id": 1, "side_conversation_id": "404"}}},
        {**show, "args": {"path": {"ticket_id": 1, "side_conversation_id": ".."}}},
        {**show, "args": {"path": {"ticket_id": 1, "side_conversation_id": "500"}}},
        {
            "operationId": "UploadSideConversationAttachment",
            "body": {"contentType": "multipart/form-data", "parts": [file]},
        },
        {"operationId": "DownloadSideConversationAttachment", "args": {"path": download}},
        {"operationId": "Nothing"},
        {"operationId": "ListSideConversations", "args": of_ticket, "auth": {}},
        {"operationId": "ListSideConversations", "args": of_ticket, "baseUrl": "http://127.0.0.1:1"},
    ]
    lines = [json.dumps({**base, "id": index, **call}) for index, call in enumerate(calls)]
    driver = subprocess.run(
        [sys.executable, sys.argv[1]], input="\n".join(lines), capture_output=True, text=True, check=True, timeout=60
    )
    answers = [json.loads(line) for line in driver.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == list(range(len(calls)))
    summary = [answer.get("status") if answer["ok"] else answer["error"]["kind"] for answer in answers]
    wanted = [200, 200, "api", "local", "api", 201, 200, "unsupported", "local", "transport"]
    assert summary == wanted, json.dumps(answers, indent=1)
    assert answers[0]["pages"] == 2
    assert answers[0]["value"] == [{"id": "1"}, {"id": "2"}]
    assert answers[2]["error"]["status"] == 404
    assert isinstance(answers[2]["error"]["value"], dict)
    assert answers[6]["value"] == {"base64": "cmF3"}


if __name__ == "__main__":
    main()
