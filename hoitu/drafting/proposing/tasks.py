"""Tasks: rows of appendix tables, items of the part on tasks, duties of named organisations."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from hoitu.drafting.proposing.columns import Column
from hoitu.drafting.proposing.labels import NO_LABELS, Labels, read_labels
from hoitu.drafting.proposing.records import ProposedTask
from hoitu.drafting.proposing.structure import Block, Part, heading_chain, is_reference_to_appendix, marker
from hoitu.drafting.proposing.tables import Row
from hoitu.drafting.proposing.times import DEADLINE, IN_PERIOD, PERIODIC, is_time
from hoitu.drafting.proposing.wording import alike, skeleton, tidy
from hoitu.kernel.text.organisations import (
    VERB,
    bare,
    is_organisation,
    leading_organisation,
    split_organisations,
    up_to_verb,
    without_label,
)

_SAME_TASK: Final = 0.86
_REPRINT: Final = 0.95
_LOST_LETTERS: Final = 12
_MAX_COMPARED: Final = 40_000
_SECTION: Final = 6
_MAX_OWNER: Final = 120
_JOINT_WORK: Final = re.compile(r"phối\s*hợp\s*(?:chặt chẽ\s*)?(?:với|cùng)?\s+(?=\S)", re.I)
_INLINE_LEAD: Final = re.compile(
    r"(?:^|[(.;]\s*|\b(?:giao|do)\s+(?:cho\s+)?)(?P<who>[^().;:]{3,160}?)\s+(?:là cơ quan\s+)?chủ\s*trì\b",
    re.I,
)
_ASSIGNED: Final = re.compile(r"\bgiao\s+(?=[A-ZĐÀ-Ỵ])")
# "dự toán hằng năm" names a budget, not a time.
_YEARLY_THING: Final = re.compile(
    r"(?:dự toán|ngân sách|kế hoạch|kinh phí|chi|nhà nước|chương trình)\s*$", re.I
)
_LAST_NOTE: Final = re.compile(r"\([^()]*[;,]\s*(?P<time>[^();,]+)\)\s*[.;]?$")
_DASHES: Final = re.compile(r"(?:^|\s)[-–+]\s+(?=[A-ZĐÀ-Ỵ])")
_DASHED: Final = re.compile(r"[-–+]\s+[A-ZĐÀ-Ỵ].*\s[-–+]\s+[A-ZĐÀ-Ỵ]")
_CLOSING: Final = re.compile(
    r"^(?:Trên đây là|Trong quá trình|Quá trình (?:tổ chức|triển khai|thực hiện)|Nếu có (?:khó khăn"
    r"|vướng mắc)|Yêu cầu\s|Đề nghị các"
    r"|Kế hoạch này (?:thay thế|có hiệu lực)|[ỦU][ỷy] ban nhân dân[\w ]* (?:yêu cầu|đề nghị)"
    r"|UBND[\w ]* (?:yêu cầu|đề nghị))"
)
_ON_THE_BASIS: Final = re.compile(r"^Căn cứ\s[^,]{3,90},\s*(?P<who>(?:các|những|Thủ trưởng)\s[^;.]*)", re.I)


def find_tasks(blocks: Sequence[Block], rows: Iterable[Row]) -> tuple[ProposedTask, ...]:
    """Return the tasks of a plan in order. What the narrative only repeats of a table, and the second printing of a
    table, are left out."""
    tabled = _unique(_from_rows(rows))
    told = _unique([*_narrative(blocks), *_duties(blocks)])
    known = [task.text for task in tabled]
    # A plan has dozens of tasks; where a file has thousands, only the same words are the same task.
    is_long = len(known) * len(told) > _MAX_COMPARED
    same = {skeleton(text) for text in known}
    extra = [
        task for task in told
        if task.source == "duty"
        or (skeleton(task.text) not in same if is_long else not any(_repeats(task.text, text) for text in known))
    ]  # fmt: skip
    return tuple(sorted([*tabled, *extra], key=lambda task: task.line))


def _repeats(one: str, other: str) -> bool:
    return alike(one, other) >= _SAME_TASK


def _unique(tasks: Iterable[ProposedTask]) -> list[ProposedTask]:
    seen: dict[tuple[str, str], ProposedTask] = {}
    for task in tasks:
        key = (skeleton(task.text), skeleton(task.lead or ""))
        if key in seen or (
            len(seen) ** 2 < _MAX_COMPARED and any(_is_reprint(task, other) for other in seen.values())
        ):
            continue
        seen[key] = task
    return list(seen.values())


def _is_reprint(one: ProposedTask, other: ProposedTask) -> bool:
    """Say whether a row is another printing of the same one, with other letters lost: its numbers are the same."""
    return (
        one.source == other.source == "table"
        and abs(len(one.text) - len(other.text)) <= _LOST_LETTERS
        and re.findall(r"\d+", one.text) == re.findall(r"\d+", other.text)
        and alike(one.text, other.text) >= _REPRINT
        and alike(one.lead or "", other.lead or "") >= _SAME_TASK
        and alike(one.time or "", other.time or "") >= _SAME_TASK
    )


# ---- tables -----------------------------------------------------------------------------------------------


def _from_rows(rows: Iterable[Row]) -> Iterator[ProposedTask]:
    for row in rows:
        if not row.get(Column.TASK).strip() or row.years:
            continue
        labels = read_labels(tidy(row.get(Column.BOTH)))
        lead = _list_words(row.get(Column.LEAD)) or labels.lead or _list_words(row.get(Column.BOTH))
        coordinators = split_organisations(row.get(Column.COORDINATORS)) or split_organisations(
            labels.coordinators or ""
        )
        for line, text in _task_texts(row):
            yield ProposedTask(
                text, lead, coordinators, _words(row.get(Column.PRODUCT)), _words(row.get(Column.TIME)), line,
                part=row.group, note=_words(row.get(Column.NOTE)), source="table",
            )  # fmt: skip


def _task_texts(row: Row) -> list[tuple[int, str]]:
    """Return the tasks of a cell: one, or one for each dash when every line has its dash."""
    lines = [tidy(line) for line in row.get(Column.TASK).split("\n") if tidy(line)]
    if len(lines) > 1 and all(re.match(r"[-–+•]\s*\S", line) for line in lines):
        starts = row.starts if len(row.starts) >= len(lines) else (row.line,) * len(lines)
        return [(start, _unmarked(line)) for start, line in zip(starts, lines, strict=False)]
    joined = " ".join(lines)
    if _DASHED.match(joined):
        return [(row.line, bare_dash.strip()) for bare_dash in _DASHES.split(joined) if bare_dash.strip()]
    return [(row.line, _unmarked(joined))]


def _unmarked(text: str) -> str:
    sign = marker(text)
    return text[len(sign[1]) :].strip() if sign else text.lstrip("-–+ ").strip()


def _words(cell: str) -> str | None:
    words = " ".join(tidy(line) for line in cell.split("\n")).strip()
    return re.sub(r"^[-–+]\s+", "", words) or None


def _list_words(cell: str) -> str | None:
    """Return a cell of organisations as one text; those on lines of their own are parted by "; "."""
    lines = [tidy(line) for line in cell.split("\n") if tidy(line)]
    if len(lines) > 1 and all(is_organisation(line) for line in lines):
        return "; ".join(bare(re.sub(r"^[-–+]\s*", "", line)) for line in lines)
    return _words(cell)


# ---- narrative --------------------------------------------------------------------------------------------


def _narrative(blocks: Sequence[Block]) -> Iterator[ProposedTask]:
    """Give the lowest items of the part on tasks; lines of labels belong to the items over them."""
    parts = [block for block in blocks if block.part is Part.TASKS and not block.is_heading]
    labelled = {id(block): read_labels(block.text) for block in parts}
    plain = [block for block in parts if not labelled[id(block)].is_whole]
    parents = _parents(plain)
    waiting: list[ProposedTask] = []
    last: Block | None = None
    done: list[ProposedTask] = []

    def flush() -> None:
        done.extend(waiting)
        waiting.clear()

    for block in parts:
        labels = labelled[id(block)]
        if labels.is_whole:
            waiting = [_with(task, labels) for task in waiting]
            last = block
            continue
        if block in parents or (last is not None and labelled[id(last)].is_whole):
            flush()
        last = block
        if block not in parents and not _points_elsewhere(block.text):
            waiting.extend(_items(block, labels))
    flush()
    yield from done
    yield from _assignments(blocks)


def _parents(blocks: Iterable[Block]) -> set[Block]:
    """Return the headings of these paragraphs; a whole sentence that a paragraph follows is no heading."""
    return {
        above for block in blocks for above in block.above
        if block.marker or above.rank < _SECTION or not above.text.rstrip().endswith(".")
    }  # fmt: skip


def _points_elsewhere(text: str) -> bool:
    return is_reference_to_appendix(text) or text.endswith(":") or text.startswith("(")


def _items(block: Block, labels: Labels) -> Iterator[ProposedTask]:
    """Give the task of an item; a heading and its tasks told in one paragraph give one for each sentence."""
    text = labels.before or block.text
    above = next((heading.text for heading in heading_chain(block) if not heading.is_heading), None)
    in_one_paragraph = block.rank > _SECTION + 2 and len(text) > 400 and bool(block.above)
    texts = [text]
    if in_one_paragraph and block.above[-1].marker == "" and len(re.findall(r"[.;]\s", text)) > 2:
        texts = _sentences(text)
    for piece in texts:
        lead, coordinators = _who(piece)
        task = ProposedTask(piece.strip(), lead, coordinators, None, _when(piece), block.line, part=above)
        under = next(iter(heading_chain(block)), None)
        if (
            task.lead is None
            and under
            and is_organisation(under.text)
            and not leading_organisation(under.text)
        ):
            task = replace(task, lead=without_label(under.text))
        for heading in block.above:
            # "1. Tuyên truyền (Chủ trì: Sở …; thời gian: 2026)" says so of all the tasks under it.
            task = _with(task, read_labels(heading.text))
        yield _with(task, labels)


def _sentences(text: str) -> list[str]:
    """Return the tasks of a paragraph; what begins with no verb goes on with the sentence before."""
    pieces: list[str] = []
    for piece in re.split(r"(?<=[.;])\s+", text):
        if pieces and not pieces[-1].rstrip().endswith(".") and not re.match(VERB, piece, re.I):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif bare(piece):
            pieces.append(piece)
    return pieces


def _with(task: ProposedTask, labels: Labels) -> ProposedTask:
    if labels is NO_LABELS:
        return task
    return replace(
        task,
        lead=labels.lead or task.lead,
        coordinators=split_organisations(labels.coordinators) if labels.coordinators else task.coordinators,
        product=labels.product or task.product,
        time=labels.time or task.time,
    )


def _who(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Return lead and coordinators that a sentence itself names."""
    lead = None
    for found in _INLINE_LEAD.finditer(text):
        name = re.sub(r"^(?:Đề nghị|Giao|Do|UBND tỉnh giao)\s+", "", found["who"].strip())
        name = re.split(r"\b(?:giao|do)\s+(?:cho\s+)?", name)[-1]
        if is_organisation(name):
            lead = bare(name)
            break
    joint = _JOINT_WORK.search(text)
    names = up_to_verb(re.split(r"[.;:]", text[joint.end() :])[0]) if joint else ""
    names = names[: names.index(")")] if ")" in names and "(" not in names else names
    return lead, split_organisations(names) if is_organisation(names) else ()


