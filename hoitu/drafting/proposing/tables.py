"""Appendix tables: rows with cells (DOCX, PDF, pipes, tabs) and rows whose cells stand one under another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hoitu.drafting.proposing.aligning import align
from hoitu.drafting.proposing.columns import Column, is_header, kind_of, read_header
from hoitu.drafting.proposing.reading import Line
from hoitu.drafting.proposing.structure import is_page_break, marker, page_width
from hoitu.drafting.proposing.times import is_time
from hoitu.drafting.proposing.wording import is_capitals, tidy

NUMBERING: Final = re.compile(r"(?:[IVX]{1,5}|[A-HĐ]|\d{1,3}(?:\.\d{1,2}){0,2}|[a-zđ])\s*[.)]?")
_GROUP: Final = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])\s*[.)]?")
_END: Final = re.compile(r"(?:PHỤ LỤC|Phụ lục)\b|Nơi nhận|(?:TM|KT|TL)\.\s")
_MIN_FLAT_COLUMNS: Final = 3
_MAX_GAP: Final = 3


@dataclass(slots=True)
class Row:
    """One row: the text of each kind of column, and the line that its first words stand on."""

    line: int
    cells: dict[Column, str] = field(default_factory=dict)
    group: str | None = None
    years: dict[str, str] = field(default_factory=dict)
    starts: tuple[int, ...] = ()

    def get(self, kind: Column) -> str:
        """Return a cell's text, "" when the table has no such column."""
        return self.cells.get(kind, "")


def find_tables(lines: Sequence[Line]) -> tuple[list[Row], list[Line]]:
    """Return the rows of all recognised tables, and the lines that belong to none."""
    rows, rest = _celled(lines)
    flat_rows, outside = _flattened(rest)
    return sorted([*rows, *flat_rows], key=lambda row: row.line), outside


# ---- rows with cells --------------------------------------------------------------------------------------


def _celled(lines: Sequence[Line]) -> tuple[list[Row], list[Line]]:
    rows: list[Row] = []
    rest: list[Line] = []
    header: list[Column] | None = None
    titles: tuple[str, ...] = ()
    body: list[Line] = []

    def close() -> None:
        if header is not None:
            rows.extend(_body(header, titles, body))
        body.clear()

    for line in lines:
        if line.cells is None:
            if line.text.strip() and header is not None and not _is_noise(line.text):
                close()
                header = None
            rest.append(line)
            continue
        found = read_header(line.cells) if line.cells else None
        if found is not None:
            if header is not None and not body:
                # The second row of a two-storey heading names the columns under a merged one.
                found = [a if b is Column.OTHER else b for a, b in zip(header, found, strict=False)]
            close()
            header, titles = found, line.cells
        elif header is not None and line.cells:
            second = _second_storey(header, line.cells) if not body else None
            if second is not None:
                header = second
                titles = tuple(under or over for over, under in zip(titles, line.cells, strict=False))
            else:
                body.append(line)
        elif line.cells:
            rest.append(line)
    close()
    return rows, rest


def _is_noise(text: str) -> bool:
    return bool(re.fullmatch(r"[\s\d.\-–_*=|#/]*(?:trang)?[\s\d/]*", text, re.I))


def _second_storey(header: list[Column], cells: Sequence[str]) -> list[Column] | None:
    """Return the columns when a row continues the heading ("Chủ trì" and "Phối hợp" under "Đơn vị")."""
    filled = [(i, cell) for i, cell in enumerate(cells) if cell.strip()]
    kinds = {i: kind_of(cell) for i, cell in filled}
    digits = [cell for _, cell in filled if re.fullmatch(r"\(?\d{1,2}\)?", cell.strip())]
    if len(digits) == len(filled) > 2:
        return list(header)
    if len(filled) < 2 or any(kind is None or len(cells[i]) > 40 for i, kind in kinds.items()):
        return None
    return [kinds.get(i) or kind for i, kind in enumerate(header)]


