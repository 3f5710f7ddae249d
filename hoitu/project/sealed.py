"""Files sealed with a passphrase: AES-256-GCM in chunks, so that a file of any size needs little memory.

A folder's key comes from the passphrase by scrypt with the folder's salt; a file's from that by HKDF with a salt of
its own and the file's name: a file put under another name does not open. Each chunk's nonce is its number and whether
it is the last one (the STREAM construction): chunks cannot be left out, swapped or cut off unseen.
"""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FORM = "hoitu-sealed-1"
HEAD = "sealed.json"
ENDING = ".sealed"
SALT_BYTES, TAG_BYTES = 16, 16
CHUNK_BYTES = 1 << 20
# 128 MiB of memory and about half a second for each guess (OWASP password storage, scrypt).
SCRYPT_N, SCRYPT_R, SCRYPT_P = 1 << 17, 8, 1
PASSPHRASE_LEAST = 12


class Readable(Protocol):
    """Whatever gives bytes."""

    def read(self, size: int = -1, /) -> bytes: ...


class Unsealable(Exception):
    """A file does not open: another passphrase, or it was changed."""


class Seal:
    """The key of one folder of sealed files."""

    chunk_bytes = CHUNK_BYTES

    def __init__(self, passphrase: str, salt: bytes) -> None:
        derive = Scrypt(salt=salt, length=32, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P)
        self._key = derive.derive(passphrase.encode())

    @classmethod
    def new(cls, folder: Path, passphrase: str) -> "Seal":
        """Make the key of a new folder and leave there what is needed, beside the passphrase, to make it again."""
        salt = secrets.token_bytes(SALT_BYTES)
        head = {"form": FORM, "salt": salt.hex(), "scrypt": [SCRYPT_N, SCRYPT_R, SCRYPT_P]}
        place = folder / HEAD
        place.write_text(json.dumps(head), encoding="utf-8")
        place.chmod(0o600)
        return cls(passphrase, salt)

    @classmethod
    def of(cls, folder: Path, passphrase: str) -> "Seal":
        """Make the key of a folder again. Raises `Unsealable` for a head that this program did not write."""
        try:
            head = json.loads((folder / HEAD).read_text(encoding="utf-8"))
            if head["form"] != FORM or head["scrypt"] != [SCRYPT_N, SCRYPT_R, SCRYPT_P]:
                raise Unsealable(HEAD)
            return cls(passphrase, bytes.fromhex(head["salt"]))
        except (ValueError, KeyError, TypeError):
            raise Unsealable(HEAD) from None

    def write(self, name: str, source: Readable, target: IO[bytes]) -> None:
        """Seal a stream under a name."""
        salt = secrets.token_bytes(SALT_BYTES)
        target.write(salt)
        box, chunk, number = self._box(name, salt), source.read(self.chunk_bytes), 0
        while True:
            following = source.read(self.chunk_bytes)
            target.write(box.encrypt(_nonce(number, is_last=not following), chunk, None))
            if not following:
                return
            chunk, number = following, number + 1

    def read(self, name: str, source: IO[bytes]) -> Iterator[bytes]:
        """Yield the chunks of a sealed stream. Raises `Unsealable`, possibly after some good chunks."""
        box, number = self._box(name, source.read(SALT_BYTES)), 0
        chunk = source.read(self.chunk_bytes + TAG_BYTES)
        while True:
            following = source.read(self.chunk_bytes + TAG_BYTES)
            try:
                yield box.decrypt(_nonce(number, is_last=not following), chunk, None)
            except (InvalidTag, ValueError):
                raise Unsealable(name) from None
            if not following:
                return
            chunk, number = following, number + 1

    def _box(self, name: str, salt: bytes) -> AESGCM:
        info = f"{FORM}:{name}".encode()
        return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(self._key))


def is_sealed(folder: Path) -> bool:
    """Say whether the files of a folder are sealed."""
    return (folder / HEAD).is_file()


def passphrase_in(path: Path) -> str:
    """Return the passphrase in a file. Raises `ValueError` with a sentence for one that will not do."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise ValueError(f"Người khác đọc được {path}. / Others may read {path}: chmod 600.")
    return checked(path.read_text(encoding="utf-8").strip())


def checked(passphrase: str) -> str:
    """Return a passphrase that is long enough; raise `ValueError` with a sentence for another."""
    if len(passphrase) < PASSPHRASE_LEAST:
        raise ValueError(
            f"Mật khẩu phải từ {PASSPHRASE_LEAST} ký tự. / A passphrase has {PASSPHRASE_LEAST} letters or more."
        )
    return passphrase


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
