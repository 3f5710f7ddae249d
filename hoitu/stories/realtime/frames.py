"""The language between an editor and the server: binary frames, numbers as lib0 writes them.

| Kind | From | Body |
|---|---|---|
| HELLO 0 | editor | its state vector |
| WELCOME 0 | server | JSON of `Standing`, the server's state vector, the update that the editor lacks |
| UPDATE 1 | editor | its number in this connection, a Yjs update |
| UPDATE 1 | server | a Yjs update that somebody else typed |
| PRESENCE 2 | both | an awareness update of y-protocols |
| STORED 3 | server | updates up to this number are committed; milliseconds since 1970; the story's number |
| STANDING 4 | server | JSON of `Standing`: it has changed |
| REFUSED 5 | server | the number of the update that was not stored; JSON with a `sentence` |
| PING 6 | editor | nothing; answered by PONG 6 |
"""

from dataclasses import dataclass

HELLO = WELCOME = 0
UPDATE = 1
PRESENCE = 2
STORED = 3
STANDING = 4
REFUSED = 5
PING = PONG = 6

MOST_BITS = 53  # what a browser counts exactly


class Unreadable(Exception):
    """Raised for a frame that no editor of ours sends."""


def number(value: int) -> bytes:
    """Return a number as seven bits a byte, least significant first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def sized(body: bytes) -> bytes:
    """Return bytes with their length before them."""
    return number(len(body)) + body


@dataclass(slots=True)
class Reader:
    """Reads a frame from its beginning. Every method raises `Unreadable` at its end."""

    data: bytes
    at: int = 0

    def number(self) -> int:
        value = shift = 0
        while shift < MOST_BITS:
            if self.at >= len(self.data):
                raise Unreadable
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
        raise Unreadable

    def sized(self) -> bytes:
        length = self.number()
        end = self.at + length
        if end > len(self.data):
            raise Unreadable
        body, self.at = self.data[self.at : end], end
        return body

    def rest(self) -> bytes:
        body, self.at = self.data[self.at :], len(self.data)
        return body
