"""Uploads and downloads through the SDK, see `streams.rs`."""

import pathlib
import sys

from zendesk_side_conversations import Client, File, models


def main() -> None:
    """Answers a line for each line."""
    with Client(base_url=sys.argv[1], bearer_auth="t", timeout=600) as client:
        for line in sys.stdin:
            what, name = line.split()
            print(upload(client, name) if what == "upload" else download(client, name), flush=True)


def upload(client: Client, path: str) -> int:
    """Sends a file."""
    file = File(pathlib.Path(path))
    client.attachments.upload(body=models.UploadSideConversationAttachmentRequestParts(file=file))
    return 0


def download(client: Client, name: str) -> int:
    """Counts the bytes of a file."""
    with client.attachments.download(1, "c", "a", name) as pieces:
        return sum(len(piece) for piece in pieces)


main()
