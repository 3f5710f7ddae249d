"""Seeded mutations of the five known documents: other names and numbers, other layouts, damaged text, moved parts."""

import random
import re
from collections.abc import Callable, Iterable
from typing import Any

from bench.plans.model import KINDS, Entry, Item, Plan, join

_PLACES = ("Hải Vân", "Trường Giang", "Bạch Long", "Sơn Hạ", "Đông Khê", "Phước Thạnh")
_DEPARTMENTS = (
    "Sở Văn hóa, Thể thao và Du lịch", "Sở Khoa học và Công nghệ", "Sở Thông tin và Truyền thông",
    "Sở Văn hóa và Thể thao",
)  # fmt: skip
_MINISTRIES = ("Bộ Văn hóa, Thể thao và Du lịch", "Bộ Thông tin và Truyền thông")
_HOUSES = ("Bộ Canh nông", "Bộ Thủy lợi", "Bộ Giao thông và Xây dựng", "Bộ Nội thương")
_HEADINGS = {
    "task": ("Nhiệm vụ", "Nội dung nhiệm vụ", "Nhiệm vụ, giải pháp", "Nội dung công việc", "Tên nhiệm vụ"),
    "lead": ("Cơ quan chủ trì", "Đơn vị chủ trì", "Chủ trì", "Chủ trì thực hiện", "Cơ quan chịu trách nhiệm"),
    "coordinators": ("Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp", "Phối hợp thực hiện"),
    "product": ("Sản phẩm hoàn thành", "Sản phẩm", "Kết quả, sản phẩm", "Kết quả đầu ra", "Sản phẩm dự kiến"),
    "time": ("Thời gian thực hiện", "Thời gian", "Thời hạn hoàn thành", "Tiến độ", "Thời gian hoàn thành"),
    "number": ("TT", "STT", "Số TT"),
}
_COLUMNS = ("task", "lead", "coordinators", "product", "time")
_GROUPS = (
    "Nâng cao nhận thức",
    "Phát triển hạ tầng, nền tảng số",
    "Phát triển nguồn nhân lực",
    "Nhiệm vụ thường xuyên",
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_OCR = str.maketrans("ỉủộấếờ", "iùôâêơ")


def mutate(plan: Plan, seed: int) -> str:
    """Change a plan in place by a seed; return the format it is to be printed in: "txt", "docx" or "pdf"."""
    chance = random.Random(seed)
    paper = chance.choice(("txt", "txt", "docx", "docx", "pdf"))
    _rename(plan, chance)
    _other_years(plan, chance)
    _other_values(plan, chance)
    if chance.random() < 0.5:
        _reorder(plan, chance)
    _lay_out(plan, chance, paper)
    if chance.random() < 0.6:
        _renumber(plan, chance)
    if chance.random() < 0.5:
        _damage(plan, chance)
    return paper


# ---- other words ------------------------------------------------------------------------------------------


def _everywhere(plan: Plan, change: Callable[[str], str]) -> None:
    """Change every text of the document and of its truth alike."""
    for entry in plan.entries:
        entry.text = change(entry.text)
        entry.cells = [change(cell) for cell in entry.cells] if entry.cells is not None else None
    for item in [plan.truth["document"], *(item for kind in KINDS for item in plan.truth[kind])]:
        for key, value in item.items():
            if isinstance(value, str) and key != "date":
                item[key] = change(value)
            elif isinstance(value, list):
                item[key] = [change(text) for text in value]


def _rename(plan: Plan, chance: random.Random) -> None:
    place, house = chance.choice(_PLACES), chance.choice(_HOUSES)
    names = {
        "Cà Mau": place,
        "Lai Châu": place,
        "Sở Thông tin và Truyền thông": chance.choice(_DEPARTMENTS),
        "Bộ Thông tin và Truyền thông": chance.choice(_MINISTRIES),
        "Bộ Tài chính": house,
        "Cục Tin học và Thống kê tài chính": "Cục Công nghệ thông tin",
        "Trung tâm Kỹ thuật Thông tấn": "Trung tâm Công nghệ và Dữ liệu",
    }
    pairs = [*names.items(), *((old.upper(), new.upper()) for old, new in names.items())]

    def change(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    _everywhere(plan, change)
    plan.log.append(f"names: {place}, {house}")


def _other_years(plan: Plan, chance: random.Random) -> None:
    shift = chance.choice((0, 0, 1, 2))
    if not shift:
        return
    years = {"2025": str(2025 + shift), "2030": str(2030 + shift)}
    _everywhere(plan, lambda text: re.sub(r"2025|2030", lambda found: years[found[0]], text))
    for target in plan.truth["targets"]:
        target["year"] += shift
    plan.log.append(f"years + {shift}")


def _other_values(plan: Plan, chance: random.Random) -> None:
    for entry in plan.entries:
        for target in [item for item in entry.items if "value" in item and item["unit"] == "%"]:
            value = chance.choice((15, 25, 35, 45, 55, 65, 72.5, 85, 95, 100))
            printed = f"{value:g}".replace(".", ",")
            old = target["text"]
            new = old.replace(f"{target['value']}%", f"{printed}%", 1)
            if entry.text.count(old) == 1:
                entry.text = entry.text.replace(old, new)
                target.update(text=new, value=value)


# ---- other order and layout -------------------------------------------------------------------------------


def _reorder(plan: Plan, chance: random.Random) -> None:
    """Move whole parts: the parts after the aims in another order, numbered anew."""
    starts = [i for i, entry in enumerate(plan.entries) if re.match(r"[IVX]+\.\s", entry.text)]
    if len(starts) < 4:
        return
    end = next(
        (i for i, entry in enumerate(plan.entries) if i > starts[-1] and _is_after(entry)), len(plan.entries)
    )
    parts = [plan.entries[a:b] for a, b in zip(starts, [*starts[1:], end], strict=True)]
    # The paragraph that closes the plan stands in the last part, and stays there.
    movable = parts[2:-1]
    chance.shuffle(movable)
    ordered = [*parts[:2], *movable, parts[-1]]
    for number, part in zip(_ROMAN, ordered, strict=False):
        part[0].text = re.sub(r"^[IVX]+\.", f"{number}.", part[0].text)
    plan.entries[starts[0] : end] = [entry for part in ordered for entry in part]
    plan.log.append("parts moved")


def _is_after(entry: Entry) -> bool:
    return entry.cells is not None or bool(re.match(r"Nơi nhận|PHỤ LỤC|TM\.|KT\.", entry.text))


def _lay_out(plan: Plan, chance: random.Random, paper: str) -> None:
    """Print the appendix anew: columns in another order, other headings, and one of five layouts."""
    rows = [entry for entry in plan.entries if entry.cells is not None]
    if not rows:
        return
    before = [entry for entry in plan.entries if entry.cells is None]
    kinds = [
        kind for kind in _COLUMNS if kind != "product" or any(row.cells and row.cells[3] for row in rows)
    ]
    if chance.random() < 0.4:
        tail = kinds[1:]
        chance.shuffle(tail)
        kinds = [kinds[0], *tail]
    headings = [chance.choice(_HEADINGS[kind]) for kind in ("number", *kinds)]
    layout = (
        chance.choice(("cells", "flat", "pipes", "tabs"))
        if paper == "txt"
        else chance.choice(("cells", "cells", "flat"))
    )
    if layout == "cells" and paper == "txt":
        layout = "tabs"
    table = _table(rows, kinds, headings, chance)
    if layout == "flat":
        printed = _flat(table)
    else:
        sign = {"pipes": "|", "tabs": "\t"}.get(layout, "")
        printed = [
            Entry(_row(row.cells or [], sign), None if sign else row.cells, row.items) for row in table
        ]
    if layout != "flat" and chance.random() < 0.2:
        printed += [Entry(entry.text, entry.cells) for entry in printed]
        plan.log.append("table twice")
    plan.entries = [*before, *printed]
    plan.log.append(f"table: {layout}, {'/'.join(headings)}")


def _row(cells: list[str], sign: str) -> str:
    return f"| {' | '.join(cells)} |" if sign == "|" else sign.join(cells)


def _table(rows: list[Entry], kinds: list[str], headings: list[str], chance: random.Random) -> list[Entry]:
    """Return rows of cells with groups, a gap in the numbers, and two rows made one where the rest is the same."""
    merge = chance.random() < 0.3
    restart = chance.random() < 0.5
    table = [Entry(cells=headings)]
    number = 0
    size = max(2, len(rows) // chance.choice((2, 3, 4)))
    for position, row in enumerate(rows):
        if position % size == 0 and position // size < len(_GROUPS):
            group = position // size
            table.append(Entry(cells=[_ROMAN[group], _GROUPS[group], *[""] * (len(kinds) - 1)]))
            number = 0 if restart else number
        cells = dict(zip(_COLUMNS, row.cells or [], strict=True))
        last = table[-1]
        if (
            merge
            and number
            and last.items
            and (last.cells or [])[2:] == [cells[kind] for kind in kinds[1:]]
            and "\n" not in (last.cells or ["", ""])[1]
        ):
            last.cells = [
                (last.cells or [])[0],
                f"- {(last.cells or ['', ''])[1]}\n- {cells['task']}",
                *(last.cells or [])[2:],
            ]
            last.items = [*last.items, *row.items]
            continue
        number += 1 if chance.random() > 0.04 else 2
        table.append(Entry(cells=[str(number), *[cells[kind] for kind in kinds]], items=row.items))
    return table


def _flat(table: list[Entry]) -> list[Entry]:
    """Return a table printed cell under cell, its empty cells lost."""
    printed: list[Entry] = []
    for row in table:
        cells = row.cells or []
        for position, cell in enumerate(cells):
            lines = [text for text in cell.split("\n") if text]
            for nth, text in enumerate(lines):
                items = _of_line(row.items, nth, len(lines)) if position == 1 else []
                printed.append(Entry(text, items=items, is_cell=True))
    return printed


def _of_line(items: list[Item], nth: int, count: int) -> list[Item]:
    """Return the items of one of the lines of a cell that holds several tasks."""
    tasks = [item for item in items if "text" in item]
    if count == 1:
        return items
    return (
        [tasks[nth], *[item for item in items if "text" not in item and nth == 0]] if nth < len(tasks) else []
    )


def _renumber(plan: Plan, chance: random.Random) -> None:
    """Give numbers and bullets other signs."""
    roman, number, dash = (
        chance.choice((".", "/", "-")),
        chance.choice((".", ")", ".")),
        chance.choice("-–•+*"),
    )
    dash = "-" if plan.name == "001" else dash
    for entry in plan.entries:
        if entry.cells is not None or entry.is_cell or "\t" in entry.text or entry.text.startswith("|"):
            continue
        entry.text = re.sub(r"^([IVX]+)\.(?=\s)", rf"\1{roman}", entry.text)
        entry.text = re.sub(r"^(\d{1,2})\.(?=\s)", rf"\1{number}", entry.text)
        entry.text = re.sub(r"^-(?=\s)", dash, entry.text)
    plan.log.append(f"signs: I{roman} 1{number} {dash}")


# ---- damage -----------------------------------------------------------------------------------------------


def _damage(plan: Plan, chance: random.Random) -> None:
    """Lose blanks, letters and tones as bad extraction does, in the document and in what is verbatim of it."""
    rate = chance.choice((0.002, 0.004, 0.008))
    start = next((i for i, entry in enumerate(plan.entries) if re.match(r"I\W", entry.text)), 0)
    changed: list[tuple[str, list[str]]] = []
    for entry in plan.entries[start:]:
        if entry.cells is not None:
            entry.cells = [_damaged(cell, chance, rate, entry.items, changed) for cell in entry.cells]
        else:
            entry.text = _damaged(entry.text, chance, rate, entry.items, changed)
    _follow(plan, changed)
    plan.log.append(f"damage {rate}")


def _damaged(text: str, chance: random.Random, rate: float, items: Iterable[Item], changed: list[Any]) -> str:
    signs = [_hurt(letter, text[max(0, i - 1) : i + 2], chance, rate) for i, letter in enumerate(text)]
    for item in items:
        for key, value in item.items():
            if (
                isinstance(value, str)
                and key in {"text", "who", "when", "lead", "product", "time"}
                and value in text
            ):
                at = text.index(value)
                item[key] = "".join(signs[at : at + len(value)]).strip()
            elif isinstance(value, list):
                item[key] = [
                    "".join(signs[text.index(name) : text.index(name) + len(name)]) if name in text else name
                    for name in value
                ]
    changed.append((text, signs))
    return "".join(signs)


def _hurt(letter: str, around: str, chance: random.Random, rate: float) -> str:
    """Return a letter, or what is left of it; numbers, signs and line ends are kept."""
    if any(sign.isdigit() or sign in "\t|\n.:;,-–+•*/()%" for sign in around):
        return letter
    lucky = chance.random()
    if letter == " " and lucky < 3 * rate:
        return ""
    if letter.islower() and lucky < rate / 2:
        return ""
    return letter.translate(_OCR) if lucky < rate * 2 else letter


def _follow(plan: Plan, changed: list[tuple[str, list[str]]]) -> None:
    """Let leads and reporters that stand in a heading above be what the damaged heading says."""
    for position, entry in enumerate(plan.entries):
        for item in entry.items:
            for key in ("lead", "who"):
                name = item.get(key)
                if not name or name in entry.text or name in "".join(entry.cells or []):
                    continue
                item[key] = _in_heading_above(plan, position, name, changed) or name


def _in_heading_above(
    plan: Plan, position: int, name: str, changed: list[tuple[str, list[str]]]
) -> str | None:
    by_damaged = {"".join(signs): (text, signs) for text, signs in changed}
    for entry in reversed(plan.entries[:position]):
        text, signs = by_damaged.get(entry.text, ("", []))
        if name in text and len(text) < len(name) + 30:
            at = text.index(name)
            return "".join(signs[at : at + len(name)])
    return None


def described(plan: Plan) -> str:
    """Return what was done, for the log."""
    return f"{plan.name}: {'; '.join(plan.log)}"


__all__ = ["described", "join", "mutate"]
