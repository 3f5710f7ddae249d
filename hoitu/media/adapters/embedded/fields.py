"""Where each thing that the house knows stands in a picture: IPTC Photo Metadata 2025.1 in XMP, IIM and Exif.

Source: the IPTC's Photo Metadata Standard 2025.1 with its mapping to IIM and Exif; lengths are those of IIM 4.2.
"""

from dataclasses import dataclass
from typing import Literal

# The formats into which Exiv2 writes, and those into which Mutagen does.
TAKES_WORDS = (
    *("image/jpeg", "image/tiff", "image/png", "image/webp"),
    *("audio/mpeg", "audio/mp4", "audio/flac", "audio/ogg", "video/mp4"),
)

Kind = Literal["text", "words", "list", "day"]  # words: a text in several languages


@dataclass(frozen=True)
class Field:
    """One property. `iim` and `exif` are empty where the standard has no place for it; `octets` bounds IIM."""

    kind: Kind
    xmp: str
    iim: str = ""
    octets: int = 0
    exif: str = ""


FIELDS = {
    "headline": Field("text", "Xmp.photoshop.Headline", "Iptc.Application2.Headline", 256),
    "caption": Field(
        "words", "Xmp.dc.description", "Iptc.Application2.Caption", 2000, "Exif.Image.ImageDescription"
    ),
    "alt": Field("words", "Xmp.iptc.AltTextAccessibility"),
    "creator": Field("list", "Xmp.dc.creator", "Iptc.Application2.Byline", 32, "Exif.Image.Artist"),
    "credit": Field("text", "Xmp.photoshop.Credit", "Iptc.Application2.Credit", 32),
    "copyright": Field("words", "Xmp.dc.rights", "Iptc.Application2.Copyright", 128, "Exif.Image.Copyright"),
    "terms": Field("words", "Xmp.xmpRights.UsageTerms"),
    "tags": Field("list", "Xmp.dc.subject", "Iptc.Application2.Keywords", 64),
    "people": Field("list", "Xmp.iptcExt.PersonInImage"),
    "event": Field("words", "Xmp.iptcExt.Event"),
    "sublocation": Field("text", "Xmp.iptc.Location", "Iptc.Application2.SubLocation", 32),
    "city": Field("text", "Xmp.photoshop.City", "Iptc.Application2.City", 32),
    "province": Field("text", "Xmp.photoshop.State", "Iptc.Application2.ProvinceState", 32),
    "country": Field("text", "Xmp.photoshop.Country", "Iptc.Application2.CountryName", 64),
    "taken": Field(
        "day", "Xmp.photoshop.DateCreated", "Iptc.Application2.DateCreated", 8, "Exif.Photo.DateTimeOriginal"
    ),
    "source_type": Field("text", "Xmp.iptcExt.DigitalSourceType"),
    "ai_system": Field("text", "Xmp.iptcExt.AISystemUsed"),
    "ai_prompt": Field("text", "Xmp.iptcExt.AIPromptInformation"),
    "data_mining": Field("text", "Xmp.plus.DataMining"),
}
