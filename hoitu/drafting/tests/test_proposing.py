"""The plan importer on invented plans, and on files that are no plans."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.drafting.proposing.measuring import count, new_counts
from hoitu.drafting.proposing.proposal import as_json, propose, propose_lines
from hoitu.drafting.proposing.quantities import quantities
from hoitu.drafting.proposing.reading import (
    MAX_BYTES,
    MAX_UNPACKED_BYTES,
    Encrypted,
    Line,
    NotADocument,
    NoTextLayer,
    NotReadable,
    TooLarge,
    read,
)
from hoitu.kernel.text import nfc, nfd

PLANS = Path(__file__).parent / "plans"
FILES = sorted(path.name for path in PLANS.iterdir() if path.suffix in {".txt", ".docx"})
SEEDS = Path(os.environ.get("HOITU_SEEDS", Path(__file__).parents[3].parent / "shared" / "seeds"))


@pytest.mark.parametrize("file", FILES)
def test_everything_of_an_invented_plan_is_found_with_its_line(file: str) -> None:
    path = PLANS / file
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    wrong: list[str] = []
    count(new_counts(), truth, as_json(propose(path.read_bytes(), file)), wrong)
    assert wrong == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_of_a_text_makes_no_difference(encoding: str) -> None:
    text = (PLANS / "hai-van.txt").read_text(encoding="utf-8")
    assert propose(text.encode(encoding), "a.txt") == propose(text.encode(), "a.txt")


def test_windows_1258_is_read() -> None:
    text = "KẾ HOẠCH\nSố: 12/KH-UBND"
    # The code page has "Ê" and a tone of its own, no "Ế".
    parted = "".join(
        f"{nfc(mark[:2])}{mark[2:]}" if len(mark := nfd(letter)) > 2 else mark for letter in text
    )
    assert [line.text for line in read(parted.encode("cp1258"), "a.txt")] == text.split("\n")


def test_a_word_file_with_merged_cells_gives_the_tasks_of_its_table() -> None:
    document = Document()
    for text in ("KẾ HOẠCH", "Chuyển đổi số báo chí", "PHỤ LỤC"):
        document.add_paragraph(text)
    table = document.add_table(rows=4, cols=4)
    rows = (
        ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
        ("I", "Hạ tầng", "", ""),
        ("1", "Xây dựng kho tư liệu số", "Báo Sơn Hạ", "2026"),
        ("2", "Nâng cấp trường quay", "", "Quý II/2027"),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(1, 3))
    table.cell(2, 2).merge(table.cell(3, 2))
    file = io.BytesIO()
    document.save(file)
    tasks = propose(file.getvalue(), "plan.docx").tasks
    assert [(task.text, task.lead, task.time, task.part, task.line) for task in tasks] == [
        ("Xây dựng kho tư liệu số", "Báo Sơn Hạ", "2026", "Hạ tầng", 6),
        ("Nâng cấp trường quay", "Báo Sơn Hạ", "Quý II/2027", "Hạ tầng", 7),
    ]


def test_a_pdf_gives_what_its_text_gives() -> None:
    pytest.importorskip("pdfplumber")
    truth = json.loads((PLANS / "bach-long.json").read_text(encoding="utf-8"))
    for kind in ("targets", "tasks", "reports", "legal"):
        for item in truth[kind]:
            del item["line"]
    wrong: list[str] = []
    count(new_counts(), truth, as_json(propose((PLANS / "bach-long.pdf").read_bytes(), "plan.pdf")), wrong)
    assert wrong == []


def test_a_draft_has_neither_number_nor_date() -> None:
    head = (
        "UBND TỈNH SƠN HẠ\nSố:    /KH-UBND\nSơn Hạ, ngày   tháng   năm 2026\nKẾ HOẠCH\nChuyển đổi số báo chí"
    )
    document = propose(head.encode(), "a.txt").document
    assert (document.number, document.date, document.title) == (None, None, "Chuyển đổi số báo chí")


def test_a_table_that_is_given_twice_is_loaded_once() -> None:
    rows = [
        "TT\tNhiệm vụ\tChủ trì\tPhối hợp",
        "1\tXây dựng kho tư liệu\tBáo A\tSở B",
        "2\tMở lớp\tBáo A\tSở C",
    ]
    flat = "\n".join(row.replace("\t", "\n") for row in rows)
    text = "PHỤ LỤC\n" + "\n".join(rows) + "\n\n" + flat
    assert [task.text for task in propose(text.encode(), "a.txt").tasks] == ["Xây dựng kho tư liệu", "Mở lớp"]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "threshold"),
    [
        ("30% cơ quan báo chí tăng doanh thu tối thiểu 20%.", 30, "%", 20),
        ("Có 02/03 cơ quan báo chí đạt mức độ 4 năm 2027", 2, "cơ quan", None),
        ("Đạt 1.250.000 lượt truy cập mỗi tháng", 1_250_000, "lượt truy cập", None),
        ("Mục tiêu đến năm 2030100% cơ quan báo chí", 100, "%", None),
        ("doanh thu tăng 12,5%/năm", 12.5, "%", None),
    ],
)
def test_the_value_of_a_target_is_told_from_its_threshold(
    sentence: str, value: float, unit: str, threshold: float | None
) -> None:
    text = f"II. MỤC TIÊU\n1. Đến năm 2030\n- {sentence}"
    target = propose(text.encode(), "a.txt").targets[0]
    assert (target.value, target.unit, target.threshold, target.year) == (value, unit, threshold, 2030)


@pytest.mark.parametrize(
    "text", ["cấp độ 3 trở lên", "theo Quyết định số 348/QĐ-TTg", "giai đoạn 2021-2025", "mạng 5G"]
)
def test_levels_numbers_of_texts_and_years_are_no_quantities(text: str) -> None:
    assert quantities(text) == []


def _zip_bomb() -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(MAX_UNPACKED_BYTES // 2**20 + 1):
            part.write(b"0" * 2**20)
    return file.getvalue()


def _zip_of_nothing() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", NotADocument),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 50, NotADocument),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, NotADocument),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), Encrypted),
        (b"PK\x03\x04 not a zip", NotADocument),
        (_zip_of_nothing(), NotADocument),
        (_zip_bomb(), TooLarge),
        (b"x" * (MAX_BYTES + 1), TooLarge),
    ],
    ids=["empty", "picture", "old Word", "encrypted", "broken", "another zip", "zip bomb", "large"],
)
def test_what_is_no_readable_document_is_refused_in_a_sentence(
    data: bytes, refusal: type[NotReadable]
) -> None:
    with pytest.raises(refusal, match=r"[.]$"):
        propose(data, "tep.docx")


def test_a_scan_and_a_locked_pdf_are_refused() -> None:
    pytest.importorskip("pdfplumber")
    with pytest.raises(NoTextLayer):
        propose((PLANS / "scan.pdf").read_bytes(), "scan.pdf")
    with pytest.raises(Encrypted):
        propose((PLANS / "locked.pdf").read_bytes(), "locked.pdf")
    with pytest.raises(NotADocument):
        propose(b"%PDF-1.7 and then nothing of a PDF", "broken.pdf")


@given(st.lists(st.text(max_size=60), max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_text_whatever_breaks_the_importer(texts: list[str]) -> None:
    proposal = propose_lines([Line(number, text) for number, text in enumerate(texts, 1)])
    found = as_json(proposal)
    lines = [item["line"] for kind in ("targets", "tasks", "reports", "legal") for item in found[kind]]
    assert all(1 <= line <= len(texts) for line in lines)


@given(st.permutations(range(5)), st.integers(1, 96), st.sampled_from(["-", "+", "1.", "a)", "(1)"]))
@settings(max_examples=30, deadline=None)
def test_targets_are_found_in_any_order_and_with_any_share(order: list[int], share: int, sign: str) -> None:
    what = (
        "cơ quan có kho tư liệu",
        "phóng viên được học",
        "tin, bài có nhãn",
        "hệ thống an toàn",
        "đơn vị lãi",
    )
    text = "II. MỤC TIÊU\n1. Đến năm 2027\n" + "\n".join(f"{sign} {share + n}% {what[n]}." for n in order)
    found = propose(text.encode(), "a.txt").targets
    assert [(target.value, target.line, target.year) for target in found] == [
        (share + n, position, 2027) for position, n in enumerate(order, 3)
    ]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five documents are not on this machine: set HOITU_SEEDS")
def test_the_five_documents_are_read_to_the_aim() -> None:
    from bench.plans.model import truths

    counts = new_counts()
    for truth in truths():
        count(counts, truth, as_json(propose((SEEDS / truth["source"]).read_bytes(), truth["source"])))
    missed = {name: tally for name, tally in counts.items() if min(tally.precision, tally.recall) < 0.95}
    assert missed == {}
