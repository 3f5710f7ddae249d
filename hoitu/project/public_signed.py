"""Files behind signed, short-lived addresses: media of readers' pages, documents that are always a download."""

import hmac
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, quote

from hoitu.evidence import signing as evidence
from hoitu.media.signing import download_of, folder_of
from hoitu.media.signing import signature as media_signature
from hoitu.project.public_answers import SAFETY, Answer, Headers, answer_file
from hoitu.project.public_files import FileCache, content_type, safe_parts
from hoitu.project.public_sentences import ENDED, METHOD, MISSING, sentence

MEDIA_PREFIX = "/_media/"
PREFIXES = (MEDIA_PREFIX, evidence.PREFIX)
# Shown in a page; everything else is a download, whatever it claims to be.
SHOWN_TYPES = ("image/", "audio/", "video/", "application/pdf", "application/vnd.apple.mpegurl", "text/vtt")


class SignedFiles:
    """Answers of one installation's folder of files and its key."""

    def __init__(self, files: FileCache, folder: Path, key: str) -> None:
        self._files, self._folder, self._key = files, folder, key

    def answer(self, path: str, query: str, asked: Mapping[str, str], method: str, language: str) -> Answer:
        """Return the file of a signed address, or a sentence that says why not."""
        if method not in ("GET", "HEAD"):
            return sentence(405, METHOD, language, [("allow", "GET, HEAD")])
        given = dict(parse_qsl(query))
        if path.startswith(evidence.PREFIX):
            return self._document(path[len(evidence.PREFIX) :], given, asked, language)
        return self._media(path[len(MEDIA_PREFIX) :], given, asked, language)

    def _media(self, name: str, given: dict[str, str], asked: Mapping[str, str], language: str) -> Answer:
        signed = name
        if name.startswith("~"):
            # The whole folder of one asset: the signature stands in the path, so that relative names keep it.
            _, given["exp"], given["sig"] = [*name.partition("/")[0].split("~"), "", ""][:3]
            name = name.partition("/")[2]
            signed = folder_of(name)
        saved_as = given.get("name", "")
        if saved_as:
            signed = download_of(name, saved_as)
        left = _seconds_left(given, lambda expires: media_signature(signed, expires, self._key))
        kept: Headers = [
            ("cross-origin-resource-policy", "cross-origin"),
            ("access-control-allow-origin", "*"),
        ]
        if saved_as:
            kept.append(("content-disposition", f"attachment; filename*=UTF-8''{quote(saved_as, safe='')}"))
        elif not content_type(name).startswith(SHOWN_TYPES):
            kept.append(("content-disposition", "attachment"))
        policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        headers = [("content-security-policy", policy), *kept, *SAFETY]
        return self._file(name, left, f"private, max-age={left}, immutable", headers, asked, language)

    def _document(
        self, name: str, given: Mapping[str, str], asked: Mapping[str, str], language: str
    ) -> Answer:
        saved_as = given.get("name", "")
        left = _seconds_left(given, lambda expires: evidence.signature(name, saved_as, expires, self._key))
        headers = [
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("cross-origin-resource-policy", "same-site"),
            ("content-disposition", f"attachment; filename*=UTF-8''{quote(saved_as, safe='')}"),
            *SAFETY,
        ]
        return self._file(f"{evidence.FOLDER}/{name}", left, "private, no-store", headers, asked, language)

    def _file(
        self,
        name: str,
        left: int | None,
        cache: str,
        headers: Headers,
        asked: Mapping[str, str],
        language: str,
    ) -> Answer:
        parts = safe_parts("/" + name)
        if left is None or parts is None:
            return sentence(404, MISSING, language)
        if left <= 0:
            return sentence(410, ENDED, language)
        found = answer_file(self._files, os.path.join(self._folder, *parts), asked, headers=headers)
        if found is None:
            return sentence(404, MISSING, language)
        kept = [pair for pair in found.headers if pair[0] != "cache-control"]
        kept.append(("cache-control", cache))
        return Answer(found.status, kept, found.body, found.file, found.start, found.end)


def _seconds_left(given: Mapping[str, str], right: Callable[[int], str]) -> int | None:
    """Return how long the address still works, negative when it ended; None when it is not ours."""
    expires = given.get("exp", "")
    if not expires.isascii() or not expires.isdigit() or len(expires) > 12:
        return None
    # The signature is asked before the clock: whoever guesses learns nothing.
    if not hmac.compare_digest(right(int(expires)).encode(), given.get("sig", "").encode()):
        return None
    return int(expires) - int(time.time())