def _body(header: list[Column], titles: Sequence[str], lines: Sequence[Line]) -> list[Row]:
    rows: list[Row] = []
    group: str | None = None
    for position, line in enumerate(lines):
        cells = list(line.cells or ())
        row = _fit(header, titles, cells, line.number)
        number, words = row.get(Column.NUMBER), row.get(Column.TASK) or row.get(Column.INDICATOR)
        others = [
            text
            for kind, text in row.cells.items()
            if kind not in {Column.NUMBER, Column.TASK, Column.INDICATOR}
        ]
        alone = not any(text.strip() for text in [*others, *row.years.values()])
        if alone and not words and number:
            if not NUMBERING.fullmatch(number.strip()):
                group = _unnumbered(number)
            continue
        if alone and words:
            if rows and not number and words[0].islower():
                _extend(rows[-1], row)
            elif _is_group(number, words, lines[position + 1 :], header, titles, rows):
                group = _unnumbered(words)
            elif rows:
                # Cells merged over several rows are printed once.
                row.cells = {**rows[-1].cells, **{k: v for k, v in row.cells.items() if v}}
                row.group = group
                rows.append(row)
            continue
        if rows and not number and (not words or _goes_on(rows[-1], words)):
            _extend(rows[-1], row)
            continue
        if rows and not row.get(Column.LEAD) and Column.LEAD in header and not row.get(Column.BOTH):
            row.cells[Column.LEAD] = rows[-1].get(Column.LEAD)
        row.group = group
        rows.append(row)
    return rows


def _goes_on(before: Row, words: str) -> bool:
    text = before.get(Column.TASK)
    return words[:1].islower() and not marker(words) and not text.rstrip().endswith((".", ";"))


def _extend(row: Row, more: Row) -> None:
    """Add the second half of a row that a page break cut."""
    for kind, text in more.cells.items():
        if text.strip():
            row.cells[kind] = f"{row.cells.get(kind, '')} {text}".strip()


def _is_group(
    number: str,
    words: str,
    following: Sequence[Line],
    header: list[Column],
    titles: Sequence[str],
    rows: list[Row],
) -> bool:
    """Say whether a row of words alone heads the rows under it, or is a task whose other cells were merged."""
    if not number.strip() or _GROUP.fullmatch(number.strip()) or is_capitals(words) or not rows:
        return True
    if not following:
        return False
    after = _fit(header, titles, list(following[0].cells or ()), 0)
    inner = after.get(Column.NUMBER) or after.get(Column.TASK)
    return bool(re.match(r"\s*(?:\d{1,2}\.\d|[a-zđ][.)]|[-–+])", inner)) and not re.match(
        r"\s*\d{1,2}\.\d", number
    )


def _fit(header: list[Column], titles: Sequence[str], cells: list[str], number: int) -> Row:
    """Return the row's cells by kind; a row with fewer cells than headings is aligned by what the cells say."""
    row = Row(number)
    if len(cells) < len(header):
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) > 1 and not any(kind in {Column.YEAR, Column.INDICATOR} for kind in header):
            sign = filled.pop(0) if NUMBERING.fullmatch(filled[0].strip()) else ""
            kinds = [kind for kind in header if kind is not Column.NUMBER]
            aligned = align([(number, text) for text in filled], kinds)
            if aligned:
                row.cells = {kind: text for kind, (_, text) in aligned[0].items()}
            row.cells[Column.NUMBER] = sign
            return row
        cells = cells + [""] * (len(header) - len(cells))
    for kind, title, cell in zip(header, [*titles, *[""] * len(header)], cells, strict=False):
        if kind is Column.YEAR:
            row.years[tidy(title)] = tidy(cell)
        elif kind is not Column.OTHER:
            before = row.cells.get(kind, "")
            row.cells[kind] = (
                f"{before} {cell}".strip() if before and cell.strip() else before or cell.strip()
            )
    return row


def _unnumbered(text: str) -> str:
    words = tidy(text)
    sign = marker(words)
    return words[len(sign[1]) :].strip() if sign else words


# ---- cells one under another ------------------------------------------------------------------------------


def _flattened(lines: Sequence[Line]) -> tuple[list[Row], list[Line]]:
    """Return rows of tables that were printed cell by cell, and the other lines."""
    rows: list[Row] = []
    outside: list[Line] = []
    width = page_width([tidy(line.text) for line in lines])
    position = 0
    while position < len(lines):
        header, after = _flat_header(lines, position)
        if header is None:
            outside.append(lines[position])
            position += 1
            continue
        end = next((i for i in range(after, len(lines)) if _END.match(tidy(lines[i].text))), len(lines))
        again = next((i for i in range(after, end) if _flat_header(lines, i)[0] is not None), end)
        rows.extend(_flat_body(header, lines[after:again], width))
        position = again
    return rows, outside


