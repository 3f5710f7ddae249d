"""The DOCX as LibreOffice Writer lays it out; skipped where there is none, with the name of the package."""

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest

from hoitu.papers.api import Paragraph, docx
from hoitu.papers.testing import sample_paper

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
MM = 72 / 25.4

pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="no LibreOffice: apt-get install --no-install-recommends libreoffice-writer-nogui"
)


def laid_out(content: bytes, folder: Path) -> bytes:
    """Return the DOCX as the PDF that LibreOffice makes of it."""
    assert OFFICE is not None
    source = folder / "paper.docx"
    source.write_bytes(content)
    command = [OFFICE, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    # A home of its own: two programs cannot share one profile.
    subprocess.run(
        command, check=True, capture_output=True, timeout=100, env={**os.environ, "HOME": str(folder)}
    )
    return source.with_suffix(".pdf").read_bytes()


def test_an_office_program_shows_a_state_document(tmp_path: Path) -> None:
    blocks = (*sample_paper().blocks[:5], Paragraph("Trân trọng báo cáo./."), *sample_paper().blocks[6:7])
    with pdfplumber.open(BytesIO(laid_out(docx(sample_paper(blocks=blocks, draft=True)), tmp_path))) as file:
        page = file.pages[0]
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        lines = [line.replace("\xa0", " ") for line in page.extract_text().split("\n")]
        words = page.extract_words()
        second = file.pages[1].extract_text().split("\n")
        rules = sorted({round(edge["top"]) for edge in page.edges if edge["orientation"] == "h"})
    text = "\n".join(lines)
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/BC-BPTTH Vạn Giang, ngày 05 tháng 02 năm 2026",
        "DỰ THẢO",
        "BÁO CÁO\nKết quả thực hiện Chiến lược chuyển đổi số báo chí năm 2026",
        "I. KẾT QUẢ THỰC HIỆN",
    ):
        assert expected in text
    # Quốc hiệu stands in one line on the right, words keep the margins, rules stand under names, motto and title.
    nation = next(word for word in words if word["text"] == "CỘNG")
    assert nation["x0"] > 30 * MM + 60 * MM
    assert min(word["x0"] for word in words) == pytest.approx(30 * MM, abs=1.5)
    assert max(word["x1"] for word in words) <= page.width - 15 * MM + 1.5
    assert min(word["top"] for word in words) >= 20 * MM - 1
    assert len(rules) >= 3
    # The second page carries its number above everything else.
    assert second[0].strip() == "2"
