"""Turn a story file's Markdown and blocks into the document tree. The blocks are listed in README.md."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from markdown_it import MarkdownIt
from markdown_it.token import Token

from hoitu.stories.document.tree import Child, Json, Mark, Node, Text, normalise
from hoitu.workspace.demo.content import CREDIT

_BLOCK = re.compile(r"^:::(\w+)[ \t]*(.*)$")
_LIVE = re.compile(r"^@(-?\d+)\s+(.*)$")
_MARKS = {"strong_open": "bold", "em_open": "italic"}
_markdown = MarkdownIt("commonmark", {"breaks": False})


class Body:
    """One story's body: `assets` gives the picture for a key, `now` dates live entries."""

    def __init__(self, assets: Mapping[str, UUID], now: datetime, slug: str) -> None:
        self.assets, self.now, self.slug = assets, now, slug
        self.blocks: dict[str, Callable[[str, list[str]], list[Node]]] = {
            "figure": self._figure,
            "gallery": self._gallery,
            "quote": self._quote,
            "box": self._box,
            "table": self._table,
            "timeline": self._timeline,
            "chart": self._chart,
            "qa": self._questions,
            "live": self._live,
            "verse": self._verse,
        }

    def tree(self, text: str) -> Node:
        """Return the normalised document."""
        nodes: list[Node] = []
        plain: list[str] = []
        lines = iter(text.splitlines())
        for line in lines:
            found = _BLOCK.match(line)
            if not found:
                plain.append(line)
                continue
            nodes += flow("\n".join(plain))
            plain = []
            nodes += self.blocks[found[1]](found[2].strip(), list(_until_end(lines)))
        return normalise(Node("doc", {}, (*nodes, *flow("\n".join(plain)))))

    def _figure(self, argument: str, lines: list[str]) -> list[Node]:
        named = dict(
            line.split(": ", 1) for line in lines if line.startswith(("alt: ", "layout: ", "credit: "))
        )
        caption = " ".join(line for line in lines if not line.startswith(("alt: ", "layout: ", "credit: ")))
        attrs = {
            "asset": str(self.assets[argument]),
            "credit": named.get("credit", CREDIT),
            "alt": named["alt"],
        }
        return [Node("figure", attrs | {"layout": named.get("layout", "normal")}, inline(caption))]

    def _gallery(self, argument: str, lines: list[str]) -> list[Node]:
        rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()]
        items = tuple(
            Node(
                "galleryItem", {"asset": str(self.assets[key]), "credit": CREDIT, "alt": alt}, inline(caption)
            )
            for key, caption, alt in rows
        )
        return [Node("gallery", {"title": argument or None, "layout": "grid"}, items)]

    def _quote(self, argument: str, lines: list[str]) -> list[Node]:
        by = next((line[2:] for line in lines if line.startswith("— ")), "")
        words = " ".join(line for line in lines if not line.startswith("— "))
        return [Node("pullQuote", {"attribution": by or None}, inline(words))]

    def _box(self, argument: str, lines: list[str]) -> list[Node]:
        return [Node("box", {"title": argument, "tone": "background"}, tuple(flow("\n".join(lines))))]

    def _table(self, argument: str, lines: list[str]) -> list[Node]:
        rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()]
        cells = [
            Node(
                "tableRow", {}, tuple(_cell("tableHeader" if r == 0 else "tableCell", words) for words in row)
            )
            for r, row in enumerate(rows)
        ]
        return [Node("table", {"caption": argument}, tuple(cells))]

    def _timeline(self, argument: str, lines: list[str]) -> list[Node]:
        rows = [line.split(" | ", 1) for line in lines if line.strip()]
        entries = tuple(
            Node("timelineEntry", {"date": when.strip()}, (Node("paragraph", {}, inline(words)),))
            for when, words in rows
        )
        return [Node("timeline", {"title": argument}, entries)]

    def _chart(self, argument: str, lines: list[str]) -> list[Node]:
        title, _bar, unit = (part.strip() for part in argument.partition("|"))
        rows = [line.rsplit(" = ", 1) for line in lines if line.strip()]
        data: list[Json] = [{"muc": label.strip(), "gia_tri": float(value)} for label, value in rows]
        spec: Json = {
            "mark": "bar",
            "encoding": {
                "y": {"field": "muc", "type": "nominal", "sort": None, "title": None},
                "x": {"field": "gia_tri", "type": "quantitative", "title": unit},
            },
        }
        said = "; ".join(f"{label.strip()}: {_number(float(value))} {unit}" for label, value in rows)
        return [Node("chart", {"spec": spec, "data": data, "title": title, "alt": f"{title}. {said}."})]

    def _questions(self, argument: str, lines: list[str]) -> list[Node]:
        nodes: list[Node] = []
        question = ""
        for line in lines:
            if line.startswith("H: "):
                question = line[3:]
            elif line.startswith("Đ: "):
                answer = Node("answer", {}, (Node("paragraph", {}, inline(line[3:])),))
                nodes.append(Node("questionAnswer", {}, (Node("question", {}, inline(question)), answer)))
        return nodes

    def _live(self, argument: str, lines: list[str]) -> list[Node]:
        entries: list[tuple[int, str, list[str]]] = []
        for line in lines:
            found = _LIVE.match(line)
            if found:
                entries.append((int(found[1]), found[2], []))
            else:
                entries[-1][2].append(line)
        return [
            Node(
                "liveEntry",
                {
                    "at": (self.now + timedelta(minutes=minutes)).isoformat(timespec="seconds"),
                    "title": title,
                    "key": f"{self.slug}{minutes}",
                },
                tuple(flow("\n".join(words))),
            )
            for minutes, title, words in entries
        ]

    def _verse(self, argument: str, lines: list[str]) -> list[Node]:
        stanzas = [part.split("\n") for part in "\n".join(lines).strip().split("\n\n")]
        return [Node("paragraph", {}, _lines(stanza)) for stanza in stanzas]


