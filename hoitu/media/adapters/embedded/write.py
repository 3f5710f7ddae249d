"""Write what the house says into a copy of a picture: XMP, IIM and Exif in step, everything else as it was."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import exiv2

from hoitu.media.adapters.embedded.fields import FIELDS, Field
from hoitu.media.adapters.embedded.read import DEFAULT_LANGUAGE, UTF8_MARK, iim_text, says_utf8

CHARACTER_SET = "Iptc.Envelope.CharacterSet"


def write(path: Path, said: Mapping[str, Any]) -> None:
    """Put these properties (text or list, by the names of `FIELDS`) into the file; an empty one is taken out.

    Raises `exiv2.Exiv2Error` where the format takes no metadata.
    """
    exiv2.LogMsg.setLevel(exiv2.LogMsg.Level.mute)
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    xmp, iim, exif = image.xmpData(), image.iptcData(), image.exifData()
    _to_utf8(iim)
    for name, value in said.items():
        field = FIELDS[name]
        if field.kind == "day":
            _write_moment(field, str(value), xmp, iim, exif)
            continue
        values = [text for text in (value if isinstance(value, list) else [value]) if text]
        _write_xmp(field, values, xmp)
        if field.iim:
            _write_iim(field, values, iim)
        if field.exif:
            _put(exif, field.exif, "; ".join(values))
    image.writeMetadata()


def cut(text: str, octets: int) -> str:
    """Return the longest beginning of a text that fits so many bytes of UTF-8, no letter torn."""
    return text.encode()[:octets].decode(errors="ignore")


def _write_xmp(field: Field, values: list[str], xmp: Any) -> None:
    if field.kind == "list":
        _drop(xmp, field.xmp)
        if values:
            is_ordered = field.xmp == "Xmp.dc.creator"
            kind = exiv2.TypeId.xmpSeq if is_ordered else exiv2.TypeId.xmpBag
            xmp[field.xmp] = exiv2.XmpArrayValue(values, kind)
        return
    text = values[0] if values else ""
    if field.kind != "words":
        _put(xmp, field.xmp, text)
        return
    held = next((datum.value() for datum in xmp if datum.key() == field.xmp), None)
    languages = dict(held) if isinstance(held, exiv2.LangAltValue) else {}
    own = [key for key in languages if key.lower() in ("vi", "vi-vn")]
    for key in [DEFAULT_LANGUAGE, *own]:
        languages[key] = text
    _drop(xmp, field.xmp)
    if text or any(languages.values()):
        xmp[field.xmp] = exiv2.LangAltValue({key: words for key, words in languages.items() if words})


def _write_iim(field: Field, values: list[str], iim: Any) -> None:
    _drop(iim, field.iim)
    for text in values:
        datum = exiv2.StringValue()
        datum.read(cut(text, field.octets).encode())
        iim.add(exiv2.IptcKey(field.iim), datum)


def _write_moment(field: Field, text: str, xmp: Any, iim: Any, exif: Any) -> None:
    for data, key in (
        (xmp, field.xmp),
        (iim, field.iim),
        (iim, "Iptc.Application2.TimeCreated"),
        (exif, field.exif),
        (exif, "Exif.Photo.OffsetTimeOriginal"),
    ):
        _drop(data, key)
    if not text:
        return
    moment = datetime.fromisoformat(text)
    xmp[field.xmp] = moment.isoformat(timespec="seconds")
    iim[field.iim] = exiv2.DateValue(moment.year, moment.month, moment.day)
    minutes = int((moment.utcoffset() or timedelta()).total_seconds() // 60)
    sign = -1 if minutes < 0 else 1
    hour, minute = (sign * part for part in divmod(abs(minutes), 60))
    iim["Iptc.Application2.TimeCreated"] = exiv2.TimeValue(
        moment.hour, moment.minute, moment.second, hour, minute
    )
    exif[field.exif] = moment.strftime("%Y:%m:%d %H:%M:%S")
    exif["Exif.Photo.OffsetTimeOriginal"] = moment.strftime("%z")[:3] + ":" + moment.strftime("%z")[3:]


def _to_utf8(iim: Any) -> None:
    """Let older IIM data of another character set say the same in UTF-8, and say that they do."""
    if not says_utf8(iim):
        for datum in iim:
            if datum.typeId() == exiv2.TypeId.string:
                text = exiv2.StringValue()
                text.read(iim_text(datum, is_utf8=False).encode())
                datum.setValue(text)
    iim[CHARACTER_SET] = UTF8_MARK


def _put(data: Any, key: str, text: str) -> None:
    _drop(data, key)
    if text:
        data[key] = text


def _drop(data: Any, key: str) -> None:
    place = data.begin()
    while place != data.end():
        place = data.erase(place) if place.key() == key else _next(place)


def _next(place: Any) -> Any:
    next(place)
    return place