def _flat_header(lines: Sequence[Line], start: int) -> tuple[list[Column] | None, int]:
    """Return the columns of headings that stand one under another from `start`, and where they end."""
    kinds: list[Column] = []
    position = start
    held = ""
    while position < len(lines) and len(kinds) < 12 and lines[position].cells is None:
        text = tidy(lines[position].text)
        if not text:
            position += 1
            continue
        kind = kind_of(f"{held} {text}") if held else kind_of(text)
        if kind is not None and len(text) <= 50 and kind not in kinds and not marker(text):
            kinds.append(kind)
            held = ""
        elif kinds == [Column.NUMBER] and len(text) <= 50 and _is_known(lines, position + 1):
            kinds.append(Column.TASK)  # what stands between the number and a known heading names the rows
        elif (
            not held
            and kinds
            and len(text) <= 20
            and not NUMBERING.fullmatch(text)
            and position + 1 < len(lines)
        ):
            held = text  # "Cơ quan" with "chủ trì" on the next line
        elif kinds and kind is not None and text[:1].islower():
            pass  # the second half of a heading already known
        else:
            break
        position += 1
    if held:
        position -= 1
    if len(kinds) >= _MIN_FLAT_COLUMNS and is_header(set(kinds)) and Column.TASK in kinds:
        return kinds, position
    return None, start


def _is_known(lines: Sequence[Line], position: int) -> bool:
    """Say whether the next line with words heads a column."""
    following = next((text for line in lines[position : position + 3] if (text := tidy(line.text))), "")
    return len(following) <= 50 and kind_of(following) is not None


def _tokens(lines: Sequence[Line], width: int | None) -> list[tuple[int, str]]:
    """Return the lines with their numbers, those joined that only the page's width parted."""
    tokens: list[tuple[int, str]] = []
    before: tuple[Line, str] | None = None
    for line in lines:
        text = tidy(line.text)
        if not text:
            continue
        is_sign = NUMBERING.fullmatch(text) or re.match(r"[-–+•]\s", text)
        if before and not is_sign and not is_time(text) and is_page_break(*before, text, width):
            tokens[-1] = (tokens[-1][0], f"{tokens[-1][1]} {text}")
        else:
            tokens.append((line.number, text))
        before = (line, text)
    return tokens


def _flat_body(header: list[Column], lines: Sequence[Line], width: int | None) -> list[Row]:
    kinds = [kind for kind in header if kind is not Column.NUMBER]
    tokens = _tokens(lines, width)
    rows: list[Row] = []
    group: str | None = None
    for sign, held in _groups(tokens, expects_numbers=Column.NUMBER in header or header[0] is Column.TASK):
        if _GROUP.fullmatch(sign) and held:
            group, held = _unnumbered(held[0][1]), held[1:]
        elif len(held) == 1 and len(kinds) > 1:
            group, held = _unnumbered(held[0][1]), []
        for cells in align(held, kinds):
            row = Row(cells[kinds[0]][0] if kinds[0] in cells else held[0][0], group=group)
            row.cells = {kind: text for kind, (_, text) in cells.items()}
            row.starts = tuple(number for number, text in held if number >= row.line)
            rows.append(row)
    return rows


def _groups(
    tokens: Sequence[tuple[int, str]], *, expects_numbers: bool
) -> list[tuple[str, list[tuple[int, str]]]]:
    """Part the lines at the numbers that stand alone; a number out of turn inside a row is the page's."""
    groups: list[tuple[str, list[tuple[int, str]]]] = [("", [])]
    last = before_group = 0
    for position, (number, text) in enumerate(tokens):
        sign = text.rstrip(".) ")
        is_sign = expects_numbers and bool(NUMBERING.fullmatch(text)) and not re.fullmatch(r"20\d\d", text)
        if is_sign and sign.isdigit():
            value = int(sign)
            following = tokens[position + 1][1] if position + 1 < len(tokens) else ""
            held, under_group = groups[-1][1], bool(_GROUP.fullmatch(groups[-1][0]))
            base = last or before_group
            # A gap is the plan's own where a row is complete, or none has begun.
            may_skip = len(held) >= _MIN_FLAT_COLUMNS or (under_group and len(held) <= 1)
            in_turn = value in {1, last + 1, base + 1} or (
                may_skip and any(start < value <= start + _MAX_GAP for start in (base, last))
            )
            is_sign = in_turn and bool(following) and not following[:1].islower()
            if is_sign:
                last = value
        elif is_sign:
            before_group, last = max(last, before_group), 0
        if is_sign:
            groups.append((text, []))
        else:
            groups[-1][1].append((number, text))
    return [(sign, held) for sign, held in groups if sign or held]
