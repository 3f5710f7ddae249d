"""A part of a film: whole segments around it, nothing besides."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.kernel.testing import examples
from hoitu.media.adapters.moving import playlists
from hoitu.media.adapters.moving.clips import clip
from hoitu.media.adapters.moving.playlists import Playlist, Segment


@st.composite
def films(draw: st.DrawFn) -> Playlist:
    head, sizes = draw(st.integers(1, 50)), draw(st.lists(st.integers(1, 40), min_size=1, max_size=12))
    last = draw(st.integers(40, 1920)) / 1
    segments, at = [], head
    for number, size in enumerate(sizes):
        segments.append(Segment(last if number == len(sizes) - 1 else 1920.0, at, size))
        at += size
    return Playlist("v.mp4", head, tuple(segments))


def content(film: Playlist) -> bytes:
    parts = [b"H" * film.head_length]
    parts += [bytes([number + 1]) * segment.length for number, segment in enumerate(film.segments)]
    return b"".join(parts)


@settings(max_examples=examples(300), deadline=None)
@given(films())
def test_playlists_come_back_as_they_went(film: Playlist) -> None:
    assert playlists.read(playlists.write(film)) == film


@settings(max_examples=examples(300), deadline=None)
@given(films(), st.data())
def test_a_clip_holds_its_part_and_less_than_a_segment_more(film: Playlist, data: st.DataObject) -> None:
    end = data.draw(st.integers(1, int(film.duration_ms)))
    start = data.draw(st.integers(0, end - 1))
    part = clip(playlists.write(film), start_ms=start, end_ms=end)
    first = film.segments.index(part.source.segments[0])
    begins = sum(segment.duration_ms for segment in film.segments[:first])
    assert begins <= start < begins + 1920
    assert part.offset_ms == round(start - begins)
    assert begins + part.source.duration_ms >= end
    assert begins + part.source.duration_ms < end + 1920

    bytes_of_clip = b"".join(part.pieces(io.BytesIO(content(film))))
    numbers = set(range(first + 1, first + 1 + len(part.source.segments)))
    assert set(bytes_of_clip[film.head_length :]) == numbers
    own = playlists.read(part.own)
    for number, segment in zip(sorted(numbers), own.segments, strict=True):
        assert (
            bytes_of_clip[segment.start : segment.start + segment.length] == bytes([number]) * segment.length
        )
    assert own.segments[-1].start + own.segments[-1].length == len(bytes_of_clip)


def test_the_newsroom_sees_the_part_in_the_whole_file() -> None:
    film = Playlist("v480.mp4", 10, tuple(Segment(1920.0, 10 + 5 * n, 5) for n in range(4)))
    part = clip(playlists.write(film), start_ms=2000, end_ms=None)
    assert "#EXT-X-START:TIME-OFFSET=0.080,PRECISE=YES" in part.over_source
    assert playlists.read(part.over_source).segments == film.segments[1:]
    assert part.duration_ms == 5680


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 5), (90_000, None)])
def test_nothing_between_is_refused(start: int, end: int | None) -> None:
    film = Playlist("v.mp4", 10, (Segment(1920.0, 10, 5),))
    with pytest.raises(ValueError, match="clip"):
        clip(playlists.write(film), start_ms=start, end_ms=end)


def test_a_foreign_playlist_is_refused() -> None:
    for text in ("", "#EXTM3U\n#EXTINF:2,\nhttp://elsewhere.example/a.ts\n"):
        with pytest.raises(playlists.NotOurPlaylist):
            playlists.read(text)
