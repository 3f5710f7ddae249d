"""What a file is by its content; its name only decides between kinds that share one form."""

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath

from hoitu.media.errors import EmptyFile, UnknownKind

HEAD_BYTES = 4096
RAW_ENDINGS = {".dng", ".cr2", ".cr3", ".nef", ".nrw", ".arw", ".raf", ".orf", ".rw2", ".pef", ".srw", ".3fr"}
RAW = "image/x-raw"

# (where, bytes, kind, media type); the first that fits says it.
SIGNATURES = (
    (0, b"\xff\xd8\xff", "picture", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "picture", "image/png"),
    (0, b"GIF87a", "picture", "image/gif"),
    (0, b"GIF89a", "picture", "image/gif"),
    (0, b"FUJIFILMCCD-RAW", "picture", RAW),
    (0, b"IIU\0", "picture", RAW),
    (0, b"IIRO", "picture", RAW),
    (0, b"II*\0", "picture", "image/tiff"),
    (0, b"MM\0*", "picture", "image/tiff"),
    (0, b"II+\0", "picture", "image/tiff"),
    (0, b"MM\0+", "picture", "image/tiff"),
    (8, b"WEBP", "picture", "image/webp"),
    (8, b"WAVE", "audio", "audio/wav"),
    (8, b"AVI ", "video", "video/x-msvideo"),
    (8, b"AIFF", "audio", "audio/aiff"),
    (0, b"\x1aE\xdf\xa3", "video", "video/webm"),
    (0, b"OggS", "audio", "audio/ogg"),
    (0, b"fLaC", "audio", "audio/flac"),
    (0, b"ID3", "audio", "audio/mpeg"),
    (0, b"#!AMR", "audio", "audio/amr"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "video", "video/x-ms-asf"),
    (0, b"FLV\x01", "video", "video/x-flv"),
    (0, b"\0\0\x01\xba", "video", "video/mpeg"),
    (0, b"\0\0\x01\xb3", "video", "video/mpeg"),
    (4, b"\x06\x0e+4", "video", "application/mxf"),
    (0, b"\x06\x0e+4", "video", "application/mxf"),
    (0, b"%PDF-", "document", "application/pdf"),
    (0, b"{\\rtf", "document", "application/rtf"),
)
BRANDS = {  # of the ISO base media form: `ftyp`, then four letters
    **dict.fromkeys(
        (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"), ("picture", "image/heic")
    ),
    **dict.fromkeys((b"avif", b"avis"), ("picture", "image/avif")),
    b"crx ": ("picture", RAW),
    b"M4A ": ("audio", "audio/mp4"),
    b"M4B ": ("audio", "audio/mp4"),
    b"qt  ": ("video", "video/quicktime"),
}
OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OLD_OFFICE = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}
TEXTS = {".txt": "text/plain", ".csv": "text/csv", ".md": "text/markdown", ".srt": "text/plain"}


@dataclass(frozen=True)
class Sort:
    """A kind of the archive and the media type in it."""

    kind: str
    media_type: str


def sort_of(path: Path, name: str) -> Sort:
    """Return what the file is; `name` is what its owner called it. Raises `EmptyFile`, `UnknownKind`."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise EmptyFile()
    ending = PurePath(name).suffix.lower()
    if head[4:8] == b"ftyp":
        kind, media_type = BRANDS.get(head[8:12], ("video", "video/mp4"))
        return Sort(kind, media_type)
    for at, sign, kind, media_type in SIGNATURES:
        if head[at:].startswith(sign):
            is_raw = media_type == "image/tiff" and ending in RAW_ENDINGS
            return Sort(kind, RAW if is_raw else media_type)
    found = _archive_of(path, head) or _by_name(head, ending)
    if found is None:
        raise UnknownKind()
    return found


def _archive_of(path: Path, head: bytes) -> Sort | None:
    if not head.startswith(b"PK\x03\x04"):
        return None
    if head[30:38] == b"mimetype" and head[38:].startswith(b"application/vnd.oasis.opendocument."):
        said = head[38:].split(b"PK", 1)[0][:80].decode("ascii", "replace")
        return Sort("document", said)
    try:
        with zipfile.ZipFile(path) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    for folder, media_type in OFFICE.items():
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            return Sort("document", media_type)
    return None


def _by_name(head: bytes, ending: str) -> Sort | None:
    """Judge what has no mark of its own: frames of sound and of transport streams, old office files, plain text."""
    if head.startswith(b"\xd0\xcf\x11\xe0") and ending in OLD_OFFICE:
        return Sort("document", OLD_OFFICE[ending])
    if head[0] == 0xFF and head[1:2] and head[1] & 0xE0 == 0xE0:
        return Sort("audio", "audio/aac" if head[1] & 0x06 == 0 else "audio/mpeg")
    if head[0] == 0x47 and head[188:189] in (b"\x47", b""):
        return Sort("video", "video/mp2t")
    if head[4:5] == b"\x47" and head[196:197] == b"\x47":
        return Sort("video", "video/mp2t")
    if ending in TEXTS and b"\0" not in head:
        return Sort("document", TEXTS[ending])
    return None
