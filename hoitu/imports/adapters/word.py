"""Word files (DOCX) by mammoth: structure is kept, looks are not."""

import zipfile
from datetime import UTC
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from hoitu.imports.adapters.archive import check_small
from hoitu.imports.adapters.encodings import repair
from hoitu.imports.adapters.markup import parse, plain, serialise
from hoitu.imports.data import FOLDER_HOST, ImportedItem, PictureRef, Position
from hoitu.imports.errors import UnreadableSource

MAX_UNPACKED_BYTES: Final = 300 * 1024 * 1024
_STYLES: Final = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p.standfirst:fresh\nu => u"


def read_word(path: Path, position: Position) -> ImportedItem:
    """Read one DOCX. Raises `UnreadableSource` for what Word itself could not open."""
    # Half a second that no process needs before somebody imports a Word file.
    import docx
    import mammoth  # type: ignore[import-untyped]

    check_small(path, max_unpacked_bytes=MAX_UNPACKED_BYTES)
    pictures: list[PictureRef] = []

    def keep(image: Any) -> dict[str, str]:
        with image.open() as opened:
            address = f"http://{FOLDER_HOST}/{quote(position.file)}/{len(pictures) + 1}"
            ref = PictureRef(address, alt=image.alt_text or "", data=opened.read())
        pictures.append(ref)
        return {"src": ref.address}

    try:
        with path.open("rb") as file:
            converted = mammoth.convert_to_html(
                file, style_map=_STYLES, convert_image=mammoth.images.img_element(keep)
            )
        facts = docx.Document(str(path)).core_properties
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise UnreadableSource(_("Tệp Word này bị hỏng hoặc không phải DOCX.")) from error
    root = parse(repair(converted.value).text)
    title = next((child for child in root if child.tag == "h1"), None)
    first = (
        title if title is not None else next((child for child in root if plain(child.text_content())), None)
    )
    headline = plain(first.text_content()) if first is not None else ""
    if first is not None and len(headline) <= 300:
        root.remove(first)
    else:
        headline = plain(facts.title or "") or path.stem
    standfirst = root.find(".//p[@class='standfirst']")
    if standfirst is not None:
        standfirst.drop_tree()
    at = facts.created
    return ImportedItem(
        position=position,
        guid="",
        headline=headline,
        html=serialise(root) if len(root) else "",
        standfirst=plain(standfirst.text_content()) if standfirst is not None else "",
        published_at=None,
        updated_at=at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at,
        authors=tuple(name.strip() for name in (facts.author or "").split(";") if name.strip()),
        section_path=(facts.category,) if facts.category else (),
        tags=tuple(word.strip() for word in (facts.keywords or "").split(",") if word.strip()),
        pictures=tuple(pictures),
    )
