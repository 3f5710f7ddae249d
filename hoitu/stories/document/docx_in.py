"""A Word file as a tree: headings, lists, tables, marks, links and pictures with their bytes."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from hoitu.stories.document.addresses import safe_address
from hoitu.stories.document.errors import UnreadableDocument
from hoitu.stories.document.fit import fit
from hoitu.stories.document.html_in import without_opening_heading
from hoitu.stories.document.lines import BREAK, paragraphs
from hoitu.stories.document.pictures import MAX_PICTURE_BYTES, PendingImage, ReadDocument, embedded
from hoitu.stories.document.tables import squared
from hoitu.stories.document.tree import Child, Json, Mark, Node, Text, walk
from hoitu.stories.document.word_lists import WordItem, as_lists

MAX_FILE_BYTES = 100_000_000
MAX_UNPACKED_BYTES = 400_000_000
MAX_UNPACK_RATIO = 200
MIN_PACKED_BYTES = 10_000

_MARKS = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "strike": "strike",
    "dstrike": "strike",
}
_OFF = ("0", "false", "none", "off")
_PICTURES = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_VML = "{urn:schemas-microsoft-com:vml}imagedata"


def from_docx(data: bytes, *, take_title: bool = False) -> ReadDocument:
    """Return the document of a .docx file. Raises `UnreadableDocument` for anything else or a zip bomb.

    Tracked insertions are read as text, tracked deletions are left out, as Word prints them.
    """
    try:
        document = _open(data)
        reader = _Reader(document)
        tree = fit(Node("doc", {}, tuple(reader.blocks(document.element.body))))
        title = " ".join((document.core_properties.title or "").split())
    except Exception as error:
        # python-docx has no error of its own for a damaged file: it fails with whatever it stumbles over.
        raise UnreadableDocument from error
    if take_title:
        heading, tree = without_opening_heading(tree)
        title = reader.title or heading or title
    used = {node.attrs.get("pending") for node in walk(tree)}
    return ReadDocument(
        tree, tuple(each for each in reader.pictures if each.url in used), reader.title or title
    )


def _open(data: bytes) -> Document:
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableDocument
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > MAX_UNPACKED_BYTES or size > max(len(data), MIN_PACKED_BYTES) * MAX_UNPACK_RATIO:
        raise UnreadableDocument
    return docx.Document(io.BytesIO(data))


@dataclass
class _Reader:
    document: Document
    pictures: list[PendingImage] = field(default_factory=list)
    title: str = ""

    def blocks(self, parent: Any) -> list[Child]:
        """Return the blocks of a body or a cell; list paragraphs in a row become lists."""
        out: list[Child] = []
        items: list[WordItem] = []
        for element in _block_elements(parent):
            item = self._item(element) if element.tag == qn("w:p") else None
            if item is not None:
                items.append(item)
                continue
            out.extend(as_lists(items))
            items = []
            out.extend(self.paragraph(element) if element.tag == qn("w:p") else self.table(element))
        return [*out, *as_lists(items)]

    def paragraph(self, element: Any) -> list[Child]:
        style = self._style(element)
        line = list(self.inline(element, ()))
        if style == "title" and not self.title:
            self.title = " ".join("".join(run.text for run in line if isinstance(run, Text)).split())
            return []
        attrs: dict[str, Json] = {}
        justification = element.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        if justification is not None and justification.get(qn("w:val")) in ("center", "right"):
            attrs["textAlign"] = justification.get(qn("w:val"))
        level = _heading_level(style)
        blocks = paragraphs(line, attrs)
        if level is not None:
            return [_as_heading(block, level) for block in blocks]
        if style in ("quote", "intense quote") and blocks:
            return [Node("blockquote", {}, tuple(blocks))]
        return blocks

    def table(self, element: Any) -> list[Child]:
        rows: list[list[Node]] = []
        above: dict[
            int, tuple[list[Node], int]
        ] = {}  # for each column the cell that reaches into it from above
        for row in element.iterfind(qn("w:tr")):
            cells: list[Node] = []
            is_head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            column = 0
            for cell in row.iterfind(qn("w:tc")):
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                columns = _whole(span.get(qn("w:val"))) if span is not None else 1
                if merge is not None and merge.get(qn("w:val"), "continue") == "continue" and column in above:
                    into, at = above[column]
                    into[at] = replace(
                        into[at], attrs={**into[at].attrs, "rowspan": into[at].attr("rowspan") + 1}
                    )
                else:
                    kind = "tableHeader" if is_head else "tableCell"
                    above[column] = (cells, len(cells))
                    cells.append(Node(kind, {"colspan": columns}, tuple(self.blocks(cell))))
                column += columns
            rows.append(cells)
        if sum(map(len, rows)) == 1:
            return [child for cells in rows for cell in cells for child in cell.children]
        return [squared(Node("table", {}, tuple(Node("tableRow", {}, tuple(cells)) for cells in rows)))]

    def inline(self, parent: Any, marks: tuple[Mark, ...]) -> Iterator[Child]:
        """Yield text, breaks and pictures of a paragraph, its links and its tracked insertions."""
        for child in parent:
            if child.tag == qn("w:r"):
                yield from self._run(child, marks)
            elif child.tag == qn("w:hyperlink"):
                yield from self.inline(child, self._link(child, marks))
            elif child.tag in (
                qn("w:ins"),
                qn("w:smartTag"),
                qn("w:sdt"),
                qn("w:sdtContent"),
                qn("w:fldSimple"),
            ):
                yield from self.inline(child, marks)

    def _run(self, run: Any, marks: tuple[Mark, ...]) -> Iterator[Child]:
        own = (*marks, *_marks_of(run.find(qn("w:rPr"))))
        for child in run:
            if child.tag == qn("w:t"):
                yield Text(child.text or "", own)
            elif child.tag in (qn("w:tab"), qn("w:noBreakHyphen")):
                yield Text(" " if child.tag == qn("w:tab") else "-", own)
            elif child.tag in (qn("w:br"), qn("w:cr")) and child.get(qn("w:type")) is None:
                yield BREAK
            elif child.tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")) or child.tag.endswith(
                "}AlternateContent"
            ):
                yield from self._pictures(child)
            elif child.tag == qn("w:footnoteReference"):
                yield from self._footnote(child.get(qn("w:id")))

    def _link(self, element: Any, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        relation = self.document.part.rels.get(element.get(qn("r:id")) or "")
        href = safe_address(relation.target_ref) if relation is not None and relation.is_external else None
        return (*marks, Mark("link", {"href": href})) if href else marks

    def _pictures(self, element: Any) -> Iterator[Child]:
        described = next((each for each in element.iter() if str(each.tag).endswith("}docPr")), None)
        alt = " ".join((described.get("descr") or "").split()) if described is not None else ""
        seen = set()
        for blip in (*element.iter(_PICTURES), *element.iter(_VML)):
            relation = self.document.part.rels.get(blip.get(qn("r:embed")) or blip.get(qn("r:id")) or "")
            if relation is None or relation.is_external or relation.rId in seen:
                continue
            seen.add(relation.rId)
            data = bytes(relation.target_part.blob)
            if 0 < len(data) <= MAX_PICTURE_BYTES:
                filename = str(relation.target_part.partname).rsplit("/", 1)[-1]
                picture = embedded(data, alt, filename=filename)
                if all(known.url != picture.url for known in self.pictures):
                    self.pictures.append(picture)
                yield Node("figure", {"pending": picture.url, **({"alt": alt} if alt else {})})

    def _footnote(self, number: str | None) -> Iterator[Child]:
        for relation in self.document.part.rels.values():
            if not relation.reltype.endswith("/footnotes") or relation.is_external:
                continue
            notes = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
            for note in notes.iterfind(qn("w:footnote")):
                words = " ".join("".join(text.text or "" for text in note.iter(qn("w:t"))).split())
                if note.get(qn("w:id")) == number and words:
                    yield Node("footnote", {}, (Text(words),))

    def _style(self, element: Any) -> str:
        """Return the English name of the paragraph's style in small letters."""
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is None:
            return ""
        named = next((s for s in self.document.styles if s.style_id == style.get(qn("w:val"))), None)
        return (named.name or "").lower() if named is not None else ""

    def _item(self, element: Any) -> WordItem | None:
        numbering = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = self._style(element)
        if _heading_level(style) is not None or (numbering is None and not style.startswith("list ")):
            return None
        level = _value(numbering, "w:ilvl") if numbering is not None else None
        number = _value(numbering, "w:numId") if numbering is not None else None
        if number == "0":
            return None
        ordered = self._is_numbered(number, level or "0") if number else "number" in style
        return WordItem(_whole(level, 0) + 1, "1." if ordered else "•", tuple(self.inline(element, ())))

    def _is_numbered(self, number: str, level: str) -> bool:
        """Return whether the file's numbering says numbers, not bullets, on this level."""
        try:
            numbering = self.document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return False
        found = numbering.xpath(f"//w:num[@w:numId='{_whole(number)}']/w:abstractNumId/@w:val")
        if not found:
            return False
        definition = f"//w:abstractNum[@w:abstractNumId='{_whole(found[0])}']"
        path = f"{definition}/w:lvl[@w:ilvl='{_whole(level, 0)}']/w:numFmt/@w:val"
        return next(iter(numbering.xpath(path)), "bullet") not in ("bullet", "none")


