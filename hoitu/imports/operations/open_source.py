"""Open what a run reads: a file, an unpacked archive, a folder or a fetched feed."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hoitu.imports.adapters.archive import unpack
from hoitu.imports.adapters.folder import FolderSource
from hoitu.imports.adapters.sources import Source
from hoitu.imports.adapters.wxr import WxrSource
from hoitu.imports.data import SourceKind
from hoitu.imports.errors import UnreadableSource
from hoitu.imports.models import ImportRun


@dataclass(frozen=True)
class Opened:
    """A source with the folder in which its pictures may lie."""

    source: Source
    pictures: Path | None


@contextmanager
def opened(run: ImportRun) -> Iterator[Opened]:
    """Open a run's source; an archive is unpacked to a temporary folder. Raises `UnreadableSource`."""
    path = run.source_path()
    pictures = Path(run.pictures_path) if run.pictures_path else None
    with ExitStack() as stack:
        if path.is_file() and zipfile.is_zipfile(path):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hoitu-import-")))
            unpack(path, folder)
            path, pictures = _inside(folder, SourceKind(run.kind)), pictures or folder
        if not path.exists():
            raise UnreadableSource()
        if run.kind == SourceKind.FOLDER.value:
            pictures = pictures or (path if path.is_dir() else path.parent)
        yield Opened(_source(SourceKind(run.kind), path, run), pictures)


def _inside(folder: Path, kind: SourceKind) -> Path:
    """Return what to read in an unpacked archive: its largest XML file, or all of it."""
    if kind is SourceKind.FOLDER:
        return folder
    files = [path for path in folder.rglob("*") if path.suffix.lower() in (".xml", ".json", ".rss", ".atom")]
    largest = max(files, key=lambda path: path.stat().st_size, default=None)
    if largest is None:
        raise UnreadableSource()
    return largest


def _source(kind: SourceKind, path: Path, run: ImportRun) -> Source:
    if kind is SourceKind.WXR:
        return WxrSource(path)
    if kind is SourceKind.FEED:
        from hoitu.imports.adapters.feeds import FeedSource  # brings an HTTP client that nobody uses

        return FeedSource(path, url=run.url)
    return FolderSource(path, key=run.source_key or run.label)
