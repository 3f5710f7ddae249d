"""Captions: WebVTT and SRT as people have them on their discs, strict WebVTT and SRT out."""

import html
import re
from collections.abc import Iterable
from itertools import takewhile

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import nfc
from hoitu.media.data import Cue

LARGEST_BYTES = 4 * 1024 * 1024
MOST_CUES = 20_000
LAST_MOMENT_MS = 100 * 3600 * 1000 - 1


class UnreadableCaptions(BadInput):
    """Raised when a file holds no cue that can be read."""

    default_sentence = _(
        "Tệp này không có dòng phụ đề nào đọc được. Hãy dùng tệp .vtt hoặc .srt có mốc giờ như "
        "00:00:01.000 --> 00:00:04.000."
    )


__all__ = ["Cue", "UnreadableCaptions", "read", "within", "write_srt", "write_vtt"]

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-{{1,2}}>\s*{_TIME}(?:\s.*)?$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")


def read(data: bytes) -> tuple[Cue, ...]:
    """Return the cues of a WebVTT or SRT file in order of time, whatever wrote it.

    Understands UTF-8 and UTF-16 with or without mark, windows-1258, both signs of decimals, missing numbers
    and hours, markup. Cues without words or length are left out. Raises `UnreadableCaptions`.
    """
    if len(data) > LARGEST_BYTES:
        raise UnreadableCaptions(_("Tệp phụ đề lớn quá 4 MB. Hãy kiểm tra lại có đúng tệp không."))
    cues = sorted(_cues(decoded(data)))
    if not cues or len(cues) > MOST_CUES:
        raise UnreadableCaptions()
    return tuple(cues)


def decoded(data: bytes) -> str:
    """Return the text of a file by its mark or by what it can be; composed letters, plain line ends."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _plain(data.decode(encoding, errors="replace"))
    if data[1:20:2].count(0) >= 5:
        return _plain(data.decode("utf-16-le", errors="replace"))
    if data[0:20:2].count(0) >= 5:
        return _plain(data.decode("utf-16-be", errors="replace"))
    try:
        return _plain(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _plain(data.decode("cp1258", errors="replace"))


def _plain(text: str) -> str:
    return nfc(text).replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")


def _cues(text: str) -> Iterable[Cue]:
    said_by = _said_in_vtt if text.startswith("WEBVTT") else _said_in_srt
    lines = text.split("\n")
    timings = [(number, match) for number, line in enumerate(lines) if (match := _TIMING.match(line))]
    ends = [*(number for number, _ in timings[1:]), None]
    for (number, match), end in zip(timings, ends, strict=False):
        words = said_by(lines[number + 1 : end], is_last=end is None)
        start, until = _moment(match.groups()[:4]), _moment(match.groups()[4:])
        if words and start < until <= LAST_MOMENT_MS:
            yield Cue(start, until, words)


def _said_in_vtt(lines: list[str], *, is_last: bool) -> str:
    """Return a cue's words: an empty line ends them; names of cues, notes and styles come after it."""
    said = takewhile(str.strip, lines)
    return _joined(html.unescape(_TAG.sub("", line)) for line in said)


def _said_in_srt(lines: list[str], *, is_last: bool) -> str:
    """Return a cue's words: hand-made files have empty lines in them, so only the next cue's number ends them."""
    said = lines if is_last or not lines or not lines[-1].strip().isdigit() else lines[:-1]
    return _joined(_TAG.sub("", line) for line in said)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(bare for line in lines if (bare := line.strip()))


def _moment(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, fraction = parts
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def write_vtt(cues: Iterable[Cue]) -> str:
    """Return strict WebVTT."""
    blocks = [
        f"{_clock(cue.start_ms, '.')} --> {_clock(cue.end_ms, '.')}\n{html.escape(cue.text, quote=False)}\n"
        for cue in cues
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def write_srt(cues: Iterable[Cue]) -> str:
    """Return strict SRT, numbered from 1."""
    blocks = [
        f"{number}\n{_clock(cue.start_ms, ',')} --> {_clock(cue.end_ms, ',')}\n{cue.text}\n"
        for number, cue in enumerate(cues, 1)
    ]
    return "\n".join(blocks)


def _clock(ms: int, sign: str) -> str:
    seconds, fraction = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}{fraction:03}"


def within(cues: Iterable[Cue], start_ms: int, end_ms: int, *, offset_ms: int = 0) -> tuple[Cue, ...]:
    """Return the cues of a part, timed from its beginning plus `offset_ms`; those on an edge are shortened."""
    return tuple(
        Cue(
            max(cue.start_ms, start_ms) - start_ms + offset_ms,
            min(cue.end_ms, end_ms) - start_ms + offset_ms,
            cue.text,
        )
        for cue in cues
        if cue.end_ms > start_ms and cue.start_ms < end_ms
    )