def _block_elements(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables, also those inside content controls."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _block_elements(child)


def _marks_of(properties: Any) -> Iterator[Mark]:
    if properties is None:
        return
    for name, mark in _MARKS.items():
        element = properties.find(qn(f"w:{name}"))
        if element is not None and element.get(qn("w:val"), "1") not in _OFF:
            yield Mark(mark)
    position = _value(properties, "w:vertAlign")
    if position in ("subscript", "superscript"):
        yield Mark(position)


def _as_heading(block: Child, level: int) -> Child:
    if not isinstance(block, Node) or block.type != "paragraph":
        return block
    runs = [
        Text(child.text, tuple(mark for mark in child.marks if mark.type != "bold"))
        if isinstance(child, Text)
        else child
        for child in block.children
    ]
    return Node("heading", {**block.attrs, "level": level}, tuple(runs))


def _heading_level(style: str) -> int | None:
    """Return the level in the body: the page's own first level is the headline."""
    name, _, number = style.rpartition(" ")
    return min(max(_whole(number), 2), 4) if name == "heading" and number.isdigit() else None


def _value(parent: Any, name: str) -> str | None:
    element = parent.find(qn(name))
    return None if element is None else element.get(qn("w:val"))


def _whole(value: str | None, default: int = 1) -> int:
    return int(value) if value and value.isdigit() and len(value) < 8 else default
