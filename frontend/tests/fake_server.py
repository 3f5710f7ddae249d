"""A stand-in for the newsroom's sync and upload endpoints, for the editor's tests and for its development page.

Speaks the contract of `POST /api/stories/{id}/document` with a real CRDT behind it. Run directly it listens on 8765.
"""

import base64
import json
import re
import sys
import threading
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from pycrdt import Doc, Text, XmlElement, XmlFragment, XmlText

from hoitu.accounts.provinces import provinces
from hoitu.language.house.shipped import shipped_rules
from hoitu.language.proofing import proof

FRONTEND = Path(__file__).resolve().parent.parent
# The newsroom's own policy, so that a script or style it would forbid fails here too.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; object-src 'none'"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".json": "application/json"}


@dataclass
class Story:
    """The stored document and how the server behaves towards it."""

    doc: Doc = field(default_factory=Doc)
    seq: int = 0
    stage: str = "writing"
    may_write: bool = True
    #: None answers as it should; a status answers with that; "down" breaks the line.
    sync_trouble: int | str | None = None
    upload_trouble: int | str | None = None
    #: As `sync_trouble`, for proofreading; `proof_asks` counts what was asked.
    proof_trouble: int | str | None = None
    proof_asks: list[list[str]] = field(default_factory=list)
    allowed: set[str] = field(default_factory=set)
    uploads: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    #: What the archive offers by kind, and captions by asset and language.
    archive: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    captions: dict[str, dict[str, str]] = field(default_factory=dict)
    pushes: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Name the shared types, so that reading them before the first update works."""
        self.doc["body"] = XmlFragment()
        self.doc["headline"] = Text()
        self.doc["standfirst"] = Text()

    def exchange(self, update: bytes, state_vector: bytes) -> dict[str, Any]:
        """Take an update in and return what the client lacks."""
        with self.lock:
            if update:
                self.doc.apply_update(update)
                self.seq += 1
                self.pushes += 1
            return {
                "update": base64.b64encode(self.doc.get_update(state_vector)).decode(),
                "saved_at": datetime.now(UTC).isoformat(),
                "seq": self.seq,
                "stage": self.stage,
                "may_write": self.may_write,
            }

    def words(self, name: str) -> str:
        """Return the plain text of a part."""
        with self.lock:
            return str(self.doc[name]) if name != "body" else "\n".join(_lines(self.doc["body"]))

    def xml(self) -> str:
        """Return the body as the CRDT's own XML."""
        with self.lock:
            return str(self.doc["body"])

    def type_from_elsewhere(self, words: str, *, before: bool = False) -> None:
        """Add a paragraph as another writer would."""
        with self.lock, self.doc.transaction():
            paragraph = XmlElement("paragraph")
            self.doc["body"].children.insert(0 if before else len(self.doc["body"].children), paragraph)
            paragraph.children.append(XmlText(words))
            self.seq += 1


def _lines(node: Any) -> list[str]:
    lines = []
    for child in node.children:
        inner = list(child.children) if isinstance(child, XmlElement) else []
        if inner and all(isinstance(one, XmlText) for one in inner):
            lines.append("".join(part for one in inner for part, _ in one.diff()))
        elif isinstance(child, XmlElement):
            lines.extend(_lines(child))
    return lines


