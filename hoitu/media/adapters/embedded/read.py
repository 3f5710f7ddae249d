"""Read everything that a picture says about itself."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import exiv2

from hoitu.media.adapters.embedded.fields import FIELDS, Field

VIETNAM = timezone(timedelta(hours=7))
LONGEST_SHOWN = 2_000
MOST_SHOWN = 1_500
DEFAULT_LANGUAGE = "x-default"
UTF8_MARK = "\x1b%G"

Read = dict[str, Any]


def read(path: Path) -> Read:
    """Return `{"known": {field: text or list}, "all": {standard: {key: value}}, "position": [lat, lon] or None}`.

    A file without metadata, or with a broken block of it, has what could be read: a picture is never refused for it.
    """
    exiv2.LogMsg.setLevel(exiv2.LogMsg.Level.mute)
    try:
        image = exiv2.ImageFactory.open(str(path))
        image.readMetadata()
    except exiv2.Exiv2Error as error:
        return {"known": {}, "all": {}, "position": None, "broken": str(error)[:200]}
    xmp, iim, exif = _xmp(image), _iim(image), _exif(image)
    known = {name: value for name, field in FIELDS.items() if (value := _known(field, xmp, iim, exif))}
    everything = {"XMP": xmp, "IIM": iim, "Exif": exif}
    return {
        "known": known,
        "all": {name: _shown(values) for name, values in everything.items() if values},
        "position": _position(image.exifData()),
    }


def iim_text(datum: Any, *, is_utf8: bool) -> str:
    """Return an IIM value as text; where the file does not say that it is UTF-8 it may still be."""
    raw = bytes(datum.value().data())
    if not is_utf8:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")
    return raw.decode(errors="replace")


def says_utf8(data: Any) -> bool:
    """Say whether IIM data declare UTF-8."""
    return any(
        datum.key() == "Iptc.Envelope.CharacterSet" and bytes(datum.value().data()) == UTF8_MARK.encode()
        for datum in data
    )


def _xmp(image: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for datum in image.xmpData():
        value = datum.value()
        if isinstance(value, exiv2.LangAltValue):
            found[datum.key()] = dict(value)
        elif isinstance(value, exiv2.XmpArrayValue):
            found[datum.key()] = list(value)
        else:
            found[datum.key()] = datum.toString()
    return found


def _iim(image: Any) -> dict[str, Any]:
    data = image.iptcData()
    is_utf8 = says_utf8(data)
    found: dict[str, Any] = {}
    for datum in data:
        if datum.key() == "Iptc.Envelope.CharacterSet":
            continue
        number = datum.typeId() in (exiv2.TypeId.unsignedShort, exiv2.TypeId.date, exiv2.TypeId.time)
        text = datum.toString() if number else iim_text(datum, is_utf8=is_utf8)
        if datum.key() in found:
            before = found[datum.key()]
            found[datum.key()] = [*(before if isinstance(before, list) else [before]), text]
        else:
            found[datum.key()] = text
    return found


def _exif(image: Any) -> dict[str, Any]:
    return {
        datum.key(): datum.toString()
        for datum in image.exifData()
        if datum.typeId() != exiv2.TypeId.undefined or datum.size() < 64
    }


def _known(field: Field, xmp: dict[str, Any], iim: dict[str, Any], exif: dict[str, Any]) -> Any:
    """Return what the file says of one property: XMP speaks before IIM, IIM before Exif."""
    if field.kind == "day":
        return _moment(xmp, iim, exif)
    said = xmp.get(field.xmp)
    if isinstance(said, dict):
        said = _of_languages(said)
    said = said or iim.get(field.iim) or exif.get(field.exif)
    if field.kind == "list":
        given = said if isinstance(said, list) else [said] if said else []
        return [text.strip() for text in given if text.strip()]
    return " ".join(said) if isinstance(said, list) else (said or "").strip()


def _of_languages(said: dict[str, str]) -> str:
    for language in ("vi-VN", "vi", DEFAULT_LANGUAGE):
        for key, text in said.items():
            if key.lower() == language.lower() and text.strip():
                return text
    return next(iter(said.values()), "")


def _moment(xmp: dict[str, Any], iim: dict[str, Any], exif: dict[str, Any]) -> str:
    """Return when the picture was taken as ISO 8601 with its offset; a camera without one runs on Vietnam's time."""
    day = exif.get("Exif.Photo.DateTimeOriginal", "")
    offset = exif.get("Exif.Photo.OffsetTimeOriginal", "")
    written = iim.get("Iptc.Application2.DateCreated", "")
    at = iim.get("Iptc.Application2.TimeCreated", "")
    candidates = [
        str(xmp.get("Xmp.photoshop.DateCreated", "")),
        f"{day[:10].replace(':', '-')}T{day[11:19]}{offset}",
        f"{written}T{at}" if at else "",
    ]
    for text in candidates:
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            continue
        if len(text.strip()) < len("2026-01-01T00:00"):
            continue  # a day alone names no moment
        return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).isoformat()
    return ""


def _position(data: Any) -> list[float] | None:
    held = {datum.key(): datum for datum in data if datum.key().startswith("Exif.GPSInfo.")}
    try:
        latitude = _degrees(held["Exif.GPSInfo.GPSLatitude"].value())
        longitude = _degrees(held["Exif.GPSInfo.GPSLongitude"].value())
    except (KeyError, ZeroDivisionError, IndexError, TypeError, ValueError):
        return None
    if held.get("Exif.GPSInfo.GPSLatitudeRef") and _is(held["Exif.GPSInfo.GPSLatitudeRef"], "S"):
        latitude = -latitude
    if held.get("Exif.GPSInfo.GPSLongitudeRef") and _is(held["Exif.GPSInfo.GPSLongitudeRef"], "W"):
        longitude = -longitude
    return (
        [round(latitude, 6), round(longitude, 6)] if abs(latitude) <= 90 and abs(longitude) <= 180 else None
    )


def _is(datum: Any, letter: str) -> bool:
    return bool(datum.toString().strip().upper().startswith(letter))


def _degrees(parts: Iterable[Any]) -> float:
    degrees, minutes, seconds = (part[0] / part[1] for part in list(parts)[:3])
    return float(degrees + minutes / 60 + seconds / 3600)


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    short = {}
    for key, value in list(values.items())[:MOST_SHOWN]:
        short[key] = value[:LONGEST_SHOWN] if isinstance(value, str) else value
    return short
