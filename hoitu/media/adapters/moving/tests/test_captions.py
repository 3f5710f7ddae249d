"""Captions come from anywhere and leave strict."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.kernel.testing import examples
from hoitu.kernel.text import nfc
from hoitu.media.adapters.moving.captions import Cue, UnreadableCaptions, read, within, write_srt, write_vtt

SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\nChào buổi sáng\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\nĐồng bào cả nước\ndòng hai\n"
)
TONES = "\u0300\u0301\u0303\u0309\u0323"
CUES = (Cue(1000, 2500, "Chào buổi sáng"), Cue(3000, 4000, "Đồng bào cả nước\ndòng hai"))

_LINE = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30)


@st.composite
def cues(draw: st.DrawFn, *, plain: bool) -> tuple[Cue, ...]:
    found = []
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, 90 * 3600 * 1000))
        lines = [line for raw in draw(st.lists(_LINE, min_size=1, max_size=3)) if (line := nfc(raw).strip())]
        if plain:
            # SRT knows no way to write these: a tag, a timing, a number on the last line.
            lines = [line for line in lines if not set(line) & set("<>{}") and not line.isdigit()]
        if lines and not lines[0].startswith("\ufeff"):
            found.append(Cue(start, start + draw(st.integers(1, 60_000)), "\n".join(lines)))
    return tuple(sorted(found))


@settings(max_examples=examples(300), deadline=None)
@given(cues(plain=False))
def test_webvtt_comes_back_as_it_went(given_cues: tuple[Cue, ...]) -> None:
    if given_cues:
        assert read(write_vtt(given_cues).encode()) == given_cues


@settings(max_examples=examples(300), deadline=None)
@given(cues(plain=True))
def test_srt_comes_back_as_it_went(given_cues: tuple[Cue, ...]) -> None:
    if given_cues:
        assert read(write_srt(given_cues).encode()) == given_cues


@settings(max_examples=examples(300), deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_cues_or_refused(data: bytes) -> None:
    with suppress(UnreadableCaptions):
        assert read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, ends: str) -> None:
    assert read(SRT.replace("\n", ends).encode(encoding)) == CUES


def with_tones_apart(text: str) -> str:
    """Windows-1258 writes a tone as a sign of its own behind the letter: "ồ" is "ô" and a grave accent."""
    spelt = []
    for letter in text:
        signs = unicodedata.normalize("NFD", letter)
        tones = "".join(sign for sign in signs if sign in TONES)
        spelt.append(nfc("".join(sign for sign in signs if sign not in TONES)) + tones)
    return "".join(spelt)


def test_windows_1258() -> None:
    assert read(with_tones_apart(SRT).encode("cp1258")) == CUES


def test_what_hands_and_programs_write() -> None:
    made_by_a_program = """WEBVTT - phim
Kind: captions

STYLE
::cue { color: red }

NOTE xin chào

mở đầu
00:01.000 --> 00:02.000 line:0 align:start
<v Lan><i>Chào</i> anh &amp; chị

2
"""
    assert read(made_by_a_program.encode()) == (Cue(1000, 2000, "Chào anh & chị"),)
    assert read(b"00:00:01.5 -> 00:00:02\nmot\n00:00:03,000 --> 00:00:04,000 X1:10\n{\\an8}hai\n\nba") == (
        Cue(1500, 2000, "mot"),
        Cue(3000, 4000, "hai\nba"),
    )
    assert read(b"1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\n42\n") == (
        Cue(3000, 4000, "42"),
    )
    for empty in (b"", b"WEBVTT\n", b"xin chao", b"00:00:02,000 --> 00:00:01,000\nlui\n"):
        with pytest.raises(UnreadableCaptions):
            read(empty)


def test_strict_out() -> None:
    cue = Cue(3_723_004, 3_725_000, "A < B --> C & D\nhai")
    assert write_vtt([cue]) == "WEBVTT\n\n01:02:03.004 --> 01:02:05.000\nA &lt; B --&gt; C &amp; D\nhai\n"
    assert write_srt([cue, cue]).startswith("1\n01:02:03,004 --> 01:02:05,000\nA < B --> C & D\nhai\n\n2\n")


def test_captions_of_a_part() -> None:
    assert within(CUES, 2000, 3500) == (
        Cue(0, 500, "Chào buổi sáng"),
        Cue(1000, 1500, "Đồng bào cả nước\ndòng hai"),
    )
    assert within(CUES, 2500, 3000, offset_ms=80) == ()
    assert within(CUES, 2000, 3500, offset_ms=80)[0] == Cue(80, 580, "Chào buổi sáng")
