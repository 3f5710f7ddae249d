"""What tags, styles and classes of foreign HTML say about words: marks, alignment, visibility."""

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from hoitu.stories.document.lines import is_inline, tidy
from hoitu.stories.document.tree import Child, Json, Mark, Node, Text, texts

_MARKS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic",
    "var": "italic", "u": "underline", "s": "strike", "strike": "strike", "del": "strike", "sub": "subscript",
    "sup": "superscript", "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_DECORATION = re.compile(r"text-decoration(?:-line)?:([^;]*)")
_BOLD = re.compile(r"font-weight:(bold|bolder|[6-9]00)")
_NOT_BOLD = re.compile(r"font-weight:(normal|lighter|[1-5]00)")
_ALIGN = re.compile(r"text-align:(left|center|right)")
_LONE_ADDRESS = re.compile(r"https?://\S+")


def tag_of(element: HtmlElement) -> str:
    """Return the element's name; comments and such have none."""
    return element.tag if isinstance(element.tag, str) else ""


def class_of(element: HtmlElement) -> str:
    return element.get("class") or ""


def style_of(element: HtmlElement) -> str:
    """Return the inline style in small letters without spaces."""
    style = element.get("style")
    return "".join(style.split()).lower() if style else ""


def is_hidden(style: str) -> bool:
    return "display:none" in style or "mso-hide:all" in style


def with_tag(marks: tuple[Mark, ...], tag: str) -> tuple[Mark, ...]:
    """Return the marks inside an element of this name."""
    name = _MARKS.get(tag)
    return _with(marks, name) if name else marks


def with_style(marks: tuple[Mark, ...], style: str, *, underline: bool = True) -> tuple[Mark, ...]:
    """Return the marks inside an element of this style. Google Docs says in it that a <b> is not bold."""
    if not style:
        return marks
    if _NOT_BOLD.search(style):
        marks = _without(marks, "bold")
    elif _BOLD.search(style):
        marks = _with(marks, "bold")
    if "font-style:normal" in style:
        marks = _without(marks, "italic")
    elif "font-style:italic" in style or "font-style:oblique" in style:
        marks = _with(marks, "italic")
    decoration = _DECORATION.search(style)
    if decoration and "line-through" in decoration.group(1):
        marks = _with(marks, "strike")
    if decoration and underline and "underline" in decoration.group(1):
        marks = _with(marks, "underline")
    for position in ("sub", "super"):
        if f"vertical-align:{position};" in style + ";":
            marks = _with(marks, f"{position}script")
    return marks


def alignment_of(element: HtmlElement) -> dict[str, Json]:
    """Return the alignment as an attribute of a paragraph; left and justified are nothing special."""
    match = _ALIGN.search(style_of(element))
    align = match.group(1) if match else (element.get("align") or "").lower()
    for name in class_of(element).split():
        if name in ("align-center", "has-text-align-center", "ql-align-center"):
            align = "center"
        elif name in ("align-right", "has-text-align-right", "ql-align-right"):
            align = "right"
    if tag_of(element) == "center":
        align = "center"
    return {"textAlign": align} if align in ("center", "right") else {}


def number_of(value: str | None, default: int) -> int:
    """Return a small whole number from an attribute."""
    return int(value) if value and re.fullmatch(r"\d{1,4}", value.strip()) else default


def is_pixel(element: HtmlElement) -> bool:
    """Return whether the picture is a counting pixel, not something to look at."""
    sizes = [number_of((element.get(name) or "").removesuffix("px"), 99) for name in ("width", "height")]
    return max(sizes) < 3 if all(size != 99 for size in sizes) else min(sizes) < 2


def without_bold(children: Iterable[Child]) -> list[Child]:
    """Return the children of a heading, where bold says nothing."""
    return [
        Text(child.text, _without(child.marks, "bold")) if isinstance(child, Text) else child
        for child in children
    ]


def as_line(blocks: Iterable[Child]) -> list[Child]:
    """Return blocks as one line of text, for captions."""
    line: list[Child] = []
    for block in blocks:
        if isinstance(block, Node) and not is_inline(block):
            line += [Text(" "), *(child for child in block.children if is_inline(child))]
        else:
            line.append(block)
    return tidy(line)


def words_of(line: Sequence[Child]) -> str:
    """Return the bare words of a line."""
    return "".join(text.text for text in texts(Node("paragraph", {}, tuple(line))))


def lone_address(blocks: Sequence[Child]) -> str | None:
    """Return the address when a text consists of nothing else: many systems embed what it leads to."""
    if len(blocks) != 1 or not isinstance(blocks[0], Node) or blocks[0].type != "paragraph":
        return None
    words = words_of(blocks[0].children).strip()
    return words if _LONE_ADDRESS.fullmatch(words) else None


def remove(element: HtmlElement) -> None:
    """Take the element out; what follows it stays."""
    element.drop_tree()


def _with(marks: tuple[Mark, ...], name: str) -> tuple[Mark, ...]:
    return marks if any(mark.type == name for mark in marks) else (*marks, Mark(name))


def _without(marks: tuple[Mark, ...], name: str) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.type != name)