def _when(text: str) -> str | None:
    """Return when a sentence says its work is due; "dự toán hằng năm" says nothing of that."""
    periods = [found for found in PERIODIC.finditer(text) if not _YEARLY_THING.search(text[: found.start()])]
    noted = next((found for found in periods if re.search(r"\([^()]*\d", found[0])), None)
    found = noted or DEADLINE.search(text) or IN_PERIOD.search(text) or next(iter(periods), None)
    return found[0].strip(" ,;") if found else _noted_last(text)


def _noted_last(text: str) -> str | None:
    """Return the time that closes a bracket at the end: "(Sở Tài chính chủ trì; năm 2024)"."""
    noted = _LAST_NOTE.search(text)
    return noted["time"] if noted and is_time(noted["time"]) else None


def _assignments(blocks: Sequence[Block]) -> Iterator[ProposedTask]:
    """Give what a report about a plan says was assigned ("UBND tỉnh giao Sở … chủ trì, …")."""
    for block in blocks:
        if (
            block.part in {Part.HEAD, Part.TASKS}
            and _ASSIGNED.search(block.text)
            and "chutri" in skeleton(block.text)
        ):
            lead, coordinators = _who(block.text)
            if lead and block.part is Part.HEAD:
                yield ProposedTask(
                    block.text, lead, coordinators, None, _when(block.text), block.line, source="duty"
                )


