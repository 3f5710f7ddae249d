"""How well the plan importer reads: the five known documents, seeded mutations of them, invented plans held out.

The five documents are what it was fitted to, and the figures say how well it fits; the mutations change names,
numbers, layouts and damage the text; the invented plans of the repository were written before the importer was tuned
to them. The documents are not in the repository: their folder is HOITU_SEEDS or ../shared/seeds.

    python -m bench.propose [MUTATIONS] [--wrong]
"""

import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.plans import model, papers
from bench.plans.mutations import described, mutate
from bench.record import Aim, Row, write
from hoitu.drafting.proposing.measuring import FIELDS, Counts, count, new_counts
from hoitu.drafting.proposing.proposal import as_json, propose

ROOT = Path(__file__).parent.parent
SEED = 20_230_406
FIT, MUTATED = Aim(">=", 0.95), Aim(">=", 0.90)


def seeds_folder() -> Path | None:
    """Return where the five documents are, or None."""
    folder = Path(os.environ.get("HOITU_SEEDS", ROOT.parent / "shared" / "seeds"))
    return folder if folder.is_dir() else None


@contextmanager
def printer() -> Iterator[Any]:
    """Give a page of Chromium that prints PDF; None where there is no Chromium or no library to read PDF."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        import pdfplumber  # noqa: F401
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("no Chromium or pdfplumber: PDFs are measured as DOCX")
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def five(folder: Path, wrong: list[str] | None) -> Counts:
    """Measure the five documents as they are."""
    counts = new_counts()
    for truth in model.truths():
        path = folder / truth["source"]
        _tell(truth["source"], wrong)
        count(counts, truth, as_json(propose(path.read_bytes(), path.name)), wrong)
    return counts


def mutated(folder: Path, number: int, wrong: list[str] | None) -> tuple[Counts, dict[str, int], float]:
    """Measure seeded mutations, as many of each document; return counts, files of each format, seconds of reading."""
    counts, formats, seconds = new_counts(), {"txt": 0, "docx": 0, "pdf": 0}, 0.0
    truths = model.truths()
    with printer() as page:
        for nth in range(number):
            plan = model.load(truths[nth % len(truths)], folder)
            paper = mutate(plan, SEED + nth)
            data, paper = _printed(plan, paper, page, random.Random(f"{SEED}/{nth}"))
            formats[paper] += 1
            _tell(f"{nth} {described(plan)}", wrong)
            began = time.perf_counter()
            proposal = as_json(propose(data, f"plan.{paper}"))
            seconds += time.perf_counter() - began
            count(counts, plan.truth, proposal, wrong)
    return counts, formats, seconds


def _printed(plan: model.Plan, paper: str, page: Any, chance: random.Random) -> tuple[bytes, str]:
    if paper == "txt":
        return papers.as_text(plan, chance), "txt"
    if paper == "docx" or page is None:
        return papers.as_word(plan), "docx"
    page.set_content(papers.as_page(plan))
    data = page.pdf(format="A4", margin={"top": "20mm", "bottom": "20mm", "left": "25mm", "right": "15mm"})
    for kind in model.KINDS:
        for item in plan.truth[kind]:
            item.pop("line", None)  # where Chromium breaks lines is not known beforehand
    return bytes(data), "pdf"


def invented(wrong: list[str] | None) -> Counts:
    """Measure the invented plans of the repository's tests."""
    import json

    counts = new_counts()
    plans = (ROOT / "hoitu/drafting/tests/plans").iterdir()
    for path in sorted(path for path in plans if path.suffix in {".txt", ".docx"}):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        _tell(path.name, wrong)
        count(counts, truth, as_json(propose(path.read_bytes(), path.name)), wrong)
    return counts


def _tell(title: str, wrong: list[str] | None) -> None:
    if wrong is not None:
        wrong.append(f"## {title}")


def _rows(what: str, counts: Counts, aim: Aim | None) -> list[Row]:
    return [
        Row(
            f"{what}, {kind}.{name}, {side}",
            round(getattr(counts[f"{kind}.{name}"], side), 3),
            "share",
            aim=aim,
        )
        for kind, names in FIELDS.items()
        for name in names
        if counts[f"{kind}.{name}"].true
        for side in ("precision", "recall")
    ]


def main(number: int, *, shows_wrong: bool) -> None:
    """Measure, print, write results/propose.json."""
    wrong: list[str] | None = [] if shows_wrong else None
    rows: list[Row] = []
    folder = seeds_folder()
    if folder is None:
        print(
            "The five documents are absent: set HOITU_SEEDS to their folder. Only the invented plans are measured."
        )
    else:
        rows += _rows("five documents (a fit)", five(folder, wrong), FIT)
        counts, formats, seconds = mutated(folder, number, wrong)
        made = ", ".join(f"{count} {name}" for name, count in formats.items())
        rows += _rows(f"{number} mutations ({made})", counts, MUTATED)
        rows.append(Row("reading one mutation", round(seconds / max(1, number), 3), "s"))
    rows += _rows("invented plans", invented(wrong), None)
    if wrong:
        print("\n".join(wrong))
    write("propose", rows, command=f"python -m bench.propose {number}")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(numbers[0] if numbers else 200, shows_wrong="--wrong" in sys.argv)