def flow(text: str) -> list[Node]:
    """Return paragraphs, subheads, lists and rules of plain Markdown; a lone `*` is a rule."""
    marked = re.sub(r"(?m)^\*$", "***", text)
    tokens = _markdown.parse(marked)
    nodes: list[Node] = []
    items: list[Node] | None = None
    kind = ""
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            items, kind = [], "bulletList" if token.type.startswith("bullet") else "orderedList"
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            nodes.append(Node(kind, {}, tuple(items or ())))
            items = None
        elif token.type == "heading_open":
            kind = token.tag
        elif token.type == "hr":
            nodes.append(Node("horizontalRule"))
        elif token.type == "inline":
            words = _inline(token.children or [])
            if items is not None:
                items.append(Node("listItem", {}, (Node("paragraph", {}, words),)))
            elif kind.startswith("h"):
                nodes.append(Node("heading", {"level": int(kind[1])}, words))
                kind = ""
            else:
                nodes.append(Node("paragraph", {}, words))
    return nodes


def inline(text: str) -> tuple[Child, ...]:
    """Return one line of Markdown as marked text."""
    return _inline(_markdown.parseInline(text)[0].children or [])


def _inline(tokens: Iterable[Token]) -> tuple[Child, ...]:
    children: list[Child] = []
    marks: list[Mark] = []
    for token in tokens:
        if token.type in _MARKS:
            marks.append(Mark(_MARKS[token.type]))
        elif token.type in ("strong_close", "em_close"):
            marks.pop()
        elif token.type == "softbreak":
            children.append(Text(" ", tuple(marks)))
        elif token.content:
            children.append(Text(token.content, tuple(marks)))
    return tuple(children)


def _lines(lines: list[str]) -> tuple[Child, ...]:
    children: list[Child] = []
    for line in lines:
        if children:
            children.append(Node("hardBreak"))
        children += inline(line)
    return tuple(children)


def _until_end(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if line.strip() == ":::":
            return
        yield line


def _cell(kind: str, words: str) -> Node:
    return Node(kind, {}, (Node("paragraph", {}, inline(words)),))


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0").translate(str.maketrans(",.", ".,"))