class Handler(BaseHTTPRequestHandler):
    """Answers the editor's requests for one story."""

    story: Story
    dist: Path
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep the test output quiet."""

    def answer(self, status: int, body: bytes, kind: str) -> None:
        """Send one whole response."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def answer_json(self, status: int, data: object) -> None:
        """Send JSON."""
        self.answer(status, json.dumps(data).encode(), "application/json")

    def trouble(self, kind: int | str | None) -> bool:
        """Play the trouble the test asked for; true when it did."""
        if kind is None:
            return False
        if kind == "down":
            self.close_connection = True
            self.connection.close()
        elif isinstance(kind, int):
            self.answer_json(kind, {"detail": "Không được."})
        return True

    def do_GET(self) -> None:
        """Serve the page, the built files and uploaded pictures."""
        if self.path.startswith("/static/"):
            file = self.dist / self.path.removeprefix("/static/")
            if not file.is_file():
                return self.answer_json(HTTPStatus.NOT_FOUND, {})
            return self.answer(200, file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream"))
        if self.path.startswith("/asset/"):
            kind, data = self.story.uploads.get(self.path.removeprefix("/asset/"), ("text/plain", b""))
            return self.answer_part(data, kind) if data else self.answer(404, data, kind)
        if self.path.startswith("/chon-phim"):
            asked = parse_qs(urlsplit(self.path).query)["loai"][0]
            return self.answer_json(200, {"items": self.story.archive.get(asked, []), "next": ""})
        if self.path.startswith("/phu-de/"):
            return self.answer_json(200, self.captions(self.path.split("/")[2]))
        if self.path.startswith("/favicon"):
            return self.answer_json(HTTPStatus.NOT_FOUND, {})
        return self.answer(200, self.page().encode(), "text/html; charset=utf-8")

    def answer_part(self, data: bytes, kind: str) -> None:
        """Send a file, or the part of it that a player asks for."""
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        if wanted is None:
            return self.answer(200, data, kind)
        start, end = int(wanted[1]), min(len(data), int(wanted[2] or len(data)) + 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(end - start))
        self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(data)}")
        self.end_headers()
        self.wfile.write(data[start:end])

    def captions(self, asset: str) -> dict[str, Any]:
        """Return an asset's captions as the newsroom does."""
        kept = self.story.captions.get(asset, {})
        tracks = [
            {"language": code, "text": words, "srt": words, "lines": words.count("-->")}
            for code, words in kept.items()
        ]
        return {"tracks": tracks, "may_edit": True}

    def keep_captions(self, body: bytes) -> None:
        """Take a form with `language` and `text` or `file`; what has no cue is refused as the newsroom does."""
        parts = {
            re.search(rb'name="(\w+)"', part)[1].decode(): part.partition(b"\r\n\r\n")[2].rstrip(b"\r\n-")
            for part in body.split(b"\r\nContent-Disposition: ")[0:]
            if b'name="' in part
        }
        words = (parts.get("file") or parts.get("text") or b"").decode()
        words = words.partition("\r\n--")[0]
        if words.strip() and "-->" not in words:
            return self.answer_json(400, {"detail": "Tệp này không có dòng phụ đề nào đọc được."})
        asset, language = self.path.split("/")[2], parts["language"].decode().partition("\r\n")[0]
        self.story.captions.setdefault(asset, {}).pop(language, None)
        if words.strip():
            self.story.captions[asset][language] = words
        self.answer_json(200, self.captions(asset))

    def page(self) -> str:
        """Return dev.html with the built files in place of the sources."""
        html = (FRONTEND / "editor" / "dev.html").read_text()
        places = json.dumps([asdict(one) for one in provinces().values() if not one.sample])
        html = html.replace('data-csrf="thu"', f'data-csrf="thu" data-provinces="{escape(places)}"')
        manifest = json.loads((self.dist / "manifest.json").read_text())
        for source in ("shell/main.ts", "editor/main.ts"):
            entry = manifest.get(source, {"file": "", "css": []})
            tags = "".join(f'<link rel="stylesheet" href="/static/{css}">' for css in entry.get("css", []))
            tags += f'<script type="module" src="/static/{entry["file"]}"></script>' if entry["file"] else ""
            html = html.replace(f'<script type="module" src="/{source}"></script>', tags)
        return html

    def do_POST(self) -> None:
        """Sync, upload, or note that the form was sent."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.endswith("/document"):
            if self.trouble(self.story.sync_trouble):
                return None
            if self.headers.get("X-CSRFToken") != "thu":
                return self.answer_json(403, {"detail": "CSRF"})
            data = json.loads(body)
            update, vector = base64.b64decode(data["update"]), base64.b64decode(data["state_vector"])
            return self.answer_json(200, self.story.exchange(update, vector))
        if self.path.startswith("/phu-de/"):
            return self.keep_captions(body)
        if self.path == "/upload":
            return self.upload(body)
        if self.path == "/soat-loi/":
            return self.proofread(json.loads(body))
        if self.path == "/soat-loi/tu-duoc-dung/":
            self.story.allowed.add(json.loads(body)["words"].lower())
            return self.answer_json(200, {})
        return self.answer(200, b"<p>sent</p>", "text/html")

    def proofread(self, given: dict[str, Any]) -> None:
        """Answer with the newsroom's own checks."""
        self.story.proof_asks.append([part["text"] for part in given["parts"]])
        if self.trouble(self.story.proof_trouble):
            return
        rules = replace(shipped_rules(), allowed=frozenset(self.story.allowed))
        parts = [
            {"key": part["key"], "findings": [asdict(each) for each in proof(part["text"], rules)]}
            for part in given["parts"]
        ]
        self.answer_json(200, {"parts": parts, "may_add": True})

    def upload(self, body: bytes) -> None:
        """Take the one file of a multipart form."""
        if self.trouble(self.story.upload_trouble):
            return
        head, _, rest = body.partition(b"\r\n\r\n")
        data = rest[: rest.rindex(b"\r\n--")]
        kind = next(
            (line.split(b": ")[1].decode() for line in head.split(b"\r\n") if b"Content-Type" in line),
            "image/png",
        )
        asset = str(uuid4())
        self.story.uploads[asset] = (kind, data)
        self.answer_json(
            200, {"id": asset, "url": f"/asset/{asset}", "width": 8, "height": 6, "alt": "", "credit": ""}
        )


def serve(dist: Path, port: int = 0) -> tuple[ThreadingHTTPServer, Story]:
    """Start the server on a free port and return it with its story."""
    story = Story()
    handler = type("StoryHandler", (Handler,), {"story": story, "dist": dist})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, story


if __name__ == "__main__":
    running, _ = serve(FRONTEND / "dist", 8765)
    sys.stdout.write(f"http://127.0.0.1:{running.server_port}/\n")
    threading.Event().wait()
