"""How much of each report form the records fill in. Clicks are counted where a person reports: the journey.

python -m bench.report
"""

from bench.record import Aim, Row, write
from hoitu.reporting.policies.layout import layouts
from hoitu.reporting.policies.numbers import prefilled

NAMES = {
    "yearly-2": "yearly report",
    "half-year-1": "half-year report",
    "quarter-1": "quarterly and monthly report",
    "ad-hoc-1": "ad hoc report",
    "synthesis-1": "synthesis of an office",
}


def main() -> None:
    """Write, for each form that new reports take, the share of its numbers that need nobody."""
    rows = []
    for layout in layouts().values():
        if layout.spans:
            filled, of = prefilled(layout)
            what = f"{NAMES[layout.key]}: numbers filled in by the records, of {of}"
            rows.append(Row(what, round(100 * filled / of, 1), "%", aim=Aim(">=", 80)))
    write("report", rows, command="python -m bench.report")


if __name__ == "__main__":
    main()