# ---- duties -----------------------------------------------------------------------------------------------


def addressee(block: Block) -> str | None:
    """Return whom "Căn cứ Kế hoạch này, các cơ quan … tổ chức thực hiện" speaks to."""
    basis = _ON_THE_BASIS.match(block.text)
    subject = leading_organisation(basis["who"]) if basis else None
    return subject[0] if subject else None


def duty_owner(block: Block) -> str | None:
    """Return the organisation that a paragraph of the part on organisation binds: its subject, or its heading's."""
    spoken_to = addressee(block)
    if spoken_to:
        return spoken_to
    named = leading_organisation(block.text)
    if named and not re.match(r"(?:Căn cứ|Phối hợp)", block.text):
        return without_label(named[0])
    for above in heading_chain(block):
        if above.part is Part.ORGANISATION and above.is_heading and not is_organisation(above.text):
            break
        if is_organisation(above.text) or _stands_as_owner(above):
            named = leading_organisation(above.text)
            return without_label(named[0] if named else above.text)
    return None


def _stands_as_owner(heading: Block) -> bool:
    """Say whether a heading that no word gives away names an organisation: a short one right under the part's."""
    under = heading.above[-1:]
    return (
        heading.part is Part.ORGANISATION and not heading.is_heading and heading.marker != ""
        and bool(under) and under[0].is_heading and len(heading.text) <= _MAX_OWNER
        and not heading.text.endswith(".") and not re.match(VERB, heading.text, re.I)
    )  # fmt: skip


def _duties(blocks: Sequence[Block]) -> Iterator[ProposedTask]:
    parts = [block for block in blocks if block.part is Part.ORGANISATION and not block.is_heading]
    parents = _parents([block for block in parts if not is_closing(block)])
    for block in parts:
        if (
            block in parents
            or is_closing(block)
            or _is_bare_name(block.text)
            or _points_elsewhere(block.text)
        ):
            continue
        lead = duty_owner(block)
        if lead is None:
            continue
        _, coordinators = _who(block.text)
        above = next((heading.text for heading in heading_chain(block)), None)
        yield ProposedTask(
            block.text, lead, coordinators, None, _when(block.text), block.line, part=above, source="duty"
        )


def is_closing(block: Block) -> bool:
    """Say whether a paragraph closes the plan: no duty of the organisation whose heading happens to stand over it."""
    if block.marker:
        return False
    basis = _ON_THE_BASIS.match(block.text)
    return bool(_CLOSING.match(block.text) or (basis and is_organisation(basis["who"])))


def _is_bare_name(text: str) -> bool:
    return is_organisation(text) and leading_organisation(text) is None and not text.endswith(".")
