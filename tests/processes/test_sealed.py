"""Sealed streams of every length open as they were, and in no other way."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.project.sealed import Seal, Unsealable, passphrase_in

SEAL = Seal("mật khẩu dùng để thử", b"0" * 16)
SEAL.chunk_bytes = 8


def closed(data: bytes, name: str = "a") -> bytes:
    out = io.BytesIO()
    SEAL.write(name, io.BytesIO(data), out)
    return out.getvalue()


def opened(data: bytes, name: str = "a") -> bytes:
    return b"".join(SEAL.read(name, io.BytesIO(data)))


@given(st.binary(max_size=50))
@settings(max_examples=60)
def test_everything_comes_back(data: bytes) -> None:
    assert opened(closed(data)) == data


@given(st.binary(min_size=1, max_size=50), st.data())
@settings(max_examples=60)
def test_every_change_is_found(data: bytes, more: st.DataObject) -> None:
    shut = bytearray(closed(data))
    shut[more.draw(st.integers(0, len(shut) - 1))] ^= 1
    with pytest.raises(Unsealable):
        opened(bytes(shut))


def test_cut_swapped_and_renamed_streams_do_not_open() -> None:
    shut = closed(b"0123456789abcdefABCDEF")  # three chunks of 8 + 16
    head, chunks = shut[:16], [shut[16:40], shut[40:64], shut[64:]]
    for wrong in (head + chunks[0] + chunks[1], head + chunks[1] + chunks[0] + chunks[2], shut[:-1], head):
        with pytest.raises(Unsealable):
            opened(wrong)
    with pytest.raises(Unsealable):
        opened(shut, "b")


def test_a_passphrase_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mk"
    path.write_text("mật khẩu dùng để thử\n")
    path.chmod(0o644)
    with pytest.raises(ValueError, match="chmod 600"):
        passphrase_in(path)
    path.chmod(0o600)
    assert passphrase_in(path) == "mật khẩu dùng để thử"
    path.write_text("ngắn")
    with pytest.raises(ValueError, match="12"):
        passphrase_in(path)
