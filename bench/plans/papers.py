"""A mutated plan as a file: TXT (whole or wrapped, several encodings), DOCX, or PDF printed by Chromium."""

import html
import io
import random
import textwrap

from docx import Document

from bench.plans.model import Plan


def as_text(plan: Plan, chance: random.Random) -> bytes:
    """Return a text file, its truth numbered by its lines."""
    width = chance.choice((0, 0, 78, 92, 110))
    blank_between = chance.random() < 0.5
    lines: list[str] = []
    for entry in plan.entries:
        for item in entry.items:
            item["line"] = len(lines) + 1
        text = entry.text.replace("\n", " ")
        is_row = "\t" in text or text.startswith("|")
        wrapped = (
            textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
            if width and not is_row
            else [text]
        )
        lines.extend(wrapped)
        if blank_between and not entry.is_cell:
            lines.append("")
    plan.log.append(f"txt, width {width}")
    return "\n".join(lines).encode(chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")))


def as_word(plan: Plan) -> bytes:
    """Return a DOCX with a true table, its truth numbered by paragraphs and rows."""
    document = Document()
    table = None
    number = 0
    for entry in plan.entries:
        number += 1
        for item in entry.items:
            item["line"] = number
        if entry.cells is None:
            document.add_paragraph(entry.text)
            table = None
            continue
        if table is None:
            table = document.add_table(rows=0, cols=len(entry.cells))
        row = table.add_row()
        for cell, text in zip(row.cells, entry.cells, strict=True):
            cell.text = text
        if sum(bool(text) for text in entry.cells[1:]) == 1 and not entry.items:
            row.cells[1].merge(row.cells[-1])
    file = io.BytesIO()
    document.save(file)
    plan.log.append("docx")
    return file.getvalue()


def as_page(plan: Plan) -> str:
    """Return HTML that Chromium prints as the PDF."""
    parts: list[str] = []
    is_open = False
    for entry in plan.entries:
        if entry.cells is None:
            parts.append(("</table>" if is_open else "") + f"<p>{html.escape(entry.text)}</p>")
            is_open = False
            continue
        cells = "".join(f"<td>{html.escape(text).replace(chr(10), '<br>')}</td>" for text in entry.cells)
        parts.append(("" if is_open else "<table>") + f"<tr>{cells}</tr>")
        is_open = True
    plan.log.append("pdf")
    style = (
        "body{font:14pt 'DejaVu Serif';} p{margin:4pt 0} table{border-collapse:collapse;width:100%;font-size:11pt}"
        "td{border:1px solid black;padding:3pt;vertical-align:top} tr{break-inside:avoid}"
    )
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{''.join(parts)}{'</table>' if is_open else ''}"
