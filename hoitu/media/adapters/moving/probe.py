"""What a video or sound file is, before anything is made of it."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput
from hoitu.media.adapters.moving import child
from hoitu.media.adapters.moving.formats import CONTAINERS, PROTOCOLS

LONGEST_MS = 6 * 3600 * 1000
LARGEST_PIXELS = 8192 * 4352
PROBE_SECONDS = 60
_PROGRAM = Path(__file__).with_name("read_streams.py")


class UnreadableMedia(BadInput):
    """Raised when a file is no video or sound that can be shown; the sentence says why and what to do."""

    default_sentence = _(
        "Tệp này không phải video hay âm thanh đọc được. Hãy mở thử trên máy, xuất lại thành MP4 hoặc MP3 "
        "rồi tải lên."
    )


SENTENCES = {
    "empty": _("Tệp rỗng, có thể việc chép từ máy quay chưa xong. Hãy chép lại rồi tải lên."),
    "encrypted": _("Tệp bị khóa bản quyền (DRM) nên không mở được. Hãy xin bên cung cấp tệp không khóa."),
    "no_streams": _("Tệp không có hình cũng không có tiếng. Hãy kiểm tra lại tệp gốc."),
    "too_long": _("Tệp dài quá 6 giờ. Hãy cắt thành nhiều phần rồi tải từng phần."),
    "too_short": _("Tệp không có độ dài, có thể bản ghi bị ngắt ngay khi bắt đầu. Hãy kiểm tra lại tệp gốc."),
    "too_many_pixels": _("Khung hình quá lớn (hơn 8K). Hãy xuất lại ở 4K hoặc nhỏ hơn."),
}


@dataclass(frozen=True)
class Probe:
    """A readable file. Width and height are those of the upright picture in square pixels, 0 for sound."""

    kind: Literal["video", "audio"]
    format: str
    duration_ms: int
    width: int
    height: int
    fps: float
    is_variable_rate: bool
    is_hdr: bool
    says_colours: bool  # whether it names the matrix of its colours
    video_codec: str
    audio_codec: str
    channels: int
    sample_rate: int
    video_index: int | None
    audio_index: int | None

    @property
    def has_video(self) -> bool:
        return self.video_index is not None

    @property
    def has_audio(self) -> bool:
        return self.audio_index is not None


def probe(path: Path) -> Probe:
    """Return what the file is. Raises `UnreadableMedia`: broken, empty, locked, too long, neither."""
    if path.stat().st_size == 0:
        raise UnreadableMedia(SENTENCES["empty"])
    command = [sys.executable, "-I", str(_PROGRAM), str(path.resolve()), CONTAINERS, PROTOCOLS]
    try:
        written, _words = child.run(command, seconds=PROBE_SECONDS)
        facts = json.loads(written)
    except (child.ChildFailed, ValueError) as error:
        raise UnreadableMedia() from error
    return _probe_of(facts)


def _probe_of(facts: dict[str, Any]) -> Probe:
    if "refused" in facts:
        raise UnreadableMedia(SENTENCES.get(facts["refused"]))
    video, audio = facts.get("video") or {}, facts.get("audio") or {}
    if facts["duration_ms"] <= 0:
        raise UnreadableMedia(SENTENCES["too_short"])
    if facts["duration_ms"] > LONGEST_MS:
        raise UnreadableMedia(SENTENCES["too_long"])
    if video.get("width", 0) * video.get("height", 0) > LARGEST_PIXELS:
        raise UnreadableMedia(SENTENCES["too_many_pixels"])
    return Probe(
        kind="video" if video else "audio",
        format=facts["format"],
        duration_ms=facts["duration_ms"],
        width=video.get("width", 0),
        height=video.get("height", 0),
        fps=round(video.get("fps", 0.0), 3),
        is_variable_rate=video.get("is_variable_rate", False),
        is_hdr=video.get("is_hdr", False),
        says_colours=video.get("says_colours", False),
        video_codec=video.get("codec", ""),
        audio_codec=audio.get("codec", ""),
        channels=audio.get("channels", 0),
        sample_rate=audio.get("sample_rate", 0),
        video_index=video.get("index"),
        audio_index=audio.get("index"),
    )
