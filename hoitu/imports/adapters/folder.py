"""A folder of texts: Markdown with front matter, HTML pages, Word files, plain text."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_noop

from hoitu.imports.adapters.html_page import read_html_page
from hoitu.imports.adapters.markdown import read_markdown
from hoitu.imports.adapters.plain_text import read_plain_text
from hoitu.imports.adapters.word import read_word
from hoitu.imports.data import DeadRow, ImportedItem, Position, Row, SkippedRow, Standing
from hoitu.imports.errors import UnreadableSource
from hoitu.kernel.errors import Refused
from hoitu.kernel.text import nfc, sort_key

MAX_FILE_BYTES: Final = 64 * 1024 * 1024
Reader = Callable[[Path, Position], ImportedItem]
READERS: Final[dict[str, Reader]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html_page,
    ".htm": read_html_page,
    ".docx": read_word,
    ".txt": read_plain_text,
}
_PICTURES: Final = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".svg", ".avif"}
)
NOT_A_TEXT: Final = gettext_noop("Loại tệp không phải bài viết")
NOT_OPENED: Final = gettext_noop("Không mở được tệp")
NO_DATE: Final = gettext_noop("Không có ngày đăng: nhập thành bản nháp.")


class FolderSource:
    """A folder, or a single file, on this machine. Sub-folders become sections."""

    def __init__(self, path: Path, *, key: str = "") -> None:
        self._root = path if path.is_dir() else path.parent
        self._only = None if path.is_dir() else path
        self._key = key
        if not path.exists():
            raise UnreadableSource()

    @property
    def key(self) -> str:
        return self._key or self._root.name

    @property
    def label(self) -> str:
        return self._key or (self._only or self._root).name

    def rows(self) -> Iterator[Row]:
        """Yield every file in the Vietnamese order of paths; pictures belong to the articles that show them."""
        for number, path in enumerate(self._files(), start=1):
            relative = nfc(path.relative_to(self._root).as_posix())
            yield self._row(path, Position(number, relative))

    def _files(self) -> list[Path]:
        if self._only is not None:
            return [self._only]
        root = self._root.resolve()
        found = (
            path
            for path in self._root.rglob("*")
            # Links could lead out of the folder; hidden files belong to programs, not to people.
            if path.is_file()
            and path.resolve().is_relative_to(root)
            and not any(part.startswith((".", "__MACOSX")) for part in path.relative_to(self._root).parts)
            and path.suffix.lower() not in _PICTURES
        )
        return sorted(found, key=lambda path: (sort_key(path.as_posix()), path.as_posix()))

    def _row(self, path: Path, position: Position) -> Row:
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            return SkippedRow(position, f"{NOT_A_TEXT} → {path.suffix}", path.name)
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                return DeadRow(position, gettext_noop("Tệp quá lớn (trên 64 MB)."), path.name)
            item = reader(path, position)
        except Refused as refused:
            return DeadRow(position, refused.sentence, path.name)
        except OSError as error:
            return DeadRow(position, f"{NOT_OPENED} → {error.strerror}", path.name)
        if not item.headline:
            return DeadRow(position, gettext_noop("Bài không có tít."), path.name)
        if not item.html.strip():
            return DeadRow(position, gettext_noop("Bài không có nội dung."), item.headline)
        return self._completed(item, position)

    def _completed(self, item: ImportedItem, position: Position) -> ImportedItem:
        """Fill in what the folder itself tells: identity from the path, section from the sub-folder."""
        folders = tuple(Path(position.file).parts[:-1])
        item = replace(item, guid=item.guid or position.file, section_path=item.section_path or folders)
        if item.published_at is None and item.standing is Standing.PUBLISHED:
            return replace(item, standing=Standing.DRAFT, notes=(*item.notes, NO_DATE))
        return item
