"""The file of a package: a zip with a manifest, its signature and JSON parts. Equal content gives equal bytes."""

import hashlib
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from math import isfinite
from typing import Any, Final

from django.utils.translation import gettext as _

FORMAT: Final = "hoitu-package/1"
MANIFEST, SIGNATURE = "manifest.json", "signature"
PARTS: Final = ("publications.json", "tallies.json", "declared.json", "evidence.json", "reports.json")
FILE_BYTES_MAX: Final = 4_000_000
HEAD_BYTES_MAX: Final = 256_000
UNPACKED_BYTES_MAX: Final = 64_000_000
UNSTORABLE: Final = re.compile(rb"\\u0000|\\u[dD][89a-fA-F]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


class BadPackage(Exception):
    """Raised for a file that is no whole package; `code` for programs, `sentence` for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True)
class Opened:
    """A package whose manifest was read; its parts are still unread."""

    manifest: Mapping[str, Any]
    manifest_bytes: bytes
    signature: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.manifest_bytes).hexdigest()


def canonical(value: object) -> bytes:
    """Return JSON that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def pack(manifest: bytes, signature: str, parts: Mapping[str, bytes]) -> bytes:
    """Return the zip: entries in a fixed order, without times."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in ((MANIFEST, manifest), (SIGNATURE, signature.encode()), *sorted(parts.items())):
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data, compresslevel=6)
    return buffer.getvalue()


def open_package(content: bytes) -> Opened:
    """Read manifest and signature, nothing else. Raises `BadPackage`."""
    if len(content) > FILE_BYTES_MAX:
        raise BadPackage("too_large", _("Gói lớn hơn 4 MB."))
    with _zip(content) as packed:
        _check_entries(packed)
        manifest_bytes = _read(packed, MANIFEST, HEAD_BYTES_MAX)
        signature = _read(packed, SIGNATURE, 1000).decode("ascii", "replace").strip()
    manifest = _json(manifest_bytes)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or not _is_whole(manifest):
        raise BadPackage("bad_manifest", _("Bản kê của gói không đúng mẫu %s.") % FORMAT)
    return Opened(manifest, manifest_bytes, signature, content)


def read_parts(opened: Opened) -> dict[str, Any]:
    """Return the parts by name without ".json", each compared with its digest. Raises `BadPackage`."""
    found = {}
    with _zip(opened.content) as packed:
        names = set(packed.namelist()) - {MANIFEST, SIGNATURE}
        if names != set(opened.manifest["parts"]):
            raise BadPackage("wrong_parts", _("Các phần trong gói không khớp với bản kê."))
        left = UNPACKED_BYTES_MAX
        for name in sorted(names):
            data = _read(packed, name, left)
            left -= len(data)
            if hashlib.sha256(data).hexdigest() != opened.manifest["parts"][name].get("sha256"):
                raise BadPackage("tampered", _("Phần %s đã bị thay đổi sau khi ký.") % name)
            found[name.removesuffix(".json")] = _json(data)
    if not all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in found.values()
    ):
        raise BadPackage("bad_part", _("Một phần của gói không phải là danh sách."))
    return found


def _zip(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise BadPackage("unreadable", _("Không đọc được tệp này: đây không phải gói số liệu.")) from None


def _check_entries(packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or not {MANIFEST, SIGNATURE} <= set(names):
        raise BadPackage("wrong_parts", _("Các phần trong gói không khớp với bản kê."))
    if set(names) - {MANIFEST, SIGNATURE, *PARTS}:
        raise BadPackage("strange_entry", _("Gói có tệp lạ nên không được mở."))
    if sum(entry.file_size for entry in entries) > UNPACKED_BYTES_MAX:
        raise BadPackage("bomb", _("Gói bung ra quá lớn nên không được mở."))


def _read(packed: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Return an entry, whatever size its header claims, or refuse it at the limit."""
    try:
        with packed.open(name) as entry:
            data = entry.read(limit + 1)
    except Exception as error:
        raise BadPackage("unreadable", _("Gói bị hỏng: không đọc được %s.") % name) from error
    if len(data) > limit:
        raise BadPackage("bomb", _("Gói bung ra quá lớn nên không được mở."))
    return data


def _json(data: bytes) -> Any:
    """Return what JSON says; letters and numbers that the database cannot hold make it none."""
    try:
        if UNSTORABLE.search(data):
            raise ValueError
        return json.loads(data.decode(), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        raise BadPackage("bad_json", _("Một phần của gói không phải JSON.")) from None


def _finite(word: str) -> float:
    """Return the number, unless it is too large to be one: the database holds no infinity."""
    number = float(word)
    if not isfinite(number):
        raise ValueError(word)
    return number


def _refuse(word: str) -> None:
    raise ValueError(word)


def _is_whole(manifest: Mapping[str, Any]) -> bool:
    texts = ("chain", "previous", "line", "sender", "recipient", "built_at", "until")
    if not all(isinstance(manifest.get(name), str) and len(manifest[name]) <= 200 for name in texts):
        return False
    seq, parts, told = manifest.get("seq"), manifest.get("parts"), manifest.get("organisations")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 1 <= seq < 2**31:
        return False
    return (
        isinstance(parts, dict)
        and all(isinstance(one, dict) for one in parts.values())
        and isinstance(told, list)
        and all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in told)
    )
