"""Files that cameras and people send, made on the spot, and the way of one through the archive."""

import io
import struct
from uuid import UUID

from django.test import TestCase
from PIL import Image

from hoitu.kernel.actor import Actor
from hoitu.media.data import Asset
from hoitu.media.operations.ingest import ingest, receive
from hoitu.media.operations.upload import append, begin_upload
from hoitu.media.queries import asset, uploads


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", **more: object
) -> bytes:
    """Return a picture with something on it, as Pillow writes it."""
    out = io.BytesIO()
    gradient = Image.linear_gradient("L").resize(size)
    made = Image.merge("RGB", (gradient, gradient.rotate(90).resize(size), gradient.rotate(180)))
    if mode == "I;16":
        wide = Image.new("I;16", size)
        wide.putdata([value * 257 for value in gradient.tobytes()])
        wide.save(out, kind, **more)
    else:
        made.convert(mode).save(out, kind, **more)
    return out.getvalue()


def moving_picture(kind: str, size: tuple[int, int] = (500, 200), frames: int = 4) -> bytes:
    """Return a GIF or WebP in which the colour changes."""
    shown = [Image.new("RGB", size, (60 * number, 90, 200 - 40 * number)) for number in range(frames)]
    out = io.BytesIO()
    shown[0].save(out, kind, save_all=True, append_images=shown[1:], duration=100, loop=0)
    return out.getvalue()


def raw_picture(preview: bytes) -> bytes:
    """Return a DNG: 64 × 48 cells of a sensor, and the JPEG that the camera shows on its screen."""
    width, height = 64, 48
    sensor = bytes(width * height * 2)
    texts = {271: b"Thu\0", 272: b"May anh\0", 50708: b"Thu May anh\0"}
    matrix = b"".join(struct.pack("<ii", value, 1) for value in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    first: list[tuple[int, int, int, bytes]] = [
        (254, 4, 1, struct.pack("<I", 1)), (256, 4, 1, struct.pack("<I", 400)),
        (257, 4, 1, struct.pack("<I", 300)), (258, 3, 3, struct.pack("<HHH", 8, 8, 8)),
        (259, 3, 1, struct.pack("<HH", 7, 0)), (262, 3, 1, struct.pack("<HH", 6, 0)),
        *((tag, 2, len(text), text) for tag, text in texts.items() if tag != 50708),
        (273, 4, 1, b"JPEG"), (274, 3, 1, struct.pack("<HH", 1, 0)), (277, 3, 1, struct.pack("<HH", 3, 0)),
        (278, 4, 1, struct.pack("<I", 300)), (279, 4, 1, struct.pack("<I", len(preview))),
        (330, 4, 1, b"SUBI"), (50706, 1, 4, bytes((1, 4, 0, 0))), (50708, 2, 12, texts[50708]),
        (50721, 10, 9, matrix), (50778, 3, 1, struct.pack("<HH", 21, 0)),
    ]  # fmt: skip
    second = [
        (254, 4, 1, struct.pack("<I", 0)), (256, 4, 1, struct.pack("<I", width)),
        (257, 4, 1, struct.pack("<I", height)), (258, 3, 1, struct.pack("<HH", 16, 0)),
        (259, 3, 1, struct.pack("<HH", 1, 0)), (262, 3, 1, struct.pack("<HH", 32803, 0)),
        (273, 4, 1, b"CELL"), (277, 3, 1, struct.pack("<HH", 1, 0)),
        (278, 4, 1, struct.pack("<I", height)), (279, 4, 1, struct.pack("<I", len(sensor))),
        (33421, 3, 2, struct.pack("<HH", 2, 2)), (33422, 1, 4, bytes((0, 1, 1, 2))),
    ]  # fmt: skip
    at_first = 8
    data_at = at_first + 2 + 12 * len(first) + 4
    out_of_line = sum(len(value) + len(value) % 2 for *_, value in first if len(value) > 4)
    at_second = data_at + out_of_line
    at_preview = at_second + 2 + 12 * len(second) + 4
    at_sensor = at_preview + len(preview) + len(preview) % 2
    places = {b"JPEG": at_preview, b"SUBI": at_second, b"CELL": at_sensor}
    out = b"II*\0" + struct.pack("<I", at_first)
    for entries, behind in ((first, data_at), (second, 0)):
        lines, values = b"", b""
        for tag, form, count, value in entries:
            if value in places:
                value = struct.pack("<I", places[value])
            if len(value) > 4:
                lines += struct.pack("<HHII", tag, form, count, behind + len(values))
                values += value + b"\0" * (len(value) % 2)
            else:
                lines += struct.pack("<HHI", tag, form, count) + value.ljust(4, b"\0")
        out += struct.pack("<H", len(entries)) + lines + b"\0" * 4 + values
    return out + preview + b"\0" * (len(preview) % 2) + sensor


def send_in(actor: Actor, data: bytes, name: str, **said: str) -> UUID:
    """Upload a file in two pieces, give it its asset and return the upload's id."""
    upload = begin_upload(actor=actor, name=name, size_bytes=len(data), said=said)
    half = len(data) // 2
    for start, piece in ((0, data[:half]), (half, data[half:])):
        append(
            actor=actor,
            upload_id=upload.id,
            offset_bytes=start,
            piece=io.BytesIO(piece),
            piece_bytes=len(piece),
        )
    with TestCase.captureOnCommitCallbacks(execute=True):
        receive(upload_id=upload.id)
    return upload.id


def taken_in(actor: Actor, data: bytes, name: str, **said: str) -> Asset:
    """Upload a file, do its jobs and return its asset, ready or refused."""
    upload_id = send_in(actor, data, name, **said)
    found = uploads(agency_id=actor.agency, person_id=actor.person, upload_ids=[upload_id])[upload_id]
    assert found.asset_id is not None
    with TestCase.captureOnCommitCallbacks(execute=True):
        ingest(asset_id=found.asset_id)
    return asset(agency_id=actor.agency, asset_id=found.asset_id)
