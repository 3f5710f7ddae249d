"""Numbers and byte strings as lib0 writes them: in Yjs updates, awareness updates and the frames of the socket."""

from dataclasses import dataclass

from hoitu.stories.document.errors import BrokenUpdate

MOST_BITS = 53  # what a browser counts exactly


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
    """Reads bytes from their beginning. Every method raises `BrokenUpdate` at their end."""

    data: bytes
    at: int = 0

    def number(self) -> int:
        value = 0
        for shift in range(0, MOST_BITS, 7):
            if self.at >= len(self.data):
                raise BrokenUpdate
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise BrokenUpdate

    def sized(self) -> bytes:
        length = self.number()
        end = self.at + length
        if end > len(self.data):
            raise BrokenUpdate
        body, self.at = self.data[self.at : end], end
        return body

    def rest(self) -> bytes:
        body, self.at = self.data[self.at :], len(self.data)
        return body
