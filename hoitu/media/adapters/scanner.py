"""Ask ClamAV's daemon whether a stream holds a virus (the INSTREAM command of clamd's protocol)."""

import socket
import struct
from typing import BinaryIO

from hoitu.media.errors import ScannerAway

CHUNK_BYTES = 256 * 1024
ANSWER_BYTES = 4096
TIMEOUT_SECONDS = 120


def virus_in(file: BinaryIO, *, address: str, size_bytes: int) -> str:
    """Return the name of what was found, "" when nothing was. `address`: HOST:PORT, or the path of a socket.

    Raises `ScannerAway` when the daemon is not there or does not say it clearly, also where the file is larger than
    the daemon is set to take: what was not looked at is not clean.
    """
    try:
        with _connected(address) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            _send(daemon, file)
            answer = _line(daemon)
    except OSError as error:
        raise ScannerAway() from error
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise ScannerAway() from ValueError(f"clamd answered {answer!r} to {size_bytes} bytes")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        daemon = socket.socket(socket.AF_UNIX)
        daemon.settimeout(TIMEOUT_SECONDS)
        daemon.connect(address)
        return daemon
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        raise OSError(f"{address} is no HOST:PORT")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT_SECONDS)


def _send(daemon: socket.socket, file: BinaryIO) -> None:
    try:
        while chunk := file.read(CHUNK_BYTES):
            daemon.sendall(struct.pack("!I", len(chunk)) + chunk)
        daemon.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return  # it ends the stream early when its size limit is passed; the answer says so


def _line(daemon: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < ANSWER_BYTES:
        part = daemon.recv(ANSWER_BYTES)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
