"""How one file becomes an HTTP answer: headers, conditions, compressed copies, ranges."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hoitu.project.public_files import FOREVER, PAGE_CACHE, FileCache, Loaded, content_type, is_hashed

Headers = list[tuple[str, str]]

# Where the players of embedded content come from; a page asks them for nothing before the reader's click.
PLAYER_HOSTS = (
    "https://www.youtube-nocookie.com https://player.vimeo.com https://www.tiktok.com https://open.spotify.com "
    "https://w.soundcloud.com https://datawrapper.dwcdn.net https://flo.uri.sh"
)
CSP = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "frame-src": f"'self' {PLAYER_HOSTS}",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
SAFETY: Headers = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()"),
    ("cross-origin-opener-policy", "same-origin"),
]
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the reader; either `body` or a part of `file`."""

    status: int
    headers: Headers
    body: bytes = b""
    file: str = ""
    start: int = 0
    end: int = 0  # exclusive; 0: the whole file

    @property
    def size(self) -> int:
        return len(self.body) or self.end - self.start


def policy(changes: Mapping[str, str] | None = None) -> str:
    """Return the Content-Security-Policy of readers' pages; `changes` replaces whole directives."""
    return "; ".join(f"{name} {value}" for name, value in {**CSP, **(changes or {})}.items() if value)


def answer_file(
    files: FileCache, path: str, asked: Mapping[str, str], *, status: int = 200, headers: Headers
) -> Answer | None:
    """Return the answer for the file at `path`, or None when there is no such file."""
    plain = files.get(path)
    if plain is None:
        return None
    kind = content_type(path)
    sent, encoding = plain, ""
    if "accept-encoding" in asked and plain.body is not None and "range" not in asked:
        sent, encoding = _compressed(files, plain, asked["accept-encoding"])
    out = [
        ("content-type", kind),
        ("cache-control", FOREVER if is_hashed(path) else PAGE_CACHE),
        ("vary", "accept-encoding"),
        *sent.headers,
        *headers,
    ]
    if kind.startswith("font/"):
        # The newsroom's preview shows readers' pages with readers' fonts; browsers ask before they lend a font.
        out.append(("access-control-allow-origin", "*"))
    if encoding:
        out.append(("content-encoding", encoding))
    if status == 200 and _is_known(asked, sent):
        return Answer(304, [pair for pair in out if pair[0] != "content-type"])
    if sent.body is None or "range" in asked:
        return _part(sent, asked, out, status)
    return Answer(status, out, sent.body)


def _compressed(files: FileCache, plain: Loaded, accepted: str) -> tuple[Loaded, str]:
    for name, suffix in ENCODINGS:
        if _accepts(accepted, name):
            packed = files.get(plain.path + suffix)
            if packed is not None and packed.body is not None:
                return packed, name
    return plain, ""


def _accepts(accepted: str, name: str) -> bool:
    for part in accepted.split(","):
        coding, _, weight = part.strip().partition(";")
        if coding.strip().lower() == name:
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    return False


def _is_known(asked: Mapping[str, str], sent: Loaded) -> bool:
    if "if-none-match" in asked:
        tags = [tag.strip().removeprefix("W/") for tag in asked["if-none-match"].split(",")]
        return sent.etag in tags or "*" in tags
    return asked.get("if-modified-since", "-") == dict(sent.headers)["last-modified"]


def _part(sent: Loaded, asked: Mapping[str, str], out: Headers, status: int) -> Answer:
    """Return the asked range of a file, or all of it."""
    size = sent.stamp.size
    out.append(("accept-ranges", "bytes"))
    wanted = asked.get("range", "")
    if asked.get("if-range", sent.etag) not in (sent.etag, dict(sent.headers)["last-modified"]):
        wanted = ""
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", wanted.strip())
    if match is None or match.groups() == ("", "") or status != 200:
        if sent.body is not None:
            return Answer(status, out, sent.body)
        return Answer(status, [*out, ("content-length", str(size))], file=sent.path, end=size)
    first, last = match.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    if start >= end:
        return Answer(416, [("content-range", f"bytes */{size}"), *SAFETY])
    out.append(("content-range", f"bytes {start}-{end - 1}/{size}"))
    if sent.body is not None:
        return Answer(206, out, sent.body[start:end])
    out.append(("content-length", str(end - start)))
    return Answer(206, out, file=sent.path, start=start, end=end)
